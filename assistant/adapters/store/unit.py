"""The open transaction that every part of the record works in."""

from sqlalchemy import Connection

from assistant.adapters.store.rows import CUSTOMERS
from assistant.domain.parties import Customer
from assistant.errors import NotFound
from assistant.ports import Clock


class Unit:
    """A connection with an open transaction, and the clock that the audit log is dated by."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock
        self._known: set[str] = set()

    def customer(self, code: str) -> Customer:
        """The customer with ``code``; raises NotFound."""
        customer = CUSTOMERS.one(self._connection, code)
        if customer is None:
            raise unknown_customer(code)
        return customer

    def _require_customer(self, code: str) -> None:
        # An import saves thousands of rows of the same few customers in one transaction.
        if code not in self._known:
            self.customer(code)
            self._known.add(code)


def unknown_customer(code: str) -> NotFound:
    """The error for a code that no customer has."""
    return NotFound("unknown_customer", f"There is no customer {code!r}; import it first.", customer=code)
