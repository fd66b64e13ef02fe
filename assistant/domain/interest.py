"""Computes simple interest day by day on the reducing balance of one invoice: exact fractions, every step kept."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from assistant.domain.bearing import Bearing
from assistant.domain.daily_rate import ONE_DAY, DailyRate, LateRate, ReferenceTable, rate_on, turning_days
from assistant.domain.language import Reason
from assistant.domain.money import Money


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """Days from ``first`` to ``last`` (both included) with one balance and one rate."""

    first: date
    last: date
    balance: Money
    daily: DailyRate

    @property
    def days(self) -> int:
        """How many."""
        return (self.last - self.first).days + 1

    @property
    def amount(self) -> Fraction:
        """The interest of these days in minor units, exact."""
        return self.balance.minor * self.days * self.daily.share

    @property
    def agreed(self) -> Fraction:
        """What it would be without a ceiling."""
        return self.balance.minor * self.days * self.daily.agreed


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """Days on which something was open, but the rate is not known: they are not computed."""

    first: date
    last: date
    balance: Money
    why: Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Interest:
    """The steps of one computation, in order of days; nothing is rounded before the end."""

    currency: str
    segments: tuple[Segment, ...]
    gaps: tuple[Gap, ...]

    @property
    def exact(self) -> Fraction:
        """The sum of the segments in minor units."""
        return sum((segment.amount for segment in self.segments), Fraction(0))

    @property
    def agreed(self) -> Fraction:
        """The same without ceilings."""
        return sum((segment.agreed for segment in self.segments), Fraction(0))

    @property
    def days(self) -> int:
        """How many days bear interest."""
        return sum(segment.days for segment in self.segments)

    def rounded(self, step: int = 1) -> Money:
        """The sum, rounded once, half up, to a multiple of ``step`` minor units."""
        return round_half_up(self.exact, self.currency, step)


def interest(
    bearing: Bearing, late: LateRate, table: ReferenceTable, *, through: date, after: date | None = None
) -> Interest:
    """Simple interest on ``bearing`` for the days after ``after`` (by default from the first late day) to ``through``.

    The day after the last day in time is the first to cost anything, the day of payment the last. Interest bears no
    interest. What happens after ``through`` changes nothing.
    """
    first = max(bearing.first_late, after + ONE_DAY) if after else bearing.first_late
    segments: list[Segment] = []
    gaps: list[Gap] = []
    for start, end in _stretches(bearing, late, table, first, through):
        balance = bearing.bearing_on(start)
        if not balance:
            continue
        daily = rate_on(start, late, first_late=bearing.first_late, table=table)
        if isinstance(daily, Reason):
            _add_gap(gaps, Gap(first=start, last=end, balance=balance, why=daily))
        else:
            _add_segment(segments, Segment(first=start, last=end, balance=balance, daily=daily))
    return Interest(currency=bearing.invoice.amount.currency, segments=tuple(segments), gaps=tuple(gaps))


def round_half_up(minor: Fraction, currency: str, step: int = 1) -> Money:
    """``minor`` units as money, half up to a multiple of ``step``."""
    return Money((2 * minor + step) // (2 * step) * step, currency)


def _stretches(
    bearing: Bearing, late: LateRate, table: ReferenceTable, first: date, last: date
) -> list[tuple[date, date]]:
    """(first, last) of stretches of days within which neither balance nor rate changes."""
    if first > last:
        return []
    turns = {first} | bearing.turning_days(first, last) | turning_days(late, first, last, table)
    starts = sorted(turns)
    ends = [start - ONE_DAY for start in starts[1:]] + [last]
    return list(zip(starts, ends, strict=True))


def _add_segment(segments: list[Segment], new: Segment) -> None:
    """Put ``new`` at the end, or lengthen the last one when only the days differ."""
    last = segments[-1] if segments else None
    if last and (last.last + ONE_DAY, last.balance, last.daily) == (new.first, new.balance, new.daily):
        segments[-1] = Segment(first=last.first, last=new.last, balance=last.balance, daily=last.daily)
    else:
        segments.append(new)


def _add_gap(gaps: list[Gap], new: Gap) -> None:
    last = gaps[-1] if gaps else None
    if last and last.last + ONE_DAY == new.first and (last.balance, last.why) == (new.balance, new.why):
        gaps[-1] = Gap(first=last.first, last=new.last, balance=last.balance, why=last.why)
    else:
        gaps.append(new)
