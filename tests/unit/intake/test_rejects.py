"""Refused rows come back with their own cells, so that they can be corrected and imported again."""

import pytest

from assistant.intake import read_ledger
from assistant.intake.columns import SheetKind
from assistant.intake.rejects import reject_tables, safe_cell
from tests.unit.intake.sheets import table

LEDGER = table(
    "客户编号,客户名称,发票号码,开票日期,到期日,金额（美元）,仓库\n"
    "C1,云岭,INV-1,2026-05-01,2026-05-31,100.00,3号\n"
    "C2,=远山,INV-2,2026-05-01,31/02/2026,-5.00,4号"
)
CUSTOMERS = table("customer_code,customer_name,phone\nC9,,+86 1", name="customers.csv")


def tables(*given):
    reading = read_ledger(given)
    return list(reject_tables(reading.sheets, reading.rejected))


def test_a_refused_row_keeps_its_cells_under_names_that_can_be_imported():
    (found,) = tables(LEDGER)
    assert found.columns == (
        "customer_code", "customer_name", "invoice_no", "issue_date", "due_date", "amount (USD)", "仓库",
    )  # fmt: skip
    assert [(row.row, row.reason.code, cells) for row, cells in found.rows] == [
        (3, "negative_invoice", ("C2", "'=远山", "INV-2", "2026-05-01", "31/02/2026", "-5.00", "4号"))
    ]


def test_what_is_corrected_there_can_be_imported():
    (found,) = tables(LEDGER)
    ((_, cells),) = found.rows
    corrected = ["2026-06-30" if cell == "31/02/2026" else cell.replace("-5.00", "5.00") for cell in cells]
    again = read_ledger([table("\n".join((",".join(found.columns), ",".join(corrected))))])
    assert [str(invoice.amount) for invoice in again.invoices] == ["USD 5.00"]
    assert [row.customer.customer.name for row in again.rows if row.customer] == ["=远山"]


def test_rows_of_a_ledger_and_of_a_list_of_customers_come_apart():
    found = tables(CUSTOMERS, LEDGER)
    assert [(each.kind, len(each.rows)) for each in found] == [(SheetKind.CUSTOMERS, 1), (SheetKind.LEDGER, 1)]


def test_a_row_with_too_many_cells_keeps_all_of_them():
    (found,) = tables(
        table("customer_code,invoice_no,issue_date,due_date,currency,amount\nC1,A,2026-05-01,2026-05-31,CNY,48,200.00")
    )
    assert found.rows[0][1][-2:] == ("48", "200.00")


def test_nothing_is_written_where_nothing_was_refused():
    assert tables(table("customer_code,customer_name\nC1,云岭")) == []


@pytest.mark.parametrize("text", ["=1+1", "+86 1", "-x", "@SUM(A1)", "\tx", "\rx", "-1-1", "+1 2"])
def test_what_a_spreadsheet_would_run_is_kept_as_text(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5.00", "+5", "-1,234.50", "5", "x=1", "", "云岭"])
def test_plain_figures_and_texts_stay_as_they_are(text):
    assert safe_cell(text) == text
