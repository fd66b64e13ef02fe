"""What calls for attention in a case, and its priority, as a database works out `assistant.domain.attention`."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
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

from assistant.adapters.store.case_tables import promises, read_replies, replies
from assistant.adapters.store.desk_tables import messages
from assistant.adapters.store.ledger_tables import case_figures, payments, undone
from assistant.domain.attention import Ingredient
from assistant.domain.entries import EntryKind
from assistant.domain.message import Status
from assistant.ports import QueueWish

_figures = case_figures.c
# The figures of the case that a promise or a reply belongs to.
_own = case_figures.alias("own_figures")


def id_of(table: FromClause) -> ColumnElement[str]:
    """The case of a row. One text, since SQLite looks a pair of columns up in a list by reading all of it."""
    return table.c.customer_code + "-" + table.c.currency


def counts(table: Table, kind: EntryKind) -> ColumnElement[bool]:
    """Whether a row was not undone."""
    of_row = (undone.c.customer_code == table.c.customer_code, undone.c.key == table.c.id)
    return ~exists().where(undone.c.kind == kind, *of_row)


def day_of(moment: ColumnElement[Any], dialect: str) -> ColumnElement[Any]:
    """The calendar day of a moment in UTC."""
    return func.date(moment) if dialect == "sqlite" else cast(func.timezone("UTC", moment), Date)


def days_between(later: ColumnElement[Any], earlier: ColumnElement[Any], dialect: str) -> ColumnElement[int]:
    """How many days lie between two days."""
    if dialect == "sqlite":
        return cast(func.julianday(later) - func.julianday(earlier), Integer)
    return later - earlier


@dataclass(frozen=True, kw_only=True, slots=True)
class Cases:
    """What a query reads of each case: ``due`` in minor units, and whether something calls for attention."""

    source: FromClause
    due: ColumnElement[int]
    promise_due: ColumnElement[bool]
    reply_unread: ColumnElement[bool]
    returned: ColumnElement[bool]

    @property
    def calls(self) -> ColumnElement[bool]:
        """Whether anything does."""
        return or_(self.promise_due, self.reply_unread, self.returned)


def with_attention(source: FromClause, due: ColumnElement[int], wish: QueueWish, dialect: str) -> Cases:
    """The cases of ``source``, of which ``due`` is due, with what calls for attention, looked up once for each."""
    told = _calls(wish, dialect)
    same_case = and_(told.c.customer_code == _figures.customer_code, told.c.currency == _figures.currency)
    return Cases(
        source=source.outerjoin(told, same_case),
        due=due,
        promise_due=func.coalesce(told.c.promised, 0) > 0,
        reply_unread=func.coalesce(told.c.wrote, 0) > 0,
        returned=func.coalesce(told.c.came_back, 0) > 0,
    )


def points(wish: QueueWish, cases: Cases, dialect: str) -> ColumnElement[int]:
    """The priority of a case."""
    weights = wish.weights
    late = days_between(literal(wish.today, Date), _figures.oldest_due, dialect)
    most = weights.points[Ingredient.AGE]
    age = case(
        (_figures.oldest_due.is_(None), 0),
        (late <= 0, 0),
        (late >= weights.old_days, most),
        else_=late * most // weights.old_days,
    )
    return (
        _of_amount(wish, cases.due)
        + age
        + case((cases.promise_due, weights.points[Ingredient.PROMISE_DUE]), else_=0)
        + case((cases.reply_unread, weights.points[Ingredient.REPLY_UNREAD]), else_=0)
        + case((cases.returned, weights.points[Ingredient.RETURNED]), else_=0)
    )


def share_of_large(wish: QueueWish, due: ColumnElement[int]) -> ColumnElement[int]:
    """``due`` in thousandths of what is large in its currency; a currency without a measure stands in the middle."""
    return case((_large(wish) == 0, 500), else_=due * 1000 // func.nullif(_large(wish), 0))


def first_promise() -> FromClause:
    """The first day promised in each case that money does not cover."""
    named = _uncovered(promises.c.customer_code, promises.c.currency, func.min(promises.c.due).label("first"))
    return named.group_by(promises.c.customer_code, promises.c.currency).subquery("first_promise")


def first_reply() -> FromClause:
    """When the oldest unread reply of each case came."""
    came = _unread(replies.c.customer_code, replies.c.currency, func.min(replies.c.received).label("first"))
    return came.group_by(replies.c.customer_code, replies.c.currency).subquery("first_reply")


def _calls(wish: QueueWish, dialect: str) -> Subquery:
    """The few cases that call for attention, each once: a promised day has come, a reply is unread, a draft is back."""
    last = day_of(_own.c.last_contact, dialect)
    promised = _uncovered(promises.c.customer_code, promises.c.currency, *_flags(1, 0, 0)).where(
        promises.c.due <= wish.today, or_(_own.c.last_contact.is_(None), last <= promises.c.due)
    )
    wrote = _unread(replies.c.customer_code, replies.c.currency, *_flags(0, 1, 0))
    # A case is named by its customer's code, a dash and three letters.
    named = messages.c.case_id
    code, currency = func.substr(named, 1, func.length(named) - 4), func.substr(named, func.length(named) - 2)
    back = select(code, currency, *_flags(0, 0, 1)).where(messages.c.status == Status.RETURNED)
    found = union_all(promised, wrote, back).subquery("found")
    own = (found.c.customer_code, found.c.currency)
    flags = (func.max(found.c[name]).label(name) for name in ("promised", "wrote", "came_back"))
    return select(*own, *flags).group_by(*own).subquery("calls")


def _flags(promised: int, wrote: int, came_back: int) -> tuple[ColumnElement[int], ...]:
    return literal(promised).label("promised"), literal(wrote).label("wrote"), literal(came_back).label("came_back")


def _of_amount(wish: QueueWish, due: ColumnElement[int]) -> ColumnElement[int]:
    most, large = wish.weights.points[Ingredient.AMOUNT], _large(wish)
    return case(
        (due <= 0, 0),
        (large == 0, most // 2),
        (due >= large, most),
        else_=due * most // func.nullif(large, 0),
    )


def _large(wish: QueueWish) -> ColumnElement[int]:
    if not wish.weights.large:
        return literal(0)
    return case(dict(wish.weights.large), value=_figures.currency, else_=0)


def _uncovered(*columns: ColumnElement[Any]) -> Select[Any]:
    came = (
        select(func.coalesce(func.sum(payments.c.amount_minor), 0))
        .where(
            payments.c.customer_code == promises.c.customer_code,
            payments.c.currency == promises.c.currency,
            payments.c.received >= promises.c.made_on,
            ~exists().where(
                undone.c.kind == EntryKind.PAYMENT,
                undone.c.customer_code == payments.c.customer_code,
                undone.c.key == payments.c.number,
            ),
        )
        .scalar_subquery()
    )
    case_of = and_(_own.c.customer_code == promises.c.customer_code, _own.c.currency == promises.c.currency)
    return (
        select(*columns)
        .select_from(promises.join(_own, case_of))
        .where(counts(promises, EntryKind.PROMISE), came < promises.c.amount_minor)
    )


def _unread(*columns: ColumnElement[Any]) -> Select[Any]:
    """Replies of which no person has said yet what they say, nor made contact since."""
    case_of = and_(_own.c.customer_code == replies.c.customer_code, _own.c.currency == replies.c.currency)
    return (
        select(*columns)
        .select_from(replies.join(_own, case_of))
        .where(
            or_(_own.c.last_contact.is_(None), replies.c.received >= _own.c.last_contact),
            ~exists().where(read_replies.c.reply_id == replies.c.id),
        )
    )
