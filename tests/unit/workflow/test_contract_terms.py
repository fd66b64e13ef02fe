from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.domain.contract_terms import TermField, TermState
from assistant.domain.late_terms import Per, Rate
from assistant.errors import BadInput, NotFound, Refused
from assistant.intake.given_entries import TermGiven
from assistant.workflow.contract_terms import TermsOfContract, check_term, terms_of
from assistant.workflow.desk import Desk
from assistant.workflow.import_contract import import_contract
from assistant.workflow.late_terms import GivenTerms, confirm_terms
from tests.desk import a_desk
from tests.unit.planning.accounts import TODAY

CONTRACT = """第七条 付款
7.1 买方应于开票后30日内付清全部货款。
7.2 签约后买方支付____%作为预付款。
第九条 违约责任
9.3 买方逾期付款的，按日万分之五向卖方支付逾期付款违约金。
9.4 买方货款逾期超过45日的，卖方可提前10日书面通知，暂停供货。
"""


def a_desk_with(text: str = CONTRACT) -> Desk:
    desk = a_desk()
    import_contract(desk, "lin", text, number="K-1", customer_code="C1")
    return desk


def terms(desk: Desk) -> TermsOfContract:
    with desk.record.read() as tx:
        return terms_of(tx, "K-1")


def term(desk: Desk, field: TermField) -> str:
    return next(line.id for line in terms(desk).lines if line.field is field)


def check(desk: Desk, of: TermField, **given: object):
    values = {"state": TermState.CONFIRMED, "term": term(desk, of)} | given
    return check_term(desk, "lin", "K-1", TermGiven(**values))


def test_every_term_that_is_read_waits_for_a_word_with_its_clause_and_its_place():
    lines = terms(a_desk_with()).lines
    assert [(line.field.value, line.clause and line.clause.number, line.checked) for line in lines] == [
        ("payment_term", "7.1", None),
        ("deposit", "7.2", None),
        ("late_interest", "9.3", None),
        ("suspension", "9.4", None),
    ]
    assert [CONTRACT[line.start : line.end] == line.quote for line in lines] == [True] * 4


def test_a_confirmed_term_keeps_who_said_so_when_and_is_told_in_the_audit_log():
    desk = a_desk_with()
    kept, notes, changed = check(desk, TermField.PAYMENT_TERM, note="as always")
    assert (kept.state, kept.checked_by, kept.checked_on, kept.note) == (TermState.CONFIRMED, "lin", TODAY, "as always")
    assert (notes, changed) == ((), True)
    assert terms(desk).line(kept.id).checked == kept
    with desk.record.read() as tx:
        assert [(e.actor, e.event, e.subject) for e in tx.audit_entries()][-1] == ("lin", "term_confirmed", "K-1")


def test_the_same_word_again_changes_nothing():
    desk = a_desk_with()
    first, _, _ = check(desk, TermField.SUSPENSION)
    with desk.record.read() as tx:
        before = len(list(tx.audit_entries()))
    assert check(desk, TermField.SUSPENSION) == (first, (), False)
    with desk.record.read() as tx:
        assert len(list(tx.audit_entries())) == before


def test_a_correction_changes_what_holds_and_says_that_it_is_one():
    desk = a_desk_with()
    kept, _, _ = check(desk, TermField.PAYMENT_TERM, changes={"days": "45", "trigger": "invoice_receipt"})
    assert kept.state is TermState.CORRECTED
    assert kept.value == {"days": Decimal(45), "trigger": "invoice_receipt"}
    line = terms(desk).line(kept.id)
    assert (line.value, line.read.value) == (kept.value, {"trigger": "invoice_date", "days": Decimal(30)})


def test_a_form_that_changes_nothing_confirms():
    desk = a_desk_with()
    kept, _, _ = check(desk, TermField.PAYMENT_TERM, changes={"days": "30", "trigger": "invoice_date", "months": ""})
    assert kept.state is TermState.CONFIRMED


def test_a_blank_cannot_be_confirmed_but_filled_in():
    desk = a_desk_with()
    with pytest.raises(Refused, match="leave a blank") as refused:
        check(desk, TermField.DEPOSIT)
    assert refused.value.code == "term_unread"
    kept, _, _ = check(desk, TermField.DEPOSIT, changes={"percent": "20"})
    assert (kept.state, kept.value) == (TermState.CORRECTED, {"percent": Decimal(20)})


