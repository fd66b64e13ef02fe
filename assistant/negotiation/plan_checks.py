"""Looks a plan over at once: what is wrong with it, what wants a second look, and what is in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from itertools import pairwise

from assistant.domain.arrangement import Arrangement, InterestTreatment
from assistant.domain.language import Reason
from assistant.domain.money import Money, total
from assistant.negotiation.authority import AuthorityTable
from assistant.negotiation.rulings import ruling
from assistant.negotiation.situation import Situation
from assistant.ports import Calendar

# Who pays later than this as a rule will not keep a day by itself.
_USUALLY_LATE_DAYS = 7
# Below so many of the smallest billed amounts nobody pays in parts.
_TINY = 100


class CheckState(StrEnum):
    """How one thing about a plan stands."""

    OK = "ok"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanCheck:
    """One thing that was looked at, how it stands, and the sentence that says so."""

    state: CheckState
    reason: Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """What the customer does: days after the due day on which they usually pay, and their largest payment so far."""

    usual_days_late: int | None = None
    largest: Money | None = None


def check_plan(
    arrangement: Arrangement,
    situation: Situation,
    table: AuthorityTable,
    calendar: Calendar,
    *,
    habits: Habits | None = None,
    claimable_until: date | None = None,
) -> tuple[PlanCheck, ...]:
    """Everything there is to say of ``arrangement``, in the order in which people ask.

    ``claimable_until`` is the last day on which the invoice whose time runs out first can be claimed. Whoever calls
    stores nothing that has something wrong; what is beyond authority is to be looked at, for it may be granted.
    """
    return (
        _sum(arrangement, situation),
        *_days(arrangement, situation, calendar),
        *_authority(arrangement, situation, table),
        *_first(arrangement, situation),
        *_record(arrangement, situation, habits or Habits()),
        *_size(arrangement, situation),
        *_limitation(arrangement, claimable_until),
    )


def _ok(reason: Reason) -> PlanCheck:
    return PlanCheck(state=CheckState.OK, reason=reason)


def _look(reason: Reason) -> PlanCheck:
    return PlanCheck(state=CheckState.LOOK, reason=reason)


def _wrong(reason: Reason) -> PlanCheck:
    return PlanCheck(state=CheckState.WRONG, reason=reason)


def _sum(arrangement: Arrangement, situation: Situation) -> PlanCheck:
    outside = situation.late_interest
    if arrangement.interest is not InterestTreatment.CONTINUES:
        outside = Money.zero(outside.currency)
    covered = [debt.amount for debt in situation.debts if debt.invoice_no in arrangement.invoice_nos]
    if arrangement.outstanding != total(covered, outside.currency):
        now = total(covered, outside.currency)
        return _wrong(Reason.of("plan_debt_differs", planned=arrangement.outstanding, now=now))
    left = arrangement.remaining - outside
    if left.minor < 0:
        return _wrong(Reason.of("plan_sum_above", amount=-left))
    if left:
        return _look(Reason.of("plan_sum_below", amount=left))
    return _ok(Reason.of("plan_sum_exact", amount=arrangement.scheduled, besides=outside))


def _days(arrangement: Arrangement, situation: Situation, calendar: Calendar) -> Iterator[PlanCheck]:
    days = [part.due for part in arrangement.schedule]
    is_open = partial(calendar.is_business_day, region=situation.region)
    closed, past = [day for day in days if not is_open(day)], [day for day in days if day < situation.today]
    if closed:
        yield _wrong(Reason.of("plan_days_closed", days=closed))
    if past:
        yield _wrong(Reason.of("plan_days_past", days=past))
    if any(later <= earlier for earlier, later in pairwise(days)):
        yield _wrong(Reason.of("plan_days_unordered"))
    elif days and not closed and not past:
        yield _ok(Reason.of("plan_days_fine", first=days[0], last=days[-1]))


def _authority(arrangement: Arrangement, situation: Situation, table: AuthorityTable) -> Iterator[PlanCheck]:
    ruled = ruling(arrangement, situation.authority, situation.today, table, standing=situation.standing)
    if ruled.within:
        yield _ok(Reason.of("plan_within_authority"))
    else:
        yield _look(Reason.of("plan_needs_approval", role=ruled.approver))
        yield from map(_look, ruled.beyond)


def _first(arrangement: Arrangement, situation: Situation) -> Iterator[PlanCheck]:
    if not arrangement.first:
        return
    days = (arrangement.first.due - situation.today).days
    within = situation.authority.first_payment_within
    if days <= within:
        yield _ok(Reason.of("plan_first_soon", due=arrangement.first.due, days=days))
    else:
        yield _look(Reason.of("plan_first_late", due=arrangement.first.due, days=days, within=within))


def _record(arrangement: Arrangement, situation: Situation, habits: Habits) -> Iterator[PlanCheck]:
    record = situation.record
    if record.broken:
        yield _look(Reason.of("plan_promises_broken", broken=record.broken, of=record.kept + record.broken))
    elif record.kept:
        yield _ok(Reason.of("plan_promises_kept", kept=record.kept))
    late = habits.usual_days_late
    if late is not None and late > _USUALLY_LATE_DAYS:
        yield _look(Reason.of("plan_usually_late", days=late))
    largest = max((part.amount for part in arrangement.schedule), default=None)
    if largest and habits.largest and habits.largest < largest:
        yield _look(Reason.of("plan_larger_than_ever", amount=largest, largest=habits.largest))


def _size(arrangement: Arrangement, situation: Situation) -> Iterator[PlanCheck]:
    least = min((part.amount for part in arrangement.schedule), default=None)
    if least and least.minor < _TINY * situation.step_minor and len(arrangement.schedule) > 1:
        yield _look(Reason.of("plan_payment_tiny", amount=least))


def _limitation(arrangement: Arrangement, until: date | None) -> Iterator[PlanCheck]:
    if until and arrangement.last_day and arrangement.last_day > until:
        yield _look(Reason.of("plan_past_limitation", last=arrangement.last_day, until=until))
