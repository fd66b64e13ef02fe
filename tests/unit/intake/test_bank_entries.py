"""Which entries of a bank statement are customers' money, and under which number each is known."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from assistant.errors import MissingColumns
from assistant.intake.bank_camt import COLUMNS
from assistant.intake.bank_entries import read_bank_entries
from assistant.intake.reading import DateOrder, Options
from assistant.ports import Table
from tests.unit.intake.exports import export

ENTRY = {
    "until": "2026-06-10T23:59:59+08:00", "account_currency": "CNY", "status": "BOOK", "side": "CRDT",
    "booked": "2026-06-10", "entry_amount": "100.00", "entry_currency": "CNY", "servicer_reference": "B-1",
    "parts": "1", "part": "1", "payer": "云岭贸易有限公司", "remittance": "INV-1",
}  # fmt: skip
END = {"status": "END", "until": ENTRY["until"], "account_currency": "CNY"}


def camt(*entries: dict[str, str] | list[dict[str, str]], name: str = "s.xml", end: dict[str, str] = END) -> Table:
    """A statement: each entry one part, or a list of the parts of a batch."""
    rows = []
    for number, parts in enumerate(entries, start=1):
        rows += [(number, ENTRY | part) for part in (parts if isinstance(parts, list) else [parts])]
    rows = [*rows, (len(entries), end)]
    return Table(
        name=name, columns=COLUMNS, rows=[(n, [said.get(column, "") for column in COLUMNS]) for n, said in rows]
    )


def receipts(*tables: Table, **options: object) -> list[tuple[object, ...]]:
    reading = read_bank_entries(tables, Options(**options))
    assert reading.rejected == ()
    return [(r.number, str(r.amount), r.payer, r.remittance) for r in reading.receipts]


def refused(*tables: Table, **options: object) -> list[tuple[int, str]]:
    return [(row.row, row.reason.code) for row in read_bank_entries(tables, Options(**options)).rejected]


def remarks(*tables: Table) -> list[tuple[int, str, object]]:
    return [(r.row, r.reason.code, dict(r.reason.details)) for r in read_bank_entries(tables).remarks]


# camt.053


def test_a_booked_credit_is_a_receipt_of_its_booking_day():
    (receipt,) = read_bank_entries([camt({})]).receipts
    assert (receipt.number, str(receipt.amount), receipt.received) == ("camt:B-1", "CNY 100.00", date(2026, 6, 10))
    assert receipt.source == "s.xml row 1: 云岭贸易有限公司 · INV-1"


def test_what_is_pending_or_outgoing_or_our_own_money_back_is_left_out_and_counted():
    tables = camt(
        {"status": "PDNG"}, {"status": "INFO"}, {"side": "DBIT"}, {"reversal": "true"}, {"return_reason": "AC01"}
    )
    assert receipts(tables) == []
    assert remarks(tables) == [
        (0, "entries_pending", {"count": 2}),
        (0, "entries_outgoing", {"count": 1}),
        (0, "entries_returned_to_us", {"count": 2}),
    ]


@pytest.mark.parametrize("back", [{"reversal": "true"}, {"reversal": "1"}, {"return_reason": "AC04"}])
def test_a_receipt_that_goes_back_is_below_zero_and_names_what_it_undoes(back):
    (receipt,) = read_bank_entries([camt({"side": "DBIT", "bank_reference": "B-0"} | back)]).receipts
    assert (str(receipt.amount), receipt.originals) == ("CNY -100.00", ("camt:B-0",))


def test_of_what_goes_back_the_customer_may_be_the_one_who_is_paid():
    back, paid = {"side": "DBIT", "reversal": "true", "payer": "Us", "payee": "Them"}, {"payer": "Them", "payee": "Us"}
    receipts = read_bank_entries([camt(back, paid | {"servicer_reference": "B-2"})]).receipts
    assert [(receipt.payer, receipt.on_behalf_of) for receipt in receipts] == [("Us", "Them"), ("Them", "")]


def test_a_batch_is_as_many_receipts_as_it_has_parts():
    parts = [
        {"parts": "2", "amount": "60.00", "currency": "CNY", "bank_reference": "B-1-1", "payer": "甲"},
        {"parts": "2", "amount": "40.00", "currency": "CNY", "bank_reference": "B-1-2", "payer": "乙"},
    ]
    assert receipts(camt(parts)) == [
        ("camt:B-1-1", "CNY 60.00", "甲", "INV-1"),
        ("camt:B-1-2", "CNY 40.00", "乙", "INV-1"),
    ]


def test_parts_without_a_reference_of_their_own_are_numbered_within_the_entry():
    parts = [{"amount": "60.00", "currency": "CNY", "bank_reference": same} for same in ("B-1", "B-1")]
    parts[1]["amount"] = "40.00"
    assert [number for number, *_ in receipts(camt(parts))] == ["camt:B-1/1", "camt:B-1/2"]


def test_a_part_that_goes_the_other_way_counts_against_the_others():
    parts = [
        {"amount": "150.00", "currency": "CNY", "part_side": "CRDT", "bank_reference": "a"},
        {"amount": "50.00", "currency": "CNY", "part_side": "DBIT", "bank_reference": "b"},
    ]
    assert [amount for _, amount, *_ in receipts(camt(parts))] == ["CNY 150.00", "CNY -50.00"]


@pytest.mark.parametrize(
    "second",
    [
        {"amount": "39.99", "currency": "CNY"},
        {"amount": "", "currency": ""},
        {"amount": "40.00", "currency": "USD"},
    ],
)
def test_a_batch_whose_parts_do_not_come_to_it_is_refused_as_one(second):
    parts = [{"amount": "60.00", "currency": "CNY", "parts": "2"}, second | {"parts": "2"}]
    assert refused(camt(parts, {"servicer_reference": "B-2"})) == [(1, "batch_differs")]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"entry_currency": ""}, "entry_incomplete"),
        ({"entry_amount": ""}, "entry_incomplete"),
        ({"booked": ""}, "entry_incomplete"),
        ({"side": "?"}, "entry_incomplete"),
        ({"entry_amount": "-5.00"}, "entry_incomplete"),
        ({"entry_amount": "0.00"}, "entry_incomplete"),
        ({"entry_amount": "1e5"}, "not_an_amount"),
        ({"entry_amount": "100.005"}, "too_many_decimals"),
        ({"entry_currency": "XXX"}, "unknown_currency"),
        ({"entry_currency": "USD"}, "mixed_currencies"),
        ({"booked": "2026-02-30"}, "not_a_date"),
    ],
)
def test_an_entry_that_cannot_stand_is_refused_with_its_reason(change, code):
    assert refused(camt(change | {"servicer_reference": "B-9"}, {})) == [(1, code)]


def test_what_was_sent_is_only_told_and_what_was_booked_counts():
    sent = {"instructed": "20.00", "instructed_currency": "USD", "amount": "20.00", "currency": "USD"}
    gross = {"amount": "115.00", "currency": "CNY", "servicer_reference": "B-2"}
    table = camt(sent, gross)
    assert [amount for _, amount, *_ in receipts(table)] == ["CNY 100.00", "CNY 100.00"]
    assert [(row, code, str(d["sent"]), str(d["booked"])) for row, code, d in remarks(table)] == [
        (1, "sent_differs", "USD 20.00", "CNY 100.00"),
        (2, "sent_differs", "CNY 115.00", "CNY 100.00"),
    ]


@pytest.mark.parametrize(
    ("references", "number"),
    [
        ({"servicer_reference": "S", "bank_reference": "P", "entry_reference": "E"}, "camt:S"),
        ({"servicer_reference": "", "bank_reference": "P", "entry_reference": "E"}, "camt:P"),
        ({"servicer_reference": "", "entry_reference": "2026061000077", "end_to_end": "X"}, "camt:2026061000077"),
        ({"servicer_reference": "", "entry_reference": "7"}, "camt:7:2026-06-10:100.00:CNY"),
        ({"servicer_reference": "", "end_to_end": "E2E-9"}, "camt:E2E-9:2026-06-10:100.00:CNY"),
        ({"servicer_reference": ""}, "camt:entry:2026-06-10:100.00:CNY"),
    ],
)
def test_an_entry_is_numbered_by_the_best_reference_that_it_has(references, number):
    assert [receipt[0] for receipt in receipts(camt(references))] == [number]


def test_two_entries_alike_without_reference_are_two_payments_in_every_file_that_holds_them():
    without = {"servicer_reference": "", "end_to_end": "E"}
    both = camt(without, without)
    again = camt(without, without, {}, name="later.xml")
    numbers = ["camt:E:2026-06-10:100.00:CNY", "camt:E:2026-06-10:100.00:CNY#2"]
    assert [number for number, *_ in receipts(both)] == numbers
    assert [number for number, *_ in receipts(both, again)] == [*numbers, "camt:B-1"]


def test_an_entry_in_two_overlapping_statements_is_one_and_is_said():
    reading = read_bank_entries([camt({}, name="a.xml"), camt({}, name="b.xml")])
    assert (len(reading.receipts), reading.again) == (1, 1)
    assert [(r.file, r.reason.code) for r in reading.remarks] == [("b.xml", "given_twice")]


def test_two_different_entries_of_one_number_are_both_refused():
    assert refused(camt({}, {"entry_amount": "5.00"})) == [(1, "number_used_twice"), (2, "number_used_twice")]


def test_a_statement_says_until_when_it_is_true():
    early = camt(name="a.xml", end=END | {"until": "2026-06-09T23:59:59"})
    shanghai = ZoneInfo("Asia/Shanghai")
    assert read_bank_entries([early], zone=shanghai).until == datetime(2026, 6, 9, 15, 59, 59, tzinfo=UTC)
    assert read_bank_entries([camt({}), early], zone=shanghai).until == datetime(2026, 6, 10, 15, 59, 59, tzinfo=UTC)
    assert read_bank_entries([camt(end={"status": "END", "until": "soon"})]).until is None


# a bank's own tables

CMB = export(
    "账户交易明细",
    "账号：6225 **** 0001",
    "交易日期|交易流水号|借方发生额|贷方发生额|余额|对方户名|摘要|附言|币种",
    "2026-06-10|K001||48,200.00|100,000.00|云岭贸易有限公司|货款|INV-1|人民币",
    "2026-06-10|K002|1,000.00||99,000.00|供电局|电费||人民币",
    "2026-06-11|K003||500.00|99,500.00|山和电子有限公司|往来||人民币",
    "合计||1,000.00|48,700.00|||||",
    name="明细.xlsx",
)


def test_a_table_of_a_mainland_bank_is_read_under_its_titles():
    assert receipts(CMB) == [
        ("bank:K001", "CNY 48,200.00", "云岭贸易有限公司", "货款 INV-1"),
        ("bank:K003", "CNY 500.00", "山和电子有限公司", "往来"),
    ]
    assert remarks(CMB) == [(0, "entries_outgoing", {"count": 1})]


def test_a_table_of_a_taiwan_bank_is_read():
    table = export(
        "交易日期|摘要|提出|存入|餘額|備註|匯款人|幣別",
        "115/06/10|跨行匯入||86,400|200,000|INV-1|禾陞國際企業有限公司|新台幣",
    )
    assert [(r[1], r[2], r[3]) for r in receipts(table)] == [("TWD 86,400", "禾陞國際企業有限公司", "跨行匯入 INV-1")]


def test_signs_words_and_columns_all_tell_which_way_money_went():
    signed = export("Date|Description|Amount", "2026-06-10|HARBOUR LANE INV-1|100.00", "2026-06-10|RENT|-5.00")
    sides = export(
        "Date|Name|Amount|D/C|Transaction ID", "2026-06-10|Harbour Lane|100.00|CR|T1", "2026-06-10|Rent|5.00|DR|T2"
    )
    assert [amount for _, amount, *_ in receipts(signed, currency="GBP")] == ["GBP 100.00"]
    assert [(r[0], r[1]) for r in receipts(sides, currency="GBP")] == [("bank:T1", "GBP 100.00")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2026-06-10|X|1|100.00|maybe", "unknown_side"),
        ("31.02.2026|X|1|100.00|CR", "not_a_date"),
        ("|X|1|100.00|CR", "missing_value"),
        ("2026-06-10|X|1|NaN|CR", "not_an_amount"),
        ("2026-06-10|X|1|$100.00|CR", "mixed_currencies"),
    ],
)
def test_a_row_of_a_bank_that_cannot_stand_is_refused(row, code):
    assert refused(export("Date|Payer|Reference|Amount|C/D", row), currency="GBP") == [(2, code)]


def test_a_sum_that_a_comma_cut_in_two_is_refused_and_not_booked_in_part():
    table = export("Date|Payer|Amount", "2026-06-10|Harbour Lane|1|000.00")
    cut = Table(name=table.name, columns=table.columns[:3], rows=table.rows)
    assert refused(cut, currency="GBP") == [(2, "too_many_cells")]


def test_a_payment_of_ours_that_was_taken_back_is_no_receipt():
    table = export("Date|Payer|Paid in|Paid out", "2026-06-10|Landlord||-5.00", "2026-06-11|Landlord|-7.00|")
    assert receipts(table, currency="GBP") == []


def test_rows_without_a_number_of_the_bank_are_known_again_by_what_they_say():
    line = "2026-06-10|Harbour Lane|100.00"
    table = export("Date|Payer|Amount", line, line, "2026-06-11|Harbour Lane|100.00")
    numbers = [number for number, *_ in receipts(table, currency="GBP")]
    assert numbers == [number for number, *_ in receipts(table, currency="GBP")]
    assert (len(set(numbers)), numbers[1]) == (3, f"{numbers[0]}#2")


def test_dates_that_read_in_two_ways_are_asked_about():
    table = export("Date|Payer|Amount", "03/04/2026|Harbour Lane|100.00")
    assert [question.option for question in read_bank_entries([table], Options(currency="GBP")).questions] == [
        "date_order"
    ]
    reading = read_bank_entries([table], Options(currency="GBP", date_order=DateOrder.DMY))
    assert [receipt.received for receipt in reading.receipts] == [date(2026, 4, 3)]


def test_the_currency_may_stand_in_the_header():
    assert [r[1] for r in receipts(export("Date|Payer|Paid in (GBP)", "2026-06-10|H|100.00"))] == ["GBP 100.00"]


def test_a_table_of_something_else_is_refused_with_what_it_lacks():
    with pytest.raises(MissingColumns) as caught:
        read_bank_entries([export("customer_code|invoice_no|amount", "C1|INV-1|5")])
    assert str(caught.value) == (
        "export.csv lacks columns of a bank statement: it needs a date, an amount (or paid in and paid out), and who "
        "paid or what for. Rename its columns, or import the bank's camt.053 file."
    )
