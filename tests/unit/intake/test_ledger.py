"""Rows of a ledger are taken or refused with a reason; nothing is guessed."""

from datetime import date

import pytest

from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.domain.money import Money
from assistant.errors import BadInput, MissingColumns
from assistant.intake import read_ledger
from assistant.intake.agreed_customers import agreed_customers
from assistant.intake.reading import DateOrder, DecimalMark, Options, Outcome
from assistant.ports import Table
from tests.unit.intake.sheets import an_invoice, ledger, table

KINDS = "customer_code,invoice_no,kind,issue_date,due_date,currency,amount,paid,reference"


def the_reason(reading) -> str:
    assert reading.outcome is Outcome.REFUSED
    (row,) = reading.rejected
    return row.reason.code


def test_a_good_row_brings_a_customer_and_an_invoice():
    reading = read_ledger([an_invoice(note="加急")])
    assert reading.outcome is Outcome.ACCEPTED
    assert (reading.read, len(reading.rows), reading.rejected) == (1, 1, ())
    assert reading.invoices == (
        Invoice(
            number="INV-1",
            customer_code="C1",
            amount=Money(4820000, "CNY"),
            issued=date(2026, 5, 1),
            due=date(2026, 5, 31),
            note="加急",
            source="ledger.csv row 2",
        ),
    )
    customer = agreed_customers(reading.rows)["C1"].customer
    assert (customer.name, customer.contact.email) == ("云岭贸易有限公司", "ap@yunling.example")
    assert reading.totals == {"CNY": Money(4820000, "CNY")}


@pytest.mark.parametrize(
    "header",
    [
        "客户编号,客户名称,邮箱,发票号码,开票日期,到期日,币种,金额,已付,备注",
        "客戶編號,客戶名稱,電子郵件,發票號碼,開立日期,到期日,幣別,金額,已付金額,備註",
        "Customer Code,Customer Name,E-mail,Invoice No.,Invoice Date,Due Date,Currency,Amount,Amount Paid,Remarks",
        "客户ID,客户,邮箱,账单号,开票时间,付款截止日期,币种,金额,已付款,说明",
        "Customer ID,Client,Mail,Bill no.,Bill date,Net due date,Curr.,Invoice total,Received,Comment",
        "CUSTOMER_CODE,customer-name,Email *,INVOICE NUMBER,Issue Date,due,ccy,Amount (CNY),Paid,Notes",
    ],
)
def test_columns_are_known_in_three_languages(header):
    rows = table(f"{header}\nC1,云岭贸易有限公司,ap@yunling.example,INV-1,2026-05-01,2026-05-31,CNY,100.00,,x")
    (invoice,) = read_ledger([rows]).invoices
    assert (invoice.number, invoice.amount, invoice.note) == ("INV-1", Money(10000, "CNY"), "x")


STATUS = "customer_code,invoice_no,issue_date,due_date,currency,amount,status"


@pytest.mark.parametrize("word", ["Void", "VOIDED", "Cancelled", "作废", "已作廢", "红冲", "Draft", "草稿"])
def test_a_voided_invoice_is_no_claim_and_is_told(word):
    lines = ("C1,INV-1,2026-05-01,2026-05-31,CNY,100.00,Open", f"C1,INV-2,2026-05-01,2026-05-31,CNY,900.00,{word}")
    reading = read_ledger([table("\n".join((STATUS, *lines)))])
    assert [invoice.number for invoice in reading.invoices] == ["INV-1"]
    assert (reading.read, reading.rejected, reading.totals) == (1, (), {"CNY": Money(10000, "CNY")})
    assert [(r.row, r.reason.code, r.reason.details) for r in reading.remarks] == [
        (3, "voided_left_out", {"number": "INV-2", "status": word})
    ]


