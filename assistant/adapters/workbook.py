"""Decides what an XLSX workbook's cells say as text, after making sure that unpacking it stays within bounds."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TypeAlias

from assistant.errors import UnreadableFile

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta
Sheet: TypeAlias = tuple[str, list[list[str]]]

_MOST_UNPACKED = 48_000_000
_MOST_PARTS = 1_000
_MOST_CELLS = 2_000_000
_MOST_TEXT = 30_000_000
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=\"([A-Z]{1,3})([0-9]{1,7})\"")
_SHARED = re.compile(rb"<(?:\w+:)?c\b[^>]*?\bt=\"s\"[^>]*>\s*<(?:\w+:)?v>([0-9]{1,9})<")
_STRING = re.compile(rb"<(?:\w+:)?si\b.*?</(?:\w+:)?si>", re.DOTALL)
# A spreadsheet keeps 15 significant digits; further ones are noise of binary fractions.
_DIGITS = 15


def sheets_of(raw: bytes, name: str) -> tuple[list[Sheet], tuple[str, ...]]:
    """The visible, non-empty sheets as rows of text, and the names of the hidden ones; raises UnreadableFile."""
    import python_calamine as calamine

    _check_bounds(raw, name)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw)) as book:
            hidden = tuple(
                sheet.name for sheet in book.sheets_metadata if sheet.visible != calamine.SheetVisibleEnum.Visible
            )
            visible = [sheet.name for sheet in book.sheets_metadata if sheet.name not in hidden]
            read = [(title, book.get_sheet_by_name(title).to_python(skip_empty_area=False)) for title in visible]
    except calamine.PasswordError as error:
        raise UnreadableFile("old_workbook", f"{name} has a password; save it without one.", name=name) from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _damaged(name) from error
    sheets = [(title, [[text_of(cell) for cell in row] for row in rows]) for title, rows in read]
    return [(title, rows) for title, rows in sheets if any(any(row) for row in rows)], hidden


def text_of(cell: Cell) -> str:
    """A cell as text: dates in ISO 8601, numbers as plain decimals with at most 15 significant digits.

    A number too large to be kept exactly is written with its exponent (``2.51170E+19``): its last digits are lost.
    """
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, int | float):
        if abs(cell) >= 10**_DIGITS:
            return f"{cell:.5E}"
        return f"{Decimal(f'{cell:.{_DIGITS}g}'):f}"
    return str(cell)


def _check_bounds(raw: bytes, name: str) -> None:
    """Unpack every part once, counting: a declared size can lie, and one stray cell can span a million rows."""
    lengths: list[int] = []
    references: list[int] = []
    left = _MOST_UNPACKED
    for part in _parts(raw, name):
        left -= len(part)
        if left < 0:
            raise _too_large(name)
        lengths += [len(string) for string in _STRING.findall(part)] if b"<sst" in part[:2000] else []
        if _spanned(part) > _MOST_CELLS:
            raise _too_large(name)
        references += [int(index) for index in _SHARED.findall(part)]
        if len(references) > _MOST_CELLS:
            raise _too_large(name)
    if sum(lengths[index] for index in references if index < len(lengths)) > _MOST_TEXT:
        raise _too_large(name)


def _parts(raw: bytes, name: str) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_PARTS or sum(member.file_size for member in members) > _MOST_UNPACKED:
                raise _too_large(name)
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    with archive.open(member) as opened:
                        yield opened.read(_MOST_UNPACKED + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _damaged(name) from error


def _spanned(part: bytes) -> int:
    """How many cells the area from the first to the last written cell of a sheet holds."""
    columns, rows = 0, 0
    for letters, digits in _CELL.findall(part):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        columns, rows = max(columns, column), max(rows, int(digits))
    return columns * rows


def _too_large(name: str) -> UnreadableFile:
    message = f"{name} unpacks to far more than a ledger holds; copy the rows you need into a new workbook."
    return UnreadableFile("too_large", message, name=name)


def _damaged(name: str) -> UnreadableFile:
    return UnreadableFile(
        "damaged_workbook", f"{name} is damaged; open it in Excel, save it again, and retry.", name=name
    )
