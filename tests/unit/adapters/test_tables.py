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
CELLS = dict(zip(HEADER.split(","), ROW.split(","), strict=True))


def read(folder: Path, content: bytes | str, name: str = "ledger.csv") -> tuple[Table, ...]:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return FileTables().read(path)


def refused(folder: Path, content: bytes | str, name: str = "ledger.csv") -> tuple[str, str]:
    with pytest.raises(UnreadableFile) as caught:
        read(folder, content, name)
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
    assert table.rows == ((2, CELLS),)


def test_a_traditional_ledger_in_big5_is_read(tmp_path):
    text = "客戶編號,客戶名稱,發票號碼,到期日\nT1,禾陞國際企業有限公司,INV-1,2026-05-31\n"
    (table,) = read(tmp_path, text.encode("big5hkscs"))
    assert table.rows[0][1]["客戶名稱"] == "禾陞國際企業有限公司"


def test_a_legacy_encoding_that_cannot_be_told_is_refused_with_the_way_out(tmp_path):
    text = "customer_code,contact\nC1,王小明\n".encode("gbk")
    code, line = refused(tmp_path, text)
    assert code == "unclear_encoding"
    assert line == (
        "ledger.csv is not UTF-8; it might be GB18030 or BIG5HKSCS, and which of them cannot be told for certain. "
        "Save it as 'CSV UTF-8' (or as UTF-8 text) and import that."
    )


def test_bytes_in_no_known_encoding_are_refused(tmp_path):
    assert refused(tmp_path, b"customer_code\nCaf\xe9\n")[0] == "unknown_encoding"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_is_recognised(tmp_path, separator):
    text = f"{HEADER}\n{ROW}\n".replace(",", separator)
    (table,) = read(tmp_path, text)
    assert table.rows == ((2, CELLS),)


def test_the_separator_is_the_one_that_makes_known_columns_not_the_most_frequent(tmp_path):
    text = '客户编号;发票号码;备注\nC1;INV-1;"a,b,c,d,e,f"\n'
    (table,) = read(tmp_path, text)
    assert table.columns == ("客户编号", "发票号码", "备注")


def test_excels_hint_of_the_separator_is_no_row_but_counts_as_a_line(tmp_path):
    (table,) = read(tmp_path, f"sep=;\r\n{HEADER}\n{ROW}\n".replace(",", ";"))
    assert table.rows == ((3, CELLS),)


def test_lines_above_the_header_are_left_out_and_said(tmp_path):
    (table,) = read(tmp_path, f"应收账款明细表\n\n{HEADER}\n{ROW}\n")
    assert table.rows == ((4, CELLS),)
    assert table.notes == ("ledger.csv: the lines above the header in row 3 were not read.",)


def test_blank_rows_are_skipped_and_row_numbers_are_those_of_the_file(tmp_path):
    (table,) = read(tmp_path, f"{HEADER}\n\n,,,,,,\n{ROW}\n")
    assert [number for number, _ in table.rows] == [4]


def test_quoted_cells_keep_commas_and_line_ends(tmp_path):
    (table,) = read(tmp_path, '客户编号,金额,备注\nC1,"48,200.00","两行\n备注"\n')
    assert table.rows[0][1] == {"客户编号": "C1", "金额": "48,200.00", "备注": "两行\n备注"}


def test_a_shifted_row_is_marked_even_when_the_last_cell_is_empty(tmp_path):
    (table,) = read(tmp_path, "客户编号,金额,备注\nC1,48,200.00,\nC2,5.00,\n")
    assert "" in table.rows[0][1]
    assert "" not in table.rows[1][1]


def test_a_separator_at_the_end_of_every_line_is_no_shift(tmp_path):
    (table,) = read(tmp_path, "客户编号,金额\nC1,1.00,\nC2,5.00,\n")
    assert [cells for _, cells in table.rows] == [
        {"客户编号": "C1", "金额": "1.00"},
        {"客户编号": "C2", "金额": "5.00"},
    ]


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
        (b"a,b\n1," + b"x" * 200_000 + b"\n", "a.csv", "broken_table"),
        (b"a," * 300 + b"\n1\n", "a.csv", "too_large"),
    ],
)
def test_what_cannot_be_read_is_refused_with_one_line(tmp_path, content, name, code):
    assert refused(tmp_path, content, name)[0] == code


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    for name, code in (("folder.csv", "is_a_folder"), ("missing.csv", "file_missing")):
        with pytest.raises(UnreadableFile) as caught:
            FileTables().read(tmp_path / name)
        assert caught.value.code == code


def test_a_huge_line_is_refused_without_being_loaded(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n")
        file.truncate(100_000_000)
    tracemalloc.start()
    with pytest.raises(UnreadableFile, match="100 MB; at most 20 MB"):
        FileTables().read(path)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_too_many_rows_are_refused(tmp_path):
    assert refused(tmp_path, "a,b\n" + "1,2\n" * 50_001)[0] == "too_large"


def test_a_workbook_gives_dates_in_iso_and_numbers_without_noise(tmp_path):
    path = workbook(
        tmp_path,
        ["客户编号", "发票号码", "开票日期", "到期日", "金额", "已付", "备注"],
        ["C1", "00123", date(2026, 5, 1), datetime(2026, 5, 31, 8, 30), 48200.1 + 0.2, 0.1 + 0.2, True],  # noqa: DTZ001  (a cell has no zone)
        [1001, 12345, None, "2026-06-30", 48200, 1e-7, None],
    )
    (table,) = FileTables().read(path)
    assert table.name == "ledger.xlsx"
    assert [(number, tuple(cells.values())) for number, cells in table.rows] == [
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