def test_of_two_columns_of_notes_or_states_the_first_counts():
    text = f"{STATUS},发票状态,备注,说明\nC1,INV-1,2026-05-01,2026-05-31,CNY,100.00,Open,作废,first,second"
    (invoice,) = read_ledger([table(text)]).invoices
    assert invoice.note == "first"


@pytest.mark.parametrize("written", ["N/A", "n/a", "NULL", "-", "无", "nan"])
def test_a_placeholder_is_no_number(written):
    lines = (STATUS, f"C1,{written},2026-05-01,2026-05-31,CNY,100.00,")
    assert the_reason(read_ledger([table("\n".join(lines))])) == "placeholder"


def test_customer_codes_that_differ_only_in_capitals_are_pointed_out():
    lines = ("C1,INV-1,2026-05-01,2026-05-31,CNY,100.00,", "c1,INV-2,2026-05-01,2026-05-31,CNY,900.00,")
    reading = read_ledger([table("\n".join((STATUS, *lines)))])
    assert len(reading.invoices) == 2
    assert [(r.row, r.reason.code, r.reason.details) for r in reading.remarks] == [
        (3, "codes_alike", {"code": "c1", "other": "C1"})
    ]


def test_missing_columns_are_named_with_what_was_seen():
    with pytest.raises(MissingColumns) as caught:
        read_ledger([table("客户编号,发票号码,备忘录\nC1,INV-1,x")])
    assert caught.value.details["missing"] == ("issue_date", "due_date", "currency", "amount")
    assert "due date, 到期日" in str(caught.value)
    assert "Recognised: 客户编号 = customer_code, 发票号码 = invoice_no. Not recognised: 备忘录." in str(caught.value)


def test_a_mapping_says_what_a_column_of_ones_own_is():
    rows = table("客户编号,发票号码,开票日期,要付的日子,币种,金额\nC1,INV-1,2026-05-01,2026-05-31,CNY,1.00")
    (invoice,) = read_ledger([rows], Options(columns={"要付的日子": "due_date"})).invoices
    assert invoice.due == date(2026, 5, 31)


