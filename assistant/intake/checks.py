"""Decides which rows contradict one another: where two disagree, none of them is taken."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.domain.money import total
from assistant.errors import BadInput
from assistant.intake.cleaning import name_key
from assistant.intake.reading import AcceptedRow, CustomerRead, Entry, Remark
from assistant.intake.rows import source_of

# The place of a row among all rows read, and why the row cannot stand.
Contradictions = dict[int, BadInput]
# Word processors put longer dashes in the place of hyphens.
_DASHES = dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
# Customer code and invoice number as `referred` writes them; the code is empty where it could not be read.
References = Collection[tuple[str, str]]


def folded(number: str) -> str:
    """A number without regard to capitals and lengths of dashes; most numbers need no change."""
    plain = number if number.isascii() else number.translate(_DASHES)
    return plain if plain.isupper() else plain.upper()


def referred(code: str, number: str) -> tuple[str, str]:
    """An invoice as payment rows refer to it; capitals do not count."""
    return code, folded(number)


def used_again(rows: Iterable[AcceptedRow]) -> frozenset[str]:
    """Numbers that stand on more than one row, of whatever kind and customer, written as `folded`."""
    seen: set[str] = set()
    again: set[str] = set()
    for row in rows:
        if row.entry is not None:
            number = folded(row.entry.number)
            if number in seen:
                again.add(number)
            seen.add(number)
    return frozenset(again)


def contradictions(rows: Sequence[AcceptedRow], repeated: Collection[str], references: References) -> Contradictions:
    """Every row that cannot stand beside the others, by its place, with why.

    ``repeated`` are the numbers that `used_again` gives for them. ``references`` names the invoices that payment rows
    speak of, refused rows included: the ``paid`` column of such an invoice must agree with the payment rows, or money
    would be counted twice.
    """
    found = _names(rows)
    found.update(_documents(rows, found, repeated))
    found.update(_targets(rows, found))
    found.update(_paid_columns(rows, found, references))
    return found


def agreeing(rows: Sequence[AcceptedRow], repeated: Collection[str], references: References) -> Sequence[AcceptedRow]:
    """The rows that are left, each content counted once: later rows that say it again are marked.

    What a ``paid`` column says of an invoice that payment rows speak of is no payment of its own.
    """
    if not (repeated or references):
        return rows
    seen: dict[Hashable, Entry] = {}
    left = []
    for row in rows:
        if row.paid and _is_referred(row, references):
            row = row._replace(paid=None)  # noqa: PLW2901  (the row as it is to be stored)
        if row.entry and folded(row.entry.number) in repeated:
            first = seen.setdefault(_key(row.entry), row.entry)
            if first is not row.entry:
                row = row._replace(again=True, entry=first)  # noqa: PLW2901  (under the number as first written)
        left.append(row)
    return left


def repeats(rows: Iterable[AcceptedRow]) -> Iterator[Remark]:
    """A remark on each row that says once more what an earlier one said."""
    for row in rows:
        if row.again and row.entry:
            number = row.entry.number
            message = f"{number} stands in the file twice, with the same content."
            yield Remark(file=row.file, row=row.row, reason=Reason("given_twice", {"number": number}), message=message)


def _names(rows: Sequence[AcceptedRow]) -> Contradictions:
    """Rows that give one customer code different names."""
    first: dict[str, CustomerRead] = {}
    odd: set[str] = set()
    for row in rows:
        read = row.customer
        if read is not None:
            known = first.setdefault(row.customer_code, read)
            if known is not read and _name(known) != _name(read):
                odd.add(row.customer_code)
    if not odd:
        return {}
    groups = _grouped(rows, {}, lambda row: row.customer_code if row.customer and row.customer_code in odd else None)
    return {place: _named_differently(rows, place, group) for group in groups.values() for place in group}


def _documents(rows: Sequence[AcceptedRow], found: Contradictions, repeated: Collection[str]) -> Contradictions:
    """Rows that give one document number different content."""
    if not repeated:
        return {}
    groups = _grouped(
        rows, found, lambda row: _key(row.entry) if row.entry and folded(row.entry.number) in repeated else None
    )
    return {
        place: _used_twice(rows, place, group)
        for group in groups.values()
        if len({_content(rows[place]) for place in group}) > 1
        for place in group
    }


def _targets(rows: Sequence[AcceptedRow], found: Contradictions) -> Contradictions:
    """Payments and credit notes on an invoice of another currency, or that only another customer has."""
    applied = {
        place: row.entry
        for place, row in enumerate(rows)
        if isinstance(row.entry, Payment | CreditNote) and row.entry.invoice_no and place not in found
    }
    named = {entry.invoice_no for entry in applied.values()}
    invoices: dict[str, dict[str, Invoice]] = defaultdict(dict)
    for invoice in _invoices(rows, found, named):
        invoices[invoice.number][invoice.customer_code] = invoice
    return {
        place: _wrong_reference(entry, invoice)
        for place, entry in applied.items()
        if (same := invoices.get(entry.invoice_no))
        if (invoice := same.get(entry.customer_code) or next(iter(same.values())))
        if _owed(invoice) != _owed(entry)
    }


def _paid_columns(rows: Sequence[AcceptedRow], found: Contradictions, references: References) -> Contradictions:
    """Invoices whose ``paid`` column does not equal the payment rows that are there for them."""
    if not references:
        return {}
    receipts = {
        _key(row.entry): row.entry
        for place, row in enumerate(rows)
        if isinstance(row.entry, Payment | CreditNote) and row.entry.invoice_no and place not in found
    }
    received: dict[tuple[str, str], list[Payment | CreditNote]] = defaultdict(list)
    for receipt in receipts.values():
        received[referred(receipt.customer_code, receipt.invoice_no)].append(receipt)
    return {
        place: wrong
        for place, row in enumerate(rows)
        if row.claimed is not None and place not in found and _is_referred(row, references)
        if (wrong := _paid_disagrees(row, received))
    }


def _is_referred(row: AcceptedRow, references: References) -> bool:
    if not references or row.entry is None:
        return False
    code, number = referred(row.customer_code, row.entry.number)
    return (code, number) in references or ("", number) in references


def _paid_disagrees(
    row: AcceptedRow, received: Mapping[tuple[str, str], Sequence[Payment | CreditNote]]
) -> BadInput | None:
    if row.entry is None or row.claimed is None:
        return None
    claimed, number = row.claimed, row.entry.number
    receipts = received.get(referred(row.customer_code, number), ())
    counted = (receipt.amount for receipt in receipts if row.by_balance or isinstance(receipt, Payment))
    booked = total(counted, claimed.currency)
    if booked == claimed:
        return None
    message = (
        f"paid says {claimed}, but the payment rows for {number} come to {booked}; "
        "correct one of them, or leave paid empty."
    )
    return BadInput("paid_disagrees", message, invoice=number, paid=str(claimed), payments=str(booked))


def _grouped(
    rows: Sequence[AcceptedRow], found: Contradictions, key: Callable[[AcceptedRow], Hashable | None]
) -> Mapping[Hashable, list[int]]:
    """The places of the rows that share a key and stand so far; rows without a key are left out."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        wanted = key(row)
        if wanted is not None and place not in found:
            groups[wanted].append(place)
    return groups


