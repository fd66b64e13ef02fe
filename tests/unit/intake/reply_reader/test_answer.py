"""What counts of a second reader's answer: quotes of the reply, and figures that the reply's own words name."""

import json
from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.commitments import Cause
from assistant.domain.language import Reason
from assistant.domain.reading import (
    Absence,
    DisputeRead,
    DisputeReason,
    Evidence,
    GivenCause,
    PromiseRead,
    ProposalKind,
    ProposalRead,
    Reading,
    Sign,
)
from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.given import LedgerNow
from tests.unit.intake.reply_reader.a_reply import CAUSE, NOTHING, PROMISE, REPLY, answer, read

LEDGER = LedgerNow(invoice_nos=("INV-77", "INV-78"), total=OpenTotal(amount=Decimal("9000"), currency="GBP"))


def evidence(quote, text=REPLY):
    start = text.index(quote)
    return Evidence(quote=quote, start=start, end=start + len(quote), certainty=0.0)


def labels_of(given, **parts):
    reading, _ = read(given, **parts)
    return reading.read


def test_figures_and_days_are_read_from_the_words_that_the_model_points_at():
    assert labels_of(answer(causes=[CAUSE], promise=PROMISE)) == Reading(
        causes=(GivenCause(cause=Cause.CASH_FLOW, evidence=evidence("cash is tight this month")),),
        promise=PromiseRead(
            amount=Decimal(5000),
            currency="GBP",
            day=date(2026, 6, 26),
            conditional=False,
            evidence=evidence("We will pay GBP 5,000 on 26 June."),
        ),
    )


def test_a_stretch_of_time_keeps_its_unit_in_words():
    proposal = {"kind": "extension", "extension": "‹number 1› days", "quote": "Could you give our bank ‹number 1› days"}

    assert labels_of(answer(proposal=proposal)).proposal == ProposalRead(
        kind=ProposalKind.EXTENSION, extension_days=14, evidence=evidence("Could you give our bank 14 days")
    )


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Paying by Friday.", "by Friday", date(2026, 6, 19)),
        ("我们月底付款。", "月底", date(2026, 6, 30)),
        ("Will pay once our customer pays.", "once our customer pays", None),
    ],
)
def test_a_day_in_words_stays_in_words_and_counts_from_the_day_of_receipt(text, words, day):
    promise = {"date": words, "quote": text.rstrip(".。")}

    assert labels_of(answer(promise=promise), text=text).promise.day == day


def test_half_and_in_full_are_of_what_the_ledger_has_open():
    for words, amount in (("half", Decimal(4500)), ("in full", Decimal(9000))):
        text = f"We pay {words} on Friday."
        promise = {"amount": words, "date": "Friday", "quote": f"We pay {words} on Friday"}
        read_as = labels_of(answer(promise=promise), text=text, ledger=LEDGER).promise
        assert (read_as.amount, read_as.currency) == (amount, "GBP")


def test_a_plan_has_its_number_its_sums_and_its_last_day():
    text = "Can we pay in three instalments of CNY 3,000, the first CNY 4,000, until 26 June?"
    proposal = {
        "kind": "instalments",
        "instalments": "three instalments",
        "per_instalment": "‹amount 1›",
        "first_payment": "‹amount 2›",
        "until": "‹date 1›",
        "waive_interest": True,
        "quote": "Can we pay in three instalments of ‹amount 1›, the first ‹amount 2›, until ‹date 1›?",
    }

    assert labels_of(answer(proposal=proposal), text=text).proposal == ProposalRead(
        kind=ProposalKind.INSTALMENTS,
        instalments=3,
        first_payment=Decimal(4000),
        per_instalment=Decimal(3000),
        until=date(2026, 6, 26),
        waive_interest=True,
        evidence=evidence(text, text),
    )


def test_a_discount_is_what_comes_off_whichever_way_it_is_said():
    proposal = {"kind": "discount", "discount": "打八折", "quote": "能不能打八折"}

    assert labels_of(answer(proposal=proposal), text="能不能打八折？").proposal.discount_pct == Decimal(20)


