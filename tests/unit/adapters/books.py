"""Workbooks as a test writes them down: real ones, and ones put together part by part."""

import zipfile
from pathlib import Path

import openpyxl

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATED = f'<Relationships xmlns="{PACKAGE}">{{}}</Relationships>'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def book(path: Path, *rows: list[object], merged: tuple[str, ...] = ()) -> Path:
    """A workbook of one sheet, as a spreadsheet program would save it."""
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for span in merged:
        made.active.merge_cells(span)
    made.save(path)
    return path


def parts(sheet: str, *, book_extra: str = "", strings: str = "") -> dict[str, str | bytes]:
    """The parts of a workbook whose one sheet ``S`` holds the XML ``sheet`` between its outermost tags."""
    link = f'<Relationship Id="{{}}" Type="{LINKS}/{{}}" Target="{{}}"/>'
    related = link.format("r1", "worksheet", "worksheets/sheet1.xml")
    if strings:
        related += link.format("r2", "sharedStrings", "/xl/sharedStrings.xml")
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": RELATED.format(link.format("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{book_extra}'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATED.format(related),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    }
    return made | ({"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>'} if strings else {})


def packed(path: Path, made: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return path
