from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from assistant.domain.commitments import ContactMade, Dispute, Instalment, InterestTreatment, PaymentPlan
from assistant.domain.language import Language
from assistant.domain.ledger import LedgerStamp, Payment
from assistant.domain.money import Money
from assistant.errors import BadInput, NotFound
from assistant.law import NoBasis
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.import_contract import import_contract
from assistant.workflow.late_amounts import CaseInterest, InvoiceInterest
from assistant.workflow.late_interest import InterestWishes, interest_on, read_factor
from assistant.workflow.late_terms import GivenTerms, answer_question, confirm_terms
from assistant.workflow.reference_rates import set_rate
from tests.desk import a_desk, pay
from tests.unit.planning.accounts import TODAY, a_customer, an_invoice, cny

DUE = date(2026, 5, 27)


def with_contract(
    desk: Desk, *, rate: str = "0.05% per day", law: str = "CN", region: str = "CN", **given: object
) -> Desk:
    """A desk whose one invoice (CNY 10,000.00, due on 27 May, 20 days ago) is under a contract with these terms."""
    with desk.record.begin() as tx:
        tx.save_customer(a_customer(region=region))
        tx.save_invoice(an_invoice(20, contract_no="K-1"))
    confirm_terms(desk, "lin", GivenTerms(contract="K-1", rate=rate, law=law, customer="C1", **given))
    return desk


def answered(desk: Desk, rule: str, **answers: bool) -> Desk:
    for question, answer in answers.items():
        answer_question(desk, "lin", "C1", rule, question, answer=answer)
    return desk


def on(desk: Desk, **wishes: object) -> CaseInterest:
    return interest_on(desk, "C1-CNY", InterestWishes(**wishes))


def only(found: CaseInterest) -> InvoiceInterest:
    (line,) = found.invoices
    return line


def notes(found: CaseInterest) -> list[str]:
    return [note.code for note in (*only(found).notes, *found.notes)]


def why_not(found: CaseInterest) -> str:
    basis = only(found).basis
    assert isinstance(basis, NoBasis)
    return basis.why.code


def test_a_confirmed_contract_gives_the_sum_with_its_steps():
    found = on(with_contract(a_desk(), clause="9.3"))
    (computed,) = only(found).computed
    assert (found.low, found.high, computed.total) == (cny("100.00"), cny("100.00"), cny("100.00"))
    (segment,) = computed.interest.segments
    assert (segment.first, segment.last, segment.days) == (date(2026, 5, 28), date(2026, 6, 16), 20)
    assert found.is_complete


def test_an_unconfirmed_contract_gives_nothing():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(20, contract_no="K-1"))
    found = on(desk)
    assert (why_not(found), found.low) == ("terms_not_confirmed", cny("0.00"))


def test_a_case_without_contracts_names_the_questions_that_stand_open():
    found = on(a_desk())
    assert why_not(found) == "questions_open"
    assert [(rule, question.id) for rule, question in found.open_questions] == [
        ("cn.no-contract", "governs"),
        ("cn.no-contract", "none_agreed"),
    ]


def test_the_law_gives_a_range_and_both_ends_are_shown():
    desk = answered(with_contract(a_desk(), rate="none"), "cn.sales-late-interest", sale=True)
    set_rate(desk, "lin", "LPR_1Y", date(2026, 5, 20), "3.65", "test")
    found = on(desk)
    # 3.65 % is 1/10,000 a day: 1.00 on 10,000.00, times 1.3 and 1.5, for 20 days
    assert (found.low, found.high) == (cny("26.00"), cny("30.00"))
    assert [computed.total for computed in only(found).computed] == [cny("26.00"), cny("30.00")]
    chosen = on(desk, factor=Decimal("1.4"))
    assert (chosen.low, chosen.high) == (cny("28.00"), cny("28.00"))


def test_a_factor_outside_the_range_of_the_law_is_refused():
    desk = answered(with_contract(a_desk(), rate="none"), "cn.sales-late-interest", sale=True)
    with pytest.raises(BadInput) as raised:
        on(desk, factor=Decimal("1.6"))
    assert raised.value.code == "factor_out_of_range"


def test_a_missing_rate_is_said_with_its_days_and_nothing_is_computed_for_them():
    desk = answered(with_contract(a_desk(), rate="none"), "cn.sales-late-interest", sale=True)
    found = on(desk)
    assert not found.is_complete
    assert found.high == cny("0.00")
    said = next(note for note in only(found).notes if note.code == "not_computed")
    assert (said.details["first"], said.details["last"]) == (date(2026, 5, 28), date(2026, 6, 16))
    assert said.details["why"].details == {"series": "LPR_1Y", "day": date(2026, 5, 28)}


