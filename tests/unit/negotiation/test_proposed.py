"""What customers propose, priced as they made it, and what has to be asked back."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.authority import OfferKind
from assistant.domain.money import Money
from assistant.domain.parties import Role
from assistant.negotiation.making import Maker
from assistant.negotiation.plan_spec import Rhythm
from assistant.negotiation.proposed import Proposal, proposed
from assistant.negotiation.situation import Asked, Listed
from tests.unit.negotiation.rounds import CALENDAR, TERMS, money, shown, situation

KINDS = OfferKind


def heard(asked: Asked | None, **changes: object) -> Proposal:
    return proposed(asked, Maker(situation=situation(asked, **changes), terms=TERMS, calendar=CALENDAR))


def asking(*kinds: OfferKind, **figures: object) -> Asked:
    return Asked(kinds=kinds, **figures)


def test_thirty_thousand_now_and_the_rest_over_six_months():
    proposal = heard(asking(KINDS.INSTALMENTS, instalments=7, first_payment=money("30000.00")))
    assert shown(proposal.arrangement) == [
        "2026-06-26 30,000.00",
        "2026-07-27 11,666.66",
        "2026-08-26 11,666.66",
        "2026-09-28 11,666.66",
        "2026-10-26 11,666.66",
        "2026-11-26 11,666.66",
        "2026-12-28 11,666.70",
    ]


def test_so_much_a_month_until_all_is_paid():
    proposal = heard(asking(KINDS.INSTALMENTS, per_instalment=money("30000.00")))
    assert [text.split()[1] for text in shown(proposal.arrangement)] == [
        "30,000.00",
        "30,000.00",
        "30,000.00",
        "10,000.00",
    ]


def test_three_rounded_parts_stand_for_all_of_it():
    proposal = heard(asking(KINDS.INSTALMENTS, instalments=3, per_instalment=money("33333.00")))
    assert [text.split()[1] for text in shown(proposal.arrangement)] == ["33,333.00", "33,333.00", "33,334.00"]


def test_parts_up_to_a_day_are_spread_evenly_and_begin_on_the_day_that_they_name():
    proposal = heard(asking(KINDS.INSTALMENTS, instalments=3, until=date(2026, 8, 31), promised_on=date(2026, 7, 1)))
    assert shown(proposal.arrangement) == ["2026-07-01 33,333.33", "2026-07-31 33,333.33", "2026-08-31 33,333.34"]


def test_the_fifteenth_of_each_month_stays_the_fifteenth():
    proposal = heard(asking(KINDS.INSTALMENTS, instalments=3, until=date(2026, 9, 15), promised_on=date(2026, 7, 15)))
    assert [text.split()[0] for text in shown(proposal.arrangement)] == ["2026-07-15", "2026-08-17", "2026-09-15"]


@pytest.mark.parametrize("until", [None, date(2026, 10, 5)])
def test_each_month_has_the_day_that_they_name_also_where_the_first_falls_on_a_sunday(until):
    asked = asking(KINDS.INSTALMENTS, instalments=4, until=until, promised_on=date(2026, 7, 5))
    days = [line.split()[0] for line in shown(heard(asked).arrangement)]
    assert days == ["2026-07-06", "2026-08-05", "2026-09-07", "2026-10-05"]  # 5 September is a Saturday


def test_the_end_of_each_month_stays_its_end_and_the_31st_comes_back_after_a_short_month():
    ends = asking(KINDS.INSTALMENTS, instalments=4, promised_on=date(2026, 6, 30), month_ends=True)
    numbered = asking(KINDS.INSTALMENTS, instalments=4, promised_on=date(2026, 7, 31))
    assert [[line.split()[0] for line in shown(heard(asked).arrangement)] for asked in (ends, numbered)] == [
        ["2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30"],
        ["2026-07-31", "2026-08-31", "2026-09-30", "2026-11-02"],  # 31 October is a Saturday
    ]


def test_what_we_lay_out_in_answer_keeps_the_day_of_the_month_that_they_name():
    asked = asking(KINDS.INSTALMENTS, instalments=4, promised_on=date(2026, 7, 5))
    maker = Maker(situation=situation(asked), terms=TERMS, calendar=CALENDAR)
    on_the_fifth = [date(2026, 7, 5), date(2026, 8, 5), date(2026, 9, 5)]
    assert maker.in_rhythm(date(2026, 7, 6), 3, Rhythm.MONTH) == on_the_fifth
    assert maker.in_rhythm(date(2026, 6, 26), 2, Rhythm.MONTH) == [date(2026, 6, 26), date(2026, 7, 26)]


def test_payments_that_they_list_stand_as_they_list_them():
    proposal = heard(
        asking(
            KINDS.PART_NOW,
            payments=(
                Listed(day=None, amount=money("50000.00")),
                Listed(day=date(2026, 7, 15), amount=money("40000.00")),
                Listed(day=date(2026, 8, 1), amount=None),
            ),
        )
    ).arrangement
    assert proposal.kind is KINDS.INSTALMENTS
    assert shown(proposal) == ["2026-06-26 50,000.00", "2026-07-15 40,000.00", "2026-08-03 10,000.00"]


def test_a_last_day_that_the_months_come_to_is_no_other_rhythm():
    asked = asking(KINDS.INSTALMENTS, instalments=4, promised_on=date(2026, 6, 30), until=date(2026, 9, 30))
    days = [line.split()[0] for line in shown(heard(asked).arrangement)]
    assert days == ["2026-06-30", "2026-07-30", "2026-08-31", "2026-09-30"]


def test_three_listed_thirds_are_one_whole():
    third = money("33333.33")
    days = (None, date(2026, 7, 27), date(2026, 8, 26))
    payments = tuple(Listed(day=day, amount=third) for day in days)
    assert shown(heard(asking(KINDS.INSTALMENTS, payments=payments)).arrangement) == [
        "2026-06-26 33,333.33",
        "2026-07-27 33,333.33",
        "2026-08-26 33,333.34",
    ]


def test_payments_that_do_not_come_to_the_debt_leave_a_question():
    payments = (Listed(day=None, amount=money("50000.00")), Listed(day=date(2026, 7, 15), amount=money("40000.00")))
    (doubt,) = heard(asking(KINDS.PART_NOW, payments=payments)).doubts
    assert (doubt.code, doubt.details["first"], doubt.details["rest"]) == (
        "ask_rest_when",
        money("90000.00"),
        money("10000.00"),
    )


def test_one_a_fortnight():
    proposal = heard(asking(KINDS.INSTALMENTS, instalments=3, every_days=14))
    assert [text.split()[0] for text in shown(proposal.arrangement)] == ["2026-06-26", "2026-07-10", "2026-07-24"]


def test_a_part_now_and_the_rest_soon_is_that_and_with_a_late_rest_a_plan_of_two():
    soon, late = (
        heard(asking(KINDS.PART_NOW, first_payment=money("40000.00"), extension_days=days)).arrangement
        for days in (10, 30)
    )
    assert (soon.kind, shown(soon)) == (KINDS.PART_NOW, ["2026-06-26 40,000.00", "2026-07-02 60,000.00"])
    assert (late.kind, shown(late)) == (KINDS.INSTALMENTS, ["2026-06-26 40,000.00", "2026-07-22 60,000.00"])


def test_a_day_on_which_nothing_is_paid_moves_on_but_not_beyond_the_limit():
    within, beyond = (
        heard(asking(KINDS.EXTENSION, until=day)).arrangement for day in (date(2026, 6, 27), date(2026, 7, 4))
    )
    assert shown(within) == ["2026-06-29 100,000.00"]
    assert shown(beyond) == ["2026-07-06 100,000.00"]
    at_the_limit = heard(asking(KINDS.EXTENSION, until=date(2026, 7, 22)), role=Role.REVIEWER).arrangement
    assert shown(at_the_limit) == ["2026-07-22 100,000.00"]


def test_a_promise_of_all_of_it_is_an_extension_until_that_day():
    proposal = heard(Asked(promised=money("100000.00"), promised_on=date(2026, 7, 1)))
    assert (proposal.arrangement.kind, shown(proposal.arrangement)) == (KINDS.EXTENSION, ["2026-07-01 100,000.00"])


def test_a_discount_and_a_lump_sum_leave_what_is_paid():
    ten = heard(asking(KINDS.DISCOUNT, discount_pct=Decimal(10))).arrangement
    assert (shown(ten), str(ten.discount), ten.kind) == (["2026-06-26 90,000.00"], "CNY 10,000.00", KINDS.DISCOUNT)
    lump = heard(asking(KINDS.DISCOUNT, first_payment=money("66666.66"))).arrangement
    assert (shown(lump), str(lump.discount), lump.discount_pct) == (
        ["2026-06-26 66,666.66"],
        "CNY 33,333.34",
        Decimal("33.33"),
    )


def test_a_waiver_gives_up_the_interest_and_leaves_nothing_open():
    waived = heard(asking(KINDS.INSTALMENTS, instalments=2, waive_interest=True), late="1234.56").arrangement
    assert (waived.kind, str(waived.interest_waived), str(waived.remaining)) == (
        KINDS.WAIVE_INTEREST,
        "CNY 1,234.56",
        "CNY 0.00",
    )


def test_who_proposes_nothing_has_no_proposal_and_leaves_no_doubt():
    assert heard(None) == heard(Asked()) == Proposal(arrangement=None)


@pytest.mark.parametrize(
    ("asked", "doubt"),
    [
        (asking(KINDS.PART_NOW, first_payment=money("50000.00")), "ask_rest_when"),
        (asking(KINDS.PART_NOW), "ask_how_much_now"),
        (asking(KINDS.INSTALMENTS), "ask_how_many"),
        (asking(KINDS.INSTALMENTS, instalments=0), "doubt_count"),
        (asking(KINDS.INSTALMENTS, instalments=400), "doubt_count"),
        (asking(KINDS.INSTALMENTS, per_instalment=money("10.00")), "doubt_count"),
        (asking(KINDS.INSTALMENTS, per_instalment=money("0.01")), "doubt_count"),
        (asking(KINDS.INSTALMENTS, until=date(2027, 6, 1), every_days=1), "doubt_count"),
        (asking(KINDS.INSTALMENTS, instalments=3, per_instalment=money("20000.00")), "ask_parts_do_not_sum"),
        (asking(KINDS.INSTALMENTS, instalments=3, first_payment=money("100000.00")), "ask_first_or_parts"),
        (asking(KINDS.INSTALMENTS, instalments=5, until=date(2026, 6, 25)), "ask_which_days"),
        (asking(KINDS.DISCOUNT, discount_pct=Decimal(120)), "doubt_per_cent"),
        (asking(KINDS.DISCOUNT), "ask_how_much_off"),
        (asking(KINDS.EXTENSION), "ask_until_when"),
        (asking(KINDS.EXTENSION, until=date(2026, 6, 1)), "doubt_past"),
        (asking(KINDS.EXTENSION, until=date(2036, 6, 1)), "doubt_far"),
        (asking(KINDS.EXTENSION, extension_days=0), "doubt_days"),
        (asking(KINDS.PART_NOW, first_payment=money("150000.00"), extension_days=5), "doubt_above_debt"),
        (asking(KINDS.PART_NOW, first_payment=money("0.00"), extension_days=5), "doubt_no_amount"),
        (asking(KINDS.PART_NOW, first_payment=Money(500000, "USD"), extension_days=5), "doubt_currency"),
        (asking(KINDS.FULL_NOW, KINDS.INSTALMENTS, instalments=3), "doubt_two"),
        (asking(KINDS.COLLATERAL), "ask_which_plan"),
    ],
)
def test_what_is_unclear_or_cannot_be_meant_is_asked_and_never_guessed(asked, doubt):
    proposal = heard(asked)
    assert proposal.arrangement is None
    assert [reason.code for reason in proposal.doubts] == [doubt]
