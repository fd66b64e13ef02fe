from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import pytest

from assistant.domain.commitments import Dispute, Hold, HoldReason, Instalment, PaymentPlan, Promise
from assistant.domain.kinds import Channel
from assistant.domain.language import Language, Reason
from assistant.domain.ledger import Allocation, AllocationBasis, Payment, Proof, ProofKind, Retention
from assistant.domain.plan_following import follow_plans
from assistant.web.account_view import AccountView, visit_form, ways_on
from assistant.web.commitments_view import CommitmentsView
from assistant.web.contact_view import contact_card
from assistant.web.journal_view import journal_card
from assistant.web.labels import Labels
from assistant.web.record_forms import record_forms
from assistant.wording import Wording
from assistant.workflow.journal import JournalLine
from tests.unit.planning.accounts import TODAY, a_case, a_customer, a_payment, an_invoice, cny

SAY, WORDS = Labels.of(Language.EN), Wording.of(Language.EN)
EVIL = "<img src=x onerror=alert(1)>"


def keys():
    return (f"key-{n}" for n in count()).__next__


def drawn(view: type, case) -> object:
    plans = {"plans": follow_plans(case, 2)} if view is CommitmentsView else {}
    return view(case=case, say=SAY, words=WORDS, new_key=keys(), **plans)


def test_every_open_item_shows_what_is_held_back_and_what_proves_its_delivery():
    held = Retention(amount=cny("500.00"), until=TODAY + timedelta(days=90))
    proof = Proof(
        id="PF-1",
        customer_code="C1",
        invoice_no="INV-1",
        kind=ProofKind.ACCEPTANCE,
        on=date(2026, 5, 4),
        status="signed",
        document="acceptance.pdf",
    )
    case = a_case(an_invoice(20, retention=held), proofs=(proof,), payments=(a_payment("2000.00", "INV-1", TODAY),))
    html = drawn(AccountView, case).items()
    cells = ["10,000.00", "2,000.00", "–", "–", "500.00", "8,000.00"]
    assert "".join(f'<td class="figure">{cell}</td>' for cell in cells) in html
    assert "<td>acceptance 4 May 2026 signed acceptance.pdf</td>" in html


def test_the_open_balance_is_told_by_age():
    html = drawn(AccountView, a_case(an_invoice(20), an_invoice(95, "INV-2"), an_invoice(-5, "INV-3"))).items()
    boxes = [("not past due", "10,000.00"), ("1–30 days", "10,000.00"), ("31–60 days", "–"), ("61–90 days", "–")]
    boxes.append(("over 90 days", "10,000.00"))
    for name, amount in boxes:
        assert f'<div class="figure-box"><dt>{name}</dt><dd>{amount}</dd></div>' in html


def test_the_customers_other_currencies_are_one_step_away():
    html = ways_on(a_case(an_invoice(20)), SAY, ["C1-USD"])
    assert '<a href="/en/account?case=C1-USD" class="button plain">C1-USD</a>' in html


def test_money_that_lies_on_no_invoice_is_marked_and_money_that_was_allocated_says_where_and_why():
    loose = Payment(number="RC-1", customer_code="C1", amount=cny("300.00"), received=TODAY)
    spread = Payment(number="RC-2", customer_code="C1", amount=cny("700.00"), received=TODAY)
    share = Allocation(
        id="AL-1",
        customer_code="C1",
        receipt_no="RC-2",
        invoice_no="INV-1",
        amount=cny("700.00"),
        made_on=TODAY,
        basis=AllocationBasis.OLDEST_FIRST,
    )
    html = drawn(AccountView, a_case(an_invoice(20), payments=(loose, spread), allocations=(share,))).money()
    assert "<td>▲ on no invoice</td>" in html
    assert "<td>INV-1 700.00 (oldest first)</td>" in html
    assert html.index("RC-2") < html.index("RC-1")


def test_money_that_went_back_is_called_a_refund():
    html = drawn(AccountView, a_case(an_invoice(20), payments=(a_payment("-50.00", "INV-1", TODAY),))).money()
    assert "<td>refund</td>" in html
    assert '<td class="figure">-50.00</td>' in html


def test_the_history_names_the_number_of_what_was_recorded():
    lines = [
        JournalLine(case="C1-CNY", day=TODAY, kind="invoice", key="INV-1", what=Reason.of("entry_of_old")),
        JournalLine(case="C1-CNY", day=TODAY, kind="cause", key="C1-CNY", what=Reason.of("entry_of_old")),
    ]
    html = journal_card(lines, SAY, WORDS)
    assert "<b>INV-1</b>" in html
    assert "<b>C1-CNY</b>" not in html


