"""Makes arrangements of one situation: whole sums on business days, with what each rung asks in return."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from fractions import Fraction
from functools import cached_property

from assistant.domain.arrangement import Arrangement, InterestTreatment
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.days import is_month_end, monthly, open_day_from, open_day_until, open_days_after
from assistant.domain.money import Money
from assistant.negotiation.plan_spec import Rhythm
from assistant.negotiation.policy import NegotiationPolicy, Rung
from assistant.negotiation.pricing import cost_of
from assistant.negotiation.situation import Situation
from assistant.ports import Calendar

# What can be given on top of time.
ON_TOP = (OfferKind.WAIVE_INTEREST, OfferKind.DISCOUNT)
_SATURDAY = 5
DAYS_OF = {Rhythm.WEEK: 7, Rhythm.FORTNIGHT: 14}


@dataclass(frozen=True, kw_only=True)
class Maker:
    """Makes arrangements about the debts of ``situation``, under ``terms``."""

    situation: Situation
    terms: NegotiationPolicy
    calendar: Calendar

    @cached_property
    def debt(self) -> Money:
        """The principal that may be asked for."""
        return self.situation.outstanding

    @cached_property
    def first_day(self) -> date:
        """The day that "now" means: the last business day within the policy's days, and never today."""
        now = self.on_or_before(self.day(self.terms.first_payment_days))
        return now if now > self.situation.today else self.on_or_after(self.day(1))

    @cached_property
    def pay_day(self) -> date:
        """The day on which all of it is paid now: no later than authority extends, or else the next business day."""
        soon = self.on_or_before(min(self.first_day, self.day(self.situation.authority.max_extension_days)))
        return soon if soon > self.situation.today else self.on_or_after(self.day(1))

    def day(self, after: int) -> date:
        """The day so many days after today."""
        return self.situation.today + timedelta(days=after)

    def on_or_after(self, day: date, latest: date | None = None) -> date:
        """The first business day from ``day`` on; the last one up to ``latest`` where that comes first."""
        found = open_day_from(day, self._is_open)
        return found if latest is None or found <= latest else self.on_or_before(latest)

    def on_named(self, day: date, latest: date | None = None, like: date | None = None) -> date:
        """The business day of a day that they named: the one before it where they pay by that day, else the next one.

        Where no business day is left before it, or for what is not a deadline, as `on_or_after`. ``like`` is the named
        day that ``day`` is counted from: what comes in a rhythm moves as its first day does.
        """
        asked = self.situation.asked
        before = self.on_or_before(day) if asked and {day, like} & asked.deadlines else self.situation.today
        return before if before > self.situation.today else self.on_or_after(day, latest)

    def on_or_before(self, day: date) -> date:
        """The last business day up to ``day``."""
        return open_day_until(day, self._is_open)

    def cost(self, arrangement: Arrangement) -> Fraction:
        """What ``arrangement`` costs us, in minor units."""
        return cost_of(arrangement, self.situation.today, self.terms.rate(self.debt.currency))

    def in_rhythm(self, start: date, count: int, rhythm: Rhythm) -> list[date]:
        """The days of ``count`` payments from ``start`` on, before they move to business days.

        A day that they named and that moved is ``start`` as they named it: the 5th of each month stays the 5th, also
        where the first 5th is a Sunday.
        """
        asked = self.situation.asked
        if asked and asked.promised_on and self.on_named(asked.promised_on) == start:
            start = asked.promised_on
        if rhythm is Rhythm.MONTH:
            return monthly(start, count, month_ends=bool(asked and asked.month_ends and is_month_end(start)))
        return [start + timedelta(days=DAYS_OF[rhythm] * n) for n in range(count)]

    def share(self, per_cent: Decimal) -> Money:
        """``per_cent`` of the debt, up to a whole step: never less than was asked for."""
        minor = int((self.debt.minor * per_cent / 100).to_integral_value(ROUND_CEILING))
        step = self.situation.step_minor
        return Money(min(-(-minor // step) * step, self.debt.minor), self.debt.currency)

    def split(self, amount: Money, count: int) -> list[Money]:
        """``amount`` in ``count`` equal payments of whole steps, the remainder on the last."""
        step = self.situation.step_minor
        equal = amount.minor // count // step * step
        minors = [equal] * (count - 1)
        return [Money(minor, amount.currency) for minor in (*minors, amount.minor - sum(minors))]

    def full(self, kind: OfferKind = OfferKind.FULL_NOW, due: date | None = None) -> Arrangement:
        """All of it on one day: ``due``, or now."""
        return self.arrangement(kind, [Instalment(due=due or self.pay_day, amount=self.debt)])

    def arrangement(
        self,
        kind: OfferKind,
        schedule: Sequence[Instalment],
        *,
        waived: bool = False,
        discount_pct: Decimal | None = None,
    ) -> Arrangement:
        """``schedule`` as an offer of ``kind``, with what that asks in return, until it lapses.

        Late interest that has accrued continues as it is unless it is ``waived``; the discount is what the schedule
        leaves of the debt, where there is one.
        """
        nothing = Money.zero(self.debt.currency)
        late = self.situation.late_interest
        paid = sum(part.amount.minor for part in schedule)
        made = Arrangement(
            kind=kind,
            invoice_nos=tuple(debt.invoice_no for debt in self.situation.debts),
            outstanding=self.debt,
            late_interest=late,
            interest_waived=late if waived else nothing,
            discount=Money(self.debt.minor - paid, self.debt.currency) if discount_pct is not None else nothing,
            fees=nothing,
            schedule=tuple(schedule),
            interest=InterestTreatment.WAIVED if waived else InterestTreatment.CONTINUES,
            discount_pct=discount_pct or Decimal(0),
        )
        return self.standing(made)

    def standing(self, made: Arrangement) -> Arrangement:
        """``made`` with what is asked for it in return, and the last day on which it stands."""
        if made.kind is OfferKind.DISCOUNT:
            lapses = made.last_day
        else:
            lapses = min(self._stands, made.schedule[0].due) if made.schedule else self._stands
        return replace(made, returns=self.terms.asks(rung.rung for rung in self.rungs(made)), lapses_on=lapses)

    def rungs(self, made: Arrangement) -> tuple[Rung, ...]:
        """Every rung that ``made`` stands on: its own, and that of the time which its schedule takes besides."""
        kinds = [made.kind]
        if made.kind in ON_TOP and len(made.schedule) > 1:
            kinds.append(OfferKind.INSTALMENTS)
        elif made.kind in ON_TOP and made.last_day and made.last_day > self.first_day:
            kinds.append(OfferKind.EXTENSION)
        return tuple(self.terms.rung(kind) for kind in kinds)

    @cached_property
    def _stands(self) -> date:
        """The last day on which an offer of today stands."""
        return open_days_after(self.situation.today, self.terms.offer_stands_days, self._is_open)

    @cached_property
    def _is_open(self) -> Callable[[date], bool]:
        # A weekend that is worked in place of a holiday moves goods, but not every bank's money.
        return lambda day: day.weekday() < _SATURDAY and self.calendar.is_business_day(day, self.situation.region)
