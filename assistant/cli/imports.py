"""``tactful import``: ledgers and the company's own profile."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.import_options import reading_options
from assistant.cli.import_report import document, print_report, require_writable
from assistant.cli.session import open_desk, operator, print_json, wording
from assistant.errors import BadInput

if TYPE_CHECKING:
    from assistant.intake.reading import Options
    from assistant.wording import Wording
    from assistant.workflow.import_ledger import LedgerImport

imports = typer.Typer(help="Bring in ledgers, contracts and your company's profile.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(imports, name="import")


@imports.command()
def ledger(
    context: typer.Context,
    files: list[Path] = typer.Argument(help="CSV or XLSX files, read as one ledger."),
    mapping: str = typer.Option("", help="What wrote the files: xero, quickbooks, erpnext … or a mapping file."),
    date_order: str | None = typer.Option(None, help="dmy, mdy or ymd: how dates like 03/04/2026 are meant."),
    decimal_mark: str | None = typer.Option(None, help="'.' or ',': what stands before the cents."),
    currency: str = typer.Option("", help="Currency of rows that name none, such as CNY."),
    sign: list[str] = typer.Option([], help="What a shared sign means, such as '$=HKD'."),
    encoding: str = typer.Option("", help="What a CSV file is in, such as gb18030, where it cannot be told."),
    dry_run: bool = typer.Option(False, help="Say what would be stored and store nothing."),
    rejects: Path | None = typer.Option(None, help="Write the refused rows to this CSV file, to be corrected."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Import customers, invoices, payments and credit notes; the same file twice changes nothing.

    Example: tactful import ledger customers.csv invoices.csv
    """
    from assistant.cli.ledger_report import refused_document

    def bring_in() -> "LedgerImport":
        options = reading_options(
            date_order=date_order, decimal_mark=decimal_mark, currency=currency, sign=sign, encoding=encoding
        )
        if rejects:
            require_writable(rejects)
        return _import_ledger(context, files, options, mapping, dry_run=dry_run)

    words = wording(context)
    try:
        done = bring_in()
    except BadInput as error:
        if as_json:
            print_json(refused_document(error, words))
        raise
    _report(done, words, rejects, dry_run=dry_run, as_json=as_json)


@imports.command()
def company(
    context: typer.Context, file: Path = typer.Argument(help="YAML file; see docs/how-to/first-workspace.md.")
) -> None:
    """Store your company's profile and its people.

    Example: tactful import company company.yaml
    """
    from assistant.intake.company import CompanyFile
    from assistant.knowledge import read_yaml
    from assistant.workflow.import_company import import_company

    desk = open_desk(context)
    changed = import_company(desk, operator(context, desk), read_yaml(file, CompanyFile))
    print("stored" if changed else "unchanged")


def _import_ledger(
    context: typer.Context, files: list[Path], options: "Options", mapping: str, *, dry_run: bool
) -> "LedgerImport":
    from assistant.cli.ledger_report import rows_shown
    from assistant.intake.mapping import load_mapping
    from assistant.workflow.import_ledger import import_ledger

    chosen = load_mapping(mapping) if mapping else None
    desk = open_desk(context)
    actor = operator(context, desk)
    with rows_shown(files) as progress:
        return import_ledger(desk, actor, files, options, mapping=chosen, dry_run=dry_run, progress=progress)


def _report(done: "LedgerImport", words: "Wording", rejects: Path | None, *, dry_run: bool, as_json: bool) -> None:
    from assistant.cli.ledger_report import print_would_store, would_store, write_ledger_rejects
    from assistant.intake.reading import Outcome

    written = write_ledger_rejects(rejects, done, words) if rejects else []
    if as_json:
        more: dict[str, object] = {"would_store": would_store(done)} if dry_run else {}
        print_json(document(done, words) | more)
    else:
        print_report(done, words)
        if dry_run:
            print_would_store(done)
        for path in written:
            print(f"  → {path}")
    if done.outcome is not Outcome.ACCEPTED:
        raise typer.Exit(2)
    if done.rejected:
        raise typer.Exit(3)