def test_interest_is_computed_by_a_confirmed_rate_and_by_the_law_that_was_named():
    desk = a_desk_with()
    _, notes, _ = check(desk, TermField.LATE_INTEREST, law="cn")
    assert notes == ()
    with desk.record.read() as tx:
        (kept,) = tx.late_terms("C1")
    assert (kept.rate, kept.law, kept.clause) == (Rate(percent=Decimal("0.05"), per=Per.DAY), "CN", "9.3")
    assert kept.quote == "9.3 买方逾期付款的，按日万分之五向卖方支付逾期付款违约金。"


def test_a_rate_without_a_law_says_that_nobody_named_one():
    _, notes, _ = check(a_desk_with(), TermField.LATE_INTEREST)
    assert [note.code for note in notes] == ["law_of_terms_open"]


def test_a_published_rate_that_nobody_keeps_is_confirmed_but_not_computed():
    desk = a_desk_with("第九条 违约责任\n9.1 买方逾期付款的，按香港银行同业拆息加2%向卖方支付逾期利息。\n")
    _, notes, changed = check(desk, TermField.LATE_INTEREST)
    assert (changed, [note.code for note in notes]) == (True, ["rate_not_computable"])
    with desk.record.read() as tx:
        assert tx.late_terms("C1") == ()


def test_a_rate_that_can_be_read_in_two_ways_is_for_a_person_to_settle():
    desk = a_desk_with("第九条 违约责任\n9.1 买方逾期付款的，按LPR+2%支付逾期利息。\n")
    with pytest.raises(Refused, match="read in two ways"):
        check(desk, TermField.LATE_INTEREST)
    check(desk, TermField.LATE_INTEREST, changes={"margin": "2"}, law="CN")
    with desk.record.read() as tx:
        assert [terms.rate for terms in tx.late_terms("C1")] == [Rate(reference="LPR_1Y", margin=Decimal(2))]


def test_what_interest_is_computed_by_is_not_rejected_before_something_else_is_said():
    desk = a_desk_with()
    check(desk, TermField.LATE_INTEREST, law="CN")
    with pytest.raises(Refused, match="say first") as refused:
        check(desk, TermField.LATE_INTEREST, state=TermState.REJECTED)
    assert refused.value.code == "interest_rests_on_term"
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate="none", law="CN"))
    assert check(desk, TermField.LATE_INTEREST, state=TermState.REJECTED)[0].state is TermState.REJECTED


def test_what_interest_is_computed_by_does_not_lose_its_rate_while_interest_goes_on_by_it():
    desk = a_desk_with()
    check(desk, TermField.LATE_INTEREST, law="CN")
    with pytest.raises(Refused) as refused:
        check(desk, TermField.LATE_INTEREST, changes={"rate": "", "unit": "", "basis": "contract_price"})
    assert refused.value.code == "interest_rests_on_term"
    assert next(line for line in terms(desk).lines if line.field is TermField.LATE_INTEREST).value["rate"] == Decimal(5)


def test_the_clause_by_which_interest_is_computed_is_not_rejected_as_a_term_either():
    desk = a_desk_with()
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate="日万分之五", law="CN", clause="9.3"))
    with pytest.raises(Refused, match="say first"):
        check(desk, TermField.LATE_INTEREST, state=TermState.REJECTED)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"rate": "100000"}, "rate_unlikely"),
        ({"rate": "0"}, "rate_unlikely"),
        ({"rate": "", "unit": "", "benchmark": "LPR_1Y", "factor": "15"}, "rate_unlikely"),
        ({"grace_days": "366"}, "grace_out_of_range"),
    ],
)
def test_a_rate_or_a_grace_that_nobody_would_agree_is_no_correction(changes, code):
    desk = a_desk_with()
    with pytest.raises(BadInput) as refused:
        check(desk, TermField.LATE_INTEREST, changes=changes)
    assert refused.value.code == code
    assert [line.checked for line in terms(desk).lines if line.field is TermField.LATE_INTEREST] == [None]


def test_a_term_that_was_missed_is_added_with_the_contracts_own_words():
    desk = a_desk_with(CONTRACT + "9.5 催款费用另计。\n")
    given = {"term": "", "field": TermField.COLLECTION_COST, "quote": "9.5 催款费用另计。"}
    kept, _, _ = check(desk, TermField.SUSPENSION, **given, changes={"borne_by": "debtor"})
    line = terms(desk).line(kept.id)
    assert (line.read, line.clause.number, line.value) == (None, "9.5", {"borne_by": "debtor"})


