"""The cards about late payment and loose money, drawn from a desk whose contract terms a person confirmed."""

from itertools import count

from assistant.domain.language import Language
from assistant.domain.ledger import Payment
from assistant.web.allocation_view import allocation_card
from assistant.web.labels import Labels
from assistant.web.late_view import LateView
from assistant.wording import Wording
from assistant.workflow.allocate import allocate, propose_allocation
from assistant.workflow.desk import Desk
from assistant.workflow.late_interest import interest_on
from assistant.workflow.late_terms import GivenTerms, answer_question, confirm_terms, open_matters
from assistant.workflow.limitation import clocks_on
from tests.desk import a_desk
from tests.unit.planning.accounts import TODAY, an_invoice, cny

EVIL = "<img src=x onerror=alert(1)>"


def a_late_desk() -> Desk:
    """One invoice of CNY 10,000.00 under contract K-1, 20 days late."""
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(20, contract_no="K-1"))
    return desk


def view(desk: Desk, language: Language = Language.EN) -> LateView:
    with desk.record.read() as tx:
        case = desk.case(tx, "C1", "CNY")
    keys = (f"key-{n}" for n in count())
    return LateView(case=case, say=Labels.of(language), words=Wording.of(language), new_key=keys.__next__)


def test_what_nobody_confirmed_is_not_claimed_and_asks_to_be_confirmed():
    desk = a_late_desk()
    assert "INV-1 · nothing is claimed" in view(desk).interest(interest_on(desk, "C1-CNY"))
    asked = view(desk).matters(open_matters(desk, "C1"))
    assert "<b>K-1 · not confirmed by anybody yet</b>" in asked
    assert 'data-json="/api/cases/C1-CNY/late-terms"' in asked
    assert '<input type="hidden" name="contract" value="K-1">' in asked


def test_confirmed_terms_are_computed_step_by_step():
    desk = a_late_desk()
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate="日万分之五", law="CN", clause="8.2", customer="C1"))
    html = view(desk).interest(interest_on(desk, "C1-CNY"))
    assert "<p><b>CNY 100.00</b></p>" in html
    assert "<summary>INV-1 · CNY 100.00</summary>" in html
    assert "<td>2026-05-28 – 2026-06-16</td>" in html
    for cell in ("20", "10,000.00", "100"):
        assert f'<td class="figure">{cell}</td>' in html
    assert "<td>1/2000</td>" in html
    assert "K-1 · 0.05% a day · CN" in view(desk).matters(open_matters(desk, "C1"))


def test_an_answer_is_shown_with_who_gave_it_and_can_be_corrected():
    desk = a_desk()
    answer_question(desk, "lin", "C1", "cn.no-contract", "governs", answer=True, evidence=EVIL)
    html = view(desk).matters(open_matters(desk, "C1"))
    assert "<p>Yes · &lt;img src=x onerror=alert(1)&gt; <small>(lin, 16 June 2026)</small></p>" in html
    assert "<summary>Correct</summary>" in html
    assert EVIL not in html


def test_a_clock_names_its_end_its_condition_and_that_it_is_no_advice():
    desk = a_desk()
    html = view(desk, Language.ZH_HANS).clocks(clocks_on(desk, "C1-CNY"))
    assert "<summary>INV-1 · 时效至2029年5月27日，还剩 1076 天</summary>" in html
    assert "? 以适用中国大陆法律为前提，尚未有人确认" in html
    assert "以上仅为按规则表得出的信息，不是法律意见。" in html


def test_loose_money_is_proposed_with_its_reason_and_disappears_once_it_is_put_there():
    desk = a_late_desk()
    with desk.record.begin() as tx:
        tx.save_payment(Payment(number="RC-9", customer_code="C1", amount=cny("300.00"), received=TODAY))
    say, words = Labels.of(Language.EN), Wording.of(Language.EN)

    def card() -> str:
        return allocation_card(propose_allocation(desk, "C1-CNY"), say, words, iter("abc").__next__)

    html = card()
    assert "<b>RC-9 → INV-1 · CNY 300.00</b>" in html
    assert html.count('data-json="/api/cases/C1-CNY/allocation"') == 2
    assert ('data-key="a"' in html) is ('data-key="b"' in html) is True
    allocate(desk, "lin", "C1-CNY")
    assert card() == ""
