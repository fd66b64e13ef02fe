"""Writes a statement of account as one table of plain values, which no spreadsheet program takes for formulas."""

import csv
import io
from collections.abc import Iterator
from datetime import date

from assistant.adapters.statement_content import Value, proofs_of, receipt_row
from assistant.adapters.statement_words import Speech, clean
from assistant.domain.ledger import ProofKind
from assistant.domain.money import Money
from assistant.domain.statement import CurrencyStatement, Receipt, StatedItem, Statement

# A cell that begins so may be run as a formula (OWASP ASVS 1.2.10), in East Asian editions in full width, too.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
_LEADING = ("part", "currency")
ITEM_COLUMNS = (
    "invoice", "contract", "issued", "due", "amount", "paid", "credited", "open", "days",
    "disputed", "retained", "retained_until", *ProofKind,
)  # fmt: skip
_TRAILING = ("kind", "invoices")


def csv_of(statement: Statement, speech: Speech) -> bytes:
    """Open items, unmatched amounts and payments received of every currency, one row each; UTF-8 with its mark."""
    words = speech.words
    columns = (*_LEADING, *ITEM_COLUMNS, *_TRAILING)
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow([_safe(words.columns[name]) for name in columns])
    for account in statement.accounts:
        for cells in _rows(account, statement, speech):
            writer.writerow([_written(cells.get(name)) for name in columns])
    return file.getvalue().encode("utf-8-sig")


def item_cells(stated: StatedItem, speech: Speech) -> dict[str, Value]:
    """Everything about one open invoice, by the name of its column; the days past due are empty before the due date."""
    item, invoice = stated.item, stated.item.invoice
    held = invoice.retention if item.retained else None
    return {
        "invoice": clean(invoice.number),
        "contract": clean(invoice.contract_no),
        "issued": invoice.issued,
        "due": invoice.due,
        "amount": invoice.amount,
        "paid": item.paid,
        "credited": item.credited,
        "open": item.open_balance,
        "days": stated.days_past_due if stated.days_past_due > 0 else None,
        "disputed": item.disputed or None,
        "retained": item.retained or None,
        "retained_until": held.until if held else None,
        **{kind: proofs_of(stated, kind, speech) for kind in ProofKind},
    }


def _rows(account: CurrencyStatement, statement: Statement, speech: Speech) -> Iterator[dict[str, Value]]:
    words = speech.words
    for stated in account.items:
        yield {"part": words.items, "currency": account.currency, **item_cells(stated, speech)}
    for receipt in account.unmatched:
        yield {"part": words.unmatched, "currency": account.currency, **_receipt_cells(receipt, speech)}
    received = words.received.format(day=speech.day(statement.received_from))
    for receipt in account.received:
        yield {"part": received, "currency": account.currency, **_receipt_cells(receipt, speech)}


def _receipt_cells(receipt: Receipt, speech: Speech) -> dict[str, Value]:
    on, number, kind, invoices, amount = receipt_row(receipt, speech)
    return {"invoice": number, "issued": on, "amount": amount, "kind": kind, "invoices": invoices}


def _written(value: Value) -> str:
    match value:
        case Money():
            return str(value.decimal)
        case date():
            return value.isoformat()
        case str():
            return _safe(value)
    return "" if value is None else str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_RISKY) else text
