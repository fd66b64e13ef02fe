"""The laws of payment plans, each on as many made-up plans as TACTFUL_LAW_CASES says (`make laws`: 100,000)."""

import os
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment
from assistant.domain.money import Money, total
from assistant.knowledge import read_yaml, shipped
from assistant.negotiation import AuthorityTable, ruling
from assistant.negotiation.pricing import present_value, price
from assistant.negotiation.rulings import beyond_authority
from assistant.negotiation.shares import shares
from tests.laws.made_up_plans import CALENDAR, TODAY, authorities, plans

CASES = int(os.environ.get("TACTFUL_LAW_CASES", "0"))
many = settings(
    max_examples=max(CASES, 200),
    deadline=None,
    derandomize=not CASES,  # the suite tries the same few cases each time
    suppress_health_check=list(HealthCheck),
)
TABLE = read_yaml(shipped("knowledge") / "policies" / "authority.yaml", AuthorityTable)
KINDS = st.sampled_from([OfferKind.INSTALMENTS, OfferKind.PART_NOW, OfferKind.EXTENSION, OfferKind.FULL_NOW])
# All of it on one day; what comes on several is judged as a plan, or as a part now and the rest soon.
IN_ONE_PAYMENT = (OfferKind.EXTENSION, OfferKind.FULL_NOW)


def comes_to_the_debt_in_whole_steps_on_business_days_in_order(plan, made):
    spec = plan.spec
    amounts, days = [part.amount.minor for part in made.schedule], [part.due for part in made.schedule]
    frozen = plan.late_interest.minor if spec.interest is InterestTreatment.FROZEN else 0
    fees = spec.fees.minor if spec.fees else 0
    debt = sum(debt.amount.minor for debt in plan.debts)
    assert sum(amounts) == debt - made.discount.minor + fees + frozen
    assert len(amounts) == spec.count
    assert all(minor > 0 and minor % plan.step == 0 for minor in amounts)
    assert 0 <= made.discount.minor * 100 <= spec.discount_pct * debt
    assert all(CALENDAR.is_business_day(day, "CN") for day in days)
    assert days[0] >= spec.start >= TODAY
    assert all(one < other for one, other in pairwise(days))


def pays_first_what_was_asked_and_then_sums_that_differ_by_odd_units_only(plan, made):
    spec = plan.spec
    amounts = [part.amount.minor for part in made.schedule]
    if spec.first is not None and spec.count > 1:
        assert amounts[0] == spec.first.minor
    if spec.first_pct is not None and spec.count > 1:
        assert amounts[0] * 100 >= spec.first_pct * sum(amounts)
        assert (amounts[0] - plan.step) * 100 < spec.first_pct * sum(amounts)
    set_first = spec.first is not None or (spec.first_pct is not None and spec.count > 1)
    set_by_hand = {line.number for line in spec.lines} | ({1} if set_first else set())
    free = [minor for number, minor in enumerate(amounts, start=1) if number not in set_by_hand]
    if free:
        odd = free[0] if spec.odd_first else free[-1]
        assert {minor for minor in free if minor != odd} <= {min(free)}
        assert odd - min(free) < plan.step * len(free)


def leaves_what_is_owed_and_neither_scheduled_nor_given_away(plan, made):
    currency = plan.late_interest.currency
    scheduled = sum(part.amount.minor for part in made.schedule)
    given_away = made.discount.minor + made.interest_waived.minor
    owed = sum(debt.amount.minor for debt in plan.debts) + plan.late_interest.minor + made.fees.minor
    assert scheduled + made.remaining.minor + given_away == owed
    goes_on = made.interest is InterestTreatment.CONTINUES
    assert made.remaining == (plan.late_interest if goes_on else Money.zero(currency))


