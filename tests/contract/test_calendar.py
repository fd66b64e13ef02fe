"""The promises of every calendar, and the real holidays of the regions we write to."""

from datetime import date

import pytest

from assistant.adapters.calendars import HolidayCalendar
from assistant.ports import Calendar
from tests.fakes.calendar import WeekdayCalendar


@pytest.fixture(params=[HolidayCalendar, WeekdayCalendar], ids=["holidays", "fake"])
def calendar(request: pytest.FixtureRequest) -> Calendar:
    made: Calendar = request.param()
    return made


@pytest.mark.parametrize("region", ["CN", "TW", "HK", "SG", "IE", "US", "XX"])
def test_an_ordinary_week_has_five_business_days(calendar: Calendar, region: str) -> None:
    week = [date(2026, 6, day) for day in range(8, 15)]
    assert [calendar.is_business_day(day, region) for day in week] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("day", "region", "is_open"),
    [
        (date(2026, 6, 19), "CN", False),  # Dragon Boat Festival
        (date(2026, 6, 19), "TW", False),
        (date(2026, 6, 19), "HK", False),
        (date(2026, 6, 19), "SG", True),
        (date(2026, 2, 14), "CN", True),  # a Saturday worked for the Spring Festival
        (date(2026, 2, 23), "CN", False),
        (date(2026, 10, 10), "CN", True),  # a Saturday worked for the National Day week
        (date(2026, 7, 3), "US", False),  # Independence Day, observed
        (date(2026, 12, 25), "IE", False),
        (date(2026, 7, 1), "HK", False),
        (date(2026, 6, 13), "HK", False),  # Saturday: no general holiday by law, but offices are closed
        (date(2026, 6, 19), "cn", False),
    ],
)
def test_public_holidays_and_make_up_days_are_known(day: date, region: str, is_open: bool) -> None:
    assert HolidayCalendar().is_business_day(day, region) is is_open


def test_the_fake_knows_the_days_that_it_is_told() -> None:
    assert not WeekdayCalendar(closed=frozenset({date(2026, 6, 16)})).is_business_day(date(2026, 6, 16), "CN")
