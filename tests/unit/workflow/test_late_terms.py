from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.late_terms import LateTerms, Per, Rate
from assistant.errors import BadInput, NotFound, Refused
from assistant.workflow.desk import Desk
from assistant.workflow.import_contract import import_contract
from assistant.workflow.late_terms import GivenTerms, answer_question, confirm_terms, open_matters
from assistant.workflow.reference_rates import kept_rates, set_rate
from tests.desk import a_desk
from tests.unit.planning.accounts import TODAY, a_customer, an_invoice

CONTRACT = """第七条 付款
7.1 买方应于开票后30日内付款。
第九条 违约责任
9.3 买方逾期付款的，按日万分之五向卖方支付逾期付款违约金。
"""


def a_desk_with_contract() -> Desk:
    desk = a_desk()
    import_contract(desk, "lin", CONTRACT, number="K-1", customer_code="C1")
    return desk


def confirm(desk: Desk, **given: object) -> tuple[LateTerms, bool]:
    values = {"contract": "K-1", "rate": "日万分之五", "law": "CN", "clause": "9.3"} | given
    terms, _, changed = confirm_terms(desk, "lin", GivenTerms(**values))
    return terms, changed


def events(desk: Desk) -> list[tuple[str, str, str]]:
    with desk.record.read() as tx:
        return [(entry.actor, entry.event, entry.subject) for entry in tx.audit_entries()]


def test_terms_are_kept_with_who_said_so_when_and_the_clauses_own_words():
    desk = a_desk_with_contract()
    terms, changed = confirm(desk, grace_days=3)
    assert changed
    assert (terms.rate, terms.law, terms.grace_days) == (Rate(percent=Decimal("0.05"), per=Per.DAY), "CN", 3)
    assert (terms.confirmed_by, terms.confirmed_on, terms.customer_code) == ("lin", TODAY, "C1")
    assert "按日万分之五" in terms.quote
    assert events(desk)[-1] == ("lin", "late_terms_confirmed", "K-1")
    with desk.record.read() as tx:
        assert tx.late_terms("C1") == (terms,)


def test_the_same_terms_again_change_nothing_and_other_terms_replace_them():
    desk = a_desk_with_contract()
    first, _ = confirm(desk)
    before = len(events(desk))
    assert confirm(desk) == (first, False)
    assert len(events(desk)) == before
    assert confirm(desk, rate="无")[0].rate is None
    assert confirm(desk, rate="none") == (confirm(desk, rate="無")[0], False)
    with desk.record.read() as tx:
        assert [terms.rate for terms in tx.late_terms("C1")] == [None]


def test_words_that_were_quoted_go_before_those_of_the_clause():
    assert confirm(a_desk_with_contract(), quote="按日万分之五")[0].quote == "按日万分之五"


def test_a_contract_that_is_not_imported_needs_its_customer():
    desk = a_desk()
    with pytest.raises(NotFound) as raised:
        confirm(desk, contract="K-9")
    assert raised.value.code == "unknown_contract"
    assert confirm(desk, contract="K-9", customer="C1")[0].customer_code == "C1"


