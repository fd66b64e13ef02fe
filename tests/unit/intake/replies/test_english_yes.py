"""A yes in English as tradespeople and clerks write it, and what only begins like one."""

import pytest

from tests.unit.intake.replies.english import heard


@pytest.mark.parametrize(
    "text",
    [
        "Great, thanks, that's perfect.",
        "All good from our side.",
        "Noted with thanks, we will comply.",
        "Received, will pay as per your schedule.",
        "We'll stick to those dates.",
        "Can do.",
        "Sounds like a plan.",
        "You have our agreement.",
        "Signed and returned, attached.",
        "We hereby confirm the schedule set out in your email.",
        "Go on then, you've twisted my arm.",
        "Three payments it is, starting on the 15th.",
        "Yes to both payments.",
        "aye thats grand, will get the first one off on monday",
        "The board has approved your offer.",
        "Sure, fine. Also our pallets are still in your yard.",
        "All good our end, pls treat this as our acceptance.",
        "Happy to proceed on that basis.",
        "Thanks Alex, that'll do nicely.",
        "We're happy to go with the three payments.",
        "Both dates fine, we'll pay 6,000 then 8,000.",
        "Ok you win, the 19th, all of it.",
        "Okay we're in. Send it over for signature.",
    ],
)
def test_a_yes(text):
    assert heard(text).accepts


@pytest.mark.parametrize(
    "text",
    [
        "Accepted. Please note the first payment may be a few days late.",
        "I agree that the invoice is due.",
        "We agree to disagree.",
        "We'll keep to our own terms.",
        "Signed and returned, but note that clause 3 is crossed out.",
        "Our CFO hasn't approved it yet.",
        "All good things come to those who wait.",
        "Not perfect.",
        "Deal with it yourself.",
        "I accept your apology about the driver.",
        "Confirmed receipt.",
        "Yes. No. I don't know, honestly.",
        "We agree the amount is owed.",
        "Agreed on the 6,000. Let's talk about the rest.",
        "Yes to that call on Thursday.",
        "Okay to July. June I can't.",
        "Works for me, the first one. The second won't work.",
        "The board approved the invoice in March.",
    ],
)
def test_what_only_begins_like_a_yes(text):
    assert heard(text).accepts is None


@pytest.mark.parametrize(
    "text",
    [
        "I think that should be OK, will confirm tomorrow.",
        "We'll let you know on Friday.",
        "Approved by our CFO this morning.",
        "Authorised by head office yesterday.",
    ],
)
def test_a_day_on_which_they_decide_is_no_day_of_payment(text):
    reading = heard(text).reading
    assert (reading.promise, reading.proposal) == (None, None)


def test_dates_of_a_plan_that_have_to_move_are_no_day_for_all_of_it():
    assert heard("Yes to the amounts, the dates need to move by two weeks.").tentative
    assert not heard("Yes, we need two weeks more.").tentative
