"""Turns values of the domain into rows and back, and says in which table and under which key each class is kept."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, bindparam, insert, literal, select, update

from assistant.adapters.store import case_tables as cases
from assistant.adapters.store import desk_tables as desk
from assistant.adapters.store import ledger_tables as ledger
from assistant.adapters.store import negotiation_tables as negotiated
from assistant.adapters.store.asked import KEYS_AT_ONCE, asked, asked_keys
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.contract_terms import CheckedTerm
from assistant.domain.contracts import Contract
from assistant.domain.entries import Undone
from assistant.domain.late_terms import LateTerms, ReferenceRate, ScopeAnswer
from assistant.domain.ledger import Allocation, CreditNote, Invoice, LedgerStamp, Payment, Proof, Retention
from assistant.domain.money import Money
from assistant.domain.negotiation import AcceptanceLink, Agreement, AuthorityRequest, OfferMade
from assistant.domain.parties import Customer
from assistant.domain.read_replies import ReadReply
from assistant.ports import KeptReply, OutboxEntry, Session

T = TypeVar("T")
# Customer code and currency.
CaseKey: TypeAlias = tuple[str, str]


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
        return tuple(map(self.value, connection.execute(query)))

    def of(self, connection: Connection, owners: Collection[str], *, by: str = "customer_code") -> tuple[T, ...]:
        """The values whose column ``by`` is one of ``owners``, in order."""
        query = _by_owner(self.table, by, self.order)
        return tuple(map(self.value, connection.execute(query, {"owners": list(owners)})))

    def under(self, connection: Connection, names: tuple[str, ...], keys: Iterable[tuple[str, ...]]) -> Iterator[T]:
        """The values whose columns ``names`` are one of ``keys``, in order among those of the same key."""
        wanted = iter(dict.fromkeys(keys))
        # A first import asks for everything, and nothing is there.
        if connection.execute(_any_row(self.table)).first() is None:
            return
        query = _by_keys(self.table, names, self.order, connection.dialect.name)
        while some := list(islice(wanted, KEYS_AT_ONCE)):
            yield from map(self.value, connection.execute(query, asked(some, connection)))

    def by_case(self, connection: Connection, keys: Sequence[CaseKey]) -> dict[CaseKey, list[T]]:
        """The values of each of these cases, in order; what has no currency belongs to all of its customer's cases."""
        found: dict[CaseKey, list[T]] = {key: [] for key in keys}
        codes, currencies = {code for code, _ in keys}, {currency for _, currency in keys}
        bound = {"of_customers": sorted(codes), "of_currencies": ["", *sorted(currencies)]}
        code, currency = (list(self.table.columns.keys()).index(name) for name in ("customer_code", "currency"))
        for row in connection.execute(_by_cases(self.table, self.order), bound):
            for one in [row[currency]] if row[currency] else currencies:
                if (row[code], one) in found:
                    found[row[code], one].append(self.value(row))
        return found

    def one(self, connection: Connection, *key: object) -> T | None:
        """The value under ``key``."""
        row = connection.execute(_by_key(self.table, self.key), self._bound(key)).one_or_none()
        return self.value(row) if row else None

    def save(self, connection: Connection, value: T) -> tuple[bool, T | None]:
        """Write or replace ``value`` by its key; whether anything changed, and what it replaced."""
        row, key = as_row(value), self.key_of(value)
        stored = self.one(connection, *key)
        if stored == value:
            return False, None
        if stored is None:
            connection.execute(insert(self.table), row)
        else:
            connection.execute(update(self.table).where(_under(self.table, self.key)), row | self._bound(key))
        return True, stored

    def key_of(self, value: T) -> tuple[object, ...]:
        """What tells ``value`` from the others of its class."""
        row = as_row(value)
        return tuple(row[name] for name in self.key)

    def value(self, row: Sequence[Any]) -> T:
        """The value that ``row`` holds, whose cells are in the order of the table's columns."""
        return self.shape(**{name: read(row) for name, read in _readers(self.shape, self.table)})  # type: ignore[arg-type]

    def _bound(self, key: tuple[object, ...]) -> dict[str, object]:
        return {f"of_{name}": part for name, part in zip(self.key, key, strict=True)}


# Built once for each table: an import asks the first for every row, a worklist the second for every case.
@cache
def _by_key(table: Table, key: tuple[str, ...]) -> Select[Any]:
    return select(table).where(_under(table, key))


@cache
def _by_cases(table: Table, order: tuple[str, ...]) -> Select[Any]:
    in_case = (
        table.c.customer_code.in_(bindparam("of_customers", expanding=True)),
        table.c.currency.in_(bindparam("of_currencies", expanding=True)),
    )
    return select(table).where(*in_case).order_by(*(table.c[name] for name in order))


@cache
def _by_owner(table: Table, by: str, order: tuple[str, ...]) -> Select[Any]:
    among = table.c[by].in_(bindparam("owners", expanding=True))
    return select(table).where(among).order_by(*(table.c[name] for name in order))


@cache
def _any_row(table: Table) -> Select[Any]:
    return select(literal(1)).select_from(table).limit(1)


@cache
def _by_keys(table: Table, names: tuple[str, ...], order: tuple[str, ...], dialect: str) -> Select[Any]:
    keys, parts = asked_keys(len(names), dialect)
    same = and_(*(table.c[name] == part for name, part in zip(names, parts, strict=True)))
    return select(table).select_from(keys.join(table, same)).order_by(*(table.c[name] for name in order))


