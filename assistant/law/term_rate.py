"""Turns a contract's term of late interest into the rate by which interest is computed."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from assistant.domain.contract_terms import RateUnit
from assistant.domain.late_terms import Per, Rate
from assistant.law.table import LawTable
from assistant.law.written_numbers import plain

# What one of the unit is in per cent, and the period that it is for.
_UNITS: Mapping[str, tuple[Decimal, Per]] = {
    RateUnit.PERCENT_PER_ANNUM: (Decimal(1), Per.YEAR),
    RateUnit.PERCENT_PER_MONTH: (Decimal(1), Per.MONTH),
    RateUnit.PERCENT_PER_DAY: (Decimal(1), Per.DAY),
    RateUnit.PER_MILLE_PER_DAY: (Decimal("0.1"), Per.DAY),
    RateUnit.PER_TEN_THOUSAND_PER_DAY: (Decimal("0.01"), Per.DAY),
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
    if not isinstance(rate, Decimal) or unit not in _UNITS:
        return None
    worth, per = _UNITS[str(unit)]
    return Rate(percent=plain(rate * worth), per=per)


def _number(value: Mapping[str, object], key: str, otherwise: str) -> Decimal:
    number = value.get(key)
    return number if isinstance(number, Decimal) else Decimal(otherwise)
