"""Exact money: integer minor units with a currency; currencies are never added."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assistant.errors import BadAmount

# Digits after the point in ISO 4217. Stored minor units always follow this table, so that a change of
# billing habits (TWD is billed in whole dollars) never changes the meaning of a stored number.
ISO_DIGITS: Mapping[str, int] = {
    **dict.fromkeys(("CNY", "TWD", "HKD", "USD", "EUR", "GBP", "SGD", "AUD", "CAD", "CHF", "MYR", "THB", "MOP"), 2),
    **dict.fromkeys(("NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "INR", "PHP", "IDR", "MXN", "BRL", "ZAR", "AED"), 2),
    **dict.fromkeys(("SAR", "QAR", "ILS", "EGP", "HUF", "RON", "BGN", "RSD", "RUB", "UAH", "KZT", "UZS", "MNT"), 2),
    **dict.fromkeys(("PKR", "BDT", "LKR", "NPR", "MMK", "KHR", "BND", "FJD", "PGK", "KES", "NGN", "GHS", "TZS"), 2),
    **dict.fromkeys(("ETB", "DZD", "MUR", "ARS", "UYU", "COP", "CRC", "GTQ", "DOP", "JMD", "TTD"), 2),
    **dict.fromkeys(("JPY", "KRW", "VND", "CLP", "ISK", "PYG", "UGX", "RWF", "XOF", "XAF", "XPF"), 0),
    **dict.fromkeys(("KWD", "BHD", "JOD", "OMR", "TND", "IQD", "LYD"), 3),
    "CLF": 4,
}
# Digits that invoices of a currency are written with, where that is fewer than ISO 4217 has.
BILLING_DIGITS: Mapping[str, int] = {"TWD": 0}

# Gate before Decimal: Decimal itself would read NaN, 1e400 and other scripts' digits.
_PLAIN_AMOUNT = re.compile(r"-?(?:[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (ISO 4217 digits) of one currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        """Refuse a currency whose number of decimals is not known."""
        if self.currency not in ISO_DIGITS:
            raise BadAmount(
                "unknown_currency",
                f"{self.currency!r} is not a known currency; use an ISO 4217 code such as CNY.",
                currency=self.currency,
            )

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Nothing, in ``currency``."""
        return cls(0, currency)

    @classmethod
    def parse(cls, text: str, currency: str, *, billing_digits: Mapping[str, int] = BILLING_DIGITS) -> "Money":
        """Read a plain decimal such as ``48,200.00``; raises BadAmount for anything else or too many decimals."""
        if not _PLAIN_AMOUNT.fullmatch(text.strip()):
            raise BadAmount("not_an_amount", f"{text!r} is not an amount; write it like 48200.00.", text=text)
        return cls.from_decimal(Decimal(text.strip().replace(",", "")), currency, billing_digits=billing_digits)

    @classmethod
    def from_decimal(
        cls, value: Decimal, currency: str, *, billing_digits: Mapping[str, int] = BILLING_DIGITS
    ) -> "Money":
        """Exact conversion; raises BadAmount when ``value`` has more decimals than the currency is billed in."""
        digits = ISO_DIGITS.get(currency)
        if digits is None:
            return cls(0, currency)  # raises
        minor = value.scaleb(digits)
        step = 10 ** (digits - billing_digits.get(currency, digits))
        if minor != minor.to_integral_value() or int(minor) % step:
            raise BadAmount(
                "too_many_decimals",
                f"{value} has more decimals than {currency} is billed in; correct the amount.",
                text=str(value),
                currency=currency,
            )
        return cls(int(minor), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-ISO_DIGITS[self.currency])

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return self.written()

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise BadAmount("mixed_currencies", f"{self.currency} and {other.currency} cannot be added or compared.")
        return other.minor

    def number(self, *, billing_digits: Mapping[str, int] = BILLING_DIGITS) -> str:
        """The bare figure with thousands separators, as billed: ``86,400.00``, or ``86,400`` for TWD."""
        digits = self._shown_digits(billing_digits)
        return f"{self.decimal:,.{digits}f}"

    def typed(self, *, billing_digits: Mapping[str, int] = BILLING_DIGITS) -> str:
        """The figure as a person types it: ``86400.00``, or ``86400`` for TWD."""
        return self.number(billing_digits=billing_digits).replace(",", "")

    def written(self, *, billing_digits: Mapping[str, int] = BILLING_DIGITS) -> str:
        """ISO code and figure: ``CNY 86,400.00``."""
        return f"{self.currency} {self.number(billing_digits=billing_digits)}"

    def _shown_digits(self, billing_digits: Mapping[str, int]) -> int:
        iso = ISO_DIGITS[self.currency]
        billed = billing_digits.get(self.currency, iso)
        # Never hide cents that are there, whatever the billing habit says.
        return billed if self.minor % 10 ** (iso - billed) == 0 else iso

    def share(self, fraction: Decimal) -> "Money":
        """``fraction`` of the amount, rounded half up to the minor unit."""
        return Money(int((self.minor * fraction).quantize(Decimal(1), ROUND_HALF_UP)), self.currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """The sum of ``amounts``, all of ``currency``; nothing sums to zero."""
    result = Money.zero(currency)
    for amount in amounts:
        result = result + amount
    return result
