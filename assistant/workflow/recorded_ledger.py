"""What the record holds already about some rows of a ledger, looked up for all of them at once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from assistant.domain.ledger import CreditNote, Invoice, Payment, Proof
from assistant.domain.parties import Customer
from assistant.errors import NotFound
from assistant.intake.reading import AcceptedRow, Entry
from assistant.ports import LedgerKey, Transaction

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """Customers by code, documents and proofs by customer code and number; ``paid_on`` has payments by invoice."""

    customers: Mapping[str, Customer]
    invoices: Mapping[LedgerKey, Invoice]
    payments: Mapping[LedgerKey, Payment]
    credit_notes: Mapping[LedgerKey, CreditNote]
    paid_on: Mapping[LedgerKey, tuple[Payment, ...]]
    proofs: Mapping[LedgerKey, Proof]

    def of_kind(self, entry: Entry) -> Mapping[LedgerKey, Entry]:
        """The recorded documents of the same kind as ``entry``."""
        match entry:
            case Invoice():
                return self.invoices
            case Payment():
                return self.payments
            case CreditNote():
                return self.credit_notes

    def in_other_capitals(self, entry: Entry) -> str:
        """The number under which a document is recorded that differs from the entry's in capitals alone, or nothing."""
        known, code = self.of_kind(entry), entry.customer_code
        return next((number for number in _other_capitals(entry.number) if (code, number) in known), "")


def recorded_about(tx: Transaction, rows: Sequence[AcceptedRow], customers: Mapping[str, Customer]) -> Recorded:
    """What is recorded about the documents of ``rows``; ``customers`` are those of them that are recorded."""
    theirs = [row for row in rows if row.entry is not None and row.customer_code in customers]
    keys: dict[type, set[LedgerKey]] = {Invoice: set(), Payment: set(), CreditNote: set()}
    named: set[LedgerKey] = set()
    for row in theirs:
        entry = cast(Entry, row.entry)
        keys[type(entry)].add((row.customer_code, entry.number))
        if row.paid:
            named.add((row.customer_code, entry.number))
        elif isinstance(entry, Payment | CreditNote) and entry.invoice_no:
            named.add((row.customer_code, entry.invoice_no))
    invoices = _with_other_capitals(tx.invoices_numbered, keys[Invoice], named)
    return Recorded(
        customers=customers,
        invoices=invoices,
        payments=_with_other_capitals(tx.payments_numbered, keys[Payment]),
        credit_notes=_with_other_capitals(tx.credit_notes_numbered, keys[CreditNote]),
        paid_on=tx.payments_on_invoices(named) if named else {},
        proofs=_proofs(tx, [row for row in theirs if row.proofs and _key(row) in invoices]),
    )


def _with_other_capitals(
    look_up: Callable[[Collection[LedgerKey]], Mapping[LedgerKey, T]],
    keys: set[LedgerKey],
    besides: Collection[LedgerKey] = (),
) -> Mapping[LedgerKey, T]:
    """What is recorded under ``keys`` and ``besides``, and under the new ones among ``keys`` in other capitals."""
    wanted = keys.union(besides)
    found = look_up(wanted) if wanted else {}
    other = {(code, again) for code, number in keys - found.keys() for again in _other_capitals(number)}
    return {**found, **look_up(other)} if other else found


def _other_capitals(number: str) -> list[str]:
    return [other for other in (number.upper(), number.lower()) if other != number]


def _proofs(tx: Transaction, rows: Sequence[AcceptedRow]) -> Mapping[LedgerKey, Proof]:
    if not rows:
        return {}
    cases = {(row.customer_code, row.entry.amount.currency) for row in rows if row.entry}
    try:
        accounts = tx.accounts(sorted(cases))
    except NotFound:
        return {}
    return {(account.customer.code, proof.id): proof for account in accounts for proof in account.proofs}


def _key(row: AcceptedRow) -> LedgerKey:
    return row.customer_code, row.entry.number if row.entry else ""
