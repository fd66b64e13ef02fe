"""What a call costs is exact: fractions of a cent are neither rounded nor lost in a sum."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from assistant.domain.model_calls import ModelCall, ModelRole
from assistant.domain.model_prices import NO_PRICES, Cost, ModelPrice, ModelPrices, cost_of, costs_of
from assistant.errors import BadAmount

SMALL = ModelPrice(tokens_in=Decimal("0.15"), tokens_out=Decimal("0.6"), currency="USD")
PRICES = ModelPrices(
    by_model={"small": SMALL, "qwen": ModelPrice(tokens_in=Decimal("2"), tokens_out=Decimal(6), currency="CNY")}
)
CALL = ModelCall(
    role=ModelRole.WRITER,
    host="127.0.0.1:1",
    model="small",
    messages=(),
    max_tokens=1200,
    began=datetime(2026, 6, 16, tzinfo=UTC),
    ms=400,
    tokens_in=1321,
    tokens_out=123,
)


def test_a_call_costs_its_tokens_to_the_last_fraction():
    assert cost_of(CALL, PRICES) == Cost(amount=Decimal("0.00027195"), currency="USD")


def test_a_million_calls_cost_a_million_times_as_much():
    one = cost_of(CALL, PRICES)

    assert one.amount * 1_000_000 == Decimal("271.95")


def test_what_was_kept_from_an_earlier_call_costs_nothing():
    assert cost_of(replace(CALL, cached=True, tokens_in=None), PRICES) == Cost(amount=Decimal(0), currency="USD")


@pytest.mark.parametrize(
    "call",
    [replace(CALL, model="other"), replace(CALL, tokens_in=None), replace(CALL, tokens_out=None)],
    ids=["no price", "tokens in not told", "tokens out not told"],
)
def test_an_unknown_cost_is_not_called_nothing(call):
    assert cost_of(call, PRICES) is None


def test_without_prices_nothing_is_said_of_cost():
    assert cost_of(CALL, NO_PRICES) is None
    assert costs_of([CALL, CALL], NO_PRICES) == ()


def test_costs_are_summed_by_currency():
    calls = [CALL, replace(CALL, model="qwen"), CALL, replace(CALL, model="other")]

    assert costs_of(calls, PRICES) == (
        Cost(amount=Decimal("0.00338"), currency="CNY"),
        Cost(amount=Decimal("0.0005439"), currency="USD"),
    )


def test_costs_in_two_currencies_are_never_added():
    with pytest.raises(BadAmount):
        Cost(amount=Decimal(1), currency="USD") + Cost(amount=Decimal(1), currency="CNY")


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ("0.00027195", "USD", "USD 0.000272"),
        ("0", "USD", "USD 0.00"),
        ("0.5", "USD", "USD 0.50"),
        ("1234.56", "CNY", "CNY 1,234.56"),
        ("3", "JPY", "JPY 3"),
        ("0.0125", "JPY", "JPY 0.0125"),
        ("0.0000005", "USD", "USD 0.000001"),
    ],
)
def test_a_cost_is_written_with_the_decimals_that_it_needs(amount, currency, written):
    assert Cost(amount=Decimal(amount), currency=currency).written() == written
