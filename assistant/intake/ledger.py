"""Decides which rows of a ledger are taken: each is accepted, or refused with a reason; nothing is guessed."""

from collections.abc import Iterable, Sequence

from assistant.domain.language import Reason
from assistant.errors import BadInput
from assistant.intake.checks import ParsedRow, contradictions, repeats, with_paid
from assistant.intake.cleaning import clean
from assistant.intake.columns import Sheet, recognise, unrecognised
from assistant.intake.customers import read_customer
from assistant.intake.documents import read_document
from assistant.intake.questions import UNCLEAR, ask
from assistant.intake.reading import AcceptedRow, LedgerReading, Options, RejectedRow, Remark
from assistant.intake.rows import Row, row_of, terms_of
from assistant.intake.words import ImportWords, shipped_words
from assistant.ports import Table


def read_ledger(
    tables: Sequence[Table], options: Options | None = None, words: ImportWords | None = None
) -> LedgerReading:
    """Customers, invoices, payments and credit notes of ``tables``, which are read as one ledger.

    ``words`` are the names of columns and kinds, those of ``knowledge/import`` by default. Raises MissingColumns when a
    table lacks what the import needs, and BadInput when two of its columns claim to be the same thing.
    """
    options, words = options or Options(), words or shipped_words()
    sheets, remarks = _sheets(tables, options, words)
    parsed: list[ParsedRow] = []
    refused: list[tuple[str, int, BadInput]] = []
    for sheet in sheets:
        terms = terms_of(sheet, options, words)
        for number, raw in sheet.table.rows:
            try:
                parsed.append(_parse(row_of(sheet, number, raw, terms), is_ledger=sheet.is_ledger))
            except BadInput as error:
                refused.append((sheet.table.name, number, error))
    references = _payment_references(sheets, words)
    contradicting = contradictions(parsed, references)
    refused += [(p.row.file, p.row.number, error) for p, error in contradicting]
    bad = {id(p) for p, _ in contradicting}
    good = [p for p in parsed if id(p) not in bad]
    remarks += [remark for p in good for remark in p.row.remarks] + repeats(good)
    return LedgerReading(
        rows=tuple(with_paid(good, references, options.ledger_date)),
        rejected=_rejected(refused, tables),
        remarks=tuple(remarks),
        questions=ask((file, error) for file, _, error in refused if error.code in UNCLEAR),
    )


def _sheets(tables: Sequence[Table], options: Options, words: ImportWords) -> tuple[list[Sheet], list[Remark]]:
    sheets: list[Sheet] = []
    remarks = [
        Remark(file=table.name, row=0, reason=Reason.of("table_note", note=note), message=note)
        for table in tables
        for note in table.notes
    ]
    strange: list[Table] = []
    for table in tables:
        sheet = recognise(table, words, options.columns, options.currency)
        if sheet:
            sheets.append(sheet)
        else:
            strange.append(table)
    if strange and not sheets:
        raise unrecognised(strange[0], words)
    for table in strange:
        message = f"{table.name} holds no column of a ledger or a list of customers; it was not read."
        remarks.append(
            Remark(file=table.name, row=0, reason=Reason.of("table_skipped", table=table.name), message=message)
        )
    # Lists of customers first, so that a name given there is the one that ledgers are compared with.
    return sorted(sheets, key=lambda sheet: sheet.is_ledger), remarks


def _parse(row: Row, *, is_ledger: bool) -> ParsedRow:
    document = read_document(row) if is_ledger else None
    customer = read_customer(row)
    if not is_ledger and customer is None:
        row.needed("customer_name")
    accepted = AcceptedRow(
        file=row.file,
        row=row.number,
        customer_code=row.needed("customer_code"),
        customer=customer,
        entry=document.entry if document else None,
    )
    return ParsedRow(row=row, accepted=accepted, claimed=document.paid if document else None)


def _payment_references(sheets: Iterable[Sheet], words: ImportWords) -> frozenset[str]:
    """The invoices that payment rows speak of, whether or not those rows can be taken."""
    found = set()
    for sheet in sheets:
        for kind, reference in zip(sheet.column("kind"), sheet.column("reference"), strict=False):
            if words.kind(kind) == "payment":
                found.add(_cleaned(reference))
    return frozenset(found - {""})


def _cleaned(text: str) -> str:
    try:
        return clean(text)
    except BadInput:
        return ""


def _rejected(refused: Iterable[tuple[str, int, BadInput]], tables: Sequence[Table]) -> tuple[RejectedRow, ...]:
    place = {table.name: position for position, table in enumerate(tables)}
    rows = [
        RejectedRow(file=file, row=number, reason=Reason(error.code, error.details), message=str(error))
        for file, number, error in refused
    ]
    return tuple(sorted(rows, key=lambda row: (place[row.file], row.row)))
