"""Decides which day words such as ``下周三`` or ``end of next month`` mean: ``knowledge/replies/days.yaml``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from assistant.domain.number_words import MONTHS
from assistant.intake.replies import calendar
from assistant.intake.replies.spelling import spelt_out
from assistant.intake.terms.numbers import read_number
from assistant.knowledge import Closed, read_yaml, shipped

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HAN_WEEKDAYS = "一二三四五六"
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
    "twentieth",
)
_ROUND = {"twenty": 20, "thirty": 30, "thirtieth": 30}
_PER_DAY = (("week", 7), ("fortnight", 14), ("quarter", 91), ("周", 7), ("星期", 7), ("礼拜", 7))
_HALF = (("月", 15), ("年", 182))
# Years of the Republic of China, as Taiwan counts them.
_REPUBLIC = 1911
# How many days ahead a day of the lunar new year is named by its number alone, and one behind a holiday by that.
_SOON = 60


@dataclass(frozen=True, kw_only=True)
class NamedEntry(Closed):
    """One way to name a day; ``paid_in`` holds what takes the place of ``by`` for a debt in that currency."""

    means: str
    like: str
    by: str = "0"
    number: int = 0
    paid_in: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class LanguageDays(Closed):
    """How one language names days."""

    words: Mapping[str, str]
    days: tuple[NamedEntry, ...]


@dataclass(frozen=True, kw_only=True)
class DaysFile(Closed):
    """The content of ``knowledge/replies/days.yaml``."""

    version: int
    en: LanguageDays
    zh: LanguageDays


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A way to name a day, ready to be looked for."""

    like: re.Pattern[str]
    means: str
    by: str
    number: int

    def day(self, match: re.Match[str], received: date) -> date | None:
        """The day that ``match`` names; None where nobody can compute it."""
        return _MEANS[self.means](_Said(match, self), received)

    def number_in(self, match: re.Match[str]) -> int:
        """The number in its month that ``match`` names."""
        return 15 if self.means == "mid_month_or_next" else _Said(match, self).number


@cache
def named_days(language: str, currency: str = "") -> tuple[Named, ...]:
    """The ways of ``en`` or ``zh`` where the debt is in ``currency``; raises BadKnowledge."""
    file = read_yaml(shipped("knowledge") / "replies" / "days.yaml", DaysFile)
    said = file.en if language == "en" else file.zh
    return tuple(
        Named(
            like=re.compile(spelt_out(each.like, said.words)),
            means=each.means,
            by=each.paid_in.get(currency, each.by),
            number=each.number,
        )
        for each in said.days
    )


def count(raw: str) -> int:
    """The whole number in figures, numerals or words; ``a`` is one, ``couple of`` two."""
    if raw in ("a", "an", "another"):
        return 1
    if raw.startswith("couple"):
        return 2
    value = read_number(raw).value
    return int(value) if value is not None else 0


class _Said:
    """The groups of a match, and what its entry adds."""

    def __init__(self, match: re.Match[str], entry: Named) -> None:
        self._groups = match.groupdict()
        self.by, self._number = entry.by, entry.number

    def __getitem__(self, name: str) -> str:
        return self._groups.get(name) or ""

    @property
    def many(self) -> int:
        return int(self.by)

    @property
    def weekday(self) -> int:
        sign = self["w"] or self["w2"]
        if sign[:3] in _WEEKDAYS:
            return _WEEKDAYS.index(sign[:3])
        return 6 if sign in "日天末" else int(sign) - 1 if sign.isdigit() else _HAN_WEEKDAYS.index(sign)

    @property
    def month(self) -> int:
        if quarter := self["q"]:
            return 3 * (int(quarter[1]) if quarter[0] == "q" else _ordinal(quarter.split()[0]))
        raw = self["m"]
        named = next((n for n, name in enumerate(MONTHS, 1) if raw[:3] == name[:3]), 0)
        return named or (1 if raw == "元" else count(raw))

    @property
    def number(self) -> int:
        raw = self["d"] or self["d2"]
        return self._number or (count(raw) if raw else _ordinal(self["ord"]))

    @property
    def year(self) -> int | None:
        if self["yy"]:
            return 2000 + int(self["yy"])
        year = int(self["y"] or 0)
        return (year + _REPUBLIC if year < 1000 else year) if year else None

    @property
    def months(self) -> int:
        return int((self["p"] or self["p2"]).startswith("下"))


