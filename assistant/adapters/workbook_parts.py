"""Decides whether an XLSX file may be unpacked at all, and where in it the sheets, styles and strings are."""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING

from assistant.errors import UnreadableFile

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_MOST_BYTES = 20_000_000
_MOST_PARTS = 200
# A ledger of 200,000 rows and 12 columns unpacks to 105 MB.
_MOST_UNPACKED = 120_000_000
_MOST_MERGED = 50_000
_CHUNK = 1 << 20
# Longer than any mark that is looked for, so that none is overlooked between two chunks.
_OVERLAP = 500
_MERGED = re.compile(
    rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?\bref\s*=\s*[\"']\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})[\"']"
)
_ENCRYPTED = 0x1

Range = tuple[int, int, int, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetPart:
    """A worksheet: its title, where it lies in the archive, and whether people see it."""

    title: str
    part: str
    hidden: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class BookParts:
    """What is needed of a workbook beside its sheets.

    ``merged`` holds by part the ranges (first row, first column, last row, last column), all counted from 0;
    ``uncalculated`` says that the program that wrote the file left the results of formulas to be worked out later.
    """

    archive: zipfile.ZipFile
    name: str
    sheets: tuple[SheetPart, ...]
    support: Mapping[str, bytes]
    since_1904: bool
    uncalculated: bool
    merged: Mapping[str, frozenset[Range]] = field(default_factory=dict)

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece."""
        with self.archive.open(part) as opened:
            yield from _pieces(opened)


@contextmanager
def open_parts(path: Path) -> Iterator[BookParts]:
    """The parts of the workbook at ``path``, after every one of them was unpacked once within bounds.

    Raises UnreadableFile: ``too_large``, ``old_workbook`` for a password, ``wrong_extension`` for what is no workbook,
    and ``damaged_workbook`` for everything else, while the parts are read too.
    """
    name = path.name
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise too_large(name)
        with zipfile.ZipFile(path) as archive:
            merged = _checked(archive, name)
            yield _located(archive, name, merged)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, KeyError) as error:
        raise damaged(name) from error


def too_large(name: str) -> UnreadableFile:
    """The error for a workbook that holds more than any ledger."""
    message = f"{name} unpacks to far more than a ledger holds; copy the rows you need into a new workbook."
    return UnreadableFile("too_large", message, name=name)


def damaged(name: str) -> UnreadableFile:
    """The error for a workbook that no program would open without repairing it."""
    message = f"{name} is damaged; open it in Excel, save it again, and retry."
    return UnreadableFile("damaged_workbook", message, name=name)


def column_number(letters: bytes) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _checked(archive: zipfile.ZipFile, name: str) -> dict[str, frozenset[Range]]:
    """Unpack every part once, counting: a declared size can lie. The merged ranges that were seen on the way."""
    members = archive.infolist()
    if len(members) > _MOST_PARTS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        raise too_large(name)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableFile("old_workbook", f"{name} has a password; save it without one.", name=name)
    names = [member.filename.casefold() for member in members]
    if len(set(names)) < len(names) or any(_climbs(each) for each in names):
        raise damaged(name)
    left = _MOST_UNPACKED
    merged = {}
    for member in members:
        with archive.open(member) as opened:
            length, ranges = _looked_through(opened, name, is_xml=member.filename.endswith((".xml", ".rels", ".vml")))
        left -= length
        if left < 0:
            raise too_large(name)
        if ranges:
            merged[member.filename] = ranges
    return merged


def _climbs(part: str) -> bool:
    return part.startswith("/") or "\\" in part or ".." in part.split("/")


def _looked_through(opened: IO[bytes], name: str, *, is_xml: bool) -> tuple[int, frozenset[Range]]:
    length, kept, found = 0, b"", set()
    for piece in _pieces(opened):
        length += len(piece)
        if length > _MOST_UNPACKED:
            raise too_large(name)
        if not is_xml:
            continue
        text = kept + piece
        # An entity needs a document type, and a spreadsheet program writes neither; nor any encoding but UTF-8.
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or b"\0" in text:
            raise damaged(name)
        if b"mergeCell" in text:
            found.update(_MERGED.findall(text))
        if len(found) > _MOST_MERGED:
            raise too_large(name)
        kept = text[-_OVERLAP:]
    return length, frozenset(_range(*corner) for corner in found)


def _range(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Range:
    return int(top) - 1, column_number(left), int(bottom) - 1, column_number(right)


def _pieces(opened: IO[bytes]) -> Iterator[bytes]:
    while piece := opened.read(_CHUNK):
        yield piece


def _located(archive: zipfile.ZipFile, name: str, merged: Mapping[str, frozenset[Range]]) -> BookParts:
    main = next(iter(_related(archive, "", name).get("officeDocument", {}).values()), "xl/workbook.xml")
    if main not in archive.namelist() or not main.endswith(".xml"):
        raise _no_workbook(name)
    book = _xml(archive, main, name)
    if _local(book.tag) != "workbook":
        raise _no_workbook(name)
    related = _related(archive, main, name)
    worksheets = related.get("worksheet", {})
    sheets = [each for each in book.iter() if _local(each.tag) == "sheet" and _attribute(each, "id") in worksheets]
    return BookParts(
        archive=archive,
        name=name,
        sheets=tuple(
            SheetPart(
                title=_attribute(each, "name"),
                part=worksheets[_attribute(each, "id")],
                hidden=_attribute(each, "state") in ("hidden", "veryHidden"),
            )
            for each in sheets
        ),
        support={
            kind: archive.read(part)
            for kind in ("styles", "sharedStrings")
            for part in related.get(kind, {}).values()
            if part in archive.namelist()
        },
        since_1904=_set(book, "workbookPr", "date1904"),
        uncalculated=_set(book, "calcPr", "fullCalcOnLoad"),
        merged=merged,
    )


def _related(archive: zipfile.ZipFile, part: str, name: str) -> dict[str, dict[str, str]]:
    """The parts that ``part`` refers to: by the last word of the kind of reference, then by its id."""
    folder, _, file = part.rpartition("/")
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    found: dict[str, dict[str, str]] = {}
    if path not in archive.namelist():
        return found
    for each in _xml(archive, path, name):
        if each.get("TargetMode") != "External":
            kind = each.get("Type", "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            found.setdefault(kind, {})[each.get("Id", "")] = target
    return found


def _xml(archive: zipfile.ZipFile, part: str, name: str) -> "Element":
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(archive.read(part), forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise damaged(name) from error
    return root


def _set(book: "Element", tag: str, attribute: str) -> bool:
    return any(_local(each.tag) == tag and each.get(attribute) in ("1", "true") for each in book.iter())


def _attribute(element: "Element", local: str) -> str:
    """By its name without namespace: transitional and strict workbooks name the same attribute differently."""
    return next((value for key, value in element.attrib.items() if _local(key) == local), "")


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _no_workbook(name: str) -> UnreadableFile:
    message = f"{name} is not an Excel workbook, whatever its name says; save it as .xlsx."
    return UnreadableFile("wrong_extension", message, name=name)
