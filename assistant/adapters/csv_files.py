"""Reads a CSV file row by row, each time from its start, and never holds more of it than one row."""

import csv
import io
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from assistant.adapters.input_files import OLD_OFFICE_MARK, PDF_MARK, ZIP_MARK, pieces_of
from assistant.adapters.table_head import (
    HEADER_WITHIN,
    column_names,
    ends_with_separator,
    has_empty_end,
    header_place,
    known_names,
)
from assistant.errors import UnreadableFile
from assistant.intake.encoding import Encoding, settle_encoding
from assistant.intake.words import ImportWords
from assistant.ports import Table

MOST_ROWS = 500_000
_MOST_CHARACTERS = 1_000_000
# Blank lines and lines within cells are no rows, but take their time too.
_MOST_LINES = 2_000_000
_SEPARATORS = ",;\t|"
# Old programs end a file with Control-Z.
_END_OF_FILE = "\x1a"
_SAMPLE = 20_000
# Rows whose ends are looked at before the file is read.
_ENDS = 200


def csv_table(path: Path, words: ImportWords, said: str = "") -> Table:
    """The table in ``path``, in the encoding that is ``said`` if any; its rows are read when they are asked for.

    Raises UnreadableFile with one line that says why and what to do; asking for a row may raise it too: for broken
    quotes, for rows over a million characters, for more than 500,000 rows, or when the file was changed meanwhile.
    """
    start = next(pieces_of(path), b"")
    if start.startswith((ZIP_MARK, OLD_OFFICE_MARK, PDF_MARK)):
        message = f"{path.name} is no table by its content, whatever its name says; save the table as .csv or .xlsx."
        raise UnreadableFile("wrong_extension", message, name=path.name)
    stamp = _stamp(path.stat())
    encoding = settle_encoding(partial(pieces_of, path), name=path.name, known_words=words.han_words, said=said)
    file = _separated(_CsvFile(path=path, encoding=encoding, stamp=stamp), words)
    head = list(islice(file.records(), HEADER_WITHIN))
    if not head:
        message = f"{path.name} is empty; choose the file that holds the data."
        raise UnreadableFile("empty_file", message, name=path.name)
    place = header_place([row for _, row in head], words)
    number, header = head[place]
    columns = column_names(header, path.name)
    file = replace(file, header=number)
    if sum(piece.count(b"\n") for piece in pieces_of(path)) > MOST_ROWS:
        deque(limited(file.records(), path.name), maxlen=0)  # before the first row is made anything of
    notes = (f"{path.name}: the lines above the header in row {number} were not read.",) if place else ()
    trims = ends_with_separator((row for _, row in islice(file.records(), _ENDS)), len(columns))
    return Table(name=path.name, columns=columns, rows=_Rows(file, len(columns) if trims else 0), notes=notes)