def test_a_disputed_invoice_is_one_of_the_record():
    text = "The goods of INV-78 arrived broken, we will not pay for them."
    quote = "The goods of ‹number 1› arrived broken"
    dispute = {"reason": "quality", "part": "all", "invoice": "‹number 1›", "quote": quote}

    assert labels_of(answer(dispute=dispute), text=text, ledger=LEDGER).dispute == DisputeRead(
        reason=DisputeReason.QUALITY,
        whole=True,
        invoice_no="INV-78",
        evidence=evidence("The goods of INV-78 arrived broken", text),
    )


def test_absence_and_signs_have_their_words():
    text = "I am away until 26 June. Please send a statement."
    away = {"until": "‹date 1›", "quote": "I am away until ‹date 1›"}
    sign = {"sign": "document_request", "quote": "Please send a statement"}

    assert labels_of(answer(out_of_office=away, signs=[sign, sign]), text=text) == Reading(
        out_of_office=Absence(until=date(2026, 6, 26), evidence=evidence("I am away until 26 June", text)),
        signs={Sign.DOCUMENT_REQUEST: evidence("Please send a statement", text)},
    )


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ({"promise": PROMISE | {"quote": "We will pay in full tomorrow."}}, "quote"),
        ({"promise": PROMISE | {"quote": "You owe us ‹amount 2›"}}, "quote"),
        ({"promise": PROMISE | {"quote": "We"}}, "quote"),
        ({"promise": PROMISE | {"amount": "‹amount 7›"}}, "figure"),
        ({"promise": PROMISE | {"amount": "9,000"}}, "figure"),
        ({"promise": PROMISE | {"amount": "We will pay"}}, "figure"),
        ({"promise": PROMISE | {"date": "2026-06-26"}}, "figure"),
        ({"promise": PROMISE | {"date": "tomorrow"}}, "figure"),
        ({"promise": PROMISE | {"amount": 5000}}, "shape"),
        ({"promise": PROMISE | {"conditional": "no"}}, "shape"),
        ({"promise": PROMISE | {"mood": "good"}}, "shape"),
        ({"promise": {"amount": "‹amount 1›"}}, "shape"),
        ({"promise": "yes"}, "shape"),
        ({"promise": [PROMISE]}, "shape"),
        ({"causes": [CAUSE | {"cause": "bad_weather"}]}, "shape"),
        ({"causes": [CAUSE | {"cause": "unknown"}]}, "shape"),
        ({"causes": [CAUSE | {"cause": ["cash_flow"]}]}, "shape"),
        ({"causes": ["cash_flow"]}, "shape"),
        ({"signs": [{"sign": "angry", "quote": "cash is tight"}]}, "shape"),
        ({"dispute": {"reason": "quality", "quote": "cash is tight"}}, "shape"),
        ({"proposal": {"kind": "instalments", "instalments": "tight", "quote": "cash is tight"}}, "figure"),
        ({"proposal": {"kind": "extension", "extension": "tight", "quote": "cash is tight"}}, "figure"),
        ({"proposal": {"kind": "discount", "discount": "tight", "quote": "cash is tight"}}, "figure"),
    ],
)
def test_what_is_made_up_or_of_no_known_form_is_left_out_and_counted(label, why):
    reading, _ = read(answer(**label))

    count = {each: int(each == why) for each in ("shape", "quote", "figure")}
    assert (reading.complete, reading.read) == (True, Reading())
    assert reading.notes == (Reason.of("second_reader_not_counted", **count),)


@pytest.mark.parametrize(
    "given",
    [
        NOTHING | {"summary": "They will pay."},
        {key: value for key, value in NOTHING.items() if key != "dispute"},
        NOTHING | {"causes": None},
        NOTHING | {"signs": {}},
        NOTHING | {"causes": [CAUSE] * 41},
        [NOTHING],
    ],
)
def test_an_object_of_another_form_is_no_answer(given):
    reading, _ = read(json.dumps(given))

    assert not reading.complete
    assert [note.code for note in reading.notes] == ["second_reader_silent"]
