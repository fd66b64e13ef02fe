"""The first offer that a message may make: the rung that policy names, inside the sender's authority."""

from datetime import date, timedelta
from functools import partial

from assistant.domain.authority import Authority, Offer, OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.days import open_day_until
from assistant.domain.money import Money
from assistant.negotiation.schedule import billing_step, instalments
from assistant.ports import Calendar

# Days from one instalment to the next in a first offer: a month, so that a payment run fits in between.
EVERY_DAYS = 30
# Below so many of the smallest billed amounts nobody pays in parts.
SMALLEST = 100


def offers_within(
    authority: Authority,
    kind: OfferKind | None,
    debt: Money,
    *,
    first_due: date,
    region: str,
    calendar: Calendar,
    billing_digits: int | None = None,
) -> tuple[Offer, ...]:
    """An offer of ``kind`` on ``debt`` whose first payment falls on ``first_due``; empty when authority has none."""
    if kind is OfferKind.EXTENSION and authority.max_extension_days > 0:
        until = first_due + timedelta(days=authority.max_extension_days)
        # Earlier, never later: the limit is a limit.
        until = open_day_until(until, partial(calendar.is_business_day, region=region))
        return (Offer(kind=kind, schedule=(Instalment(due=until, amount=debt),)),) if until > first_due else ()
    step = billing_step(debt.currency, billing_digits)
    if kind is OfferKind.INSTALMENTS and authority.may_offer_instalments and debt.minor >= SMALLEST * step:
        schedule = instalments(
            debt,
            count=2,
            first_due=first_due,
            every_days=EVERY_DAYS,
            first_pct=authority.min_first_payment_pct,
            region=region,
            calendar=calendar,
            step_minor=step,
        )
        return (Offer(kind=kind, schedule=schedule),) if _fits(schedule, authority) else ()
    return ()


def _fits(schedule: tuple[Instalment, ...], authority: Authority) -> bool:
    """Unasked, a plan is offered only where its length has been thought of."""
    days = (schedule[-1].due - schedule[0].due).days
    named = authority.max_plan_days is not None and days <= authority.max_plan_days
    return named and len(schedule) <= authority.max_instalments