def test_two_columns_for_one_thing_are_refused_whole():
    with pytest.raises(BadInput, match="'Amount' and '金额' both stand for amount"):
        read_ledger([table("customer_code,invoice_no,issue_date,due_date,currency,Amount,金额\n1,2,3,4,5,6,7")])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": "NaN"}, "not_an_amount"),
        ({"amount": "1e400"}, "not_an_amount"),
        ({"amount": "Infinity"}, "not_an_amount"),
        ({"amount": "٤٨٢٠٠"}, "not_an_amount"),
        ({"amount": "४८२००"}, "not_an_amount"),
        ({"amount": "①②"}, "not_an_amount"),
        ({"amount": "四万八千"}, "not_an_amount"),
        ({"amount": "3.5万"}, "rounded_amount"),
        ({"amount": "48200 or 48300"}, "not_an_amount"),
        ({"amount": "12,34,567.00"}, "not_an_amount"),
        ({"amount": "1" * 16}, "not_an_amount"),
        ({"amount": "48200.001"}, "too_many_decimals"),
        ({"amount": "48200.5", "currency": "TWD"}, "too_many_decimals"),
        ({"amount": "48200.5", "currency": "JPY"}, "too_many_decimals"),
        ({"amount": "-48200.00"}, "negative_invoice"),
        ({"amount": "(48,200.00)"}, "negative_invoice"),
        ({"amount": ""}, "missing_value"),
        ({"currency": "XAU"}, "unknown_currency"),
        ({"currency": ""}, "missing_value"),
        ({"amount": "USD 48200.00"}, "mixed_currencies"),
        ({"amount": "$48200.00"}, "mixed_currencies"),
        ({"issue_date": "31/02/2026"}, "not_a_date"),
        ({"due_date": "2026-06-31"}, "not_a_date"),
        ({"due_date": "46189"}, "date_as_number"),
        ({"due_date": "soon"}, "not_a_date"),
        ({"due_date": "0026-06-30"}, "not_a_date"),
        ({"due_date": "٢٠٢٦-٠٥-٣١"}, "not_a_date"),
        ({"due_date": ""}, "missing_value"),
        ({"customer_code": ""}, "missing_value"),
        ({"invoice_no": "  "}, "missing_value"),
        ({"invoice_no": "2.5117E+19"}, "number_lost"),
        ({"invoice_no": "2.5117e+19"}, "number_lost"),
        ({"invoice_no": "#REF!"}, "cell_error"),
        ({"customer_code": "########"}, "cell_error"),
        ({"customer_name": "#N/A"}, "cell_error"),
        ({"customer_name": "云岭\ufffd\ufffd公司"}, "damaged_text"),
        ({"customer_name": "Caf\x85"}, "damaged_text"),
        ({"note": "\ue123"}, "damaged_text"),
        ({"note": "x" * 2001}, "too_long"),
        ({"email": "a@b.example; c@d.example"}, "bad_email"),
        ({"paid": "-1.00"}, "negative_payment"),
        ({"paid": "yes"}, "not_an_amount"),
    ],
)
def test_a_row_that_cannot_stand_is_refused_with_its_reason(changes, reason):
    reading = read_ledger([an_invoice(**changes)])
    assert the_reason(reading) == reason
    assert (reading.read, reading.rows) == (1, ())
    assert (reading.rejected[0].file, reading.rejected[0].row) == ("ledger.csv", 2)


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        ("48200", 4820000),
        ("48,200.00", 4820000),
        ("1,048,200.5", 104820050),
        ("４８，２００．００", 4820000),
        ("¥48,200.00", 4820000),
        ("人民币48,200.00元", 4820000),
        ("CNY 48200.00", 4820000),
        ("48 200.00", 4820000),
        ("48\u00a0200.00", 4820000),
        ("48'200.00", 4820000),
        (" 48200.00 ", 4820000),
        ("1.234,56", 123456),
    ],
)
def test_amounts_are_read_as_people_write_them(written, minor):
    (invoice,) = read_ledger([an_invoice(amount=written)]).invoices
    assert invoice.amount == Money(minor, "CNY")


@pytest.mark.parametrize(
    "written",
    [
        "2026-06-30", "2026/6/30", "2026.06.30", "20260630", "2026年6月30日", "２０２６－０６－３０", "30 June 2026",
        "June 30, 2026", "30-Jun-2026", "30/06/2026", "06/30/2026", "30.06.2026", "2026-06-30 00:00:00",
        "2026-06-30T08:00", "民國115年6月30日", "115/06/30",
    ],
)  # fmt: skip
def test_dates_that_can_be_read_in_one_way_only_are_read(written):
    (invoice,) = read_ledger([an_invoice(due_date=written)]).invoices
    assert invoice.due == date(2026, 6, 30)


def test_a_date_that_can_be_read_in_two_ways_is_asked_about_and_the_answer_settles_it():
    rows = an_invoice(due_date="03/04/2026", issue_date="2026-03-01")
    reading = read_ledger([rows])
    assert reading.outcome is Outcome.NEEDS_ANSWER
    (question,) = reading.questions
    assert (question.option, question.choices, question.examples) == (
        "date_order",
        ("dmy", "mdy", "ymd"),
        ("03/04/2026",),
    )
    assert (reading.read, len(reading.rows), len(reading.rejected)) == (1, 0, 1)
    (dmy,) = read_ledger([rows], Options(date_order=DateOrder.DMY)).invoices
    (mdy,) = read_ledger([rows], Options(date_order=DateOrder.MDY)).invoices
    assert (dmy.due, mdy.due) == (date(2026, 4, 3), date(2026, 3, 4))


def test_one_certain_date_settles_the_order_for_its_file():
    rows = ledger(
        "C1,云岭,,INV-1,03/04/2026,30/04/2026,CNY,1.00,,",
        "C1,云岭,,INV-2,05/05/2026,04/06/2026,CNY,1.00,,",
    )
    assert [i.due for i in read_ledger([rows]).invoices] == [date(2026, 4, 30), date(2026, 6, 4)]


