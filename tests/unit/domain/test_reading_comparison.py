"""Two readings of a reply side by side: what is the same, what differs, what only one of them has."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.domain.commitments import Cause
from assistant.domain.concurrence import Concurrence
from assistant.domain.reading import Evidence, GivenCause, PromiseRead, Reading, Sign
from assistant.domain.reading_comparison import LabelComparison, compare_readings

HERE = Evidence(quote="pay on Friday", start=3, end=16, certainty=0.9)
THERE = Evidence(quote="we pay on Friday", start=0, end=16, certainty=0.0)
PROMISE = PromiseRead(amount=Decimal(500), currency="GBP", day=date(2026, 6, 19), conditional=False, evidence=HERE)


def compared(patterns, model):
    return [(each.label, each.agreement) for each in compare_readings(patterns, model)]


def test_the_same_figures_agree_whatever_words_are_quoted():
    assert compared(Reading(promise=PROMISE), Reading(promise=replace(PROMISE, evidence=THERE))) == [
        ("promise", Concurrence.AGREE)
    ]


def test_one_other_figure_day_or_condition_is_a_difference():
    for change in ({"amount": Decimal(501)}, {"amount": None}, {"day": None}, {"conditional": True}):
        assert compared(Reading(promise=PROMISE), Reading(promise=replace(PROMISE, **change))) == [
            ("promise", Concurrence.DIFFER)
        ]


def test_every_label_of_either_stands_there_once_those_of_the_patterns_first():
    cause = GivenCause(cause=Cause.CASH_FLOW, evidence=HERE)
    other = GivenCause(cause=Cause.OVERSIGHT, evidence=THERE)
    patterns = Reading(causes=(cause,), promise=PROMISE, signs={Sign.HOSTILE: HERE})
    model = Reading(causes=(other, cause), signs={Sign.HOSTILE: THERE, Sign.ALREADY_PAID: THERE})

    assert compare_readings(patterns, model) == (
        LabelComparison(label="cash_flow", agreement=Concurrence.AGREE),
        LabelComparison(label="promise", agreement=Concurrence.ONLY_PATTERNS),
        LabelComparison(label="hostile", agreement=Concurrence.AGREE),
        LabelComparison(label="oversight", agreement=Concurrence.ONLY_MODEL),
        LabelComparison(label="already_paid", agreement=Concurrence.ONLY_MODEL),
    )


def test_two_empty_readings_have_nothing_to_compare():
    assert compared(Reading(), Reading()) == []
