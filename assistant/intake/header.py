"""Finds the row of a table that names its columns, also where titles stand above it or were taken for it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from assistant.ports import Table

# Above a header stand the name of the company and of the report, its period, and blank lines.
_WITHIN = 40

T = TypeVar("T")


def under_header(table: Table, fit: Callable[[Sequence[str]], T | None]) -> tuple[Table, T] | None:
    """The table with the first row that ``fit`` makes something of as its columns, and what that is; None without one.

    The table's own columns go first. Its rows stay unread until somebody asks for them.
    """
    own = fit(table.columns)
    if own is not None:
        return table, own
    for number, cells in islice(table.rows, _WITHIN):
        found = fit(cells)
        if found is not None:
            columns = tuple(" ".join(cell.split()) for cell in cells)
            return replace(table, columns=columns, rows=_Below(table=table, header=number)), found
    return None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Below:
    table: Table
    header: int

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        return ((number, cells) for number, cells in self.table.rows if number > self.header)
