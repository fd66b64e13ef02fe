"""In English a day is firm where the words commit to it or ask for it; to speak of paying is not enough."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.given import LedgerNow

TODAY = date(2026, 6, 1)


def heard(text):
    total = OpenTotal(amount=Decimal(24_000), currency="GBP")
    return read_bargain(text, TODAY, LedgerNow(invoice_nos=("INV-77",), total=total))


@pytest.mark.parametrize(
    "text",
    [
        "We had the money set aside for 12 June, but the bank swept the account on Friday and it is gone.",
        "I told Sam we would pay on the 12th, that was before the flood.",
        "We start paying suppliers again on 22 June.",
        "We have always paid on the 19th, up to this year.",
        "Payment terms are end of month following, so 30 June.",
        "Will confirm payment on the 12th.",
        "Will confirm the full amount on 12 June.",
        "The meeting is set up for 12 June.",
        "Payment on the 12th would leave us nothing for wages.",
        "24,000 on 12 June it says here. Right.",
        "Is 12 June a hard deadline or can it slide?",
        'Your mail says "please pay GBP 24,000.00 by 12 June". I did not see where that comes from.',
        "Our landlord has promised us the refund of the deposit by 15 June.",
        "The next cheque run is on 19 June. Your invoice is not in it.",
        "Nobody here can promise you payment on the 12th or on any other day.",
        "I'd love to say you will have it by the 12th.",
        "It is in the payment run of 12 June, but she may well take it out again.",
        "I will ask Tom whether 24,000 on 19 June is possible.",
        "The 19th? We would have managed that if the others had paid us.",
        "Would you want the full 24,000 by 12 June, or is there some room?",
        "What happens if we have not paid by 12 June?",
        "We'd pay on the 12th if we could.",
        "We're due to get paid on the 19th ourselves.",
        "We need until 15 June to decide.",
        "We pay our growers on the 15th and trade suppliers whenever we can.",
        "Please resend the statement by 12 June so that we can check it.",
        "I doubt very much that you'll be paid by 12 June.",
        "You will get a decision on 12 June.",
        "You can expect my answer on 12 June.",
    ],
)
def test_a_day_that_is_only_told_of_is_not_firm(text):
    assert heard(text).tentative


@pytest.mark.parametrize(
    "text",
    [
        "We had hoped to pay on the 5th. We will now pay everything on the 12th.",
        "We had asked for July, but we can live with 19 June.",
        "Our terms are 60 days, but we will settle this one in full by 12 June.",
        "The whole invoice is in our payment run of 12 June, approved and released.",
        'You wrote "by 12 June": we will pay on 12 June.',
        "Is it alright to pay on 12 June?",
        "We pay 12 June, can or not?",
        "Shall we say 12 June?",
        "£24,000 on 12 June, job done.",
        "12 June without fail.",
        "Approved by me just now, goes out Friday 12 June.",
        "The 24,000 you want will be paid on 12 June.",
        "We'll pay on 12 June if you want.",
        "12 June, full amount, by bank transfer.",
        "Set up for Friday's run (12 June), all of it.",
        "We are transferring the whole amount on 12 June.",
        "We pay our invoice on 12 June.",
        "Put us down for 19 June.",
        "I'm putting it through for 12 June.",
        "You're in the run of 12 June.",
        "I've had a word with the FD: 24,000 on 12 June.",
        "Need until 12 June please, then it's paid in full.",
        "12 June is the day we have the cash to pay you in full, so 12 June it is.",
    ],
)
def test_a_day_that_they_commit_to_or_ask_for_is(text):
    assert not heard(text).tentative


@pytest.mark.parametrize(
    "text",
    [
        "OK. I'm out of the office till 15 June and will look at it then.",
        "I can accept that the amount is right.",
        "Thanks, that's good of you. I'll speak to Ian.",
        "Agreed that the goods arrived. We cannot accept the date.",
    ],
)
def test_a_yes_to_something_else_accepts_nothing(text):
    assert heard(text).accepts is None


@pytest.mark.parametrize(
    "text",
    [
        "OK. Thank you.",
        "We accept that.",
        "Agreed. I'll look into the bank details today.",
        "Happy with those dates.",
        "We can do that. First 8,000 on 15 June.",
        "The plan is fine, thanks.",
        "That arrangement is acceptable to us.",
        "That day suits us, 19 June.",
    ],
)
def test_a_yes_to_the_offer_accepts_it(text):
    assert heard(text).accepts is not None


@pytest.mark.parametrize(
    "text",
    [
        "Van's gone, boiler's gone and now you want 24k on the 12th.",
        "So you're saying 24,000 by 12 June, have I got that right?",
        "Yes to paying, no to the 12th.",
        "Yes, ring me Thursday after 2, easier than typing.",
        "Our client is meant to pay us on 12 June and then we'll see.",
    ],
)
def test_a_day_that_is_only_told_of_is_not_promised(text):
    assert heard(text).reading.promise is None


@pytest.mark.parametrize(
    "text", ["Paying by 19 June is difficult, could you extend it?", "19 June is too soon, can we have longer?"]
)
def test_a_day_that_is_hard_for_them_is_none_of_theirs(text):
    assert heard(text).tentative
    assert heard(text).reading.promise is None