def test_dates_that_contradict_one_another_are_asked_about():
    rows = ledger(
        "C1,云岭,,INV-1,2026-03-01,30/04/2026,CNY,1.00,,",
        "C1,云岭,,INV-2,2026-03-01,04/30/2026,CNY,1.00,,",
        "C1,云岭,,INV-3,2026-03-01,04/06/2026,CNY,1.00,,",
    )
    assert [q.examples for q in read_ledger([rows]).questions] == [("04/06/2026",)]


def test_an_amount_that_can_be_read_in_two_ways_is_asked_about():
    reading = read_ledger([an_invoice(amount="1.234")])
    assert reading.outcome is Outcome.NEEDS_ANSWER
    assert reading.questions[0].option == "decimal_mark"


def test_the_decimal_mark_that_is_given_settles_it():
    (invoice,) = read_ledger(
        [an_invoice(amount="1.234", currency="EUR")], Options(decimal_mark=DecimalMark.COMMA)
    ).invoices
    assert invoice.amount == Money(123400, "EUR")


def test_a_bare_dollar_sign_is_asked_about():
    reading = read_ledger([an_invoice(currency="$", amount="100.00")])
    assert reading.outcome is Outcome.NEEDS_ANSWER
    assert "HKD" in reading.questions[0].choices
    (invoice,) = read_ledger([an_invoice(currency="$", amount="100.00")], Options(signs={"$": "HKD"})).invoices
    assert invoice.amount == Money(10000, "HKD")


def test_amounts_may_name_the_currency_themselves():
    rows = table("customer_code,invoice_no,issue_date,due_date,amount\nC1,INV-1,2026-05-01,2026-05-31,HK$ 100.00")
    assert read_ledger([rows]).invoices[0].amount == Money(10000, "HKD")


def test_the_header_may_name_the_currency():
    rows = table("customer_code,invoice_no,issue_date,due_date,金额（美元）\nC1,INV-1,2026-05-01,2026-05-31,100.00")
    assert read_ledger([rows]).invoices[0].amount == Money(10000, "USD")


def test_payments_and_credit_notes_name_the_invoice_that_they_apply_to():
    rows = table(
        f"""{KINDS}
        C1,INV-1,发票,2026-05-01,2026-05-31,CNY,100.00,,
        C1,RC-1,收款,2026-05-20,,CNY,30.00,,INV-1
        C1,CN-1,貸項,2026-05-21,,CNY,-5.00,,INV-1
        C1,RC-2,payment,2026-05-22,,CNY,7.00,,""".replace("        ", "")
    )
    reading = read_ledger([rows])
    assert reading.payments == (
        Payment(
            number="RC-1", customer_code="C1", amount=Money(3000, "CNY"), received=date(2026, 5, 20),
            invoice_no="INV-1", source="ledger.csv row 3",
        ),
        Payment(
            number="RC-2", customer_code="C1", amount=Money(700, "CNY"), received=date(2026, 5, 22),
            source="ledger.csv row 5",
        ),
    )  # fmt: skip
    assert reading.credit_notes == (
        CreditNote(
            number="CN-1", customer_code="C1", amount=Money(500, "CNY"), issued=date(2026, 5, 21),
            invoice_no="INV-1", source="ledger.csv row 4",
        ),
    )  # fmt: skip


def test_a_table_of_payments_needs_no_due_date():
    rows = table(
        "customer_code,invoice_no,kind,issue_date,currency,amount,reference\nC1,RC-1,收款,2026-05-20,CNY,3.00,INV-1"
    )
    assert [p.invoice_no for p in read_ledger([rows]).payments] == ["INV-1"]