def _invoices(rows: Sequence[AcceptedRow], found: Contradictions, numbers: Collection[str]) -> Iterator[Invoice]:
    for place, row in enumerate(rows) if numbers else ():
        if isinstance(row.entry, Invoice) and row.entry.number in numbers and place not in found:
            yield row.entry


def _named_differently(rows: Sequence[AcceptedRow], place: int, group: Sequence[int]) -> BadInput:
    others, customer = _others(rows, place, group), rows[place].customer_code
    message = f"customer {customer} has another name in {others}; correct the code or the name."
    return BadInput("customer_named_differently", message, customer=customer, others=others)


def _used_twice(rows: Sequence[AcceptedRow], place: int, group: Sequence[int]) -> BadInput:
    entry, others = rows[place].entry, _others(rows, place, group)
    number = entry.number if entry else ""
    message = f"{number} stands in {others} too, with different content; correct the number or the content."
    return BadInput("number_used_twice", message, number=number, others=others)


def _others(rows: Sequence[AcceptedRow], place: int, group: Sequence[int]) -> str:
    """Where the first few other rows of a group are; a group may hold every row of the file."""
    named = [source_of(rows[other].file, rows[other].row) for other in group[:6] if other != place][:5]
    return ", ".join(named) + (" …" if len(group) - 1 > len(named) else "")


def _wrong_reference(entry: Payment | CreditNote, invoice: Invoice) -> BadInput:
    message = (
        f"{entry.number} refers to invoice {invoice.number}, which is of {invoice.customer_code} in "
        f"{invoice.amount.currency}; correct the reference, the customer or the currency."
    )
    return BadInput("wrong_reference", message, number=entry.number, invoice=invoice.number)


def _owed(entry: Entry) -> tuple[str, str]:
    return entry.customer_code, entry.amount.currency


def _key(entry: Entry) -> tuple[str, str, str]:
    """What tells documents apart: two customers may both have a number 1001, but none an ``A-1`` beside an ``a-1``."""
    return type(entry).__name__, entry.customer_code, folded(entry.number)


def _content(row: AcceptedRow) -> Hashable:
    proofs = tuple(replace(read.proof, source="", id="", invoice_no="") for read in row.proofs)
    return (replace(row.entry, source="", number=""), row.claimed, proofs) if row.entry else None


def _name(read: CustomerRead) -> str:
    """A name without regard to widths, capitals, blanks and points: nobody else is called so under the same code."""
    return name_key(read.customer.name)
