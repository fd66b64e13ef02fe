"""CSV and XLSX files become tables of text, or one clear line says why not."""

import tracemalloc
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from assistant.adapters.tables import FileTables
from assistant.errors import UnreadableFile
from assistant.intake import read_ledger
from assistant.ports import Table

HEADER = "客户编号,客户名称,发票号码,开票日期,到期日,币种,金额"
ROW = "C1,云岭贸易有限公司,INV-1,2026-05-01,2026-05-31,CNY,48200.00"
CELLS = ROW.split(",")


def read(folder: Path, content: bytes | str, name: str = "ledger.csv") -> tuple[Table, ...]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return FileTables().read(path)


def rows_of(table: Table) -> list[tuple[int, list[str]]]:
    return [(number, list(cells)) for number, cells in table.rows]


def read_through(path: Path) -> None:
    for table in FileTables().read(path):
        list(table.rows)


def refused(folder: Path, content: bytes | str, name: str = "ledger.csv") -> tuple[str, str]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(UnreadableFile) as caught:
        read_through(path)
    assert "\n" not in str(caught.value)
    return caught.value.code, str(caught.value)


def workbook(folder: Path, *rows: list[object], name: str = "ledger.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"], ids=["plain", "bom", "utf16", "gb18030", "gbk"]
)
def test_a_simplified_ledger_is_read_in_every_encoding_that_is_certain(tmp_path, encoding):
    (table,) = read(tmp_path, f"{HEADER}\n{ROW}\n".encode(encoding))
    assert rows_of(table) == [(2, CELLS)]


def test_a_traditional_ledger_in_big5_is_read(tmp_path):
    text = "客戶編號,客戶名稱,發票號碼,到期日\nT1,禾陞國際企業有限公司,INV-1,2026-05-31\n"
    (table,) = read(tmp_path, text.encode("big5hkscs"))
    assert rows_of(table)[0][1][1] == "禾陞國際企業有限公司"


def test_a_legacy_encoding_that_cannot_be_told_is_asked_about(tmp_path):
    text = "customer_code,contact\nC1,王小明\n".encode("gbk")
    assert refused(tmp_path, text)[0] == "unclear_encoding"
    (path,) = tmp_path.iterdir()
    (table,) = FileTables().read(path, encoding="gb18030")
    assert rows_of(table) == [(2, ["C1", "王小明"])]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_is_recognised(tmp_path, separator):
    text = f"{HEADER}\n{ROW}\n".replace(",", separator)
    (table,) = read(tmp_path, text)
    assert rows_of(table) == [(2, CELLS)]


def test_the_separator_is_the_one_that_makes_known_columns_not_the_most_frequent(tmp_path):
    text = '客户编号;发票号码;备注\nC1;INV-1;"a,b,c,d,e,f"\n'
    (table,) = read(tmp_path, text)
    assert table.columns == ("客户编号", "发票号码", "备注")


def test_excels_hint_of_the_separator_is_no_row_but_counts_as_a_line(tmp_path):
    (table,) = read(tmp_path, f"sep=;\r\n{HEADER}\n{ROW}\n".replace(",", ";"))
    assert rows_of(table) == [(3, CELLS)]


def test_lines_above_the_header_are_left_out_and_said(tmp_path):
    (table,) = read(tmp_path, f"应收账款明细表\n\n{HEADER}\n{ROW}\n")
    assert rows_of(table) == [(4, CELLS)]
    assert table.notes == ("ledger.csv: the lines above the header in row 3 were not read.",)


def test_blank_rows_are_skipped_and_row_numbers_are_those_of_the_file(tmp_path):
    (table,) = read(tmp_path, f"{HEADER}\n\n,,,,,,\n{ROW}\n")
    assert [number for number, _ in table.rows] == [4]


def test_quoted_cells_keep_commas_and_line_ends(tmp_path):
    (table,) = read(tmp_path, '客户编号,金额,备注\nC1,"48,200.00","两行\n备注"\n')
    assert rows_of(table) == [(2, ["C1", "48,200.00", "两行\n备注"])]


def test_a_shifted_row_is_marked_even_when_the_last_cell_is_empty(tmp_path):
    (table,) = read(tmp_path, "客户编号,金额,备注\nC1,48,200.00,\nC2,5.00,\n")
    assert rows_of(table) == [(2, ["C1", "48", "200.00", ""]), (3, ["C2", "5.00", ""])]


