"""The statement of account as DOCX, XLSX and CSV: what a customer's programs make of it."""

import csv
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from assistant.adapters.statement_forms import render_statement
from assistant.domain.language import Language
from assistant.errors import BadInput
from tests.statements import (
    CREDITOR,
    a_customer,
    a_proof,
    a_statement,
    an_account,
    an_invoice,
)

ENGLISH = a_customer(Language.EN, "GB", "=HYPERLINK(1)")
RISKY = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1"]


def made(form, statement=None, language=None):
    statement = statement or a_statement(an_account("USD", ENGLISH))
    return render_statement(statement, form, language or statement.customer.language)


def pages(statement=None, **given):
    return docx.Document(io.BytesIO(made("docx", statement, **given)))


def workbook(statement=None):
    return openpyxl.load_workbook(io.BytesIO(made("xlsx", statement)))


def table_rows(statement=None):
    return list(csv.reader(io.StringIO(made("csv", statement).decode("utf-8-sig"))))


def long_account():
    invoices = tuple(an_invoice(f"INV-{n:04d}", "10", "USD", date(2026, 1, 1), date(2026, 3, 1)) for n in range(120))
    return an_account("USD", ENGLISH, invoices=invoices, payments=(), credit_notes=(), allocations=(), disputes=())


# every form
@pytest.mark.parametrize("form", ["text", "csv", "docx", "xlsx"])
def test_the_same_statement_always_has_the_same_bytes(form, monkeypatch):
    first = hashlib.sha256(made(form)).hexdigest()
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert hashlib.sha256(made(form)).hexdigest() == first


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_no_file_tells_of_the_machine_or_of_when_it_was_written(form):
    with zipfile.ZipFile(io.BytesIO(made(form))) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = package.read("docProps/core.xml").decode()
        whole = b"".join(package.read(name) for name in package.namelist())
    assert "<dc:creator>Sample Precision Co., Ltd.</dc:creator>" in core
    assert set(re.findall(r"\d{4}-\d{2}-\d{2}T[\d:]+Z", core)) == {"2026-06-16T00:00:00Z"}
    assert not re.search(rb"python-docx|Macintosh|vbaProject|TargetMode=\"External\"", whole)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_control_characters_and_markup_in_a_name_break_no_file(form):
    customer = a_customer(Language.EN, "GB", "A\x00B\x0bC & <Sons> \ud800 Ltd")
    statement = a_statement(an_account("USD", customer))
    shown = (
        pages(statement).tables[0].cell(0, 0).text if form == "docx" else workbook(statement).worksheets[0]["A5"].value
    )
    assert shown == "A\ufffdB C & <Sons> \ufffd Ltd"


