"""Reads what stood in the record before something else took its place."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Table, func, select, text

from assistant.adapters.store import rows
from assistant.adapters.store.asked import among
from assistant.adapters.store.desk_tables import creditors, earlier_versions, messages, people
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

    def history_stamp(self, customer_code: str, case_ids: Collection[str]) -> object:
        """A hash over the rows as they lie in the database: making values of them would take most of the time."""
        of_messages = select(messages.c.id, messages.c.version, text("status")).where(
            among(messages.c.case_id, case_ids, self._connection)
        )
        # What columns hold is not asked for by name: then nothing is made of it.
        queries = [select(text("*")).where(t.c.customer_code == customer_code) for t in _OF_A_HISTORY]
        return hash(tuple(tuple(self._connection.execute(query).all()) for query in (*queries, of_messages)))

    def parties_stamp(self) -> object:
        """How many there are, and how many were ever replaced: nobody is deleted, and what is replaced is kept."""
        named = [table.name for table in _PARTIES]
        replaced = select(func.count()).where(earlier_versions.c.table_name.in_(named))
        counts = (*(select(func.count()).select_from(table) for table in _PARTIES), replaced)
        return tuple(self._connection.execute(count).scalar_one() for count in counts)


_TABLES: Mapping[type, Table] = {kept.shape: kept.table for kept in rows.SAVED} | {
    Creditor: creditors,
    Person: people,
}
_PARTIES: tuple[Table, ...] = (creditors, people, rows.CUSTOMERS.table)
_OF_A_HISTORY: tuple[Table, ...] = tuple(
    kept.table
    for kept in (
        rows.PAYMENTS,
        rows.CREDIT_NOTES,
        rows.ALLOCATIONS,
        rows.PROMISES,
        rows.DISPUTES,
        rows.HOLDS,
        rows.PLANS,
        rows.OFFERS,
        rows.AGREEMENTS,
        rows.CONTACTS,
        rows.REPLIES,
        rows.CAUSES,
        rows.UNDONE,
    )
)
