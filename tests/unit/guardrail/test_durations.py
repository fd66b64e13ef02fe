"""Rounded lengths of time and days said from the day of writing are read with all that they may mean."""

from datetime import date

import pytest

from assistant.guardrail.dates import days
from assistant.guardrail.durations import durations

MONDAY = date(2025, 6, 16)


@pytest.mark.parametrize(
    ("text", "means", "not_so"),
    [
        ("逾期一个多月", 33, 25),
        ("逾期快五周了", 33, 28),
        ("已经三个半月", 105, 80),
        ("整整两个月", 60, 50),
        ("半个月", 15, 25),
        ("超过30天", 35, 20),
        ("over a month late", 33, 21),
        ("almost two weeks", 13, 16),
        ("three weeks overdue", 21, 30),
        ("well over three months", 112, 80),
        ("two and a half months", 75, 60),
        ("about a month", 28, 45),
    ],
)
def test_a_rounded_length_means_a_range_of_days(text, means, not_so):
    (length,) = durations(text)
    assert length.may_mean(means)
    assert not length.may_mean(not_so)


@pytest.mark.parametrize("text", ["21天", "30 days", "5月", "3月份", "2025年", "五月底"])
def test_plain_days_and_names_of_months_are_no_rounded_lengths(text):
    assert list(durations(text)) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昨天", date(2025, 6, 15)),
        ("上周五", date(2025, 6, 13)),
        ("上上周三", date(2025, 6, 4)),
        ("下周二", date(2025, 6, 24)),
        ("两周前", date(2025, 6, 2)),
        ("三天前", date(2025, 6, 13)),
        ("last Friday".lower(), date(2025, 6, 13)),
        ("two weeks ago", date(2025, 6, 2)),
        ("yesterday", date(2025, 6, 15)),
        ("下个月底", date(2025, 7, 31)),
        ("the end of july", date(2025, 7, 31)),
        ("8月中旬", date(2025, 8, 15)),
        ("new year's eve", date(2025, 12, 31)),
    ],
)
def test_a_day_said_from_the_day_of_writing_is_among_those_that_it_may_mean(text, day):
    (found,) = days(text, MONDAY)
    assert found.vague
    assert day in found.dates


@pytest.mark.parametrize(
    ("text", "first"),
    [("by the 20th", date(2025, 6, 20)), ("28号前付", date(2025, 6, 28)), ("on the 3rd", date(2025, 7, 3))],
)
def test_a_day_of_a_month_that_is_not_named_is_the_next_one_first(text, first):
    (found,) = days(text, MONDAY)
    assert found.dates[0] == first
    assert len(found.dates) == 3


@pytest.mark.parametrize("text", ["3号楼", "1号线", "the 3rd invoice", "发票号码"])
def test_numbers_of_buildings_and_invoices_are_no_days(text):
    assert list(days(text, MONDAY)) == []