def test_a_rate_that_nobody_renewed_for_long_is_pointed_out():
    desk = with_contract(a_desk(), rate="LPR x 1.5")
    set_rate(desk, "lin", "LPR_1Y", date(2025, 11, 1), "3.65", "test")
    assert "rate_is_old" in notes(on(desk))
    set_rate(desk, "lin", "LPR_1Y", date(2026, 5, 20), "3.65", "test")
    assert "rate_is_old" not in notes(on(desk))


def test_a_rate_that_the_law_fixes_when_the_delay_begins_is_as_old_as_the_delay():
    desk = answered(with_contract(a_desk(), rate="none"), "cn.sales-late-interest", sale=True)
    set_rate(desk, "lin", "LPR_1Y", date(2026, 5, 20), "3.65", "test")
    assert "rate_is_old" not in notes(on(desk, as_of=date(2027, 5, 20)))


def test_the_prc_warnings_come_with_an_agreed_penalty():
    found = on(with_contract(a_desk()))
    said = [note.details["article"] for note in only(found).notes if note.code == "law_warning"]
    assert said == ["65", "18 (3)"]


def test_a_ceiling_of_the_law_is_shown_with_what_was_agreed():
    found = on(with_contract(a_desk(), rate="20% p.a.", law="TW", region="TW"))
    assert found.low == cny("87.67")
    cut = next(note for note in only(found).notes if note.code == "cut_by_ceiling")
    assert (cut.details["percent"], cut.details["agreed"]) == (Decimal(16), cny("109.59"))
    assert Wording.of(Language.ZH_HANT).reason(cut) == (
        "已依法定上限週年 16% 計算（民法，205）；依約定利率應為 CNY 109.59。"
    )


def test_what_a_ceiling_cut_is_told_in_amounts_that_the_currency_is_billed_in():
    desk = with_contract(a_desk(), rate="20% p.a.", law="TW", region="TW")
    with desk.record.begin() as tx:
        tx.save_creditor(replace(tx.creditor(), billing_digits={"CNY": 0}))
    cut = next(note for note in only(on(desk)).notes if note.code == "cut_by_ceiling")
    assert cut.details["agreed"] == cny("110.00")


def test_a_claim_under_a_contract_whose_law_nobody_named_says_so():
    assert "law_of_contract_open" in notes(on(with_contract(a_desk(), law="")))
    assert "law_of_contract_open" not in notes(on(with_contract(a_desk())))


def test_a_contract_that_was_replaced_by_one_without_the_confirmed_words_is_pointed_out():
    desk = with_contract(a_desk(), quote="按日万分之五")
    assert "interest_words_gone" not in notes(on(desk))
    for rate, gone in (("五", False), ("三", True)):
        text = f"第九条 违约责任\n9.3 买方逾期付款的，按日万分之{rate}支付违约金。\n"
        import_contract(desk, "lin", text, number="K-1", customer_code="C1")
        assert ("interest_words_gone" in notes(on(desk))) is gone


def test_payments_reduce_the_principal_first_and_that_is_said():
    desk = with_contract(a_desk())
    with desk.record.begin() as tx:
        tx.save_payment(_payment("4000.00", date(2026, 6, 6)))
    found = on(desk)
    assert found.low == cny("80.00")
    assert "principal_first" in notes(found)
    assert "principal_first" not in notes(on(with_contract(a_desk())))


def test_an_invoice_paid_in_time_is_not_listed_and_one_paid_late_is():
    desk = with_contract(a_desk())
    with desk.record.begin() as tx:
        tx.save_payment(_payment("10000.00", DUE))
    assert on(desk).invoices == ()
    late = with_contract(a_desk())
    with late.record.begin() as tx:
        tx.save_payment(_payment("10000.00", date(2026, 6, 1)))
    assert on(late).low == cny("25.00")


def test_the_sum_of_a_case_is_the_sum_of_what_is_shown():
    desk = with_contract(a_desk(), rate="0.05% per day")
    with desk.record.begin() as tx:
        for n in range(3):
            tx.save_invoice(an_invoice(1, number=f"S-{n}", amount="10.00", contract_no="K-1"))
    found = on(desk)
    assert [str(line.computed[0].total.decimal) for line in found.invoices] == ["100.00", "0.01", "0.01", "0.01"]
    assert found.low == cny("100.03")


def test_another_day_may_be_asked_for_and_a_day_to_come_is_a_projection():
    desk = with_contract(a_desk())
    assert on(desk, as_of=date(2026, 6, 6)).low == cny("50.00")
    ahead = on(desk, as_of=date(2026, 6, 26))
    assert (ahead.low, "projected" in notes(ahead)) == (cny("150.00"), True)


