"""How a plan stands after what has come since: each example is four instalments of CNY 2,500.00, agreed on 1 May 2026.

They fall due on 29 May, 16 June (today), 16 July and 14 August; two days of grace.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.domain.commitments import Dispute, Instalment, PaymentPlan, PlannedDebt
from assistant.domain.ledger import RUNNING_TOTAL, Allocation, AllocationBasis, CreditNote, Payment
from assistant.domain.plan_following import PlanState, follow_plans
from tests.unit.planning.accounts import TODAY, a_case, an_invoice, cny

DUES = (date(2026, 5, 29), TODAY, date(2026, 7, 16), date(2026, 8, 14))
PLAN = PaymentPlan(
    id="PL-1",
    customer_code="C1",
    agreed_on=date(2026, 5, 1),
    instalments=tuple(Instalment(due=due, amount=cny("2500.00")) for due in DUES),
    invoice_nos=("INV-1",),
)


def paid(amount, on=date(2026, 5, 20), invoice="INV-1", number=None):
    number = number or f"RC-{amount}-{on}-{invoice}"
    return Payment(number=number, customer_code="C1", amount=cny(amount), received=on, invoice_no=invoice)


def credited(amount, on=date(2026, 5, 20)):
    return CreditNote(number=f"CN-{on}", customer_code="C1", amount=cny(amount), issued=on, invoice_no="INV-1")


def followed(*payments, plans=(PLAN,), **parts):
    return follow_plans(a_case(an_invoice(50), an_invoice(40, "INV-2"), plans=plans, payments=payments, **parts), 2)


def stands(*payments, plan=PLAN, **parts):
    """The plan's state, and of each instalment its state and what came of it."""
    (one,) = followed(*payments, plans=(plan,), **parts)
    return one.state.value, [f"{each.state.value} {each.paid.number()}" for each in one.instalments]


FIRST = "kept 2,500.00"


@pytest.mark.parametrize(
    ("payments", "state", "instalments"),
    [
        ([], "broken", ["broken 0.00", "due 0.00", "ahead 0.00", "ahead 0.00"]),
        ([paid("2499.99")], "broken", ["broken 2,499.99", "due 0.00", "ahead 0.00", "ahead 0.00"]),
        ([paid("2500.00")], "kept", [FIRST, "due 0.00", "ahead 0.00", "ahead 0.00"]),
        ([paid("1000.00"), paid("1500.00")], "kept", [FIRST, "due 0.00", "ahead 0.00", "ahead 0.00"]),
        ([paid("5000.00")], "kept", [FIRST, FIRST, "ahead 0.00", "ahead 0.00"]),
        ([paid("6000.00")], "kept", [FIRST, FIRST, "ahead 1,000.00", "ahead 0.00"]),
        ([paid("10000.00")], "completed", [FIRST] * 4),
        ([paid("12000.00")], "completed", [FIRST] * 4),
    ],
    ids=["nothing", "a cent short", "exact", "in parts", "two at once", "too much", "all", "more than all"],
)  # fmt: skip
def test_money_fills_the_instalments_in_their_order(payments, state, instalments):
    assert stands(*payments) == (state, instalments)
    assert stands(*reversed(payments)) == (state, instalments)


def test_what_comes_after_the_days_of_grace_keeps_the_plan_again():
    late = paid("2500.00", on=date(2026, 6, 15))
    assert stands(late)[0] == "kept"
    assert followed(late)[0].instalments[0].paid_on == date(2026, 6, 15)


@pytest.mark.parametrize(("days_ago", "state"), [(0, "due"), (1, "late"), (2, "late"), (3, "broken")])
def test_an_instalment_is_late_within_the_days_of_grace_and_broken_after_them(days_ago, state):
    one = replace(PLAN, instalments=(Instalment(due=TODAY - timedelta(days=days_ago), amount=cny("2500.00")),))
    assert stands(plan=one) == ("broken" if state == "broken" else "kept", [f"{state} 0.00"])


def test_what_came_before_the_agreement_or_is_for_another_invoice_keeps_nothing():
    assert stands(paid("2500.00", on=date(2026, 4, 30)))[0] == "broken"
    assert stands(paid("2500.00", invoice="INV-2"))[0] == "broken"


def test_money_on_no_invoice_counts_unless_it_was_put_on_another():
    loose = paid("2500.00", invoice="", number="RC-1")
    put = Allocation(
        id="AL-1",
        customer_code="C1",
        receipt_no="RC-1",
        invoice_no="INV-2",
        amount=cny("0.01"),
        made_on=TODAY,
        basis=AllocationBasis.BY_HAND,
    )
    assert stands(loose)[0] == "kept"
    assert stands(loose, allocations=(put,))[0] == "broken"
    assert stands(loose, allocations=(replace(put, invoice_no="INV-1"),))[0] == "kept"


