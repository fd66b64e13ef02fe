"""Days are read in every calendar and order; without a year the nearest reading comes first."""

from datetime import date

import pytest

from assistant.guardrail.dates import days
from assistant.guardrail.normalise import fold

AS_OF = date(2025, 3, 14)  # a Friday
DUE = date(2025, 2, 9)


def read(text):
    return [day for day in days(fold(text).lower, AS_OF) if not day.vague]


@pytest.mark.parametrize(
    "text",
    [
        "9 Feb 2025",
        "9 February",
        "the 9th of February",
        "February 9, 2025",
        "Feb 9",
        "2025-02-09",
        "2025年2月9日",
        "2025 年 02 月 09 日",
        "二〇二五年二月九日",
        "2月9日",
        "2/9前",
        "2025/2/9",
        "2025.2.9",
        "民國114年2月9日",
        "民國 114/2/9",
        "114年2月9日",
        "20250209",
    ],
)
def test_a_date_is_read_in_every_writing(text):
    assert [day.dates[0] for day in read(text)] == [DUE]


def test_a_weekday_before_a_date_is_no_day_of_its_own():
    (day,) = days(fold("by Wednesday 1 July 2026").lower, AS_OF)
    assert (day.dates, day.weekday) == ((date(2026, 7, 1),), 2)


def test_a_date_in_either_order_keeps_both_readings():
    assert read("09/02/2025")[0].dates == (date(2025, 2, 9), date(2025, 9, 2))


@pytest.mark.parametrize("text", ["6 月 27 日（五）", "Friday 27 June", "27 June (Friday)", "6月27日（星期五）"])
def test_a_weekday_beside_a_date_is_kept(text):
    assert [(day.dates[0], day.weekday) for day in read(text)] == [(date(2025, 6, 27), 4)]


@pytest.mark.parametrize(
    ("text", "first"), [("by Friday", 21), ("下周五", 21), ("周三前", 19), ("月底", 31), ("88月底", 31)]
)
def test_a_day_without_a_date_counts_from_the_day_of_writing(text, first):
    day = next(iter(days(fold(text).lower, AS_OF)))
    assert (day.vague, day.dates[0]) == (True, date(2025, 3, first))


@pytest.mark.parametrize("text", ["1/2 of it", "version 8.2", "30 February 2025", "第8.2条", "10:30"])
def test_what_is_no_day_is_not_read(text):
    assert read(text) == []