def test_ahead_of_today_a_moving_rate_is_not_known_and_the_days_are_not_computed():
    desk = with_contract(a_desk(), rate="LPR x 1.5")
    set_rate(desk, "lin", "LPR_1Y", date(2026, 5, 20), "3.65", "test")
    found = on(desk, as_of=date(2026, 6, 26))
    assert (found.low, found.is_complete) == (cny("30.00"), False)
    said = next(note for note in only(found).notes if note.code == "not_computed")
    assert (said.details["first"], said.details["last"]) == (date(2026, 6, 17), date(2026, 6, 26))


def test_one_invoice_may_be_asked_for_and_an_unknown_one_is_refused():
    desk = with_contract(a_desk())
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(10, number="INV-2", contract_no="K-1"))
    assert [line.invoice.number for line in on(desk, invoice="INV-2").invoices] == ["INV-2"]
    with pytest.raises(NotFound) as raised:
        on(desk, invoice="INV-9")
    assert raised.value.code == "unknown_invoice"


def test_loose_money_and_old_payment_data_are_pointed_out():
    desk = with_contract(a_desk())
    pay(desk, "500.00", "")
    with desk.record.begin() as tx:
        tx.save_stamp(LedgerStamp(as_of=datetime(2026, 6, 14, tzinfo=UTC), source="ledger.csv"))
    found = on(desk)
    assert {"unallocated_not_counted", "payments_known_until"} <= set(notes(found))
    assert "payments_known_until" not in notes(on(desk, as_of=date(2026, 6, 14)))


def test_contested_parts_are_left_out_on_request():
    desk = with_contract(a_desk())
    with desk.record.begin() as tx:
        dispute = Dispute(
            id="D-1",
            customer_code="C1",
            invoice_no="INV-1",
            amount=cny("4000.00"),
            reason="quality",
            opened_on=DUE,
            quote="",
            handler="",
            answer_by=TODAY,
        )
        tx.save_dispute(dispute)
    assert on(desk).low == cny("100.00")
    assert on(desk, leave_out_disputed=True).low == cny("60.00")


def test_a_total_without_days_bears_nothing_and_that_is_said():
    desk = with_contract(a_desk())
    with desk.record.begin() as tx:
        tx.save_payment(replace(_payment("4000.00", TODAY), number="paid:INV-1"))
    found = on(desk)
    assert (found.low, "paid_total_bears_none" in notes(found)) == (cny("60.00"), True)


def test_taiwan_dollars_are_billed_whole():
    desk = with_contract(a_desk(), rate="5% p.a.", law="TW", region="TW")
    with desk.record.begin() as tx:
        amount = Money.parse("10000", "TWD")
        tx.save_invoice(replace(an_invoice(20, number="T-1", contract_no="K-1"), amount=amount))
    found = interest_on(desk, "C1-TWD")
    assert only(found).computed[0].interest.exact == Fraction(1_000_000 * 5 * 20, 36500)
    assert str(found.low) == "TWD 27"


EU = {"commercial": True, "performed": True, "responsible": True}


def euro_desk(currency: str, amount: str) -> Desk:
    desk = with_contract(a_desk(), rate="none", law="DE", region="DE")
    with desk.record.begin() as tx:
        tx.save_invoice(replace(an_invoice(20, number="E-1", contract_no="K-1"), amount=Money.parse(amount, currency)))
    set_rate(desk, "lin", "ECB_REFERENCE", date(2025, 6, 11), "2.95", "test")
    return answered(desk, "eu.late-interest", **EU)


def test_the_eu_adds_forty_euros_once_and_never_converts_them():
    in_euro = interest_on(euro_desk("EUR", "10000.00"), "C1-EUR")
    # 10.95 % is 3/10,000 a day: 3.00 on 10,000.00 for 20 days
    assert (only(in_euro).computed[0].total, only(in_euro).fixed_sum) == (
        Money.parse("60.00", "EUR"),
        Money.parse("40.00", "EUR"),
    )
    assert in_euro.low == Money.parse("100.00", "EUR")
    in_dollars = interest_on(euro_desk("USD", "10000.00"), "C1-USD")
    assert (only(in_dollars).fixed_sum, in_dollars.low) == (None, Money.parse("60.00", "USD"))
    (told,) = (note for note in only(in_dollars).notes if note.code == "fixed_sum_in_other_currency")
    assert Wording.of(Language.EN).reason(told) == (
        "A fixed sum of EUR 40 is due besides; it is not converted into USD."
    )


