"""An offer in figures, whoever made it, and what it is worth: own arithmetic, nothing of the product's."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistant.domain.commitments import Instalment
from assistant.domain.money import Money, total
from evals.negotiation.said import day_of, month_later
from evals.negotiation.scripts import Demand

# Per year, simple, actual days over 365: what a day of delay costs in every measure of this eval.
RATE = Fraction(10, 100)
# In full within so many days is no concession: a bank transfer has to be made.
AT_ONCE_DAYS = 10


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What would be paid when, and what is given away; ``asks`` is what we want for it, in the words of the answer."""

    kind: str
    outstanding: Money
    late_interest: Money
    interest_waived: Money
    discount: Money
    discount_pct: Decimal
    remaining: Money
    schedule: tuple[Instalment, ...]
    asks: tuple[str, ...] = ()

    @property
    def scheduled(self) -> Money:
        """The sum of the schedule."""
        return total((part.amount for part in self.schedule), self.outstanding.currency)

    @property
    def last_day(self) -> dt.date:
        """The day of the last payment."""
        return self.schedule[-1].due

    def generosity(self, today: dt.date) -> Fraction:
        """Share of the principal that it gives away: all that is owed less the worth today of what is still asked for.

        Interest that goes on (``remaining``) is asked for and counts in full, whenever it comes.
        """
        owed = self.outstanding + self.late_interest
        asked = worth(self.schedule, today) + self.remaining.minor
        return (owed.minor - asked) / self.outstanding.minor


def worth(schedule: tuple[Instalment, ...], today: dt.date) -> Fraction:
    """What the payments of ``schedule`` are worth today, in minor units."""
    return sum((part.amount.minor / (1 + RATE * (part.due - today).days / 365) for part in schedule), Fraction(0))


def terms_of(demand: Demand, outstanding: Money, late_interest: Money, today: dt.date) -> Terms | None:
    """``demand`` priced exactly as it is meant; None where it names no payment."""
    discount = outstanding.share(Decimal(demand.discount) / 100)
    schedule = tuple(_schedule(demand, outstanding - discount, today))
    if not schedule:
        return None
    waived = late_interest if demand.waive else Money.zero(outstanding.currency)
    return Terms(
        kind="asked",
        outstanding=outstanding,
        late_interest=late_interest,
        interest_waived=waived,
        discount=discount,
        discount_pct=Decimal(demand.discount),
        remaining=late_interest - waived,
        schedule=schedule,
    )


def _schedule(demand: Demand, debt: Money, today: dt.date) -> list[Instalment]:
    if demand.parts:
        return _shares(demand.parts, debt)
    if demand.n:
        return _equal(demand, debt, today)
    if not demand.by:
        return []
    end = day_of(demand.by, today)
    if not demand.now:
        return [Instalment(due=end, amount=debt)]
    now = major(demand.now, debt.currency)
    return [Instalment(due=day_of(demand.now_on, today), amount=now), Instalment(due=end, amount=debt - now)]


def _shares(parts: Mapping[dt.date, int], debt: Money) -> list[Instalment]:
    *first, last = parts
    amounts = [Money(debt.minor * parts[day] // 10000 * 100, debt.currency) for day in first]
    rest = debt - total(amounts, debt.currency)
    return [
        *(Instalment(due=day, amount=amount) for day, amount in zip(first, amounts, strict=True)),
        Instalment(due=last, amount=rest),
    ]


def _equal(demand: Demand, debt: Money, today: dt.date) -> list[Instalment]:
    start, first = day_of(demand.start, today), major(demand.first, debt.currency)
    others = demand.n - 1 if demand.first else demand.n
    rest = debt - first
    each = Money(rest.minor // others // 100 * 100, debt.currency)
    amounts = ([first] if demand.first else []) + [each] * others
    amounts[-1] = amounts[-1] + debt - total(amounts, debt.currency)
    return [Instalment(due=_nth(start, n, demand.every), amount=amount) for n, amount in enumerate(amounts)]


def _nth(start: dt.date, number: int, every: str) -> dt.date:
    if every == "month":
        return month_later(start, number, start.day)
    return start + dt.timedelta(days={"week": 7, "fortnight": 14}[every] * number)


def major(amount: int, currency: str) -> Money:
    """``amount`` whole major units."""
    return Money.from_decimal(Decimal(amount), currency)
