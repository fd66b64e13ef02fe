"""Decides whether anybody would agree a rate of late interest; what nobody would was mistyped or misread."""

from collections.abc import Mapping
from decimal import Decimal

from assistant.domain.late_terms import Per, Rate
from assistant.errors import BadInput

# No contract asks for more than this in a year.
_MOST_A_YEAR = Decimal(2000)
_IN_A_YEAR: Mapping[Per, int] = {Per.DAY: 365, Per.MONTH: 12, Per.YEAR: 1}
# A slip of the point makes fifteen times of one and a half: PRC courts go to four times the LPR at most, statutes add
# eight or nine points.
_MOST_TIMES, _MOST_POINTS = 4, 30


def require_likely(rate: Rate, written: str = "") -> None:
    """Raise BadInput for a rate that nobody would agree, with the words that it was ``written`` in."""
    if rate.reference:
        shown = f"{rate.reference} × {rate.factor} + {rate.margin}"
        likely = rate.factor <= _MOST_TIMES and abs(rate.margin) <= _MOST_POINTS
    else:
        shown = f"{rate.percent}%/{rate.per}"
        likely = 0 < rate.percent * _IN_A_YEAR[rate.per] <= _MOST_A_YEAR
    if not likely:
        text = written or shown
        raise BadInput("rate_unlikely", f"{text!r} would be {shown}; check the rate.", text=text)
