from decimal import Decimal

import pytest

from assistant.domain.contract_terms import TermField
from assistant.errors import BadInput
from assistant.intake.terms.given import KEYS, Sort, choices_of, corrected, sort_of

PAYMENT = {"days": Decimal(30), "trigger": "invoice_date"}


@pytest.mark.parametrize(
    ("field", "value", "changes", "result"),
    [
        (TermField.PAYMENT_TERM, PAYMENT, {"days": " 45 "}, {"days": Decimal(45), "trigger": "invoice_date"}),
        (
            TermField.PAYMENT_TERM,
            PAYMENT,
            {"days": "", "day_of_month": "last"},
            {"trigger": "invoice_date", "day_of_month": "last"},
        ),
        (
            TermField.LATE_INTEREST,
            {"placeholder": True},
            {"rate": "0.05%", "unit": "percent_per_day"},
            {"rate": Decimal("0.05"), "unit": "percent_per_day"},
        ),
        (
            TermField.LATE_INTEREST,
            {},
            {"benchmark": "LPR_1Y", "margin": "2"},
            {"benchmark": "LPR_1Y", "margin": Decimal(2)},
        ),
        (TermField.TAX, {"included": True}, {"included": "no"}, {"included": False}),
        (TermField.SETOFF, {}, {"setoff_allowed": "是"}, {"setoff_allowed": True}),
        (
            TermField.DISPUTE_RESOLUTION,
            {"method": "court"},
            {"venue": "澜州市"},
            {"method": "court", "venue": "澜州市"},
        ),
        (
            TermField.INSTALMENT,
            {"parts": [{"percent": Decimal(30)}]},
            {"count": "2"},
            {"parts": [{"percent": Decimal(30)}], "count": Decimal(2)},
        ),
        (TermField.PAYMENT_TERM, PAYMENT, {}, PAYMENT),
    ],
)
def test_a_correction_replaces_what_it_names_and_keeps_the_rest(field, value, changes, result):
    assert corrected(field, value, changes) == result


@pytest.mark.parametrize(
    ("field", "changes", "code"),
    [
        (TermField.PAYMENT_TERM, {"rate": "5"}, "term_key_unknown"),
        (TermField.PAYMENT_TERM, {"days": "-3"}, "term_value_bad"),
        (TermField.PAYMENT_TERM, {"days": "30.5"}, "term_value_bad"),
        (TermField.PAYMENT_TERM, {"days": "٣٠"}, "term_value_bad"),
        (TermField.PAYMENT_TERM, {"day_of_month": "32"}, "term_value_bad"),
        (TermField.PAYMENT_TERM, {"trigger": "someday"}, "term_value_bad"),
        (TermField.LATE_INTEREST, {"rate": "NaN"}, "term_value_bad"),
        (TermField.LATE_INTEREST, {"rate": "1e9"}, "term_value_bad"),
        (TermField.LATE_INTEREST, {"benchmark": "lpr plus"}, "term_value_bad"),
        (TermField.TAX, {"included": "maybe"}, "term_value_bad"),
        (TermField.DISPUTE_RESOLUTION, {"venue": "a\x00b"}, "term_value_bad"),
        (TermField.PAYMENT_TERM, {"days": "", "trigger": ""}, "term_empty"),
    ],
)
def test_what_is_no_value_of_its_key_is_refused_in_one_line(field, changes, code):
    with pytest.raises(BadInput) as refused:
        corrected(field, PAYMENT, changes)
    assert refused.value.code == code
    assert "\n" not in str(refused.value)


def test_every_field_says_which_keys_a_person_may_correct():
    assert set(KEYS) == set(TermField)
    assert {key for keys in KEYS.values() for key in keys if not choices_of(key) and sort_of(key) is Sort.WORDS} == {
        *("benchmark", "every", "venue", "seat", "body", "about", "currency")
    }
