"""Counting on in open days, whatever says which days are open, and in months."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta


def open_day_from(day: date, is_open: Callable[[date], bool]) -> date:
    """``day`` itself when it is open, else the next day that is."""
    while not is_open(day):
        day += timedelta(days=1)
    return day


def open_day_until(day: date, is_open: Callable[[date], bool]) -> date:
    """``day`` itself when it is open, else the last day before it that is."""
    while not is_open(day):
        day -= timedelta(days=1)
    return day


def open_days_after(day: date, count: int, is_open: Callable[[date], bool]) -> date:
    """The ``count``-th open day after ``day``."""
    for _ in range(count):
        day = open_day_from(day + timedelta(days=1), is_open)
    return day


def months_after(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_month_end(day: date) -> bool:
    """Whether ``day`` is the last one of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def monthly(anchor: date, count: int, *, month_ends: bool = False) -> list[date]:
    """The days of ``count`` payments a month apart, each counted from ``anchor``, before they move to business days.

    The 31st is the last day of a shorter month, and comes back after it. With ``month_ends`` each is the last day of
    its month: at the end of each month from 30 November on is 31 December next.
    """
    days = [months_after(anchor, n) for n in range(count)]
    return [day.replace(day=monthrange(day.year, day.month)[1]) for day in days] if month_ends else days
