from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.money import Money, total
from assistant.errors import BadAmount


def test_five_equal_lines_add_up_to_the_cent():
    lines = [Money.parse("100.01", "EUR")] * 5
    assert total(lines, "EUR") == Money(50005, "EUR")


@pytest.mark.parametrize(
    ("text", "minor"), [("48,200.00", 4820000), ("48200", 4820000), ("0.05", 5), ("-12.30", -1230), (" 7.1 ", 710)]
)
def test_a_plain_decimal_is_read_exactly(text, minor):
    assert Money.parse(text, "CNY") == Money(minor, "CNY")


@pytest.mark.parametrize(
    "text", ["NaN", "1e400", "Infinity", "١٢٣", "１２３", "1.234,56", "12,34.00", "", "1 000", "0x10", "1_000"]
)
def test_what_is_no_plain_decimal_is_refused(text):
    with pytest.raises(BadAmount):
        Money.parse(text, "CNY")


def test_more_decimals_than_a_currency_is_billed_in_are_refused():
    for text, currency in [("1.005", "CNY"), ("1.5", "JPY"), ("86400.50", "TWD")]:
        with pytest.raises(BadAmount, match="more decimals"):
            Money.parse(text, currency)


def test_taiwan_dollars_are_kept_in_cents_and_written_in_whole_dollars():
    amount = Money.parse("86,400", "TWD")
    assert amount.minor == 8640000
    assert str(amount) == "TWD 86,400"


def test_cents_that_are_there_are_never_hidden_by_the_billing_habit():
    assert str(Money(8640050, "TWD")) == "TWD 86,400.50"


def test_billing_decimals_can_be_set_per_currency():
    assert Money.parse("86400.50", "TWD", billing_digits={}).written(billing_digits={}) == "TWD 86,400.50"


def test_yen_have_no_decimals_and_dinars_have_three():
    assert str(Money(1200, "JPY")) == "JPY 1,200"
    assert str(Money(1234567, "KWD")) == "KWD 1,234.567"


def test_currencies_are_never_added_or_compared():
    with pytest.raises(BadAmount):
        Money(1, "CNY") + Money(1, "USD")
    with pytest.raises(BadAmount):
        assert Money(1, "CNY") < Money(1, "USD")


def test_an_unknown_currency_is_refused():
    with pytest.raises(BadAmount, match="XXX"):
        Money(1, "XXX")


def test_a_share_is_rounded_half_up():
    assert Money(5, "USD").share(Decimal("0.5")) == Money(3, "USD")


@given(st.lists(st.integers(-(10**15), 10**15), max_size=30))
def test_the_order_of_a_sum_does_not_matter(minors):
    amounts = [Money(minor, "USD") for minor in minors]
    assert total(amounts, "USD") == total(reversed(amounts), "USD") == Money(sum(minors), "USD")


@given(st.integers(-(10**14), 10**14), st.sampled_from(["CNY", "USD", "JPY", "KWD"]))
def test_what_is_written_reads_back_the_same(minor, currency):
    amount = Money(minor, currency)
    assert Money.parse(amount.number(), currency) == amount


def test_a_sum_is_typed_as_its_currency_is_billed_and_never_loses_cents():
    sums = [Money(8640000, "TWD"), Money(8640050, "TWD"), Money(8640000, "CNY"), Money(86400, "JPY")]
    assert [each.typed() for each in sums] == ["86400", "86400.50", "86400.00", "86400"]
