"""What calls for attention in a case, and how much that weighs: the order in which a worklist is worked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from assistant.domain.case import Account, Case
from assistant.domain.commitments import INBOUND, Promise, Reply
from assistant.domain.money import Money, total


class Sort(StrEnum):
    """By what a worklist is sorted: weighed together, or by one of them alone."""

    PRIORITY = "priority"
    AMOUNT = "amount"
    AGE = "age"
    PROMISE = "promise"
    REPLY = "reply"


class Only(StrEnum):
    """Which cases of a worklist are wanted: those that can be worked, that wait, or of which something stands out."""

    ACT = "act"
    WAIT = "wait"
    MESSAGE = "message"
    MINE = "mine"
    RETURNED = "returned"
    PROMISE_DUE = "promise_due"
    REPLY_UNREAD = "reply_unread"
    ON_HOLD = "on_hold"


class Ingredient(StrEnum):
    """What a priority is made of."""

    AMOUNT = "amount"
    AGE = "age"
    PROMISE_DUE = "promise_due"
    REPLY_UNREAD = "reply_unread"
    RETURNED = "returned"


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights:
    """How many points each ingredient gives in full: the age from ``old_days`` on, an amount that is ``large``.

    ``large`` is in minor units by currency: currencies are never added, each has a measure of its own. An amount in
    another currency counts half.
    """

    points: Mapping[Ingredient, int]
    old_days: int
    large: Mapping[str, int]

    def of_amount(self, amount: Money) -> int:
        """Points for what is due."""
        most, large = self.points[Ingredient.AMOUNT], self.large.get(amount.currency)
        if amount.minor <= 0:
            return 0
        return most // 2 if large is None else min(most, amount.minor * most // large)

    def share_of_large(self, amount: Money) -> int:
        """``amount`` in thousandths of what is large in its currency; without a measure it stands in the middle."""
        large = self.large.get(amount.currency)
        return 500 if large is None else amount.minor * 1000 // large

    def of_age(self, days: int) -> int:
        """Points for ``days`` past due."""
        most = self.points[Ingredient.AGE]
        return min(most, max(days, 0) * most // self.old_days)


@dataclass(frozen=True, kw_only=True, slots=True)
class Attention:
    """What stands out in a case: what is due and since when, and what waits for one of us.

    ``promise`` is the first that the money which came since does not cover; ``promise_due`` says that its day has come
    and nobody has taken it up. ``unread`` are the account's. ``returned``
    says that a draft came back from review.
    """

    due: Money
    days_late: int
    promise: Promise | None
    promise_due: bool
    unread: tuple[Reply, ...]
    returned: bool

    @property
    def calls(self) -> bool:
        """Whether somebody has to look, even where no message is to be written."""
        return self.promise_due or bool(self.unread) or self.returned


@dataclass(frozen=True, kw_only=True, slots=True)
class Priority:
    """How early a case comes: the points of each ingredient that gives any."""

    parts: Mapping[Ingredient, int]

    @property
    def points(self) -> int:
        """All of them together."""
        return sum(self.parts.values())


def attention_of(case: Case, *, returned: bool) -> Attention:
    """What stands out in ``case``; ``returned`` is known of its messages."""
    account = case.account
    last = max(_ours(account), default=None)
    waiting = [p for p in account.promises if not _covered(p, account)]
    first = min(waiting, key=lambda p: (p.due, p.id), default=None)
    over = (p for p in waiting if p.due <= case.today and (last is None or _day(last) <= p.due))
    return Attention(
        due=total((item.due_balance for item in case.items), case.currency),
        days_late=max(case.days_past_due, 0) if case.items else 0,
        promise=first,
        promise_due=any(True for _ in over),
        unread=account.unread,
        returned=returned,
    )


def priority_of(attention: Attention, weights: Weights) -> Priority:
    """The priority of a case, with what makes it up."""
    given = weights.points
    parts = {
        Ingredient.AMOUNT: weights.of_amount(attention.due),
        Ingredient.AGE: weights.of_age(attention.days_late),
        Ingredient.PROMISE_DUE: given[Ingredient.PROMISE_DUE] if attention.promise_due else 0,
        Ingredient.REPLY_UNREAD: given[Ingredient.REPLY_UNREAD] if attention.unread else 0,
        Ingredient.RETURNED: given[Ingredient.RETURNED] if attention.returned else 0,
    }
    return Priority(parts={part: points for part, points in parts.items() if points})


def _ours(account: Account) -> Iterator[datetime]:
    return (contact.at for contact in account.contacts if contact.kind != INBOUND)


def _covered(promise: Promise, account: Account) -> bool:
    came = sum(p.amount.minor for p in account.payments if p.received >= promise.made_on)
    return came >= promise.amount.minor


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()
