"""Turns a contract's term of late interest into the rate by which interest is computed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from assistant.domain.contract_terms import RateUnit
from assistant.domain.late_terms import Per, Rate
from assistant.law.table import LawTable
from assistant.law.written_numbers import plain

_PERIODS: Mapping[RateUnit, Per] = {
    RateUnit.PERCENT_PER_ANNUM: Per.YEAR,
    RateUnit.PERCENT_PER_MONTH: Per.MONTH,
    RateUnit.PERCENT_PER_DAY: Per.DAY,
    RateUnit.PER_MILLE_PER_DAY: Per.DAY,
    RateUnit.PER_TEN_THOUSAND_PER_DAY: Per.DAY,
}


def rate_of_term(value: Mapping[str, object], law: LawTable) -> Rate | None:
    """The rate that a ``late_interest`` term gives.

    None when it gives none that can be computed with: a published rate that nobody keeps, a blank, the law's own rate.
    """
    found = _moving(value, law) if "benchmark" in value else _fixed(value)
    days = value.get("days_in_year")
    return replace(found, days_in_year=int(days)) if found and isinstance(days, Decimal) else found


def _moving(value: Mapping[str, object], law: LawTable) -> Rate | None:
    benchmark = value["benchmark"]
    if all(series.id != benchmark for series in law.series):
        return None
    return Rate(reference=str(benchmark), factor=_number(value, "factor", "1"), margin=_number(value, "margin", "0"))


def _fixed(value: Mapping[str, object]) -> Rate | None:
    rate, unit = value.get("rate"), value.get("unit")
    known = next((each for each in _PERIODS if each == unit), None)
    if not isinstance(rate, Decimal) or known is None:
        return None
    return Rate(percent=plain(rate * known.in_percent), per=_PERIODS[known])


def _number(value: Mapping[str, object], key: str, otherwise: str) -> Decimal:
    number = value.get(key)
    return number if isinstance(number, Decimal) else Decimal(otherwise)
