"""What only a ledger's import reports: refused rows with their own cells, what a dry run would store, how far it is."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.domain.ledger import CreditNote, Invoice, Payment
    from assistant.errors import TactfulError
    from assistant.wording import Wording
    from assistant.workflow.import_ledger import LedgerImport
    from assistant.workflow.ledger_changes import Value

# Files with fewer lines are read before anybody wonders.
_LONG = 20_000
_MOST_SHOWN = 50


def refused_document(error: "TactfulError", words: "Wording") -> dict[str, object]:
    """The document of an import that could not even begin."""
    return {
        "read": 0,
        "accepted": 0,
        "unchanged": 0,
        "rejected": [],
        "warnings": [],
        "assumed": [],
        "totals": {},
        "outcome": "refused",
        "questions": [],
        "stale": [],
        "code": error.code,
        "reason": words.error(error),
    }


def write_ledger_rejects(path: Path, done: "LedgerImport", words: "Wording") -> list[Path]:
    """Write the refused rows with why and their own cells; a further file for each further kind of table.

    Returns the files. Each can be corrected and imported by itself: what is not refused any more is taken.
    """
    import csv

    from assistant.intake.rejects import reject_tables, safe_cell

    written: list[Path] = []
    for table in reject_tables(done.sheets, done.rejected):
        place = path.with_name(f"{path.stem}-{table.kind}{path.suffix}") if written else path
        with place.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["file", "row", "reason", *table.columns])
            for row, cells in table.rows:
                reason = words.reason(row.reason, default=row.message)
                writer.writerow([safe_cell(row.file), row.row, safe_cell(reason), *cells])
        written.append(place)
    return written


def would_store(done: "LedgerImport") -> list[dict[str, object]]:
    """What a dry run would have stored, for a program."""
    added = [{"change": "new", **_told(value)} for value in done.would_add]
    return [*added, *({"change": "changed", **_told(value)} for value in done.would_replace)]


def print_would_store(done: "LedgerImport") -> None:
    """The same for a person: the first of it, and how much more there is."""
    values = [*(("+", value) for value in done.would_add), *(("*", value) for value in done.would_replace)]
    for mark, value in values[:_MOST_SHOWN]:
        print(f"  {mark} {' '.join(str(part) for part in _told(value).values() if part)}")
    if len(values) > _MOST_SHOWN:
        print(f"  … {len(values) - _MOST_SHOWN:,}")


@contextmanager
def rows_shown(files: Sequence[Path]) -> Iterator[Callable[[int], None]]:
    """Takes how many rows more were read, and draws a bar of them where a person watches a long import."""
    length = _lines(files) if sys.stderr.isatty() else 0
    if length < _LONG:
        yield lambda _: None
        return
    import typer

    with typer.progressbar(length=length, file=sys.stderr, show_pos=True) as bar:
        yield bar.update


def _lines(files: Sequence[Path]) -> int:
    """About as many as there are rows; a workbook does not tell."""
    lines = 0
    for path in files:
        if path.is_file() and path.suffix.casefold() not in (".xlsx", ".xlsm"):
            with path.open("rb") as file:
                while piece := file.read(1 << 20):
                    lines += piece.count(b"\n")
    return lines


def _told(value: "Value") -> dict[str, object]:
    from assistant.domain.ledger import CreditNote, Invoice, Payment
    from assistant.domain.parties import Customer

    match value:
        case Customer():
            return {"kind": "customer", "customer": value.code, "name": value.name}
        case Invoice():
            return _document("invoice", value, due=value.due.isoformat())
        case Payment():
            return _document("payment", value, received=value.received.isoformat(), invoice=value.invoice_no)
        case CreditNote():
            return _document("credit_note", value, issued=value.issued.isoformat(), invoice=value.invoice_no)
        case _:
            told = {"kind": value.kind.value, "customer": value.customer_code, "invoice": value.invoice_no}
            return {**told, "on": value.on.isoformat(), "status": value.status}


def _document(kind: str, value: "Invoice | Payment | CreditNote", **more: str) -> dict[str, object]:
    amount = {"currency": value.amount.currency, "amount": str(value.amount.decimal)}
    return {"kind": kind, "customer": value.customer_code, "number": value.number, **amount, **more}
