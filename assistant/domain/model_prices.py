"""What calls of language models cost: prices per million tokens, exact to the last fraction of a cent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from assistant.domain.model_calls import ModelCall
from assistant.domain.money import ISO_DIGITS
from assistant.errors import BadAmount

# What is shown of a cost; a short letter costs some ten-thousandths of a dollar.
_SHOWN_DIGITS = 6
_PER = -6


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """An amount in major units of one currency, not rounded: a draft costs fractions of a cent, unlike ``Money``."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Cost") -> "Cost":
        if other.currency != self.currency:
            raise BadAmount("mixed_currencies", f"{self.currency} and {other.currency} cannot be added or compared.")
        return Cost(amount=self.amount + other.amount, currency=self.currency)

    def written(self) -> str:
        """ISO code and figure, at most six decimals, half up, at least those of the currency: ``USD 0.000325``."""
        rounded = self.amount.quantize(Decimal(1).scaleb(-_SHOWN_DIGITS), ROUND_HALF_UP)
        whole, _, decimals = f"{rounded:,f}".partition(".")
        shown = decimals.rstrip("0").ljust(ISO_DIGITS[self.currency], "0")
        return f"{self.currency} {whole}.{shown}" if shown else f"{self.currency} {whole}"


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelPrice:
    """What a model costs: ``tokens_in`` and ``tokens_out`` are major units of ``currency`` per million tokens."""

    tokens_in: Decimal
    tokens_out: Decimal
    currency: str

    def of(self, tokens_in: int, tokens_out: int) -> Cost:
        """The cost of so many tokens, exact."""
        amount = (self.tokens_in * tokens_in + self.tokens_out * tokens_out).scaleb(_PER)
        return Cost(amount=amount, currency=self.currency)


@dataclass(frozen=True, kw_only=True, slots=True)
class ModelPrices:
    """The price of each model, by the name under which it is asked; others have none."""

    by_model: Mapping[str, ModelPrice] = field(default_factory=dict)


NO_PRICES = ModelPrices()


def cost_of(call: ModelCall, prices: ModelPrices) -> Cost | None:
    """What ``call`` has cost; None when its model has no price, or nobody told how many tokens it took.

    An answer that was kept from an earlier call costs nothing.
    """
    price = prices.by_model.get(call.model)
    if price is None:
        return None
    if call.cached:
        return price.of(0, 0)
    if call.tokens_in is None or call.tokens_out is None:
        return None
    return price.of(call.tokens_in, call.tokens_out)


def costs_of(calls: Iterable[ModelCall], prices: ModelPrices) -> tuple[Cost, ...]:
    """What ``calls`` have cost together, one for each currency, by its code; calls of unknown cost are left out."""
    sums: dict[str, Cost] = {}
    for call in calls:
        if cost := cost_of(call, prices):
            sums[cost.currency] = sums[cost.currency] + cost if cost.currency in sums else cost
    return tuple(sums[currency] for currency in sorted(sums))
