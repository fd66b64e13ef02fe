"""Decides what a file of refused rows holds, so that somebody can correct it and import just that file."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.intake.columns import Sheet, SheetKind
from assistant.intake.reading import RejectedRow

# Plain figures are no formula, whatever sign stands before them.
_FIGURE = re.compile(r"[+-]?[0-9][0-9.,]*", re.ASCII)
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, kw_only=True, slots=True)
class RejectsTable:
    """The refused rows of sheets of one kind: ``columns`` by their canonical names, ``rows`` with their cells."""

    kind: SheetKind
    columns: tuple[str, ...]
    rows: tuple[tuple[RejectedRow, tuple[str, ...]], ...]


def reject_tables(sheets: Sequence[Sheet], rejected: Iterable[RejectedRow]) -> Iterator[RejectsTable]:
    """A table for each kind of sheet that has refused rows, in the order of the sheets; their rows are read again.

    A ledger and a list of customers need different columns, so that one file cannot hold the rows of both.
    """
    refused = {(row.file, row.row): row for row in rejected}
    files = {file for file, _ in refused}
    for kind in dict.fromkeys(sheet.kind for sheet in sheets if sheet.table.name in files):
        alike = [sheet for sheet in sheets if sheet.kind is kind and sheet.table.name in files]
        columns = tuple(dict.fromkeys(name for sheet in alike for name in _titles(sheet).values()))
        rows = tuple(row for sheet in alike for row in _refused_rows(sheet, columns, refused))
        yield RejectsTable(kind=kind, columns=columns, rows=rows)


def safe_cell(text: str) -> str:
    """``text`` so that no spreadsheet takes it for a formula; an import takes the apostrophe away again."""
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) and not _FIGURE.fullmatch(text) else text


def _refused_rows(
    sheet: Sheet, columns: Sequence[str], refused: Mapping[tuple[str, int], RejectedRow]
) -> Iterator[tuple[RejectedRow, tuple[str, ...]]]:
    titles, width = _titles(sheet), len(sheet.table.columns)
    for number, cells in sheet.table.rows:
        row = refused.get((sheet.table.name, number))
        if row:
            told = {titles[place]: cells[place] for place in titles if place < len(cells)}
            beyond = cells[width:]  # as many as there are: that they are too many is what must be corrected
            yield row, tuple(map(safe_cell, (*(told.get(column, "") for column in columns), *beyond)))


def _titles(sheet: Sheet) -> Mapping[int, str]:
    """What each column is called where it can be imported again: its canonical name, with the currency it counts in."""
    fields = {place: field for field, place in sheet.places.items()}
    titles = {place: fields.get(place, name) for place, name in enumerate(sheet.table.columns) if name}
    if sheet.currency and "amount" in sheet.places:
        titles[sheet.places["amount"]] = f"amount ({sheet.currency})"
    return titles
