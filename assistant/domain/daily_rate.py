"""Decides which share of the balance one day of delay costs: fixed rates, rates that move, and legal ceilings."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from assistant.domain.language import Reason
from assistant.domain.late_terms import Per, Rate, ReferenceRate

ONE_DAY = timedelta(days=1)
# The day count of a yearly percentage that names none, leap years included (docs/decisions/0006).
USUAL_YEAR = 365
# A monthly rate with this year counts thirty days in every month.
BANKERS_YEAR = 360


class Fixing(StrEnum):
    """Of which day the value of a moving rate counts."""

    EACH_DAY = "each_day"
    AT_START = "at_start"
    HALF_YEAR = "half_year"
    BEFORE_START = "before_start"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ceiling:
    """A rule of law that cuts every rate above ``percent`` a year, from ``valid_from`` on; ``rule`` is its id."""

    rule: str
    percent: Decimal
    valid_from: date


@dataclass(frozen=True, kw_only=True, slots=True)
class LateRate:
    """A rate as it is applied: which day's reference counts, what cuts it, and on which days it holds (both included).

    ``rule`` is the id of the rule of law that gives it, empty when the contract does.
    """

    rate: Rate
    fixing: Fixing = Fixing.EACH_DAY
    ceiling: Ceiling | None = None
    rule: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DailyRate:
    """What one day costs: ``share`` of the balance, and ``agreed`` before a ceiling cut it.

    ``percent`` for each ``per`` is the rate in words, with the value of ``reference`` put in where there is one.
    """

    share: Fraction
    agreed: Fraction
    percent: Decimal
    per: Per
    reference: ReferenceRate | None = None

    @property
    def is_cut(self) -> bool:
        """Whether a ceiling took something away."""
        return self.share < self.agreed


@dataclass(frozen=True, slots=True)
class ReferenceTable:
    """The moving rates as the user keeps them; after ``known_until`` (the present day) nothing is known yet."""

    rates: tuple[ReferenceRate, ...]
    known_until: date

    def in_force(self, series: str, day: date) -> ReferenceRate | None:
        """The last value that is valid from ``day`` or before; None when there is none, or ``day`` is still to come."""
        if day > self.known_until:
            return None
        valid = (rate for rate in self.rates if rate.series == series and rate.valid_from <= day)
        return max(valid, key=lambda rate: rate.valid_from, default=None)

    def changes(self, series: str) -> Iterator[date]:
        """The days on which what is known of ``series`` changes."""
        yield from (rate.valid_from for rate in self.rates if rate.series == series)
        yield self.known_until + ONE_DAY


def rate_on(day: date, late: LateRate, *, first_late: date, table: ReferenceTable) -> DailyRate | Reason:
    """What ``day`` of a delay that began on ``first_late`` costs, or why that is not known."""
    if (late.valid_from and day < late.valid_from) or (late.valid_to and day > late.valid_to):
        return Reason.of("rule_not_in_force", rule=late.rule, since=late.valid_from, until=late.valid_to)
    rate, reference = late.rate, None
    if rate.reference:
        fixed = fixing_day(day, late.fixing, first_late)
        reference = table.in_force(rate.reference, fixed)
        if reference is None:
            return Reason.of("rate_missing", series=rate.reference, day=fixed)
    percent = max(_percent(rate, reference), Decimal(0))
    agreed = _share(percent, rate, day)
    share = _cut(agreed, late.ceiling, day)
    if share is None:
        return Reason.of("ceiling_not_known", rule=late.ceiling and late.ceiling.rule, day=day)
    per = Per.YEAR if rate.reference else rate.per
    return DailyRate(share=share, agreed=agreed, percent=percent, per=per, reference=reference)


def turning_days(late: LateRate, first: date, last: date, table: ReferenceTable) -> set[date]:
    """The days from ``first`` to ``last`` on which the answer of `rate_on` may differ from the day before."""
    turns = {late.valid_from, late.valid_to and late.valid_to + ONE_DAY, late.ceiling and late.ceiling.valid_from}
    if late.rate.per is Per.MONTH and not late.rate.reference:
        turns |= set(_firsts(first, last, range(1, 13)))
    if late.rate.reference and late.fixing is Fixing.EACH_DAY:
        turns |= set(table.changes(late.rate.reference))
    if late.rate.reference and late.fixing is Fixing.HALF_YEAR:
        turns |= set(_firsts(first, last, (1, 7)))
    return {day for day in turns if day and first <= day <= last}


def fixing_day(day: date, fixing: Fixing, first_late: date) -> date:
    """The day whose reference value counts on ``day``."""
    match fixing:
        case Fixing.EACH_DAY:
            return day
        case Fixing.AT_START:
            return first_late
        case Fixing.HALF_YEAR:
            return _half_year(day)
        case Fixing.BEFORE_START:
            return _half_year(first_late) - ONE_DAY


def _percent(rate: Rate, reference: ReferenceRate | None) -> Decimal:
    return reference.percent * rate.factor + rate.margin if reference else rate.percent


def _share(percent: Decimal, rate: Rate, day: date) -> Fraction:
    """One day's part; a month's rate is spread over the days of that very month (docs/decisions/0006)."""
    whole = Fraction(percent) / 100
    if rate.reference or rate.per is Per.YEAR:
        return whole / rate.days_in_year
    if rate.per is Per.DAY:
        return whole
    return whole / (30 if rate.days_in_year == BANKERS_YEAR else monthrange(day.year, day.month)[1])


def _cut(agreed: Fraction, ceiling: Ceiling | None, day: date) -> Fraction | None:
    """``agreed`` or the ceiling, whichever is less; None where the ceiling was another one that is not on record."""
    if ceiling is None:
        return agreed
    most = Fraction(ceiling.percent) / 100 / USUAL_YEAR
    if agreed > most and day < ceiling.valid_from:
        return None
    return min(agreed, most)


def _half_year(day: date) -> date:
    return date(day.year, 1 if day.month < 7 else 7, 1)


def _firsts(first: date, last: date, months: Iterable[int]) -> Iterator[date]:
    wanted = tuple(months)
    return (date(year, month, 1) for year in range(first.year, last.year + 1) for month in wanted)
