"""What a workbook's cells say as text."""

from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
import xlsxwriter

from assistant.adapters import workbook_slices
from assistant.adapters.workbook import parse, read_workbook, text_of
from tests.unit.adapters.books import MAIN, book, packed, parts


def rows(path, sheet=0):
    return [(number, *cells) for number, cells in read_workbook(path).sheets[sheet].rows]


def of_xml(path, sheet, **more):
    return rows(packed(path, parts(sheet, **more)))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.xlsx"


# what cells say


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2026-05-31", "2026-05-31"),
        ("31/05/2026", "31/05/2026"),
        (date(2026, 5, 31), "2026-05-31"),
        (datetime(2026, 5, 31), "2026-05-31"),  # noqa: DTZ001  (a cell has no zone)
        (datetime(2026, 5, 31, 8, 30), "2026-05-31 08:30:00"),  # noqa: DTZ001
        (time(8, 30), "08:30:00"),
        (timedelta(hours=30), "1 day, 6:00:00"),
        (48200.1 + 0.2, "48200.3"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (123456789012345.0, "123456789012345"),
        (25117000000012345678.0, "2.51170E+19"),
        (-48200.0, "-48200"),
        (True, "TRUE"),
        (False, "FALSE"),
    ],
)
def test_each_kind_of_cell_has_its_text(cell, text):
    assert text_of(cell) == text


def test_rows_come_with_their_numbers_and_can_be_read_again_even_while_they_are_read(path):
    made = read_workbook(book(path, ["no", "amount"], [], ["A-1", 12.5], ["A-2", "13,50"]))
    (sheet,) = made.sheets
    assert (sheet.title, sheet.repeated, made.notes) == ("Sheet", frozenset(), ())
    expected = [(1, ["no", "amount"]), (3, ["A-1", "12.5"]), (4, ["A-2", "13,50"])]
    assert list(sheet.rows) == expected
    assert list(zip(sheet.rows, sheet.rows, strict=True)) == [(row, row) for row in expected]


def test_leading_empty_columns_keep_their_place(path):
    made = openpyxl.Workbook()
    made.active["C5"] = "no"
    made.active["D6"] = "x"
    made.save(path)
    assert rows(path) == [(5, "", "", "no", ""), (6, "", "", "", "x")]


def test_errors_are_text_and_do_not_vanish(path):
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet()
    sheet.write_row(0, 0, ["no", "amount"])
    sheet.write(1, 0, "A-1")
    sheet.write_formula(1, 1, "=B99", None, "#REF!")
    sheet.write(2, 0, "A-2")
    sheet.write_formula(2, 1, '=VLOOKUP("x",A1:B1,2,0)', None, "#N/A")
    made.close()
    assert rows(path)[1:] == [(2, "A-1", "#REF!"), (3, "A-2", "#N/A")]


def test_formulas_give_their_stored_result_and_without_one_the_cell_is_empty_and_that_is_said(path):
    made = openpyxl.Workbook()
    made.active.append(["no", "amount", "paid"])
    made.active.append(["A-1", "=2*3", 1])
    made.active.append(["A-2", "=SUM(C2:C3)", 2])
    made.save(path)
    read = read_workbook(path)
    assert [cells for _, cells in read.sheets[0].rows][1:] == [["A-1", "", "1"], ["A-2", "", "2"]]
    assert read.notes == (
        "ledger.xlsx, sheet Sheet: 2 formulas have no stored result, so their cells count as empty; open the workbook "
        "in its program, save it, and import it again.",
    )


def test_a_nought_that_a_program_stored_without_working_the_formula_out_is_no_result(path):
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet()
    sheet.write_formula("A1", "=2*3")
    sheet.write_formula("B1", "=2*3", None, 6)
    sheet.write_number("C1", 0)
    made.close()
    read = read_workbook(path)
    assert [cells for _, cells in read.sheets[0].rows] == [["", "6", "0"]]
    assert read.notes[0].startswith("ledger.xlsx, sheet Sheet1: 1 formulas have no stored result")


def test_a_formula_that_gives_an_empty_text_has_its_result(path):
    sheet = '<sheetData><row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>7</v></c></row></sheetData>'
    assert of_xml(path, sheet) == [(1, "", "7")]
    assert read_workbook(path).notes == ()