def test_no_band_of_the_uk_is_chosen_by_a_debt_in_another_currency():
    desk = with_contract(a_desk(), rate="none", law="UK", region="GB")
    with desk.record.begin() as tx:
        amount = Money.parse("500000", "JPY")  # some GBP 2,500
        tx.save_invoice(replace(an_invoice(20, number="J-1", contract_no="K-1"), amount=amount))
    set_rate(desk, "lin", "BOE_BASE", date(2025, 6, 30), "4.00", "test")
    answered(desk, "gb.late-interest", business_contract=True, no_other_remedy=True)
    (told,) = (n for n in only(interest_on(desk, "C1-JPY")).notes if n.code == "fixed_sum_in_other_currency")
    assert "GBP 40 (debt below 1000), GBP 70 (debt below 10000), GBP 100" in Wording.of(Language.EN).reason(told)


@pytest.mark.parametrize(
    ("amount", "paid", "fixed"),
    [("999.99", "", "40.00"), ("1000.00", "", "70.00"), ("9999.99", "", "70.00"), ("10000.00", "", "100.00"),
     ("10000.00", "9000.01", "40.00")],
)  # fmt: skip
def test_the_uk_sum_depends_on_the_debt_when_interest_starts(amount, paid, fixed):
    desk = with_contract(a_desk(), rate="none", law="UK", region="GB")
    with desk.record.begin() as tx:
        invoice = replace(an_invoice(20, number="G-1", contract_no="K-1"), amount=Money.parse(amount, "GBP"))
        tx.save_invoice(invoice)
        if paid:
            payment = Payment(
                number="P-1",
                customer_code="C1",
                amount=Money.parse(paid, "GBP"),
                received=DUE,
                invoice_no="G-1",
            )
            tx.save_payment(payment)
    set_rate(desk, "lin", "BOE_BASE", date(2025, 8, 7), "4.00", "test")
    answered(desk, "gb.late-interest", business_contract=True, no_other_remedy=True)
    line = only(interest_on(desk, "C1-GBP"))
    assert line.fixed_sum == Money.parse(fixed, "GBP")


def test_where_interest_waits_for_a_demand_it_runs_from_the_day_after_one_that_arrived():
    desk = with_contract(a_desk(), rate="none", law="TW", region="TW")
    answered(desk, "tw.statutory-interest", fixed_due_date=False)
    assert why_not(on(desk)) == "no_demand_arrived"
    for day, outcome in ((3, "no_reply"), (6, "arrival_confirmed"), (9, "answered")):
        contact = ContactMade(
            customer_code="C1",
            currency="CNY",
            at=datetime(2026, 6, day, 3, tzinfo=UTC),
            channel="letter",
            kind="formal_demand",
            stage="formal",
            outcome=outcome,
            note="INV-1",
        )
        with desk.record.begin() as tx:
            tx.save_contact(contact)
    found = on(desk)
    assert only(found).computed[0].interest.segments[0].first == date(2026, 6, 7)
    assert found.low == cny("13.70")


def test_the_same_question_twice_has_the_same_answer():
    desk = with_contract(a_desk())
    assert on(desk) == on(desk)


def test_a_factor_is_read_exactly():
    assert (read_factor("1.35"), read_factor("")) == (Decimal("1.35"), None)
    for text in ("1,4", "NaN", "1e1", "-1"):
        with pytest.raises(BadInput):
            read_factor(text)


def _payment(amount: str, on_day: date) -> Payment:
    return Payment(number="P-1", customer_code="C1", amount=cny(amount), received=on_day, invoice_no="INV-1")


@pytest.mark.parametrize("interest", [InterestTreatment.WAIVED, InterestTreatment.FROZEN])
def test_a_plan_that_gives_interest_up_or_fixes_it_does_so_while_it_is_kept(interest):
    desk = with_contract(a_desk())
    assert on(desk).low == cny("100.00")
    plan = PaymentPlan(
        id="PP-1",
        customer_code="C1",
        agreed_on=TODAY - timedelta(days=9),
        instalments=(Instalment(due=TODAY + timedelta(days=9), amount=cny("10000.00")),),
        invoice_nos=("INV-1",),
        interest=interest,
    )
    with desk.record.begin() as tx:
        tx.save_plan(plan)
    assert (on(desk).low, why_not(on(desk))) == (cny("0.00"), f"interest_{interest}_by_plan")
    missed = replace(plan, instalments=(replace(plan.instalments[0], due=TODAY - timedelta(days=5)),))
    with desk.record.begin() as tx:
        tx.save_plan(missed)
    assert on(desk).low == cny("100.00")
    with desk.record.begin() as tx:
        tx.save_plan(replace(missed, ended_on=TODAY))
    assert on(desk).low == cny("100.00")