# pages
def test_the_pages_are_a4_with_numbers_and_a_letterhead():
    document = pages()
    section = document.sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert [p.text for p in document.paragraphs[:4]] == [
        "Sample Precision Co., Ltd.",
        "1 Sample Road",
        "+86 0000-0000-1000 · ar@creditor.example",
        "Statement of account",
    ]
    footer = section.footer.paragraphs[0]._p
    assert [f.get(qn("w:instr")) for f in footer.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_the_head_of_a_long_table_is_repeated_and_no_row_is_torn():
    items = pages(a_statement(long_account())).tables[2]
    rows = items._tbl.tr_lst
    assert len(rows) == 121
    assert [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows[:3]] == [True, False, False]
    assert all(row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in rows)


def test_figures_stand_to_the_right_and_words_to_the_left():
    items = pages().tables[2]
    sides = [cell.paragraphs[0].alignment for cell in items.rows[1].cells]
    assert [None if side is None else side.name for side in sides] == [None, None, None, *["RIGHT"] * 5]
    assert [cell.text for cell in items.rows[1].cells] == [
        "INV-1", "1 Mar 2026", "31 Mar 2026", "100,000.00", "42,000.00", "1,200.00", "56,800.00", "77",
    ]  # fmt: skip


def test_what_has_no_column_stands_beneath_its_invoice_on_the_same_page():
    items = pages().tables[2]
    assert items.rows[2].cells[0].text == (
        "Contract: HT-2026-01 | Delivery: delivered in full · 3 Mar 2026 · DN-118"
        " | Acceptance: accepted · 3 Mar 2026 · AC-7"
    )
    assert items.rows[1].cells[0].paragraphs[0].paragraph_format.keep_with_next


@pytest.mark.parametrize(
    ("language", "region", "font", "tag"),
    [
        (Language.ZH_HANS, "CN", "Microsoft YaHei", "zh-CN"),
        (Language.ZH_HANT, "TW", "Microsoft JhengHei", "zh-TW"),
        (Language.ZH_HANT, "HK", "Microsoft JhengHei", "zh-HK"),
        (Language.EN, "US", "Microsoft YaHei", "zh-CN"),
    ],
)
def test_fonts_that_hold_chinese_are_named_for_its_characters(language, region, font, tag):
    document = pages(a_statement(an_account("USD", a_customer(language, region))))
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    assert defaults.find(qn("w:rFonts")).get(qn("w:eastAsia")) == font
    assert defaults.find(qn("w:lang")).get(qn("w:eastAsia")) == tag
    assert not list(document.element.iter(qn("w:rFonts")))


def test_nobody_gets_thousands_of_pages():
    invoices = tuple(an_invoice(f"I{n}", "10", "USD", date(2026, 1, 1), date(2026, 3, 1)) for n in range(3001))
    with pytest.raises(BadInput, match="3001 rows"):
        made("docx", a_statement(replace(long_account(), invoices=invoices)))


# workbook
def test_the_workbook_has_a_summary_and_a_sheet_for_each_currency():
    book = workbook(a_statement(an_account("USD", ENGLISH), an_account("HKD", ENGLISH)))
    assert book.sheetnames == ["Summary", "USD", "HKD"]
    summary = {row[0].value: row[1].value for row in book["Summary"].iter_rows() if row[1].value is not None}
    assert summary["Total open"] == 126800
    assert summary["By age: 61–90 days"] == 56800


def test_amounts_are_numbers_days_are_dates_and_totals_are_no_formulas():
    sheet = workbook()["USD"]
    assert [cell.value for cell in sheet[1]] == [
        "Invoice", "Contract", "Issued", "Due", "Amount", "Paid", "Credited", "Open", "Days past due",
        "Under dispute", "May be held back", "Held back until", "Delivery", "Acceptance", "Project",
    ]  # fmt: skip
    days = [sheet.cell(4, column).value.date() for column in (3, 4, 12)]
    assert days == [date(2026, 6, 1), date(2026, 7, 1), date(2027, 6, 1)]
    assert [sheet.cell(4, column).value for column in (1, 2, *range(5, 12))] == [
        "INV-3", None, 50000, 0, 0, 50000, None, None, 2500,
    ]  # fmt: skip
    assert [sheet.cell(5, column).value for column in (1, 5, 6, 7, 8, 10, 11)] == [
        "Total", 170000, 42000, 1200, 126800, 5000, 2500,
    ]  # fmt: skip
    assert sheet["H4"].number_format == "#,##0.00"
    assert sheet.freeze_panes == "B2"


@pytest.mark.parametrize(("currency", "form"), [("TWD", "#,##0"), ("JPY", "#,##0"), ("KWD", "#,##0.000")])
def test_amounts_have_the_decimals_of_their_currency(currency, form):
    sheet = workbook(a_statement(an_account(currency, ENGLISH)))[currency]
    assert (sheet["H4"].value, sheet["H4"].number_format) == (50000, form)


def test_cents_that_are_there_are_shown_although_the_currency_is_billed_without():
    invoice = an_invoice("INV-1", "50000", "TWD", date(2026, 6, 1), date(2026, 7, 1))
    cents = replace(invoice, amount=replace(invoice.amount, minor=5000050))
    account = an_account("TWD", ENGLISH, invoices=(cents,), payments=(), credit_notes=(), allocations=())
    sheet = workbook(a_statement(account))["TWD"]
    assert (sheet["H2"].value, sheet["H2"].number_format) == (50000.5, "#,##0.00")


def test_an_amount_that_a_spreadsheet_could_not_hold_exactly_is_text():
    huge = an_invoice("INV-1", "99999999999999.99", "USD", date(2026, 6, 1), date(2026, 7, 1))
    account = an_account("USD", ENGLISH, invoices=(huge,), payments=(), credit_notes=(), allocations=())
    assert workbook(a_statement(account))["USD"]["H2"].value == "99,999,999,999,999.99"


def test_no_text_becomes_a_formula_a_link_or_a_number():
    texts = [*RISKY, "https://elsewhere.example", "0123", "{=1}"]
    account = an_account(
        "USD",
        ENGLISH,
        invoices=tuple(
            an_invoice(text, "10", "USD", date(2026, 1, 1), date(2026, 3, 1), contract_no=text) for text in texts
        ),
        proofs=tuple(a_proof(f"P{n}", text, "delivery", text, text) for n, text in enumerate(texts)),
        payments=(),
        credit_notes=(),
        allocations=(),
        disputes=(),
    )
    data = made("xlsx", a_statement(account))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["USD"]
    written = [sheet.cell(row, 1) for row in range(2, 2 + len(texts))]
    assert sorted(cell.value for cell in written) == sorted(text.strip() for text in texts)
    assert {cell.data_type for cell in written} == {"s"}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheets = b"".join(package.read(name) for name in package.namelist() if "worksheets" in name)
    assert b"<f>" not in sheets
    assert b"hyperlink" not in sheets


# table
def test_the_table_has_plain_numbers_and_days_under_headings():
    rows = table_rows()
    assert rows[0] == [
        "Part", "Currency", "Invoice", "Contract", "Issued", "Due", "Amount", "Paid", "Credited", "Open",
        "Days past due", "Under dispute", "May be held back", "Held back until", "Delivery", "Acceptance", "Project",
        "What", "On invoices",
    ]  # fmt: skip
    assert rows[1] == [
        "Open invoices", "USD", "INV-1", "HT-2026-01", "2026-03-01", "2026-03-31", "100000.00", "42000.00", "1200.00",
        "56800.00", "77", "", "", "", "delivered in full · 3 Mar 2026 · DN-118", "accepted · 3 Mar 2026 · AC-7", "",
        "", "",
    ]  # fmt: skip
    assert rows[-1][:7] == ["Payments received since 18 March 2026", "USD", "RC-3", "", "2026-05-05", "", "-500.00"]


@pytest.mark.parametrize("text", RISKY)
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    invoice = an_invoice(f"{text}", "10", "USD", date(2026, 1, 1), date(2026, 3, 1))
    account = an_account("USD", ENGLISH, invoices=(invoice,), payments=(), credit_notes=(), allocations=())
    assert table_rows(a_statement(account))[1][2] == f"'{text.strip()}"


def test_a_refund_stays_a_number():
    assert [row[6] for row in table_rows() if row[2] == "RC-3"] == ["-500.00", "-500.00"]


def test_the_words_are_those_of_the_language_asked_for():
    statement = a_statement(an_account("CNY"), creditor=CREDITOR)
    assert pages(statement, language=Language.EN).paragraphs[3].text == "Statement of account"
    assert pages(statement).paragraphs[3].text == "对账单"
