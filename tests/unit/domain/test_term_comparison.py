"""Two readings side by side: what belongs together, when they agree, and that neither is changed."""

from decimal import Decimal

import pytest

from assistant.domain.concurrence import Concurrence
from assistant.domain.contract_terms import ContractTerm, TermField, Trigger
from assistant.domain.term_comparison import compare_terms


def a_term(start=0, end=10, field=TermField.PAYMENT_TERM, **value):
    numbers = {key: Decimal(each) if type(each) is int else each for key, each in value.items()}
    return ContractTerm(field=field, value=numbers, quote="q" * (end - start), start=start, end=end, confidence=0.9)


def verdicts(patterns, model):
    return [(one.agreement.value, one.patterns, one.model) for one in compare_terms(patterns, model)]


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ({"days": 30}, {"days": 30}, "agree"),
        ({"days": 30}, {"days": 30, "trigger": "invoice_date"}, "agree"),
        ({"days": 30, "trigger": Trigger.DELIVERY}, {"days": 30, "trigger": "delivery"}, "agree"),
        ({"days": 30}, {"days": 45}, "differ"),
        ({"days": 30, "trigger": "delivery"}, {"days": 30, "trigger": "invoice_date"}, "differ"),
        ({"days": 30}, {"months": 1}, "differ"),
        ({"days": 30}, {"days": 30, "day_of_month": 25}, "differ"),
        ({"placeholder": True}, {"days": 30}, "differ"),
        ({"placeholder": True, "trigger": "delivery"}, {"trigger": "delivery"}, "differ"),
        ({"venue": "Dublin"}, {"venue": "the courts of  Dublin"}, "agree"),
        ({"venue": "Dublin"}, {"venue": "Cork"}, "differ"),
        ({"amount": 500}, {"amount": Decimal("500.00")}, "agree"),
        ({"contradiction": {"words": "3", "figures": "2"}}, {"contradiction": {"words": 3, "figures": 2}}, "differ"),
        ({"contradiction": {"words": "3"}}, {"contradiction": {"words": Decimal(3)}}, "agree"),
        ({"parts": [{"percent": Decimal(30)}]}, {"parts": [{"percent": Decimal(30), "trigger": "signing"}]}, "agree"),
        ({"parts": [{"percent": Decimal(30)}]}, {"parts": [{"percent": Decimal(40)}]}, "differ"),
        ({"parts": [{"percent": Decimal(30)}]}, {"parts": []}, "differ"),
        ({"setoff_allowed": True}, {"setoff_allowed": False}, "differ"),
        ({"setoff_allowed": True}, {"setoff_allowed": Decimal(1)}, "differ"),
    ],
)
def test_two_readings_of_one_place_agree_or_differ(one, other, agreement):
    ours, theirs = a_term(**one), a_term(2, 8, **other)

    assert verdicts([ours], [theirs]) == [(agreement, ours, theirs)]


def test_terms_at_one_place_belong_together_before_those_that_say_the_same():
    first, second = a_term(0, 10, days=30), a_term(20, 30, days=45)
    there, elsewhere = a_term(5, 12, days=45), a_term(40, 50, days=30)

    assert verdicts([first, second], [elsewhere, there]) == [
        ("differ", first, there),
        ("differ", second, elsewhere),
    ]


def test_what_says_the_same_elsewhere_agrees():
    first, second = a_term(0, 10, days=30), a_term(20, 30, days=45)
    again = a_term(40, 50, days=45)

    assert verdicts([first, second], [again]) == [("only_patterns", first, None), ("agree", second, again)]


def test_one_left_on_each_side_is_a_difference_and_more_are_told_apart():
    one, other = a_term(0, 10, days=30), a_term(20, 30, days=45)
    third = a_term(40, 50, days=60)

    assert verdicts([one], [other]) == [("differ", one, other)]
    assert verdicts([one], [other, third]) == [
        ("only_patterns", one, None),
        ("only_model", None, other),
        ("only_model", None, third),
    ]


def test_fields_are_never_mixed_and_nothing_is_lost():
    ours = [a_term(0, 10, TermField.RETENTION, percent=5), a_term(0, 10, days=30)]
    theirs = [a_term(0, 10, TermField.DEPOSIT, percent=5), a_term(3, 9, days=30)]
    found = compare_terms(ours, theirs)

    assert sorted(one.agreement for one in found) == [
        Concurrence.AGREE,
        Concurrence.ONLY_MODEL,
        Concurrence.ONLY_PATTERNS,
    ]
    assert [one.patterns for one in found if one.patterns] == [ours[1], ours[0]]
    assert compare_terms([], []) == ()
