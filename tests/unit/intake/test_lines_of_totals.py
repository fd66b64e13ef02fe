"""Lines that only add up the others are left out and said; merged cells count once."""

import pytest

from assistant.intake import read_ledger
from assistant.intake.reading import Outcome
from assistant.ports import Table
from tests.unit.intake.sheets import ledger, table

FIRST = "C1,云岭,,INV-1,2026-05-01,2026-05-31,CNY,100.00,,"
SECOND = "C1,云岭,,INV-2,2026-05-01,2026-05-31,CNY,100.00,,"


@pytest.mark.parametrize(
    "line",
    [
        "合计,,,,,,,200.00,,", "总计：,,,,,,,200.00,,", ",小计,,,,,,200.00,,", "合計,,,,,,,200.00,,", "總計,,,,,,,200.00,,",
        "Total,,,,,,,200.00,,", "Grand total,,,,,,,200.00,,", "Sub-Total (CNY),,,,,,,200.00,,", "Total for 云岭,,,,,,,200.00,,",
    ],
)  # fmt: skip
def test_lines_of_totals_are_left_out_and_counted(line):
    reading = read_ledger([ledger(FIRST, line, SECOND, line)])
    assert (reading.outcome, reading.read, reading.rejected) == (Outcome.ACCEPTED, 2, ())
    assert [(remark.row, remark.message) for remark in reading.remarks if remark.reason.code == "totals_left_out"] == [
        (0, "ledger.csv: lines of totals were left out: 2.")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Total,Total Energies,,INV-9,,,CNY,1.00,,",
        "C9,Total Wine,,,2026-05-01,2026-05-31,CNY,1.00,,",
        "Totally,X,,,,,,1,,",
    ],
)
def test_a_row_with_a_number_or_a_day_of_its_own_is_no_line_of_totals(line):
    reading = read_ledger([ledger(FIRST, line)])
    assert (reading.read, [row.row for row in reading.rejected]) == (2, [3])


def test_a_list_of_customers_may_end_with_their_number():
    reading = read_ledger([table("customer_code,customer_name,phone\nC1,云岭,\n合计,1,\nTotal,Total Energies,")])
    assert [row.customer_code for row in reading.rows] == ["C1", "Total"]


def test_a_line_of_totals_among_rows_that_are_read_twice_shifts_nothing():
    rows = ledger(
        "C1,云岭,,INV-1,01/05/2026,31/05/2026,CNY,100.00,,",
        "小计,,,,,,,100.00,,",
        "C1,云岭,,INV-2,02/05/2026,05/06/2026,CNY,200.00,,",
    )
    reading = read_ledger([rows])
    assert [(row.row, row.entry.number, str(row.entry.amount)) for row in reading.rows if row.entry] == [
        (2, "INV-1", "CNY 100.00"),
        (4, "INV-2", "CNY 200.00"),
    ]


def test_a_table_without_rows_is_said():
    reading = read_ledger([ledger()])
    assert (reading.read, [remark.reason.code for remark in reading.remarks]) == (0, ["no_rows"])


COLUMNS = ("customer_code", "customer_name", "invoice_no", "issue_date", "due_date", "currency", "amount", "paid")
ROWS = (
    (2, ("C1", "云岭", "INV-1", "2026-05-01", "2026-05-31", "CNY", "100.00", "10.00")),
    (3, ("C1", "云岭", "INV-2", "2026-05-01", "2026-05-31", "CNY", "200.00", "10.00")),
)


@pytest.mark.parametrize("field", ["customer_code", "customer_name", "issue_date", "due_date", "currency"])
def test_a_merged_customer_date_or_currency_counts_for_each_of_its_rows(field):
    repeated = frozenset({(2, COLUMNS.index(field)), (3, COLUMNS.index(field))})
    reading = read_ledger([Table(name="book.xlsx", columns=COLUMNS, rows=ROWS, repeated=repeated)])
    assert [invoice.number for invoice in reading.invoices] == ["INV-1", "INV-2"]


@pytest.mark.parametrize("field", ["invoice_no", "amount", "paid"])
def test_a_merged_number_or_sum_counts_for_none_of_its_rows(field):
    repeated = frozenset({(3, COLUMNS.index(field))})
    reading = read_ledger([Table(name="book.xlsx", columns=COLUMNS, rows=ROWS, repeated=repeated)])
    assert [invoice.number for invoice in reading.invoices] == ["INV-1"]
    assert [(row.row, row.reason.code, row.reason.details["field"]) for row in reading.rejected] == [
        (3, "merged_cell", field)
    ]
