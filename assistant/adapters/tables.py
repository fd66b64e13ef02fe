"""Decides how a CSV or XLSX file on disk becomes tables of text, and refuses what cannot be read for certain."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.adapters.input_files import OLD_OFFICE_MARK, ZIP_MARK, read_bytes
from assistant.adapters.workbook import sheets_of
from assistant.errors import UnreadableFile
from assistant.intake.cleaning import without_brackets
from assistant.intake.decoding import decode
from assistant.intake.words import ImportWords, shipped_words
from assistant.ports import Table

_MOST_BYTES = 20_000_000
_MOST_ROWS = 50_000
_MOST_COLUMNS = 200
_HEADER_WITHIN = 20
_SEPARATORS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_PLAIN = {".csv", ".tsv", ".tab", ".txt"}
_WORKBOOK = {".xlsx", ".xlsm"}


class FileTables:
    """Reads files into tables; ``words``, the shipped ones by default, tell header row, separator and encoding."""

    def __init__(self, words: ImportWords | None = None) -> None:
        self._given = words

    def read(self, path: Path) -> tuple[Table, ...]:
        """Every visible, non-empty sheet; raises UnreadableFile with one line that says why and what to do.

        Files over 20 MB, tables over 50,000 rows and workbooks that unpack to much more than they hold are refused.
        """
        raw = read_bytes(path, most=_MOST_BYTES, endings=_PLAIN | _WORKBOOK)
        if path.suffix.casefold() in _WORKBOOK:
            return self._workbook(raw, path.name)
        return (self._plain(raw, path.name),)

    def _workbook(self, raw: bytes, name: str) -> tuple[Table, ...]:
        if raw.startswith(OLD_OFFICE_MARK):
            message = f"{name} is an old .xls file or has a password; save it as .xlsx without a password."
            raise UnreadableFile("old_workbook", message, name=name)
        if not raw.startswith(ZIP_MARK):
            raise UnreadableFile(
                "wrong_extension", f"{name} is not an Excel workbook, whatever its name says.", name=name
            )
        sheets, hidden = sheets_of(raw, name)
        notes = tuple(f"{name}: the hidden sheet {sheet!r} was not read." for sheet in hidden)
        tables: list[Table] = []
        for sheet, rows in sheets:
            title = name if len(sheets) == 1 else f"{name}, sheet {sheet}"
            tables.append(self._table(title, enumerate(rows, start=1), notes if not tables else ()))
        if not tables:
            raise UnreadableFile("empty_file", f"{name} holds no visible sheet with data.", name=name)
        return tuple(tables)

    def _plain(self, raw: bytes, name: str) -> Table:
        if raw.startswith((ZIP_MARK, OLD_OFFICE_MARK)):
            message = f"{name} is an Excel workbook by its content; give it the ending .xlsx."
            raise UnreadableFile("wrong_extension", message, name=name)
        text = decode(raw, name=name, known_words=self._words.han_words)
        said = _SEPARATOR_LINE.match(text)
        # The line "sep=;" is Excel's own hint and no row of the table, but it is a line of the file.
        body, first = (text[said.end() :], 2) if said else (text, 1)
        separator = said[1] if said else self._separator(body)
        return self._table(name, enumerate(_records(body, separator, name), start=first), ())

    def _separator(self, text: str) -> str:
        sample = text[:20_000]

        def fit(separator: str) -> tuple[int, int]:
            rows = list(_sample(sample, separator))
            return max(map(self._known, rows), default=0), max(map(len, rows), default=0)

        return max(_SEPARATORS, key=fit)

    @property
    def _words(self) -> ImportWords:
        return self._given or shipped_words()

    def _known(self, row: Sequence[str]) -> int:
        words = self._words
        return sum(1 for cell in row if cell and (words.column(cell) or words.column(without_brackets(cell))))

    def _table(self, name: str, numbered: Iterable[tuple[int, Sequence[str]]], notes: tuple[str, ...]) -> Table:
        rows = [(number, row) for number, row in numbered if any(cell.strip() for cell in row)]
        if not rows:
            raise UnreadableFile("empty_file", f"{name} is empty; choose the file that holds the data.", name=name)
        if len(rows) > _MOST_ROWS:
            message = f"{name} has {len(rows)} rows; at most {_MOST_ROWS} are read at once, so split it."
            raise UnreadableFile("too_large", message, name=name)
        top = next((i for i, (_, row) in enumerate(rows[:_HEADER_WITHIN]) if self._known(row) > 1), 0)
        columns = _column_names(rows[top][1], name)
        if top:
            notes = (*notes, f"{name}: the lines above the header in row {rows[top][0]} were not read.")
        body = _body(columns, rows[top + 1 :])
        return Table(name=name, columns=tuple(column for column in columns if column), rows=body, notes=notes)


def _sample(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for _, row in zip(range(_HEADER_WITHIN), reader, strict=False):
            yield row
    except csv.Error:
        return


def _records(text: str, separator: str, name: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        message = f"{name} is broken near line {reader.line_num} ({error}); check the quotes there and export it again."
        raise UnreadableFile("broken_table", message, name=name, line=reader.line_num) from error


def _column_names(header: Sequence[str], name: str) -> list[str]:
    if len(header) > _MOST_COLUMNS:
        message = f"{name} has {len(header)} columns; at most {_MOST_COLUMNS} are read."
        raise UnreadableFile("too_large", message, name=name)
    names: list[str] = []
    for cell in header:
        plain = " ".join(cell.split())
        again = sum(1 for known in names if known == plain or known.startswith(f"{plain} ("))
        names.append(f"{plain} ({again + 1})" if plain and plain in names else plain)
    return names


def _body(columns: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[tuple[int, dict[str, str]], ...]:
    width = len(columns)
    if rows and all(len(row) == width + 1 and not row[-1].strip() for _, row in rows):
        rows = [(number, row[:-1]) for number, row in rows]  # every line ends with a separator
    return tuple((number, _cells(columns, row)) for number, row in rows)


def _cells(columns: Sequence[str], row: Sequence[str]) -> dict[str, str]:
    """Cells by column name; a row that has more cells than the header, or cells under no name, has an empty name too.

    Such a row may be shifted (an amount with a comma and without quotes), so that none of its cells can be trusted.
    """
    cells = dict.fromkeys(columns, "")
    stray = []
    for position, cell in enumerate(row):
        column = columns[position] if position < len(columns) else ""
        if column:
            cells[column] = cell
        elif cell.strip():
            stray.append(cell)
    cells.pop("", None)
    return {**cells, "": " ".join(stray)} if stray or len(row) > len(columns) else cells
