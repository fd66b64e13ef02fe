"""Works out the arrangement of a plan by hand: amounts that come to the debt exactly, on business days in order."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import partial

from assistant.domain.arrangement import Arrangement, InterestTreatment, Return
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.days import months_after, open_day_from, open_day_until
from assistant.domain.money import Money, total
from assistant.errors import BadInput
from assistant.negotiation.plan_spec import PlanSpec, Rhythm, require_possible
from assistant.negotiation.policy import NegotiationPolicy
from assistant.negotiation.situation import Debt
from assistant.ports import Calendar

_DAYS = {Rhythm.WEEK: 7, Rhythm.FORTNIGHT: 14}
_ONE_DAY = timedelta(days=1)


def build_plan(
    spec: PlanSpec,
    debts: tuple[Debt, ...],
    late_interest: Money,
    *,
    today: date,
    region: str,
    calendar: Calendar,
    step_minor: int = 1,
    latest: date | None = None,
) -> Arrangement:
    """The arrangement that ``spec`` describes for ``debts``; raises BadInput that names the one thing that is wrong.

    Late interest goes into the schedule when it is frozen, and stays outside when it continues. Shares are rounded up
    and discounts down to whole multiples of ``step_minor``; what the debt has beyond such multiples falls on the
    payment that takes the odd units. Days move to the next business day of ``region``, each after the one before, and
    to the one before where they would else pass ``latest``.
    """
    currency = late_interest.currency
    require_possible(spec, currency, today)
    outstanding = total((debt.amount for debt in debts), currency)
    nothing = Money.zero(currency)
    discount = Money(_down(int(outstanding.minor * spec.discount_pct / 100), step_minor), currency)
    fees, frozen = spec.fees or nothing, spec.interest is InterestTreatment.FROZEN
    scheduled = outstanding - discount + fees + (late_interest if frozen else nothing)
    if fees.minor < 0:
        raise BadInput("plan_amount", f"{fees} is no payment; name a sum above zero.", amount=fees)
    if outstanding.minor <= 0 or scheduled.minor <= 0:
        raise BadInput("plan_nothing", f"{scheduled} is nothing to plan; there has to be something open.")
    days = _days(spec, region, calendar, latest)
    amounts = _amounts(spec, scheduled, step_minor)
    return Arrangement(
        kind=_kind(spec),
        invoice_nos=tuple(debt.invoice_no for debt in debts),
        outstanding=outstanding,
        late_interest=late_interest,
        interest_waived=late_interest if spec.interest is InterestTreatment.WAIVED else nothing,
        discount=discount,
        fees=fees,
        schedule=tuple(Instalment(due=day, amount=amount) for day, amount in zip(days, amounts, strict=True)),
        interest=spec.interest,
        discount_pct=spec.discount_pct if discount else Decimal(0),
        security=spec.security,
        lapses_on=spec.lapses_on or (days[-1] if discount else None),
    )


def with_returns(made: Arrangement, terms: NegotiationPolicy) -> Arrangement:
    """A plan by hand with what the policy's rungs ask for it: that of its time, and of what it gives on top.

    Its own first day says when the first payment comes, so "now" is not asked for: the plan would be another one
    tomorrow, and no longer the one that was granted or agreed to.
    """
    kinds = [made.kind]
    kinds += [OfferKind.DISCOUNT] if made.discount else []
    kinds += [OfferKind.WAIVE_INTEREST] if made.interest is InterestTreatment.WAIVED else []
    return replace(made, returns=tuple(each for each in terms.asks(kinds) if each is not Return.FIRST_PAYMENT_NOW))


def _kind(spec: PlanSpec) -> OfferKind:
    if spec.security:
        return OfferKind.COLLATERAL
    return OfferKind.INSTALMENTS if spec.count > 1 else OfferKind.EXTENSION


def _days(spec: PlanSpec, region: str, calendar: Calendar, latest: date | None) -> list[date]:
    is_open = partial(calendar.is_business_day, region=region)
    days: list[date] = []
    for number in range(1, spec.count + 1):
        own = spec.line(number).due
        planned = own or _planned(spec, number)
        if days and not own:
            planned = max(planned, days[-1] + _ONE_DAY)
        day = open_day_from(planned, is_open)
        if latest and planned <= latest < day:
            day = open_day_until(latest, is_open)
        if days and day <= days[-1]:
            said = f"Payment {number} is due on {day}, which is not after {days[-1]}; put the days in order."
            raise BadInput("plan_order", said, number=number, day=day, before=days[-1])
        days.append(day)
    return days


def _planned(spec: PlanSpec, number: int) -> date:
    """By the rhythm, always counted from the start, so that a short month does not move what follows it."""
    if spec.rhythm is Rhythm.MONTH:
        return months_after(spec.start, number - 1)
    return spec.start + timedelta(days=_DAYS.get(spec.rhythm, spec.every_days) * (number - 1))


def _amounts(spec: PlanSpec, scheduled: Money, step: int) -> list[Money]:
    fixed = {line.number: line.amount.minor for line in spec.lines if line.amount is not None}
    fixed |= _first(spec, scheduled, step)
    for minor in fixed.values():
        _require_payable(minor, scheduled)
    free = [number for number in range(1, spec.count + 1) if number not in fixed]
    rest = scheduled.minor - sum(fixed.values())
    if not free and rest:
        planned = scheduled - Money(rest, scheduled.currency)
        said = f"The payments come to {planned}, and {scheduled} is to be paid; correct an amount."
        raise BadInput("plan_sum", said, planned=planned, scheduled=scheduled)
    if rest < len(free) * step:
        said = f"Nothing is left for {len(free)} of the payments; have fewer, or smaller ones before."
        raise BadInput("plan_too_small", said, count=len(free), scheduled=scheduled)
    for number in free:
        fixed[number] = _down(rest // len(free), step)
    if free:
        fixed[free[0] if spec.odd_first else free[-1]] += scheduled.minor - sum(fixed.values())
    return [Money(fixed[number], scheduled.currency) for number in range(1, spec.count + 1)]


def _first(spec: PlanSpec, scheduled: Money, step: int) -> dict[int, int]:
    if spec.first is not None:
        return {1: spec.first.minor}
    if spec.first_pct is None or spec.count == 1:
        return {}
    share = int((scheduled.minor * spec.first_pct / 100).to_integral_value(ROUND_CEILING))
    # Up, never down: the first payment may not fall below the share that was asked for.
    return {1: min(-_down(-share, step), scheduled.minor)}


def _require_payable(minor: int, scheduled: Money) -> None:
    amount = Money(minor, scheduled.currency)
    if minor <= 0:
        raise BadInput("plan_amount", f"{amount} is no payment; name a sum above zero.", amount=amount)
    if minor > scheduled.minor:
        said = f"{amount} is more than the {scheduled} that are to be paid; name less."
        raise BadInput("plan_above_debt", said, amount=amount, scheduled=scheduled)


def _down(minor: int, step: int) -> int:
    """To a whole multiple of ``step``; a negative number away from zero."""
    return minor - minor % step
