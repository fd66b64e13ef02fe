"""Why a case asks for no message at all: nothing open, held, stale, covered, not due, or a person's decision."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.domain.brief import Refusal
from assistant.domain.case import Case
from assistant.domain.commitments import HoldReason
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem
from assistant.domain.money import Money, total
from assistant.domain.plan_following import PlanState, follow_plans
from assistant.planning.collectable import Askable
from assistant.planning.policy import Policy


def refusal_of_substance(case: Case, state: Askable, policy: Policy) -> Refusal | None:
    """Why nothing may be asked for on the case as it stands, whoever wants to; None when something may."""
    checks = (_unknown_zone, _nothing_open, _hold, _stale, _incomplete, _covered, _money_here)
    return next((refusal for check in checks if (refusal := check(case, state, policy))), None)


def refusal_of_policy(case: Case, state: Askable, policy: Policy) -> Refusal | None:
    """Why policy lets the case be, which a person may see otherwise: to be read or answered, not due, too little."""
    checks = (_unread, _unanswered, _not_due, _external, _too_little)
    return next((refusal for check in checks if (refusal := check(case, state, policy))), None)


def refusal_of_record(case: Case, state: Askable, policy: Policy) -> Refusal | None:
    """Why nothing at all is sent on the case, whatever it says: a hold, or a record that may not be up to date."""
    checks = (_unknown_zone, _hold, _stale, _incomplete)
    return next((refusal for check in checks if (refusal := check(case, state, policy))), None)


def in_reach(case: Case, state: Askable, policy: Policy) -> tuple[OpenItem, ...]:
    """The items that some step speaks of: once anything is overdue, upcoming items are left out of the message."""
    reached = tuple(i for i in state.items if policy.step_at(i.days_past_due(case.today)))
    overdue = tuple(i for i in reached if i.days_past_due(case.today) > 0)
    return overdue or reached


def _unknown_zone(case: Case, _: Askable, __: Policy) -> Refusal | None:
    """Without the customer's clock nobody knows when they may be called."""
    try:
        ZoneInfo(case.customer.timezone)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        reason = Reason.of("zone_unknown", zone=case.customer.timezone, customer=case.customer.name)
        return Refusal(case_id=case.id, reason=reason)
    return None


def _unread(case: Case, _: Askable, __: Policy) -> Refusal | None:
    """Nobody asks again before they know what the customer said."""
    if not case.account.unread:
        return None
    reply = case.account.unread[-1]
    return Refusal(case_id=case.id, reason=Reason.of("reply_unread", received=reply.received, reply=reply.id))


def _unanswered(case: Case, _: Askable, __: Policy) -> Refusal | None:
    """What the customer asked for is answered before anything is asked of them."""
    read = case.account.unanswered
    if read is None:
        return None
    return Refusal(case_id=case.id, reason=Reason.of("reply_unanswered", asked=read.asks, reply=read.reply_id))


def _nothing_open(case: Case, _: Askable, policy: Policy) -> Refusal | None:
    if case.items:
        return None
    beyond = next(_beyond_invoices(case, policy), None)
    if beyond:
        return Refusal(case_id=case.id, reason=beyond)
    if case.unallocated.minor > 0:
        return Refusal(case_id=case.id, reason=Reason.of("in_credit", amount=case.unallocated))
    return Refusal(case_id=case.id, reason=Reason.of("nothing_open"))


def _beyond_invoices(case: Case, policy: Policy) -> Iterator[Reason]:
    """Plans that ask for more than the invoices, while the rest has not come or is here on no invoice."""
    for followed in follow_plans(case, policy.promise_grace_days):
        awaited, amount = followed.awaited, followed.beyond_invoices
        settled = awaited is None and case.unallocated.minor <= 0
        if amount.minor > 0 and followed.state is not PlanState.ENDED and not settled:
            missing = awaited.missing if awaited else None
            yield Reason.of("plan_beyond_invoices", plan=followed.plan.id, amount=amount, missing=missing)


def _hold(case: Case, _: Askable, __: Policy) -> Refusal | None:
    hold = next((h for h in case.account.holds if h.stands_on(case.today)), None)
    if not hold:
        return None
    # What is owed by an insolvent customer is claimed from whoever administers the estate, and asked of nobody else.
    code = "insolvent" if hold.reason is HoldReason.INSOLVENCY else "on_hold"
    reason = Reason.of(code, hold=hold.reason, note=hold.note, until=hold.until)
    return Refusal(case_id=case.id, reason=reason, until=_end_of(hold.until, case))


def _stale(case: Case, _: Askable, policy: Policy) -> Refusal | None:
    """Every feed must be fresh, since money that is not here yet may be on its way through any of them."""
    if not case.account.stamps:
        return Refusal(case_id=case.id, reason=Reason.of("never_imported"))
    for stamp in case.account.stamps:
        hours = policy.stale_after_hours[stamp.feed]
        if case.now - stamp.as_of > timedelta(hours=hours):
            reason = Reason.of("stale_data", feed=stamp.feed, as_of=stamp.as_of, hours=hours)
            return Refusal(case_id=case.id, reason=reason)
    return None


def _incomplete(case: Case, _: Askable, __: Policy) -> Refusal | None:
    """A row of this customer that the last import refused may be the very payment that is asked for."""
    for stamp in case.account.stamps:
        if case.customer.code in stamp.refused_customers:
            return Refusal(case_id=case.id, reason=Reason.of("rows_refused", feed=stamp.feed, file=stamp.source))
    return None


def _covered(case: Case, state: Askable, __: Policy) -> Refusal | None:
    if state.items:
        return None
    _, reason, until = state.covered[0]
    return Refusal(case_id=case.id, reason=reason, until=_end_of(until, case))


def _not_due(case: Case, state: Askable, policy: Policy) -> Refusal | None:
    if in_reach(case, state, policy):
        return None
    first = min(item.invoice.due for item in state.items)
    return Refusal(case_id=case.id, reason=Reason.of("not_due", due=first))


def _external(case: Case, state: Askable, policy: Policy) -> Refusal | None:
    days = max(item.days_past_due(case.today) for item in state.items)
    if days < policy.external_from_day:
        return None
    return Refusal(case_id=case.id, reason=Reason.of("external", days=days))


def _money_here(case: Case, state: Askable, policy: Policy) -> Refusal | None:
    """Money that is here and not allocated yet leaves too little of what the message would ask for."""
    asked = _asked(case, state, policy)
    left = asked - case.unallocated
    if case.unallocated.minor <= 0 or policy.worth_asking(left) or not policy.worth_asking(asked):
        return None
    reason = Reason.of("unallocated_covers", open=asked, unallocated=case.unallocated)
    return Refusal(case_id=case.id, reason=reason)


def _too_little(case: Case, state: Askable, policy: Policy) -> Refusal | None:
    asked = _asked(case, state, policy)
    if policy.worth_asking(asked):
        return None
    return Refusal(case_id=case.id, reason=Reason.of("below_tolerance", open=asked))


def _asked(case: Case, state: Askable, policy: Policy) -> Money:
    items = in_reach(case, state, policy) or state.items
    return total((item.collectable for item in items), case.currency)


def _end_of(day: date | None, case: Case) -> datetime | None:
    """The last moment of ``day`` where the customer is."""
    return datetime.combine(day, time.max, ZoneInfo(case.customer.timezone)) if day else None
