"""Decides on which days offices are open, by public holidays and the make-up working days that some regions set."""

from datetime import date
from functools import lru_cache
from typing import Any, cast

_SATURDAY, _SUNDAY = 5, 6


class HolidayCalendar:
    """Business days by the ``holidays`` package; a region that it does not know has Monday to Friday.

    Official days are known for the current year and the past; later years are the package's forecast where a government
    sets them yearly (mainland China).
    """

    def is_business_day(self, day: date, region: str) -> bool:
        """Whether offices are open on ``day`` in ``region``, make-up working days included."""
        known = _holidays_of(region.upper(), day.year)
        if known is None:
            return day.weekday() < _SATURDAY
        return cast(bool, known.is_working_day(day))


@lru_cache(maxsize=256)
def _holidays_of(region: str, year: int) -> Any | None:
    import holidays

    try:
        found = holidays.country_holidays(region, years=year, expand=False)
    except NotImplementedError:
        return None
    if found.weekend == {_SUNDAY}:
        # Only Sunday is a general holiday by law (Hong Kong), but the offices that pay invoices keep five days.
        found.weekend = {_SATURDAY, _SUNDAY}
    return found
