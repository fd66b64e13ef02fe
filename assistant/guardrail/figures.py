"""The figures that a text can state, each with its place in the folded text and every value it may mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from assistant.guardrail.clauses import Span


class Thing(StrEnum):
    """What a count counts."""

    INVOICES = "invoices"
    INSTALMENTS = "instalments"
    REMINDERS = "reminders"


class Per(StrEnum):
    """The period of a rate; NONE for a plain percentage."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A sum of money; ``currencies`` are the ISO codes that its sign or word may mean, empty when it names none."""

    span: Span
    value: Decimal
    currencies: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day; without a year ``dates`` holds the readings nearest to the day of writing.

    ``vague`` marks days that are said by weekday or as the end of a month; ``weekday`` is 0 for Monday when one is
    named beside the date.
    """

    span: Span
    dates: tuple[date, ...]
    vague: bool = False
    weekday: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DayCount:
    """A number of days; ``working`` when they are working days."""

    span: Span
    value: int
    working: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """A percentage, as per cent per period."""

    span: Span
    value: Decimal
    per: Per


@dataclass(frozen=True, kw_only=True, slots=True)
class ClauseNumber:
    """A cited clause as the steps that lead to it: ``("8", "2")`` for 8.2 and for 第八条第二款."""

    span: Span
    path: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many of a thing; for reminders which one it is."""

    span: Span
    value: int
    thing: Thing


Figure: TypeAlias = Amount | Day | DayCount | Rate | ClauseNumber | Count

BLANK = "\x00"


def blanked(text: str, spans: Iterable[Span]) -> str:
    """``text`` of the same length with what was read already made unreadable."""
    signs = list(text)
    for span in spans:
        signs[span.start : span.end] = BLANK * (span.end - span.start)
    return "".join(signs)


def shows_any(text: str, signs: Iterable[str]) -> bool:
    """Whether one of ``signs`` stands in ``text``: a cheap look before a costly search."""
    return any(sign in text for sign in signs)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
