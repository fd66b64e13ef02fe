"""Decides which day a cell names, and whether day and month can be told apart at all."""

import re
from collections.abc import Iterable
from datetime import date

from assistant.errors import BadInput
from assistant.intake.cleaning import narrow
from assistant.intake.reading import DateOrder

_TIME = r"(?:[T ]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?Z?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})", re.ASCII)
_CHINESE = re.compile(r"(?:西元|公元)?\s*([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日?", re.ASCII)
_REPUBLIC = re.compile(
    r"(?:中華民國|中华民国|民國|民国)\s*([0-9]{2,3})\s*[年/.-]\s*([0-9]{1,2})\s*[月/.-]\s*([0-9]{1,2})\s*日?", re.ASCII
)
_BARE_REPUBLIC = re.compile(r"(1[0-9]{2})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", re.ASCII)
_YEAR_LAST = re.compile(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}", re.ASCII)
_SHORT = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2})", re.ASCII)
_DAY_MONTH_NAME = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+([0-9]{4})", re.ASCII | re.I)
_MONTH_NAME_DAY = re.compile(r"([a-z]{3,9})\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})", re.ASCII | re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# The Republic of China counts years from 1912, its year 1.
_REPUBLIC_OFFSET = 1911
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def read_date(text: str, order: DateOrder | None) -> date:
    """The day that ``text`` names; ``order`` serves texts whose year stands last or has two digits.

    Raises BadInput: ``not_a_date`` when it cannot be one, ``unclear_date`` when only the order would tell.
    """
    plain = narrow(text).strip()
    found = _certain(plain)
    if found is None:
        found = _ordered(plain, order)
    if found is None:
        raise BadInput("not_a_date", f"{text!r} is not a date; write it like 2026-06-30.", text=text)
    return _day(text, *found)


def orders_of(text: str) -> frozenset[DateOrder]:
    """The orders in which ``text`` could be meant; empty when it does not depend on the order."""
    plain = narrow(text).strip()
    if _certain(plain) is not None:
        return frozenset()
    if short := _SHORT.fullmatch(plain):
        return frozenset(order for order in DateOrder if _fits(_arranged(short, order)))
    if last := _YEAR_LAST.fullmatch(plain):
        fitting = frozenset(o for o in (DateOrder.DMY, DateOrder.MDY) if _fits(_arranged(last, o)))
        same = len({_arranged(last, order) for order in fitting}) == 1 and len(fitting) == 2
        return frozenset() if same else fitting
    return frozenset()


def settle_order(texts: Iterable[str]) -> DateOrder | None:
    """The one order that all of ``texts`` allow, or None when several remain, or none."""
    possible = set(DateOrder)
    for text in texts:
        if orders := orders_of(text):
            possible &= orders
    return possible.pop() if len(possible) == 1 else None


def _certain(text: str) -> tuple[int, int, int] | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _COMPACT.fullmatch(text) or _CHINESE.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _REPUBLIC.fullmatch(text) or _BARE_REPUBLIC.fullmatch(text):
        return int(match[1]) + _REPUBLIC_OFFSET, int(match[2]), int(match[3])
    if match := _DAY_MONTH_NAME.fullmatch(text):
        return _named(match[3], match[2], match[1])
    if match := _MONTH_NAME_DAY.fullmatch(text):
        return _named(match[3], match[1], match[2])
    return None


def _named(year: str, name: str, day: str) -> tuple[int, int, int] | None:
    word = name.casefold()
    for months in (_LONG_MONTHS, _MONTHS):
        if word in months:
            return int(year), months.index(word) + 1, int(day)
    return (int(year), 9, int(day)) if word == "sept" else None


def _ordered(text: str, order: DateOrder | None) -> tuple[int, int, int] | None:
    match = _YEAR_LAST.fullmatch(text) or _SHORT.fullmatch(text)
    if match is None:
        return None
    if order is None and len(_readings(text)) > 1:
        raise BadInput("unclear_date", f"{text!r} can be read as more than one date; say the order.", text=text)
    if order is None:
        return next(iter(_readings(text)), None)
    if order is DateOrder.YMD and len(match[4]) == 4:
        return None
    return _arranged(match, order)


def _readings(text: str) -> set[tuple[int, int, int]]:
    if short := _SHORT.fullmatch(text):
        return {_arranged(short, order) for order in DateOrder}
    last = _YEAR_LAST.fullmatch(text)
    return {_arranged(last, o) for o in (DateOrder.DMY, DateOrder.MDY) if _fits(_arranged(last, o))} if last else set()


def _arranged(match: re.Match[str], order: DateOrder) -> tuple[int, int, int]:
    first, second, third = int(match[1]), int(match[3]), int(match[4])
    century = 2000 if len(match[4]) == 2 else 0
    if order is DateOrder.YMD:
        return first + 2000, second, third
    if order is DateOrder.MDY:
        return third + century, first, second
    return third + century, second, first


def _fits(parts: tuple[int, int, int]) -> bool:
    return 1 <= parts[1] <= 12 and 1 <= parts[2] <= 31


def _day(text: str, year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadInput("not_a_date", f"{text!r} names the year {year}; correct the date.", text=text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadInput("not_a_date", f"{text!r} is not a day of the calendar; correct it.", text=text) from error
