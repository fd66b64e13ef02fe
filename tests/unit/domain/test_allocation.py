from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.allocation import AllocationProposal, LegalOrder, in_proportion, names, open_debts, propose
from assistant.domain.case import Account, open_case
from assistant.domain.commitments import Promise
from assistant.domain.language import LocalText
from assistant.domain.ledger import Allocation, AllocationBasis, CreditNote, Invoice, Retention
from assistant.domain.money import Money
from assistant.domain.receipts import loose_receipts
from assistant.errors import BadAmount
from tests.unit.domain.late import a_payment, an_account, an_invoice
from tests.unit.planning.accounts import NOW

TODAY = date(2026, 6, 16)
ORDER = tuple(AllocationBasis(name) for name in ("reference", "debtor", "law", "oldest_first"))
PRC = LegalOrder(rule="cn.allocation", title=LocalText.same("art. 560"), skipped=("security", "burden"), pro_rata=True)


def cny(text: str) -> Money:
    return Money.parse(text, "CNY")


def invoice(number: str, amount: str, due: date, **changes: object) -> Invoice:
    return an_invoice(amount, due, number=number, **changes)


OLD = invoice("INV-1001", "1000.00", date(2026, 3, 1))
MID = invoice("INV-1002", "2000.00", date(2026, 4, 1))
NEW = invoice("INV-1003", "3000.00", date(2026, 7, 1))


def paid(amount: str, *, source: str = "", number: str = "P1", on: date = date(2026, 6, 1), invoice_no: str = ""):
    return replace(a_payment(amount, on, invoice_no, number), source=source)


def placed(proposal: AllocationProposal) -> list[tuple[str, str, str, str]]:
    return [(p.receipt.number, p.invoice_no, str(p.amount.decimal), p.basis.value) for p in proposal.placed]


def left(proposal: AllocationProposal) -> list[tuple[str, str]]:
    return [(rest.receipt.number, str(rest.amount.decimal)) for rest in proposal.left]


def of(account: Account, *, law: LegalOrder | None = None, order: tuple = ORDER) -> AllocationProposal:
    return propose(account, order, law=law, today=TODAY)


def test_money_without_a_word_goes_to_what_fell_due_first():
    proposal = of(an_account(NEW, MID, OLD, payments=(paid("2500.00"),)))
    assert placed(proposal) == [
        ("P1", "INV-1001", "1000.00", "oldest_first"),
        ("P1", "INV-1002", "1500.00", "oldest_first"),
    ]
    assert left(proposal) == []


def test_a_reference_goes_before_the_older_invoice_and_the_rest_goes_on():
    proposal = of(an_account(OLD, MID, payments=(paid("2500.00", source="re INV-1002, thanks"),)))
    assert placed(proposal) == [
        ("P1", "INV-1002", "2000.00", "reference"),
        ("P1", "INV-1001", "500.00", "oldest_first"),
    ]


def test_exactly_the_promised_sum_goes_where_the_customer_promised_it():
    promise = Promise(
        id="PR-1",
        customer_code="C1",
        amount=cny("1500.00"),
        made_on=date(2026, 5, 20),
        due=date(2026, 6, 1),
        quote="",
        source="",
        invoice_nos=("INV-1002",),
    )
    account = an_account(OLD, MID, payments=(paid("1500.00"),), promises=(promise,))
    assert placed(of(account)) == [("P1", "INV-1002", "1500.00", "debtor")]
    for other in (
        replace(promise, amount=cny("1500.01")),
        replace(promise, made_on=date(2026, 6, 2)),
        replace(promise, invoice_nos=()),
    ):
        assert placed(of(replace(account, promises=(other,))))[0][1:] == ("INV-1001", "1000.00", "oldest_first")


def test_the_law_orders_by_due_date_and_says_what_it_could_not_know():
    proposal = of(an_account(OLD, MID, NEW, payments=(paid("3500.00"),)), law=PRC)
    assert placed(proposal) == [
        ("P1", "INV-1001", "1000.00", "law"),
        ("P1", "INV-1002", "2000.00", "law"),
        ("P1", "INV-1003", "500.00", "law"),
    ]
    assert proposal.placed[0].why.details["skipped"] == ("security", "burden")


def test_debts_of_one_day_share_in_proportion_under_the_law_and_go_by_number_without_it():
    same = (invoice("INV-A1", "100.00", TODAY), invoice("INV-B1", "100.00", TODAY), invoice("INV-C1", "100.00", TODAY))
    account = an_account(*same, payments=(paid("100.00"),))
    assert placed(of(account, law=PRC)) == [
        ("P1", "INV-A1", "33.34", "law"),
        ("P1", "INV-B1", "33.33", "law"),
        ("P1", "INV-C1", "33.33", "law"),
    ]
    assert placed(of(account)) == [("P1", "INV-A1", "100.00", "oldest_first")]


def test_a_credit_note_is_ours_so_neither_promise_nor_law_places_it():
    note = CreditNote(number="CN-9", customer_code="C1", amount=cny("300.00"), issued=date(2026, 5, 1))
    proposal = of(an_account(OLD, MID, credit_notes=(note,)), law=PRC)
    assert placed(proposal) == [("CN-9", "INV-1001", "300.00", "oldest_first")]
    assert proposal.placed[0].receipt.is_credit


def test_what_no_open_invoice_can_take_stays_and_is_named():
    proposal = of(an_account(OLD, payments=(paid("600.00"), paid("700.00", number="P2", on=date(2026, 6, 2)))))
    assert placed(proposal) == [
        ("P1", "INV-1001", "600.00", "oldest_first"),
        ("P2", "INV-1001", "400.00", "oldest_first"),
    ]
    assert left(proposal) == [("P2", "300.00")]


