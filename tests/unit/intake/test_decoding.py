"""Bytes are read in the one encoding that is certain, or refused: a name is never guessed."""

import pytest

from assistant.errors import UnreadableFile
from assistant.intake.decoding import decode

NAME = "贸易公司"
IN_GBK = NAME.encode("gbk")
AS_BIG5 = IN_GBK.decode("big5hkscs")


def test_the_reading_that_holds_a_known_word_is_taken():
    assert decode(IN_GBK, name="a.csv", known_words=["公司"]) == NAME
    assert decode(IN_GBK, name="a.csv", known_words=[AS_BIG5]) == AS_BIG5


@pytest.mark.parametrize("known_words", [["公司", AS_BIG5], ["银行"]], ids=["both speak", "neither speaks"])
def test_two_readings_that_are_equally_likely_are_refused(known_words):
    with pytest.raises(UnreadableFile) as caught:
        decode(IN_GBK, name="a.csv", known_words=known_words)
    assert caught.value.code == "unclear_encoding"


def test_utf8_goes_before_every_other_reading():
    assert decode(NAME.encode(), name="a.csv", known_words=[]) == NAME


def test_a_byte_order_mark_says_the_encoding():
    assert decode(NAME.encode("utf-16"), name="a.csv", known_words=[]) == NAME
    assert decode(NAME.encode("utf-32"), name="a.csv", known_words=[]) == NAME
