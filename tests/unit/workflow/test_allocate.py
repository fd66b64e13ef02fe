from dataclasses import replace
from datetime import date

import pytest

from assistant.domain.entries import EntryKind, Undone
from assistant.domain.ledger import AllocationBasis, CreditNote, Payment
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.errors import BadAmount, BadInput, NotFound, TactfulError
from assistant.workflow.allocate import (
    Allocating,
    Wanted,
    allocate,
    allocation_policy,
    propose_allocation,
    read_wanted,
)
from assistant.workflow.desk import Desk
from assistant.workflow.late_terms import GivenTerms, answer_question, confirm_terms
from assistant.workflow.prepare_draft import prepare_draft
from tests.desk import LIN, a_desk, pay
from tests.unit.planning.accounts import NOW, an_invoice, cny


def desk_with(*payments: tuple[str, str], second: bool = True) -> Desk:
    """A desk with INV-1 (10,000.00, 20 days late), INV-2 (3,000.00, 40 days late) and loose (number, amount)."""
    desk = a_desk()
    with desk.record.begin() as tx:
        if second:
            tx.save_invoice(an_invoice(40, number="INV-2", amount="3000.00"))
        for number, amount in payments:
            tx.save_payment(a_payment(number, amount))
    return desk


def a_payment(number: str, amount: str, **changes: object) -> Payment:
    payment = Payment(number=number, customer_code="C1", amount=cny(amount), received=date(2026, 6, 10))
    return replace(payment, **changes)


def placed(found: Allocating) -> list[tuple[str, str, str]]:
    return [(p.receipt.number, p.invoice_no, str(p.amount.decimal)) for p in found.proposal.placed]


def stored(desk: Desk) -> list[tuple[str, str, str, str]]:
    with desk.record.read() as tx:
        kept = tx.account("C1", "CNY").allocations
    return [(a.id, a.invoice_no, str(a.amount.decimal), a.basis.value) for a in kept]


def state(desk: Desk) -> tuple[Money, Money]:
    """(open balance, unallocated) of the case."""
    with desk.record.read() as tx:
        case = desk.case(tx, "C1", "CNY")
    return case.open_balance, case.unallocated


def wanted(*to: str, **how: object) -> Wanted:
    return read_wanted("C1-CNY", to, **how)


def test_a_proposal_shows_and_stores_nothing():
    desk = desk_with(("P-1", "4000.00"))
    found = propose_allocation(desk, "C1-CNY")
    assert placed(found) == [("P-1", "INV-2", "3000.00"), ("P-1", "INV-1", "1000.00")]
    assert (found.ids, stored(desk), state(desk)) == ((), [], (cny("13000.00"), cny("4000.00")))


def test_applying_stores_each_part_under_its_id_and_the_case_adds_up_as_before():
    desk = desk_with(("P-1", "4000.00"))
    found = allocate(desk, "lin", "C1-CNY")
    assert found.ids == ("AL-0001", "AL-0002")
    assert stored(desk) == [
        ("AL-0001", "INV-2", "3000.00", "oldest_first"),
        ("AL-0002", "INV-1", "1000.00", "oldest_first"),
    ]
    assert state(desk) == (cny("9000.00"), cny("0.00"))
    with desk.record.read() as tx:
        logged = [(e.actor, e.subject, e.body["minor"]) for e in tx.audit_entries() if e.event == "allocated"]
    assert logged == [("lin", "AL-0001", 300000), ("lin", "AL-0002", 100000)]


def test_applying_twice_finds_nothing_left_to_do():
    desk = desk_with(("P-1", "4000.00"))
    allocate(desk, "lin", "C1-CNY")
    again = allocate(desk, "lin", "C1-CNY")
    assert (again.ids, again.proposal.placed, again.proposal.left) == ((), (), ())
    assert len(stored(desk)) == 2


def test_what_was_undone_is_loose_again():
    desk = desk_with(("P-1", "3000.00"))
    allocate(desk, "lin", "C1-CNY")
    with desk.record.begin() as tx:
        tx.undo(
            Undone(
                customer_code="C1", kind=EntryKind.ALLOCATION, key="AL-0001", at=NOW, by="lin", reason="wrong invoice"
            )
        )
    assert state(desk) == (cny("13000.00"), cny("3000.00"))
    assert placed(propose_allocation(desk, "C1-CNY")) == [("P-1", "INV-2", "3000.00")]


def test_messages_whose_figures_change_go_stale():
    desk = desk_with(second=False)
    message = prepare_draft(desk, LIN, "C1-CNY")
    pay(desk, "500.00", "")
    found = allocate(desk, "lin", "C1-CNY")
    assert found.stale == (message.id,)
    with desk.record.read() as tx:
        assert tx.message(message.id).status is Status.STALE


def test_a_person_says_where_money_goes_and_the_rest_stays():
    desk = desk_with(("P-1", "4000.00"))
    found = allocate(desk, "lin", "C1-CNY", wanted("INV-1=1500.00", "INV-2=500"))
    assert placed(found) == [("P-1", "INV-1", "1500.00"), ("P-1", "INV-2", "500.00")]
    assert [str(left.amount.decimal) for left in found.proposal.left] == ["2000.00"]
    assert [line[3] for line in stored(desk)] == ["by_hand", "by_hand"]
    allocate(desk, "lin", "C1-CNY", wanted("INV-1=100", by_debtor=True))
    assert stored(desk)[-1][3] == "debtor"