def test_what_may_be_held_back_is_paid_when_it_falls_due():
    held = invoice(
        "INV-1000", "1000.00", date(2026, 1, 1), retention=Retention(amount=cny("200.00"), until=date(2026, 12, 1))
    )
    proposal = of(an_account(held, OLD, payments=(paid("1900.00"),)))
    assert placed(proposal) == [
        ("P1", "INV-1000", "800.00", "oldest_first"),
        ("P1", "INV-1001", "1000.00", "oldest_first"),
        ("P1", "INV-1000", "100.00", "oldest_first"),
    ]


def test_money_that_an_allocation_used_is_not_placed_twice():
    allocation = Allocation(
        id="AL-1",
        customer_code="C1",
        receipt_no="P1",
        invoice_no="INV-1001",
        amount=cny("400.00"),
        made_on=TODAY,
        basis=AllocationBasis.BY_HAND,
    )
    account = an_account(OLD, MID, payments=(paid("500.00"),), allocations=(allocation,))
    assert placed(of(account)) == [("P1", "INV-1001", "100.00", "oldest_first")]


def test_a_credit_note_and_a_payment_of_one_number_are_told_apart():
    allocation = Allocation(
        id="AL-1",
        customer_code="C1",
        receipt_no="X-1",
        invoice_no="INV-1001",
        amount=cny("400.00"),
        made_on=TODAY,
        basis=AllocationBasis.BY_HAND,
        is_credit=True,
    )
    note = CreditNote(number="X-1", customer_code="C1", amount=cny("400.00"), issued=TODAY)
    account = an_account(OLD, payments=(paid("500.00", number="X-1"),), credit_notes=(note,), allocations=(allocation,))
    assert [(r.number, r.is_credit, str(r.left.decimal)) for r in loose_receipts(account)] == [("X-1", False, "500.00")]


def test_a_refund_takes_from_the_money_that_came_last_before_it():
    payments = (
        paid("500.00", number="P1", on=date(2026, 5, 1)),
        paid("300.00", number="P2", on=date(2026, 5, 10)),
        paid("-400.00", number="R1", on=date(2026, 5, 20)),
        paid("50.00", number="P3", on=date(2026, 6, 1)),
    )
    found = loose_receipts(an_account(OLD, payments=payments))
    assert [(r.number, str(r.left.decimal)) for r in found] == [("P1", "400.00"), ("P3", "50.00")]


def test_a_refund_beyond_what_came_before_takes_from_later_money_too():
    payments = (paid("100.00", on=date(2026, 6, 1)), paid("-80.00", number="R1", on=date(2026, 5, 1)))
    assert [str(r.left.decimal) for r in loose_receipts(an_account(OLD, payments=payments))] == ["20.00"]


def test_a_refund_on_an_invoice_that_is_not_there_takes_from_loose_money_and_one_on_an_open_invoice_does_not():
    for number, rest in (("INV-7777", "20.00"), ("INV-1001", "100.00")):
        payments = (paid("100.00"), paid("-80.00", number="R1", invoice_no=number))
        assert [str(r.left.decimal) for r in loose_receipts(an_account(OLD, payments=payments))] == [rest]


def test_what_is_loose_never_exceeds_what_the_case_calls_unallocated():
    payments = (paid("500.00"), paid("-700.00", number="R1"), paid("1200.00", number="P9", invoice_no="INV-1001"))
    account = an_account(OLD, payments=payments)
    case = open_case(account, now=NOW, today=TODAY)
    assert sum(r.left.minor for r in loose_receipts(account)) <= max(case.unallocated.minor, 0)


def test_money_of_another_currency_is_never_placed():
    with pytest.raises(BadAmount) as raised:
        of(an_account(OLD, payments=(a_payment("10.00", TODAY, "", "P1", "USD"),)))
    assert raised.value.code == "mixed_currencies"


def test_rules_that_are_not_in_the_order_are_not_asked():
    account = an_account(OLD, MID, payments=(paid("100.00", source="INV-1002"),))
    assert placed(of(account, order=(AllocationBasis.OLDEST_FIRST,))) == [("P1", "INV-1001", "100.00", "oldest_first")]


def test_open_debts_leave_out_what_is_paid_and_come_in_the_order_in_which_they_fall_due():
    account = an_account(NEW, OLD, MID, payments=(paid("1000.00", invoice_no="INV-1001"),))
    assert [(d.invoice_no, d.minor) for d in open_debts(account, TODAY)] == [("INV-1002", 200000), ("INV-1003", 300000)]


@pytest.mark.parametrize(
    ("text", "number", "found"),
    [
        ("payment INV-1001", "INV-1001", True),
        ("inv-1001/inv-1002", "INV-1001", True),
        ("货款INV-1001尾款", "INV-1001", True),
        ("INV-10011", "INV-1001", False),
        ("XINV-1001", "INV-1001", False),
        ("INV-1001-2", "INV-1001", False),
        ("bank.csv row 1001", "1001", False),
        ("anything", "ABCDEF", False),
        ("ABCDEF", "ABCDEF", False),
    ],
)
def test_a_number_is_named_only_as_a_word_of_its_own(text, number, found):
    assert names(text, number) is found


@pytest.mark.parametrize(
    ("minor", "weights", "shares"),
    [(100, [1, 1, 1], [34, 33, 33]), (1, [5, 5], [1, 0]), (10, [1, 2], [3, 7]), (0, [3, 4], [0, 0]), (7, [7], [7])],
)
def test_shares_come_to_the_whole_and_odd_units_go_to_the_largest_remainders(minor, weights, shares):
    assert in_proportion(minor, weights) == shares


def test_there_must_be_something_to_divide_by():
    with pytest.raises(ValueError, match="cannot divide"):
        in_proportion(10, [0, 0])