def test_a_nought_that_a_spreadsheet_program_worked_out_stays(path):
    sheet = '<sheetData><row r="1"><c r="A1"><f>B1-B1</f><v>0</v></c><c r="B1"><v>7</v></c></row></sheetData>'
    assert of_xml(path, sheet) == [(1, "0", "7")]


def test_dates_of_the_1904_calendar_are_moved(path):
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active.append([date(2026, 5, 31)])
    made.save(path)
    assert rows(path) == [(1, "2026-05-31")]


def test_rich_text_is_joined_and_readings_in_kana_are_left_out(path):
    strings = "<si><r><t>云岭</t></r><r><t>贸易</t></r><rPh><t>ウンレイ</t></rPh></si>"
    sheet = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData>'
    assert of_xml(path, sheet, strings=strings) == [(1, "云岭贸易")]


def test_a_workbook_with_prefixes_and_without_row_numbers_is_read(path):
    made = parts("")
    made["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row>'
        '<x:row><x:c t="e"><x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert rows(packed(path, made)) == [(1, "1"), (2, "#N/A")]


def test_a_sheet_without_rows_is_no_sheet(path):
    assert read_workbook(packed(path, parts("<sheetData/>"))).sheets == ()


@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "unnumbered"])
def test_a_sheet_that_is_read_in_slices_says_the_same_as_one_read_at_once(path, monkeypatch, numbered):
    lines = "".join(
        f'<row{f" r={chr(34)}{n}{chr(34)}" if numbered else ""}><c t="inlineStr"><is><t>A-{n}</t></is></c><c><v>{n}.5</v></c></row>'
        for n in range(1, 500)
    )
    packed(path, parts(f"<sheetData>{lines}</sheetData>"))
    emitted = []
    monkeypatch.setattr(workbook_slices, "_SLICE", 700)
    monkeypatch.setattr("assistant.adapters.workbook_parts._CHUNK", 64)
    parse(path, emitted.append)
    assert emitted[1:-1] == [[n, f"A-{n}", f"{n}.5"] for n in range(1, 500)]


# merged cells


def test_a_merged_cell_says_its_value_in_every_place_and_each_of_several_rows_is_marked(path):
    book(
        path,
        ["customer", "no", "amount"],
        ["云岭", "A-1", 100],
        [None, "A-2", None],
        ["山和", "B-1", 5],
        merged=("A2:A3", "C2:C3"),
    )
    (sheet,) = read_workbook(path).sheets
    assert [cells for _, cells in sheet.rows] == [
        ["customer", "no", "amount"],
        ["云岭", "A-1", "100"],
        ["云岭", "A-2", "100"],
        ["山和", "B-1", "5"],
    ]
    assert sheet.repeated == {(2, 0), (3, 0), (2, 2), (3, 2)}


def test_a_title_merged_across_is_marked_and_a_merged_area_makes_no_rows_of_its_own(path):
    book(path, ["应收账款"], ["no", "amount"], ["A-1", 1], merged=("A1:D1", "A3:A9"))
    (sheet,) = read_workbook(path).sheets
    assert [number for number, _ in sheet.rows] == [1, 2, 3]
    assert next(iter(sheet.rows))[1] == ["应收账款"] * 4
    assert sheet.repeated == {(1, 1), (1, 2), (1, 3)}


def test_an_area_merged_over_nothing_fills_nothing(path):
    book(path, ["no", None, None], ["A-1", 1, 2], merged=("B1:C1",))
    assert read_workbook(path).sheets[0].repeated == frozenset()


# sheets


def test_hidden_sheets_are_said_and_not_read(path):
    made = openpyxl.Workbook()
    made.active.append(["no"])
    for title, state in (("草稿", "hidden"), ("旧", "veryHidden"), ("二", "visible")):
        made.create_sheet(title).sheet_state = state
        made[title].append(["x"])
    made.save(path)
    read = read_workbook(path)
    assert [sheet.title for sheet in read.sheets] == ["Sheet", "二"]
    assert read.notes == (
        "ledger.xlsx: the hidden sheet '草稿' was not read.",
        "ledger.xlsx: the hidden sheet '旧' was not read.",
    )


def test_what_a_macro_workbook_or_a_strict_one_calls_its_parts_does_not_matter(path):
    made = parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    strict = {name: text.replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument")
              for name, text in made.items()}  # fmt: skip
    assert rows(packed(path, strict)) == [(1, "1")]
