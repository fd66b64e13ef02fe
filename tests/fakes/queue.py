"""Where a case stands in the worklist of the record in memory, by the case itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from assistant.domain.attention import Attention, Only, Sort, attention_of, priority_of
from assistant.domain.case import Case
from assistant.domain.commitments import INBOUND
from assistant.domain.message import Message, Status
from assistant.ports import QueueCounts, QueueWish


@dataclass(frozen=True)
class Queued:
    """A case with its open messages."""

    wish: QueueWish
    case: Case
    messages: Collection[Message]

    @property
    def attention(self) -> Attention:
        return attention_of(self.case, returned=any(m.status is Status.RETURNED for m in self.messages))

    @property
    def oldest(self) -> date:
        return min((item.invoice.due for item in self.case.items), default=date.max)

    @property
    def held(self) -> bool:
        return any(hold.stands_on(self.wish.today) for hold in self.case.account.holds)

    @property
    def waits(self) -> bool:
        wish, case = self.wish, self.case
        ours = [contact.at for contact in case.account.contacts if contact.kind != INBOUND]
        return (
            self.attention.due.minor <= wish.tolerance.get(case.currency, 0)
            or not wish.due_from <= self.oldest <= wish.due_until
            or self.held
            or bool(self.attention.unread)
            or any(promise.due >= wish.promised_from for promise in case.account.promises)
            or any(at > wish.contacted_after for at in ours)
            or (bool(ours) and self._said(max(ours)))
        )

    @property
    def is_listed(self) -> bool:
        wish, customer = self.wish, self.case.customer
        first, last = wish.due_between or (date.min, date.max)
        return (
            bool(self.case.items or self._shown)
            and all(word in f"{customer.name} {self.case.id}".lower() for word in wish.search.lower().split())
            and wish.language in (None, customer.language)
            and wish.currency in ("", self.case.currency)
            and (wish.due_between is None or first <= self.oldest <= last)
            and (wish.only is None or self._is(wish.only))
        )

    @property
    def place(self) -> tuple[object, ...]:
        attention, weights = self.attention, self.wish.weights
        first: tuple[object, ...] = ()
        match self.wish.sort:
            case Sort.PRIORITY:
                first = (self.waits and not attention.calls, -priority_of(attention, weights).points)
            case Sort.AMOUNT:
                first = (-weights.share_of_large(attention.due),)
            case Sort.PROMISE:
                first = (attention.promise is None, attention.promise and attention.promise.due)
            case Sort.REPLY:
                first = (not attention.unread, *(reply.received for reply in attention.unread[:1]))
        return (*first, self.oldest, self.case.customer.code, self.case.currency)

    @property
    def _shown(self) -> list[Message]:
        return [message for message in self.messages if message.status in self.wish.shown]

    def _is(self, only: Only) -> bool:
        return {
            Only.ACT: not self.waits,
            Only.WAIT: self.waits,
            Only.MESSAGE: bool(self._shown),
            Only.MINE: any(message.author == self.wish.login for message in self._shown),
            Only.RETURNED: self.attention.returned,
            Only.PROMISE_DUE: self.attention.promise_due,
            Only.REPLY_UNREAD: bool(self.attention.unread),
            Only.ON_HOLD: self.held,
        }[only]

    def _said(self, last: datetime) -> bool:
        reached = [day for day in self.wish.steps if (self.wish.today - self.oldest).days >= day]
        missed = any(promise.due < self.wish.promised_from for promise in self.case.account.promises)
        since_due = (last.astimezone(UTC).date() - self.oldest).days
        return bool(reached) and since_due >= reached[-1] and not missed and not self.case.account.plans


def counted(queue: Collection[Queued]) -> QueueCounts:
    return QueueCounts(
        to_draft=sum(not one.waits and not one._shown for one in queue),
        returned=sum(one.attention.returned for one in queue),
        promises_due=sum(one.attention.promise_due for one in queue),
        replies_unread=sum(bool(one.attention.unread) for one in queue),
    )
