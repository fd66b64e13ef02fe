"""Decides which day a cell names, and whether day and month can be told apart at all."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from assistant.errors import BadInput
from assistant.intake.cleaning import narrow
from assistant.intake.numerals import han_number
from assistant.intake.reading import DateOrder

_Parts = tuple[int, int, int]

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_CLOCK = (
    r"(?:[AaPp][Mm]|[上下]午)?\s*(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:[.,][0-9]+)?)?"
    r"\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})?"
)
_WITH_TIME = re.compile(rf"(?P<day>.+?)(?:T|\s+|(?<=日)){_CLOCK}", re.ASCII | re.I)
_CERTAIN = (
    re.compile(r"(?P<y>[0-9]{4})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})", re.ASCII),
    re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})", re.ASCII),
    re.compile(
        r"(?:西元|公元)?\s*(?P<y>[0-9]{4})\s*年\s*(?P<m>[0-9]{1,2})\s*月\s*(?P<d>[0-9]{1,2})\s*[日号號]?", re.ASCII
    ),
)
# The Republic of China counts years from 1912, its year 1; a year of three digits can be no other.
_REPUBLIC = (
    re.compile(
        r"(?:中華民國|中华民国|民國|民国)\s*(?P<y>[0-9]{2,3})\s*[年/.-]\s*(?P<m>[0-9]{1,2})\s*[月/.-]\s*(?P<d>[0-9]{1,2})\s*日?",
        re.ASCII,
    ),
    re.compile(r"(?P<y>1[0-9]{2})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})", re.ASCII),
    re.compile(r"(?P<y>1[0-9]{2})年(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日?", re.ASCII),
    re.compile(r"(?P<y>1[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})", re.ASCII),
)
_REPUBLIC_OFFSET = 1911
_NAMED = (
    re.compile(
        r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?[\s/.-]*(?P<m>[a-z]{3,9})\.?,?[\s/-]*(?P<y>[0-9]{4})", re.ASCII | re.I
    ),
    re.compile(
        r"(?P<m>[a-z]{3,9})\.?[\s/-]+(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?,?[\s/-]+(?P<y>[0-9]{4})", re.ASCII | re.I
    ),
    re.compile(r"(?P<y>[0-9]{4})[\s/-]*(?P<m>[a-z]{3,9})\.?[\s/-]*(?P<d>[0-9]{1,2})", re.ASCII | re.I),
)
# The day of the week, before an English date or behind any other; what stands in its place may not be another word.
_WEEKDAY = re.compile(
    r"(?:(?P<english>(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)[.,]*\s+)?(?P<day>.+?)"
    r"(?:\s*\(?(?:星期|[周週]|禮拜|礼拜)(?P<han>[一二三四五六日天])\)?|\s*\((?P<short>[一二三四五六日])\))?",
    re.I,
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_WEEKDAYS = {"tues": 1, "thur": 3, "thurs": 3} | {name[:3]: place for place, name in enumerate(_WEEKDAYS)}
_HAN_WEEKDAYS = {character: place for place, character in enumerate("一二三四五六日")} | {"天": 6}
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", re.ASCII)
_SHORT = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{2})", re.ASCII)
_SHORT_NAMED = re.compile(r"([0-9]{1,2})([-/ ])([a-z]{3,9})\2([0-9]{2})", re.ASCII | re.I)
_SERIAL = re.compile(r"[1-9][0-9]{4}(?:\.[0-9]+)?", re.ASCII)
_HAN_FIGURES = re.compile("[〇零○一二三四五六七八九十百]+(?=[年月日号號])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
# Beyond it a year of two digits may be one of the last century, or of the Republic.
_LAST_SHORT_YEAR = 68
# Between these hours in UTC it is the same day from Los Angeles to Tokyo.
_SAME_DAY_FROM, _SAME_DAY_UNTIL = 8, 15


@lru_cache(maxsize=4096)
def read_date(text: str, order: DateOrder | None) -> date:
    """The day that ``text`` names; ``order`` serves texts whose year stands last or has two digits.

    Raises BadInput: ``not_a_date`` when it cannot be one, ``unclear_date`` when only the order would tell,
    ``date_as_number`` for a spreadsheet's count of days.
    """
    if _ISO.fullmatch(text):
        return _day(text, *map(int, text.split("-")))
    plain, weekday = _without_weekday(_plain(text))
    if parts := _certain(plain):
        return _on(weekday, _day(text, *parts), text)
    readings = {order: day for order, day in _readings(plain).items() if weekday in (None, day.weekday())}
    if order in readings:
        return readings[order]
    if order is None and len(set(readings.values())) == 1:
        return next(iter(readings.values()))
    if order is None and readings:
        raise BadInput("unclear_date", f"{text!r} can be read as more than one date; say the order.", text=text)
    if _SERIAL.fullmatch(plain):
        message = f"{text!r} is a spreadsheet's number of a day; format the column as a date and export it again."
        raise BadInput("date_as_number", message, text=text)
    raise _no_date(text)


@lru_cache(maxsize=4096)
def orders_of(text: str) -> frozenset[DateOrder]:
    """The orders in which ``text`` could be meant; empty when it does not depend on the order, or is no date."""
    if _ISO.fullmatch(text):
        return frozenset()
    try:
        plain, weekday = _without_weekday(_plain(text))
    except BadInput:
        return frozenset()
    if _certain(plain):
        return frozenset()
    readings = {order: day for order, day in _readings(plain).items() if weekday in (None, day.weekday())}
    alike = len(readings) > 1 and len(set(readings.values())) == 1
    return frozenset() if alike else frozenset(readings)


def settle_order(texts: Iterable[str]) -> DateOrder | None:
    """The one order that all of ``texts`` allow, or None when several remain, or none."""
    possible = set(DateOrder)
    for text in texts:
        if orders := orders_of(text):
            possible &= orders
    return possible.pop() if len(possible) == 1 else None


def _plain(text: str) -> str:
    """``text`` in plain figures and without the time of day; raises BadInput when the time leaves the day open."""
    plain = _HAN_FIGURES.sub(_figures, narrow(text).strip())
    timed = _WITH_TIME.fullmatch(plain)
    if timed is None:
        return plain
    is_utc = (timed["zone"] or "").upper() in ("Z", "UTC", "GMT", "+00:00", "+0000")
    hour, minute = int(timed["hour"]), int(timed["minute"])
    if is_utc and (hour or minute) and not _SAME_DAY_FROM <= hour < _SAME_DAY_UNTIL:
        message = f"{text!r} is another day in other time zones; write the day alone, like 2026-06-30."
        raise BadInput("not_a_date", message, text=text)
    return timed["day"]


def _without_weekday(text: str) -> tuple[str, int | None]:
    """``text`` without the day of the week that it names, and that day, 0 for Monday."""
    found = _WEEKDAY.fullmatch(text)
    if found is None:
        return text, None
    english, han = (found["english"] or "").casefold(), found["han"] or found["short"]
    weekday = _WEEKDAYS.index(english) if english in _WEEKDAYS else _SHORT_WEEKDAYS.get(english)
    if english and weekday is None:
        return text, None
    return found["day"], weekday if english else _HAN_WEEKDAYS.get(han)


def _on(weekday: int | None, day: date, text: str) -> date:
    if weekday not in (None, day.weekday()):
        raise BadInput("not_a_date", f"{text!r} names a day of the week that it is not; correct it.", text=text)
    return day


def _figures(found: re.Match[str]) -> str:
    return str(han_number(found.group().replace("○", "〇")) or found.group())


def _certain(text: str) -> _Parts | None:
    for pattern in _CERTAIN:
        if match := pattern.fullmatch(text):
            return int(match["y"]), int(match["m"]), int(match["d"])
    for pattern in _REPUBLIC:
        if match := pattern.fullmatch(text):
            return int(match["y"]) + _REPUBLIC_OFFSET, int(match["m"]), int(match["d"])
    for pattern in _NAMED:
        if (match := pattern.fullmatch(text)) and (month := _month(match["m"])):
            return int(match["y"]), month, int(match["d"])
    return None


def _month(name: str) -> int | None:
    word = name.casefold()
    for months in (_LONG_MONTHS, _MONTHS):
        if word in months:
            return months.index(word) + 1
    return 9 if word == "sept" else None


def _readings(text: str) -> dict[DateOrder, date]:
    """The days that ``text`` may name, each by its order; days that no calendar has are left out."""
    found = {order: _real(*parts) for order, parts in _arranged(text).items()}
    return {order: day for order, day in found.items() if day}


def _arranged(text: str) -> dict[DateOrder, _Parts]:
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        return {DateOrder.DMY: (year, second, first), DateOrder.MDY: (year, first, second)}
    if match := _SHORT.fullmatch(text):
        first, second, third = int(match[1]), int(match[3]), int(match[4])
        return {
            DateOrder.DMY: (_in_full(third), second, first),
            DateOrder.MDY: (_in_full(third), first, second),
            DateOrder.YMD: (_in_full(first), second, third),
        }
    if (match := _SHORT_NAMED.fullmatch(text)) and (month := _month(match[3])):
        first, last = int(match[1]), int(match[4])
        day_first = (_in_full(last), month, first)
        return {DateOrder.DMY: day_first, DateOrder.MDY: day_first, DateOrder.YMD: (_in_full(first), month, last)}
    return {}


def _in_full(year: int) -> int:
    return 2000 + year if year <= _LAST_SHORT_YEAR else 0


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _day(text: str, year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadInput("not_a_date", f"{text!r} names the year {year}; correct the date.", text=text)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise BadInput("not_a_date", f"{text!r} is not a day of the calendar; correct it.", text=text) from error


def _no_date(text: str) -> BadInput:
    return BadInput("not_a_date", f"{text!r} is not a date; write it like 2026-06-30.", text=text)
