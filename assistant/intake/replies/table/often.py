"""Reads how often payments come: "every fortnight", 每周一次; by the month where nothing is said."""

from datetime import date, timedelta

from assistant.domain.days import months_after
from assistant.intake.replies.heard import Ear
from assistant.intake.replies.table.words import table_words

# Days until a first payment whose day nobody names.
SOON = 5
_RHYTHMS = (("fortnightly", 14), ("weekly", 7))


def rhythm(ear: Ear) -> int | None:
    """The days between two payments where they come more often than by the month."""
    words = " ".join(heard.words for heard in ear.heard)
    return next((days for name, days in _RHYTHMS if table_words()[name].search(words)), None)


def later(ear: Ear, day: date, number: int) -> date:
    """The day ``number`` payments after ``day``."""
    every = rhythm(ear)
    return day + timedelta(days=every * number) if every else months_after(day, number)
