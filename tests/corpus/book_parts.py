"""Workbooks as bytes: plain ones, and ones whose parts are taken out, put in or bent."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tests.corpus.ledgers import COLUMNS, row

Part = str | bytes | None


def book(*rows: Sequence[Any], header: Sequence[str] = COLUMNS, **more: Any) -> bytes:
    """One sheet: texts, numbers, days; ``prepare(workbook, worksheet)`` does the rest."""
    return books({"Ledger": [header, *rows]}, **more)


def books(
    sheets: Mapping[str, Iterable[Sequence[Any]]],
    prepare: Callable[[Any, Any], object] | None = None,
    options: Mapping[str, Any] | None = None,
) -> bytes:
    """Several sheets, in order; ``prepare`` is called with each."""
    import xlsxwriter

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, **(options or {})})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        worksheet = workbook.add_worksheet(name)
        for at, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                _write(worksheet, at, place, cell, day)
        if prepare:
            prepare(workbook, worksheet)
    workbook.close()
    return stream.getvalue()


def _write(worksheet: Any, at: int, place: int, cell: Any, day: Any) -> None:
    match cell:
        case datetime() | date():
            worksheet.write_datetime(at, place, cell, day)
        case bool():
            worksheet.write_boolean(at, place, cell)
        case int() | float():
            worksheet.write_number(at, place, cell)
        case str() if cell:
            worksheet.write_string(at, place, cell)


def bent(raw: bytes, changes: Mapping[str, Part | Callable[[bytes], bytes]], *, compressed: bool = True) -> bytes:
    """``raw`` with parts replaced, changed, added, or left out (None)."""
    stream = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", method) as new:
        for name in old.namelist():
            change = changes.get(name, old.read(name))
            content = change(old.read(name)) if callable(change) else change
            if content is not None:
                new.writestr(name, content)
        for name, change in changes.items():
            if name not in old.namelist() and change is not None:
                new.writestr(name, change if isinstance(change, str | bytes) else change(b""))
    return stream.getvalue()


def plain_book() -> bytes:
    """The good row and a second one."""
    return book(cells_of(), other_cells())


def cells_of(**changes: Any) -> list[Any]:
    """The good row with values of any kind."""
    return list((dict(zip(COLUMNS, row(), strict=True)) | {"amount": 48200} | changes).values())


def other_cells(**changes: Any) -> list[Any]:
    """A second row with values of any kind."""
    return cells_of(**({"invoice_no": "INV-2"} | changes))
