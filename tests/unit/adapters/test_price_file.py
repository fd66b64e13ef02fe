"""Prices come from a file of the workspace; what it does not say clearly is refused."""

from decimal import Decimal

import pytest

from assistant.adapters.price_file import read_prices
from assistant.domain.model_prices import NO_PRICES, ModelPrice, ModelPrices
from assistant.errors import BadKnowledge


def test_a_workspace_without_the_file_has_no_prices(tmp_path):
    assert read_prices(tmp_path) == NO_PRICES


def test_prices_are_read_as_they_are_written(tmp_path):
    (tmp_path / "prices.yaml").write_text(
        "models:\n  small-1: {currency: USD, tokens_in: 0.15, tokens_out: 0.60}\n"
        "  qwen-plus: {currency: CNY, tokens_in: '0.8', tokens_out: 2}\n"
    )

    assert read_prices(tmp_path) == ModelPrices(
        by_model={
            "small-1": ModelPrice(tokens_in=Decimal("0.15"), tokens_out=Decimal("0.60"), currency="USD"),
            "qwen-plus": ModelPrice(tokens_in=Decimal("0.8"), tokens_out=Decimal(2), currency="CNY"),
        }
    )


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{currency: USD, tokens_in: 1, tokens_out: 2, per: 1000}", "models.small.per"),
        ("{currency: USD, tokens_in: 1}", "models.small.tokens_out"),
        ("{currency: EURO, tokens_in: 1, tokens_out: 2}", "'EURO' is not a known currency"),
        ("{currency: USD, tokens_in: -1, tokens_out: 2}", "-1 is not a price per million tokens"),
        ("{currency: USD, tokens_in: .nan, tokens_out: 2}", "models.small.tokens_in"),
        ("{currency: USD, tokens_in: '1e30', tokens_out: 2}", "1E+30 is not a price per million tokens"),
        ("{currency: USD, tokens_in: '0.00000000001', tokens_out: 2}", "is not a price per million tokens"),
    ],
)
def test_a_price_that_makes_no_sense_is_refused(tmp_path, entry, told):
    (tmp_path / "prices.yaml").write_text(f"models:\n  small: {entry}\n")

    with pytest.raises(BadKnowledge) as error:
        read_prices(tmp_path)
    assert told in str(error.value)
