from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.daily_rate import Fixing
from assistant.domain.late_terms import LateTerms, Per, Rate, ScopeAnswer
from assistant.law import Basis, Known, NoBasis, basis_of, law_of, shipped_law, within_range
from tests.unit.domain.late import an_invoice
from tests.unit.planning.accounts import a_customer

DAILY = Rate(percent=Decimal("0.05"), per=Per.DAY)
SME = ("creditor_sme", "debtor_in_scope", "sme_told")
DUE = date(2026, 1, 31)


def terms(rate: Rate | None = None, law: str = "CN", **changes: object) -> LateTerms:
    values = {"clause": "9.3", "quote": "", "grace_days": 0, "confirmed_by": "lin", "confirmed_on": date(2026, 6, 1)}
    return LateTerms(contract_no="K-1", customer_code="C1", law=law, rate=rate, **(values | changes))


def known(*kept: LateTerms, region: str = "CN", **answers: bool) -> Known:
    """What is known; an answer is named by rule and question: ``sales_late_interest__sale=True``."""
    law = shipped_law().of_region(region)
    given = []
    for name, answer in answers.items():
        rule, _, question = name.partition("__")
        rule = f"{law.id if law else 'cn'}.{rule.replace('_', '-')}"
        given.append(
            ScopeAnswer(customer_code="C1", rule=rule, question=question, answer=answer, by="lin", on=date(2026, 6, 1))
        )
    return Known.of(a_customer(region=region), kept, given, shipped_law())


def basis(what: Known, *, contract: str = "K-1", due: date = DUE) -> Basis | NoBasis:
    return basis_of(an_invoice(due=due, contract_no=contract), what)


def refused(what: Known, **how: object) -> tuple[str, list[str]]:
    found = basis(what, **how)
    assert isinstance(found, NoBasis)
    return found.why.code, [question.id for _, question in found.open_questions]


def claimed(what: Known, **how: object) -> Basis:
    found = basis(what, **how)
    assert isinstance(found, Basis), found
    return found


def sme(**changes: bool) -> dict[str, bool]:
    return {f"sme_late_interest__{question}": True for question in SME} | changes


def test_confirmed_terms_of_the_contract_go_before_every_rule_of_law():
    found = claimed(known(terms(DAILY), **sme()))
    assert (found.rule, found.rates[0].rate, found.rates[0].ceiling) == (None, DAILY, None)


def test_a_contract_that_nobody_confirmed_gives_nothing_even_where_the_law_would():
    assert refused(known(**sme())) == ("terms_not_confirmed", [])


def test_without_an_agreed_rate_the_first_rule_in_scope_is_taken():
    found = claimed(known(terms(), **sme(sales_late_interest__sale=True)))
    assert (found.rule.id, found.rates[0].valid_from) == ("cn.sme-late-interest", date(2025, 6, 1))


@pytest.mark.parametrize("missing", SME)
def test_a_rule_needs_every_one_of_its_questions_answered_with_yes(missing):
    answers = sme()
    del answers[f"sme_late_interest__{missing}"]
    assert refused(known(terms(), **answers, sales_late_interest__sale=False)) == ("questions_open", [missing])
    assert refused(known(terms(), **answers | {f"sme_late_interest__{missing}": False}))[1] == ["sale"]


def test_a_no_to_every_rule_ends_the_matter():
    answers = {"sme_late_interest__sme_told": False, "sales_late_interest__sale": False}
    assert refused(known(terms(), **answers)) == ("out_of_scope", [])


def test_the_price_of_a_sale_gives_a_range_of_which_neither_end_is_chosen():
    found = claimed(known(terms(), sales_late_interest__sale=True))
    assert [(r.rate.reference, r.rate.factor, r.fixing) for r in found.rates] == [
        ("LPR_1Y", Decimal("1.3"), Fixing.AT_START),
        ("LPR_1Y", Decimal("1.5"), Fixing.AT_START),
    ]
    assert [question.id for _, question in found.open_questions] == list(SME)


def test_a_person_may_choose_within_the_range_and_not_outside():
    found = claimed(known(terms(), sales_late_interest__sale=True))
    assert [rate.rate.factor for rate in within_range(found, Decimal("1.4")).rates] == [Decimal("1.4")]
    assert [rate.rate.factor for rate in within_range(found, Decimal("1.5")).rates] == [Decimal("1.5")]
    assert within_range(found, None) == found
    for outside in ("1.29", "1.51"):
        with pytest.raises(ValueError, match="not between"):
            within_range(found, Decimal(outside))