def test_the_paid_column_alone_becomes_a_payment_on_the_day_of_issue():
    (payment,) = read_ledger([an_invoice(paid="200.00")]).payments
    assert payment == Payment(
        number="paid:INV-1", customer_code="C1", amount=Money(20000, "CNY"), received=date(2026, 5, 1),
        invoice_no="INV-1", source="ledger.csv row 2",
    )  # fmt: skip


def test_the_paid_column_counts_as_received_by_the_day_of_the_ledger():
    (payment,) = read_ledger([an_invoice(paid="200.00")], Options(ledger_date=date(2026, 6, 16))).payments
    assert payment.received == date(2026, 6, 16)


def test_the_paid_column_must_agree_with_the_payment_rows():
    def reading(paid: str):
        return read_ledger(
            [
                table(
                    f"{KINDS}\nC1,INV-1,,2026-05-01,2026-05-31,CNY,100.00,{paid},\nC1,RC-1,payment,2026-05-20,,CNY,30.00,,INV-1"
                )
            ]
        )

    assert [p.number for p in reading("30.00").payments] == ["RC-1"]
    assert [p.number for p in reading("").payments] == ["RC-1"]
    refused = reading("40.00")
    assert refused.invoices == ()
    assert [(row.row, row.reason.code) for row in refused.rejected] == [(2, "paid_disagrees")]


def test_a_refused_payment_row_never_lets_its_money_be_counted_through_the_paid_column():
    rows = table(
        f"{KINDS}\nC1,INV-1,,2026-05-01,2026-05-31,CNY,100.00,30.00,\nC1,RC-1,payment,31/02/2026,,CNY,30.00,,INV-1"
    )
    reading = read_ledger([rows])
    assert reading.payments == ()
    assert {row.reason.code for row in reading.rejected} == {"paid_disagrees", "not_a_date"}


def test_a_number_with_two_contents_is_refused_in_every_row_that_uses_it():
    rows = ledger(
        "C1,云岭,,INV-1,2026-05-01,2026-05-31,CNY,100.00,,",
        "C1,云岭,,INV-2,2026-05-01,2026-05-31,CNY,100.00,,",
        "C1,云岭,,INV-1,2026-05-01,2026-05-31,CNY,200.00,,",
    )
    reading = read_ledger([rows])
    assert [invoice.number for invoice in reading.invoices] == ["INV-2"]
    assert [(row.row, row.message) for row in reading.rejected] == [
        (2, "INV-1 stands in ledger.csv row 4 too, with different content; correct the number or the content."),
        (4, "INV-1 stands in ledger.csv row 2 too, with different content; correct the number or the content."),
    ]


def test_the_same_row_twice_is_taken_and_remarked_on():
    row = "C1,云岭,,INV-1,2026-05-01,2026-05-31,CNY,100.00,,"
    reading = read_ledger([ledger(row, row)])
    assert (reading.read, len(reading.rows)) == (2, 2)
    assert [(remark.row, remark.reason.code) for remark in reading.remarks if remark.row] == [(3, "given_twice")]
    assert reading.totals["CNY"] == Money(10000, "CNY")


def test_two_customers_may_have_the_same_number():
    rows = ledger(
        "C1,云岭,,1001,2026-05-01,2026-05-31,CNY,100.00,,",
        "C2,远山,,1001,2026-05-01,2026-05-31,CNY,200.00,,",
    )
    reading = read_ledger([rows])
    assert [(i.customer_code, str(i.amount)) for i in reading.invoices] == [("C1", "CNY 100.00"), ("C2", "CNY 200.00")]


@pytest.mark.parametrize("number", ["inv-1", "ＩＮＶ-1"])
def test_capitals_and_widths_do_not_make_another_number(number):
    first, other = "C1,云岭,,INV-1,2026-05-01,2026-05-31,CNY,100.00,,", f"C1,云岭,,{number},2026-05-01,2026-05-31,CNY,"
    same = read_ledger([ledger(first, f"{other}100.00,,")])
    assert [(row.row, row.again) for row in same.rows] == [(2, False), (3, True)]
    assert [row.reason.code for row in read_ledger([ledger(first, f"{other}200.00,,")]).rejected] == [
        "number_used_twice"
    ] * 2


