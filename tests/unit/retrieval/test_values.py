"""Amounts, days and document numbers compare however they are written."""

from datetime import date

import pytest

from assistant.folding import fold
from assistant.retrieval.values import day_tokens, figures_in, without_figures


def asked_by(text: str) -> list[str]:
    return [token for figure in figures_in(fold(text)) for token in figure.exact]


@pytest.mark.parametrize(
    "text",
    [
        "48,200.00",
        "48200.00",
        "48.200,00",
        "48'200.00",
        "48 200,00",
        "¥48,200",
        "CNY 48,200.0",
        "４８，２００元",
        "4.82万",
        "4.82 萬",
        "48.2k",
        "四万八千二百元",
        "肆萬捌仟貳佰元整",
        "肆万捌仟贰佰圆整",
    ],
)
def test_an_amount_is_the_same_however_it_is_written(text):
    assert asked_by(text) == ["#=48200"]


def test_tenths_and_hundredths_are_told_in_chinese_numerals_too():
    assert asked_by("叁拾元伍角零陸分") == ["#=30.56"]
    assert asked_by("三万左右") == ["#=30000"]


@pytest.mark.parametrize("text", ["第三条", "三天后", "万分之五", "五月", "一个", "二级"])
def test_chinese_numerals_that_tell_no_money_are_none(text):
    assert asked_by(text) == []


@pytest.mark.parametrize("text", ["48200", "RMB48200", "HK$ 48200"])
def test_a_bare_number_may_be_an_amount_or_the_end_of_an_invoice_number(text):
    assert asked_by(text) == ["#=48200", "№~48200"]


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-16",
        "2026/6/16",
        "2026.6.16",
        "2026年6月16日",
        "16 June 2026",
        "June 16th, 2026",
        "Jun. 16 2026",
        "16/6/2026",
        "6/16/2026",
    ],
)
def test_a_day_is_the_same_however_it_is_written(text):
    assert asked_by(text) == ["#2026-06-16"]


def test_a_day_that_can_be_read_in_two_ways_is_asked_for_in_both():
    assert asked_by("2/3/2026") == ["#2026-03-02", "#2026-02-03"]


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("6月16日", "#--06-16"),
        ("16 June", "#--06-16"),
        ("2026年6月", "#2026-06"),
        ("June 2026", "#2026-06"),
        ("6月份", "#--06"),
        ("in May", "#--05"),
    ],
)
def test_a_day_may_lack_its_year_and_a_month_its_day(text, token):
    assert asked_by(text) == [token]
    assert token in {t for day in (date(2026, 6, 16), date(2026, 5, 3)) for t in day_tokens(day)}


@pytest.mark.parametrize("text", ["INV-2026-0266", "inv2026-0266", "INV－2026－0266", "Inv 2026-0266", "INV_2026_0266"])
def test_an_invoice_number_is_the_same_however_it_is_written(text):
    assert asked_by(text) == ["№inv20260266"]


def test_an_invoice_number_is_found_by_its_last_digits_too():
    (number,) = figures_in("inv-2026-0266")
    assert number.also == ("№~266",)
    assert "№~266" in asked_by("0266")


@pytest.mark.parametrize("text", ["they may pay", "within days", "٣٤"])
def test_what_is_no_figure_is_none(text):
    assert asked_by(text) == []


def test_a_day_that_no_month_has_is_none():
    assert asked_by("2026-06-31") == []


def test_a_text_without_its_figures_is_as_long_as_before():
    assert without_figures("付 48,200.00 元，6月16日") == "付           元，     "


def test_a_very_long_text_is_read_in_no_time():
    assert list(figures_in("a-" * 20_000)) == []
    assert len(list(figures_in("1; " * 20_000))) == 20_000
