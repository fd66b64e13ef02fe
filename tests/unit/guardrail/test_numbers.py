"""Numerals, day counts, rates, clause numbers and counts are read in three languages."""

from decimal import Decimal

import pytest

from assistant.domain.number_words import han_value
from assistant.guardrail.figures import Per, Thing
from assistant.guardrail.normalise import fold
from assistant.guardrail.numbers import clause_numbers, clause_path, counts, day_counts, rates


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十一", 21),
        ("三百零五", 305),
        ("两万五", 25000),
        ("壹拾陆万肆仟", 164000),
        ("二〇二五", 2025),
        ("一亿", 10**8),
    ],
)
def test_a_chinese_numeral_has_its_value(text, value):
    assert han_value(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("逾期 21 天", 21),
        ("21 days late", 21),
        ("三十日内", 30),
        ("within thirty days", 30),
        ("5個工作日", 5),
        ("net 30", 30),
    ],
)
def test_a_number_of_days_is_read(text, value):
    assert [count.value for count in day_counts(fold(text).lower)] == [value]


@pytest.mark.parametrize(
    ("text", "value", "per"),
    [
        ("0.05% per day", "0.05", Per.DAY),
        ("每日萬分之五", "0.05", Per.DAY),
        ("日万分之五", "0.05", Per.DAY),
        ("万分之五", "0.05", Per.NONE),
        ("千分之三", "0.3", Per.NONE),
        ("1% per month", "1", Per.MONTH),
        ("月息1.5%", "1.5", Per.MONTH),
        ("年息5%", "5", Per.YEAR),
        ("年息百分之五", "5", Per.YEAR),
        ("8 per cent per annum", "8", Per.YEAR),
    ],
)
def test_a_rate_is_read_with_its_period(text, value, per):
    assert [(rate.value, rate.per) for rate in rates(fold(text).lower)] == [(Decimal(value), per)]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("第8.2条", ("8", "2")),
        ("第 8.2 条", ("8", "2")),
        ("第八条", ("8",)),
        ("第八條第二款", ("8", "2")),
        ("clause 8.2", ("8", "2")),
        ("Section 5.1", ("5", "1")),
        ("clause 6(A)", ("6", "a")),
    ],
)
def test_a_clause_is_read_as_its_steps(text, path):
    assert [clause.path for clause in clause_numbers(fold(text).lower)] == [path]
    assert clause_path(fold(text).lower) == path


@pytest.mark.parametrize(
    ("text", "value", "thing"),
    [
        ("共 3 张发票", 3, Thing.INVOICES),
        ("您好，3 张发票", 3, Thing.INVOICES),
        ("兩張發票", 2, Thing.INVOICES),
        ("two overdue invoices", 2, Thing.INVOICES),
        ("分三期付款", 3, Thing.INSTALMENTS),
        ("in 4 equal instalments", 4, Thing.INSTALMENTS),
        ("这是第三次提醒", 3, Thing.REMINDERS),
        ("our second reminder", 2, Thing.REMINDERS),
    ],
)
def test_a_count_is_read_with_what_it_counts(text, value, thing):
    assert [(count.value, count.thing) for count in counts(fold(text).lower)] == [(value, thing)]
