from dataclasses import replace

import pytest

from assistant.domain.brief import Topic
from assistant.domain.contract_terms import TermField, TermState
from assistant.intake.given_entries import TermGiven
from assistant.planning import Wishes
from assistant.retrieval import ArrayIndex, ClauseSearch
from assistant.workflow.brief_case import brief_case
from assistant.workflow.contract_terms import check_term, terms_of
from assistant.workflow.desk import Desk
from assistant.workflow.import_contract import import_contract
from assistant.workflow.late_terms import GivenTerms, confirm_terms
from tests.desk import LIN, a_desk
from tests.unit.planning.accounts import an_invoice

CONTRACT = """第七条 付款
7.1 付款期限：买方应于开票后30日内付清全部货款。
第九条 违约责任
9.3 买方逾期付款的，按日万分之五向卖方支付逾期付款违约金。
9.4 买方货款逾期超过45日的，卖方可提前10日书面通知，暂停供货。
"""
PAYMENT, INTEREST, SUSPENSION = Topic.PAYMENT_TERM, Topic.LATE_INTEREST, Topic.SUSPENSION


def a_desk_late_by(days: int) -> Desk:
    desk = a_desk(search=lambda: ClauseSearch(ArrayIndex()))
    with desk.record.begin() as tx:
        tx.save_invoice(replace(an_invoice(days), contract_no="K-1"))
    import_contract(desk, "lin", CONTRACT, number="K-1", customer_code="C1")
    return desk


def said(desk: Desk, field: TermField, state: TermState, **more: object) -> None:
    with desk.record.read() as tx:
        line = next(line for line in terms_of(tx, "K-1").lines if line.field is field)
    check_term(desk, "lin", "K-1", TermGiven(state=state, term=line.id, **more))


def brief(desk: Desk):
    with desk.record.read() as tx:
        return brief_case(desk, tx, LIN, "C1-CNY", Wishes())


def cited(desk: Desk) -> list[tuple[Topic, str]]:
    return [(excerpt.topic, excerpt.clause) for excerpt in brief(desk).grounds.excerpts]


def warned(desk: Desk) -> list[tuple[str, str]]:
    return [(reason.code, str(reason.details.get("term"))) for reason in brief(desk).warnings]


def test_a_claim_that_nobody_confirmed_is_not_cited_and_the_writer_is_told():
    desk = a_desk_late_by(80)
    assert cited(desk) == [(PAYMENT, "7.1")]
    assert warned(desk) == [("term_unconfirmed", "late_interest"), ("term_unconfirmed", "suspension")]


@pytest.mark.parametrize(
    ("field", "topic", "clause"),
    [(TermField.LATE_INTEREST, INTEREST, "9.3"), (TermField.SUSPENSION, SUSPENSION, "9.4")],
)
def test_a_confirmed_claim_is_cited_with_its_sentence(field, topic, clause):
    desk = a_desk_late_by(80)
    said(desk, field, TermState.CONFIRMED)
    assert cited(desk) == [(PAYMENT, "7.1"), (topic, clause)]
    assert field.value not in dict(warned(desk)).values()
    excerpt = brief(desk).grounds.excerpt_on(topic)
    assert CONTRACT[excerpt.start : excerpt.end] == excerpt.quote


def test_a_rate_confirmed_on_the_account_page_is_cited_too():
    desk = a_desk_late_by(80)
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate="日万分之五", law="CN", clause="9.3"))
    assert (INTEREST, "9.3") in cited(desk)


def test_a_rate_that_was_confirmed_without_the_contracts_words_is_not_cited():
    desk = a_desk_late_by(80)
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate="日万分之五", law="CN"))
    assert (INTEREST, "9.3") not in cited(desk)


def test_a_contract_without_a_rate_claims_none():
    desk = a_desk_late_by(80)
    said(desk, TermField.LATE_INTEREST, TermState.CONFIRMED)
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate="none", law="CN", clause="9.3"))
    assert (INTEREST, "9.3") not in cited(desk)


def test_words_that_are_no_term_of_payment_are_not_cited_as_one():
    desk = a_desk_late_by(80)
    said(desk, TermField.PAYMENT_TERM, TermState.REJECTED)
    assert cited(desk) == []


def test_a_confirmation_is_lost_with_its_words():
    desk = a_desk_late_by(80)
    said(desk, TermField.SUSPENSION, TermState.CONFIRMED)
    import_contract(desk, "lin", CONTRACT.replace("45日", "60日"), number="K-1", customer_code="C1")
    assert cited(desk) == [(PAYMENT, "7.1")]