def test_where_very_many_rows_share_a_number_only_a_few_are_named():
    rows = [f"C1,云岭,,INV-1,2026-05-01,2026-05-31,CNY,{n}.00,," for n in range(1, 21)]
    assert read_ledger([ledger(*rows)]).rejected[0].message == (
        "INV-1 stands in ledger.csv row 3, ledger.csv row 4, ledger.csv row 5, ledger.csv row 6, ledger.csv row 7 … too, "
        "with different content; correct the number or the content."
    )


def test_amounts_that_looked_plain_are_asked_about_when_another_row_puts_cents_after_a_comma():
    rows = table(
        "customer_code;invoice_no;issue_date;due_date;currency;amount".replace(";", ",")
        + "\nC1,A,2026-05-01,2026-05-31,CNY,12.34"
    )
    other = Table(
        name="b.csv",
        columns=rows.columns,
        rows=(*rows.rows, (3, ("C1", "B", "2026-05-01", "2026-05-31", "CNY", "1.234,56"))),
    )
    assert [invoice.number for invoice in read_ledger([rows]).invoices] == ["A"]
    reading = read_ledger([other])
    assert [question.examples for question in reading.questions] == [("12.34",)]


def test_headings_in_two_languages_side_by_side_are_known_when_they_say_the_same():
    head = "客户编号 Customer Code,发票号码/Invoice No,开票日期 Issue Date,到期日 Due Date,币种 Currency,金额 Amount,金额 Note"
    (invoice,) = read_ledger([table(f"{head}\nC1,INV-1,2026-05-01,2026-05-31,CNY,1.00,x")]).invoices
    assert (invoice.number, invoice.note) == ("INV-1", "")


def test_one_code_with_two_names_is_refused():
    rows = ledger(
        "C1,云岭贸易有限公司,,INV-1,2026-05-01,2026-05-31,CNY,100.00,,",
        "C1,云峰贸易有限公司,,INV-2,2026-05-01,2026-05-31,CNY,100.00,,",
        "C2,远山贸易有限公司,,INV-3,2026-05-01,2026-05-31,CNY,100.00,,",
    )
    reading = read_ledger([rows])
    assert [invoice.number for invoice in reading.invoices] == ["INV-3"]
    assert {row.reason.code for row in reading.rejected} == {"customer_named_differently"}


def test_a_payment_on_another_customers_invoice_is_refused():
    rows = table(
        f"{KINDS}\nC1,INV-1,,2026-05-01,2026-05-31,CNY,100.00,,\nC2,RC-1,payment,2026-05-20,,CNY,30.00,,INV-1"
        "\nC1,RC-2,payment,2026-05-20,,USD,30.00,,INV-1"
    )
    reading = read_ledger([rows])
    assert [(row.row, row.reason.code) for row in reading.rejected] == [(3, "wrong_reference"), (4, "wrong_reference")]
    assert len(reading.invoices) == 1


def test_more_cells_than_columns_mean_a_comma_in_a_number_and_the_row_is_refused():
    reading = read_ledger([ledger("C1,云岭,,INV-1,2026-05-01,2026-05-31,CNY,48,200.00,,")])
    assert the_reason(reading) == "too_many_cells"


def test_good_rows_arrive_and_bad_rows_are_refused_and_the_sum_is_what_was_read():
    rows = ledger(
        "C1,云岭,,INV-1,2026-05-01,2026-05-31,CNY,100.00,,",
        "C1,云岭,,INV-2,2026-05-01,2026-05-31,CNY,abc,,",
        "C1,云岭,,INV-3,2026-05-01,2026-05-31,CNY,100.00,,",
        "合计,,,,,,,200.00,,",
    )
    reading = read_ledger([rows])
    assert reading.outcome is Outcome.ACCEPTED
    assert [invoice.number for invoice in reading.invoices] == ["INV-1", "INV-3"]
    assert [row.row for row in reading.rejected] == [3]
    assert reading.read == len(reading.rows) + len(reading.rejected) == 3


