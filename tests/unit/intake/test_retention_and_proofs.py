"""What an invoice row tells beyond its sum: what may be held back, what was delivered, what is still open."""

from datetime import date

import pytest

from assistant.domain.ledger import Proof, ProofKind, Retention
from assistant.domain.money import Money
from assistant.intake import read_ledger
from assistant.intake.reading import Options, Outcome
from tests.unit.intake.sheets import an_invoice, table

LEDGER_DAY = Options(ledger_date=date(2026, 6, 16))


def reasons(reading) -> list[str]:
    return [row.reason.code for row in reading.rejected]


@pytest.mark.parametrize(
    ("retention", "until"),
    [("retention", "retention_until"), ("质保金", "质保期至"), ("保固金", "保固期至"), ("保留款", "保留款到期日")],
)
def test_money_held_back_is_read_with_its_day(retention, until):
    (invoice,) = read_ledger([an_invoice(**{retention: "2,410.00", until: "2027-05-01"})]).invoices
    assert invoice.retention == Retention(amount=Money(241000, "CNY"), until=date(2027, 5, 1))


@pytest.mark.parametrize(
    ("held", "until", "reason"),
    [
        ("10.00", "", "missing_value"),
        ("", "2027-05-01", "missing_value"),
        ("48200.01", "2027-05-01", "retention_too_large"),
        ("-10.00", "2027-05-01", "bad_retention"),
        ("0.00", "2027-05-01", "bad_retention"),
        ("USD 10.00", "2027-05-01", "mixed_currencies"),
        ("5%", "2027-05-01", "not_an_amount"),
        ("10.00", "soon", "not_a_date"),
    ],
)
def test_half_a_retention_or_more_than_the_invoice_is_refused(held, until, reason):
    assert reasons(read_ledger([an_invoice(retention=held, retention_until=until)])) == [reason]


def test_nothing_held_back_is_no_retention():
    reading = read_ledger(
        [
            an_invoice(retention="0.00", retention_until=""),
        ]
    )
    assert [invoice.retention for invoice in reading.invoices] == [None]


def test_delivery_acceptance_and_progress_become_proofs_with_lasting_ids():
    row = an_invoice(交货日期="2026-04-28", 物流状态="已签收", 验收日期="2026-04-30", 项目进度="二期", 签收单号="S-77")
    reading = read_ledger([row], LEDGER_DAY)
    shared = {"customer_code": "C1", "invoice_no": "INV-1", "source": "ledger.csv row 2"}
    assert reading.proofs == (
        Proof(
            id="delivery:INV-1",
            kind=ProofKind.DELIVERY,
            on=date(2026, 4, 28),
            status="已签收",
            document="S-77",
            **shared,
        ),
        Proof(
            id="acceptance:INV-1", kind=ProofKind.ACCEPTANCE, on=date(2026, 4, 30), status="", document="S-77", **shared
        ),
        Proof(id="project:INV-1", kind=ProofKind.PROJECT, on=date(2026, 6, 16), status="二期", **shared),
    )
    assert [read.dated for read in reading.rows[0].proofs] == [True, True, False]


def test_a_status_without_a_day_counts_for_the_day_of_the_ledger():
    (proof,) = read_ledger([an_invoice(delivery_status="in transit")], LEDGER_DAY).proofs
    assert (proof.on, proof.status) == (date(2026, 6, 16), "in transit")


def test_a_day_of_delivery_that_is_none_is_remarked_on_and_the_invoice_is_taken():
    reading = read_ledger([an_invoice(delivered_on="pending")])
    assert (len(reading.invoices), reading.proofs) == (1, ())
    assert [(remark.row, remark.reason.code) for remark in reading.remarks] == [(2, "proof_without_day")]


def test_a_day_of_delivery_that_can_be_read_in_two_ways_is_asked_about():
    reading = read_ledger([an_invoice(delivered_on="03/04/2026")])
    assert reading.outcome is Outcome.NEEDS_ANSWER
    assert [question.option for question in reading.questions] == ["date_order"]


def test_the_open_balance_must_follow_from_what_was_paid():
    assert reasons(read_ledger([an_invoice(paid="200.00", balance="48000.00")])) == []
    assert reasons(read_ledger([an_invoice(paid="200.00", balance="48200.00")])) == ["balance_disagrees"]
    assert reasons(read_ledger([an_invoice(balance="48200.01")])) == ["balance_disagrees"]


def test_the_open_balance_alone_tells_what_was_paid():
    (row,) = read_ledger([an_invoice(balance="48000.00")], LEDGER_DAY).rows
    assert row.by_balance
    assert row.paid is not None
    assert (row.paid.number, row.paid.amount) == ("paid:INV-1", Money(20000, "CNY"))


def test_credit_notes_in_the_file_are_part_of_what_the_open_balance_leaves_out():
    head = "customer_code,invoice_no,kind,issue_date,due_date,currency,amount,balance,reference"
    invoice, receipt = (
        "C1,INV-1,,2026-05-01,2026-05-31,CNY,100.00,50.00,",
        "C1,RC-1,payment,2026-05-20,,CNY,30.00,,INV-1",
    )
    note = "C1,CN-1,credit note,2026-05-21,,CNY,20.00,,INV-1"
    assert reasons(read_ledger([table("\n".join((head, invoice, receipt, note)))])) == []
    assert reasons(read_ledger([table("\n".join((head, invoice, receipt)))])) == ["paid_disagrees"]


def test_sums_in_thousands_are_refused_whole():
    rows = table(
        "customer_code,invoice_no,issue_date,due_date,currency,金额（万元）\nC1,INV-1,2026-05-01,2026-05-31,CNY,4.82"
    )
    with pytest.raises(Exception, match="counts in 万") as caught:
        read_ledger([rows])
    assert getattr(caught.value, "code", "") == "rounded_amounts"


def test_a_header_that_names_a_currency_binds_every_row():
    rows = table(
        "customer_code,invoice_no,issue_date,due_date,currency,Amount (USD)\nC1,INV-1,2026-05-01,2026-05-31,CNY,5.00"
    )
    assert reasons(read_ledger([rows])) == ["mixed_currencies"]


def test_a_shared_sign_in_the_header_is_asked_about_unless_it_is_said():
    rows = table("customer_code,invoice_no,issue_date,due_date,金额(元)\nC1,INV-1,2026-05-01,2026-05-31,5.00")
    reading = read_ledger([rows])
    assert reading.outcome is Outcome.NEEDS_ANSWER
    assert [(q.option, q.choices) for q in reading.questions] == [("currency", ("CNY", "TWD", "HKD", "USD"))]
    for options in (Options(currency="TWD"), Options(signs={"元": "TWD"})):
        assert [invoice.amount.currency for invoice in read_ledger([rows], options).invoices] == ["TWD"]