@pytest.mark.parametrize("quote", ["", "  ", "卖方可随时加价"])
def test_words_that_the_contract_does_not_hold_are_no_term(quote):
    desk = a_desk_with()
    given = TermGiven(state=TermState.CONFIRMED, field=TermField.DEPOSIT, quote=quote)
    with pytest.raises(BadInput, match="letter for letter"):
        check_term(desk, "lin", "K-1", replace(given, changes={"percent": "20"}))


def test_words_that_cross_a_line_are_found_as_the_list_prints_them():
    desk = a_desk_with("5. Payment\n5.1 The Buyer bears the cost\n    of collection.\n")
    given = TermGiven(
        state=TermState.CONFIRMED,
        field=TermField.COLLECTION_COST,
        quote="bears the cost of collection",
        changes={"borne_by": "debtor"},
    )
    kept, _, _ = check_term(desk, "lin", "K-1", given)
    assert kept.quote == "bears the cost\n    of collection"


def test_words_that_stand_twice_do_not_say_which_clause_is_meant():
    given = TermGiven(state=TermState.CONFIRMED, field=TermField.DEPOSIT, quote="买方", changes={"percent": "20"})
    with pytest.raises(BadInput, match="stand 4 times") as refused:
        check_term(a_desk_with(), "lin", "K-1", given)
    assert refused.value.code == "term_quote_repeated"


def test_what_was_said_stays_while_the_words_stand_and_is_lost_with_them():
    desk = a_desk_with()
    kept, _, _ = check(desk, TermField.SUSPENSION)
    import_contract(desk, "lin", "前言\n" + CONTRACT, number="K-1", customer_code="C1")
    moved = terms(desk)
    assert (moved.line(kept.id).checked, moved.lost) == (kept, ())
    import_contract(desk, "lin", CONTRACT.replace("45日", "60日"), number="K-1", customer_code="C1")
    changed = terms(desk)
    assert changed.lost == (kept,)
    assert [line.checked for line in changed.lines if line.field is TermField.SUSPENSION] == [None]


def test_a_rejected_term_is_listed_with_its_verdict_and_can_be_taken_back():
    desk = a_desk_with()
    kept, _, _ = check(desk, TermField.SUSPENSION, state=TermState.REJECTED, note="struck out by hand")
    assert not terms(desk).line(kept.id).checked.holds
    assert check(desk, TermField.SUSPENSION)[0].state is TermState.CONFIRMED


def test_an_old_page_does_not_bring_back_what_a_colleague_has_rejected_since():
    desk = a_desk_with()
    seen = terms(desk).line(term(desk, TermField.SUSPENSION)).seen
    check(desk, TermField.SUSPENSION, state=TermState.REJECTED, note="struck out by hand")
    with pytest.raises(Refused) as refused:
        check(desk, TermField.SUSPENSION, seen=seen)
    assert refused.value.code == "term_said_since"
    rejected = terms(desk).line(term(desk, TermField.SUSPENSION))
    assert not rejected.checked.holds
    assert check(desk, TermField.SUSPENSION, seen=rejected.seen)[0].state is TermState.CONFIRMED


def test_two_people_who_say_the_same_do_not_stand_in_each_others_way():
    desk = a_desk_with()
    seen = terms(desk).line(term(desk, TermField.SUSPENSION)).seen
    first, _, _ = check(desk, TermField.SUSPENSION, seen=seen)
    assert check(desk, TermField.SUSPENSION, seen=seen) == (first, (), False)


def test_a_term_or_a_contract_that_is_not_there_is_not_found():
    desk = a_desk_with()
    with pytest.raises(NotFound, match="has no term 'deposit-0'"):
        check_term(desk, "lin", "K-1", TermGiven(state=TermState.CONFIRMED, term="deposit-0"))
    with pytest.raises(NotFound):
        check_term(desk, "lin", "K-2", TermGiven(state=TermState.CONFIRMED, term="deposit-0"))


def test_two_terms_of_one_sentence_are_checked_one_by_one():
    both = "9.1 买方逾期付款的，按日万分之五支付违约金；逾期超过30日的，自第31日起按日万分之八支付违约金。"
    desk = a_desk_with(f"第九条 违约责任\n{both}\n")
    first, second = (line.id for line in terms(desk).lines if line.field is TermField.LATE_INTEREST)
    check_term(desk, "lin", "K-1", TermGiven(state=TermState.CONFIRMED, term=first))
    assert [(line.id, line.checked is None) for line in terms(desk).lines if line.field is TermField.LATE_INTEREST] == [
        (first, False),
        (second, True),
    ]
