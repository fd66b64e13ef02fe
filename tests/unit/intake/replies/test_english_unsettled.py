"""A yes or a day in English that the same message laughs at, asks about, or leaves to somebody else settles nothing."""

import pytest

from tests.unit.intake.replies.english import heard


@pytest.mark.parametrize(
    "text",
    [
        "19 June? You must be joking.",
        "15 June?? Where would I find five grand by then.",
        "19th. Ha. Good one.",
        "Oh sure, 19 June, why not.",
    ],
)
def test_nobody_means_a_day_that_they_laugh_at(text):
    assert heard(text).tentative


@pytest.mark.parametrize(
    "text",
    [
        "OK. And what happens to the interest?",
        "That works. What if I miss the second one?",
        "Agreed. Is that the full amount?",
        "Fine with us. How much do the late fees come to",
    ],
)
def test_a_question_about_the_offer_comes_before_the_yes(text):
    assert heard(text).accepts is None


@pytest.mark.parametrize(
    "text",
    [
        "Agreed. Could you send the bank details again please?",
        "That works. What should I put as the reference, the invoice number?",
        "Yes, that's fine. Lovely weather at last, isn't it?",
        "Deal. Our driver says the pallets are still in your yard, when do you collect?",
        "Agreed. I'll look into the bank details today.",
        "Agreed. Is that all you need from us?",
        "Agreed. Where can I find your bank details?",
    ],
)
def test_a_question_about_anything_else_leaves_the_yes_alone(text):
    assert heard(text).accepts


@pytest.mark.parametrize(
    "text",
    [
        "Fine by me. Margaret still has to say yes.",
        "Sounds reasonable. I need to check with the bank first.",
        "Works for me. I'll put it to my partner tonight.",
        "OK. I'll have a look at the figures on Monday.",
    ],
)
def test_a_yes_that_somebody_else_has_to_say_is_none(text):
    assert heard(text).accepts is None


@pytest.mark.parametrize(
    "text",
    [
        "We agree with your proposal.",
        "I agree with the plan, thank you.",
        "Agreed. I'm not joking, this helps a lot.",
        "Agreed, and it won't happen again.",
        "We confirm with pleasure.",
        "Agreed. We'll check the account details first thing tomorrow.",
        "That's fine, please look out for the first payment.",
        "Accepted. Please have a look at the remittance advice.",
        "Deal. Could you confirm with your bank that nothing has changed?",
    ],
)
def test_words_that_elsewhere_put_off_or_laugh_leave_a_yes_alone(text):
    assert heard(text).accepts


@pytest.mark.parametrize(
    "text", ["I'd agree, but have to agree this with my brother.", "OK. I need to agree with my FD first."]
)
def test_who_has_to_agree_with_somebody_else_has_not_said_yes(text):
    assert heard(text).accepts is None


def test_a_firm_day_stays_firm_beside_a_question_where_to_pay():
    found = heard("We'll pay 18,000 on 19 June. Where can I find your bank details?")
    assert found.reading.promise
    assert not found.tentative


@pytest.mark.parametrize(
    "text",
    [
        "18,000 on 19 June. My partner needs to sign it off.",
        "So that's 18,000 on 19 June. I'll put it to my partner tonight.",
    ],
)
def test_a_day_that_somebody_else_decides_is_not_firm(text):
    assert heard(text).tentative


def test_who_asks_for_a_waiver_proposes_and_asks_no_open_question():
    assert not heard("If we pay all 18,000 on 12 June, could you waive the interest?").tentative


def test_a_sum_that_they_laugh_at_is_neither_promised_nor_proposed():
    reading = heard("18,000 on 19 June? In your dreams.").reading
    assert (reading.promise, reading.proposal) == (None, None)


def test_a_promise_that_somebody_has_to_sign_off_hangs_on_that():
    promise = heard("We'll pay 18,000 on 19 June. My partner needs to sign it off.").reading.promise
    assert promise
    assert promise.conditional
