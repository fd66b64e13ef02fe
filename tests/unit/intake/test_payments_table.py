"""Money that came in or went back, as rows of a ledger or as a table of its own."""

from datetime import date

import pytest

from assistant.domain.ledger import Feed, Payment
from assistant.domain.money import Money
from assistant.errors import BadInput, MissingColumns
from assistant.intake import read_ledger
from assistant.intake.reading import Options
from tests.unit.intake.sheets import table

RECEIPT = Payment(
    number="RC-1", customer_code="C1", amount=Money(3000, "CNY"), received=date(2026, 5, 20), invoice_no="INV-1",
    source="receipts.csv row 2",
)  # fmt: skip


def read(text: str, **options: object):
    return read_ledger([table(text, name="receipts.csv")], Options(**options))


def reasons(reading) -> list[tuple[int, str]]:
    return [(row.row, row.reason.code) for row in reading.rejected]


@pytest.mark.parametrize(
    "header",
    [
        "customer_code,payment_no,received_date,currency,amount,reference",
        "Customer No,Receipt No.,Payment Date,Currency,Amount Received,Applies to",
        "客户编号,收款单号,收款日期,币种,收款金额,对应发票",
        "客戶編號,收款單號,入帳日期,幣別,收款金額,對應發票",
        "客户编号,收款编号,到账日期,币种,金额,发票号",
    ],
)
def test_a_table_of_payments_is_known_by_its_columns(header):
    reading = read(f"{header}\nC1,RC-1,2026-05-20,CNY,30.00,INV-1")
    assert reading.payments == (RECEIPT,)
    assert reading.feeds == {Feed.PAYMENTS}


def test_a_payment_may_name_no_invoice():
    (payment,) = read("customer_code,payment_no,received_date,currency,amount\nC1,RC-1,2026-05-20,CNY,30.00").payments
    assert payment.invoice_no == ""


def test_a_document_number_is_the_payments_own_where_a_reference_stands_beside_it():
    (payment,) = read("客户编号,单据号,收款日期,币种,金额,对应发票\nC1,RC-1,2026-05-20,CNY,30.00,INV-1").payments
    assert payment == RECEIPT


def test_without_a_number_of_their_own_payments_are_not_guessed():
    with pytest.raises(MissingColumns) as caught:
        read("客户编号,发票号,收款日期,币种,金额\nC1,INV-1,2026-05-20,CNY,30.00")
    assert caught.value.details["missing"] == ("payment_no",)


def test_a_received_amount_beside_another_amount_is_not_guessed():
    with pytest.raises(BadInput, match="'发票金额' and '收款金额' both stand for amount"):
        read("客户编号,收款单号,收款日期,币种,发票金额,收款金额\nC1,RC-1,2026-05-20,CNY,100.00,30.00")


def test_a_ledger_with_due_dates_may_have_columns_of_payments_for_its_rows_of_payments():
    reading = read(
        "customer_code,kind,invoice_no,payment_no,issue_date,received_date,due_date,currency,amount\n"
        "C1,invoice,INV-1,,2026-05-01,,2026-05-31,CNY,100.00\n"
        "C1,payment,INV-1,RC-1,,2026-05-20,,CNY,30.00"
    )
    assert [invoice.number for invoice in reading.invoices] == ["INV-1"]
    assert [(payment.number, payment.invoice_no) for payment in reading.payments] == [("RC-1", "INV-1")]
    assert reading.feeds == {Feed.INVOICES, Feed.PAYMENTS}


@pytest.mark.parametrize(
    ("kind", "amount"),
    [("refund", "30.00"), ("refund", "-30.00"), ("退款", "30.00"), ("退回", "30.00")],
)
def test_a_refund_is_a_payment_below_zero(kind, amount):
    reading = read(
        f"customer_code,kind,payment_no,received_date,currency,amount,reference\n"
        f"C1,{kind},RC-1,2026-05-20,CNY,{amount},INV-1"
    )
    (payment,) = reading.payments
    assert payment.amount == Money(-3000, "CNY")
    assert payment.is_refund


def test_a_payment_below_zero_is_refused_since_it_may_be_a_refund_or_a_ledgers_way_of_writing():
    reading = read("customer_code,payment_no,received_date,currency,amount\nC1,RC-1,2026-05-20,CNY,(30.00)")
    assert [row.message for row in reading.rejected] == [
        "a payment is above zero, not CNY -30.00; leave off the minus, or call it a refund if money went back."
    ]


def test_an_invoice_below_zero_is_refused_and_pointed_to_a_credit_note():
    reading = read(
        "customer_code,invoice_no,issue_date,due_date,currency,amount\nC1,INV-1,2026-05-01,2026-05-31,CNY,-30.00"
    )
    assert [row.message for row in reading.rejected] == [
        "an invoice cannot be below zero (CNY -30.00); enter it as a credit_note."
    ]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ("C1,RC-1,2026-05-20,CNY,0.00,", "zero_payment"),
        ("C1,,2026-05-20,CNY,30.00,INV-1", "missing_value"),
        ("C1,RC-1,,CNY,30.00,INV-1", "missing_value"),
        ("C1,RC-1,soon,CNY,30.00,INV-1", "not_a_date"),
        ("C1,RC-1,2026-05-20,CNY,30.00,#REF!", "cell_error"),
    ],
)
def test_a_payment_that_cannot_stand_is_refused(cells, reason):
    reading = read(f"customer_code,payment_no,received_date,currency,amount,reference\n{cells}")
    assert reasons(reading) == [(2, reason)]
    assert reading.feeds == {Feed.PAYMENTS}


def test_refunds_count_when_the_paid_column_is_held_against_the_payment_rows():
    rows = table(
        "customer_code,kind,invoice_no,issue_date,due_date,currency,amount,paid,reference\n"
        "C1,invoice,INV-1,2026-05-01,2026-05-31,CNY,100.00,20.00,\n"
        "C1,payment,RC-1,2026-05-20,,CNY,30.00,,INV-1\n"
        "C1,refund,RF-1,2026-05-21,,CNY,10.00,,INV-1"
    )
    reading = read_ledger([rows])
    assert reasons(reading) == []
    assert [str(payment.amount) for payment in reading.payments] == ["CNY 30.00", "CNY -10.00"]


def test_an_empty_paid_column_says_nothing_about_payments():
    head = (
        "customer_code,invoice_no,issue_date,due_date,currency,amount,paid\nC1,INV-1,2026-05-01,2026-05-31,CNY,100.00,"
    )
    assert read(head).feeds == {Feed.INVOICES}
    assert read(f"{head}0.00").feeds == {Feed.INVOICES, Feed.PAYMENTS}
