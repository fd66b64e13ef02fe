"""``tactful import payments``: what customers paid, from the bank's own statements."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.import_options import reading_options
from assistant.cli.import_report import document, print_report, require_writable
from assistant.cli.imports import imports
from assistant.cli.session import open_desk, operator, print_json, wording
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.wording import Wording
    from assistant.workflow.import_payments import PaymentsImport


def register(_: typer.Typer) -> None:
    """Add the command to the noun ``import``."""
    imports.command()(payments)


def payments(
    context: typer.Context,
    files: list[Path] = typer.Argument(help="camt.053 statements, or a bank's CSV or XLSX tables of entries."),
    customer: str = typer.Option("", help="Every receipt is this customer's (their code)."),
    date_order: str | None = typer.Option(None, help="dmy, mdy or ymd: how dates like 03/04/2026 are meant."),
    decimal_mark: str | None = typer.Option(None, help="'.' or ',': what stands before the cents."),
    currency: str = typer.Option("", help="Currency of tables that name none, such as CNY."),
    sign: list[str] = typer.Option([], help="What a shared sign means, such as '$=HKD'."),
    encoding: str = typer.Option("", help="What a CSV file is in, such as gb18030, where it cannot be told."),
    dry_run: bool = typer.Option(False, help="Say what would happen and store nothing."),
    rejects: Path | None = typer.Option(None, help="Write the refused entries to this CSV file."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Book what customers paid; the same statement twice changes nothing.

    Example: tactful import payments statement-2026-06.xml
    """
    from assistant.cli.ledger_report import refused_document
    from assistant.workflow.import_payments import import_payments

    def bring_in() -> "PaymentsImport":
        options = reading_options(
            date_order=date_order, decimal_mark=decimal_mark, currency=currency, sign=sign, encoding=encoding
        )
        if rejects:
            require_writable(rejects)
        desk = open_desk(context)
        return import_payments(desk, operator(context, desk), files, options, customer=customer, dry_run=dry_run)

    words = wording(context)
    try:
        done = bring_in()
    except BadInput as error:
        if as_json:
            print_json(refused_document(error, words))
        raise
    _report(done, words, rejects, as_json=as_json)


def _report(done: "PaymentsImport", words: "Wording", rejects: Path | None, *, as_json: bool) -> None:
    from assistant.intake.reading import Outcome

    if rejects:
        _write_rejects(rejects, done, words)
    if as_json:
        print_json(document(done, words))
    else:
        print_report(done, words)
    if done.outcome is not Outcome.ACCEPTED:
        raise typer.Exit(2)
    if done.rejected:
        raise typer.Exit(3)


def _write_rejects(path: Path, done: "PaymentsImport", words: "Wording") -> None:
    import csv

    from assistant.intake.rejects import safe_cell

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "row", "reason"])
        for row in done.rejected:
            reason = words.reason(row.reason, default=row.message)
            writer.writerow([safe_cell(row.file), row.row, safe_cell(reason)])
