"""Reads the day on which payments begin: "starting 1 June", "the first on 1 June", 12月开始每月底."""

from datetime import date
from decimal import Decimal

from assistant.intake.replies import calendar
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.named_days import count
from assistant.intake.replies.plan.dated import Payment, payments
from assistant.intake.replies.plan.days_of_payment import is_start
from assistant.intake.replies.plan.words import plan_words


def begins(zone: tuple[Heard, ...], received: date, first: Decimal | None, last: date | None) -> date | None:
    """The day of the first of several payments: said to be that, or the one that stands with its sum."""
    listed = payments(zone, received)
    opening = listed[0] if listed else None
    with_sum = opening.day if opening and opening.amount and opening.amount.value == first else None
    found = first_day(zone, listed) or (with_sum if with_sum != last else None) or _month_alone(zone, received)
    return found if found and found >= received else None


def first_day(zone: tuple[Heard, ...], listed: tuple[Payment, ...]) -> date | None:
    """The day on which a plan begins; one of many days only where no other is said to be the first.

    Of a single payment that others follow time after time its own day is the first.
    """
    starts = [(heard, day) for heard in zone for day in heard.days if day.day and is_start(heard, day)]
    recurs = plan_words()["recurs"]
    first = (day.day for heard, day in starts if not recurs.search(heard.words, 0, day.start))
    alone = listed[0].day if len(listed) == 1 and listed[0].amount else None
    return next(first, (alone or from_month(zone, starts[0][1].day)) if starts else None)


def _month_alone(zone: tuple[Heard, ...], received: date) -> date | None:
    """The end of the month from which on they pay, where only that is named: 从1月开始."""
    said = next((match for heard in zone if (match := plan_words()["from_month"].search(heard.words))), None)
    return calendar.end_of_named(received, count(said["m"])) if said else None


def from_month(zone: tuple[Heard, ...], day: date | None) -> date | None:
    """``day``, one of many, in the month from which on it counts: 12月开始每月底."""
    said = next((match for heard in zone if (match := plan_words()["from_month"].search(heard.words))), None)
    if day is None or said is None:
        return day
    months = (count(said["m"]) - day.month) % 12
    ends = calendar.month_end(day) == day
    return calendar.month_end(day, months) if ends else calendar.in_month(day, day.day, months)
