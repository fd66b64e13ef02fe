"""Reads what stood in the record before something else took its place."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Table

from assistant.adapters.store import rows
from assistant.adapters.store.desk_tables import creditors, people
from assistant.adapters.store.earlier import earlier_under
from assistant.adapters.store.rows import T
from assistant.adapters.store.unit import Unit
from assistant.domain.parties import Creditor, Person


class History(Unit):
    """The part of a transaction that looks back."""

    def earlier(self, shape: type[T], *key: object) -> tuple[tuple[datetime, T], ...]:
        """What stood under ``key`` before, each with the moment at which it was replaced, oldest first."""
        found = earlier_under(self._connection, _TABLES[shape], key)
        return tuple((moment, value) for moment, value in found if isinstance(value, shape))


_TABLES: Mapping[type, Table] = {kept.shape: kept.table for kept in rows.SAVED} | {
    Creditor: creditors,
    Person: people,
}