def test_delays_that_began_before_the_interpretation_have_no_statutory_rate():
    what = known(terms(), sales_late_interest__sale=True, sme_late_interest__sme_told=False)
    assert refused(what, due=date(2019, 8, 18)) == ("out_of_scope", [])
    assert claimed(what, due=date(2019, 8, 19)).rule.id == "cn.sales-late-interest"


def test_without_a_word_on_the_governing_law_no_statute_is_applied():
    assert refused(known(terms(law=""), **sme())) == ("law_not_said", [])
    assert refused(known(terms(law="US"))) == ("no_law_table", [])


def test_hong_kong_gives_nothing_without_a_contract():
    assert refused(known(terms(law="HK"), region="HK")) == ("no_statutory_interest", [])
    assert refused(known(region="HK"), contract="") == ("no_statutory_interest", [])


def test_an_invoice_without_a_contract_asks_first_whose_law_governs_and_whether_anything_was_agreed():
    assert refused(known(), contract="") == ("questions_open", ["governs", "none_agreed"])
    answers = {"no_contract__governs": True, "no_contract__none_agreed": True}
    assert refused(known(**answers), contract="")[0] == "questions_open"
    assert claimed(known(**answers, **sme()), contract="").rule.id == "cn.sme-late-interest"
    assert refused(known(**answers | {"no_contract__none_agreed": False}, **sme()), contract="") == (
        "no_contract_and_no_law",
        [],
    )
    assert refused(known(region="US"), contract="") == ("no_law_table", [])


def test_taiwan_cuts_agreed_rates_and_does_so_even_while_the_law_is_only_probable():
    for law in ("TW", ""):
        found = claimed(known(terms(DAILY, law=law), region="TW"))
        assert (found.rates[0].ceiling.rule, found.rates[0].ceiling.percent) == ("tw.ceiling", Decimal(16))
    assert claimed(known(terms(DAILY, law="GB"), region="TW")).rates[0].ceiling is None


def test_taiwan_counts_from_a_demand_where_no_day_was_fixed():
    assert refused(known(terms(law="TW"), region="TW")) == ("questions_open", ["fixed_due_date"])
    assert not claimed(known(terms(law="TW"), region="TW", statutory_interest__fixed_due_date=True)).from_demand
    assert claimed(known(terms(law="TW"), region="TW", statutory_interest__fixed_due_date=False)).from_demand


def test_the_fixed_sum_comes_with_the_statutes_interest_and_not_with_an_agreed_rate():
    answers = {f"late_interest__{question}": True for question in ("commercial", "performed", "responsible")}
    assert claimed(known(terms(law="DE"), region="DE", **answers)).fixed_sum.id == "eu.fixed-sum"
    assert claimed(known(terms(DAILY, law="DE"), region="DE", **answers)).fixed_sum is None


def test_warnings_fit_the_claim():
    agreed = claimed(known(terms(DAILY)))
    by_law = claimed(known(terms(), sales_late_interest__sale=True))
    assert [warning.id for warning in agreed.warnings] == ["cn.excess", "cn.confirmation-letter"]
    assert [warning.id for warning in by_law.warnings] == ["cn.confirmation-letter"]
    in_scope = claimed(known(terms(DAILY), **sme()))
    assert [warning.id for warning in in_scope.warnings] == [
        "cn.excess",
        "cn.confirmation-letter",
        "cn.sme-agreed-floor",
    ]
    assert claimed(known(terms(DAILY, law="HK"), region="HK")).warnings == ()


def test_days_of_grace_are_the_contracts():
    assert claimed(known(terms(DAILY, grace_days=7))).grace_days == 7
    grace = replace(terms(), grace_days=5)
    what = known(grace, sales_late_interest__sale=True, sme_late_interest__sme_told=False)
    assert claimed(what, due=date(2019, 8, 14)).grace_days == 5
    assert refused(what, due=date(2019, 8, 13)) == ("out_of_scope", [])


def test_whose_law_governs_is_confirmed_by_terms_or_by_an_answer_and_else_only_probable():
    def found(what: Known, contract: str = "K-1") -> tuple[str | None, str, bool]:
        law, region, confirmed = law_of(contract, what)
        return law.id if law else None, region, confirmed

    assert found(known(terms(law="TW"))) == ("tw", "TW", True)
    assert found(known(terms(law=""))) == ("cn", "CN", False)
    assert found(known(no_contract__governs=True)) == ("cn", "CN", False)
    assert found(known(no_contract__governs=True), "") == ("cn", "CN", True)
    assert found(known(no_contract__governs=False), "") == ("cn", "CN", False)
    assert found(known(terms(law="US"))) == (None, "US", True)
