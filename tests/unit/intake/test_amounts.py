"""A sum is read in the one way in which it can be meant, asked about, or refused."""

from decimal import Decimal

import pytest

from assistant.errors import BadAmount
from assistant.intake.amounts import AmountText, Evidence, counted_in, evidence, settle_mark, take_apart, to_decimal
from assistant.intake.reading import DecimalMark


def why_not(text: str) -> str:
    with pytest.raises(BadAmount) as caught:
        take_apart(text)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "number", "unit", "negative"),
    [
        ("48200.00", "48200.00", "", False),
        ("-100", "100", "", True),
        ("100.00-", "100.00", "", True),
        ("−100", "100", "", True),
        ("(100.00)", "100.00", "", True),
        ("$(100.00)", "100.00", "$", True),
        ("($100.00)", "100.00", "$", True),
        ("(100.00) CNY", "100.00", "CNY", True),
        ("+100", "100", "", False),
        ("HK$ 1,234.56", "1,234.56", "HK$", False),
        ("人民币1,234.00元整", "1,234.00", "人民币 元", False),
        ("￥1,234.56", "1,234.56", "¥", False),
        ("１，２３４．５６", "1,234.56", "", False),
        ("1’234.50", "1'234.50", "", False),
        ("'1234.50", "1234.50", "", False),
        (".50", ".50", "", False),
        ("Rs.50", "50", "Rs.", False),
    ],
)
def test_an_amount_is_taken_apart_into_number_sign_and_unit(text, number, unit, negative):
    assert take_apart(text) == AmountText(text=text, number=number, unit=unit, negative=negative)


@pytest.mark.parametrize(
    "text",
    ["", " ", "NaN", "1e400", "0x10", "48٢00", "٣", "100²", "5%", "=100", "#DIV/0!", "~100", "--5", "-(100)", "(-100)",
     "(100", "100 CR", "100DR", "100-200", "\u202e00.28"],
)  # fmt: skip
def test_what_is_not_one_number_with_a_sign_and_a_unit_is_no_amount(text):
    assert why_not(text) == "not_an_amount"


@pytest.mark.parametrize("text", ["48.2万", "48.2 万元", "3亿", "48.2K", "48 thousand", "1.5 million"])
def test_a_rounded_amount_is_refused_rather_than_multiplied(text):
    assert why_not(text) == "rounded_amount"


@pytest.mark.parametrize(
    ("header", "word"),
    [("金额（万元）", "万"), ("金額(千元)", "千"), ("Amount (USD '000)", "'000"), ("Amount in thousands", "thousands"),
     ("Amount (k EUR)", "k"), ("金额(元)", ""), ("Amount (USD)", ""), ("Bank amount", ""), ("Amount 2026", "")],
)  # fmt: skip
def test_a_header_says_that_its_column_counts_in_thousands(header, word):
    assert counted_in(header) == word


@pytest.mark.parametrize(
    ("number", "told"),
    [("48200", Evidence.NONE), ("1'234", Evidence.NONE), ("1 234", Evidence.NONE), ("1,234.56", Evidence.POINT),
     ("1,234,567", Evidence.POINT), ("1'234.56", Evidence.POINT), ("1.234,56", Evidence.COMMA),
     ("1.234.567", Evidence.COMMA), ("1 234,56", Evidence.COMMA), ("48200.00", Evidence.POINT), ("0,5", Evidence.COMMA), ("482.00", Evidence.LONE_POINT),
     (".50", Evidence.LONE_POINT), ("0.123", Evidence.LONE_POINT), ("12,34", Evidence.LONE_COMMA),
     ("1234,567", Evidence.LONE_COMMA), ("1.234", Evidence.UNCLEAR_POINT), ("1,234", Evidence.UNCLEAR_COMMA),
     ("1,23,4.00", Evidence.NONE)],
)  # fmt: skip
def test_separators_speak_for_a_decimal_mark(number, told):
    assert evidence(number) is told


@pytest.mark.parametrize(
    ("numbers", "mark"),
    [
        (["100"], DecimalMark.POINT),
        (["1,234"], DecimalMark.POINT),
        (["12,34"], DecimalMark.COMMA),
        (["1.234"], None),
        (["1.234", "12,34"], DecimalMark.COMMA),
        (["1.234", "12.34"], DecimalMark.POINT),
        (["1.234", "1,234"], None),
        (["1,234", "12,34"], None),
        (["1,234.56", "12,34"], None),
        (["1.234,56", "12.34"], None),
        (["1,234.56", "1.234,56"], None),
        (["1,234", "1.234,56"], None),
    ],
)
def test_a_file_settles_its_decimal_mark_unless_its_amounts_contradict_one_another(numbers, mark):
    assert settle_mark(numbers) is mark


def read(text: str, mark: DecimalMark | None, digits: int = 2) -> Decimal:
    return to_decimal(take_apart(text), mark, digits=digits)


def test_without_a_mark_only_what_holds_for_itself_is_read():
    assert read("1,234.56", None) == read("1.234,56", None) == Decimal("1234.56")
    for text in ("12.34", "12,34", "1.234", "1,234"):
        with pytest.raises(BadAmount) as caught:
            read(text, None)
        assert caught.value.code == "unclear_amount"


def test_three_decimals_are_no_thousands_where_the_currency_has_three():
    assert read("1.234", None, digits=3) == Decimal("1.234")
    assert read("1.234", DecimalMark.COMMA, digits=3) == Decimal(1234)


def test_the_mark_that_is_given_decides():
    assert read("1.234", DecimalMark.COMMA) == Decimal(1234)
    assert read("1.234", DecimalMark.POINT) == Decimal("1.234")
    with pytest.raises(BadAmount):
        read("1.234,56", DecimalMark.POINT)


def test_zeros_at_the_ends_do_not_count_as_digits():
    assert read("000000000000000001.5000000000", DecimalMark.POINT) == Decimal("1.5")
    for text in ("1" * 16, "1.2345678"):
        with pytest.raises(BadAmount):
            read(text, DecimalMark.POINT)
