"""Reads by how much one payment is to come later or sooner: "a week later", 延後十天, "back by two weeks"."""

import re
from collections.abc import Iterator

from assistant.domain.bargain import Shift
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.named_days import count
from assistant.intake.replies.table.words import table_words

# How far before the stretch of time the words may begin that say which way it goes.
_BEFORE = 60
_DAYS_IN = (("fortnight", 14), ("week", 7), ("周", 7), ("星期", 7), ("礼拜", 7))
_HALF_A_MONTH, _MONTHS_OF_HALF_A_YEAR, _MONTHS_OF_A_YEAR = 15, 6, 12


def shift_in(heard: Heard, begin: int, end: int) -> Shift | None:
    """The one shift that these words name; None where they name none, or two."""
    found = set(_shifts(heard, begin, end))
    return found.pop() if len(found) == 1 else None


def _shifts(heard: Heard, begin: int, end: int) -> Iterator[Shift]:
    for match in heard.all_of("proposal.duration"):
        if begin <= match.start() and match.end() <= end and (way := _way(heard, match)):
            yield _by(match["n"], match["u"], match[0], way)


def _way(heard: Heard, match: re.Match[str]) -> int:
    """1 for later, -1 for sooner, 0 where nobody says which, or where it tells what was."""
    if heard.finds("stance.past", *heard.sentence.part(match.start(), match.end())):
        return 0
    words, like, begin = heard.words, table_words(), max(0, match.start() - _BEFORE)
    if like["sooner"].search(words, begin, match.start()) or like["sooner_behind"].match(words, match.end()):
        return -1
    ahead = like["later"].search(words, begin, match.start()) or like["more_time"].search(match[0])
    return int(bool(ahead or like["later_behind"].match(words, match.end())))


def _by(number: str, unit: str, words: str, way: int) -> Shift:
    """So many of ``unit``, in the direction of ``way``."""
    if number in ("半", "half"):
        year = "年" in unit or "year" in unit
        return Shift(months=way * _MONTHS_OF_HALF_A_YEAR) if year else Shift(days=way * _HALF_A_MONTH)
    many = way * count("a" if number.startswith("an") else number)
    if "工作" in unit or re.search(r"\b(?:working|business)\b", words):
        return Shift(working_days=many)
    if "year" in unit or "年" in unit:
        return Shift(months=many * _MONTHS_OF_A_YEAR)
    if "month" in unit or "月" in unit:
        return Shift(months=many)
    return Shift(days=many * next((days for word, days in _DAYS_IN if word in unit), 1))
