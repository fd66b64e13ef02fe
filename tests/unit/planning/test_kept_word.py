from datetime import timedelta

from assistant.domain.commitments import Instalment, PaymentPlan, Promise
from assistant.domain.track_record import TrackRecord
from assistant.planning import kept_word, on_live_plan
from tests.unit.planning.accounts import TODAY, a_case, a_payment, all_settled_in_time, an_invoice, cny

GRACE = 3


def a_promise(due_in, amount="5000.00", id="PR-1"):
    return Promise(
        id=id,
        customer_code="C1",
        amount=cny(amount),
        made_on=TODAY - timedelta(days=30),
        due=TODAY + timedelta(days=due_in),
        quote="月底付",
        source="call",
    )


def a_plan(*due_in):
    parts = tuple(Instalment(due=TODAY + timedelta(days=days), amount=cny("5000.00")) for days in due_in)
    return PaymentPlan(
        id="PP-1", customer_code="C1", agreed_on=TODAY - timedelta(days=40), instalments=parts, invoice_nos=("INV-1",)
    )


def test_who_promised_nothing_kept_and_broke_nothing():
    assert kept_word(a_case(an_invoice(20)), GRACE) == TrackRecord(kept=0, broken=0, settled=0, late=0)


def test_a_promise_is_kept_by_a_payment_broken_after_its_grace_and_neither_before():
    paid = a_payment("5000.00", "INV-1", TODAY - timedelta(days=12))
    promises = (a_promise(-10), a_promise(-9, id="PR-2"), a_promise(-GRACE, id="PR-3"))
    case = a_case(an_invoice(20, amount="20000.00"), payments=(paid,), promises=promises)
    assert kept_word(case, GRACE) == TrackRecord(kept=1, broken=1, settled=0, late=0)


def test_each_instalment_that_fell_due_counts_by_what_had_come_by_then():
    paid = a_payment("5000.00", "INV-1", TODAY - timedelta(days=31))
    case = a_case(an_invoice(50, amount="15000.00"), payments=(paid,), plans=(a_plan(-30, -10, 20),))
    assert kept_word(case, GRACE) == TrackRecord(kept=1, broken=1, settled=0, late=0)


def test_invoices_that_were_settled_count_with_those_that_were_late():
    invoices, payments = all_settled_in_time(2)
    late = a_payment("10000.00", "INV-9", TODAY - timedelta(days=30), number="P-9")
    case = a_case(*invoices, an_invoice(60, number="INV-9"), payments=(*payments, late))
    assert kept_word(case, GRACE) == TrackRecord(kept=0, broken=0, settled=3, late=1)


def test_a_plan_covers_its_invoices_while_it_is_kept():
    assert on_live_plan(a_case(an_invoice(20), plans=(a_plan(10, 40),)), GRACE) == {"INV-1"}
    assert on_live_plan(a_case(an_invoice(20), plans=(a_plan(-10, 20),)), GRACE) == frozenset()
