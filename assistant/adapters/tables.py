"""Decides how a CSV or XLSX file on disk becomes tables of text, and refuses what cannot be read for certain."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from assistant.adapters.bank_statement import read_statement
from assistant.adapters.csv_files import csv_table, limited
from assistant.adapters.input_files import OLD_OFFICE_MARK, ZIP_MARK, pieces_of, require_readable
from assistant.adapters.table_head import HEADER_WITHIN, column_names, header_place
from assistant.adapters.workbook import WorkbookSheet, read_workbook
from assistant.errors import UnreadableFile
from assistant.intake.words import ImportWords, shipped_words
from assistant.ports import Table

_MOST_CSV_BYTES = 250_000_000
_MOST_WORKBOOK_BYTES = 20_000_000
_PLAIN = {".csv", ".tsv", ".tab", ".txt"}
_WORKBOOK = {".xlsx", ".xlsm"}
_STATEMENT = ".xml"


class FileTables:
    """Reads files into tables; ``words``, the shipped ones by default, tell header row, separator and encoding."""

    def __init__(self, words: ImportWords | None = None) -> None:
        self._given = words

    def read(self, path: Path, *, encoding: str = "") -> tuple[Table, ...]:
        """Every visible, non-empty sheet; raises UnreadableFile with one line that says why and what to do.

        ``encoding`` is what the user says that a CSV file is in; else the file has to tell. A camt.053 statement is a
        table of `assistant.intake.bank_camt.COLUMNS`. CSV files over 250 MB, workbooks and statements over 20 MB and
        tables over 500,000 rows are refused. Rows are read from the disk each time they are gone through, and going
        through those of a CSV file may raise UnreadableFile too.
        """
        if path.suffix.casefold() in _WORKBOOK:
            require_readable(path, most=_MOST_WORKBOOK_BYTES)
            return self._workbook(path)
        if path.suffix.casefold() == _STATEMENT:
            require_readable(path, most=_MOST_WORKBOOK_BYTES)
            return (read_statement(path),)
        require_readable(path, most=_MOST_CSV_BYTES, endings=_PLAIN | _WORKBOOK)
        return (csv_table(path, self._words, encoding),)

    def _workbook(self, path: Path) -> tuple[Table, ...]:
        name, start = path.name, next(pieces_of(path), b"")
        if start.startswith(OLD_OFFICE_MARK):
            message = f"{name} is an old .xls file or has a password; save it as .xlsx without a password."
            raise UnreadableFile("old_workbook", message, name=name)
        if not start.startswith(ZIP_MARK):
            raise UnreadableFile(
                "wrong_extension", f"{name} is not an Excel workbook, whatever its name says.", name=name
            )
        book = read_workbook(path)
        if not book.sheets:
            raise UnreadableFile("empty_file", f"{name} holds no visible sheet with data.", name=name)
        titles = [name if len(book.sheets) == 1 else f"{name}, sheet {sheet.title}" for sheet in book.sheets]
        notes = [book.notes, *[()] * (len(titles) - 1)]
        return tuple(map(self._table, titles, book.sheets, notes))

    @property
    def _words(self) -> ImportWords:
        return self._given or shipped_words()

    def _table(self, title: str, sheet: WorkbookSheet, notes: tuple[str, ...]) -> Table:
        head = list(islice(_filled(sheet.rows), HEADER_WITHIN))
        place = header_place([cells for _, cells in head], self._words)
        number, header = head[place] if head else (0, [])
        columns = column_names(_without_end(header, 0), title)
        if place:
            notes = (*notes, f"{title}: the lines above the header in row {number} were not read.")
        rows = _SheetRows(sheet, title, header=number, width=len(columns))
        return Table(name=title, columns=columns, rows=rows, notes=notes, repeated=sheet.repeated)


class _SheetRows:
    """The rows of a workbook's sheet below its header, read anew at each turn, without empty cells beyond it."""

    def __init__(self, sheet: WorkbookSheet, title: str, *, header: int, width: int) -> None:
        self._sheet, self._title, self._header, self._width = sheet, title, header, width

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        return limited(self._below(), self._title)

    def _below(self) -> Iterator[tuple[int, Sequence[str]]]:
        for number, cells in _filled(self._sheet.rows):
            if number > self._header:
                yield number, _without_end(cells, self._width)


def _without_end(cells: list[str], width: int) -> list[str]:
    """``cells`` less the empty ones beyond ``width`` at their end: a sheet is as wide as its widest row."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return cells[:end]


def _filled(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    return ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
