"""Instalments that sum to the debt exactly, on business days."""

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import partial

from assistant.domain.commitments import Instalment
from assistant.domain.days import open_day_from
from assistant.domain.money import ISO_DIGITS, Money
from assistant.ports import Calendar


def instalments(
    debt: Money,
    *,
    count: int,
    first_due: date,
    every_days: int,
    first_pct: Decimal,
    region: str,
    calendar: Calendar,
    step_minor: int = 1,
) -> tuple[Instalment, ...]:
    """``count`` payments of ``debt``: ``first_pct`` per cent first, the rest in equal parts, the remainder on the last.

    Amounts are whole multiples of ``step_minor`` (100 where a currency is billed without cents), due dates move to the
    next business day of ``region``. Raises ValueError when ``count`` is below one or the debt too small to split.
    """
    if count < 1 or debt.minor < count * step_minor:
        raise ValueError(f"{debt} cannot be paid in {count} instalments")
    is_open = partial(calendar.is_business_day, region=region)
    amounts = _amounts(debt, count, first_pct if count > 1 else Decimal(100), step_minor)
    return tuple(
        Instalment(due=open_day_from(first_due + timedelta(days=every_days * n), is_open), amount=amount)
        for n, amount in enumerate(amounts)
    )


def billing_step(currency: str, billing_digits: int | None) -> int:
    """Minor units in the smallest amount that ``currency`` is billed in."""
    digits = ISO_DIGITS[currency]
    return int(10 ** (digits - (digits if billing_digits is None else billing_digits)))


def _amounts(debt: Money, count: int, first_pct: Decimal, step: int) -> list[Money]:
    # Up, never down: the first payment may not fall below the share that authority asks for.
    share = int((debt.minor * first_pct / 100).to_integral_value(ROUND_CEILING))
    first = -_whole(-share, step)
    rest = debt.minor - first
    equal = _whole(rest // (count - 1), step) if count > 1 else 0
    minors = [first, *[equal] * (count - 1)]
    minors[-1] += debt.minor - sum(minors)
    return [Money(minor, debt.currency) for minor in minors]


def _whole(minor: int, step: int) -> int:
    """``minor`` down to a multiple of ``step``; of a negative number, away from zero."""
    return minor - minor % step
