"""When contact may be made: how often, and at which hours of the customer's day."""

from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from assistant.domain.brief import Refusal
from assistant.domain.case import Case
from assistant.domain.commitments import INBOUND, ContactMade
from assistant.domain.days import open_day_from
from assistant.domain.language import Reason
from assistant.planning.policy import ContactLimits, ContactRules
from assistant.ports import Calendar


def too_soon(case: Case, rules: ContactRules, on: date | None = None) -> Refusal | None:
    """A refusal while the rules of contact forbid another message on this case (all channels together).

    With ``on`` it is asked whether they forbid one on that later day of the customer's.
    """
    zone = ZoneInfo(case.customer.timezone)
    days = sorted((day_of(contact, case) for contact in outbound(case)), reverse=True)
    if not days:
        return None
    today = max(case.now.astimezone(zone).date(), on or date.min)
    free = days[0] + timedelta(days=rules.days_between)
    if len(days) >= rules.most_in_seven_days:
        free = max(free, days[rules.most_in_seven_days - 1] + timedelta(days=7))
    if today >= free:
        return None
    return Refusal(
        case_id=case.id,
        reason=Reason.of("contacted_recently", last=days[0], free=free),
        until=datetime.combine(free, time(rules.from_hour), zone),
    )


def beyond_limits(case: Case, rules: ContactRules, on: date | None = None) -> Refusal | None:
    """A refusal when one more message, today or on the later day ``on``, were more than the limits allow anybody."""
    limits, zone = rules.limits, ZoneInfo(case.customer.timezone)
    day = max(case.now.astimezone(zone).date(), on or date.min)
    days = sorted((day_of(contact, case) for contact in outbound(case)), reverse=True)
    in_week = [made for made in days if made > day - timedelta(days=7)]
    free = day
    if days.count(day) >= limits.most_in_a_day:
        free = day + timedelta(days=1)
    if len(in_week) >= limits.most_in_seven_days:
        free = max(free, in_week[limits.most_in_seven_days - 1] + timedelta(days=7))
    if free == day:
        return None
    reason = Reason.of("beyond_limits", a_day=limits.most_in_a_day, a_week=limits.most_in_seven_days, free=free)
    return Refusal(case_id=case.id, reason=reason, until=datetime.combine(free, time(limits.from_hour), zone))


def day_of(contact: ContactMade, case: Case) -> date:
    """The calendar day of a contact where the customer is."""
    return contact.at.astimezone(ZoneInfo(case.customer.timezone)).date()


def outbound(case: Case) -> tuple[ContactMade, ...]:
    """Contacts that we made, newest last."""
    return tuple(sorted((c for c in case.account.contacts if c.kind != INBOUND), key=lambda c: c.at))


def opening(now: datetime, timezone: str, region: str, rules: ContactRules, calendar: Calendar) -> datetime:
    """``now`` when contact may be made at this moment, else the next moment at which it may (customer's zone)."""
    local = now.astimezone(ZoneInfo(timezone))
    is_open = partial(calendar.is_business_day, region=region)
    start, end = time(rules.from_hour), time(rules.to_hour)
    if is_open(local.date()) and start <= local.time() < end:
        return now
    day = local.date() if local.time() < start else local.date() + timedelta(days=1)
    return datetime.combine(open_day_from(day, is_open), start, local.tzinfo)


def opening_within_limits(now: datetime, timezone: str, limits: ContactLimits) -> datetime:
    """``now`` when the limits of contact leave this hour, on whatever day; else the next moment that they leave."""
    local = now.astimezone(ZoneInfo(timezone))
    if time(limits.from_hour) <= local.time() < time(limits.to_hour):
        return now
    day = local.date() + timedelta(days=local.hour >= limits.to_hour)
    return datetime.combine(day, time(limits.from_hour), local.tzinfo)
