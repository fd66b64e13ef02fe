"""Personal numbers are found at their place in any surroundings; numbers that only look like one pass."""

import pytest

from tests.unit.guardrail.given import checker, judged
from tests.unit.guardrail.pairs import MAINLAND
from tests.unit.guardrail.personal_items import ITEMS


def personal(report):
    return [text for rule, text in ((f.rule, f.excerpt) for f in report.findings) if rule.startswith("data.")]


def test_there_are_enough_of_both():
    assert sum(bool(number) for _, number in ITEMS) >= 55
    assert sum(not number for _, number in ITEMS) >= 70


@pytest.mark.parametrize(("text", "number"), ITEMS)
def test_a_personal_number_is_found_where_it_stands_and_nothing_else(text, number):
    assert personal(checker().check(text)) == ([number] if number else [])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("请联系13812345678确认", "13812345678"),
        ("电话0912-345-678联系", "0912-345-678"),
        ("致电+86 138 1234 5678即可", "+86 138 1234 5678"),
    ],
)
def test_a_mobile_that_the_record_does_not_hold_goes_to_a_person(text, place):
    report = judged(text, MAINLAND)
    assert [(f.rule, f.excerpt, f.severity.value) for f in report.findings] == [("record.phone", place, "review")]


@pytest.mark.parametrize(
    ("text", "place"), [("邮箱li@yuanfan.example收", "li@yuanfan.example"), ("请寄wang@x.example。", "wang@x.example")]
)
def test_a_mail_address_between_chinese_characters_is_found_without_them(text, place):
    report = judged(text, {**MAINLAND, "sender_email": "zhou@qimingdao.example"})
    assert [(f.rule, f.excerpt) for f in report.findings] == [("record.email", place)]


def test_the_telephone_and_the_account_of_the_record_pass():
    record = {**MAINLAND, "sender_phone": "138 1234 5678"}
    assert judged("请致电13812345678，款项请付至账号 6200 0000 0000 0001。", record).findings == ()
