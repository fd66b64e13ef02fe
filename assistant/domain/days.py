"""Counting on in open days, whatever says which days are open."""

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
