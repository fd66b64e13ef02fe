"""Counts and shares are read as they are typed; what is none is named with its field, never guessed."""

from decimal import Decimal

import pytest

from assistant.errors import BadInput
from assistant.workflow.record import typed


def test_a_count_is_a_whole_number():
    assert typed.count(" 12 ", "count") == 12


@pytest.mark.parametrize("text", ["", "many", "1.5", "-3", "四", "1234567"])
def test_anything_else_is_no_count(text):
    with pytest.raises(BadInput) as refused:
        typed.count(text, "instalments")
    assert (refused.value.code, refused.value.details["field"]) == ("not_a_count", "instalments")


@pytest.mark.parametrize("text", ["2.5", "2.5%", " 2.5 % "])
def test_a_share_is_typed_with_the_sign_or_without(text):
    assert typed.share(text, "discount_pct") == Decimal("2.5")


@pytest.mark.parametrize("text", ["", "half", "NaN", "Infinity", "2,5", "1e-999999999", "1e999999", "２.5"])
def test_anything_else_is_no_share(text):
    with pytest.raises(BadInput) as refused:
        typed.share(text, "first_pct")
    assert (refused.value.code, refused.value.details["field"]) == ("not_a_share", "first_pct")
