"""Numbers in words are read in both languages."""

import re

import pytest

from assistant.domain.number_words import ENGLISH_NUMERAL, english_value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("seven", 7),
        ("twenty-one", 21),
        ("one hundred and five", 105),
        ("forty-eight thousand two hundred", 48200),
        ("ten thousand, four hundred and eighty", 10480),
        ("two million", 2_000_000),
    ],
)
def test_a_number_in_english_words_is_read_whole(words, value):
    assert re.fullmatch(ENGLISH_NUMERAL, words)
    assert english_value(words) == value


def test_words_that_are_no_numbers_have_no_value():
    assert english_value("forty winks") is None
