"""Puts the cases in the order in which they are worked, by the figures that are kept of them, and gives out a page."""

from collections.abc import Callable, Collection, Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from assistant.adapters.store.case_tables import holds, payment_plans, promises
from assistant.adapters.store.desk_tables import messages
from assistant.adapters.store.figures import Figures
from assistant.adapters.store.ledger_tables import case_figures, case_retentions, customers
from assistant.adapters.store.queue_attention import (
    Cases,
    counts,
    day_of,
    days_between,
    first_promise,
    first_reply,
    id_of,
    points,
    share_of_large,
    with_attention,
)
from assistant.domain.attention import Only, Sort
from assistant.domain.entries import EntryKind
from assistant.domain.message import Status
from assistant.ports import QueueCounts, QueuePage, QueueWish

_figures = case_figures.c
_CASE = (_figures.customer_code, _figures.currency)


class Queue(Figures):
    """The part of a transaction that says which cases come first."""

    def queue(self, wish: QueueWish) -> QueuePage:
        """One page of the worklist."""
        self.settle()
        cases = _cases(wish, self._dialect)
        listed = _listed(wish, cases, self._dialect)
        # To count them, what is due and what calls for attention matter only where they choose.
        total = select(func.count()).select_from(cases.source if wish.only else _plain(wish)).where(listed)
        page = _ordered(wish, cases, self._dialect).where(listed).limit(wish.limit).offset(wish.offset)
        return QueuePage(
            keys=tuple((code, currency) for code, currency in self._connection.execute(page)),
            total=self._connection.execute(total).scalar_one(),
        )

    def queue_counts(self, wish: QueueWish) -> QueueCounts:
        """What there is to do in all."""
        self.settle()
        cases = _cases(wish, self._dialect)
        to_draft = and_(~_waits(wish, cases, self._dialect), ~_with_message(wish.shown))
        sought = (to_draft, cases.returned, cases.promise_due, cases.reply_unread)
        sums = (func.coalesce(func.sum(case((each, 1), else_=0)), 0) for each in sought)
        found = select(*sums).select_from(cases.source).where(_listed(wish, cases, self._dialect))
        counted = self._connection.execute(found).one()
        return QueueCounts(to_draft=counted[0], returned=counted[1], promises_due=counted[2], replies_unread=counted[3])

    @property
    def _dialect(self) -> str:
        return self._connection.dialect.name


def _cases(wish: QueueWish, dialect: str) -> Cases:
    """The cases, with what is due on each: what customers may hold back is not."""
    held_back = _held_back(wish)
    same_case = and_(*(held_back.c[column.name] == column for column in _CASE))
    due = _figures.open_minor - func.coalesce(held_back.c.minor, 0)
    return with_attention(_plain(wish).outerjoin(held_back, same_case), due, wish, dialect)


def _plain(wish: QueueWish) -> FromClause:
    """The figures; with the customers only where they are asked for."""
    return case_figures.join(customers) if wish.search.split() or wish.language else case_figures


def _ordered(wish: QueueWish, cases: Cases, dialect: str) -> Select[Any]:
    """Every case in the order that is wanted, then the furthest past due."""
    source, order = cases.source, list[Any]()
    if wish.sort is Sort.PRIORITY:
        order = [
            case((cases.calls, False), else_=_waits(wish, cases, dialect)),
            points(wish, cases, dialect).desc(),
        ]
    elif wish.sort is Sort.AMOUNT:
        order = [share_of_large(wish, cases.due).desc()]
    elif wish.sort in (Sort.PROMISE, Sort.REPLY):
        first = first_promise() if wish.sort is Sort.PROMISE else first_reply()
        source = source.outerjoin(first, and_(*(first.c[column.name] == column for column in _CASE)))
        order = [first.c.first.is_(None), first.c.first]
    order += [_figures.oldest_due.is_(None), _figures.oldest_due, *_CASE]
    return select(*_CASE).select_from(source).order_by(*order)


def _listed(wish: QueueWish, cases: Cases, dialect: str) -> ColumnElement[bool]:
    about = customers.c.name + " " + id_of(case_figures)
    # SQLite knows the small letters of ASCII alone.
    wanted: list[ColumnElement[bool]] = [
        or_(func.lower(about).contains(word.lower(), autoescape=True), about.contains(word, autoescape=True))
        for word in wish.search.split()
    ]
    if wish.language:
        wanted.append(customers.c.language == wish.language)
    if wish.currency:
        wanted.append(_figures.currency == wish.currency)
    if wish.due_between:
        wanted.append(_figures.oldest_due.between(*wish.due_between))
    if wish.only:
        wanted.append(_only(wish, wish.only, cases, dialect))
    return and_(or_(_figures.open_items > 0, _with_message(wish.shown)), *wanted)


def _only(wish: QueueWish, only: Only, cases: Cases, dialect: str) -> ColumnElement[bool]:
    everywhere, held = _on_hold(wish)
    told: dict[Only, Callable[[], ColumnElement[bool]]] = {
        Only.ACT: lambda: ~_waits(wish, cases, dialect),
        Only.WAIT: lambda: _waits(wish, cases, dialect),
        Only.MESSAGE: lambda: _with_message(wish.shown),
        Only.MINE: lambda: _with_message(wish.shown, messages.c.author == wish.login),
        Only.RETURNED: lambda: cases.returned,
        Only.PROMISE_DUE: lambda: cases.promise_due,
        Only.REPLY_UNREAD: lambda: cases.reply_unread,
        Only.ON_HOLD: lambda: or_(_figures.customer_code.in_(everywhere), id_of(case_figures).in_(held)),
    }
    return told[only]()


def _with_message(shown: Collection[Status], *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return id_of(case_figures).in_(select(messages.c.case_id).where(messages.c.status.in_(sorted(shown)), *more))


def _waits(wish: QueueWish, cases: Cases, dialect: str) -> ColumnElement[bool]:
    reasons = (
        cases.due <= _tolerance(wish),
        cases.reply_unread,
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
    everywhere, held = _on_hold(wish)
    live = and_(promises.c.due >= wish.promised_from, counts(promises, EntryKind.PROMISE))
    here = union_all(held, select(id_of(promises)).where(live))
    yield _figures.customer_code.in_(everywhere)
    yield id_of(case_figures).in_(here)


def _on_hold(wish: QueueWish) -> tuple[Select[Any], Select[Any]]:
    """The customers that are on hold altogether, and the cases that are."""
    stands = and_(
        holds.c.since <= wish.today,
        or_(holds.c.until.is_(None), holds.c.until >= wish.today),
        counts(holds, EntryKind.HOLD),
    )
    return select(holds.c.customer_code).where(holds.c.currency == "", stands), select(id_of(holds)).where(stands)


def _said(wish: QueueWish, dialect: str) -> Iterator[ColumnElement[bool]]:
    """The step that is reached was taken, and nothing has happened that asks for more."""
    reached = [(_figures.oldest_due <= wish.today - timedelta(days=day), day) for day in reversed(wish.steps)]
    if not reached:
        return
    days = days_between(day_of(_figures.last_contact, dialect), _figures.oldest_due, dialect)
    over = and_(promises.c.due < wish.promised_from, counts(promises, EntryKind.PROMISE))
    missed = select(id_of(promises)).where(over)
    agreed = select(id_of(payment_plans)).where(counts(payment_plans, EntryKind.PLAN))
    more = id_of(case_figures).in_(union_all(missed, agreed))
    yield and_(_figures.last_contact.is_not(None), days >= case(*reached), ~more)