def is_shared_out_exactly_and_pays_no_invoice_beyond_what_it_owes(plan, made):
    currency = plan.late_interest.currency
    shared = shares(made, plan.debts)
    assert all(share.amount.minor > 0 for share in shared)
    for number, part in enumerate(made.schedule, start=1):
        assert total((share.amount for share in shared if share.number == number), currency) == part.amount
    paid = {debt.invoice_no: total((s.amount for s in shared if s.invoice_no == debt.invoice_no), currency)
            for debt in plan.debts}  # fmt: skip
    assert all(paid[debt.invoice_no] <= debt.amount for debt in plan.debts)
    assert total(paid.values(), currency) == made.outstanding - made.discount
    order = [s.invoice_no for s in shared if s.invoice_no]
    dues = {debt.invoice_no: (debt.due, debt.invoice_no) for debt in plan.debts}
    assert order == sorted(order, key=dues.__getitem__)


def is_worth_no_more_than_it_pays_and_the_less_the_dearer_money_is(plan, made):
    values = [present_value(made, TODAY, Decimal(rate)) for rate in ("0", "4.35", "18")]
    assert values[0] == made.scheduled.minor
    assert values == sorted(values, reverse=True)
    assert all(value > 0 for value in values)
    priced = price(made, TODAY, Decimal(18))
    assert priced.present_value <= made.scheduled
    assert priced.present_value + priced.cost == made.scheduled + made.discount + made.interest_waived


LAWS = (
    comes_to_the_debt_in_whole_steps_on_business_days_in_order,
    pays_first_what_was_asked_and_then_sums_that_differ_by_odd_units_only,
    leaves_what_is_owed_and_neither_scheduled_nor_given_away,
    is_shared_out_exactly_and_pays_no_invoice_beyond_what_it_owes,
    is_worth_no_more_than_it_pays_and_the_less_the_dearer_money_is,
)


@many
@given(plan=plans())
def test_every_plan_keeps_the_laws_of_money(plan):
    assume(plan.made is not None)
    for law in LAWS:
        law(plan, plan.made)


@many
@given(plan=plans(), authority=authorities(), kind=KINDS, data=st.data())
def test_what_is_less_generous_than_something_within_authority_is_within_it(plan, authority, kind, data):
    assume(plan.made is not None and (len(plan.made.schedule) == 1 or kind not in IN_ONE_PAYMENT))
    made = replace(plan.made, kind=kind)
    if any(beyond_authority(made, authority, TODAY)):
        assert ruling(made, authority, TODAY, TABLE).approver is not None
        return
    ruled = ruling(made, authority, TODAY, TABLE)
    assert (ruled.within, ruled.approver, ruled.beyond) == (True, None, ())
    assert not any(beyond_authority(data.draw(less_generous(made)), authority, TODAY))


@st.composite
def less_generous(draw, made):
    """The same or stricter: earlier days, a larger first payment, fewer payments, less given away."""
    schedule = list(made.schedule)
    how = draw(st.sampled_from(["earlier", "first", "fewer", "discount", "interest"]))
    if how == "earlier":
        n = draw(st.integers(0, len(schedule) - 1))
        before = schedule[n - 1].due if n else TODAY - timedelta(days=1)
        days = draw(st.integers(0, (schedule[n].due - before).days - 1))
        schedule[n] = Instalment(due=schedule[n].due - timedelta(days=days), amount=schedule[n].amount)
    elif how in ("first", "fewer") and len(schedule) > 1:
        last = schedule[-1].amount.minor
        moved = last if how == "fewer" else draw(st.integers(0, last - 1))
        first = Money(schedule[0].amount.minor + moved, made.currency)
        rest = Money(last - moved, made.currency)
        schedule = [Instalment(due=schedule[0].due, amount=first), *schedule[1:-1]] + (
            [Instalment(due=made.schedule[-1].due, amount=rest)] if rest else []
        )
    elif how == "discount":
        back = made.discount.minor
        schedule[0] = Instalment(due=schedule[0].due, amount=Money(schedule[0].amount.minor + back, made.currency))
        made = replace(made, discount=Money.zero(made.currency), discount_pct=0 * made.discount_pct)
    elif how == "interest" and made.interest is InterestTreatment.WAIVED:
        made = replace(made, interest=InterestTreatment.CONTINUES, interest_waived=Money.zero(made.currency))
    return replace(made, schedule=tuple(schedule))
