"""Counts days as customers do: the coming Friday, next week, the end of the month, the eve of a holiday."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from assistant.knowledge import Closed, read_yaml, shipped

FRIDAY, SUNDAY = 4, 6
# A day and a month without a year that lie this far back are meant for the year to come.
_LONG_PAST = 150
_LUNAR_MONTH = 30


@dataclass(frozen=True, kw_only=True)
class CalendarFile(Closed):
    """The content of ``knowledge/replies/calendar.yaml``."""

    version: int
    lunar_new_year: tuple[date, ...]
    twelfth_lunar_month: tuple[date, ...]
    dragon_boat: tuple[date, ...]
    mid_autumn: tuple[date, ...]


@cache
def shipped_calendar() -> CalendarFile:
    """The holidays that move; raises BadKnowledge."""
    return read_yaml(shipped("knowledge") / "replies" / "calendar.yaml", CalendarFile)


def later(day: date, days: int) -> date | None:
    """``days`` after ``day``; None beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def working_days_later(day: date, days: int) -> date | None:
    """The day that is ``days`` Mondays to Fridays after ``day``; holidays do not count."""
    weeks, rest = divmod(days, 5)
    end = later(day, 7 * weeks)
    while end and rest:
        end = later(end, 1)
        rest -= bool(end and end.weekday() <= FRIDAY)
    return end


def coming(day: date, weekday: int) -> date:
    """The first ``weekday`` (Monday is 0) strictly after ``day``."""
    return day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1)


def in_week(day: date, weekday: int, weeks: int) -> date:
    """``weekday`` of the week, Monday to Sunday, that is ``weeks`` after that of ``day``."""
    return day + timedelta(days=weekday - day.weekday() + 7 * weeks)


def end_of_week(day: date, weeks: int = 0) -> date:
    """Its Friday; Sunday where Friday has passed."""
    friday = in_week(day, FRIDAY, weeks)
    return friday if friday >= day else in_week(day, SUNDAY, weeks)


def in_month(day: date, number: int, months: int = 0) -> date | None:
    """The day of that ``number`` in the month that is ``months`` after that of ``day``; None where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return valid(year, month + 1, number)


def month_end(day: date, months: int = 0) -> date | None:
    """The last day of the month that is ``months`` after that of ``day``."""
    first = in_month(day, 1, months)
    return first and first.replace(day=monthrange(first.year, first.month)[1])


def last_working_day(day: date, months: int = 0) -> date | None:
    """The last Monday to Friday of a month."""
    end = month_end(day, months)
    return end and end - timedelta(days=max(0, end.weekday() - FRIDAY))


def next_numbered(day: date, number: int) -> date | None:
    """The next day of that ``number``, on or after ``day``."""
    candidates = (in_month(day, number, months) for months in range(4))
    return next((each for each in candidates if each and each >= day), None)


def of_month(day: date, month: int, number: int) -> date | None:
    """That day of that month in the year which is meant when none is named."""
    here = valid(day.year, month, number)
    if here and (day - here).days > _LONG_PAST:
        return valid(day.year + 1, month, number)
    return here


def end_of_named(day: date, month: int) -> date | None:
    """The last day of that month in the year which is meant."""
    first = valid(day.year, month, 1)
    last = first and month_end(first)
    return month_end(date(day.year + 1, month, 1)) if last and (day - last).days > _LONG_PAST else last


def valid(year: int, month: int, number: int) -> date | None:
    """The date; None where there is none."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def in_first_lunar_month(day: date, number: int, within: int | None = None) -> date | None:
    """The next day of that ``number`` in a first month of the Chinese calendar, on or after ``day``.

    None where it is more than ``within`` days ahead.
    """
    if not 1 <= number <= _LUNAR_MONTH:
        return None
    days = (first + timedelta(days=number - 1) for first in shipped_calendar().lunar_new_year)
    found = next((each for each in days if each >= day), None)
    return None if found and within is not None and (found - day).days > within else found


def in_twelfth_lunar_month(day: date, number: int) -> date | None:
    """The next day of that ``number`` in a twelfth month of the Chinese calendar; None where that month lacks it."""
    file = shipped_calendar()
    for first in file.twelfth_lunar_month:
        found = first + timedelta(days=number - 1)
        new_year = next((each for each in file.lunar_new_year if each > first), None)
        if new_year and day < new_year and day <= found:
            return found if number >= 1 and found < new_year else None
    return None


def eve_of(day: date, holiday: str) -> date | None:
    """The day before the next ``holiday``: ``lunar_new_year``, ``mid_autumn``, ``dragon_boat`` or a fixed ``MM-DD``."""
    file = shipped_calendar()
    moving: Mapping[str, tuple[date, ...]] = {
        "lunar_new_year": file.lunar_new_year,
        "dragon_boat": file.dragon_boat,
        "mid_autumn": file.mid_autumn,
    }
    if holiday in moving:
        days = moving[holiday]
    else:
        month, number = map(int, holiday.split("-"))
        days = tuple(date(year, month, number) for year in (day.year, day.year + 1) if year <= date.max.year)
    found = next((each for each in days if each > day), None)
    return found and found - timedelta(days=1)


def working_day_after(day: date, holiday: str, within: int) -> date | None:
    """The first Monday to Friday behind ``holiday``, named as for `eve_of`; None more than ``within`` days ahead."""
    eve = eve_of(day, holiday)
    return working_days_later(eve + timedelta(days=1), 1) if eve and (eve - day).days < within else None


def quarter_end(day: date, quarters: int = 0) -> date | None:
    """The last day of the quarter that is ``quarters`` after that of ``day``."""
    return month_end(day, (3 - day.month) % 3 + 3 * quarters)
