"""What a contract says about payment, read from its words: each term with its value and its place in the text."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class TermField(StrEnum):
    """What a term of a contract settles; ``contradiction`` is a sum whose words and figures differ."""

    PAYMENT_TERM = "payment_term"
    LATE_INTEREST = "late_interest"
    EARLY_PAYMENT = "early_payment"
    INSTALMENT = "instalment"
    ACCEPTANCE_PERIOD = "acceptance_period"
    INVOICE_PRECONDITION = "invoice_precondition"
    DISPUTE_RESOLUTION = "dispute_resolution"
    NOTICE = "notice"
    RETENTION = "retention"
    PAY_WHEN_PAID = "pay_when_paid"
    SETOFF = "setoff"
    SUSPENSION = "suspension"
    DEPOSIT = "deposit"
    COLLECTION_COST = "collection_cost"
    TAX = "tax"
    CURRENCY = "currency"
    CONTRADICTION = "contradiction"


class Trigger(StrEnum):
    """The event from which a period counts."""

    INVOICE_DATE = "invoice_date"
    INVOICE_RECEIPT = "invoice_receipt"
    DELIVERY = "delivery"
    BEFORE_DELIVERY = "before_delivery"
    ACCEPTANCE = "acceptance"
    COMPLETION = "completion"
    SIGNING = "signing"
    ORDER_PLACED = "order_placed"
    STATEMENT_DATE = "statement_date"
    MONTH_END = "month_end"
    MONTH_FOLLOWING = "month_following"
    MONTHLY = "monthly"
    QUARTER_END = "quarter_end"
    WARRANTY_END = "warranty_end"
    NOTICE = "notice"
    DUE_DATE = "due_date"
    LATER_OF = "later_of"


class RateUnit(StrEnum):
    """How a rate of late interest is written."""

    PERCENT_PER_ANNUM = "percent_per_annum"
    PERCENT_PER_MONTH = "percent_per_month"
    PERCENT_PER_DAY = "percent_per_day"
    PER_MILLE_PER_DAY = "per_mille_per_day"
    PER_TEN_THOUSAND_PER_DAY = "per_ten_thousand_per_day"


@dataclass(frozen=True, kw_only=True, slots=True)
class ContractTerm:
    """One term: ``quote`` is the text from ``start`` to ``end``, ``confidence`` is between 0 and 1.

    ``value`` holds only what the words say; ``placeholder`` there means that a blank stands where the figure should,
    ``contradiction`` that words and figures differ, so that neither is taken.
    """

    field: TermField
    value: Mapping[str, object]
    quote: str
    start: int
    end: int
    confidence: float

    def as_line(self) -> dict[str, object]:
        """The term as JSON takes it; numbers are rates, percentages and counts, never money."""
        return {
            "field": self.field,
            "value": _plain(self.value),
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "confidence": self.confidence,
        }


def _plain(value: object) -> object:
    match value:
        case Mapping():
            return {key: f"{inner}" if key == "amount" else _plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case _:
            return value
