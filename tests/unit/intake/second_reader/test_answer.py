"""What counts of a second reader's answer: quotes that stand in the contract, figures that stand in the quote."""

import json

import pytest

from assistant.domain.contract_terms import TermField
from assistant.intake.second_reader.answer import read_answer
from assistant.intake.terms import read_terms
from tests.unit.contracts_at_hand import SAMPLE_NUMBERS, sample_contract
from tests.unit.intake.terms.scoring import sentences

CONTRACT = (
    "5. Payment\n5.1 The Buyer pays within thirty (30)\u200b days\nafter the date of the invoice.\n"
    "5.2 Late payments bear interest of 0.05 % per day <note>.\n5.3 付款期限為驗收後 ____ 日。\n5.4 Deposit: 20 %.\n"
)
PAID = {"field": "payment_term", "value": {"days": 30}, "quote": "The Buyer pays within thirty (30) days after"}


def answer(*terms):
    return json.dumps({"terms": list(terms)}, ensure_ascii=False)


def read(*terms, contract=CONTRACT):
    found = read_answer(answer(*terms), contract)
    return [term.as_line()["value"] for term in found.read], dict(found.dropped)


def test_a_term_has_the_place_and_the_words_of_the_contract_itself():
    (term,) = read_answer(answer(PAID), CONTRACT).read

    assert term.field is TermField.PAYMENT_TERM
    assert term.quote == CONTRACT[term.start : term.end] == "The Buyer pays within thirty (30)\u200b days\nafter"


@pytest.mark.parametrize(
    "quote",
    [
        "the buyer PAYS within  thirty(30) days",
        "Ｔhe Buyer pays within thirty (30)",
        "interest of 0.05 % per day ‹note›",
    ],
)
def test_blanks_case_width_and_what_was_made_harmless_do_not_count_in_a_quote(quote):
    (term,) = read_answer(answer({"field": "setoff", "value": {"setoff_allowed": True}, "quote": quote}), CONTRACT).read

    assert CONTRACT[term.start : term.end] == term.quote


def test_a_quote_in_the_other_script_is_found():
    term = {"field": "payment_term", "value": {"placeholder": True}, "quote": "付款期限为验收后 ____ 日"}

    assert read_answer(answer(term), CONTRACT).read[0].quote == "付款期限為驗收後 ____ 日"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quote": "The Buyer pays within sixty (60) days after"}, "quote"),
        ({"quote": "The Buyer pays … after the date of the invoice"}, "quote"),
        ({"quote": ""}, "quote"),
        ({"quote": "(30)"}, "quote"),
        ({"quote": 30}, "shape"),
        ({"value": {"days": 45}}, "figure"),
        ({"value": {"days": 30, "day_of_month": 25}}, "figure"),
        ({"value": {"months": 30}}, "figure"),
        ({"value": {"days": 30, "parts": [{"percent": 30}, {"percent": 70}]}}, "figure"),
        ({"value": {"placeholder": True}}, "figure"),
        ({"value": {"days": 30, "contradiction": {"words": 30, "figures": 60}}}, "figure"),
        ({"value": {"days": True}}, "shape"),
        ({"value": {"days": -30}}, "shape"),
        ({"value": {"days": "thirty"}}, "shape"),
        ({"value": {"days": None}}, "shape"),
        ({"value": {"days": [30]}}, "shape"),
        ({"value": {"days": 1e300}}, "shape"),
        ({"value": {"days": 30, "mood": "good"}}, "shape"),
        ({"value": {"days": 30, "trigger": "full_moon"}}, "shape"),
        ({"value": {"trigger": ["invoice_date"]}}, "shape"),
        ({"value": {"parts": {"percent": 30}}}, "shape"),
        ({"value": {"cap": {"percent": 30}}}, "shape"),
        ({"value": {}}, "shape"),
        ({"value": []}, "shape"),
        ({"field": "payment"}, "shape"),
        ({"field": ["payment_term"]}, "shape"),
        ({"confidence": 1.0}, "shape"),
    ],
)
def test_what_is_made_up_or_of_no_known_form_is_left_out_and_counted(change, why):
    assert read(PAID | change, PAID) == ([{"days": 30}], {why: 1})


