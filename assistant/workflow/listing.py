"""What a person chose on the worklist: which cases, and in what order; and what there is to do on them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.domain.attention import Only, Sort, Weights
from assistant.domain.brief import Refusal
from assistant.domain.kinds import Stage
from assistant.domain.language import Language
from assistant.ports import QueueCounts
from assistant.workflow.case_view import CaseView


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """None and empty texts choose nothing; ``search`` is for words of the customer or case, ``login`` is who looks."""

    search: str = ""
    sort: Sort = Sort.PRIORITY
    only: Only | None = None
    stage: Stage | None = None
    language: Language | None = None
    currency: str = ""
    login: str = ""


_TRUE: dict[Only, Callable[[CaseView, str], bool]] = {
    Only.ACT: lambda view, _: not isinstance(view.next_step, Refusal),
    Only.WAIT: lambda view, _: isinstance(view.next_step, Refusal),
    Only.MESSAGE: lambda view, _: view.message is not None,
    Only.MINE: lambda view, login: view.message is not None and view.message.author == login,
    Only.RETURNED: lambda view, _: view.attention.returned,
    Only.PROMISE_DUE: lambda view, _: view.attention.promise_due,
    Only.REPLY_UNREAD: lambda view, _: bool(view.attention.unread),
    Only.ON_HOLD: lambda view, _: any(hold.stands_on(view.case.today) for hold in view.case.account.holds),
}


def matches(view: CaseView, listing: Listing) -> bool:
    """Whether a case is wanted."""
    case, customer = view.case, view.case.customer
    about = f"{customer.name} {case.id} {customer.contact.name} {view.message.id if view.message else ''}".lower()
    return (
        all(word in about for word in listing.search.lower().split())
        and (listing.stage is None or view.stage is listing.stage)
        and (listing.language is None or customer.language is listing.language)
        and listing.currency in ("", case.currency)
        and (listing.only is None or _TRUE[listing.only](view, listing.login))
    )


def in_order(views: Iterable[CaseView], sort: Sort, weights: Weights) -> tuple[CaseView, ...]:
    """The cases in the order that is wanted; then the furthest past due, then the code."""
    return tuple(sorted(views, key=lambda view: (*_place(view, sort, weights), *_age(view))))


def counts_of(views: Sequence[CaseView]) -> QueueCounts:
    """What there is to do on all of them."""
    return QueueCounts(
        to_draft=sum(not isinstance(view.next_step, Refusal) and view.message is None for view in views),
        returned=sum(view.attention.returned for view in views),
        promises_due=sum(view.attention.promise_due for view in views),
        replies_unread=sum(bool(view.attention.unread) for view in views),
    )


def _place(view: CaseView, sort: Sort, weights: Weights) -> tuple[Any, ...]:
    attention = view.attention
    match sort:
        case Sort.PRIORITY:
            rests = isinstance(view.next_step, Refusal) and not attention.calls
            return rests, -view.priority.points
        case Sort.AMOUNT:
            return (-weights.share_of_large(attention.due),)
        case Sort.PROMISE:
            return attention.promise is None, attention.promise.due if attention.promise else date.max
        case Sort.REPLY:
            return not attention.unread, *(reply.received for reply in attention.unread[:1])
        case Sort.AGE:
            return ()


def _age(view: CaseView) -> tuple[date, str, str]:
    oldest = min((item.invoice.due for item in view.case.items), default=date.max)
    return oldest, view.case.customer.code, view.case.currency