def test_odd_values_are_taken_and_remarked_on():
    rows = ledger(
        "C1,云岭,,INV-1,2026-05-01,2026-04-30,CNY,100.00,,",
        "C1,云岭,,INV-2,2026-05-01,2026-05-31,CNY,100.00,120.00,",
        "C1,云岭,,INV-3,2026-05-01,2026-05-31,CNY,0.00,,",
    )
    reading = read_ledger([rows])
    assert len(reading.invoices) == 3
    assert [(remark.row, remark.reason.code) for remark in reading.remarks] == [
        (2, "due_before_issue"),
        (3, "overpaid"),
        (4, "zero_invoice"),
    ]


def test_a_sheet_that_is_no_ledger_is_left_alone_beside_one_that_is():
    reading = read_ledger([an_invoice(), table("step,who\n1,Ann", name="notes.csv")])
    assert len(reading.invoices) == 1
    assert [remark.reason.code for remark in reading.remarks] == ["table_skipped"]


def test_a_table_that_is_no_ledger_is_refused():
    with pytest.raises(MissingColumns):
        read_ledger([table("step,who\n1,Ann", name="notes.csv")])


def test_reading_twice_gives_the_same():
    rows = [an_invoice(paid="200.00")]
    assert read_ledger(rows) == read_ledger(rows)


def test_a_column_without_a_name_may_count_the_rows_before_the_first_that_has_one():
    line = "C1,云岭贸易有限公司,INV-1,2026-05-01,2026-05-31,CNY,100"
    header = ",customer_code,customer_name,invoice_no,issue_date,due_date,currency,amount"
    assert len(read_ledger([table(f"{header}\n0,{line}")]).invoices) == 1
    assert the_reason(read_ledger([table(f"{header}\nACME,{line}")])) == "too_many_cells"


@pytest.mark.parametrize(
    ("written", "number"), [('="00123"', "00123"), ('\'="00123"', "00123"), ('="0" & "1"', '="0" & "1"')]
)
def test_a_formula_that_only_keeps_a_number_a_text_is_that_text(written, number):
    (invoice,) = read_ledger([an_invoice(customer_code='="007"', invoice_no=written)]).invoices
    assert (invoice.customer_code, invoice.number) == ("007", number)


@pytest.mark.parametrize("lost", ["8.6138E+12", "8,6138e+12", "#N/A"])
@pytest.mark.parametrize("field", ["phone", "contact", "contract_no"])
def test_what_a_spreadsheet_lost_beside_the_sum_is_left_out_and_said(field, lost):
    reading = read_ledger([an_invoice(**{field: lost})])
    (row,) = reading.rows
    customer = row.customer
    assert (customer.customer.contact.phone, customer.customer.contact.name) == ("", "")
    assert not {"phone", "contact"} & customer.given
    assert row.entry.contract_no == ""
    (remark,) = reading.remarks
    assert (remark.row, remark.reason.code) == (2, "cell_left_out")
    assert remark.reason.details == {"field": field, "text": lost}


def test_a_number_lost_with_a_decimal_comma_is_refused():
    assert the_reason(read_ledger([an_invoice(invoice_no="2,5117E+19")])) == "number_lost"


def test_what_was_paid_is_in_the_currency_that_the_amount_names_where_nothing_else_does():
    reading = read_ledger([an_invoice(currency="", amount="HK$100.00", paid="40")])
    assert [payment.amount for payment in reading.payments] == [Money(4000, "HKD")]
    assert the_reason(read_ledger([an_invoice(currency="", amount="100.00", paid="40")])) == "missing_value"
