"""What a calendar is told of, and what it is not."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from assistant.domain.commitments import Dispute, Hold, HoldReason, Instalment, PaymentPlan, Promise
from assistant.domain.kinds import Channel
from assistant.domain.language import Language
from assistant.errors import BadInput, NotFound
from assistant.planning import Wishes
from assistant.wording import Wording
from assistant.workflow.appointments import appointments, visit
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.release_draft import release_draft
from assistant.workflow.review import accept_draft, submit_draft
from tests.desk import LIN, ZHOU, a_desk, later, pay
from tests.unit.planning.accounts import NOW, TODAY, a_customer, an_invoice, cny

SOON = TODAY + timedelta(days=10)


@pytest.fixture
def desk():
    return a_desk()


def a_promise(due=SOON, **changes):
    values = {"id": "P-1", "customer_code": "C1", "amount": cny("10000.00"), "made_on": TODAY, "due": due}
    return Promise(**(values | {"quote": "", "source": "call"} | changes))


def a_dispute(**changes):
    values = {"id": "D-1", "customer_code": "C1", "invoice_no": "INV-1", "amount": cny("100.00"), "reason": "quality"}
    values |= {"opened_on": TODAY, "quote": "", "handler": "quality team", "answer_by": SOON}
    return Dispute(**(values | changes))


def a_hold(**changes):
    values = {"id": "H-1", "customer_code": "C1", "reason": HoldReason.MANUAL, "note": "CNY 5.00", "since": TODAY}
    return Hold(**(values | {"until": SOON} | changes))


def saved(desk, **entries):
    with desk.record.begin() as tx:
        for name, entry in entries.items():
            getattr(tx, f"save_{name}")(entry)


def told(desk, customer=None, language=Language.EN):
    words = Wording.of(language)
    return [(str(e.day), words.reason(e.title), words.reason(e.note)) for e in appointments(desk, customer)]


def note(invoices=" Invoices: INV-1."):
    return f"Case C1-CNY.{invoices} Contact: 王小明 +86 0000-0000-2001 wang@customer.example"


def test_promise_dispute_and_hold_are_told_by_name_and_invoice(desk):
    saved(desk, promise=a_promise(invoice_nos=("INV-1",)), dispute=a_dispute(), hold=a_hold())
    assert told(desk) == [
        ("2026-06-26", "Answer to a dispute due: 示例客户有限公司 (quality team)", note()),
        ("2026-06-26", "Hold ends: 示例客户有限公司 (stopped by a person)", note("")),
        ("2026-06-26", "Payment promised: 示例客户有限公司", note()),
    ]


def test_instalments_are_told_one_by_one(desk):
    parts = tuple(Instalment(due=TODAY + timedelta(days=days), amount=cny("5000.00")) for days in (0, 30))
    plan = PaymentPlan(id="PP-1", customer_code="C1", agreed_on=TODAY, instalments=parts, invoice_nos=("INV-1",))
    saved(desk, plan=plan)
    assert told(desk) == [
        ("2026-06-16", "Instalment 1 of 2 due: 示例客户有限公司", note()),
        ("2026-07-16", "Instalment 2 of 2 due: 示例客户有限公司", note()),
    ]


def test_an_instalment_that_was_paid_and_a_plan_that_was_replaced_are_told_no_more(desk):
    parts = tuple(Instalment(due=TODAY + timedelta(days=days), amount=cny("1000.00")) for days in (0, 30))
    plan = PaymentPlan(id="PP-1", customer_code="C1", agreed_on=TODAY, instalments=parts, invoice_nos=("INV-1",))
    saved(desk, plan=plan)
    pay(desk, "1000.00")
    assert told(desk) == [("2026-07-16", "Instalment 2 of 2 due: 示例客户有限公司", note())]
    saved(desk, plan=replace(plan, ended_on=TODAY))
    assert told(desk) == []


def test_no_amount_is_told_in_any_language(desk):
    saved(desk, promise=a_promise(), dispute=a_dispute(), hold=a_hold())
    for language in Language:
        assert not any(figure in repr(told(desk, language=language)) for figure in ("CNY ", "10,000", "100.00", "5.00"))


def test_what_is_over_or_settled_is_left_out(desk):
    saved(desk, promise=a_promise(due=TODAY - timedelta(days=1)), dispute=a_dispute(resolved_on=TODAY))
    saved(desk, hold=a_hold(until=None))
    assert told(desk) == []


def test_a_promise_on_what_was_paid_is_left_out(desk):
    saved(desk, promise=a_promise(invoice_nos=("INV-1",)))
    pay(desk, "10000.00")
    assert told(desk) == []


def test_the_day_that_a_released_message_named_is_told(desk):
    message = prepare_draft(desk, LIN, "C1-CNY", Wishes(channel=Channel.EMAIL))
    assert told(desk) == []
    submit_draft(desk, LIN, message.id, content_hash=message.content_hash)
    accept_draft(desk, ZHOU, message.id, content_hash=message.content_hash)
    release_draft(desk, LIN, message.id)
    day = str(message.brief.grounds.value("ask_by"))
    assert told(desk) == [(day, f"Answer asked for: 示例客户有限公司 ({message.id})", note())]
    pay(desk, "10000.00")
    assert told(desk) == []


def test_one_customers_calendar_says_nothing_of_another(desk):
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2", name="Another Ltd."))
        tx.save_invoice(replace(an_invoice(5, "INV-2"), customer_code="C2"))
        tx.save_promise(a_promise(id="P-2", customer_code="C2"))
    assert [title for _, title, _ in told(desk, "C2")] == ["Payment promised: Another Ltd."]
    assert told(desk, "C1") == []
    assert len(told(desk)) == 1
    with pytest.raises(NotFound):
        appointments(desk, "C9")


def test_a_hold_of_every_currency_stands_there_once(desk):
    dollars = replace(an_invoice(5, "INV-9"), amount=type(cny("1")).parse("300", "USD"))
    saved(desk, invoice=dollars, hold=a_hold())
    assert len(told(desk)) == 1


def test_a_visit_begins_by_the_customers_clock(desk):
    entry = visit(
        desk, "C1-CNY", at=datetime.fromisoformat("2026-06-22T10:00"), minutes=90, place=" 3F ", purpose="meet"
    )
    assert (str(entry.starts), str(entry.ends)) == ("2026-06-22 10:00:00+08:00", "2026-06-22 11:30:00+08:00")
    assert (entry.day, entry.place, entry.purpose) == (date(2026, 6, 22), "3F", "meet")
    assert entry.note.details["invoices"] == ("INV-1",)


@pytest.mark.parametrize(
    ("at", "minutes", "code"), [(0, 0, "visit_length"), (0, 721, "visit_length"), (-1, 60, "visit_over")]
)
def test_a_visit_that_cannot_be_is_refused(desk, at, minutes, code):
    with pytest.raises(BadInput) as refused:
        visit(later(desk, NOW), "C1-CNY", at=NOW + timedelta(days=at), minutes=minutes)
    assert refused.value.code == code
