"""The worklist: one row per case with its next step or the reason why there is none, and a case seen in full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from assistant.domain.ageing import Bucket, age
from assistant.domain.brief import Refusal
from assistant.domain.case import Case, case_id, open_case
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Reason
from assistant.domain.message import OPEN, Message, Status
from assistant.domain.money import ISO_DIGITS, Money
from assistant.planning import Decision, decide
from assistant.ports import QueueWish, Transaction
from assistant.workflow.desk import Desk, split_case_id

# Shown with the case although they want nothing more from its author by themselves.
SHOWN = OPEN | {Status.STALE, Status.EXPIRED}
PAGE_SIZE = 50
# More cases, and more pages, than any creditor has.
_ALL = 2**31 - 1
_MOST_PAGES = 10_000_000
_MOST_WORDS, _MOST_TYPED = 10, 200


@dataclass(frozen=True, kw_only=True, slots=True)
class NextStep:
    """What policy would do next on a case."""

    kind: MessageKind
    stage: Stage
    tone: Tone
    channel: Channel
    reasons: tuple[Reason, ...]
    warnings: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseView:
    """A case with its ageing, its next step or refusal, and the message that is open on it, if any."""

    case: Case
    ageing: dict[Bucket, Money]
    next_step: NextStep | Refusal
    message: Message | None


@dataclass(frozen=True, kw_only=True, slots=True)
class WorklistPage:
    """Part of the worklist: ``page`` of ``pages``, the first being 1, and how many cases there are in all."""

    views: tuple[CaseView, ...]
    total: int
    page: int
    pages: int


def worklist_page(desk: Desk, page: int = 1, size: int = PAGE_SIZE, *, search: str = "") -> WorklistPage:
    """The cases to look at next, or the last page when ``page`` lies beyond it; ``search`` as in `QueueWish`.

    Cases that can be worked come first, as far as the record can tell; on each page those with a next step come first,
    then the furthest past due.
    """
    with desk.record.read() as tx:
        now = desk.clock.now().astimezone(desk.zone(tx))
        wanted = min(max(page, 1), _MOST_PAGES)
        found = tx.queue(_wish(desk, now, size, (wanted - 1) * size, search))
        pages = max(1, -(-found.total // size))
        if wanted > pages:
            wanted = pages
            found = tx.queue(_wish(desk, now, size, (wanted - 1) * size, search))
        views = _views(desk, tx, found.keys, now)
    return WorklistPage(views=views, total=found.total, page=wanted, pages=pages)


def worklist(desk: Desk) -> Iterator[CaseView]:
    """Every case with something open, page by page; never more than a page of them is in memory."""
    with desk.record.read() as tx:
        zone = desk.zone(tx)
        keys = tx.queue(_wish(desk, desk.clock.now().astimezone(zone), _ALL)).keys
    for start in range(0, len(keys), PAGE_SIZE):
        with desk.record.read() as tx:
            views = _views(desk, tx, keys[start : start + PAGE_SIZE], desk.clock.now().astimezone(zone))
        yield from views


def show_case(desk: Desk, case_id: str) -> CaseView:
    """One case; raises NotFound."""
    with desk.record.read() as tx:
        return _views(desk, tx, [split_case_id(case_id)], desk.clock.now().astimezone(desk.zone(tx)))[0]


def urgency(view: CaseView) -> tuple[bool, int, str]:
    """The place of a case among others that are shown: first those with a next step, then the furthest past due."""
    waits = isinstance(view.next_step, Refusal)
    return waits, -(view.case.days_past_due if view.case.items else -9999), view.case.id


def _views(desk: Desk, tx: Transaction, keys: Sequence[tuple[str, str]], now: datetime) -> tuple[CaseView, ...]:
    """Seen at ``now``, which is in the creditor's own time zone."""
    open_messages = tx.messages(status=SHOWN, case_ids=[case_id(*key) for key in keys])
    newest = {message.brief.case_id: message for message in open_messages}
    cases = (open_case(account, now=now.astimezone(UTC), today=now.date()) for account in tx.accounts(keys))
    return tuple(sorted((_view(desk, case, newest.get(case.id)) for case in cases), key=urgency))


def _view(desk: Desk, case: Case, message: Message | None) -> CaseView:
    decision = decide(case, desk.policy, desk.calendar)
    return CaseView(
        case=case,
        ageing=age(case.items, case.today, case.currency),
        next_step=decision if isinstance(decision, Refusal) else _next_step(decision),
        message=message,
    )


def _next_step(decision: Decision) -> NextStep:
    return NextStep(
        kind=decision.kind,
        stage=decision.step.stage,
        tone=decision.tone,
        channel=decision.channel,
        reasons=decision.explanation,
        warnings=decision.warnings,
    )


def _wish(desk: Desk, now: datetime, limit: int, offset: int = 0, search: str = "") -> QueueWish:
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
        limit=limit,
        offset=offset,
        search=_searchable(search),
    )


def _searchable(typed: str) -> str:
    """The first words of what a person typed, without what no database takes."""
    plain = typed.encode("utf-8", "ignore").decode().replace("\0", " ")
    return " ".join(plain[:_MOST_TYPED].split()[:_MOST_WORDS])
