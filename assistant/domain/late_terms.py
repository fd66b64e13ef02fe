"""What a contract or the law says about paying late: rates, reference rates with their dates, and answers on scope."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class YesOrNo(StrEnum):
    """An answer to a question on scope, as a person gives it."""

    YES = "yes"
    NO = "no"


class Per(StrEnum):
    """The period that a percentage is for."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """``percent`` for each period; with a ``reference`` series instead: its value (per year) · ``factor`` + ``margin``.

    ``margin`` is in percentage points, ``percent`` then unused. ``days_in_year`` turns a yearly rate into a daily one.
    """

    percent: Decimal = Decimal(0)
    per: Per = Per.YEAR
    reference: str = ""
    factor: Decimal = Decimal(1)
    margin: Decimal = Decimal(0)
    days_in_year: int = 365


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceRate:
    """A published rate that moves, as the user keeps it: ``percent`` a year from ``valid_from`` on."""

    series: str
    valid_from: date
    percent: Decimal
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LateTerms:
    """What one contract says about late payment, as a person confirmed it; ``rate`` None when it says nothing.

    ``law`` is the region (ISO 3166) whose law governs, empty while nobody said; ``quote`` holds the clause's own words.
    """

    contract_no: str
    customer_code: str
    law: str
    rate: Rate | None
    clause: str
    quote: str
    grace_days: int
    confirmed_by: str
    confirmed_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopeAnswer:
    """A person's answer to a question on which a rule of law depends, for one customer."""

    customer_code: str
    rule: str
    question: str
    answer: bool
    by: str
    on: date
    evidence: str = ""
