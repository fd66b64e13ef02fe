"""Decides which rows contradict one another: where two disagree, none of them is taken."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.ledger import RUNNING_TOTAL, CreditNote, Invoice, Payment
from assistant.domain.money import Money, total
from assistant.errors import BadInput
from assistant.intake.cleaning import narrow
from assistant.intake.reading import AcceptedRow, Remark
from assistant.intake.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class ParsedRow:
    """A row that is good by itself, with what its ``paid`` column claims."""

    row: Row
    accepted: AcceptedRow
    claimed: Money | None = None


Contradiction = tuple[ParsedRow, BadInput]


def contradictions(rows: Sequence[ParsedRow], payment_references: frozenset[str]) -> list[Contradiction]:
    """Every row that cannot stand beside the others, once, with why.

    ``payment_references`` names the invoices that payment rows speak of, refused rows included: the ``paid`` column of
    such an invoice must agree with the payment rows, or money would be counted twice.
    """
    found: list[Contradiction] = []
    for check in (_names, _documents, _targets, lambda left: _paid_columns(left, payment_references)):
        refused = {id(parsed) for parsed, _ in found}
        found += check([parsed for parsed in rows if id(parsed) not in refused])
    return found


def with_paid(rows: Iterable[ParsedRow], references: frozenset[str], ledger_date: date | None) -> list[AcceptedRow]:
    """The accepted rows; a ``paid`` column without payment rows becomes the payment ``paid:<invoice no>``."""
    return [
        replace(parsed.accepted, paid=_paid(parsed, ledger_date)) if _claims(parsed, references) else parsed.accepted
        for parsed in rows
    ]


def repeats(rows: Iterable[ParsedRow]) -> list[Remark]:
    """A remark on each row that says once more what an earlier one said."""
    seen: set[Hashable] = set()
    found = []
    for parsed in rows:
        key = _key(parsed)
        if key is not None and key in seen:
            parsed.row.remark(
                "given_twice", f"{key[1]} stands in the file twice, with the same content.", number=key[1]
            )
            found.append(parsed.row.remarks.pop())
        seen.add(key)
    return found


def _claims(parsed: ParsedRow, references: frozenset[str]) -> bool:
    entry = parsed.accepted.entry
    return bool(parsed.claimed) and isinstance(entry, Invoice) and entry.number not in references


def _paid(parsed: ParsedRow, ledger_date: date | None) -> Payment:
    invoice, claimed = parsed.accepted.entry, parsed.claimed
    assert isinstance(invoice, Invoice) and claimed is not None  # noqa: S101, PT018  (by `_claims`)
    received = max(invoice.issued, ledger_date) if ledger_date else invoice.issued
    return Payment(
        number=f"{RUNNING_TOTAL}{invoice.number}",
        customer_code=invoice.customer_code,
        amount=claimed,
        received=received,
        invoice_no=invoice.number,
        source=invoice.source,
    )


def _names(rows: Sequence[ParsedRow]) -> list[Contradiction]:
    """Rows that give one customer code different names."""
    named = [parsed for parsed in rows if parsed.accepted.customer]
    return _disagreeing(named, lambda p: p.accepted.customer_code, _name, "customer_named_differently")


def _documents(rows: Sequence[ParsedRow]) -> list[Contradiction]:
    """Rows that give one document number different content."""
    numbered = [parsed for parsed in rows if _key(parsed) is not None]
    return _disagreeing(numbered, _key, _content, "number_used_twice")


def _disagreeing(
    rows: Sequence[ParsedRow],
    key: Callable[[ParsedRow], Hashable],
    content: Callable[[ParsedRow], Hashable],
    code: str,
) -> list[Contradiction]:
    groups: Mapping[Hashable, list[ParsedRow]] = _grouped(rows, key)
    return [
        (parsed, _disagreement(code, parsed, group))
        for group in groups.values()
        if len({content(parsed) for parsed in group}) > 1
        for parsed in group
    ]


def _disagreement(code: str, parsed: ParsedRow, group: Sequence[ParsedRow]) -> BadInput:
    others = ", ".join(f"{p.row.file} row {p.row.number}" for p in group if p is not parsed)
    if code == "number_used_twice":
        number = (_key(parsed) or ("", ""))[1]
        message = f"{number} stands in {others} too, with different content; correct the number or the content."
        return BadInput(code, message, number=number, others=others)
    customer = parsed.accepted.customer_code
    message = f"customer {customer} has another name in {others}; correct the code or the name."
    return BadInput(code, message, customer=customer, others=others)


def _targets(rows: Sequence[ParsedRow]) -> list[Contradiction]:
    """Payments and credit notes on an invoice of another customer or currency."""
    invoices = {p.accepted.entry.number: p.accepted.entry for p in rows if isinstance(p.accepted.entry, Invoice)}
    found: list[Contradiction] = []
    for parsed in rows:
        entry = parsed.accepted.entry
        if not isinstance(entry, Payment | CreditNote) or entry.invoice_no not in invoices:
            continue
        invoice = invoices[entry.invoice_no]
        if (invoice.customer_code, invoice.amount.currency) != (entry.customer_code, entry.amount.currency):
            message = (
                f"{entry.number} refers to invoice {invoice.number}, which is of {invoice.customer_code} in "
                f"{invoice.amount.currency}; correct the reference, the customer or the currency."
            )
            found.append((parsed, BadInput("wrong_reference", message, number=entry.number, invoice=invoice.number)))
    return found


def _paid_columns(rows: Sequence[ParsedRow], references: frozenset[str]) -> list[Contradiction]:
    """Invoices whose ``paid`` column does not equal the payment rows that are there for them."""
    payments = {p.accepted.entry.number: p.accepted.entry for p in rows if isinstance(p.accepted.entry, Payment)}
    found: list[Contradiction] = []
    for parsed in rows:
        entry, claimed = parsed.accepted.entry, parsed.claimed
        if not isinstance(entry, Invoice) or claimed is None or entry.number not in references:
            continue
        received = total((p.amount for p in payments.values() if p.invoice_no == entry.number), claimed.currency)
        if received != claimed:
            message = (
                f"paid says {claimed}, but the payment rows for {entry.number} come to {received}; "
                "correct one of them, or leave paid empty."
            )
            details = {"invoice": entry.number, "paid": str(claimed), "payments": str(received)}
            found.append((parsed, BadInput("paid_disagrees", message, **details)))
    return found


def _grouped(rows: Iterable[ParsedRow], key: Callable[[ParsedRow], Hashable]) -> dict[Hashable, list[ParsedRow]]:
    groups: dict[Hashable, list[ParsedRow]] = defaultdict(list)
    for parsed in rows:
        groups[key(parsed)].append(parsed)
    return groups


def _key(parsed: ParsedRow) -> tuple[str, str] | None:
    entry = parsed.accepted.entry
    return (type(entry).__name__, entry.number) if entry else None


def _content(parsed: ParsedRow) -> Hashable:
    entry = parsed.accepted.entry
    return (replace(entry, source=""), parsed.claimed) if entry else None


def _name(parsed: ParsedRow) -> Hashable:
    read = parsed.accepted.customer
    return " ".join(narrow(read.customer.name).split()) if read else ""
