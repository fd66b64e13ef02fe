"""A payment plan as a person writes it down, and what of it cannot be meant: one plain error for each mistake."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.limitation import years_after
from assistant.domain.money import Money
from assistant.errors import BadInput

# More payments than one a month in five years nobody agrees, and a day ten years off is a slip of the pen.
MOST_PAYMENTS = 60
MOST_YEARS = 10


class Rhythm(StrEnum):
    """From one payment to the next; a month keeps the day of the month, or takes the last day of a shorter one."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    DAYS = "days"


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnLine:
    """What a person sets for one payment, by its ``number`` from 1: its day, its amount, or both."""

    number: int
    due: date | None = None
    amount: Money | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanSpec:
    """A plan by hand: ``count`` payments from ``start`` on, the first of a sum or of so many per cent of them all.

    ``lines`` set single payments. ``every_days`` counts for the rhythm of days only. Odd units fall on the last payment
    that is free to take them, on the first with ``odd_first``. A discount is earned by paying all of the schedule, and
    lapses after ``lapses_on`` (None: with the last payment).
    """

    count: int
    start: date
    first: Money | None = None
    first_pct: Decimal | None = None
    rhythm: Rhythm = Rhythm.MONTH
    every_days: int = 0
    lines: tuple[OwnLine, ...] = ()
    fees: Money | None = None
    interest: InterestTreatment = InterestTreatment.CONTINUES
    discount_pct: Decimal = Decimal(0)
    lapses_on: date | None = None
    security: str = ""
    odd_first: bool = False

    def line(self, number: int) -> OwnLine:
        """What is set for the payment ``number``; nothing where nobody said."""
        return next((line for line in self.lines if line.number == number), OwnLine(number=number))


def require_possible(spec: PlanSpec, currency: str, today: date) -> None:
    """Raise BadInput for what cannot be meant, whatever the debt is."""
    if not 1 <= spec.count <= MOST_PAYMENTS:
        said = f"A plan has 1 to {MOST_PAYMENTS} payments, not {spec.count}; correct the number."
        raise BadInput("plan_count", said, count=spec.count, most=MOST_PAYMENTS)
    for share in (spec.first_pct, spec.discount_pct):
        if share is not None and not (share.is_finite() and 0 <= share <= 100):
            raise BadInput("plan_share", f"{share} % is no share; name one from 0 to 100 %.", pct=str(share))
    if spec.rhythm is Rhythm.DAYS and not 1 <= spec.every_days <= 366:
        said = f"Payments come every 1 to 366 days, not every {spec.every_days}; correct the number."
        raise BadInput("plan_rhythm", said, days=spec.every_days)
    _require_lines(spec)
    for amount in _amounts(spec):
        if amount.currency != currency:
            said = f"The debt is in {currency}, and {amount} is not; plan each currency by itself."
            raise BadInput("plan_currency", said, currency=currency, amount=amount)
    for day in filter(None, (spec.start, spec.lapses_on, *(line.due for line in spec.lines))):
        latest = years_after(today, MOST_YEARS)
        if not today <= day <= latest:
            said = f"{day} is not between today, {today}, and {latest}; correct the day."
            raise BadInput("plan_day", said, day=day, today=today, latest=latest)


def _require_lines(spec: PlanSpec) -> None:
    numbers = [line.number for line in spec.lines]
    for number in numbers:
        if not 1 <= number <= spec.count or numbers.count(number) > 1:
            said = f"Payment {number} is set twice, or is not one of the {spec.count}; correct the lines."
            raise BadInput("plan_line", said, number=number, count=spec.count)
    said_first = [spec.first is not None, spec.first_pct is not None, spec.line(1).amount is not None]
    if sum(said_first) > 1:
        raise BadInput("plan_first_twice", "The first payment is set in two ways; set an amount or a share.")


def _amounts(spec: PlanSpec) -> Iterator[Money]:
    yield from filter(None, (spec.first, *(line.amount for line in spec.lines)))
    if spec.fees is not None:
        yield spec.fees
