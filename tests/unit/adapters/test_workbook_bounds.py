"""Which workbooks are not unpacked at all, and what is said about them."""

import warnings
import zipfile

import pytest

from assistant.adapters.workbook import parse, read_workbook
from assistant.errors import UnreadableFile
from tests.unit.adapters.books import MAIN, book, packed, parts


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.xlsx"


def rows(path):
    return [(number, *cells) for number, cells in read_workbook(path).sheets[0].rows]


def refused(path):
    with pytest.raises(UnreadableFile) as caught:
        read_workbook(path)
    assert "\n" not in str(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    "attack",
    [
        '<!DOCTYPE worksheet [<!ENTITY a "b">]>',
        '<!DOCTYPE worksheet SYSTEM "http://attacker.example/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels", "docProps/app.xml"])
def test_a_part_with_a_document_type_is_refused(path, attack, part):
    made = parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    made[part] = "<?xml version='1.0'?>" + attack + str(made.get(part, "<Properties/>"))
    assert refused(packed(path, made)) == "damaged_workbook"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "docProps/app.xml"])
def test_a_document_type_in_another_encoding_is_refused_too(path, part):
    made = parts("<sheetData/>")
    made[part] = f'<!DOCTYPE x><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode("utf-16")
    assert refused(packed(path, made)) == "damaged_workbook"


def test_an_entity_that_nobody_declared_is_refused(path):
    made = parts('<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&pay;</t></is></c></row></sheetData>')
    assert refused(packed(path, made)) == "damaged_workbook"


@pytest.mark.parametrize("name", ["../evil.xml", "xl/../../evil.xml", "/evil.xml", "xl\\evil.xml"])
def test_a_part_that_climbs_out_is_refused(path, name):
    assert refused(packed(path, parts("<sheetData/>") | {name: "<x/>"})) == "damaged_workbook"


def test_two_parts_of_one_name_are_refused(path):
    packed(path, parts("<sheetData/>"))
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("XL/worksheets/SHEET1.xml", "<worksheet/>")
    assert refused(path) == "damaged_workbook"


def test_very_many_parts_are_refused(path):
    assert refused(packed(path, parts("<sheetData/>") | {f"xl/media/{n}.png": b"x" for n in range(200)})) == "too_large"


def test_a_bomb_is_refused_by_what_it_declares_and_by_what_it_holds(path):
    packed(path, parts("<sheetData/>") | {"xl/media/a.bin": b"\1" * 130_000_000})
    assert path.stat().st_size < 1_000_000
    assert refused(path) == "too_large"
    raw = path.read_bytes().replace((130_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    path.write_bytes(raw)
    assert refused(path) == "damaged_workbook"


def test_a_file_of_more_than_20_mb_is_refused(path):
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(20_000_001)
    assert refused(path) == "too_large"


def test_one_far_away_cell_is_refused_and_formats_without_values_are_not(path):
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    assert refused(packed(path, parts(f"<sheetData>{near}{far}</sheetData>"))) == "too_large"
    styled = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    assert rows(packed(path, parts(f"<sheetData>{near}{styled}</sheetData>"))) == [(1, "1")]


def test_one_hundred_columns_are_read_and_one_more_is_refused(path):
    assert len(rows(book(path, ["x"] * 100))[0]) == 101
    assert refused(book(path, ["x"] * 101)) == "too_large"


def test_more_rows_than_a_ledger_has_are_refused(path, monkeypatch):
    monkeypatch.setattr("assistant.adapters.workbook._MOST_ROWS", 3)
    book(path, *[["x"]] * 4)
    with pytest.raises(UnreadableFile) as caught:
        parse(path, lambda _: None)
    assert caught.value.code == "too_large"


def test_one_long_text_used_in_very_many_cells_is_refused(path):
    cells = '<c t="s"><v>0</v></c>' * 20
    sheet = "<sheetData>" + f"<row>{cells}</row>" * 100 + "</sheetData>"
    assert refused(packed(path, parts(sheet, strings=f"<si><t>{'x' * 30_000}</t></si>"))) == "too_large"


def test_a_cell_longer_than_any_program_makes_is_refused(path):
    sheet = f'<sheetData><row><c t="inlineStr"><is><t>{"x" * 40_000}</t></is></c></row></sheetData>'
    assert refused(packed(path, parts(sheet))) == "too_large"


def test_areas_merged_over_half_the_sheet_are_refused(path):
    lines = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 2_000))
    merged = '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert refused(packed(path, parts(f"<sheetData>{lines}</sheetData>{merged}"))) == "too_large"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04rest", "damaged_workbook"),
        (b"no archive at all", "damaged_workbook"),
        (b"", "damaged_workbook"),
    ],
)
def test_what_is_no_archive_is_damaged(path, content, code):
    path.write_bytes(content)
    assert refused(path) == code


def test_half_a_workbook_is_damaged(path):
    book(path, *[["A-1", "x" * 50]] * 200)
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])
    assert refused(path) == "damaged_workbook"
    made = parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row>')
    made["xl/worksheets/sheet1.xml"] = str(made["xl/worksheets/sheet1.xml"]).removesuffix("</worksheet>")
    assert refused(packed(path, made)) == "damaged_workbook"


def test_an_archive_that_is_no_workbook_is_called_so(path):
    assert refused(packed(path, {"readme.txt": "hello"})) == "wrong_extension"
    assert refused(packed(path, {"xl/workbook.xml": "<document/>"})) == "wrong_extension"


def test_a_locked_archive_needs_its_password_taken_off(path):
    packed(path, parts("<sheetData/>"))
    raw = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        first = archive.infolist()[0].header_offset
    raw[first + 6] |= 1
    central = raw.index(b"PK\x01\x02")
    raw[central + 8] |= 1
    path.write_bytes(raw)
    assert refused(path) == "old_workbook"