@dataclass(frozen=True, kw_only=True, slots=True)
class _CsvFile:
    """How one file is to be read; rows up to ``header`` and the line ``sep=;`` (``hint``) are no rows of the table."""

    path: Path
    encoding: Encoding
    stamp: tuple[int, int]
    separator: str = ","
    hint: bool = False
    header: int = 0

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """The rows that are not blank, with their numbers in the file; raises UnreadableFile."""
        taken = [0]
        lines = islice(self._lines(taken), int(self.hint), None)
        csv.field_size_limit(_MOST_CHARACTERS)  # a long cell is its row's fault alone, not its file's
        reader = csv.reader(lines, delimiter=self.separator, skipinitialspace=True, strict=True)
        try:
            for number, row in enumerate(reader, start=1 + self.hint):
                taken[0] = 0
                if number > _MOST_LINES:
                    message = f"{self.path.name} has more than {_MOST_LINES:,} lines; no ledger has, so split it."
                    raise UnreadableFile("too_large", message, name=self.path.name, lines=_MOST_LINES)
                if number > self.header and row and (row[0].strip() or "".join(row).strip()):
                    yield number, row
        except csv.Error as error:
            raise self._broken(reader.line_num, error) from error

    def start(self) -> str:
        """The first characters of the text."""
        with self._opened() as text:
            return text.read(_SAMPLE)

    def _lines(self, taken: list[int]) -> Iterator[str]:
        """Its lines; ``taken`` counts the characters since the reader of rows last set it to zero."""
        try:
            with self._opened() as text:
                for line in iter(partial(text.readline, _MOST_CHARACTERS + 1), ""):
                    taken[0] += len(line)
                    if len(line) > _MOST_CHARACTERS:
                        raise self._too_long()
                    if taken[0] > _MOST_CHARACTERS:
                        raise csv.Error("a row of more than a million characters: some quote is not closed")
                    if line != _END_OF_FILE:
                        yield line
        except UnicodeDecodeError as error:
            raise self._changed() from error

    def _opened(self) -> io.TextIOWrapper:
        try:
            raw = self.path.open("rb")
        except OSError as error:
            message = f"{self.path.name} cannot be read: {error.strerror}."
            raise UnreadableFile("file_unreadable", message, name=self.path.name) from error
        if _stamp(os.fstat(raw.fileno())) != self.stamp:
            raw.close()
            raise self._changed()
        raw.seek(self.encoding.mark)
        return io.TextIOWrapper(raw, encoding=self.encoding.name, newline="")

    def _broken(self, line: int, error: csv.Error) -> UnreadableFile:
        name = self.path.name
        message = f"{name} is broken near line {line} ({error}); check the quotes there and export it again."
        return UnreadableFile("broken_table", message, name=name, line=line)

    def _too_long(self) -> UnreadableFile:
        name = self.path.name
        message = f"{name} has a line of more than a million characters; it is no table, or its line ends are lost."
        return UnreadableFile("line_too_long", message, name=name)

    def _changed(self) -> UnreadableFile:
        name = self.path.name
        message = f"{name} was changed while it was being read; wait until it is written, then import it again."
        return UnreadableFile("file_changed", message, name=name)


class _Rows:
    """The rows below the header, read anew each time; where ``trimmed`` is a width, without the empty cell beyond."""

    def __init__(self, file: _CsvFile, trimmed: int) -> None:
        self._file = file
        self._trimmed = trimmed

    def __iter__(self) -> Iterator[tuple[int, Sequence[str]]]:
        records = limited(self._file.records(), self._file.path.name)
        return self._without_ends(records) if self._trimmed else records

    def _without_ends(self, records: Iterable[tuple[int, Sequence[str]]]) -> Iterator[tuple[int, Sequence[str]]]:
        for number, row in records:
            yield number, row[:-1] if has_empty_end(row, self._trimmed) else row


def limited(records: Iterator[tuple[int, Sequence[str]]], name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """The same, as long as they are not too many; raises UnreadableFile beyond."""
    yield from islice(records, MOST_ROWS)
    if next(records, None):
        message = f"{name} has more than {MOST_ROWS:,} rows; at most so many are read at once, so split it."
        raise UnreadableFile("too_large", message, name=name, rows=MOST_ROWS)


def _separated(file: _CsvFile, words: ImportWords) -> _CsvFile:
    """``file`` with its separator: what its first line says, else the one that makes the most known columns."""
    start = file.start()
    said = _hinted(start)
    if said:
        return replace(file, separator=said, hint=True)

    def fit(separator: str) -> tuple[int, int]:
        rows = list(_sample(start, separator))
        return max((known_names(row, words) for row in rows), default=0), max(map(len, rows), default=0)

    return replace(file, separator=max(_SEPARATORS, key=fit))


def _hinted(start: str) -> str:
    """The separator that Excel's own first line ``sep=;`` names."""
    line = start.partition("\n")[0].removeprefix("\ufeff").rstrip("\r")
    return line[4:] if len(line) == 5 and line[:4].casefold() == "sep=" and len(line) < len(start) else ""


def _sample(text: str, separator: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        yield from islice(reader, HEADER_WITHIN)
    except csv.Error:
        return


def _stamp(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns
