"""What is read at once, many rows together, is what the careful way would read."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assistant.errors import BadInput
from assistant.intake.careful import read_row
from assistant.intake.columns import Sheet, SheetKind, recognise
from assistant.intake.customers import CustomerReader
from assistant.intake.plain import PlainRows
from assistant.intake.plain_cells import PlainCells
from assistant.intake.reading import AcceptedRow, DateOrder, DecimalMark, Options
from assistant.intake.rows import row_of
from assistant.intake.survey import Survey
from assistant.intake.words import shipped_words
from assistant.ports import Table

LEDGER = (
    "customer_code", "customer_name", "email", "kind", "invoice_no", "issue_date", "due_date", "currency", "amount",
    "paid", "balance", "contract_no", "note", "reference", "retention", "retention_until", "delivered_on", "colour", "",
)  # fmt: skip
PAYMENTS = (
    "customer_code", "customer_name", "payment_no", "received_date", "invoice_no", "currency", "amount", "reference",
    "note",
)  # fmt: skip
TEXT = st.one_of(
    st.sampled_from(["", "", " ", "季度结算", "  云岭  贸易", "O'Hara", "'=x", "'+86 1", "\u3000备注\u200b", "a\nb", "#REF!",
                     "锟斤拷", "\ufffd", "\ue000", "x" * 2001, "Cafe\u0301", "2.5E+19"]),
    st.text(max_size=6),
)  # fmt: skip
CODE = st.sampled_from(["C1", "C2", " C1", "Ｃ１", "客户1", "", "1.2E+9", "#N/A", "'C1", "C\u200b1"])
NAME = st.sampled_from(["云岭贸易有限公司", "Ann Ltd", " Ann Ltd", "", "#N/A", "'=x Ltd"])
NUMBER = st.sampled_from(
    ["INV-1", "INV-2", "inv-1", "２", "发票1", " A 1", "", "#REF!", "1E+5", "'=1", "A\nB", "a" * 101]
)
DAY = st.sampled_from(
    ["2026-05-01", "2026-05-31", "2026-04-01", "01/05/2026", "31/05/2026", "05/06/2026", "2026/5/1", "2026年5月1日", "",
     " 2026-05-01", "2026-02-30", "20260501", "soon", "２０２６－０５－０１"]
)  # fmt: skip
SUM = st.one_of(
    st.sampled_from(["100.00", "1", "0", "0.00", "1,234.50", "1,234", "1.234", "1.234,56", "12,34", "-5.00", "CNY 5.00", "$5",
                     "５．００", "", " 5", "5.", ".5", "100.005", "1" * 14, "9" * 16, "100.5", "NaN", "1\n2", "'5.00"]),
    st.decimals(min_value=0, max_value=10**9, places=2).map(str),
)  # fmt: skip
COIN = st.sampled_from(["CNY", "CNY", "TWD", "JPY", "KWD", "usd", "人民币", "$", "", "XXX", " CNY", "ＣＮＹ"])
KIND = st.sampled_from(["", "", "invoice", "发票", "payment", "收款", "refund", "credit note", "gift", " "])
MAYBE = st.sampled_from(["", "", "", " ", "5.00", "2026-05-01"])
LEDGER_ROW = st.tuples(
    CODE, NAME, TEXT, KIND, NUMBER, DAY, DAY, COIN, SUM, SUM | st.just(""), SUM | st.just(""), TEXT, TEXT, NUMBER, MAYBE,
    MAYBE, MAYBE, TEXT, MAYBE,
)  # fmt: skip
PAYMENT_ROW = st.tuples(CODE, NAME, NUMBER, DAY, NUMBER, COIN, SUM, NUMBER, TEXT)
OPTIONS = st.builds(
    Options,
    date_order=st.sampled_from([None, DateOrder.DMY, DateOrder.MDY]),
    decimal_mark=st.sampled_from([None, DecimalMark.POINT, DecimalMark.COMMA]),
    currency=st.sampled_from(["", "CNY"]),
)
PLAIN = ("C1", "云岭贸易有限公司", "ap@c1.example", "", "INV-1", "2026-05-01", "2026-05-31", "CNY", "100.00", "40.00", "60.00",
         "K-1", "季度结算", "", "", "", "", "red", "")  # fmt: skip


def sheet_of(columns: tuple[str, ...], rows: list[tuple[str, ...]], options: Options) -> Sheet:
    table = Table(name="any.csv", columns=columns, rows=tuple(enumerate(rows, start=2)))
    sheet = recognise(table, shipped_words(), options)
    assert sheet is not None
    return sheet


def surveyed(sheet: Sheet, options: Options) -> Survey:
    survey = Survey(sheet, options, shipped_words())
    for _, cells in sheet.table.rows:
        survey.look(cells)
    return survey


def plainly(sheet: Sheet, terms, *, settled: bool, together: bool) -> list[AcceptedRow | None]:
    reader = PlainRows(sheet, PlainCells(terms, settled=settled), CustomerReader())
    rows = list(sheet.table.rows)
    if together:
        return reader.read(rows) or [None] * len(rows)
    return [found[0] if (found := reader.read([row])) else None for row in rows]


def carefully(sheet: Sheet, terms) -> list[tuple[AcceptedRow | None, tuple]]:
    customers, found = CustomerReader(), []
    for number, raw in sheet.table.rows:
        try:
            row = row_of(sheet, number, raw, terms)
            found.append((read_row(row, sheet.kind, customers), tuple(row.remarks)))
        except BadInput:
            found.append((None, ()))
    return found


def check(sheet: Sheet, options: Options, *, together: bool) -> None:
    survey = surveyed(sheet, options)
    terms = survey.terms()
    careful = carefully(sheet, terms)
    unsettled = Survey(sheet, options, shipped_words()).terms()
    for settled in (True, False):
        plain = plainly(sheet, terms if settled else unsettled, settled=settled, together=together)
        for row, (expected, remarks) in zip(plain, careful, strict=True):
            if row is not None and (settled or terms.decimal_mark is DecimalMark.POINT):
                assert row == expected
                assert remarks == ()


@settings(max_examples=300, deadline=None)
@given(st.lists(LEDGER_ROW, min_size=1, max_size=4), OPTIONS)
@example([PLAIN], Options())
def test_a_plain_row_of_a_ledger_is_what_the_careful_way_reads(rows, options):
    check(sheet_of(LEDGER, rows, options), options, together=False)


@settings(max_examples=300, deadline=None)
@given(LEDGER_ROW, LEDGER_ROW, OPTIONS, st.integers(0, len(LEDGER) - 1))
@example(PLAIN, PLAIN, Options(), 8)
def test_rows_read_together_are_what_each_of_them_says(row, other, options, place):
    """All rows but one are alike but for a single cell, so that many a pair is plain."""
    nearly = (*PLAIN[:place], other[place], *PLAIN[place + 1 :])
    check(sheet_of(LEDGER, [PLAIN, nearly], options), options, together=True)
    check(sheet_of(LEDGER, [PLAIN, row], options), options, together=True)


@settings(max_examples=300, deadline=None)
@given(st.lists(PAYMENT_ROW, min_size=1, max_size=3), OPTIONS, st.booleans())
def test_a_plain_payment_is_what_the_careful_way_reads(rows, options, together):
    sheet = sheet_of(PAYMENTS, rows, options)
    assert sheet.kind is SheetKind.PAYMENTS
    check(sheet, options, together=together)


@pytest.mark.parametrize("together", [True, False])
def test_ordinary_rows_are_plain(together):
    sheet = sheet_of(LEDGER, [PLAIN, (*PLAIN[:4], "INV-2", *PLAIN[5:])], Options())
    terms = surveyed(sheet, Options()).terms()
    read = plainly(sheet, terms, settled=False, together=together)
    assert [row.entry.number for row in read if row and row.entry] == ["INV-1", "INV-2"]
    assert [row for row, _ in carefully(sheet, terms)] == read


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("issue_date", "01/05/2026"), ("amount", "1,234"), ("amount", "1.234"), ("amount", "0.00"), ("paid", "100.01"),
        ("balance", "61.00"), ("retention", "5.00"), ("delivered_on", "2026-05-01"), ("kind", "refund"), ("currency", "$"),
        ("reference", "\ufffd"), ("colour", "\ufffd"), ("", "stray"), ("due_date", "2026-04-30"), ("customer_name", "#N/A"),
    ],
)  # fmt: skip
def test_what_needs_more_than_a_look_is_not_plain(field, cell):
    place = LEDGER.index(field)
    sheet = sheet_of(LEDGER, [(*PLAIN[:place], cell, *PLAIN[place + 1 :])], Options())
    terms = Survey(sheet, Options(), shipped_words()).terms()
    expected = None if field != "colour" else sheet  # a column that is not known is not looked at
    assert (plainly(sheet, terms, settled=False, together=True) == [None]) is (expected is None)


def test_rows_that_only_repeat_a_merged_cell_are_not_plain():
    table = Table(name="any.csv", columns=LEDGER, rows=((2, PLAIN),), repeated=frozenset({(2, 4)}))
    sheet = recognise(table, shipped_words(), Options())
    assert sheet is not None
    terms = Survey(sheet, Options(), shipped_words()).terms()
    assert plainly(sheet, terms, settled=True, together=True) == [None]
