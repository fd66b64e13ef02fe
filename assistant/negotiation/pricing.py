"""What an arrangement is worth beside cash today: simple interest, actual days over 365, exact until it is rounded."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from assistant.domain.arrangement import Arrangement
from assistant.domain.interest import round_half_up
from assistant.domain.money import Money
from assistant.negotiation.option import Price


def price(arrangement: Arrangement, today: date, rate: Decimal, step_minor: int = 1) -> Price:
    """The price of ``arrangement`` on ``today`` at ``rate`` per cent a year; its value and cost sum to what is priced.

    The value is in whole multiples of ``step_minor``, the smallest amount that the currency is written in.
    What is priced is the schedule and what is given away; late interest that goes on stays owed, and costs nothing.
    """
    nominal = _nominal(arrangement)
    value = round_half_up(present_value(arrangement, today, rate), arrangement.currency, step_minor)
    paid = arrangement.scheduled
    first = arrangement.first.amount if arrangement.first else Money.zero(arrangement.currency)
    late = sum((part.amount.minor * _days(part.due, today) for part in arrangement.schedule), 0)
    return Price(
        present_value=value,
        cost=nominal - value,
        days=(2 * late + paid.minor) // (2 * paid.minor) if paid else 0,
        exposure=paid - first,
    )


def cost_of(arrangement: Arrangement, today: date, rate: Decimal) -> Fraction:
    """What ``arrangement`` loses against cash today, in minor units, exactly."""
    return _nominal(arrangement).minor - present_value(arrangement, today, rate)


def present_value(arrangement: Arrangement, today: date, rate: Decimal) -> Fraction:
    """The payments in minor units, each divided by 1 + rate x days / 365; one that is late already counts in full."""
    yearly = Fraction(rate) / 100
    return sum(
        (Fraction(part.amount.minor) / (1 + yearly * _days(part.due, today) / 365) for part in arrangement.schedule),
        Fraction(0),
    )


def _nominal(arrangement: Arrangement) -> Money:
    return arrangement.scheduled + arrangement.discount + arrangement.interest_waived


def _days(due: date, today: date) -> int:
    return max((due - today).days, 0)
