"""Reads what models cost from the workspace's ``prices.yaml``, where there is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from assistant.domain.model_prices import NO_PRICES, ModelPrice, ModelPrices
from assistant.domain.money import ISO_DIGITS
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed, read_yaml

PRICE_FILE = "prices.yaml"
# More digits than any price list has; within them a cost is exact.
_MOST_DECIMALS = 9
_MOST = Decimal(1_000_000)


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceEntry(Closed):
    """The prices of one model in ``currency`` (ISO 4217) per million tokens that go in and come out."""

    currency: str
    tokens_in: Decimal
    tokens_out: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceList(Closed):
    """The file: prices by the name of the model as the settings give it."""

    models: Mapping[str, PriceEntry]


def read_prices(workspace: Path) -> ModelPrices:
    """The workspace's prices, none when it has no ``prices.yaml``; raises BadKnowledge for a file that is none."""
    path = workspace / PRICE_FILE
    if not path.exists():
        return NO_PRICES
    entries = read_yaml(path, PriceList).models
    return ModelPrices(by_model={name: _price(path, name, entry) for name, entry in entries.items()})


def _price(path: Path, name: str, entry: PriceEntry) -> ModelPrice:
    if entry.currency not in ISO_DIGITS:
        raise _wrong(path, f"models.{name}.currency", f"{entry.currency!r} is not a known currency")
    for field, price in (("tokens_in", entry.tokens_in), ("tokens_out", entry.tokens_out)):
        exponent = price.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -_MOST_DECIMALS or not 0 <= price <= _MOST:
            raise _wrong(path, f"models.{name}.{field}", f"{price} is not a price per million tokens")
    return ModelPrice(tokens_in=entry.tokens_in, tokens_out=entry.tokens_out, currency=entry.currency)


def _wrong(path: Path, place: str, problem: str) -> BadKnowledge:
    return BadKnowledge(
        "knowledge_invalid",
        f"{path}: at {place}: {problem}; correct the file.",
        path=str(path),
        place=place,
        problem=problem,
    )
