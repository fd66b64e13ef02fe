"""A customer's account as a test wants it: one late invoice unless it says otherwise."""

from datetime import UTC, date, datetime, timedelta

from assistant.domain.case import Account, Case, open_case
from assistant.domain.commitments import ContactMade
from assistant.domain.kinds import Channel, Stage
from assistant.domain.language import Language
from assistant.domain.ledger import Invoice, LedgerStamp, Payment
from assistant.domain.money import Money
from assistant.domain.parties import Contact, Customer, Standing

# A Tuesday, 16:30 in Shanghai.
NOW = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
TODAY = date(2026, 6, 16)


def cny(text: str) -> Money:
    return Money.parse(text, "CNY")


def a_customer(**changes: object) -> Customer:
    values = {
        "code": "C1",
        "name": "示例客户有限公司",
        "contact": Contact(
            name="王小明", salutation="王经理", email="wang@customer.example", phone="+86 0000-0000-2001"
        ),
        "language": Language.ZH_HANS,
        "region": "CN",
        "timezone": "Asia/Shanghai",
        "standing": Standing.STANDARD,
    }
    return Customer(**(values | changes))


def an_invoice(days_late: int, number: str = "INV-1", amount: str = "10000.00", **changes: object) -> Invoice:
    due = TODAY - timedelta(days=days_late)
    values = {
        "number": number,
        "customer_code": "C1",
        "amount": cny(amount),
        "issued": due - timedelta(days=30),
        "due": due,
    }
    return Invoice(**(values | changes))


def a_payment(amount: str, on: str, received: date, number: str = "P-1") -> Payment:
    return Payment(number=number, customer_code="C1", amount=cny(amount), received=received, invoice_no=on)


def a_contact(days_ago: int, channel: str = Channel.EMAIL, **changes: object) -> ContactMade:
    values = {
        "customer_code": "C1",
        "currency": "CNY",
        "at": NOW - timedelta(days=days_ago),
        "channel": channel,
        "kind": "payment_reminder",
        "stage": Stage.EARLY,
        "outcome": "sent",
    }
    return ContactMade(**(values | changes))


def a_case(*invoices: Invoice, customer: Customer | None = None, now: datetime = NOW, **parts: object) -> Case:
    values = {"stamps": (LedgerStamp(as_of=NOW, source="test"),)} | parts
    account = Account(customer=customer or a_customer(), currency="CNY", invoices=invoices, **values)
    return open_case(account, now=now, today=TODAY)


def all_settled_in_time(count: int) -> tuple[tuple[Invoice, ...], tuple[Payment, ...]]:
    """``count`` old invoices, each paid on its due date."""
    invoices = tuple(an_invoice(200 + n, number=f"OLD-{n}") for n in range(count))
    return invoices, tuple(a_payment("10000.00", i.number, i.due, number=f"P-{i.number}") for i in invoices)
