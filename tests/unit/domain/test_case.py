from datetime import UTC, date, datetime

from assistant.domain.ageing import Bucket, age
from assistant.domain.case import Account, open_case, without_undone
from assistant.domain.commitments import Dispute
from assistant.domain.entries import EntryKind, Undone
from assistant.domain.language import Language
from assistant.domain.ledger import Allocation, AllocationBasis, CreditNote, Invoice, Payment, Retention
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


def share(receipt_no: str, on: str, amount: str, *, is_credit: bool = False) -> Allocation:
    return Allocation(
        id=f"AL-{receipt_no}-{on}",
        customer_code="C1",
        receipt_no=receipt_no,
        invoice_no=on,
        amount=cny(amount),
        made_on=TODAY,
        basis=AllocationBasis.OLDEST_FIRST,
        is_credit=is_credit,
    )


def undone(kind: EntryKind, key: str) -> Undone:
    at = datetime(2026, 6, 16, 8, tzinfo=UTC)
    return Undone(customer_code="C1", kind=kind, key=key, at=at, by="lin", reason="booked twice")


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


def test_an_allocated_payment_lies_on_its_invoices_and_its_rest_stays_unallocated():
    case = case_with(
        invoices=(invoice("A", "1000.00", TODAY), invoice("B", "500.00", TODAY)),
        payments=(payment("P1", "1300.00"),),
        allocations=(share("P1", "A", "1000.00"), share("P1", "B", "200.00")),
    )
    assert [(item.invoice.number, str(item.open_balance)) for item in case.items] == [("B", "CNY 300.00")]
    assert case.unallocated == cny("100.00")


def test_an_allocated_credit_note_lowers_what_is_open():
    note = CreditNote(number="CN-1", customer_code="C1", amount=cny("50.00"), issued=TODAY)
    case = case_with(
        invoices=(invoice("A", "1000.00", TODAY),),
        credit_notes=(note,),
        allocations=(share("CN-1", "A", "50.00", is_credit=True),),
    )
    assert (case.open_balance, case.items[0].credited, case.unallocated) == (cny("950.00"), cny("50.00"), cny("0.00"))


def test_a_refund_takes_away_from_what_is_unallocated():
    case = case_with(invoices=(), payments=(payment("P1", "200.00"), payment("R1", "-150.00")))
    assert case.unallocated == cny("50.00")
    assert [p.is_refund for p in case.account.payments] == [False, True]


def test_money_on_an_invoice_that_is_not_recorded_is_not_lost():
    case = case_with(invoices=(invoice("A", "1000.00", TODAY),), payments=(payment("P1", "200.00", "GONE"),))
    assert (case.open_balance, case.unallocated) == (cny("1000.00"), cny("200.00"))


def test_retention_is_open_but_neither_due_nor_old_until_its_day_has_passed():
    held = Retention(amount=cny("100.00"), until=date(2026, 6, 16))
    old = Invoice(
        number="A",
        customer_code="C1",
        amount=cny("1000.00"),
        issued=date(2025, 1, 1),
        due=date(2026, 1, 31),
        retention=held,
    )
    today = case_with(invoices=(old,))
    assert (today.open_balance, today.overdue_balance) == (cny("1000.00"), cny("900.00"))
    assert today.items[0].collectable == cny("900.00")
    assert age(today.items, TODAY, "CNY")[Bucket.CURRENT] == cny("100.00")
    account = Account(customer=CUSTOMER, currency="CNY", invoices=(old,))
    tomorrow = open_case(account, now=datetime(2026, 6, 17, 8, tzinfo=UTC), today=date(2026, 6, 17))
    assert (tomorrow.overdue_balance, tomorrow.items[0].collectable) == (cny("1000.00"), cny("1000.00"))


def test_retention_is_what_is_left_to_the_end():
    held = Retention(amount=cny("100.00"), until=date(2027, 1, 31))
    sold = Invoice(
        number="A", customer_code="C1", amount=cny("1000.00"), issued=TODAY, due=date(2026, 6, 1), retention=held
    )
    case = case_with(invoices=(sold,), payments=(payment("P1", "950.00", "A"),))
    assert (case.items[0].retained, case.items[0].collectable) == (cny("50.00"), cny("0.00"))


def test_what_was_undone_no_longer_counts_and_is_named():
    account = Account(
        customer=CUSTOMER,
        currency="CNY",
        invoices=(invoice("A", "1000.00", TODAY),),
        payments=(payment("P1", "200.00", "A"), payment("P2", "300.00")),
        allocations=(share("P2", "A", "300.00"),),
    )
    gone = (undone(EntryKind.PAYMENT, "P1"), undone(EntryKind.PAYMENT, "P2"))
    left = without_undone(account, gone)
    case = open_case(left, now=datetime(2026, 6, 16, 8, tzinfo=UTC), today=TODAY)
    assert (case.open_balance, case.unallocated) == (cny("1000.00"), cny("0.00"))
    assert left.undone == (undone(EntryKind.ALLOCATION, "AL-P2-A"), *gone)


def test_an_undone_allocation_leaves_its_payment_unallocated():
    account = Account(
        customer=CUSTOMER,
        currency="CNY",
        invoices=(invoice("A", "1000.00", TODAY),),
        payments=(payment("P2", "300.00"),),
        allocations=(share("P2", "A", "300.00"),),
    )
    left = without_undone(account, [undone(EntryKind.ALLOCATION, "AL-P2-A")])
    case = open_case(left, now=datetime(2026, 6, 16, 8, tzinfo=UTC), today=TODAY)
    assert (case.open_balance, case.unallocated) == (cny("1000.00"), cny("300.00"))
