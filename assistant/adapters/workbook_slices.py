"""Reads a worksheet some rows at a time, since the reader holds all that it is given in memory."""

import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from assistant.adapters.workbook_formats import NumberFormats
from assistant.adapters.workbook_parts import BookParts, damaged

Cell: TypeAlias = int | float | str | bool | time | date | datetime | timedelta
# Of the XML of one slice, in bytes: small enough to be held several times over, large enough to be read few times.
_SLICE = 10_000_000
_PREFIX = rb"(?:[A-Za-z_][\w.-]*:)?"
_ROOT = re.compile(rb"<" + _PREFIX + rb"worksheet\b[^>]*>")
_DATA = re.compile(rb"<(" + _PREFIX + rb")sheetData\b[^>]*?(/?)>")
_NUMBER = re.compile(rb"\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_ERROR_MARK = re.compile(rb"t\s*=\s*[\"']e[\"']")
_ERROR = re.compile(rb"(<" + _PREFIX + rb"c\b[^>]*?\bt\s*=\s*)[\"']e[\"']")
# A cell with a formula and what is stored as its result; a text result may well be empty.
_FORMULA = re.compile(
    rb"(<" + _PREFIX + rb"c\b(?![^>]*\bt\s*=\s*[\"'](?:str|s|b|e|d|inlineStr)[\"'])[^>]*>\s*<(" + _PREFIX + rb")f\b"
    rb"(?:[^>]*/>|[^>]*>[^<]*</\2f\s*>))\s*(?:<\2v\s*/>|<\2v\s*>([^<]*)</\2v\s*>)?\s*(?=</)"
)
_HIDDEN_ROW = re.compile(rb"<" + _PREFIX + rb"row\b[^>]*\shidden\s*=\s*[\"'](?:1|true)[\"'][^>/]*>")
_CONTENT = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONSHIPS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_RELATIONSHIP = (
    '<Relationship Id="{0}" Target="{1}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{0}"/>'
)
_BOOK = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<workbookPr date1904="{}"/><sheets><sheet name="S" sheetId="1" r:id="worksheet"/></sheets></workbook>'
)


@dataclass(kw_only=True, slots=True)
class SheetSlices:
    """The rows of one worksheet.

    ``unstored`` counts the formulas met so far that have no result in the file, ``hidden`` the rows that people do not
    see.
    """

    book: BookParts
    part: str
    unstored: int = 0
    hidden: int = 0
    _shell: bytes = field(init=False, default=b"")
    _formats: NumberFormats = field(init=False)

    def rows(self) -> Iterator[tuple[int, int, list[Cell]]]:
        """(row number from 0, column of the first cell, cells) of every row; raises UnreadableFile."""
        self._shell = _shell(self.book)
        self._formats = NumberFormats.of(self.book.support.get("styles", b""))
        for xml in self._slices():
            first_row, first_column, rows = self._read(xml)
            for number, cells in enumerate(rows, start=first_row):
                yield number, first_column, cells
            del rows  # before the next ones are read

    def _slices(self) -> Iterator[tuple[bytes, ...]]:
        """Whole worksheets in XML, in pieces, each with the next rows of this one."""
        pieces = iter(self.book.chunks(self.part))
        found, text = _find(pieces, _DATA)
        root = _ROOT.search(text[: found.start()] if found else text)
        if found is None or root is None:
            raise damaged(self.book.name)
        if found[2]:
            return
        prefix = found[1]
        opening, closing = root[0] + b"<%ssheetData>" % prefix, b"</%ssheetData></%sworksheet>" % (prefix, prefix)
        row = 0
        for block in self._blocks(bytearray(text[found.end() :]), pieces, prefix):
            # Rows that bear no number follow the one before, which may be in the block before.
            before = b'<%srow r="%d"/>' % (prefix, row) if row else b""
            row = _last_row(block, row, prefix)
            yield opening + before, self._readable(block, prefix), closing

    def _blocks(self, text: bytearray, pieces: Iterable[bytes], prefix: bytes) -> Iterator[bytes]:
        """What lies within the sheet's data, cut between rows."""
        start, end = b"<%srow" % prefix, b"</%ssheetData" % prefix
        looked = 0
        for piece in itertools.chain((b"",), pieces):
            text += piece
            stop = text.find(end, looked)
            if stop >= 0:
                yield bytes(text[:stop])
                return
            looked = max(0, len(text) - len(end))
            cut = text.rfind(start) if len(text) >= _SLICE else 0
            if cut > 0:
                yield bytes(text[:cut])
                del text[:cut]
                looked -= cut
        raise damaged(self.book.name)

    def _readable(self, block: bytes, prefix: bytes) -> bytes:
        """The block with errors and formatted numbers as people read them, and without results never worked out."""
        if _ERROR_MARK.search(block):
            block = _ERROR.sub(rb'\1"str"', block)
        if b"<%sf" % prefix in block:
            block = _FORMULA.sub(self._without_guess, block)
        if b"hidden" in block:
            self.hidden += len(_HIDDEN_ROW.findall(block))
        return self._formats.as_shown(block)

    def _without_guess(self, formula: re.Match[bytes]) -> bytes:
        stored = formula[3]
        if stored and not (self.book.uncalculated and stored.strip() == b"0"):
            return formula[0]
        self.unstored += 1
        return formula[1]

    def _read(self, xml: Iterable[bytes]) -> tuple[int, int, list[list[Cell]]]:
        import python_calamine as calamine

        file = io.BytesIO(self._shell)
        with zipfile.ZipFile(file, "a") as archive, archive.open("xl/sheet.xml", "w") as part:
            for piece in xml:
                part.write(piece)
        file.seek(0)
        try:
            with calamine.CalamineWorkbook.from_filelike(file) as book:
                sheet = book.get_sheet_by_index(0)
                if sheet.start is None:
                    return 0, 0, []
                return *sheet.start, sheet.to_python(skip_empty_area=True)
        except (calamine.CalamineError, OSError, ValueError) as error:
            raise damaged(self.book.name) from error


def _shell(book: BookParts) -> bytes:
    """An archive that lacks nothing but the sheet."""
    related = {"worksheet": "sheet.xml"} | {kind: f"{kind}.xml" for kind in book.support}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _CONTENT,
        "_rels/.rels": _RELATIONSHIPS.format(_RELATIONSHIP.format("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": _BOOK.format(int(book.since_1904)),
        "xl/_rels/workbook.xml.rels": _RELATIONSHIPS.format(
            "".join(_RELATIONSHIP.format(kind, target) for kind, target in related.items())
        ),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part, content in (parts | {f"xl/{kind}.xml": content for kind, content in book.support.items()}).items():
            archive.writestr(part, content)
    return file.getvalue()


def _find(pieces: Iterator[bytes], pattern: re.Pattern[bytes]) -> tuple[re.Match[bytes] | None, bytes]:
    """The first match and everything read to find it."""
    text = b""
    for piece in pieces:
        text += piece
        if found := pattern.search(text):
            return found, text
    return None, text


def _last_row(block: bytes, before: int, prefix: bytes) -> int:
    """The number, from 1, of the last row of ``block``; rows without a number follow the one before them."""
    row = re.compile(rb"<%srow\b([^>]*)>" % prefix)
    last = row.search(block, max(0, block.rfind(b"<%srow" % prefix)))
    own = _NUMBER.search(last[1]) if last else None
    if own:
        return int(own[1])
    for attributes in row.findall(block):
        own = _NUMBER.search(attributes)
        before = int(own[1]) if own else before + 1
    return before