def test_a_contract_of_another_customer_is_refused_imported_or_not():
    desk = a_desk_with_contract()
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(code="C2"))
    confirm(desk, contract="K-9", customer="C1")
    for number in ("K-1", "K-9"):
        with pytest.raises(Refused) as raised:
            confirm(desk, contract=number, customer="C2")
        assert raised.value.code == "contract_of_another"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"rate": "LPR加计30%-50%"}, "rate_is_range"),
        ({"rate": "a fair rate"}, "rate_unread"),
        ({"rate": "1" * 2001}, "value_too_long"),
        ({"law": "China"}, "unknown_region"),
        ({"grace_days": -1}, "grace_out_of_range"),
        ({"grace_days": 366}, "grace_out_of_range"),
        ({"contract": " "}, "value_needed"),
        ({"quote": "每日\0"}, "damaged_value"),
        ({"clause": "8" * 201}, "value_too_long"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(given, code):
    desk = a_desk_with_contract()
    with pytest.raises(BadInput) as raised:
        confirm(desk, **given)
    assert raised.value.code == code
    with desk.record.read() as tx:
        assert tx.late_terms("C1") == ()


@pytest.mark.parametrize(("written", "code"), [("uk", "GB"), ("de", "DE"), ("", ""), ("EL", "GR")])
def test_a_region_is_taken_as_people_write_it(written, code):
    assert confirm(a_desk_with_contract(), law=written)[0].law == code


# --- rates ---


def test_a_rate_is_kept_from_its_day_and_a_correction_replaces_it():
    desk = a_desk()
    assert set_rate(desk, "lin", "lpr_1y", date(2026, 5, 20), "3.10%", "notice")[1]
    assert not set_rate(desk, "lin", "LPR_1Y", date(2026, 5, 20), "3.10", "notice")[1]
    assert set_rate(desk, "lin", "LPR_1Y", date(2026, 5, 20), "3.00", "notice")[1]
    set_rate(desk, "lin", "LPR_1Y", date(2026, 4, 20), "3.20", "notice")
    kept = {series.id: [(r.valid_from, r.percent) for r in rates] for series, rates in kept_rates(desk)}
    assert kept == {
        "LPR_1Y": [(date(2026, 5, 20), Decimal("3.00")), (date(2026, 4, 20), Decimal("3.20"))],
        "ECB_REFERENCE": [],
        "BOE_BASE": [],
    }
    with desk.record.read() as tx:
        corrected = [entry.body["was"] for entry in tx.audit_entries() if entry.event == "reference_rate_set"]
    assert corrected == [None, "3.10", None]


@pytest.mark.parametrize("percent", ["NaN", "1e2", "3,1", "", "1234", "３.１"])
def test_a_rate_is_plain_figures(percent):
    with pytest.raises(BadInput) as raised:
        set_rate(a_desk(), "lin", "LPR_1Y", date(2026, 5, 20), percent, "notice")
    assert raised.value.code == "not_a_percentage"


def test_a_rate_of_no_law_table_is_refused():
    with pytest.raises(NotFound):
        set_rate(a_desk(), "lin", "PRIME", date(2026, 5, 20), "5", "notice")


# --- questions ---


def test_an_answer_is_kept_with_who_gave_it_and_may_be_corrected():
    desk = a_desk()
    rule, question = "cn.sme-late-interest", "creditor_sme"
    given, changed = answer_question(desk, "lin", "C1", rule, question, answer=True, evidence="self-test 2026")
    assert (changed, given.by, given.on, given.evidence) == (True, "lin", TODAY, "self-test 2026")
    assert not answer_question(desk, "mei", "C1", rule, question, answer=True, evidence="self-test 2026")[1]
    assert answer_question(desk, "mei", "C1", rule, question, answer=False)[1]
    with desk.record.read() as tx:
        assert [(answer.answer, answer.by) for answer in tx.scope_answers("C1")] == [(False, "mei")]


def test_only_questions_of_the_tables_about_known_customers_are_answered():
    for customer, question, code in (("C1", "is_rich", "unknown_question"), ("C9", "creditor_sme", "unknown_customer")):
        with pytest.raises(NotFound) as raised:
            answer_question(a_desk(), "lin", customer, "cn.sme-late-interest", question, answer=True)
        assert raised.value.code == code


def test_what_is_open_about_a_customer_is_listed_with_what_was_said():
    desk = a_desk_with_contract()
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(5, number="INV-2", contract_no="K-2"))
    answer_question(desk, "lin", "C1", "cn.sales-late-interest", "sale", answer=True)
    confirm(desk)
    matters = open_matters(desk, "C1")
    assert [terms.contract_no for terms in matters.confirmed] == ["K-1"]
    assert (matters.unconfirmed, matters.without_contract) == (("K-2",), True)
    assert [(a.rule, a.question.id, a.answer and a.answer.answer) for a in matters.asked] == [
        ("cn.no-contract", "governs", None),
        ("cn.no-contract", "none_agreed", None),
        ("cn.sme-late-interest", "creditor_sme", None),
        ("cn.sme-late-interest", "debtor_in_scope", None),
        ("cn.sme-late-interest", "sme_told", None),
        ("cn.sales-late-interest", "sale", True),
    ]


def test_a_contract_under_another_law_brings_the_questions_of_that_law():
    desk = a_desk_with_contract()
    confirm(desk, rate="none", law="TW")
    assert [law.id for law in open_matters(desk, "C1").laws] == ["cn", "tw"]