def test_each_form_carries_a_key_of_its_own_so_that_nothing_is_recorded_twice():
    html = record_forms(a_case(an_invoice(20)), SAY, WORDS, keys())
    sent = [part.split('"')[0] for part in html.split('data-key="')[1:]]
    assert len(sent) == len(set(sent)) == html.count("data-json=") == 9
    routes = [part.split('"')[0].removeprefix("/api/cases/C1-CNY/") for part in html.split('data-json="')[1:]]
    assert routes == [
        "payments", "refunds", "credit-notes", "promises", "disputes", "holds", "contacts", "proofs", "causes"
    ]  # fmt: skip


def test_a_promise_can_be_undone_a_dispute_resolved_and_a_hold_lifted():
    promise = Promise(
        id="PR-1", customer_code="C1", amount=cny("100.00"), made_on=TODAY, due=TODAY, quote=EVIL, source="call"
    )
    dispute = Dispute(
        id="DI-1",
        customer_code="C1",
        invoice_no="INV-1",
        amount=cny("50.00"),
        reason="quality",
        opened_on=TODAY,
        quote="two boxes",
        handler="QA",
        answer_by=TODAY,
    )
    hold = Hold(id="HO-1", customer_code="C1", reason=HoldReason.MANUAL, note="", since=TODAY)
    case = a_case(an_invoice(20), promises=(promise,), disputes=(dispute,), holds=(hold,))
    html = drawn(CommitmentsView, case).card()
    assert "CNY 100.00 promised for 16 June 2026 (call)" in html
    assert "INV-1: CNY 50.00 disputed, quality" in html
    for address in ("undo", "disputes/DI-1/resolve", "holds/HO-1/lift"):
        assert f'data-json="/api/cases/C1-CNY/{address}"' in html
    assert EVIL not in html


def test_a_plan_shows_what_came_of_each_instalment_and_can_be_undone():
    parts = tuple(Instalment(due=TODAY + timedelta(days=days), amount=cny("5000.00")) for days in (-10, 20))
    plan = PaymentPlan(id=EVIL, customer_code="C1", agreed_on=TODAY - timedelta(days=30), instalments=parts,
                       invoice_nos=("INV-1",))  # fmt: skip
    paid = a_payment("6000.00", "INV-1", TODAY - timedelta(days=12))
    html = drawn(CommitmentsView, a_case(an_invoice(50), plans=(plan,), payments=(paid,))).card()
    assert "of 17 May 2026: being kept</b>" in html
    for row in (
        "<td>1</td><td>6 June 2026</td>"
        '<td class="figure">5,000.00</td><td class="figure">5,000.00</td><td>paid · 4 June 2026</td>',
        "<td>2</td><td>6 July 2026</td>"
        '<td class="figure">5,000.00</td><td class="figure">1,000.00</td><td>to come</td>',
    ):
        assert row in html
    assert EVIL not in html


def test_an_account_without_commitments_says_so():
    assert "None." in drawn(CommitmentsView, a_case(an_invoice(20))).card()


@pytest.mark.parametrize("code", ["C1", "甲/乙 &丙"])
def test_the_statement_is_linked_by_the_customers_code_whatever_it_holds(code):
    case = a_case(an_invoice(20, customer_code=code), customer=a_customer(code=code))
    html = ways_on(case, SAY)
    assert html.count("/statement?lang=en&amp;format=") == 3
    assert "/乙" not in html


def test_the_calendar_and_a_visit_can_be_taken_along():
    case = a_case(an_invoice(20))
    assert 'href="/api/customers/C1/calendar?lang=en"' in ways_on(case, SAY)
    html = visit_form(case, SAY)
    assert 'action="/api/cases/C1-CNY/visit"' in html
    assert "it is not recorded. Time by the customer&#x27;s clock (Asia/Shanghai)." in html


def test_contact_and_preferences_are_shown_with_the_form_that_changes_them():
    customer = a_customer(name=EVIL)
    customer = replace(customer, contact=replace(customer.contact, position=EVIL, channel=Channel.LETTER))
    html = contact_card(customer, SAY, WORDS, keys())
    assert "<dt>preferred channel</dt><dd>letter</dd>" in html
    assert "<dt>form of letters</dt><dd>none</dd>" in html
    assert '<option value="letter" selected>letter</option>' in html
    assert '<option value="none" selected>no preference</option>' in html
    assert 'data-json="/api/customers/C1/contact"' in html
    assert EVIL not in html