def _ordinal(raw: str) -> int:
    tens, _, rest = raw.rpartition("-")
    if rest in _ORDINALS:
        return _ROUND.get(tens, 0) + _ORDINALS.index(rest) + 1
    return _ROUND.get(rest, 0)


def _after(said: _Said, day: date) -> date | None:
    unit = said["u"]
    if said["n"] == "半":
        return calendar.later(day, next((days for word, days in _HALF if word in unit), 0))
    many = count(said["n"])
    if said["work"] or "工作" in unit or "交易" in unit:
        return calendar.working_days_later(day, many)
    if "month" in unit or "月" in unit:
        return calendar.in_month(day, day.day, many) or calendar.month_end(day, many)
    if "hour" in unit:
        return calendar.later(day, -(-many // 24))
    return calendar.later(day, many * next((days for word, days in _PER_DAY if word in unit), 1))


def _of_named(said: _Said, day: date) -> date | None:
    if said.year:
        return calendar.valid(said.year, said.month, said.number)
    return calendar.of_month(day, said.month, said.number)


def _named_month_ends(said: _Said, day: date) -> date | None:
    if said.year:
        first = calendar.valid(said.year, said.month, 1)
        return first and calendar.month_end(first)
    return calendar.end_of_named(day, said.month)


def _last_working_day_of_named(said: _Said, day: date) -> date | None:
    end = _named_month_ends(said, day)
    return end and calendar.last_working_day(end)


def _weekday_of_month(said: _Said, day: date) -> date | None:
    months = int(bool(said["next"]))
    if said["which"] == "last":
        end = calendar.month_end(day, months)
        return end and calendar.later(end, -((end.weekday() - said.weekday) % 7))
    first = calendar.in_month(day, 1, months)
    return first and calendar.later(first, (said.weekday - first.weekday()) % 7)


def _week_ends(said: _Said, day: date) -> date | None:
    return calendar.in_week(day, calendar.FRIDAY, said.many) if said.many else calendar.end_of_week(day)


_MEANS: Mapping[str, Callable[[_Said, date], date | None]] = {
    "in_days": lambda said, day: calendar.later(day, said.many),
    "at_once": lambda _, day: day,
    "after": _after,
    "still_later": _after,
    "coming_weekday": lambda said, day: calendar.coming(day, said.weekday),
    "weekday_after": lambda said, day: calendar.later(calendar.coming(day, said.weekday), 7 * said.many),
    "weekday_in": lambda said, day: calendar.in_week(day, said.weekday, said.many),
    "weekday_of_month": _weekday_of_month,
    "week_ends": _week_ends,
    "month_ends": lambda said, day: calendar.month_end(day, said.many),
    "month_ends_or_next": lambda said, day: calendar.month_end(day, said.months),
    "named_month_ends": _named_month_ends,
    "quarter_ends": lambda said, day: calendar.quarter_end(day, said.many),
    "year_ends": lambda _, day: calendar.valid(day.year, 12, 31),
    "last_working_day": lambda said, day: calendar.last_working_day(day, said.many),
    "last_working_day_of_named": _last_working_day_of_named,
    "coming_number": lambda said, day: calendar.next_numbered(day, said.number),
    "numbered_in": lambda said, day: calendar.in_month(day, said.number, said.many),
    "mid_month_or_next": lambda said, day: (
        calendar.in_month(day, 15, 1) if said.months else calendar.next_numbered(day, 15)
    ),
    "tenth_or_next": lambda said, day: (
        calendar.in_month(day, 10, 1) if said.months else calendar.next_numbered(day, 10)
    ),
    "of_named": _of_named,
    "first_lunar_month": lambda said, day: calendar.in_first_lunar_month(day, said.number),
    "twelfth_lunar_month": lambda said, day: calendar.in_twelfth_lunar_month(day, said.number),
    "first_lunar_month_soon": lambda said, day: calendar.in_first_lunar_month(day, said.number, within=_SOON),
    "working_day_after": lambda said, day: calendar.working_day_after(day, said.by, within=_SOON),
    "eve": lambda said, day: calendar.eve_of(day, said.by),
    "unknown": lambda _, __: None,
}
