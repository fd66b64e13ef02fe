"""Days are computed from the day of receipt as a credit controller computes them, in three languages."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from assistant.intake.replies.calendar import shipped_calendar
from assistant.intake.replies.days import find_days
from assistant.intake.replies.folding import fold

THURSDAY = date(2025, 3, 13)


def days(text, received=THURSDAY, **options):
    return [each.day and each.day.isoformat() for each in find_days(fold(text), received, **options)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tomorrow", "2025-03-14"),
        ("明天", "2025-03-14"),
        ("聽日過數", "2025-03-14"),
        ("今明两天", "2025-03-14"),
        ("后天", "2025-03-15"),
        ("day after tomorrow", "2025-03-15"),
        ("大后天", "2025-03-16"),
        ("today", "2025-03-13"),
        ("tonight", "2025-03-13"),
        ("这就转", "2025-03-13"),
        ("马上付", "2025-03-13"),
        ("等等轉", "2025-03-13"),
        ("by Friday", "2025-03-14"),
        ("on Thursday", "2025-03-20"),
        ("周五", "2025-03-14"),
        ("礼拜四", "2025-03-20"),
        ("this Friday", "2025-03-14"),
        ("本周五", "2025-03-14"),
        ("這週一", "2025-03-10"),
        ("今個星期四", "2025-03-13"),
        ("下周三", "2025-03-19"),
        ("下禮拜二", "2025-03-18"),
        ("下星期日", "2025-03-23"),
        ("next Tuesday", "2025-03-18"),
        ("Tuesday next week", "2025-03-18"),
        ("end of next week", "2025-03-21"),
        ("end of the week", "2025-03-14"),
        ("下周", "2025-03-21"),
        ("月底", "2025-03-31"),
        ("月末", "2025-03-31"),
        ("月尾", "2025-03-31"),
        ("month end", "2025-03-31"),
        ("EOM", "2025-03-31"),
        ("下月底", "2025-04-30"),
        ("下個月尾", "2025-04-30"),
        ("end of next month", "2025-04-30"),
        ("8月底", "2025-08-31"),
        ("八月底", "2025-08-31"),
        ("end of August", "2025-08-31"),
        ("年底", "2025-12-31"),
        ("月中", "2025-03-15"),
        ("mid-month", "2025-03-15"),
        ("mid April", "2025-04-15"),
        ("15号", "2025-03-15"),
        ("十二号", "2025-04-12"),
        ("廿五號前", "2025-03-25"),
        ("the 30th", "2025-03-30"),
        ("by the 10th", "2025-04-10"),
        ("13号", "2025-03-13"),
        ("20号之前", "2025-03-20"),
        ("下月10号", "2025-04-10"),
        ("国庆前", "2025-09-30"),
        ("五一前", "2025-04-30"),
        ("过年前", "2026-02-16"),
        ("過年前", "2026-02-16"),
        ("年前", "2026-02-16"),
        ("before Chinese New Year", "2026-02-16"),
        ("中秋前", "2025-10-05"),
        ("端午节前", "2025-05-30"),
        ("before Christmas", "2025-12-24"),
        ("last working day of the month", "2025-03-31"),
        ("last Friday of the month", "2025-03-28"),
        ("first Monday of next month", "2025-04-07"),
        ("within 10 days", "2025-03-23"),
        ("in two weeks", "2025-03-27"),
        ("in 30 days' time", "2025-04-12"),
        ("within 48 hours", "2025-03-15"),
        ("within 3 business days", "2025-03-18"),
        ("三天内", "2025-03-16"),
        ("一周内", "2025-03-20"),
        ("两周后", "2025-03-27"),
        ("3个工作日内", "2025-03-18"),
        ("5月20日前", "2025-05-20"),
        ("15 March", "2025-03-15"),
        ("March 15th, 2026", "2026-03-15"),
        ("the twenty-first of April", "2025-04-21"),
        ("Friday the 21st", "2025-03-21"),
        ("2025-04-01", "2025-04-01"),
        ("2025年4月3日", "2025-04-03"),
        ("114年5月6日", "2025-05-06"),
        ("05.02.2025", "2025-02-05"),
        ("by 28.3", "2025-03-28"),
        ("8/5付款", "2025-08-05"),
        ("5月", None),
    ],
)
def test_words_name_the_day_that_is_meant(text, day):
    assert days(text) == ([day] if day else [])


@pytest.mark.parametrize("text", ["节后复工第一周", "春節後", "early next month", "下月初", "after the holidays"])
def test_a_time_that_nobody_can_compute_has_no_day(text):
    assert days(text) == [None]


@pytest.mark.parametrize(
    "text", ["INV-0314", "5,000", "version 3.15", "a ratio of 3-4", "8.5%", "3号线", "第15号发票", "30天账期"]
)
def test_other_figures_are_no_days(text):
    assert days(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("腊月二十八之前付清", "2026-02-15"),
        ("腊月廿三", "2026-02-10"),
        ("腊月28号打给你", "2026-02-15"),
        ("臘月初八", "2026-01-26"),
        ("农历十二月二十", "2026-02-07"),
        ("腊八前", "2026-01-26"),
        ("除夕打款", "2026-02-16"),
        ("年三十之前", "2026-02-16"),
        ("元宵节前", "2026-03-03"),
        ("正月十六付尾款", "2026-03-04"),
    ],
)
def test_days_of_the_lunar_calendar_are_those_that_are_published(text, expected):
    assert days(text, date(2026, 1, 12)) == [expected]


@pytest.mark.parametrize(
    "text",
    # The month has 29 days that year; the little new year is a day later in the south; the others name no day.
    ["腊月三十", "小年前", "正月十五以后", "出了正月", "节后第一周", "元旦后第一个工作日", "正月里"],
)
def test_what_the_lunar_calendar_does_not_date_is_no_day(text):
    assert days(text, date(2026, 1, 12)) == [None]


def test_a_day_of_the_last_lunar_month_that_is_over_is_that_of_the_next_year():
    assert days("腊月二十八", date(2026, 2, 16)) == ["2027-02-04"]


def test_the_eve_of_the_lunar_new_year_is_the_published_one():
    assert days("过年前", date(2025, 1, 6)) == ["2025-01-28"]
    assert days("過年前", date(2025, 12, 1)) == ["2026-02-16"]


def test_a_month_and_a_day_in_figures_follow_the_custom_of_the_currency():
    assert days("by 8/5", month_first=True) == ["2025-08-05"]
    assert days("by 8/5", month_first=False) == ["2025-05-08"]
    assert days("by 25/3", month_first=True) == ["2025-03-25"]


def test_a_month_that_is_long_past_is_that_of_the_coming_year():
    assert days("Jan 5", date(2025, 12, 20)) == ["2026-01-05"]
    assert days("1月底", date(2025, 12, 20)) == ["2026-01-31"]
    assert days("3 March") == ["2025-03-03"]


def test_weekends_and_holidays_never_move_a_day():
    assert days("the 15th") == ["2025-03-15"]
    assert date(2025, 3, 15).weekday() == 5


def test_without_a_day_of_receipt_only_days_with_a_year_are_known():
    assert days("by Friday, 2025-04-01", None) == [None, "2025-04-01"]
    assert days("3 April 2025", None) == ["2025-04-03"]
    assert days("3 April", None) == [None]


def test_the_table_of_new_years_is_in_order_and_between_the_dates_that_are_possible():
    years = shipped_calendar().lunar_new_year
    for one, following in pairwise(years):
        assert timedelta(days=353) <= following - one <= timedelta(days=385)
    assert all(date(day.year, 1, 21) <= day <= date(day.year, 2, 21) for day in years)


def test_every_day_of_receipt_gives_a_coming_friday_strictly_later():
    for n in range(400):
        received = date(2024, 1, 1) + timedelta(days=n)
        (friday,) = find_days("by friday", received)
        assert friday.day.weekday() == 4
        assert received < friday.day <= received + timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "currency", "day"),
    [
        ("國慶前", "TWD", "2026-10-09"),
        ("before National Day", "TWD", "2026-10-09"),
        ("國慶前", "HKD", "2026-09-30"),
        ("国庆前", "CNY", "2026-09-30"),
        ("before National Day", "CNY", "2026-09-30"),
        ("before Golden Week", "TWD", "2026-09-30"),
    ],
)
def test_a_national_day_is_that_of_the_place_where_the_debt_is_paid(text, currency, day):
    assert days(text, date(2026, 9, 14), currency=currency) == [day]
