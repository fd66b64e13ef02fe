"""Names of people, companies and banks are held against the record letter by letter, in the forms that letters use."""

import pytest

from assistant.domain.language import Language
from tests.unit.guardrail.given import found, judged
from tests.unit.guardrail.pairs import ABROAD, MAINLAND

SENT = {**ABROAD, "sender": "Wei Li", "bank": "Hafenbank 20114400017755"}


@pytest.mark.parametrize(
    "text",
    [
        "周明您好，",
        "周总，您好！",
        "尊敬的周经理：",
        "财务部您好，",
        "各位好：",
        "您好，",
        "澜州望舒照明有限公司：",
        "周四前请回复。",
        "请联系贵司开户银行。",
        "汇至启明岛商业银行 6200 0000 0000 0001。",
    ],
)
def test_the_usual_ways_to_name_those_of_the_record_pass(text):
    assert found(judged(text, MAINLAND)) == []


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("王总，您好！", "record.person", "王总"),
        ("周民先生您好", "record.person", "周民先生"),
        ("澜洲望舒照明有限公司：", "record.party", "澜洲望舒照明"),
        ("澜州望舒光电有限公司欠款", "record.party", "澜州望舒光电有限公司"),
        ("请汇至玉岭银行 6200 0000 0000 0001。", "record.account", "玉岭银行"),
    ],
)
def test_a_name_that_is_not_quite_that_of_the_record_is_stopped(text, rule, place):
    assert (rule, place) in found(judged(text, MAINLAND))


@pytest.mark.parametrize(
    "text", ["Dear Grace,", "Hi Ms Tan,", "Dear Sir or Madam,", "Hello team,", "Hi there,", "Regards,\nWei Li"]
)
def test_the_usual_english_greetings_pass(text):
    assert found(judged(text, SENT, Language.EN)) == []


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        ("Dear Gracie Tam,", "record.person", "Gracie Tam"),
        ("Hi George,", "record.person", "George"),
        ("Thanks!\nWei Lin", "record.person", "Wei Lin"),
        ("Saltmarch Lighting Pte. Ltd. owes", "record.party", "Saltmarch Lighting"),
        ("Please pay to Havenbank.", "record.account", "Havenbank"),
    ],
)
def test_an_english_name_that_is_not_quite_that_of_the_record_is_stopped(text, rule, place):
    assert (rule, place) in found(judged(text, SENT, Language.EN))
