"""Sums, shares and dates as customers name them in English: so much at first and more then, not the 12th, 90% and quits."""

from datetime import date

import pytest

from assistant.domain.commitments import Cause
from assistant.domain.reading import ProposalKind
from tests.unit.intake.replies.english import heard

WAIVE, LESS = ProposalKind.WAIVE_INTEREST, ProposalKind.DISCOUNT
PLAN, TIME = ProposalKind.INSTALMENTS, ProposalKind.EXTENSION


def proposal(text):
    return heard(text).reading.proposal


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("We can clear it in one go on 17 July if you knock off the late fee.", {WAIVE, TIME}),
        ("We can clear it on 17 July if you knock the interest off.", {WAIVE, TIME}),
        ("We'd want the interest frozen.", {WAIVE}),
        ("Knock 500 off and we pay on Friday.", {LESS}),
        ("Is there any discount for paying this week?", {LESS}),
        ("I'd rather give you a post-dated cheque for 31 July.", {ProposalKind.OTHER_PAYMENT_METHOD}),
        ("Let's split the difference - 5 payments.", {PLAN}),
    ],
)
def test_what_is_asked_for(text, kinds):
    assert set(proposal(text).kinds) == kinds


def test_splitting_the_difference_complains_of_nothing():
    reading = heard("Let's split the difference - 5 payments.").reading
    assert (reading.causes, reading.dispute) == ((), None)


def test_ninety_per_cent_and_quits_is_ten_off():
    assert proposal("Take it or leave it: 90% now and we call it quits.").discount_pct == 10


@pytest.mark.parametrize(
    ("text", "each"),
    [
        ("How about £500 a week for the first month then £1,000 a week after that?", None),
        ("Best we can offer is £1,500/week rather than £1,800/week.", 1500),
        ("£1,000 a month. Not £2,000 a month.", 1000),
        ("5k now, 5k a month after that.", 5000),
    ],
)
def test_what_is_paid_each_time(text, each):
    found = proposal(text)
    assert found.per_instalment == each
    assert found.first_payment == (5000 if "now" in text else None)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Deal, but make it the 20th instead of the 12th.", date(2026, 6, 20)),
        ("Sorry, make that the 26th.", date(2026, 6, 26)),
    ],
)
def test_the_day_that_stands_instead_counts(text, day):
    bargain = heard(text)
    assert bargain.reading.promise.day == day
    assert bargain.accepts is None


@pytest.mark.parametrize(
    "text",
    [
        "No money till the grant lands, supposed to be 1 July but who knows.",
        "I'll pay when I'm good and ready.",
        "You'll have it when I feel like it.",
    ],
)
def test_no_day_of_their_own_is_promised(text):
    reading = heard(text).reading
    assert (reading.promise, reading.proposal) == (None, None)


@pytest.mark.parametrize(
    "text", ["Agreed in principle, just need my FD to sign it off.", "Agreed, as long as it's the 26th."]
)
def test_a_yes_that_waits_is_none(text):
    assert heard(text).accepts is None


def test_the_undisputed_rest_is_what_is_promised():
    text = "I'm disputing the £1,200 call-out charge; the rest, £16,800, is fine and will go Friday."
    promise = heard(text).reading.promise
    assert (promise.amount, promise.day) == (16800, date(2026, 6, 12))


@pytest.mark.parametrize(
    "text",
    [
        "We sent 9,000 on 2 June, please confirm, rest follows on 30 June.",
        "Please find attached remittance for £9,000, balance to follow on 30 June.",
    ],
)
def test_of_what_came_and_the_rest_the_rest_is_asked_for(text):
    bargain = heard(text)
    found = bargain.reading.proposal
    assert (found.kinds, found.first_payment, found.until) == ((ProposalKind.EXTENSION,), None, date(2026, 6, 30))
    assert not bargain.doubts


def test_four_equal_monthlies_are_four_payments():
    assert proposal("We'll do 4 equal monthlies of £4,500, first one 1 July.").instalments == 4


@pytest.mark.parametrize(
    "text",
    ["What about 2% if I wire this Friday?", "If we wire the whole lot by Friday the 12th can we get the 2%?"],
)
def test_so_many_per_cent_for_paying_is_a_discount(text):
    found = proposal(text)
    assert (found.kinds, found.discount_pct, found.first_payment) == ((LESS,), 2, None)


@pytest.mark.parametrize("text", ["Can we get a 10% deposit back?", "We can do 20% if you accept instalments."])
def test_other_per_cent_are_no_discount(text):
    found = proposal(text)
    assert found is None or found.discount_pct is None


@pytest.mark.parametrize("text", ["We ask that no further interest be charged.", "Six payments without any interest?"])
def test_no_further_interest_is_a_waiver(text):
    assert proposal(text).waive_interest


def test_no_interest_in_something_is_none():
    assert heard("We have no interest in a long argument.").reading.proposal is None


def test_two_payments_of_all_of_it_on_two_days():
    found = proposal("We'd pay 18k in 2 tranches: 15/7 and 15/8.")
    assert (found.kinds, found.instalments, found.first_payment) == ((PLAN,), 2, None)
    assert (found.starts, found.until) == (date(2026, 7, 15), date(2026, 8, 15))


@pytest.mark.parametrize("text", ["We were shut for six weeks.", "Floods knocked the workshop out for five weeks."])
def test_how_long_something_lasted_is_neither_a_plan_nor_time_asked_for(text):
    assert proposal(text) is None


def test_so_much_a_month_for_so_long_is_a_plan():
    assert proposal("£3,000 a month for six months").instalments == 6


def test_who_tells_of_a_loss_steers_nobody():
    text = "Following the loss of a major account we are restructuring and ask for your support."
    assert heard(text).reading.signs == {}


def test_a_post_of_saturday_arrives_later():
    assert proposal("well it went second class on saturday so give it till thursday").until == date(2026, 6, 11)


def test_a_cheque_that_will_be_ready_is_a_promise_of_somebody_who_is_back():
    reading = heard("Boss back, cheque for INV-77 will be ready for pick up on Friday 19 June.").reading
    assert (reading.promise.day, reading.out_of_office) == (date(2026, 6, 19), None)


def test_where_the_boss_is_until_wednesday_is_no_time_to_pay():
    reading = heard("For INV-77 boss not yet sign cheque, he is in Shenzhen until next Wed.").reading
    assert (reading.promise, reading.proposal, reading.primary_cause) == (None, None, Cause.APPROVAL_DELAY)


@pytest.mark.parametrize("day", ["Friday 24/7", "Fri, 24/7", "Friday the 24/7", "24/7 (Fri)", "Friday 24 July"])
def test_a_weekday_before_a_date_is_that_dates_own(day):
    reading = heard(f"The cheque will be ready on {day}.").reading
    assert (reading.promise.day, reading.proposal) == (date(2026, 7, 24), None)


def test_a_weekday_and_another_date_are_two_days():
    found = proposal("Half on Friday, half on 24/7.")
    assert (found.starts, found.until) == (date(2026, 6, 12), date(2026, 7, 24))
