"""How an export is gone through row by row, and what is not taken for what it seems."""

from assistant.intake import read_ledger
from assistant.intake.mapping import apply_mapping, load_mapping
from assistant.intake.reading import DecimalMark, Options
from assistant.ports import Table
from tests.unit.intake.exports import export
from tests.unit.intake.mapped import balances, notes, read


def test_rows_are_made_anew_each_time_and_none_are_held():
    table = export("客户名称|单据编号|业务日期|到期日|币别|未核销金额", "甲|A|2026-01-01|2026-02-01|CNY|5")
    made = apply_mapping(table, load_mapping("kingdee"))
    before = table.rows.passes
    assert [list(made.rows), list(made.rows)] == [
        [(2, ["甲", "甲", "", "5", "", "A", "2026-01-01", "2026-02-01", "CNY"])]
    ] * 2
    assert table.rows.passes == before + 2


def test_what_a_merged_cell_says_again_stays_marked():
    table = export("客户名称|单据编号|业务日期|到期日|币别|价税合计|未核销金额", "甲|A|2026-01-01|2026-02-01|CNY|5|5")
    merged = Table(name=table.name, columns=table.columns, rows=table.rows, repeated=frozenset({(2, 0), (2, 6)}))
    made = apply_mapping(merged, load_mapping("kingdee"))
    columns = {made.columns[column] for _, column in made.repeated}
    assert columns == {"customer_name", "amount"}
    assert [row.reason.code for row in read(merged, "kingdee").rejected] == ["merged_cell"]


def test_a_heading_merged_across_the_sheet_is_a_heading_all_the_same():
    rows = ["Acorn Corp"] * 7
    table = export(
        "|Date|Transaction type|Num|Term|Due date|Open balance",
        "|".join(rows),
        "|04/13/2026|Invoice|5004||04/30/2026|10.00",
    )
    merged = Table(
        name=table.name, columns=table.columns, rows=table.rows, repeated=frozenset((2, place) for place in range(1, 7))
    )
    assert balances(read(merged, "quickbooks", currency="USD")) == {"Acorn Corp": {"5004": "USD 10.00 / 10.00"}}


def test_a_shifted_row_is_refused():
    table = export("客户名称|单据编号|业务日期|到期日|币别|未核销金额", "甲|A|2026-01-01|2026-02-01|CNY|1|200.00")
    shifted = Table(name=table.name, columns=table.columns[:6], rows=table.rows)
    assert [row.reason.code for row in read(shifted, "kingdee").rejected] == ["too_many_cells"]


def test_a_header_printed_again_on_the_next_page_is_no_row():
    line = "客户名称|单据编号|业务日期|到期日|币别|未核销金额"
    table = export(line, "甲|A|2026-01-01|2026-02-01|CNY|5", line, "甲|B|2026-01-02|2026-02-02|CNY|6")
    assert list(balances(read(table, "kingdee"))["甲"]) == ["A", "B"]


def test_after_a_total_no_customer_is_carried_over():
    table = export(
        "|Date|Transaction type|Num|Term|Due date|Open balance",
        "Acorn Corp",
        "|04/13/2026|Invoice|1||04/30/2026|10.00",
        "Total for Acorn Corp||||||10.00",
        "|04/13/2026|Invoice|2||04/30/2026|20.00",
    )
    reading = read(table, "quickbooks", currency="USD")
    assert list(balances(reading)) == ["Acorn Corp"]
    assert [(row.row, row.reason.details["field"]) for row in reading.rejected] == [(5, "customer_code")]


def test_a_heading_that_says_what_it_is_gives_only_the_name():
    table = export(
        "|Date|Transaction type|Num|Term|Due date|Open balance",
        "客户名称：云岭贸易（上海）有限公司",
        "|2026-04-13|Invoice|1||2026-04-30|10.00",
    )
    (row,) = read(table, "quickbooks", currency="CNY").rows
    assert row.customer.customer.name == "云岭贸易（上海）有限公司"


def test_payments_without_number_that_are_alike_are_two():
    line = "|02/13/2026|Payment||Zephyr|02/13/2026|-70.00|-70.00"
    table = export("|Date|Transaction type|Num|Customer|Due date|Amount|Open balance", line, line)
    reading = read(table, "quickbooks", currency="USD")
    assert sorted(payment.number for payment in reading.payments) == [
        "payment 02/13/2026 70",
        "payment 02/13/2026 70 #2",
    ]


def test_what_is_used_up_is_left_out_and_said():
    line = "|02/13/2026|Payment|P-1|Zephyr|02/13/2026|-70.00|0.00"
    table = export("|Date|Transaction type|Num|Customer|Due date|Amount|Open balance", line)
    reading = read(table, "quickbooks", currency="USD")
    assert (reading.rows, notes(reading)) == ((), ["export.csv: left out as 'used up': 1 row (2)."])


def test_a_row_that_does_not_say_what_is_outstanding_is_refused_and_not_taken_for_unpaid():
    table = export("客户名称|单据编号|业务日期|到期日|币别|价税合计|未核销金额", "甲|A|2026-01-01|2026-02-01|CNY|500|")
    assert [row.message for row in read(table, "kingdee").rejected] == [
        "'(nothing outstanding told)' is not an amount; write it like 48200.00."
    ]


def test_sums_that_read_in_two_ways_are_asked_about_and_then_read_as_answered():
    table = export(
        "客户名称|单据编号|业务日期|到期日|币别|价税合计|未核销金额", "甲|A|2026-01-01|2026-02-01|EUR|1.500|1.250"
    )
    asked = read(table, "kingdee")
    assert [question.option for question in asked.questions] == ["decimal_mark"]
    made = apply_mapping(table, load_mapping("kingdee"), DecimalMark.COMMA)
    assert balances(read_ledger([made], Options(decimal_mark=DecimalMark.COMMA))) == {
        "甲": {"A": "EUR 1,500.00 / 1250.00"}
    }


def test_decimal_commas_are_read():
    table = export(
        "客户名称|单据编号|业务日期|到期日|币别|价税合计|未核销金额", "甲|A|2026-01-01|2026-02-01|EUR|1.500,50|1.000,25"
    )
    assert balances(read(table, "kingdee")) == {"甲": {"A": "EUR 1,500.50 / 1000.25"}}


def test_a_currency_in_the_header_of_the_amounts_goes_along():
    table = export(
        "|Date|Transaction type|Num|Customer|Due date|Amount|Open balance (CAD)",
        "|04/13/2026|Invoice|1|Acorn|04/30/2026|20.00|10.00",
    )
    assert balances(read(table, "quickbooks")) == {"Acorn": {"1": "CAD 20.00 / 10.00"}}
