"""``tactful import``: ledgers, contracts, and the company's own profile."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import open_desk, operator, print_json, read_text, wording
from assistant.domain.language import Language
from assistant.errors import BadInput

if TYPE_CHECKING:
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
    date_order: str | None = typer.Option(None, help="dmy, mdy or ymd: how dates like 03/04/2026 are meant."),
    decimal_mark: str | None = typer.Option(None, help="'.' or ',': what stands before the cents."),
    currency: str = typer.Option("", help="Currency of rows that name none, such as CNY."),
    sign: list[str] = typer.Option([], help="What a shared sign means, such as '$=HKD'."),
    dry_run: bool = typer.Option(False, help="Say what would happen and store nothing."),
    rejects: Path | None = typer.Option(None, help="Write the refused rows to this CSV file."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Import customers, invoices, payments and credit notes; the same file twice changes nothing.

    Example: tactful import ledger customers.csv invoices.csv
    """
    from assistant.intake.reading import DateOrder, DecimalMark, Options, Outcome
    from assistant.workflow.import_ledger import import_ledger

    options = Options(
        date_order=_choice(DateOrder, date_order, "--date-order"),
        decimal_mark=_choice(DecimalMark, decimal_mark, "--decimal-mark"),
        currency=currency,
        signs=dict(_sign(pair) for pair in sign),
    )
    if rejects:
        _require_writable(rejects)
    desk = open_desk(context)
    done = import_ledger(desk, operator(context, desk), files, options, dry_run=dry_run)
    if rejects:
        _write_rejects(rejects, done)
    words = wording(context)
    if as_json:
        print_json(_document(done, words))
    else:
        _print(done, words)
    if done.outcome is not Outcome.ACCEPTED:
        raise typer.Exit(2)
    if done.rejected:
        raise typer.Exit(3)


@imports.command()
def contract(
    context: typer.Context,
    files: list[Path] = typer.Argument(help="Text files."),
    customer: str = typer.Option(..., help="The customer's code."),
    number: str | None = typer.Option(None, help="The contract's number; else the file's name."),
    language: Language | None = typer.Option(None, help="Else found from the text."),
) -> None:
    """Import contracts as text and split them into clauses.

    Example: tactful import contract frame-agreement.txt --customer CN01
    """
    from assistant.workflow.import_contract import contract_number_of, import_contract

    if number and len(files) > 1:
        raise BadInput("one_number_one_file", "With --number, import one file at a time.")
    desk = open_desk(context)
    actor = operator(context, desk)
    for path in files:
        text = read_text(path)
        name = number or contract_number_of(path)
        found, changed = import_contract(desk, actor, text, number=name, customer_code=customer, language=language)
        state = "stored" if changed else "unchanged"
        print(f"{found.number}: {found.title} · {found.language} · {len(found.clauses)} clauses · {state}")


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


def _choice(kind: type, value: str | None, option: str):  # type: ignore[no-untyped-def]
    if value is None:
        return None
    try:
        return kind(value)
    except ValueError as error:
        allowed = ", ".join(member.value for member in kind)  # type: ignore[attr-defined]
        raise BadInput(
            "bad_choice", f"{option} takes one of {allowed}, not {value!r}.", option=option, allowed=allowed
        ) from error


def _sign(pair: str) -> tuple[str, str]:
    sign, equals, currency = pair.partition("=")
    if not (sign and equals and currency):
        raise BadInput("bad_sign", f"--sign takes a sign and a currency such as '$=HKD', not {pair!r}.", text=pair)
    return sign, currency


def _print(done: "LedgerImport", words: "Wording") -> None:
    counts = f"read {done.read} · accepted {done.accepted} · unchanged {done.unchanged} · rejected {len(done.rejected)}"
    print(counts)
    for row in done.rejected:
        print(f"  {row.file} row {row.row}: {words.reason(row.reason, default=row.message)}")
    for question in done.reading.questions:
        option = question.option.replace("_", "-")
        print(f"  ? {question.file}: {words.reason(question.reason, default=question.message)}")
        print(f"    --{option} {' | '.join(question.choices)}   ({', '.join(question.examples)})")
    for remark in done.reading.remarks:
        print(f"  ! {remark.file} row {remark.row}: {words.reason(remark.reason, default=remark.message)}")
    for currency, amount in sorted(done.reading.totals.items()):
        print(f"  {currency} {amount.number()}")
    if done.stale:
        print(f"  {', '.join(done.stale)}: {words.label('now_stale')}")


def _document(done: "LedgerImport", words: "Wording") -> dict[str, object]:
    return {
        "read": done.read,
        "accepted": done.accepted,
        "unchanged": done.unchanged,
        "rejected": [
            {"file": r.file, "row": r.row, "reason": words.reason(r.reason, default=r.message)} for r in done.rejected
        ],
        "warnings": [
            {"file": r.file, "row": r.row, "reason": words.reason(r.reason, default=r.message)}
            for r in done.reading.remarks
        ],
        "totals": {currency: str(amount.decimal) for currency, amount in done.reading.totals.items()},
        "outcome": done.outcome,
        "questions": [
            {
                "file": q.file,
                "question": words.reason(q.reason, default=q.message),
                "option": q.option,
                "choices": list(q.choices),
                "examples": list(q.examples),
            }
            for q in done.reading.questions
        ],
        "stale": list(done.stale),
    }


def _require_writable(path: Path) -> None:
    """Before anything is stored: the refused rows must have a place to go."""
    try:
        path.touch()
    except OSError as error:
        raise BadInput(
            "rejects_unwritable", f"{path} cannot be written: {error.strerror}; choose another file.", path=str(path)
        ) from error


def _write_rejects(path: Path, done: "LedgerImport") -> None:
    import csv

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "row", "reason"])
        writer.writerows([row.file, row.row, row.message] for row in done.rejected)
