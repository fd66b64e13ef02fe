"""The open transaction that every part of the record works in."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table

from assistant.adapters.store import rows
from assistant.adapters.store.earlier import keep_earlier
from assistant.adapters.store.rows import CUSTOMERS, Kept, T
from assistant.domain.parties import Creditor, Customer
from assistant.errors import NotFound
from assistant.ports import Clock


class Unit:
    """A connection with an open transaction, and the clock that the audit log is dated by."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._known: set[str] = set()
        # The profile as it is in this transaction, once it was asked for.
        self._creditor: Creditor | None = None
        # Customers whose figures have to be computed anew.
        self._touched: set[str] = set()

    def customer(self, code: str) -> Customer:
        """The customer with ``code``; raises NotFound."""
        customer = CUSTOMERS.one(self._connection, code)
        if customer is None:
            raise unknown_customer(code)
        return customer

    def _save(self, kept: Kept[T], value: T) -> bool:
        """Write or replace by its key, and keep what it replaces; whether anything changed."""
        changed, replaced = kept.save(self._connection, value)
        if replaced is not None:
            self._keep_earlier(kept.table, kept.key_of(replaced), replaced)
        if changed and kept.table in FIGURED:
            self._touched |= {one.customer_code for one in (value, replaced) if one is not None}  # type: ignore[attr-defined]
        return changed

    def _keep_earlier(self, table: Table, key: Sequence[object], replaced: object) -> None:
        keep_earlier(self._connection, table, key, replaced, self._clock.now())

    def _save_theirs(self, kept: Kept[T], value: T) -> bool:
        """The same for what belongs to a customer; raises NotFound when nobody has its code."""
        self._require_customer(value.customer_code)  # type: ignore[attr-defined]
        return self._save(kept, value)

    def _require_customer(self, code: str) -> None:
        # An import saves thousands of rows of the same few customers in one transaction.
        if code not in self._known:
            self.customer(code)
            self._known.add(code)


# What the figures of a case are computed from.
FIGURED = frozenset(
    kept.table for kept in (rows.INVOICES, rows.PAYMENTS, rows.CREDIT_NOTES, rows.ALLOCATIONS, rows.CONTACTS)
)


def unknown_customer(code: str) -> NotFound:
    """The error for a code that no customer has."""
    return NotFound("unknown_customer", f"There is no customer {code!r}; import it first.", customer=code)