def _under(table: Table, key: tuple[str, ...]) -> ColumnElement[bool]:
    return and_(*(table.c[name] == bindparam(f"of_{name}") for name in key))


def as_row(value: object) -> dict[str, object]:
    """The columns of ``value``; an amount is split into minor units and currency, retention into amount and day."""
    row: dict[str, object] = {}
    for field in fields(value):  # type: ignore[arg-type]
        cell = getattr(value, field.name)
        if isinstance(cell, Money):
            row |= {f"{field.name}_minor": cell.minor, "currency": cell.currency}
        elif field.name == "retention":
            row |= {
                "retention_minor": cell.amount.minor if cell else None,
                "retention_until": cell.until if cell else None,
            }
        else:
            # A database driver may store an enumeration's name; we mean its value.
            row[field.name] = cell.value if isinstance(cell, Enum) else cell
    if isinstance(value, PaymentPlan):
        row["currency"] = value.currency
    return row


@cache
def _readers(shape: type, table: Table) -> tuple[tuple[str, Callable[[Sequence[Any]], object]], ...]:
    """Each field of ``shape`` with what reads it from a row of ``table``."""
    at = {column.name: n for n, column in enumerate(table.columns)}

    def reader(name: str) -> Callable[[Sequence[Any]], object]:
        if name in at:
            return itemgetter(at[name])
        minor, currency = at[f"{name}_minor"], at["currency"]
        if f"{name}_until" in at:
            until = at[f"{name}_until"]
            return lambda row: _held(row[minor], row[currency], row[until])
        return lambda row: Money(row[minor], row[currency])

    return tuple((field.name, reader(field.name)) for field in fields(shape))


def _held(minor: int | None, currency: str, until: date | None) -> Retention | None:
    if minor is None or until is None:
        return None
    return Retention(amount=Money(minor, currency), until=until)


# The key of ledger documents is within one customer: two customers may both have an invoice 1001.
NUMBER = ("customer_code", "number")
CUSTOMERS = Kept(shape=Customer, table=ledger.customers, key=("code",), order=("code",))
INVOICES = Kept(shape=Invoice, table=ledger.invoices, key=NUMBER, order=("due", "number"))
PAYMENTS = Kept(shape=Payment, table=ledger.payments, key=NUMBER, order=("received", "number"))
CREDIT_NOTES = Kept(shape=CreditNote, table=ledger.credit_notes, key=NUMBER, order=("issued", "number"))
ALLOCATIONS = Kept(shape=Allocation, table=ledger.allocations, key=("id",), order=("made_on", "id"))
PROOFS = Kept(shape=Proof, table=ledger.proofs, key=("customer_code", "id"), order=("on", "id"))
STAMPS = Kept(shape=LedgerStamp, table=ledger.feed_stamps, key=("feed",), order=("feed",))
UNDONE = Kept(shape=Undone, table=ledger.undone, key=("customer_code", "kind", "key"), order=("at", "kind", "key"))
LATE_TERMS = Kept(shape=LateTerms, table=cases.late_terms, key=("contract_no",), order=("contract_no",))
CHECKED_TERMS = Kept(
    shape=CheckedTerm, table=cases.checked_terms, key=("contract_no", "id"), order=("contract_no", "id")
)
REFERENCE_RATES = Kept(
    shape=ReferenceRate, table=cases.reference_rates, key=("series", "valid_from"), order=("series", "valid_from")
)
SCOPE_ANSWERS = Kept(
    shape=ScopeAnswer,
    table=cases.scope_answers,
    key=("customer_code", "rule", "question"),
    order=("rule", "question"),
)
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
READ_REPLIES = Kept(shape=ReadReply, table=cases.read_replies, key=("reply_id",), order=("read_at", "reply_id"))
CAUSES = Kept(shape=CauseNote, table=cases.causes, key=("customer_code", "currency"), order=("noted_on",))
CONTRACTS = Kept(shape=Contract, table=cases.contracts, key=("number",), order=("number",))
OFFERS = Kept(shape=OfferMade, table=negotiated.offers_made, key=("id",), order=("at", "id"))
AUTHORITY_REQUESTS = Kept(
    shape=AuthorityRequest, table=negotiated.authority_requests, key=("id",), order=("asked_at", "id")
)
AGREEMENTS = Kept(shape=Agreement, table=negotiated.agreements, key=("id",), order=("made_at", "id"))
ACCEPTANCE_LINKS = Kept(
    shape=AcceptanceLink, table=negotiated.acceptance_links, key=("token_hash",), order=("created", "token_hash")
)
OUTBOX = Kept(shape=OutboxEntry, table=desk.outbox, key=("message_id", "version"), order=("seq",))
REPLIES_KEPT = Kept(shape=KeptReply, table=desk.idempotency_keys, key=("login", "key"), order=("at",))
SESSIONS = Kept(shape=Session, table=desk.sessions, key=("token_hash",), order=("token_hash",))
# What ``save_*`` may replace.
SAVED: tuple[Kept[Any], ...] = (
    CUSTOMERS,
    INVOICES,
    PAYMENTS,
    CREDIT_NOTES,
    ALLOCATIONS,
    PROOFS,
    STAMPS,
    LATE_TERMS,
    CHECKED_TERMS,
    REFERENCE_RATES,
    SCOPE_ANSWERS,
    PROMISES,
    DISPUTES,
    HOLDS,
    PLANS,
    CONTACTS,
    REPLIES,
    READ_REPLIES,
    CAUSES,
    CONTRACTS,
    OFFERS,
    AUTHORITY_REQUESTS,
    AGREEMENTS,
    ACCEPTANCE_LINKS,
)
