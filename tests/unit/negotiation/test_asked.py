"""What a message means beside the one before it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistant.domain.authority import OfferKind
from assistant.domain.bargain import Change
from assistant.negotiation.asked import completed
from assistant.negotiation.changed import changed
from assistant.negotiation.situation import Asked, Listed
from tests.unit.negotiation.arranged import TODAY, paying
from tests.unit.negotiation.rounds import money

OWED = money("100000.00")
MAY, JUNE = date(2026, 5, 8), date(2026, 6, 8)
HALVES = Asked(kinds=(OfferKind.PART_NOW,), first_payment=money("50000.00"), until=JUNE)
SETTLES = Asked(kinds=(OfferKind.DISCOUNT,), first_payment=money("90000.00"), until=MAY)


def test_a_day_of_the_rest_stands_behind_the_first_part_of_before():
    before = Asked(kinds=(OfferKind.PART_NOW,), first_payment=money("50000.00"))
    made = completed(Asked(promised_on=MAY), before, OWED)
    assert made.payments == (Listed(day=None, amount=money("50000.00")), Listed(day=MAY, amount=None))


def test_the_rest_of_a_whole_plan_moves_where_the_words_are_of_the_rest_alone():
    moved = completed(Asked(kinds=(OfferKind.PART_NOW,), until=MAY), HALVES, OWED)
    assert moved.payments == (Listed(day=None, amount=money("50000.00")), Listed(day=MAY, amount=None))
    all_of_it = Asked(promised_on=MAY)
    assert completed(all_of_it, HALVES, OWED) == all_of_it


def test_of_a_list_only_the_last_payment_moves():
    first = Listed(day=MAY, amount=money("60000.00"))
    before = Asked(
        kinds=(OfferKind.PART_NOW,),
        first_payment=money("60000.00"),
        payments=(first, Listed(day=date(2026, 7, 8), amount=money("40000.00"))),
    )
    moved = completed(Asked(kinds=(OfferKind.PART_NOW,), until=JUNE), before, OWED)
    assert moved.payments == (first, Listed(day=JUNE, amount=None))


def test_a_higher_sum_after_a_settlement_is_a_settlement_still():
    made = completed(Asked(promised=money("95000.00"), promised_on=MAY), SETTLES, OWED)
    assert (made.kinds, made.first_payment, made.until) == ((OfferKind.DISCOUNT,), money("95000.00"), MAY)


def test_all_of_it_or_a_part_with_a_rest_is_no_settlement():
    for asked in (Asked(promised=OWED, promised_on=MAY), HALVES):
        assert completed(asked, SETTLES, OWED) == asked


def test_a_day_of_the_rest_with_nothing_before_is_more_time_for_all_of_it():
    made = completed(Asked(kinds=(OfferKind.PART_NOW,), until=MAY), None, OWED)
    assert (made.kinds, made.until) == ((OfferKind.EXTENSION,), MAY)


THIRDS = paying((10, "40000.00"), (40, "30000.00"), (70, "30000.00"))


def listed(asked):
    return [((each.day - TODAY).days, each.amount) for each in asked.payments]


def test_a_payment_of_the_plan_moves_and_the_others_stay():
    for which, days in ((0, [5, 40, 70]), (-1, [10, 40, 80]), (1, [10, 60, 70])):
        day = TODAY + timedelta(days=next(n for n, kept in zip(days, (10, 40, 70), strict=True) if n != kept))
        made = changed(None, (Change(which=which, day=day),), THIRDS)
        assert listed(made) == list(zip(days, [each.amount for each in THIRDS.schedule], strict=True))


def test_another_first_sum_takes_what_the_others_are_said_to_be():
    made = changed(None, (Change(which=0, amount=Decimal(50_000)), Change(which=None, amount=Decimal(25_000))), THIRDS)
    assert [amount for _, amount in listed(made)] == [money("50000.00"), money("25000.00"), money("25000.00")]


@pytest.mark.parametrize(
    "change",
    [
        Change(which=0, amount=Decimal(50_000)),
        Change(which=5, day=TODAY + timedelta(days=80)),
        Change(which=0, day=TODAY + timedelta(days=50)),
    ],
)
def test_a_change_that_leaves_sums_or_days_open_makes_no_proposal(change):
    assert changed(None, (change,), THIRDS) is None


IN_THREE = Asked(kinds=(OfferKind.INSTALMENTS,), instalments=3)


def test_who_says_only_when_instalments_begin_keeps_their_number():
    asks = Asked(kinds=(OfferKind.INSTALMENTS,), promised_on=MAY)
    assert completed(asks, IN_THREE, OWED).instalments == 3
    five = replace(asks, instalments=5)
    assert completed(five, IN_THREE, OWED) == five
    monthly = replace(asks, per_instalment=money("20000.00"))
    assert completed(monthly, IN_THREE, OWED) == monthly


def test_the_rest_behind_a_part_that_was_promised_is_its_second_payment():
    before = Asked(promised=money("30000.00"), promised_on=MAY)
    made = completed(Asked(promised=money("70000.00"), promised_on=JUNE), before, OWED)
    assert made.payments == (Listed(day=MAY, amount=money("30000.00")), Listed(day=JUNE, amount=None))
    other = Asked(promised=money("40000.00"), promised_on=JUNE)
    assert completed(other, before, OWED) == other
    anew = Asked(kinds=(OfferKind.PART_NOW,), first_payment=money("70000.00"), promised_on=MAY, until=JUNE)
    assert completed(anew, before, OWED) == anew


def test_other_days_than_those_of_the_plan_before_are_no_part_of_it():
    halves = replace(HALVES, payments=(Listed(day=MAY, amount=money("50000.00")), Listed(day=JUNE, amount=None)))
    same = Asked(kinds=(OfferKind.PART_NOW,), promised_on=MAY, until=JUNE)
    assert [each.day for each in completed(same, halves, OWED).payments] == [MAY, JUNE]
    other = replace(same, promised_on=date(2026, 5, 20))
    assert completed(other, halves, OWED) == other


def test_a_first_part_by_a_day_stays_by_that_day_where_the_rest_is_named_later():
    before = Asked(promised=money("30000.00"), promised_on=MAY, deadlines=frozenset({MAY}))
    rest = Asked(promised=money("70000.00"), promised_on=JUNE)
    assert completed(rest, before, OWED).deadlines == {MAY}
    # What is named anew is as it is named now.
    anew = Asked(promised=money("40000.00"), promised_on=MAY)
    assert completed(anew, before, OWED).deadlines == frozenset()
