"""What we answer, round by round."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.arrangement import Return
from assistant.domain.authority import Authority, OfferKind
from assistant.domain.commitments import Cause
from assistant.domain.negotiation import Party
from assistant.domain.parties import Role
from assistant.domain.track_record import TrackRecord
from assistant.negotiation.situation import Asked
from tests.unit.negotiation.rounds import answer, money, reasons, rounds, shown

WIDE = Authority(
    role="account_manager",
    max_extension_days=60,
    max_instalments=6,
    min_first_payment_pct=Decimal(0),
    max_plan_days=None,
    max_discount_pct=Decimal(0),
    may_waive_late_fee=False,
)

NOTHING = replace(WIDE, max_extension_days=0, max_instalments=0)


def plan(count: int, first: str | None = None, **more: object) -> Asked:
    paid = money(first) if first else None
    return Asked(kinds=(OfferKind.INSTALMENTS,), instalments=count, first_payment=paid, **more)


def extension(days: int | None = None, **more: object) -> Asked:
    return Asked(kinds=(OfferKind.EXTENSION,), extension_days=days, **more)


def test_each_move_of_theirs_earns_a_smaller_step_and_the_limit_is_the_last():
    first, second, third, fourth = rounds(
        plan(6, "10000.00"), plan(6, "20000.00"), plan(6, "30000.00"), plan(6, "40000.00")
    )
    assert [shown(each.move) for each in (first, second, third, fourth)] == [
        ["2026-06-26 50,000.00", "2026-07-13 50,000.00"],
        ["2026-06-26 50,000.00", "2026-07-27 50,000.00"],
        ["2026-06-26 50,000.00", "2026-08-10 50,000.00"],
        ["2026-06-26 50,000.00", "2026-08-10 50,000.00"],
    ]
    assert [each.next_rung for each in (first, second, third, fourth)] == [OfferKind.INSTALMENTS] * 2 + [None] * 2
    assert reasons(first) == ["why_step", "why_beyond"]
    assert reasons(fourth) == ["why_limit", "why_beyond"]


def test_never_more_is_given_than_they_ask_for_and_nothing_is_taken_back():
    first, second, third = rounds(plan(6, "10000.00"), plan(4, "30000.00"), plan(3, "40000.00"))
    assert [shown(each.move) for each in (first, second, third)] == [
        ["2026-06-26 50,000.00", "2026-07-13 50,000.00"],
        # The limit is 10 August, but by 27 July they offer more than half themselves.
        ["2026-06-26 50,000.00", "2026-07-27 50,000.00"],
        ["2026-06-26 50,000.00", "2026-07-27 50,000.00"],
    ]


def test_who_repeats_their_demand_gets_nothing_more():
    first, second = rounds(plan(6, "10000.00"), plan(6, "10000.00"))
    assert second.move.arrangement == first.move.arrangement
    assert reasons(second) == ["why_not_moved", "why_beyond"]


def test_who_is_in_need_and_names_no_figure_again_is_to_be_called_and_is_given_nothing_for_it():
    asked_twice = rounds(Asked(), Asked(), Asked())
    assert [reasons(each) for each in asked_twice][1:] == [["why_not_moved", "why_call"]] * 2
    assert {tuple(shown(each.move)) for each in asked_twice} == {tuple(shown(asked_twice[0].move))}


@pytest.mark.parametrize("cause", [Cause.UNKNOWN, Cause.UNWILLING])
def test_who_tells_of_no_need_and_repeats_is_not(cause):
    assert "why_call" not in reasons(rounds(Asked(), Asked(), cause=cause)[1])


def test_who_stalls_gets_nothing_more():
    first, second = rounds(plan(6, "10000.00"), Asked())
    assert second.move.arrangement == first.move.arrangement


def test_a_worse_proposal_than_before_earns_nothing():
    first, second = rounds(plan(4, "30000.00"), plan(6, "10000.00"))
    assert second.move.arrangement == first.move.arrangement


def test_a_proposal_that_costs_less_than_our_next_step_is_taken_with_something_in_return():
    taken = answer(extension(7))
    assert taken.move.by is Party.CUSTOMER
    assert shown(taken.move) == ["2026-06-29 100,000.00"]
    assert taken.move.arrangement.returns == (Return.FIXED_DATE, Return.WRITTEN_ACCEPTANCE)
    assert reasons(taken) == ["why_accept"]


def test_who_asks_for_time_without_a_reason_or_a_date_is_asked_for_the_cause_first():
    held = answer(extension(), cause=Cause.UNKNOWN)
    assert shown(held.move) == ["2026-06-26 100,000.00"]
    assert [doubt.code for doubt in held.doubts] == ["ask_until_when"]
    assert reasons(held) == ["why_cause_first"]


def test_news_of_the_cause_earns_a_step():
    held, step = rounds(extension(), extension(news=True), cause=Cause.UNKNOWN)
    assert shown(held.move) == ["2026-06-26 100,000.00"]
    assert shown(step.move) == ["2026-06-29 100,000.00"]


def test_without_any_authority_payment_now_is_asked_and_the_approver_named():
    held = answer(plan(3), role=Role.ACCOUNT_MANAGER, authority=NOTHING)
    assert shown(held.move) == ["2026-06-23 100,000.00"]
    assert held.proposed.ruling.approver is Role.REVIEWER
    assert held.limit is held.move
    assert reasons(held) == ["why_limit", "why_beyond"]


def test_after_broken_promises_more_is_asked_at_once_and_the_plan_ends_sooner():
    usual, careful = (
        answer(plan(6), role=Role.REVIEWER, record=record)
        for record in (TrackRecord(kept=2), TrackRecord(kept=0, broken=2))
    )
    assert [shown(usual.limit)[0], shown(usual.limit)[-1]] == ["2026-06-26 25,000.00", "2026-09-28 25,000.00"]
    assert shown(careful.limit) == ["2026-06-26 50,000.00", "2026-08-10 50,000.00"]
    assert "why_careful" in reasons(careful)


def test_a_discount_is_for_payment_in_full_by_a_day_grows_in_steps_and_lapses():
    ask = [Asked(kinds=(OfferKind.DISCOUNT,), discount_pct=Decimal(pct)) for pct in (10, 5)]
    first, second = rounds(*ask, role=Role.ADMIN)
    assert [str(each.move.arrangement.discount) for each in (first, second)] == ["CNY 1,500.00", "CNY 2,000.00"]
    assert first.move.arrangement.lapses_on == first.move.arrangement.last_day
    assert first.move.arrangement.returns == (Return.PAYMENT_IN_FULL, Return.WRITTEN_ACCEPTANCE)


def test_no_discount_is_talked_of_before_the_cause_is_known():
    asked = Asked(kinds=(OfferKind.DISCOUNT,), discount_pct=Decimal(10))
    held = answer(asked, role=Role.ADMIN, cause=Cause.UNKNOWN)
    assert shown(held.move) == ["2026-06-26 100,000.00"]
    assert reasons(held) == ["why_cause_first", "why_beyond"]


def waiving(count: int, first: str) -> Asked:
    kinds = (OfferKind.INSTALMENTS, OfferKind.WAIVE_INTEREST)
    return Asked(kinds=kinds, instalments=count, first_payment=money(first), waive_interest=True)


def test_late_interest_is_waived_from_the_second_step_on_and_only_on_completion():
    first, second = rounds(waiving(6, "20000.00"), waiving(4, "25000.00"), late="3000.00", role=Role.REVIEWER)
    assert shown(first.move) == [
        "2026-06-26 25,000.00",
        "2026-07-10 25,000.00",
        "2026-07-24 25,000.00",
        "2026-08-07 25,000.00",
    ]
    assert str(first.move.arrangement.remaining) == "CNY 3,000.00"
    waived = second.move.arrangement
    assert (waived.kind, str(waived.interest_waived)) == (OfferKind.WAIVE_INTEREST, "CNY 3,000.00")
    assert Return.COMPLETION in waived.returns
    assert not waived.remaining


def test_late_interest_is_waived_at_once_for_all_of_the_debt_within_two_weeks():
    taken = answer(
        Asked(kinds=(OfferKind.WAIVE_INTEREST,), waive_interest=True, extension_days=10),
        late="3000.00",
        role=Role.REVIEWER,
    )
    assert (shown(taken.move), str(taken.move.price.cost)) == (["2026-07-02 100,000.00"], "CNY 3,164.11")
    assert reasons(taken) == ["why_accept"]


def test_half_now_with_nothing_said_about_the_rest_is_answered_by_a_day_for_it_and_a_question():
    step = answer(Asked(kinds=(OfferKind.PART_NOW,), first_payment=money("50000.00")))
    assert step.proposed is None
    assert [doubt.code for doubt in step.doubts] == ["ask_rest_when"]
    assert shown(step.move) == ["2026-06-26 50,000.00", "2026-07-02 50,000.00"]


def test_a_discount_that_they_no_longer_ask_for_is_no_longer_offered():
    first, second = rounds(
        Asked(kinds=(OfferKind.DISCOUNT,), discount_pct=Decimal(30)), plan(12), role=Role.REVIEWER, amount="40000.00"
    )
    assert str(first.move.arrangement.discount) == "CNY 400.00"
    assert (second.move.arrangement.kind, str(second.move.arrangement.discount)) == (OfferKind.INSTALMENTS, "CNY 0.00")


def test_news_of_the_cause_earns_time_and_no_money():
    ask = Asked(kinds=(OfferKind.DISCOUNT,), discount_pct=Decimal(10))
    first, second = rounds(ask, Asked(news=True), role=Role.ADMIN)
    assert second.move.arrangement == first.move.arrangement


def test_who_asks_for_twelve_equal_payments_where_six_are_allowed_is_offered_equal_ones():
    *_, last = rounds(plan(12), plan(11), plan(10), plan(9), authority=WIDE)
    assert shown(last.move) == [
        "2026-06-26 16,666.66",
        "2026-07-27 16,666.66",
        "2026-08-26 16,666.66",
        "2026-09-28 16,666.66",
        "2026-10-26 16,666.66",
        "2026-11-26 16,666.70",
    ]


@pytest.mark.parametrize(("days", "day"), [(0, "2026-06-23"), (3, "2026-06-25"), (5, "2026-06-26"), (30, "2026-06-26")])
def test_payment_now_comes_no_later_than_authority_extends_or_on_the_next_business_day(days, day):
    none = replace(WIDE, max_extension_days=days, max_instalments=1)
    assert shown(answer(Asked(), authority=none).move) == [f"{day} 100,000.00"]


def test_a_waiver_that_is_asked_while_a_plan_is_on_the_table_is_asked_on_top_of_it():
    first, second = rounds(
        plan(3, "50000.00"),
        Asked(kinds=(OfferKind.WAIVE_INTEREST,), waive_interest=True),
        late="600.00",
        authority=WIDE,
    )
    assert shown(second.proposed) == shown(first.move)
    assert second.proposed.arrangement.interest_waived == money("600.00")


def test_all_of_it_within_two_weeks_is_taken_also_where_an_earlier_way_would_have_cost_less():
    _, taken = rounds(
        plan(2, "90000.00"), Asked(promised=money("100000.00"), promised_on=date(2026, 7, 1)), authority=WIDE
    )
    assert (taken.move.by, shown(taken.move)) == (Party.CUSTOMER, ["2026-07-01 100,000.00"])
