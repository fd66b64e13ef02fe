"""Reads the rows of one sheet: plain ones at once, the others when the whole sheet has settled how they are meant."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias, cast

from assistant.domain.language import Reason
from assistant.domain.ledger import Payment
from assistant.errors import BadInput, UnreadableFile
from assistant.intake.careful import is_receipt, is_totals, is_voided, named_invoice, read_row, told
from assistant.intake.checks import referred
from assistant.intake.columns import Sheet, SheetKind
from assistant.intake.customers import CustomerReader
from assistant.intake.plain import PlainRows, RawRow
from assistant.intake.plain_cells import PlainCells
from assistant.intake.questions import UNCLEAR
from assistant.intake.reading import AcceptedRow, Options, RejectedRow, Remark
from assistant.intake.rows import Terms, row_of
from assistant.intake.survey import Survey
from assistant.intake.words import ImportWords

Progress: TypeAlias = Callable[[int], None]

# So many rows are read together: one that is not plain makes each of them be read by itself.
_AT_ONCE = 200


@dataclass(kw_only=True, slots=True)
class SheetRows:
    """What one sheet says row by row; ``totals`` counts its lines of totals, which are left out.

    ``doubts`` are the refused rows' errors that a user's answer would settle, with the file.

    ``references`` names the invoices that its payment rows speak of, refused ones included; ``has_receipts`` says
    whether it tells of money received at all.
    """

    rows: list[AcceptedRow] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    doubts: list[tuple[str, BadInput]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    references: set[tuple[str, str]] = field(default_factory=set)
    has_receipts: bool = False
    totals: int = 0


def read_sheet(
    sheet: Sheet, options: Options, words: ImportWords, customers: CustomerReader, progress: Progress
) -> SheetRows:
    """The rows of ``sheet``, accepted or refused; ``progress`` is told how many rows more have been read."""
    survey = Survey(sheet, options, words)
    found = SheetRows()
    taken, left_out = _first_pass(sheet, survey, customers, found, progress)
    terms = survey.terms()
    if survey.doubts_point:
        # Another row writes its cents after a comma, so that those that looked plain are not.
        taken = [None] * len(taken)
    if None in taken:
        _second_pass(sheet, terms, customers, found, taken, left_out)
        taken = [row for row in taken if row is not None]
    found.rows = cast(list[AcceptedRow], taken)
    found.has_receipts |= any(isinstance(row.entry, Payment) or row.claimed is not None for row in found.rows)
    found.references.update(
        referred(row.customer_code, row.entry.invoice_no)
        for row in found.rows
        if isinstance(row.entry, Payment) and row.entry.invoice_no
    )
    return found


def _first_pass(
    sheet: Sheet, survey: Survey, customers: CustomerReader, found: SheetRows, progress: Progress
) -> tuple[list[AcceptedRow | None], set[int]]:
    """Each row as far as it is plain, None for the others; and the numbers of those that are left out."""
    terms = survey.terms()
    cells = PlainCells(terms, settled=False)
    plain = _plain(sheet, cells, customers)
    taken: list[AcceptedRow | None] = []
    left_out: set[int] = set()
    for batch in _batches(sheet.table.rows):
        rows = _without_voided(sheet, batch, terms, found, left_out)
        for (number, raw), row in zip(rows, plain(rows), strict=True):
            if row is None:
                if is_totals(sheet, raw, terms):
                    left_out.add(number)
                    found.totals += 1
                    continue
                survey.look(raw)
            taken.append(row)
        progress(len(batch))
    if cells.saw_point:
        survey.saw_point()
    return taken, left_out


def _without_voided(
    sheet: Sheet, rows: list[RawRow], terms: Terms, found: SheetRows, left_out: set[int]
) -> list[RawRow]:
    """``rows`` less those whose status says that nothing is owed; each of these is told."""
    if "invoice_status" not in sheet.places:
        return rows
    kept = []
    for number, raw in rows:
        if not is_voided(sheet, raw, terms):
            kept.append((number, raw))
            continue
        left_out.add(number)
        document, status = told(sheet, raw, "invoice_no"), told(sheet, raw, "invoice_status")
        message = f"{document} was left out, since its status is {status}; undo it if it is in the record already."
        reason = Reason.of("voided_left_out", number=document, status=status)
        found.remarks.append(Remark(file=sheet.table.name, row=number, reason=reason, message=message))
    return kept


def _second_pass(
    sheet: Sheet,
    terms: Terms,
    customers: CustomerReader,
    found: SheetRows,
    taken: list[AcceptedRow | None],
    left_out: set[int],
) -> None:
    """Fill in what the first pass left open; what cannot be taken stays None and goes to ``found.rejected``."""
    plain = _plain(sheet, PlainCells(terms, settled=True), customers)
    places: list[int] = []
    for rows in _batches(_left_open(sheet, taken, left_out, places)):
        for (number, raw), place, row in zip(rows, places, plain(rows), strict=True):
            taken[place] = row or _careful(sheet, number, raw, terms, customers, found)
        places.clear()


def _left_open(
    sheet: Sheet, taken: Sequence[AcceptedRow | None], left_out: set[int], places: list[int]
) -> Iterator[RawRow]:
    """The rows that were not taken yet, read anew; their places go to ``places``. Raises UnreadableFile."""
    place = 0
    for number, raw in sheet.table.rows:
        if number in left_out:
            continue
        if place == len(taken):
            raise _changed(sheet)
        if taken[place] is None:
            places.append(place)
            yield number, raw
        place += 1
    if place < len(taken):
        raise _changed(sheet)


def _plain(
    sheet: Sheet, cells: PlainCells, customers: CustomerReader
) -> Callable[[Sequence[RawRow]], Sequence[AcceptedRow | None]]:
    """What reads plain rows, each by itself when not all of them are; None stands for a row that is not plain.

    A list of customers holds nothing that is read twice, so that all of it is read the careful way.
    """
    if sheet.kind is SheetKind.CUSTOMERS:
        return lambda rows: [None] * len(rows)
    read = PlainRows(sheet, cells, customers).read

    def each(rows: Sequence[RawRow]) -> Sequence[AcceptedRow | None]:
        together = read(rows) if rows else []
        if together is not None:
            return together
        return [found[0] if (found := read([row])) else None for row in rows]

    return each


def _batches(rows: Iterable[RawRow]) -> Iterator[list[RawRow]]:
    source = iter(rows)
    while batch := list(islice(source, _AT_ONCE)):
        yield batch


def _careful(
    sheet: Sheet, number: int, raw: Sequence[str], terms: Terms, customers: CustomerReader, found: SheetRows
) -> AcceptedRow | None:
    try:
        row = row_of(sheet, number, raw, terms)
        accepted = read_row(row, sheet.kind, customers)
    except BadInput as error:
        _refuse(sheet, number, raw, terms, found, error)
        return None
    found.remarks += row.remarks
    return accepted


def _refuse(sheet: Sheet, number: int, raw: Sequence[str], terms: Terms, found: SheetRows, error: BadInput) -> None:
    """Keep what a refused row tells all the same: whose it is, and which invoice it wanted to pay."""
    is_ledger = sheet.kind is not SheetKind.CUSTOMERS
    if is_ledger and is_receipt(sheet, raw, terms):
        if invoice := named_invoice(sheet, raw):
            found.references.add(referred(told(sheet, raw, "customer_code"), invoice))
        found.has_receipts = True
    found.has_receipts |= is_ledger and bool(told(sheet, raw, "paid"))
    if error.code in UNCLEAR:
        found.doubts.append((sheet.table.name, error.with_traceback(None)))
    found.rejected.append(
        RejectedRow(
            file=sheet.table.name,
            row=number,
            reason=Reason(error.code, error.details),
            message=str(error),
            customer_code=told(sheet, raw, "customer_code"),
        )
    )


def _changed(sheet: Sheet) -> UnreadableFile:
    name = sheet.table.name
    message = f"{name} was changed while it was being read; wait until it is written, then import it again."
    return UnreadableFile("file_changed", message, name=name)
