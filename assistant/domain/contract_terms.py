"""What a contract says about payment: each term as it is read from the words, and what a person said of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
    EARLIER_OF = "earlier_of"


class RateUnit(StrEnum):
    """How a rate of late interest is written."""

    PERCENT_PER_ANNUM = "percent_per_annum"
    PERCENT_PER_MONTH = "percent_per_month"
    PERCENT_PER_WEEK = "percent_per_week"
    PERCENT_PER_DAY = "percent_per_day"
    PER_MILLE_PER_DAY = "per_mille_per_day"
    PER_TEN_THOUSAND_PER_DAY = "per_ten_thousand_per_day"

    @property
    def in_percent(self) -> Decimal:
        """What one of it is in per cent of its period."""
        parts = {RateUnit.PER_MILLE_PER_DAY: 10, RateUnit.PER_TEN_THOUSAND_PER_DAY: 100}
        return Decimal(1) / parts.get(self, 1)


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
            "value": plain(self.value),
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "confidence": self.confidence,
        }


def plain(value: object) -> object:
    """A term's value as JSON takes it: rates and counts as numbers, money as its decimal text."""
    match value:
        case Mapping():
            return {key: f"{inner}" if key == "amount" else plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case _:
            return value


class TermState(StrEnum):
    """What a person said of a term that was read: it is so, it is so after a correction, or it is no such term."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


# Terms on which a claim may rest; nobody is told of one before a person confirmed that the contract gives it.
CLAIMED = frozenset({TermField.LATE_INTEREST, TermField.SUSPENSION})


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedTerm:
    """What a person said of one term of a contract: ``value`` is what holds, ``quote`` the contract's own words.

    ``id`` is that of the term as it was read. It counts only while the words stand in the contract.
    """

    contract_no: str
    customer_code: str
    id: str
    field: TermField
    value: Mapping[str, object]
    quote: str
    state: TermState
    note: str
    checked_by: str
    checked_on: date

    @property
    def holds(self) -> bool:
        """Whether the contract gives this term, as a person said."""
        return self.state is not TermState.REJECTED


def term_id(field: TermField, value: Mapping[str, object], quote: str) -> str:
    """What tells a term from the others of its contract, wherever in the text it moves: ``late_interest-3fa92c1b``."""
    seen = json.dumps([plain(value), quote], sort_keys=True, ensure_ascii=False, default=str)
    return f"{field}-{hashlib.sha256(seen.encode(errors='surrogatepass')).hexdigest()[:8]}"