@pytest.mark.parametrize(
    ("to", "how", "code"),
    [
        (["INV-9=1"], {}, "unknown_invoice"),
        (["INV-2=3000.01"], {}, "more_than_open"),
        (["INV-2=0"], {}, "more_than_open"),
        (["INV-2=-5"], {}, "more_than_open"),
        (["INV-2=3000", "INV-1=1000.01"], {}, "more_than_receipt"),
        (["INV-2"], {}, "not_an_allocation"),
        (["=5"], {}, "not_an_allocation"),
        (["INV-2=1", "INV-2=2"], {}, "not_an_allocation"),
        (["INV-2=1.001"], {}, "too_many_decimals"),
        (["INV-2=NaN"], {}, "not_an_amount"),
        (["INV-2=1"], {"receipt": "P-9"}, "unknown_receipt"),
        ([], {"by_debtor": True}, "by_debtor_needs_to"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_stored(to, how, code):
    desk = desk_with(("P-1", "4000.00"))
    with pytest.raises(TactfulError) as raised:
        allocate(desk, "lin", "C1-CNY", wanted(*to, **how))
    assert isinstance(raised.value, BadInput | NotFound | BadAmount)
    assert (raised.value.code, stored(desk)) == (code, [])


def test_with_several_receipts_a_person_must_say_which():
    desk = desk_with(("P-1", "4000.00"), ("P-2", "100.00"))
    with pytest.raises(BadInput) as raised:
        allocate(desk, "lin", "C1-CNY", wanted("INV-1=50"))
    assert (raised.value.code, raised.value.details["receipts"]) == ("which_receipt", ["P-1", "P-2"])
    found = allocate(desk, "lin", "C1-CNY", wanted("INV-1=50", receipt="P-2"))
    assert placed(found) == [("P-2", "INV-1", "50.00")]


def test_one_receipt_may_be_proposed_alone():
    desk = desk_with(("P-1", "4000.00"), ("P-2", "100.00"))
    assert placed(propose_allocation(desk, "C1-CNY", wanted(receipt="P-2"))) == [("P-2", "INV-2", "100.00")]


def test_the_order_of_the_law_is_asked_only_where_it_is_confirmed_for_every_open_invoice():
    desk = desk_with(("P-1", "4000.00"))
    assert [note.code for note in propose_allocation(desk, "C1-CNY").notes] == ["law_order_not_applied"]
    answer_question(desk, "lin", "C1", "cn.no-contract", "governs", answer=True)
    found = propose_allocation(desk, "C1-CNY")
    assert ({p.basis for p in found.proposal.placed}, found.notes) == ({AllocationBasis.LAW}, ())
    assert found.proposal.placed[0].why.details["skipped"] == ("security", "burden")
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(60, number="INV-3", amount="10.00", contract_no="K-1"))
    assert [note.code for note in propose_allocation(desk, "C1-CNY").notes] == ["law_order_not_applied"]
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate="none", law="TW", customer="C1"))
    assert [note.code for note in propose_allocation(desk, "C1-CNY").notes] == ["law_order_not_applied"]


def test_a_law_without_an_order_leaves_the_oldest_first():
    desk = desk_with(("P-1", "100.00"), second=False)
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(20, contract_no="K-1"))
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate="none", law="HK", customer="C1"))
    found = propose_allocation(desk, "C1-CNY")
    assert [note.code for note in found.notes] == ["law_has_no_order"]
    assert found.proposal.placed[0].basis is AllocationBasis.OLDEST_FIRST


def test_money_on_an_invoice_that_cannot_take_it_is_named_and_not_moved():
    desk = desk_with(second=False)
    with desk.record.begin() as tx:
        tx.save_payment(a_payment("P-8", "10200.00", invoice_no="INV-1"))
        tx.save_payment(a_payment("P-9", "70.00", invoice_no="INV-77"))
    found = propose_allocation(desk, "C1-CNY")
    assert (found.proposal.placed, [note.code for note in found.notes]) == (
        (),
        ["overpaid_stays", "on_unknown_invoice"],
    )


def test_a_refund_reduces_what_can_be_placed():
    desk = desk_with(("P-1", "1000.00"), ("RF-1", "-400.00"))
    assert placed(allocate(desk, "lin", "C1-CNY")) == [("P-1", "INV-2", "600.00")]
    assert state(desk)[1] == cny("0.00")


def test_a_credit_note_is_kept_as_one():
    desk = desk_with()
    with desk.record.begin() as tx:
        note = CreditNote(number="CN-1", customer_code="C1", amount=cny("50.00"), issued=date(2026, 6, 1))
        tx.save_credit_note(note)
    allocate(desk, "lin", "C1-CNY")
    with desk.record.read() as tx:
        (allocation,) = tx.account("C1", "CNY").allocations
        case = desk.case(tx, "C1", "CNY")
    assert (allocation.is_credit, allocation.receipt_no) == (True, "CN-1")
    assert [str(item.credited.decimal) for item in case.items] == ["50.00", "0.00"]


def test_the_policy_asks_reference_then_customer_then_law_then_age():
    assert [basis.value for basis in allocation_policy().order] == ["reference", "debtor", "law", "oldest_first"]
