"""Decides by all the rules whether one row can be taken, and what a row that cannot be still tells."""

from collections.abc import Sequence

from assistant.domain.ledger import Invoice
from assistant.errors import BadInput
from assistant.intake.cleaning import narrow
from assistant.intake.columns import Sheet, SheetKind
from assistant.intake.customers import CustomerReader
from assistant.intake.documents import RECEIPTS, paid_so_far, read_document, reference_of
from assistant.intake.reading import AcceptedRow
from assistant.intake.rows import Row, Terms, cell_text

# How many of a row's first filled cells may head a line of totals.
_FIRST_CELLS = 3
# What only a document has.
_OF_ITS_OWN = ("invoice_no", "payment_no", "issue_date", "due_date", "received_date")


def read_row(row: Row, kind: SheetKind, customers: CustomerReader) -> AcceptedRow:
    """What ``row`` of a sheet of ``kind`` brings; raises BadInput with the first thing that is wrong."""
    document = read_document(row) if kind is not SheetKind.CUSTOMERS else None
    customer = customers.read(row)
    if document is None and customer is None:
        row.needed("customer_name")
    code = row.code("customer_code")
    if document is None:
        return AcceptedRow(file=row.file, row=row.number, customer_code=code, customer=customer)
    entry, claimed = document.entry, document.claimed
    ledger_date = row.terms.options.ledger_date
    return AcceptedRow(
        file=row.file,
        row=row.number,
        customer_code=customer.customer.code if customer else code,
        customer=customer,
        entry=entry,
        claimed=claimed,
        by_balance=document.by_balance,
        paid=paid_so_far(entry, claimed, ledger_date) if claimed and isinstance(entry, Invoice) else None,
        proofs=document.proofs,
    )


def is_totals(sheet: Sheet, raw: Sequence[str], terms: Terms) -> bool:
    """Whether the row only adds up others: a word such as 合计 in its first cells, no number and no day of its own."""
    is_total = terms.words.is_total
    if sheet.kind is not SheetKind.CUSTOMERS and any(
        (text := told(sheet, raw, field)) and not is_total(text) for field in _OF_ITS_OWN
    ):
        return False
    heads = [cell.strip() for cell in raw if cell.strip()][:_FIRST_CELLS]
    if sheet.kind is SheetKind.CUSTOMERS:
        return bool(heads) and is_total(heads[0]) and all(_is_figure(cell) for cell in raw if cell.strip() != heads[0])
    return any(map(is_total, heads))


def is_voided(sheet: Sheet, raw: Sequence[str], terms: Terms) -> bool:
    """Whether the row's own status says that nothing is owed on it."""
    return terms.words.is_voided(told(sheet, raw, "invoice_status"))


def told(sheet: Sheet, raw: Sequence[str], field: str) -> str:
    """What a cell of a row says that may have been refused, full-width forms aside; empty where it cannot be read."""
    place = sheet.places.get(field, len(raw))
    try:
        return narrow(cell_text(raw[place])) if place < len(raw) else ""
    except BadInput:
        return ""


def is_receipt(sheet: Sheet, raw: Sequence[str], terms: Terms) -> bool:
    """Whether a row that may have been refused speaks of money received."""
    kind = told(sheet, raw, "kind")
    return (terms.words.kind(kind) if kind else terms.kind) in RECEIPTS


def named_invoice(sheet: Sheet, raw: Sequence[str]) -> str:
    """The invoice that a row of a payment names, whether or not the row can be taken."""
    return reference_of(*(told(sheet, raw, field) for field in ("reference", "payment_no", "invoice_no")))


def _is_figure(cell: str) -> bool:
    return not any(character.isalpha() for character in cell)
