"""A plan by hand: sums exact, on business days, each invoice paid in its turn, and one plain error for each mistake."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.arrangement import InterestTreatment, Return
from assistant.domain.authority import OfferKind
from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.negotiation import PlanSpec, build_plan, with_returns
from assistant.negotiation.plan_spec import OwnLine, Rhythm
from assistant.negotiation.shares import shares
from assistant.negotiation.situation import Debt
from tests.fakes.calendar import WeekdayCalendar
from tests.unit.negotiation.arranged import TODAY, cny
from tests.unit.negotiation.rounds import TERMS

DEBTS = (
    Debt(invoice_no="INV-1", amount=cny("60000.00"), due=date(2026, 5, 1)),
    Debt(invoice_no="INV-2", amount=cny("40000.01"), due=date(2026, 5, 20)),
)
FOUR = PlanSpec(count=4, start=date(2026, 6, 30), first_pct=Decimal(25))
INTEREST = cny("812.35")


def plan(spec=FOUR, debts=DEBTS, late_interest=INTEREST, **changes):
    values = {"today": TODAY, "region": "CN", "calendar": WeekdayCalendar()}
    return build_plan(spec, debts, late_interest, **(values | changes))


def rows(arrangement):
    return [(str(part.due), part.amount.number()) for part in arrangement.schedule]


def test_four_months_with_a_quarter_first_and_the_odd_cents_on_the_last():
    assert rows(plan()) == [
        ("2026-06-30", "25,000.01"),
        ("2026-07-30", "25,000.00"),
        ("2026-08-31", "25,000.00"),  # the 30th is a Sunday
        ("2026-09-30", "25,000.00"),
    ]
    assert rows(plan(replace(FOUR, count=3, first_pct=None))) == [
        ("2026-06-30", "33,333.33"),
        ("2026-07-30", "33,333.33"),
        ("2026-08-31", "33,333.35"),
    ]


def test_the_odd_cents_may_fall_on_the_first():
    odd_first = plan(replace(FOUR, count=3, first_pct=None, odd_first=True))
    assert [part.amount.number() for part in odd_first.schedule] == ["33,333.35", "33,333.33", "33,333.33"]


def test_taiwan_dollars_are_split_into_whole_dollars_and_cents_of_the_debt_fall_on_the_last():
    debts = (Debt(invoice_no="A", amount=Money.from_decimal(Decimal(1000), "TWD"), due=date(2026, 5, 1)),)
    thirds = replace(FOUR, count=3, first_pct=None)
    whole = plan(thirds, debts, Money(5050, "TWD"), step_minor=100)
    assert [part.amount.minor for part in whole.schedule] == [33300, 33300, 33400]
    frozen = plan(replace(thirds, interest=InterestTreatment.FROZEN), debts, Money(5050, "TWD"), step_minor=100)
    assert [part.amount.minor for part in frozen.schedule] == [35000, 35000, 35050]


def test_a_month_keeps_the_day_of_the_month_beyond_a_short_one():
    months = plan(replace(FOUR, start=date(2027, 1, 31), count=3))
    assert [str(part.due) for part in months.schedule] == ["2027-02-01", "2027-03-01", "2027-03-31"]
    open_all_week = plan(replace(FOUR, start=date(2028, 1, 31), count=3))
    assert [str(part.due) for part in open_all_week.schedule] == ["2028-01-31", "2028-02-29", "2028-03-31"]


@pytest.mark.parametrize(
    ("rhythm", "every", "days"),
    [
        (Rhythm.WEEK, 0, ["2026-06-30", "2026-07-07", "2026-07-14"]),
        (Rhythm.FORTNIGHT, 0, ["2026-06-30", "2026-07-14", "2026-07-28"]),
        (Rhythm.DAYS, 10, ["2026-06-30", "2026-07-10", "2026-07-20"]),
        (Rhythm.DAYS, 2, ["2026-06-30", "2026-07-02", "2026-07-06"]),  # Saturday becomes Monday
    ],
)
def test_other_rhythms(rhythm, every, days):
    spec = replace(FOUR, count=3, rhythm=rhythm, every_days=every)
    assert [str(part.due) for part in plan(spec).schedule] == days


def test_payments_that_would_move_to_one_day_follow_each_other():
    week_off = WeekdayCalendar(closed=frozenset(date(2026, 10, day) for day in range(1, 9)))
    daily = replace(FOUR, count=3, start=date(2026, 10, 1), rhythm=Rhythm.DAYS, every_days=1)
    assert [str(part.due) for part in plan(daily, calendar=week_off).schedule] == [
        "2026-10-09",
        "2026-10-12",
        "2026-10-13",
    ]


def test_a_day_moves_to_the_one_before_where_the_next_would_pass_the_limit():
    until_sunday = replace(FOUR, count=1, start=date(2026, 6, 28))
    assert rows(plan(until_sunday))[0][0] == "2026-06-29"
    assert rows(plan(until_sunday, latest=date(2026, 6, 28)))[0][0] == "2026-06-26"


def test_single_lines_may_have_days_and_amounts_of_their_own():
    own = replace(
        FOUR,
        first_pct=None,
        lines=(
            OwnLine(number=1, amount=cny("30000.00")),
            OwnLine(number=3, due=date(2026, 9, 10), amount=cny("50000.00")),
        ),
    )
    assert rows(plan(own)) == [
        ("2026-06-30", "30,000.00"),
        ("2026-07-30", "10,000.00"),
        ("2026-09-10", "50,000.00"),
        ("2026-09-30", "10,000.01"),
    ]


@pytest.mark.parametrize(
    ("interest", "scheduled", "waived", "remaining"),
    [
        (InterestTreatment.CONTINUES, "100,000.01", "0.00", "812.35"),
        (InterestTreatment.FROZEN, "100,812.36", "0.00", "0.00"),
        (InterestTreatment.WAIVED, "100,000.01", "812.35", "0.00"),
    ],
)
def test_what_becomes_of_late_interest_is_a_choice(interest, scheduled, waived, remaining):
    made = plan(replace(FOUR, interest=interest))
    assert [m.number() for m in (made.scheduled, made.interest_waived, made.remaining)] == [
        scheduled,
        waived,
        remaining,
    ]


def test_fees_are_paid_and_a_discount_is_not_and_lapses_with_the_last_day():
    made = plan(replace(FOUR, count=1, first_pct=None, discount_pct=Decimal(2), fees=cny("150.00")))
    assert [m.number() for m in (made.discount, made.fees, made.scheduled)] == ["2,000.00", "150.00", "98,150.01"]
    assert (made.lapses_on, made.remaining) == (date(2026, 6, 30), INTEREST)


def test_a_security_is_a_condition_of_its_own():
    made = plan(replace(FOUR, security="guarantee of the parent company"))
    assert (made.kind, made.security) == (OfferKind.COLLATERAL, "guarantee of the parent company")


def asked(spec=FOUR, terms=TERMS):
    return with_returns(plan(spec), terms).returns


def test_a_plan_asks_what_the_policys_rungs_ask():
    acceptance = Return.WRITTEN_ACCEPTANCE
    assert asked() == (acceptance,)
    one = replace(FOUR, count=1, first_pct=None)
    assert asked(one) == (Return.FIXED_DATE, acceptance)
    assert asked(replace(one, discount_pct=Decimal(2))) == (Return.FIXED_DATE, acceptance, Return.PAYMENT_IN_FULL)
    assert asked(replace(FOUR, interest=InterestTreatment.WAIVED)) == (acceptance, Return.COMPLETION)
    assert Return.SECURITY in asked(replace(FOUR, security="guarantee of the parent company"))


def test_another_policy_asks_for_something_else():
    ladder = tuple(
        replace(rung, asks=(Return.STANDING_ORDER,)) if rung.rung is OfferKind.INSTALMENTS else rung
        for rung in TERMS.ladder
    )
    assert asked(terms=replace(TERMS, ladder=ladder)) == (Return.STANDING_ORDER,)


def test_each_payment_pays_the_invoice_that_fell_due_first():
    made = plan(replace(FOUR, fees=cny("100.00")))
    assert [(share.number, share.invoice_no, share.amount.number()) for share in shares(made, DEBTS)] == [
        (1, "INV-1", "25,025.01"),
        (2, "INV-1", "25,025.00"),
        (3, "INV-1", "9,949.99"),
        (3, "INV-2", "15,075.01"),
        (4, "INV-2", "24,925.00"),
        (4, "", "100.00"),
    ]


def test_a_discount_comes_off_what_falls_due_last():
    made = plan(replace(FOUR, count=1, first_pct=None, discount_pct=Decimal(50)))
    assert [(share.invoice_no, share.amount.number()) for share in shares(made, DEBTS)] == [("INV-1", "50,000.01")]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"count": 0}, "plan_count"),
        ({"count": 400}, "plan_count"),
        ({"first_pct": Decimal("100.5")}, "plan_share"),
        ({"discount_pct": Decimal(101)}, "plan_share"),
        ({"discount_pct": Decimal("NaN")}, "plan_share"),
        ({"first_pct": Decimal(-1)}, "plan_share"),
        ({"first_pct": Decimal(0)}, "plan_amount"),
        ({"rhythm": Rhythm.DAYS}, "plan_rhythm"),
        ({"start": date(2026, 6, 15)}, "plan_day"),
        ({"start": date(2036, 6, 17)}, "plan_day"),
        ({"first": cny("1.00")}, "plan_first_twice"),
        ({"first_pct": None, "first": cny("100000.02")}, "plan_above_debt"),
        ({"first_pct": None, "first": cny("100000.00")}, "plan_too_small"),
        ({"first_pct": None, "first": Money.parse("10.00", "USD")}, "plan_currency"),
        ({"fees": Money.parse("0.00", "USD")}, "plan_currency"),
        ({"fees": cny("-0.01")}, "plan_amount"),
        ({"discount_pct": Decimal(100)}, "plan_nothing"),
        ({"lines": (OwnLine(number=5, amount=cny("1.00")),)}, "plan_line"),
        ({"lines": (OwnLine(number=2, amount=cny("1.00")), OwnLine(number=2, due=TODAY))}, "plan_line"),
        ({"lines": (OwnLine(number=2, due=date(2026, 6, 29)),)}, "plan_order"),
        ({"lines": (OwnLine(number=2, amount=cny("0.00")),)}, "plan_amount"),
        (
            {
                "count": 2,
                "first_pct": None,
                "lines": (OwnLine(number=1, amount=cny("1.00")), OwnLine(number=2, amount=cny("2.00"))),
            },
            "plan_sum",
        ),
    ],
)
def test_each_mistake_is_one_plain_error(changes, code):
    with pytest.raises(BadInput) as refused:
        plan(replace(FOUR, **changes))
    assert refused.value.code == code


def test_a_debt_too_small_for_its_payments_is_not_split():
    debts = (replace(DEBTS[0], amount=cny("0.03")),)
    with pytest.raises(BadInput) as refused:
        plan(replace(FOUR, first_pct=None), debts)
    assert str(refused.value) == "Nothing is left for 4 of the payments; have fewer, or smaller ones before."
