"""Decides what an XLSX workbook's cells say as text; a process of its own unpacks and reads the file."""

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.adapters.workbook_parts import BookParts, Range, SheetPart, open_parts, too_large
from assistant.adapters.workbook_slices import Cell, SheetSlices

if TYPE_CHECKING:
    from assistant.adapters.apart import Kept

# Those of the data, and what stands above them.
_MOST_ROWS = 200_000 + 50
_MOST_COLUMNS = 100
_MOST_TEXT = 50_000_000
_MOST_REPEATED = 100_000
# No cell of a spreadsheet program holds more characters.
_LONGEST = 32_767
# A spreadsheet keeps 15 significant digits; further ones are noise of binary fractions.
_DIGITS = 15


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetRows:
    """The rows of one sheet, kept in a file: (row number from 1, cells), read again from the start each time."""

    kept: "Kept"
    first: int
    last: int

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Rows that hold nothing are not among them."""
        for line in self.kept.lines(self.first, self.last):
            number, *cells = json.loads(line)
            yield number, cells


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkbookSheet:
    """One visible sheet that holds something.

    ``repeated`` names the cells (row number, column from 0) of which another one says the same because they are merged.
    """

    title: str
    rows: SheetRows
    repeated: frozenset[tuple[int, int]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Workbook:
    """The sheets with what must be said about the file; its rows live as long as somebody holds them."""

    sheets: tuple[WorkbookSheet, ...]
    notes: tuple[str, ...]


def read_workbook(path: Path) -> Workbook:
    """The workbook's visible sheets as text; raises UnreadableFile with one line that says why and what to do.

    Refused are files over 20 MB, more than 200 parts or 120 MB unpacked, sheets over 200,000 rows or 100 columns.
    """
    from assistant.adapters.apart import Kept

    kept = Kept("workbook", path)
    sheets: list[WorkbookSheet] = []
    notes: list[str] = []
    first, offset, title = 0, 0, ""
    for line in kept.lines():
        offset += len(line)
        if line.startswith(b"["):
            continue
        said = json.loads(line)
        if "sheet" in said:
            title, first = said["sheet"], offset
            notes += said["notes"]
        else:
            notes += said["notes"]
            rows = SheetRows(kept=kept, first=first, last=offset - len(line))
            if rows.first < rows.last:
                sheets.append(WorkbookSheet(title=title, rows=rows, repeated=frozenset(map(tuple, said["repeated"]))))
    return Workbook(sheets=tuple(sheets), notes=tuple(notes))


def parse(path: Path, emit: Callable[[object], None]) -> None:
    """In the child process: of each visible sheet an object that opens it, its rows, and an object that closes it.

    A row is an array of its number, from 1, and its cells as text; rows without text are left out. Raises
    UnreadableFile.
    """
    with open_parts(path) as book:
        room = _Room(book.name)
        hidden = [
            f"{book.name}: the hidden sheet {sheet.title!r} was not read." for sheet in book.sheets if sheet.hidden
        ]
        for sheet in book.sheets:
            if not sheet.hidden:
                _emit_sheet(book, sheet, room, hidden, emit)
                hidden = []


def text_of(cell: Cell) -> str:
    """A cell as text: dates in ISO 8601, numbers as plain decimals with at most 15 significant digits.

    A number too large to be kept exactly is written with its exponent (``2.51170E+19``): its last digits are lost.
    """
    write = _WRITERS.get(type(cell))
    return write(cell) if write else str(cell)


def _number(cell: int | float) -> str:
    if abs(cell) >= 10**_DIGITS:
        return f"{cell:.5E}"
    plain = f"{cell:.{_DIGITS}g}"
    return f"{Decimal(plain):f}" if "e" in plain else plain


def _moment(cell: datetime) -> str:
    return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    str: str,
    float: _number,
    int: _number,
    bool: lambda cell: "TRUE" if cell else "FALSE",
    date: date.isoformat,
    time: time.isoformat,
    datetime: _moment,
}


@dataclass(slots=True)
class _Room:
    """How much may still be said about the whole workbook, in characters."""

    name: str
    left: int = _MOST_TEXT

    def take(self, cells: list[str]) -> None:
        length = sum(map(len, cells))
        self.left -= length
        if self.left < 0 or (length > _LONGEST and max(map(len, cells)) > _LONGEST):
            raise too_large(self.name)


def _emit_sheet(
    book: BookParts, sheet: SheetPart, room: _Room, notes: list[str], emit: Callable[[object], None]
) -> None:
    ranges = sorted(book.merged.get(sheet.part, ()))
    emit({"sheet": sheet.title, "merged": ranges, "notes": notes})
    slices = SheetSlices(book=book, part=sheet.part)
    merges = _Merges(ranges, book.name)
    count = 0
    for number, column, raw in slices.rows():
        if not any(cell != "" for cell in raw):
            continue
        count += 1
        if count > _MOST_ROWS or column + len(raw) > _MOST_COLUMNS:
            raise too_large(book.name)
        cells = [""] * column + [cell if type(cell) is str else text_of(cell) for cell in raw]
        room.take(cells)
        merges.fill(number, cells)
        emit([number + 1, *cells])
    emit({"repeated": merges.repeated, "notes": list(_notes(slices, f"{book.name}, sheet {sheet.title}"))})


def _notes(slices: SheetSlices, where: str) -> Iterator[str]:
    if slices.unstored:
        yield (
            f"{where}: {slices.unstored} formulas have no stored result, so their cells count as empty; open the "
            "workbook in its program, save it, and import it again."
        )
    if slices.hidden:
        yield f"{where}: {slices.hidden} hidden rows were read as well; delete them there if they do not belong."


class _Merges:
    """Shows the value of a merged cell in each place that it covers, row by row downwards."""

    def __init__(self, ranges: list[Range], name: str) -> None:
        self._coming = deque(ranges)
        self._open: list[tuple[Range, str]] = []
        self._name = name
        self._repeated: dict[tuple[int, int], None] = {}

    @property
    def repeated(self) -> list[tuple[int, int]]:
        """The cells (row number, column) that were filled, and the first one where another row was filled from it."""
        return list(self._repeated)

    def fill(self, number: int, cells: list[str]) -> None:
        """Fill the row ``number`` (from 0); rows come in order."""
        while self._coming and self._coming[0][0] <= number:
            merged = self._coming.popleft()
            if merged[0] == number and merged[1] < len(cells) and cells[merged[1]]:
                self._open.append((merged, cells[merged[1]]))
        self._open = [each for each in self._open if each[0][2] >= number]
        for (top, left, _, right), text in self._open:
            last = min(right, _MOST_COLUMNS - 1)
            cells += [""] * (last + 1 - len(cells))
            for column in range(left, last + 1):
                if not cells[column]:
                    cells[column] = text
                    self._repeated |= {(number + 1, column): None} | ({(top + 1, left): None} if number > top else {})
            if len(self._repeated) > _MOST_REPEATED:
                raise too_large(self._name)
