"""Decides which row of a table names its columns, what they are called, and whether every row ends with a separator."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from assistant.errors import UnreadableFile
from assistant.intake.cleaning import without_brackets
from assistant.intake.words import ImportWords

# How many rows are looked through for the header; above it stand titles and dates of printing.
HEADER_WITHIN = 20
_MOST_COLUMNS = 200
_BEFORE_A_COMMA = re.compile(r"\D?[0-9]{1,3}", re.ASCII)
_AFTER_A_COMMA = re.compile(r"[0-9]{3}(?:\.[0-9]+)?", re.ASCII)
_BEFORE_CENTS = re.compile(r"\D{0,5}[0-9]+(?:[.' \u00a0\u202f][0-9]{3})*", re.ASCII)
_CENTS = re.compile(r"[0-9]{2}", re.ASCII)


def known_names(row: Sequence[str], words: ImportWords) -> int:
    """How many different columns the cells of ``row`` name."""
    return len({words.column(cell) or words.column(without_brackets(cell)) for cell in row if cell} - {None})


def header_place(rows: Sequence[Sequence[str]], words: ImportWords) -> int:
    """Which of the first rows is the header: the first of those that name most columns, else the first of all.

    A line such as ``Company, Example Ltd, Date, 2026-06-16`` above the header names two columns as well.
    """
    names = [known_names(row, words) for row in rows]
    most = max(names, default=0)
    return names.index(most) if most > 1 else 0


def column_names(header: Sequence[str], name: str) -> tuple[str, ...]:
    """The names in ``header``, a second one of the same name told by a number; raises UnreadableFile for too many."""
    if len(header) > _MOST_COLUMNS:
        message = f"{name} has {len(header)} columns; at most {_MOST_COLUMNS} are read."
        raise UnreadableFile("too_large", message, name=name)
    names: list[str] = []
    for cell in header:
        plain = " ".join(cell.split())
        again = sum(1 for known in names if known == plain or known.startswith(f"{plain} ("))
        names.append(f"{plain} ({again + 1})" if plain and plain in names else plain)
    return tuple(names)


def ends_with_separator(rows: Iterable[Sequence[str]], width: int) -> bool:
    """Whether each of ``rows`` has one cell more than the header, an empty one: its lines end with a separator."""
    seen = False
    for row in rows:
        if not has_empty_end(row, width):
            return False
        seen = True
    return seen


def has_empty_end(row: Sequence[str], width: int) -> bool:
    """Whether ``row`` has one empty cell too many, and not because a comma cut a number in two.

    Of 48,200.00 it leaves 48 and 200.00, of 48200,50 it leaves 48200 and 50.
    """
    return len(row) == width + 1 and not row[-1].strip() and not _cut_number(row)


def _cut_number(row: Sequence[str]) -> bool:
    return any(
        (_BEFORE_A_COMMA.fullmatch(left) and _AFTER_A_COMMA.fullmatch(right))
        or (_BEFORE_CENTS.fullmatch(left) and _CENTS.fullmatch(right))
        for left, right in pairwise(cell.strip() for cell in row)
    )
