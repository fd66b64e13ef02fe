"""Decides which rows of a ledger are taken: each is accepted, or refused with a reason; nothing is guessed."""

from collections.abc import Iterable, Iterator, Sequence

from assistant.domain.language import Reason
from assistant.domain.ledger import Feed, Invoice
from assistant.errors import BadInput
from assistant.intake.agreed_customers import differences
from assistant.intake.checks import (
    Contradictions,
    agreeing,
    contradictions,
    repeats,
    used_again,
)
from assistant.intake.columns import Sheet, recognise, unrecognised
from assistant.intake.customers import CustomerReader
from assistant.intake.questions import ask
from assistant.intake.reading import AcceptedRow, LedgerReading, Options, Question, RejectedRow, Remark
from assistant.intake.references import codes_alike, named_alike, named_like_invoices
from assistant.intake.sheet_rows import Progress, SheetRows, read_sheet
from assistant.intake.words import ImportWords, shipped_words
from assistant.ports import Table


def read_ledger(
    tables: Sequence[Table],
    options: Options | None = None,
    words: ImportWords | None = None,
    progress: Progress = lambda _: None,
) -> LedgerReading:
    """Customers, invoices, payments and credit notes of ``tables``, which are read as one ledger.

    ``words`` are the names of columns and kinds, those of ``knowledge/import`` by default; ``progress`` is told again
    and again how many rows more have been read. Raises MissingColumns when a table lacks what the import needs,
    BadInput when two of its columns claim to be the same thing, and whatever reading the tables' rows raises.
    """
    options, words = options or Options(), words or shipped_words()
    try:
        sheets, remarks = _sheets(tables, options, words)
    except BadInput as error:
        if error.code == "unclear_currency":
            return LedgerReading(rows=(), rejected=(), questions=(_currency_question(error),))
        raise
    customers = CustomerReader()
    parts = [read_sheet(sheet, options, words, customers, progress) for sheet in sheets]
    references = frozenset().union(*(part.references for part in parts))
    read = named_alike(parts[0].rows if len(parts) == 1 else [row for part in parts for row in part.rows])
    repeated = used_again(read)
    bad = contradictions(read, repeated, references)
    rows = agreeing([row for place, row in enumerate(read) if place not in bad] if bad else read, repeated, references)
    rejected = _in_file_order([*(r for part in parts for r in part.rejected), *_contradicting(read, bad)], tables)
    return LedgerReading(
        rows=tuple(rows),
        rejected=rejected,
        sheets=tuple(sheets),
        remarks=(*remarks, *_sheet_remarks(sheets, parts), *_row_remarks(parts, rows, rejected, customers)),
        questions=ask(doubt for part in parts for doubt in part.doubts),
        feeds=_feeds(parts, rows),
    )


def _sheets(tables: Sequence[Table], options: Options, words: ImportWords) -> tuple[list[Sheet], list[Remark]]:
    remarks = [
        Remark(file=table.name, row=0, reason=Reason.of("table_note", note=note), message=note)
        for table in tables
        for note in table.notes
    ]
    found = [(table, recognise(table, words, options)) for table in tables]
    sheets = [sheet for _, sheet in found if sheet]
    strange = [table for table, sheet in found if sheet is None]
    if strange and not sheets:
        raise unrecognised(strange[0], words)
    for table in strange:
        message = f"{table.name} holds no column of a ledger or a list of customers; it was not read."
        remarks.append(
            Remark(file=table.name, row=0, reason=Reason.of("table_skipped", table=table.name), message=message)
        )
    return sheets, remarks


def _contradicting(rows: Sequence[AcceptedRow], bad: Contradictions) -> Iterator[RejectedRow]:
    for place, error in bad.items():
        row = rows[place]
        yield RejectedRow(
            file=row.file,
            row=row.row,
            reason=Reason(error.code, error.details),
            message=str(error),
            customer_code=row.customer_code,
        )


def _in_file_order(rejected: Iterable[RejectedRow], tables: Sequence[Table]) -> tuple[RejectedRow, ...]:
    place = {table.name: position for position, table in enumerate(tables)}
    return tuple(sorted(rejected, key=lambda row: (place[row.file], row.row)))


def _sheet_remarks(sheets: Sequence[Sheet], parts: Sequence[SheetRows]) -> Iterator[Remark]:
    for sheet, part in zip(sheets, parts, strict=True):
        name, count = sheet.table.name, part.totals
        if not (part.rows or part.rejected):
            message = f"{name} has a header but no rows below it."
            yield Remark(file=name, row=0, reason=Reason.of("no_rows", table=name), message=message)
        if count:
            message = f"{name}: lines of totals were left out: {count}."
            reason = Reason.of("totals_left_out", table=name, rows=count)
            yield Remark(file=name, row=0, reason=reason, message=message)


def _row_remarks(
    parts: Iterable[SheetRows],
    rows: Sequence[AcceptedRow],
    rejected: Iterable[RejectedRow],
    customers: CustomerReader,
) -> list[Remark]:
    """What is odd about the rows that were taken."""
    refused = {(row.file, row.row) for row in rejected}
    odd = [remark for part in parts for remark in part.remarks if (remark.file, remark.row) not in refused]
    return [
        *odd,
        *customers.remarks(rows),
        *repeats(rows),
        *named_like_invoices(rows),
        *codes_alike(rows),
        *differences(rows),
    ]


def _feeds(parts: Iterable[SheetRows], rows: Iterable[AcceptedRow]) -> frozenset[Feed]:
    feeds = {Feed.PAYMENTS} if any(part.has_receipts for part in parts) else set()
    if any(isinstance(row.entry, Invoice) for row in rows):
        feeds.add(Feed.INVOICES)
    return frozenset(feeds)


def _currency_question(error: BadInput) -> Question:
    file, sign, choices = (error.details[name] for name in ("file", "text", "choices"))
    return Question(
        file=str(file),
        reason=Reason(error.code, error.details),
        message=str(error),
        option="currency",
        choices=tuple(choices) if isinstance(choices, tuple) else (),
        examples=(str(sign),),
    )
