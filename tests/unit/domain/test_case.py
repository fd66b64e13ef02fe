from datetime import UTC, date, datetime

from assistant.domain.ageing import Bucket, age
from assistant.domain.case import Account, open_case
from assistant.domain.commitments import Dispute
from assistant.domain.language import Language
from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.domain.money import Money
from assistant.domain.parties import Contact, Customer

CUSTOMER = Customer(
    code="C1",
    name="示例客户有限公司",
    contact=Contact(name="王", salutation="王经理", email="wang@customer.example"),
    language=Language.ZH_HANS,
    region="CN",
    timezone="Asia/Shanghai",
)
TODAY = date(2026, 6, 16)


def cny(text: str) -> Money:
    return Money.parse(text, "CNY")


def invoice(number: str, amount: str, due: date) -> Invoice:
    return Invoice(number=number, customer_code="C1", amount=cny(amount), issued=date(2026, 1, 1), due=due)


def payment(number: str, amount: str, on: str = "") -> Payment:
    return Payment(number=number, customer_code="C1", amount=cny(amount), received=date(2026, 6, 1), invoice_no=on)


def case_with(**parts: tuple) -> object:
    account = Account(customer=CUSTOMER, currency="CNY", **parts)
    return open_case(account, now=datetime(2026, 6, 16, 8, tzinfo=UTC), today=TODAY)


def test_the_open_balance_is_the_amount_less_payments_and_credit_notes():
    note = CreditNote(number="CN-1", customer_code="C1", amount=cny("50.00"), issued=TODAY, invoice_no="A")
    case = case_with(
        invoices=(invoice("A", "1000.00", date(2026, 6, 12)),),
        payments=(payment("P1", "200.00", "A"),),
        credit_notes=(note,),
    )
    assert case.open_balance == cny("750.00")
    assert case.days_past_due == 4


def test_a_paid_and_an_overpaid_invoice_are_not_open():
    case = case_with(
        invoices=(invoice("A", "100.00", TODAY), invoice("B", "100.00", TODAY)),
        payments=(payment("P1", "100.00", "A"), payment("P2", "130.00", "B")),
    )
    assert case.items == ()


def test_open_items_come_oldest_due_first():
    case = case_with(invoices=(invoice("LATER", "1.00", date(2026, 6, 20)), invoice("OLD", "1.00", date(2026, 3, 1))))
    assert [item.invoice.number for item in case.items] == ["OLD", "LATER"]
    assert [item.invoice.number for item in case.overdue] == ["OLD"]


def test_money_that_no_invoice_carries_is_shown_and_not_subtracted():
    case = case_with(invoices=(invoice("A", "1000.00", TODAY),), payments=(payment("P1", "200.00"),))
    assert case.unallocated == cny("200.00")
    assert case.open_balance == cny("1000.00")


def test_the_disputed_part_is_not_collectable():
    dispute = Dispute(
        id="D1",
        customer_code="C1",
        invoice_no="A",
        amount=cny("300.00"),
        reason="quality",
        opened_on=TODAY,
        quote="两箱破损",
        handler="质量部",
        answer_by=date(2026, 6, 30),
    )
    case = case_with(invoices=(invoice("A", "1000.00", TODAY),), disputes=(dispute,))
    assert case.items[0].collectable == cny("700.00")


def test_ageing_puts_each_balance_in_its_bucket():
    days = {
        "A": date(2026, 6, 16),
        "B": date(2026, 6, 15),
        "C": date(2026, 5, 16),
        "D": date(2026, 4, 16),
        "E": date(2026, 3, 17),
    }
    case = case_with(invoices=tuple(invoice(number, "10.00", due) for number, due in days.items()))
    assert {bucket: str(amount) for bucket, amount in age(case.items, TODAY, "CNY").items()} == {
        Bucket.CURRENT: "CNY 10.00",
        Bucket.DAYS_1_30: "CNY 10.00",
        Bucket.DAYS_31_60: "CNY 10.00",
        Bucket.DAYS_61_90: "CNY 10.00",
        Bucket.OVER_90: "CNY 10.00",
    }
