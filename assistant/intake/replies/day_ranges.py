"""Reads several days for one payment as a range, whose last day counts: "Friday or Monday at the latest", 3到5号."""

from datetime import date

from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.promise_words import promise_words

# How long the words between two days of one range are at most, and how far behind them the word for the latest ends.
_BETWEEN, _BEHIND = 30, 18


def latest_of(heard: Heard, n: int) -> date | None:
    """The last day of the range that the day number ``n`` belongs to."""
    first = n
    while first and _is_one_range(heard.words, heard.days[first - 1], heard.days[first]):
        first -= 1
    return last_of_range(heard, heard.days, first)


def last_of_range(heard: Heard, days: tuple[Day, ...], n: int) -> date | None:
    """The last day of the range that begins with number ``n`` of ``days``."""
    day = days[n].day
    while n + 1 < len(days) and _is_one_range(heard.words, days[n], days[n + 1]):
        n += 1
        other = days[n].day
        day = max(day, other) if day and other else day or other
    return day


def _is_one_range(words: str, one: Day, other: Day) -> bool:
    like = promise_words()
    between = words[one.end : other.start]
    return len(between) < _BETWEEN and bool(
        like["one_range"].fullmatch(between) or like["latest"].search(between + words[other.end : other.end + _BEHIND])
    )
