"""What a statement of account adds up to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.ageing import Bucket
from assistant.domain.case import Account, open_case, open_items
from assistant.domain.ledger import Allocation, AllocationBasis, CreditNote, Invoice, Payment, Retention
from assistant.domain.money import Money, total
from assistant.domain.statement import ReceiptKind, as_it_stood, state_currency, unmatched
from tests.statements import DAY, FIRST, a_customer, a_payment, an_account, money

NOW = datetime(2026, 6, 16, 8, 30, tzinfo=UTC)
days = st.integers(0, 400).map(lambda n: date(2025, 6, 1) + timedelta(days=n))
amounts = st.integers(1, 5000)


def stated(account: Account, day: date = DAY):
    return state_currency(account, day, received_from=FIRST)


@st.composite
def accounts(draw) -> Account:
    """Any ledger of one customer: money on invoices, on invoices that are not there, loose, and allocated in parts."""
    numbers = draw(st.lists(st.sampled_from("ABCDE"), unique=True))
    targets = st.sampled_from(["", "X", *numbers])
    invoices = tuple(
        Invoice(
            number=number,
            customer_code="C1",
            amount=Money(draw(amounts), "CNY"),
            issued=(issued := draw(days)),
            due=issued + timedelta(days=draw(st.integers(0, 90))),
            retention=draw(st.none() | st.builds(Retention, amount=amounts.map(lambda n: Money(n, "CNY")), until=days)),
        )
        for number in numbers
    )
    payments = tuple(
        Payment(
            number=f"P{n}",
            customer_code="C1",
            amount=Money(draw(amounts | st.integers(-300, -1)), "CNY"),
            received=draw(days),
            invoice_no=draw(targets),
        )
        for n in range(draw(st.integers(0, 4)))
    )
    notes = tuple(
        CreditNote(
            number=f"N{n}",
            customer_code="C1",
            amount=Money(draw(amounts), "CNY"),
            issued=draw(days),
            invoice_no=draw(targets),
        )
        for n in range(draw(st.integers(0, 3)))
    )
    loose = [(entry.number, isinstance(entry, CreditNote)) for entry in (*payments, *notes) if not entry.invoice_no]
    allocations = tuple(
        Allocation(
            id=f"A{n}",
            customer_code="C1",
            receipt_no=number,
            invoice_no=draw(st.sampled_from(["X", *numbers])),
            amount=Money(draw(amounts), "CNY"),
            made_on=draw(days),
            basis=AllocationBasis.BY_HAND,
            is_credit=is_credit,
        )
        for n, (number, is_credit) in enumerate(draw(st.lists(st.sampled_from(loose), max_size=4)) if loose else [])
    )
    return Account(
        customer=a_customer(),
        currency="CNY",
        invoices=invoices,
        payments=payments,
        credit_notes=notes,
        allocations=allocations,
    )


@given(accounts())
def test_what_no_invoice_carries_is_listed_to_the_cent(account):
    case = open_case(account, now=NOW, today=DAY)
    listed = unmatched(account, open_items(account, DAY))
    assert total((receipt.amount for receipt in listed), "CNY") == case.unallocated
    assert all(receipt.amount for receipt in listed)


@given(accounts(), days)
def test_the_totals_are_those_of_the_case_and_the_buckets_hold_all_of_it(account, day):
    statement, case = stated(account, day), open_case(account, now=NOW, today=day)
    assert statement.total_open == case.open_balance
    assert statement.overdue == case.overdue_balance
    assert total(statement.ageing.values(), "CNY") == statement.total_open
    assert statement.balance == case.open_balance - case.unallocated


@given(accounts(), days)
def test_on_a_day_in_the_past_nothing_counts_that_is_dated_later(account, day):
    stood = as_it_stood(account, day)
    assert all(invoice.issued <= day for invoice in stood.invoices)
    assert all(payment.received <= day for payment in stood.payments)
    assert stated(stood, day) == stated(as_it_stood(stood, day), day)
    assert as_it_stood(account, date(2030, 1, 1)) == account


def test_open_items_stand_oldest_due_first_with_their_parts_and_proofs():
    statement = stated(an_account())
    assert [(s.item.invoice.number, s.days_past_due) for s in statement.items] == [
        ("INV-1", 77),
        ("INV-2", 27),
        ("INV-3", -15),
    ]
    late, disputed, held = statement.items
    assert (late.item.paid, late.item.credited, late.item.open_balance) == (
        money("42000.00"),
        money("1200.00"),
        money("56800.00"),
    )
    assert [proof.document for proof in late.proofs] == ["DN-118", "AC-7"]
    assert disputed.item.disputed == money("5000.00")
    assert held.item.retained == money("2500.00")
    assert (statement.total_open, statement.overdue, statement.disputed, statement.retained) == (
        money("126800.00"),
        money("76800.00"),
        money("5000.00"),
        money("2500.00"),
    )
    assert statement.ageing == {
        Bucket.CURRENT: money("50000.00"),
        Bucket.DAYS_1_30: money("20000.00"),
        Bucket.DAYS_31_60: money("0.00"),
        Bucket.DAYS_61_90: money("56800.00"),
        Bucket.OVER_90: money("0.00"),
    }


def test_each_loose_amount_is_listed_as_what_it_is():
    statement = stated(an_account(payments=(*an_account().payments, a_payment("RC-9", "80", "CNY", DAY, "INV-99"))))
    assert [(r.kind, r.number, r.on, r.amount, r.invoice_nos) for r in statement.unmatched] == [
        (ReceiptKind.OVERPAID, "INV-0", date(2026, 2, 2), money("100.00"), ("INV-0",)),
        (ReceiptKind.PAYMENT, "RC-2", date(2026, 5, 4), money("1000.00"), ()),
        (ReceiptKind.REFUND, "RC-3", date(2026, 5, 5), money("-500.00"), ()),
        (ReceiptKind.CREDIT_NOTE, "CN-2", date(2026, 5, 6), money("700.00"), ()),
        (ReceiptKind.PAYMENT, "RC-9", DAY, money("80.00"), ("INV-99",)),
    ]
    assert (statement.unmatched_total, statement.balance) == (money("1380.00"), money("125420.00"))


def test_payments_of_the_period_are_listed_with_the_invoices_they_are_on():
    statement = stated(an_account())
    assert [(r.number, r.on, r.amount, r.invoice_nos) for r in statement.received] == [
        ("RC-1", date(2026, 4, 2), money("40000.00"), ("INV-1",)),
        ("RC-2", date(2026, 5, 4), money("3000.00"), ("INV-1",)),
        ("RC-3", date(2026, 5, 5), money("-500.00"), ()),
    ]


def test_a_ledgers_own_sum_of_payments_is_not_told_as_a_payment_of_that_day():
    account = an_account(payments=(a_payment("paid:INV-1", "10", "CNY", DAY, "INV-1"),))
    [received] = stated(account).received
    assert received.kind is ReceiptKind.PAID_TO_DATE


def test_a_dispute_above_what_is_open_counts_no_more_than_that():
    account = an_account()
    dispute = replace(account.disputes[0], amount=money("90000.00"))
    assert stated(replace(account, disputes=(dispute,))).disputed == money("20000.00")


def test_on_the_day_itself_before_anything_was_paid_all_of_it_is_open():
    statement = stated(as_it_stood(an_account(), date(2026, 4, 1)), date(2026, 4, 1))
    assert [(s.item.invoice.number, s.item.open_balance) for s in statement.items] == [("INV-1", money("100000.00"))]
    assert [receipt.number for receipt in statement.unmatched] == ["INV-0"]
    assert statement.received == ()
