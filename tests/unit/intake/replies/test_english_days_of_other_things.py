"""A day in words that pay nothing and ask for nothing is asked about in English, and confirmed by nobody."""

import pytest

from tests.unit.intake.replies.english import heard


@pytest.mark.parametrize(
    "text",
    [
        "The report goes to the board on 18 June.",
        "I'll look at it on Monday.",
        "We are moving offices on the 15th.",
        "The new system goes live on 15 June.",
        "My last day is Friday 19 June.",
        "You'll hear from us by Friday.",
        "The hearing is on 24 June.",
        "We have an audit until 19 June.",
        "Not before 26 June.",
        "26 June at the earliest.",
        "Maybe the 26th.",
        "It'll be a cheque run on the 26th, can't promise you're in it.",
    ],
)
def test_such_a_day_is_not_firm(text):
    assert heard(text).tentative


@pytest.mark.parametrize(
    "text",
    [
        "You'll be paid on the 19th.",
        "Friday it is then.",
        "Make it the 26th, please.",
        "Would 26 June do?",
        "Could we have until 30 June?",
        "ACH will hit on 19 June.",
        "£18,000 by close of play Friday, job done.",
        "The hearing is on 24 June, and we pay you on the 26th.",
    ],
)
def test_a_day_of_payment_is(text):
    assert not heard(text).tentative


def test_a_cheque_that_was_cut_is_no_promise_of_the_next_friday():
    assert heard("Cheque was cut on Friday.").reading.promise is None