def test_a_blank_gives_no_number_even_where_another_number_stands_beside_it():
    contract = "甲方应在验收后____日内付款（见第5条）。"
    term = {"field": "payment_term", "value": {"days": 5}, "quote": contract}

    assert read(term, contract=contract) == ([], {"figure": 1})
    assert read(term | {"value": {"placeholder": True}}, contract=contract) == ([{"placeholder": True}], {})


@pytest.mark.parametrize(
    ("value", "counts"),
    [
        ({"benchmark": "ECB_REFERENCE", "margin": 8}, True),
        ({"benchmark": "PRIME", "margin": 8}, False),
        ({"benchmark": "ECB_REFERENCE", "margin": 9}, False),
    ],
)
def test_a_published_rate_has_to_be_named(value, counts):
    contract = "Late payments bear interest at the ECB reference rate plus 8 percentage points."
    found, _ = read({"field": "late_interest", "value": value, "quote": contract}, contract=contract)

    assert bool(found) is counts


def test_names_and_places_have_to_stand_in_the_quote_and_institutions_get_their_short_name():
    contract = "Disputes go to arbitration by the Hong Kong International Arbitration Centre in Hong Kong."
    whole = {"method": "arbitration", "body": "Hong Kong International Arbitration Centre", "seat": "Hong Kong"}
    term = {"field": "dispute_resolution", "value": whole, "quote": contract}

    assert read(term, contract=contract) == ([whole | {"body": "HKIAC"}], {})
    assert read(term | {"value": {"seat": "Singapore"}}, contract=contract) == ([], {"figure": 1})
    assert read(term | {"value": {"body": "SIAC"}}, contract=contract) == ([], {"figure": 1})


def test_what_the_other_parts_leave_may_be_a_part():
    contract = "30% upon signing, the balance upon acceptance."
    parts = [{"percent": 30, "trigger": "signing"}, {"percent": 70, "trigger": "acceptance"}]
    term = {"field": "payment_term", "value": {"parts": parts}, "quote": contract}

    assert read(term, contract=contract) == ([{"parts": parts}], {})
    wrong = [parts[0], parts[1] | {"percent": 60}]
    assert read(term | {"value": {"parts": wrong}}, contract=contract) == ([], {"figure": 1})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I found one term.",
        "[]",
        "null",
        '{"terms": {}}',
        '{"terms": [], "note": "done"}',
        '{"terms": [',
        '{"terms": [NaN]}',
        answer() + answer(),
        "Here it is: " + answer(PAID),
        "[" * 100_000,
        answer(*[PAID] * 201),
    ],
)
def test_what_is_not_the_one_object_asked_for_is_no_answer(text):
    assert read_answer(text, CONTRACT) is None


@pytest.mark.parametrize(
    "text",
    [answer(PAID), f"```json\n{answer(PAID)}\n```", f"<think>{{}} hm</think>\n{answer(PAID)}", f"\ufeff{answer(PAID)}"],
)
def test_thoughts_and_a_fence_around_the_object_do_no_harm(text):
    assert len(read_answer(text, CONTRACT).read) == 1


def test_the_same_term_twice_counts_once():
    assert read(PAID, PAID) == ([{"days": 30}], {})


# every true value passes, and none with another figure


def changed(value):
    """``value`` with every number made another."""
    match value:
        case bool():
            return value
        case int() | float():
            return value + 1.37
        case dict():
            return {key: changed(inner) for key, inner in value.items()}
        case list():
            return [changed(inner) for inner in value]
        case _:
            return value


@pytest.mark.parametrize("name", ["worked_on", "kept_aside"])
def test_true_values_count_and_no_value_with_another_figure_does(name):
    lost, made_up = [], []
    for case in sentences(name):
        for field, value in case["terms"].items():
            term = {"field": field, "value": value, "quote": case["text"]}
            if value and not read(term, contract=case["text"])[0]:
                lost.append(term)
            if changed(value) != value and read(term | {"value": changed(value)}, contract=case["text"])[0]:
                made_up.append(term)
    assert (lost, made_up) == ([], [])


def test_everything_that_the_patterns_read_in_the_sample_contracts_would_count():
    for number in SAMPLE_NUMBERS:
        text = sample_contract(number).text
        ours = read_terms(text)
        given = [{"field": t.field, "value": t.as_line()["value"], "quote": t.quote} for t in ours]
        theirs = read_answer(answer(*given), text)
        assert dict(theirs.dropped) == {}, number
        assert {(t.field, t.quote) for t in theirs.read} == {(t.field, t.quote) for t in ours}
