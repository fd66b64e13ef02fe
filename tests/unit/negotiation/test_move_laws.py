"""What holds of every round of every negotiation, on made-up talks."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.authority import Authority, OfferKind
from assistant.domain.commitments import Cause
from assistant.domain.money import Money
from assistant.domain.negotiation import Party
from assistant.domain.track_record import TrackRecord
from assistant.negotiation.option import NegotiatingPosition, Option
from assistant.negotiation.pricing import cost_of
from assistant.negotiation.situation import Asked, Debt
from tests.unit.negotiation.rounds import CALENDAR, TERMS, TODAY, answer, money, rounds

some = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
pct = st.integers(0, 100).map(Decimal)


@st.composite
def asking(draw, debt: Money) -> Asked:
    """Anything that somebody may ask for, what cannot be meant included."""
    sums = st.none() | st.integers(1, debt.minor * 11 // 10).map(lambda minor: Money(minor, debt.currency))
    days = st.none() | st.integers(-5, 200).map(lambda after: TODAY + timedelta(days=after))
    return Asked(
        kinds=tuple(draw(st.lists(st.sampled_from(OfferKind), max_size=2, unique=True))),
        instalments=draw(st.none() | st.integers(0, 14)),
        first_payment=draw(sums),
        until=draw(days),
        extension_days=draw(st.none() | st.integers(0, 90)),
        discount_pct=draw(st.none() | st.integers(0, 60).map(Decimal)),
        waive_interest=draw(st.booleans()),
        promised_on=draw(days),
        news=draw(st.booleans()),
    )


@st.composite
def talks(draw) -> tuple[list[NegotiatingPosition], dict[str, object]]:
    """Up to four rounds about some debt, under some authority."""
    step = draw(st.sampled_from([1, 100]))
    debt = Money(draw(st.integers(20, 10**7)) * step, "TWD" if step > 1 else "CNY")
    authority = Authority(
        role="account_manager",
        max_extension_days=draw(st.integers(0, 60)),
        max_instalments=draw(st.integers(0, 6)),
        min_first_payment_pct=draw(pct),
        max_plan_days=draw(st.none() | st.integers(0, 200)),
        max_discount_pct=Decimal(draw(st.integers(0, 10))),
        may_waive_late_fee=draw(st.booleans()),
    )
    changes = {
        "debts": (Debt(invoice_no="INV-1", amount=debt, due=TODAY - timedelta(days=40)),),
        "late_interest": Money(draw(st.integers(0, debt.minor // step // 10)) * step, debt.currency),
        "authority": authority,
        "cause": draw(st.sampled_from(Cause)),
        "record": TrackRecord(kept=draw(st.integers(0, 2)), broken=draw(st.integers(0, 2))),
        "step_minor": step,
    }
    said = draw(st.lists(asking(debt), min_size=1, max_size=4))
    return rounds(*said, **changes), changes


def cost(option: Option):
    return cost_of(option.arrangement, TODAY, TERMS.rate(option.arrangement.currency))


@some
@given(talks())
def test_every_option_comes_to_the_debt_exactly_on_business_days_in_order(talk):
    positions, changes = talk
    for option in (option for position in positions for option in position.options):
        made = option.arrangement
        assert made.outstanding == changes["debts"][0].amount
        assert made.scheduled + made.discount == made.outstanding
        assert made.remaining == made.late_interest - made.interest_waived
        assert all(part.amount.minor > 0 for part in made.schedule)
        assert all(CALENDAR.is_business_day(part.due, "CN") and part.due >= TODAY for part in made.schedule)
        assert all(one.due < two.due for one, two in pairwise(made.schedule))


@some
@given(talks())
def test_price_and_cost_come_to_what_is_priced(talk):
    for option in (option for position in talk[0] for option in position.options):
        made, price = option.arrangement, option.price
        assert price.present_value + price.cost == made.scheduled + made.discount + made.interest_waived
        assert price.present_value <= made.scheduled


@some
@given(talks())
def test_the_move_is_within_authority_and_among_three_to_six_options(talk):
    for position in talk[0]:
        assert position.move.ruling.within
        assert position.limit.ruling.within or position.limit.arrangement.kind is OfferKind.FULL_NOW
        assert 3 <= len(position.options) <= 6
        assert position.options[0] is position.move
        assert position.proposed is None or position.proposed in position.options


@some
@given(talks())
def test_nothing_is_conceded_without_a_return(talk):
    for position in talk[0]:
        for option in position.options:
            assert option.arrangement.returns or not option.gives


@some
@given(talks())
def test_an_offer_never_gives_less_than_the_one_before_unless_they_ask_for_less(talk):
    for before, now in pairwise(talk[0]):
        wanted = now.proposed.arrangement if now.proposed else None
        dropped = wanted is not None and (
            (before.move.arrangement.discount and not wanted.discount)
            or (before.move.arrangement.interest_waived and not wanted.interest_waived)
        )
        assert now.move.by is Party.CUSTOMER or dropped or cost(now.move) >= cost(before.move)


@some
@given(talks())
def test_an_offer_never_costs_more_than_what_they_ask_for_or_what_stood(talk):
    for before, now in pairwise([None, *talk[0]]):
        if now.proposed is not None and now.move is not now.proposed:
            stood = cost(before.move) if before else 0
            full = next(
                o for o in now.options if o.arrangement.kind is OfferKind.FULL_NOW or len(o.arrangement.schedule) == 1
            )
            assert cost(now.move) <= max(cost(now.proposed), stood, cost(full))


def test_the_same_arguments_give_the_same_answer():
    asked = Asked(kinds=(OfferKind.INSTALMENTS,), instalments=5, first_payment=money("12345.67"))
    assert answer(asked) == answer(asked)
