"""A formal demand on a case of the record states late interest with its arithmetic, where the basis is confirmed."""

import pytest

from assistant.domain.finding import Verdict
from assistant.domain.kinds import MessageKind
from assistant.domain.language import Language
from assistant.planning import Wishes
from assistant.workflow.late_terms import GivenTerms, confirm_terms
from assistant.workflow.prepare_draft import prepare_draft
from tests.desk import LIN, a_desk, pay
from tests.unit.planning.accounts import a_contact, an_invoice


@pytest.fixture
def desk():
    """The invoice is 80 days late, and two reminders were sent."""
    made = a_desk()
    with made.record.begin() as tx:
        tx.save_invoice(an_invoice(80, contract_no="K-1"))
        for days in (40, 30):
            tx.save_contact(a_contact(days))
    return made


def confirmed(desk, rate="日万分之五", law="CN"):
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate=rate, law=law, customer="C1", clause="9.3"))


def demanded(desk, language=None):
    wishes = Wishes(kind=MessageKind.FORMAL_DEMAND, language=language, because="the last word before outside help")
    return prepare_draft(desk, LIN, "C1-CNY", wishes)


def stated(message):
    roles = ("interest", "interest_base", "interest_rate", "interest_from", "interest_until", "interest_days")
    facts = {fact.role: str(fact.value) for fact in message.brief.grounds.facts}
    return {role: facts.get(role) for role in (*roles, "interest_words", "total_with_interest")}


def test_the_computation_on_one_invoice_is_shown_part_by_part(desk):
    confirmed(desk)
    message = demanded(desk)
    assert stated(message) == {
        "interest": "CNY 400.00",
        "interest_base": "CNY 10,000.00",
        "interest_rate": "每日 0.05%",
        "interest_from": "2026-03-29",
        "interest_until": "2026-06-16",
        "interest_days": "80",
        "interest_words": None,
        "total_with_interest": "CNY 10,400.00",
    }
    assert "• 计算期间：2026年3月29日至2026年6月16日，共 80 天" in message.draft.body
    assert message.report.verdict is Verdict.PASS


def test_several_invoices_are_computed_one_by_one_and_no_instalments_give_the_interest_up(desk):
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(76, number="INV-2", amount="500.00", contract_no="K-1"))
    confirmed(desk)
    message = demanded(desk, Language.EN)
    assert stated(message)["interest_words"] == (
        "INV-1: CNY 10,000.00 × 80 × 0.05% a day, 29 March 2026 – 16 June 2026; "
        "INV-2: CNY 500.00 × 76 × 0.05% a day, 2 April 2026 – 16 June 2026"
    )
    assert stated(message)["total_with_interest"] == "CNY 10,919.00"
    assert (message.brief.grounds.offers, message.report.verdict) == ((), Verdict.PASS)


def test_in_chinese_the_computation_has_chinese_marks(desk):
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(76, number="INV-2", amount="500.00", contract_no="K-1"))
    confirmed(desk)
    assert stated(demanded(desk))["interest_words"] == (
        "INV-1：CNY 10,000.00 × 80 × 每日 0.05%，2026年3月29日 – 2026年6月16日；"
        "INV-2：CNY 500.00 × 76 × 每日 0.05%，2026年4月2日 – 2026年6月16日"
    )


def test_a_rate_for_a_month_is_shown_as_what_a_day_costs(desk):
    confirmed(desk, "月利率5%")
    assert stated(demanded(desk, Language.EN))["interest_words"].split("; ")[1] == (
        "INV-1: CNY 10,000.00 × 30 × 1/600 (5% a month), 1 April 2026 – 30 April 2026"
    )


def test_a_sum_that_the_law_cut_stands_without_the_rate_that_was_agreed(desk):
    confirmed(desk, "年利率20%", "TW")
    told = stated(demanded(desk, Language.EN))
    assert (told["interest"], told["interest_rate"], told["interest_words"]) == ("CNY 350.68", None, None)


def test_no_interest_is_demanded_while_money_is_here_that_lies_on_no_invoice(desk):
    confirmed(desk)
    pay(desk, "3000.00", invoice_no="")
    assert set(stated(demanded(desk)).values()) == {None}


def test_what_nobody_confirmed_is_not_demanded(desk):
    message = demanded(desk)
    assert set(stated(message).values()) == {None}
    assert "违约金" not in message.draft.body


def test_a_reminder_states_no_interest(desk):
    confirmed(desk)
    assert stated(prepare_draft(desk, LIN, "C1-CNY"))["interest"] is None
