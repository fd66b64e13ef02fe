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
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Amount:
    """A sum of money; ``currencies`` are the ISO codes that its sign or word may mean, empty when it names none.

    ``slack`` is how far the sum that is meant may lie off, where the text says that it rounds.
    """

    span: Span
    value: Decimal
    currencies: frozenset[str]
    slack: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A day; without a year ``dates`` holds the readings nearest to the day of writing.

    ``vague`` marks days that are said from the day of writing (last Friday, the end of the month) and then ``dates``
    is every day that may be meant; ``weekday`` is 0 for Monday when one is named beside the date.
    """

    span: Span
    dates: tuple[date, ...]
    vague: bool = False
    weekday: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DayCount:
    """A number of days; ``working`` when they are working days.

    ``rounded`` marks a length in weeks or months, or one that is said roughly: it means ``least`` to ``most`` days.
    """

    span: Span
    value: int
    least: int
    most: int
    working: bool = False
    rounded: bool = False

    def may_mean(self, number: int) -> bool:
        """Whether so many days may be meant."""
        return self.least <= number <= self.most


@dataclass(frozen=True, kw_only=True, slots=True)
class Rate:
    """A percentage, as per cent per period; ``other`` is what the same words mean elsewhere (月息三厘: 3% or 0.3%)."""

    span: Span
    value: Decimal
    per: Per
    other: Decimal | None = None


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
    pieces: list[str] = []
    done = 0
    for span in sorted(spans, key=lambda span: span.start):
        begin, end = max(done, span.start), max(done, span.end)
        pieces += (text[done:begin], BLANK * (end - begin))
        done = end
    return "".join(pieces) + text[done:]


def shows_any(text: str, signs: Iterable[str]) -> bool:
    """Whether one of ``signs`` stands in ``text``: a cheap look before a costly search."""
    return any(sign in text for sign in signs)


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of ``words``, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