def test_a_shift_in_every_row_is_no_separator_at_the_end(tmp_path):
    (table,) = read(tmp_path, "客户编号,金额,备注\nC1,48,200.00,\nC2,5,100.00,\n")
    assert [len(cells) for _, cells in rows_of(table)] == [4, 4]


def test_a_separator_at_the_end_of_every_line_is_no_shift(tmp_path):
    (table,) = read(tmp_path, "客户编号,金额\nC1,1.00,\nC2,5.00,\n")
    assert [cells for _, cells in rows_of(table)] == [["C1", "1.00"], ["C2", "5.00"]]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "empty_file"),
        (b"  \n\n", "a.csv", "empty_file"),
        (b"\xef\xbb\xbf", "a.csv", "empty_file"),
        (b",,,\n,,\n", "a.csv", "empty_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "a.csv", "not_text"),
        (b"PK\x03\x04rest", "a.csv", "wrong_extension"),
        (b"\xd0\xcf\x11\xe0rest", "a.csv", "wrong_extension"),
        (b"a,b\n1,2\n", "a.xlsx", "wrong_extension"),
        (b"a,b\n1,2\n", "a.pdf", "wrong_extension"),
        (b"\xd0\xcf\x11\xe0rest", "a.xlsx", "old_workbook"),
        (b"PK\x03\x04rest", "a.xlsx", "damaged_workbook"),
        (b"\xff\xfea\x00b", "a.csv", "damaged_encoding"),
        (b'a,b\n1,"open\n', "a.csv", "broken_table"),
        (b"a,b\n1," + b"x" * 1_000_001 + b"\n", "a.csv", "line_too_long"),
        (b'a,b\n1,"' + b"open\n" * 300_000, "a.csv", "broken_table"),
        (b"a,b\n1,2\n" + b"\n" * 2_100_000, "a.csv", "too_large"),
        (b"%PDF-1.7\n", "a.csv", "wrong_extension"),
        (b"a," * 300 + b"\n1\n", "a.csv", "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_line(tmp_path, content, name, code):
    assert refused(tmp_path, content, name)[0] == code


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    unnamed = "a" * 300 + ".csv"  # no disk takes such a name
    for name, code in (("folder.csv", "is_a_folder"), ("missing.csv", "file_missing"), (unnamed, "file_unreadable")):
        with pytest.raises(UnreadableFile) as caught:
            FileTables().read(tmp_path / name)
        assert caught.value.code == code


def test_a_file_beyond_the_limit_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(250_000_001)
    with pytest.raises(UnreadableFile, match=r"big\.csv has 250 MB; at most 250 MB are read, so split it"):
        FileTables().read(path)


@pytest.mark.parametrize("filling", [b"x", b",", b'"', b"\n", b"\0"], ids=repr)
def test_twenty_megabytes_of_one_byte_are_refused_in_little_memory(tmp_path, filling):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n")
        for _ in range(20):
            file.write(filling * 1_000_000)
    tracemalloc.start()
    with pytest.raises(UnreadableFile):
        read_through(path)
    assert tracemalloc.get_traced_memory()[1] < 12_000_000
    tracemalloc.stop()


def test_too_many_rows_are_refused_before_the_first_is_read(tmp_path):
    code, line = refused(tmp_path, "a,b\n" + "1,2\n" * 500_001)
    assert (code, line) == (
        "too_large",
        "ledger.csv has more than 500,000 rows; at most so many are read at once, so split it.",
    )


def test_a_table_is_read_from_the_disk_each_time_and_never_held(tmp_path):
    (table,) = read(tmp_path, f"{HEADER}\n" + f"{ROW}\n" * 40_000)
    tracemalloc.start()
    assert sum(1 for _ in table.rows) == sum(1 for _ in table.rows) == 40_000
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_a_file_that_changes_between_two_readings_is_refused(tmp_path):
    (table,) = read(tmp_path, f"{HEADER}\n{ROW}\n")
    (tmp_path / "ledger.csv").write_text(f"{HEADER}\n{ROW}\n{ROW}\n", encoding="utf-8")
    with pytest.raises(UnreadableFile) as caught:
        list(table.rows)
    assert caught.value.code == "file_changed"


def test_a_workbook_says_which_cells_only_repeat_a_merged_one(tmp_path):
    book = openpyxl.Workbook()
    for row in (["客户编号", "客户名称", "发票号码"], ["C1", "云岭贸易有限公司", "A-1"], [None, None, "A-2"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("B2:B3")
    book.save(tmp_path / "merged.xlsx")
    (table,) = FileTables().read(tmp_path / "merged.xlsx")
    assert rows_of(table) == [(2, ["C1", "云岭贸易有限公司", "A-1"]), (3, ["C1", "云岭贸易有限公司", "A-2"])]
    assert table.repeated == {(2, 0), (2, 1), (3, 0), (3, 1)}


def test_empty_cells_right_of_a_workbooks_header_are_no_shift(tmp_path):
    path = workbook(tmp_path, ["客户编号", "发票号码"], ["C1", "A-1", None, " "], ["C2", "A-2", None, "x"])
    (table,) = FileTables().read(path)
    assert rows_of(table) == [(2, ["C1", "A-1"]), (3, ["C2", "A-2", "", "x"])]


def test_a_workbook_gives_dates_in_iso_and_numbers_without_noise(tmp_path):
    path = workbook(
        tmp_path,
        ["客户编号", "发票号码", "开票日期", "到期日", "金额", "已付", "备注"],
        ["C1", "00123", date(2026, 5, 1), datetime(2026, 5, 31, 8, 30), 48200.1 + 0.2, 0.1 + 0.2, True],  # noqa: DTZ001  (a cell has no zone)
        [1001, 12345, None, "2026-06-30", 48200, 1e-7, None],
    )
    (table,) = FileTables().read(path)
    assert table.name == "ledger.xlsx"
    assert [(number, tuple(cells)) for number, cells in table.rows] == [
        (2, ("C1", "00123", "2026-05-01", "2026-05-31 08:30:00", "48200.3", "0.3", "TRUE")),
        (3, ("1001", "12345", "", "2026-06-30", "48200", "0.0000001", "")),
    ]


def test_a_number_that_the_spreadsheet_has_cut_short_is_refused_by_the_import(tmp_path):
    path = workbook(
        tmp_path,
        ["customer_code", "invoice_no", "issue_date", "due_date", "currency", "amount"],
        ["C1", 25117000000012345678, date(2026, 5, 1), date(2026, 5, 31), "CNY", 1],
    )
    (rejected,) = read_ledger(FileTables().read(path)).rejected
    assert rejected.message == (
        "invoice_no reads 2.51170E+19: the spreadsheet turned it into a number; format the column as text."
    )


def test_every_visible_sheet_is_read_and_a_hidden_one_is_said(tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "客户"
    book.active.append(["客户编号", "客户名称"])
    book.active.append(["C1", "云岭贸易有限公司"])
    for title, state in (("账", "visible"), ("草稿", "hidden"), ("空", "visible")):
        book.create_sheet(title).sheet_state = state
    book["账"].append(["客户编号", "发票号码"])
    book["草稿"].append(["客户编号", "发票号码"])
    book.save(tmp_path / "两张.xlsx")
    first, second = FileTables().read(tmp_path / "两张.xlsx")
    assert (first.name, second.name) == ("两张.xlsx, sheet 客户", "两张.xlsx, sheet 账")
    assert first.notes == ("两张.xlsx: the hidden sheet '草稿' was not read.",)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = workbook(tmp_path, ["customer_code"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b"0" * 200_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(UnreadableFile, match="unpacks to far more than a ledger holds"):
        FileTables().read(path)


def test_one_far_away_cell_does_not_make_a_table_of_a_million_rows(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "customer_code"
    book.active["XFD1048576"] = "x"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(UnreadableFile) as caught:
        FileTables().read(tmp_path / "far.xlsx")
    assert caught.value.code == "too_large"


def test_one_long_text_used_in_very_many_cells_is_refused(tmp_path):
    path = workbook(tmp_path, *([["x" * 30_000] * 20] * 100))
    with pytest.raises(UnreadableFile) as caught:
        FileTables().read(path)
    assert caught.value.code == "too_large"