def test_what_was_paid_back_keeps_nothing():
    assert stands(paid("2500.00"), paid("-0.01", on=date(2026, 6, 1)))[0] == "broken"


def test_what_came_and_went_back_on_one_day_keeps_nothing():
    assert stands(paid("10000.00"), paid("-10000.00"))[0] == "broken"


def test_a_credit_makes_the_last_instalments_smaller_and_keeps_none():
    assert stands(paid("2500.00"), credit_notes=(credited("3000.00"),)) == (
        "kept",
        [FIRST, "due 0.00", "ahead 0.00", "kept 0.00"],
    )
    (one,) = followed(paid("2500.00"), credit_notes=(credited("3000.00"),))
    assert [each.amount.number() for each in one.instalments] == ["2,500.00", "2,500.00", "2,000.00", "0.00"]
    assert stands(credit_notes=(credited("2500.00"),))[0] == "broken"


def test_a_payment_serves_one_plan_only():
    other = replace(PLAN, id="PL-2", agreed_on=date(2026, 5, 2), invoice_nos=("INV-2",))
    states = [(one.plan.id, one.state) for one in followed(paid("2500.00", invoice=""), plans=(other, PLAN))]
    assert states == [("PL-1", PlanState.KEPT), ("PL-2", PlanState.BROKEN)]


def test_a_new_plan_takes_the_place_of_the_old_one_and_the_money_from_that_day_on():
    again = date(2026, 6, 10)
    old = replace(PLAN, ended_on=again)
    parts = tuple(Instalment(due=due, amount=cny("3750.00")) for due in (date(2026, 6, 12), date(2026, 7, 10)))
    new = replace(PLAN, id="PL-2", agreed_on=again, instalments=parts)
    first, second = followed(paid("2500.00"), paid("3750.00", on=again), plans=(old, new))
    assert (first.state, first.shortfall) == (PlanState.ENDED, cny("0.00"))
    assert (second.state, second.awaited.due) == (PlanState.KEPT, date(2026, 7, 10))


def test_a_first_payment_that_came_before_the_yes_is_not_taken_by_the_plan_that_was_replaced():
    old = replace(PLAN, ended_on=date(2026, 6, 10))
    new = replace(PLAN, id="PL-2", agreed_on=date(2026, 6, 1), instalments=PLAN.instalments[:1])
    states = [one.state for one in followed(paid("2500.00", on=date(2026, 6, 5)), plans=(old, new))]
    assert states == [PlanState.ENDED, PlanState.COMPLETED]


def test_of_a_running_total_only_what_came_since_an_agreement_keeps_its_plan():
    # Of the invoice's 10,000.00 the agreement found 6,000.00 open; the ledger now says that 4,000.00 + 2,500.00 came.
    parts = tuple(Instalment(due=due, amount=cny("2000.00")) for due in DUES[:3])
    plan = replace(PLAN, agreement_id="AG-1", instalments=parts)
    total = paid("6500.00", on=date(2026, 6, 12), number=f"{RUNNING_TOTAL}INV-1")
    assert stands(total, plan=plan) == ("kept", ["kept 2,000.00", "due 500.00", "ahead 0.00"])


# What was left of 10,000.00 after a payment of 2,500.00, or without the 2,500.00 that are contested.
AGREED = replace(
    PLAN,
    agreement_id="AG-1",
    instalments=PLAN.instalments[:3],
    debt=PlannedDebt(principal=cny("7500.00"), discount=cny("0.00")),
)


@pytest.mark.parametrize(
    ("came", "first"),
    [(["2500.00"], "broken 0.00"), (["2500.00", "1000.00"], "broken 1,000.00"), (["10000.00"], FIRST)],
    ids=["before it", "before and after it", "all of it"],
)
def test_on_the_day_of_an_agreement_only_what_is_less_open_since_keeps_its_plan(came, first):
    assert stands(*(paid(each, on=PLAN.agreed_on) for each in came), plan=AGREED)[1][0] == first


def test_a_credit_on_the_day_of_an_agreement_counts_when_it_came_after_it():
    before, note = paid("2500.00", on=date(2026, 4, 30)), credited("500.00", on=PLAN.agreed_on)
    (one,) = followed(before, plans=(AGREED,), credit_notes=(note,))
    assert [each.amount.number() for each in one.instalments] == ["2,500.00", "2,500.00", "2,000.00"]
    (one,) = followed(plans=(AGREED,), credit_notes=(credited("2500.00", on=PLAN.agreed_on),))
    assert [each.amount.number() for each in one.instalments] == ["2,500.00"] * 3


