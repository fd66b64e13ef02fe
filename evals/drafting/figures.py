"""Reads the figures of a letter: sums with their currency, days, and every other number; written for the eval alone."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.domain.brief import Excerpt, Fact
from assistant.domain.money import Money

_NAMES = (
    "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
    "sep sept september", "oct october", "nov november", "dec december",
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAYS = (
    re.compile(r"(?P<year>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"),
    re.compile(r"(?P<year>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH}(?:,?\s+(?P<year>\d{{4}}))?", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*(?P<year>\d{{4}}))?(?!\d)", re.IGNORECASE),
    re.compile(r"(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"),
)
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_MARKS = {
    "CNY": "CNY|RMB|人民币|¥|￥",
    "TWD": r"NT\$|TWD|新台幣|新臺幣",
    "HKD": r"HK\$|HKD|港幣|港元",
    "GBP": "GBP|£",
    "SGD": r"SGD|S\$",
    "USD": r"USD|US\$|(?<![A-Z])\$",
}
_BEFORE = re.compile(rf"(?:{'|'.join(f'(?P<{code}>{marks})' for code, marks in _MARKS.items())})\s*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day as a letter states it; ``year`` is None where none stands there."""

    year: int | None
    month: int
    day: int

    def is_of(self, one: date) -> bool:
        """Whether it can be that day."""
        return (self.month, self.day) == (one.month, one.day) and self.year in (None, one.year)


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number that is no day; ``currency`` where a mark of one stands before it."""

    text: str
    value: Decimal
    currency: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figures:
    """Everything in figures that a letter states."""

    days: tuple[Day, ...]
    numbers: tuple[Number, ...]


def figures_of(text: str, without: Iterable[str] = ()) -> Figures:
    """The figures of ``text``, those inside ``without`` (names, references, accounts) left aside."""
    plain = unicodedata.normalize("NFKC", text)
    for known in sorted({unicodedata.normalize("NFKC", one) for one in without if one}, key=len, reverse=True):
        plain = re.sub(rf"(?<![A-Za-z0-9]){re.escape(known)}(?![A-Za-z0-9])", "\ufffc", plain)
    days: list[Day] = []
    for pattern in _DAYS:
        days.extend(_day(match) for match in pattern.finditer(plain))
        plain = pattern.sub("\ufffc", plain)
    return Figures(days=tuple(days), numbers=tuple(_numbers(plain)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """All that a letter may state: the facts of its brief, and the clauses that it may quote."""

    facts: tuple[Fact, ...]
    excerpts: tuple[Excerpt, ...]

    def words(self) -> tuple[str, ...]:
        """Names, numbers of things, links, accounts and quotations."""
        texts = [fact.value for fact in self.facts if isinstance(fact.value, str)]
        return tuple(text for text in (*texts, *(excerpt.quote for excerpt in self.excerpts)) if text)

    def days(self) -> tuple[date, ...]:
        """Days."""
        return tuple(fact.value for fact in self.facts if isinstance(fact.value, date))

    def numbers(self) -> tuple[tuple[str | None, Decimal], ...]:
        """Sums with their currency, and counts."""
        sums = [(f.value.currency, f.value.decimal) for f in self.facts if isinstance(f.value, Money)]
        counts = [(None, Decimal(f.value)) for f in self.facts if type(f.value) is int]
        inside = [(None, _value(found)) for text in self.words() for found in _NUMBER.findall(text)]
        return (*sums, *counts, *inside)


def _day(match: re.Match[str]) -> Day:
    found = match.groupdict()
    month = _MONTHS[found["month"].lower()] if found.get("month") else int(found["m"])
    year = found.get("year")
    return Day(year=int(year) if year else None, month=month, day=int(found["d"]))


def _numbers(text: str) -> Iterator[Number]:
    for match in _NUMBER.finditer(text):
        mark = _BEFORE.search(text, max(match.start() - 6, 0), match.start())
        currency = next((code for code, found in mark.groupdict().items() if found), None) if mark else None
        yield Number(text=match[0], value=_value(match[0]), currency=currency)


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))
