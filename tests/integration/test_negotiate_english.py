"""Whole talks in English on lines of ``tactful negotiate --jsonl``: a complaint that is withdrawn, one of two invoices."""

import pytest

from assistant.domain.language import Language
from tests.integration.given_talks import answer_to, answers_to

ONE = ({"no": "V-1", "amount": "14000.00", "issued": "2026-03-31", "due": "2026-04-30"},)
TWO = (
    {"no": "K-881", "amount": "3120.00", "issued": "2026-03-10", "due": "2026-04-09"},
    {"no": "K-902", "amount": "1475.50", "issued": "2026-04-03", "due": "2026-05-02"},
)
RECORD = {
    "seller": "Kestrel Vale Supplies",
    "customer": "Brindle & Moss Trading",
    "contact": "Alex Tan",
    "currency": "GBP",
    "as_of": "2026-06-09",
    "authority": {"max_extension_days": 30, "may_offer_instalments": True, "max_instalments": 3},
}


@pytest.fixture
def answers(negotiating_desk):
    def answered(invoices, *texts):
        return answers_to(negotiating_desk, RECORD | {"invoices": invoices}, *texts, said=Language.EN)

    return answered


def asked_for(answer):
    return [(part["date"], part["amount"]) for part in answer["options"][0]["schedule"]]


def test_who_finds_the_goods_in_order_contests_nothing_any_more(answers):
    first, then = answers(
        ONE,
        "Two of the pallets arrived damaged, we are holding back 2,000.",
        "Checked again: no, the goods are fine, it is cash. Could we have till the end of June?",
    )
    assert first["options"][0]["terms"]["contested"] == [{"invoice": "V-1", "amount": "2000.00"}]
    assert then["reading"]["cause"] == "cash_flow"
    assert asked_for(then) == [("2026-06-30", "14000.00")]


def test_the_invoice_beside_the_complaint_waits_and_the_other_is_asked_for(answers):
    first, then = answers(
        TWO,
        "K-902 - no issue, paying that this Friday. K-881 is a different story, 14 of the 60 brackets came bent. "
        "I'm not paying for what I haven't got.",
        "14 x £26 = £364. Knock that off and you'll have the lot on Friday.",
    )
    assert asked_for(first) == [("2026-06-12", "1475.50")]
    assert then["options"][0]["terms"]["contested"] == [{"invoice": "K-881", "amount": "364.00"}]


def test_what_they_deduct_is_contested_and_what_they_pay_is_taken(answers):
    (only,) = answers(ONE, "The delivery was 9 days late. We'll deduct 2,000 and pay 12,000 by end June.")
    assert asked_for(only) == [("2026-06-30", "12000.00")]
    assert only["options"][0]["terms"]["contested"] == [{"invoice": "V-1", "amount": "2000.00"}]


def test_a_day_that_belongs_to_their_payroll_is_confirmed_by_nobody(answers):
    _, then = answers(ONE, "Cash is tight, can we do 3 mths instalment?", "A week later? Payroll's on the 30th.")
    assert not then["agreed"]
    assert "promise" not in then["reading"]


@pytest.mark.parametrize(
    "text",
    [
        "I think that should be OK, will confirm tomorrow.",
        "Approved by our CFO this morning.",
        "Yes to the amounts, the dates need to move by two weeks.",
        "Agreed in principle, just need my FD to sign it off.",
        "Accepted. Please note the first payment may be a few days late.",
    ],
)
def test_nothing_is_confirmed_that_they_only_half_say(answers, text):
    _, then = answers(ONE, "Cash is tight, could we do three payments, on 30 June, 31 July and 31 August?", text)
    assert not then["agreed"]
    assert then["reply"]["kind"] == "negotiation_reply"


BEGINS_ON_15_JUNE = {
    "kind": "instalments",
    "schedule": [{"date": "2026-06-15", "amount": "7000.00"}, {"date": "2026-07-15", "amount": "7000.00"}],
}
ALL_ON_19_JUNE = {"kind": "extension", "schedule": [{"date": "2026-06-19", "amount": "14000.00"}]}


@pytest.fixture
def answer_behind(negotiating_desk):
    """Our answer to a text after an offer of ours."""

    def answered(offer, text):
        history = [{"who": "customer", "text": "Cash is tight."}, {"who": "us", "text": "", "offer": offer}]
        return answer_to(negotiating_desk, RECORD | {"invoices": ONE}, text, history, said=Language.EN)

    return answered


@pytest.mark.parametrize(
    ("offer", "text"),
    [
        (BEGINS_ON_15_JUNE, "OK, 15 June. And what happens to the interest?"),
        (BEGINS_ON_15_JUNE, "OK, 15 June."),
        (ALL_ON_19_JUNE, "19 June? You must be joking."),
        (ALL_ON_19_JUNE, "19 June?"),
    ],
)
def test_who_only_says_our_day_after_us_has_confirmed_nothing(answer_behind, offer, text):
    then = answer_behind(offer, text)
    assert not then["agreed"]
    assert then["reply"]["kind"] != "written_confirmation"


def test_who_takes_the_first_day_for_all_of_it_proposes_that(answer_behind):
    then = answer_behind(BEGINS_ON_15_JUNE, "We'll pay the whole lot on 15 June.")
    assert then["agreed"]
    assert asked_for(then) == [("2026-06-15", "14000.00")]


def test_our_day_of_one_payment_said_as_a_statement_is_a_yes_to_it(answer_behind):
    assert answer_behind(ALL_ON_19_JUNE, "Friday, 19 June.")["agreed"]
