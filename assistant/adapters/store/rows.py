"""Turns values of the domain into rows and back, and says in which table and under which key each class is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, insert, select, update

from assistant.adapters.store import case_tables as cases
from assistant.adapters.store import desk_tables as desk
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.contracts import Contract
from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.domain.money import Money
from assistant.domain.parties import Customer
from assistant.ports import OutboxEntry, Session

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept(Generic[T]):
    """How one class of values is kept: its table, its key, and the columns that put it in order."""

    shape: type[T]
    table: Table
    key: tuple[str, ...]
    order: tuple[str, ...]

    def all(self, connection: Connection, *conditions: ColumnElement[bool]) -> tuple[T, ...]:
        """Every value that meets the conditions, in order."""
        query = select(self.table).where(*conditions).order_by(*(self.table.c[name] for name in self.order))
        return tuple(self.value(row) for row in connection.execute(query).mappings())

    def of_case(self, connection: Connection, customer_code: str, *currencies: str) -> tuple[T, ...]:
        """Every value of one customer in these currencies, in order."""
        bound = {"of_customer": customer_code, "of_currencies": currencies}
        found = connection.execute(_by_case(self.table, self.order), bound)
        return tuple(self.value(row) for row in found.mappings())

    def one(self, connection: Connection, *key: object) -> T | None:
        """The value under ``key``."""
        row = connection.execute(_by_key(self.table, self.key), self._bound(key)).mappings().one_or_none()
        return self.value(row) if row else None

    def save(self, connection: Connection, value: T) -> bool:
        """Write or replace ``value`` by its key; whether anything changed."""
        row = as_row(value)
        key = tuple(row[name] for name in self.key)
        stored = self.one(connection, *key)
        if stored == value:
            return False
        if stored is None:
            connection.execute(insert(self.table), row)
        else:
            connection.execute(update(self.table).where(_under(self.table, self.key)), row | self._bound(key))
        return True

    def value(self, row: Mapping[Any, Any]) -> T:
        """The value that ``row`` holds."""
        return self.shape(**{field.name: _cell(row, field.name) for field in fields(self.shape)})  # type: ignore[arg-type]

    def _bound(self, key: tuple[object, ...]) -> dict[str, object]:
        return {f"of_{name}": part for name, part in zip(self.key, key, strict=True)}


# Built once for each table: an import asks the first for every row, a worklist the second for every case.
@cache
def _by_key(table: Table, key: tuple[str, ...]) -> Select[Any]:
    return select(table).where(_under(table, key))


@cache
def _by_case(table: Table, order: tuple[str, ...]) -> Select[Any]:
    in_case = (
        table.c.customer_code == bindparam("of_customer"),
        table.c.currency.in_(bindparam("of_currencies", expanding=True)),
    )
    return select(table).where(*in_case).order_by(*(table.c[name] for name in order))


def _under(table: Table, key: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(f"of_{name}") for name in key))


def as_row(value: object) -> dict[str, object]:
    """The columns of ``value``; an amount is split into minor units and currency."""
    row: dict[str, object] = {}
    for field in fields(value):  # type: ignore[arg-type]
        cell = getattr(value, field.name)
        if isinstance(cell, Money):
            row |= {f"{field.name}_minor": cell.minor, "currency": cell.currency}
        else:
            # A database driver may store an enumeration's name; we mean its value.
            row[field.name] = cell.value if isinstance(cell, Enum) else cell
    if isinstance(value, PaymentPlan):
        row["currency"] = value.currency
    return row


def _cell(row: Mapping[Any, Any], name: str) -> object:
    return row[name] if name in row else Money(row[f"{name}_minor"], row["currency"])


# The key of ledger documents is within one customer: two customers may both have an invoice 1001.
_NUMBER = ("customer_code", "number")
CUSTOMERS = Kept(shape=Customer, table=cases.customers, key=("code",), order=("code",))
INVOICES = Kept(shape=Invoice, table=cases.invoices, key=_NUMBER, order=("due", "number"))
PAYMENTS = Kept(shape=Payment, table=cases.payments, key=_NUMBER, order=("received", "number"))
CREDIT_NOTES = Kept(shape=CreditNote, table=cases.credit_notes, key=_NUMBER, order=("issued", "number"))
PROMISES = Kept(shape=Promise, table=cases.promises, key=("id",), order=("made_on", "id"))
DISPUTES = Kept(shape=Dispute, table=cases.disputes, key=("id",), order=("opened_on", "id"))
HOLDS = Kept(shape=Hold, table=cases.holds, key=("id",), order=("since", "id"))
PLANS = Kept(shape=PaymentPlan, table=cases.payment_plans, key=("id",), order=("agreed_on", "id"))
CONTACTS = Kept(
    shape=ContactMade,
    table=cases.contacts,
    key=("customer_code", "currency", "at", "channel", "kind"),
    order=("at", "channel", "kind"),
)
REPLIES = Kept(shape=Reply, table=cases.replies, key=("id",), order=("received", "id"))
CAUSES = Kept(shape=CauseNote, table=cases.causes, key=("customer_code", "currency"), order=("noted_on",))
CONTRACTS = Kept(shape=Contract, table=cases.contracts, key=("number",), order=("number",))
OUTBOX = Kept(shape=OutboxEntry, table=desk.outbox, key=("message_id", "version"), order=("seq",))
SESSIONS = Kept(shape=Session, table=desk.sessions, key=("token_hash",), order=("token_hash",))
