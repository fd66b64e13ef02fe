"""``tactful statement``: what a customer owes, as text on the terminal or as a file for the customer."""

import sys
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import open_desk, operator, print_json, wording
from assistant.domain.language import Language
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.domain.ledger import OpenItem, Proof
    from assistant.domain.statement import CurrencyStatement, Receipt, Statement


class StatementForm(StrEnum):
    """What the statement can be had as."""

    TEXT = "text"
    CSV = "csv"
    DOCX = "docx"
    XLSX = "xlsx"


_PRINTABLE = frozenset({StatementForm.TEXT, StatementForm.CSV})
_DAY = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("statement")(statement)


def statement(
    context: typer.Context,
    customer: str = typer.Argument(help="The customer's code, such as CN01."),
    form: StatementForm = typer.Option(StatementForm.TEXT, "--format", help="docx and xlsx need --out."),
    out: Path | None = typer.Option(None, help="Write to this file instead of the terminal."),
    force: bool = typer.Option(False, help="Write over a file that is there already."),
    as_of: datetime | None = typer.Option(None, formats=_DAY, help="A day in the past, YYYY-MM-DD; today by default."),
    since: datetime | None = typer.Option(None, formats=_DAY, help="List payments from this day; else of 90 days."),
    language: Language | None = typer.Option(None, help="Else the customer's."),
    interest: bool = typer.Option(False, "--interest", help="Tell late interest beside each total."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Make a customer's statement of account: open items, ageing, loose money and payments, for each currency.

    Example: tactful statement CN01 --format docx --out CN01.docx
    """
    from assistant.bootstrap import render_statement, write_new
    from assistant.workflow.statement import keep_statement, state_account

    if not out and form not in _PRINTABLE:
        raise BadInput("statement_needs_file", f"A {form} file is not for the terminal; add --out FILE.", form=form)
    desk = open_desk(context)
    actor = operator(context, desk)
    made = state_account(desk, customer, as_of=_day(as_of), received_from=_day(since), with_interest=interest)
    chosen = language or made.statement.customer.language
    content = render_statement(made.statement, form.value, chosen)
    digest = ""
    if out:
        store = partial(write_new, out, replace=force)
        digest = keep_statement(
            desk, actor, made.statement, form=form.value, language=chosen, content=content, store=store
        )
    words = wording(context)
    warnings = [words.reason(reason) for reason in made.warnings]
    if as_json:
        kept = {"file": str(out), "sha256": digest} if out else {}
        print_json({**kept, **_document(made.statement), "warnings": warnings})
        return
    print(f"{out}  sha256 {digest}" if out else content.decode("utf-8-sig"), end="\n" if out else "")
    for warning in warnings:
        print(f"! {warning}", file=sys.stderr)


def item_document(item: "OpenItem", days_past_due: int, proofs: Iterable["Proof"]) -> dict[str, object]:
    """An open invoice in JSON; amounts are decimals as text."""
    invoice = item.invoice
    return {
        "invoice": invoice.number,
        "contract": invoice.contract_no or None,
        "issued": invoice.issued,
        "due": invoice.due,
        "days_past_due": days_past_due,
        "amount": str(invoice.amount.decimal),
        "paid": str(item.paid.decimal),
        "credited": str(item.credited.decimal),
        "open": str(item.open_balance.decimal),
        "disputed": str(item.disputed.decimal),
        "retained": str(item.retained.decimal),
        "retained_until": invoice.retention.until if item.retained and invoice.retention else None,
        "proofs": [
            {"kind": proof.kind, "on": proof.on, "status": proof.status, "document": proof.document} for proof in proofs
        ],
    }


def receipt_document(receipt: "Receipt") -> dict[str, object]:
    """An amount in the customer's favour in JSON."""
    return {
        "kind": receipt.kind,
        "number": receipt.number,
        "on": receipt.on,
        "amount": str(receipt.amount.decimal),
        "invoices": receipt.invoice_nos,
    }


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _document(statement: "Statement") -> dict[str, object]:
    return {
        "customer": statement.customer.code,
        "name": statement.customer.name,
        "as_of": statement.as_of,
        "received_from": statement.received_from,
        "freshness": {stamp.feed: stamp.as_of.isoformat() for stamp in statement.stamps},
        "currencies": [_currency(account) for account in statement.accounts],
    }


def _currency(account: "CurrencyStatement") -> dict[str, object]:
    return {
        "currency": account.currency,
        "open": str(account.total_open.decimal),
        "overdue": str(account.overdue.decimal),
        "disputed": str(account.disputed.decimal),
        "retained": str(account.retained.decimal),
        "unmatched": str(account.unmatched_total.decimal),
        "balance": str(account.balance.decimal),
        "ageing": {bucket: str(amount.decimal) for bucket, amount in account.ageing.items()},
        "items": [item_document(stated.item, stated.days_past_due, stated.proofs) for stated in account.items],
        "unmatched_items": [receipt_document(receipt) for receipt in account.unmatched],
        "received": [receipt_document(receipt) for receipt in account.received],
        "interest": str(account.interest.amount.decimal) if account.interest else None,
    }
