"""The worklist: one row per case with its next step or the reason why there is none, and a case seen in full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from assistant.domain.case import case_id, open_case
from assistant.domain.message import OPEN, Status
from assistant.domain.money import ISO_DIGITS
from assistant.planning import Policy
from assistant.ports import QueueCounts, QueueWish, Transaction
from assistant.workflow.case_view import CaseView, NextStep, view_of
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.listing import Listing, in_order

# Shown with the case although they want nothing more from its author by themselves.
SHOWN = OPEN | {Status.STALE, Status.EXPIRED}
PAGE_SIZE = 50
# More cases, and more pages, than any creditor has.
_ALL = 2**31 - 1
_MOST_PAGES = 10_000_000
_MOST_WORDS, _MOST_TYPED = 10, 200


@dataclass(frozen=True, kw_only=True, slots=True)
class WorklistPage:
    """Part of the worklist: ``page`` of ``pages``, the first being 1, and how many cases there are in all."""

    views: tuple[CaseView, ...]
    total: int
    page: int
    pages: int


def worklist_page(desk: Desk, page: int = 1, size: int = PAGE_SIZE, *, listing: Listing | None = None) -> WorklistPage:
    """The cases to look at next, or the last page when ``page`` lies beyond it.

    By priority, cases that can be worked come first, as far as the record can tell; on each page those with a next step
    or something that calls for attention come first, then those with the most points.
    """
    chosen = listing or Listing()
    with desk.record.read() as tx:
        now = desk.clock.now().astimezone(desk.zone(tx))
        wanted = min(max(page, 1), _MOST_PAGES)
        found = tx.queue(_wish(desk, now, chosen, size, (wanted - 1) * size))
        pages = max(1, -(-found.total // size))
        if wanted > pages:
            wanted = pages
            found = tx.queue(_wish(desk, now, chosen, size, (wanted - 1) * size))
        views = _views(desk, tx, found.keys, now)
    # Planning knows more of what waits than the record does.
    views = in_order(views, chosen.sort, desk.policy.priority.weights())
    return WorklistPage(views=views, total=found.total, page=wanted, pages=pages)


def worklist_counts(desk: Desk, listing: Listing | None = None) -> QueueCounts:
    """What there is to do on the cases that are wanted, as far as the record can tell."""
    with desk.record.read() as tx:
        return tx.queue_counts(_wish(desk, desk.clock.now().astimezone(desk.zone(tx)), listing or Listing(), 1))


def worklist(desk: Desk, listing: Listing | None = None) -> Iterator[CaseView]:
    """Every case that is wanted, page by page; never more than a page of them is in memory."""
    chosen = listing or Listing()
    with desk.record.read() as tx:
        zone = desk.zone(tx)
        keys = tx.queue(_wish(desk, desk.clock.now().astimezone(zone), chosen, _ALL)).keys
    for start in range(0, len(keys), PAGE_SIZE):
        with desk.record.read() as tx:
            views = _views(desk, tx, keys[start : start + PAGE_SIZE], desk.clock.now().astimezone(zone))
        yield from in_order(views, chosen.sort, desk.policy.priority.weights())


def show_case(desk: Desk, case_id: str) -> CaseView:
    """One case; raises NotFound."""
    with desk.record.read() as tx:
        return _views(desk, tx, [split_case_id(case_id)], desk.clock.now().astimezone(desk.zone(tx)))[0]


def _views(desk: Desk, tx: Transaction, keys: Sequence[tuple[str, str]], now: datetime) -> tuple[CaseView, ...]:
    """Seen at ``now``, which is in the creditor's own time zone."""
    open_messages = tx.messages(status=SHOWN, case_ids=[case_id(*key) for key in keys])
    newest = {message.brief.case_id: message for message in open_messages}
    cases = (open_case(account, now=now.astimezone(UTC), today=now.date()) for account in tx.accounts(keys))
    return tuple(view_of(desk, case, newest.get(case.id)) for case in cases)


def _wish(desk: Desk, now: datetime, listing: Listing, limit: int, offset: int = 0) -> QueueWish:
    """What of the policy a database can judge by; ``now`` is in the creditor's own time zone."""
    policy, today = desk.policy, now.date()
    free_day = today - timedelta(days=policy.contact.days_between)
    return QueueWish(
        today=today,
        due_from=today - timedelta(days=policy.external_from_day - 1),
        due_until=today - timedelta(days=policy.steps[0].day),
        promised_from=today - timedelta(days=policy.promise_grace_days),
        contacted_after=datetime.combine(free_day, time.max, now.tzinfo).astimezone(UTC),
        steps=tuple(step.day for step in policy.steps),
        tolerance={
            currency: int(most.scaleb(ISO_DIGITS[currency]))
            for currency, most in policy.tolerance.items()
            if currency in ISO_DIGITS
        },
        shown=SHOWN,
        weights=policy.priority.weights(),
        limit=limit,
        offset=offset,
        sort=listing.sort,
        search=_searchable(listing.search),
        language=listing.language,
        currency=listing.currency,
        due_between=_due_between(policy, listing, today),
        only=listing.only,
        login=listing.login,
    )


def _due_between(policy: Policy, listing: Listing, today: date) -> tuple[date, date] | None:
    """The oldest due dates of cases at the stage that is wanted."""
    if listing.stage is None:
        return None
    days = policy.days_of(listing.stage)
    if days is None:
        return date.max, date.min
    first, last = days
    return (today - timedelta(days=last) if last is not None else date.min), today - timedelta(days=first)


def _searchable(typed: str) -> str:
    """The first words of what a person typed, without what no database takes."""
    plain = typed.encode("utf-8", "ignore").decode().replace("\0", " ")
    return " ".join(plain[:_MOST_TYPED].split()[:_MOST_WORDS])


__all__ = [
    "PAGE_SIZE",
    "SHOWN",
    "CaseView",
    "NextStep",
    "WorklistPage",
    "show_case",
    "worklist",
    "worklist_counts",
    "worklist_page",
]