def test_an_invoice_that_was_corrected_makes_the_last_instalments_smaller():
    # Of 12,000.00 when it was agreed; the invoice says 10,000.00 now.
    parts = tuple(Instalment(due=due, amount=cny("3000.00")) for due in DUES)
    debt = PlannedDebt(principal=cny("12000.00"), discount=cny("0.00"))
    plan = replace(AGREED, instalments=parts, debt=debt)
    (one,) = followed(paid("9000.00"), plans=(plan,))
    assert [each.amount.number() for each in one.instalments] == ["3,000.00", "3,000.00", "3,000.00", "1,000.00"]
    assert stands(paid("10000.00"), plan=plan)[0] == "completed"
    assert stands(paid("3000.00"), plan=replace(plan, ended_on=TODAY))[0] == "ended"


def test_what_was_contested_at_an_agreement_is_neither_paid_under_it_nor_taken_off_it():
    contested = Dispute(
        id="D-1",
        customer_code="C1",
        invoice_no="INV-1",
        amount=cny("2500.00"),
        reason="quality",
        opened_on=date(2026, 4, 20),
        quote="",
        handler="zhou",
        answer_by=date(2026, 5, 20),
    )
    total = paid("2500.00", number=f"{RUNNING_TOTAL}INV-1")
    assert stands(total, plan=AGREED, disputes=(contested,))[1][0] == FIRST
    settled = replace(contested, resolved_on=date(2026, 5, 18))
    (one,) = followed(plans=(AGREED,), disputes=(settled,), credit_notes=(credited("2600.00"),))
    assert [each.amount.number() for each in one.instalments] == ["2,500.00", "2,500.00", "2,400.00"]


# One payment of CNY 9,800.00 instead of 10,000.00, for payment by 29 May.
DISCOUNTED = replace(
    PLAN,
    agreement_id="AG-1",
    instalments=(Instalment(due=DUES[0], amount=cny("9800.00")),),
    debt=PlannedDebt(principal=cny("10000.00"), discount=cny("200.00")),
)


@pytest.mark.parametrize(
    ("payments", "state", "instalment"),
    [
        ([paid("9800.00")], "completed", "kept 9,800.00 of 9,800.00"),
        ([paid("9800.00", on=date(2026, 5, 31))], "completed", "kept 9,800.00 of 9,800.00"),
        ([paid("9800.00", on=date(2026, 6, 1))], "broken", "broken 9,800.00 of 10,000.00"),
        ([paid("9799.99")], "broken", "broken 9,799.99 of 10,000.00"),
        ([], "broken", "broken 0.00 of 10,000.00"),
        ([paid("10000.00", on=date(2026, 6, 1))], "completed", "kept 10,000.00 of 10,000.00"),
    ],
    ids=["in time", "within grace", "after grace", "a cent short", "nothing", "late and whole"],
)  # fmt: skip
def test_a_discount_is_earned_by_payment_in_time_and_owed_after_it(payments, state, instalment):
    (one,) = followed(*payments, plans=(DISCOUNTED,))
    (each,) = one.instalments
    assert one.state == state
    assert f"{each.state.value} {each.paid.number()} of {each.amount.number()}" == instalment


def test_the_discount_itself_when_it_is_credited_lessens_nothing_else():
    credit = (credited("200.00"),)
    assert stands(paid("9800.00"), plan=DISCOUNTED, credit_notes=credit) == ("completed", ["kept 9,800.00"])
    assert stands(paid("9600.00"), plan=DISCOUNTED, credit_notes=credit) == ("broken", ["broken 9,600.00"])
    late = paid("9800.00", on=date(2026, 6, 12))
    assert stands(late, plan=DISCOUNTED, credit_notes=credit) == ("completed", ["kept 9,800.00"])


def test_of_a_running_total_all_that_came_since_earns_a_discount():
    # Of 10,000.00 all was open; the ledger now says that 9,800.00 came.
    total = paid("9800.00", on=date(2026, 5, 29), number=f"{RUNNING_TOTAL}INV-1")
    assert stands(total, plan=DISCOUNTED) == ("completed", ["kept 9,800.00"])


def test_of_a_running_total_what_came_before_pays_no_frozen_interest():
    # Of 10,000.00 the agreement found 6,000.00 open, and 300.00 of interest was put on top.
    parts = tuple(Instalment(due=due, amount=cny("2100.00")) for due in DUES[:3])
    debt = PlannedDebt(principal=cny("6000.00"), discount=cny("0.00"))
    plan = replace(PLAN, agreement_id="AG-1", instalments=parts, debt=debt)
    total = paid("4000.00", on=date(2026, 6, 12), number=f"{RUNNING_TOTAL}INV-1")
    assert stands(total, plan=plan)[1] == ["broken 0.00", "due 0.00", "ahead 0.00"]


def test_the_shortfall_is_what_is_missing_of_the_broken_ones():
    (one,) = followed(paid("1000.00"))
    assert (one.shortfall, one.awaited.number) == (cny("1500.00"), 1)
