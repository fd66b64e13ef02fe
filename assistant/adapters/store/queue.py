"""Puts the cases in the order in which they are worked, by the figures that are kept of them, and gives out a page."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Select,
    Subquery,
    Table,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)

from assistant.adapters.store.case_tables import (
    case_figures,
    case_retentions,
    customers,
    holds,
    payment_plans,
    promises,
    undone,
)
from assistant.adapters.store.desk_tables import messages
from assistant.adapters.store.figures import Figures
from assistant.domain.entries import EntryKind
from assistant.ports import QueuePage, QueueWish

_figures = case_figures.c
_CASE = (_figures.customer_code, _figures.currency)


class Queue(Figures):
    """The part of a transaction that says which cases come first."""

    def queue(self, wish: QueueWish) -> QueuePage:
        """One page of the worklist."""
        self.settle()
        listed = _listed(wish)
        total = select(func.count()).select_from(_cases(wish)).where(listed)
        page = _ordered(wish, self._connection.dialect.name).where(listed).limit(wish.limit).offset(wish.offset)
        return QueuePage(
            keys=tuple((code, currency) for code, currency in self._connection.execute(page)),
            total=self._connection.execute(total).scalar_one(),
        )


def _cases(wish: QueueWish) -> FromClause:
    """The figures; with the customers' names only where they are asked for."""
    return case_figures.join(customers) if wish.search.split() else case_figures


def _ordered(wish: QueueWish, dialect: str) -> Select[Any]:
    """Every case: what can be worked first, then the furthest past due."""
    held_back = _held_back(wish)
    due = _figures.open_minor - func.coalesce(held_back.c.minor, 0)
    same_case = and_(*(held_back.c[column.name] == column for column in _CASE))
    order = (_waits(wish, due, dialect), _figures.oldest_due.is_(None), _figures.oldest_due, *_CASE)
    return select(*_CASE).select_from(_cases(wish).outerjoin(held_back, same_case)).order_by(*order)


def _listed(wish: QueueWish) -> ColumnElement[bool]:
    with_message = select(messages.c.case_id).where(messages.c.status.in_(sorted(wish.shown)))
    about = customers.c.name + " " + _id_of(case_figures)
    # SQLite knows the small letters of ASCII alone.
    found = (
        or_(func.lower(about).contains(word.lower(), autoescape=True), about.contains(word, autoescape=True))
        for word in wish.search.split()
    )
    return and_(or_(_figures.open_items > 0, _id_of(case_figures).in_(with_message)), *found)


def _waits(wish: QueueWish, due: ColumnElement[int], dialect: str) -> ColumnElement[bool]:
    reasons = (
        due <= _tolerance(wish),
        _figures.oldest_due < wish.due_from,
        _figures.oldest_due > wish.due_until,
        _figures.last_contact > wish.contacted_after,
        *_stopped(wish),
        *_said(wish, dialect),
    )
    # Not OR, of which SQLite works out every part: the later ones are dear.
    return case(*((reason, True) for reason in reasons), else_=False)


def _held_back(wish: QueueWish) -> Subquery:
    """What customers may still hold back on the day, for the few cases that have any."""
    kept = case_retentions.c
    case_of = (kept.customer_code, kept.currency)
    sums = select(*case_of, func.sum(kept.minor).label("minor")).where(kept.until >= wish.today)
    return sums.group_by(*case_of).subquery("held_back")


def _tolerance(wish: QueueWish) -> ColumnElement[int]:
    if not wish.tolerance:
        return literal(0)
    return case(dict(wish.tolerance), value=_figures.currency, else_=0)


def _stopped(wish: QueueWish) -> Iterator[ColumnElement[bool]]:
    """A hold on all of the customer, or a hold or a promise on the case."""
    stands = and_(
        holds.c.since <= wish.today,
        or_(holds.c.until.is_(None), holds.c.until >= wish.today),
        _counts(holds, EntryKind.HOLD),
    )
    everywhere = select(holds.c.customer_code).where(holds.c.currency == "", stands)
    live = and_(promises.c.due >= wish.promised_from, _counts(promises, EntryKind.PROMISE))
    here = union_all(select(_id_of(holds)).where(stands), select(_id_of(promises)).where(live))
    yield _figures.customer_code.in_(everywhere)
    yield _id_of(case_figures).in_(here)


def _said(wish: QueueWish, dialect: str) -> Iterator[ColumnElement[bool]]:
    """The step that is reached was taken, and nothing has happened that asks for more."""
    reached = [(_figures.oldest_due <= wish.today - timedelta(days=day), day) for day in reversed(wish.steps)]
    if not reached:
        return
    if dialect == "sqlite":
        days = func.julianday(func.date(_figures.last_contact)) - func.julianday(_figures.oldest_due)
    else:
        days = cast(func.timezone("UTC", _figures.last_contact), Date) - _figures.oldest_due
    over = and_(promises.c.due < wish.promised_from, _counts(promises, EntryKind.PROMISE))
    missed = select(_id_of(promises)).where(over)
    agreed = select(_id_of(payment_plans)).where(_counts(payment_plans, EntryKind.PLAN))
    more = _id_of(case_figures).in_(union_all(missed, agreed))
    yield and_(_figures.last_contact.is_not(None), days >= case(*reached), ~more)


def _id_of(table: Table) -> ColumnElement[str]:
    """The case of a row. One text, since SQLite looks a pair of columns up in a list by reading all of it."""
    return table.c.customer_code + "-" + table.c.currency


def _counts(table: Table, kind: EntryKind) -> ColumnElement[bool]:
    """Whether a row was not undone."""
    of_row = (undone.c.customer_code == table.c.customer_code, undone.c.key == table.c.id)
    return ~exists().where(undone.c.kind == kind, *of_row)
