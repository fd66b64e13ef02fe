"""Reads and writes the ledger in bulk: what an import asks of the record for many rows at once."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby, islice

from sqlalchemy import exists, select

from assistant.adapters.store import rows
from assistant.adapters.store.asked import KEYS_AT_ONCE
from assistant.adapters.store.ledger_tables import customers, invoices, payments, undone
from assistant.adapters.store.loading import LOADED, load
from assistant.adapters.store.unit import FIGURED, Unit, unknown_customer
from assistant.domain.entries import EntryKind
from assistant.domain.ledger import CreditNote, Invoice, Payment, Proof
from assistant.domain.parties import Customer
from assistant.ports import LedgerKey

# So many values are in memory as rows at once.
_BATCH = 5_000
_NUMBERS_AT_ONCE = 10_000


class Bulk(Unit):
    """The part of a transaction that imports use."""

    def customers_coded(self, codes: Collection[str]) -> Mapping[str, Customer]:
        """Those of ``codes`` that are known."""
        found = rows.CUSTOMERS.under(self._connection, ("code",), [(code,) for code in codes])
        return {customer.code: customer for customer in found}

    def invoices_numbered(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, Invoice]:
        """Those of ``keys`` that are recorded."""
        found = rows.INVOICES.under(self._connection, rows.NUMBER, keys)
        return {(invoice.customer_code, invoice.number): invoice for invoice in found}

    def payments_numbered(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, Payment]:
        """Those of ``keys`` that are recorded."""
        found = rows.PAYMENTS.under(self._connection, rows.NUMBER, keys)
        return {(payment.customer_code, payment.number): payment for payment in found}

    def credit_notes_numbered(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, CreditNote]:
        """Those of ``keys`` that are recorded."""
        found = rows.CREDIT_NOTES.under(self._connection, rows.NUMBER, keys)
        return {(note.customer_code, note.number): note for note in found}

    def payments_on_invoices(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, tuple[Payment, ...]]:
        """Payments that name these invoices, oldest first."""
        found: dict[LedgerKey, list[Payment]] = {}
        for payment in rows.PAYMENTS.under(self._connection, ("customer_code", "invoice_no"), keys):
            found.setdefault((payment.customer_code, payment.invoice_no), []).append(payment)
        return {key: tuple(payments) for key, payments in found.items()}

    def payments_called(self, numbers: Collection[str]) -> tuple[Payment, ...]:
        """Payments of these numbers, whoever paid, undone ones too."""
        found: list[Payment] = []
        wanted = iter(dict.fromkeys(numbers))
        # A number alone is no key that an index could serve: the table is gone through once for each list of them.
        while some := list(islice(wanted, _NUMBERS_AT_ONCE)):
            found += rows.PAYMENTS.all(self._connection, payments.c.number.in_(some))
        return tuple(sorted(found, key=lambda payment: (payment.number, payment.customer_code)))

    def invoice_keys(self) -> Iterator[LedgerKey]:
        """Of every invoice that was not undone, by customer and number."""
        of_row = (undone.c.customer_code == invoices.c.customer_code, undone.c.key == invoices.c.number)
        counts = ~exists().where(undone.c.kind == EntryKind.INVOICE, *of_row)
        key = (invoices.c.customer_code, invoices.c.number)
        for row in self._connection.execute(select(*key).where(counts).order_by(*key)):
            yield row[0], row[1]

    def add_all(self, values: Iterable[Customer | Invoice | Payment | CreditNote | Proof]) -> None:
        """Store what is new; raises ValueError for a key that is there already."""
        source = iter(values)
        while batch := list(islice(source, _BATCH)):
            self._add(batch)

    def _add(self, batch: list[Customer | Invoice | Payment | CreditNote | Proof]) -> None:
        by_shape: dict[type, list[Customer | Invoice | Payment | CreditNote | Proof]] = {}
        for shape, run in groupby(batch, type):
            by_shape.setdefault(shape, []).extend(run)
        for kept in LOADED:
            if those := by_shape.get(kept.shape):
                theirs = set() if kept.shape is Customer else {one.customer_code for one in those}  # type: ignore[union-attr]
                self._require_customers(theirs)
                load(self._connection, kept, those)
                if kept.table in FIGURED:
                    self._touched.update(theirs)

    def _require_customers(self, codes: set[str]) -> None:
        """Raise NotFound for a code that no customer has."""
        unsure = sorted(codes - self._known)
        for start in range(0, len(unsure), KEYS_AT_ONCE):
            here = select(customers.c.code).where(customers.c.code.in_(unsure[start : start + KEYS_AT_ONCE]))
            self._known.update(self._connection.execute(here).scalars())
        missing = codes - self._known
        if missing:
            raise unknown_customer(min(missing))
