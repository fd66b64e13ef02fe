"""How much is in question: a sum that is refused is, one that is paid is not."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.contested import is_of_the_rest, sums_in_question
from assistant.intake.replies.given import LedgerNow

OPEN = OpenTotal(amount=Decimal(5000), currency="USD")


def in_question(text):
    return [str(each.value) for each in sums_in_question(text, OPEN)]


@pytest.mark.parametrize(
    "text",
    [
        "The damaged units come to 800.",
        "We will not pay 800.",
        "We refuse to pay about 800.",
        "We won't be paying 800.",
        "拒付800元",
        "我们拒绝支付800元",
        "我們不打算支付800元",
        "这部分我们不会付款800元",
        "有问题的部分暂不支付800元",
        "这批货有800元的货不对。",
    ],
)
def test_a_sum_that_is_named_or_refused_is_in_question(text):
    assert in_question(text) == ["800"]


@pytest.mark.parametrize("text", ["We pay 800 on Friday.", "we'll send you 800", "周五先付800元", "週五先付款800元"])
def test_a_sum_that_is_paid_is_not(text):
    assert in_question(text) == []


def test_of_two_sums_the_paid_one_is_left_out():
    assert in_question("We will not pay 800, but we can pay 3,000 on Friday.") == ["800"]


@pytest.mark.parametrize(
    "text", ["We pay the rest on Friday.", "The undisputed part on Friday", "其余周五付", "其餘週五付"]
)
def test_the_rest_is_what_is_left_beside_it(text):
    assert is_of_the_rest(text)
    assert not is_of_the_rest("We pay all of it on Friday. 周五全付。")


@pytest.mark.parametrize(
    "text",
    [
        "We refuse to pay the 800 for the broken units; the rest goes out on Friday.",
        "The 800 we won't pay; the rest goes out on Friday.",
        "破损部分800元我们不会付，其余周五付。",
        "有問題的800元暫不支付，其餘週五匯款。",
    ],
)
def test_a_sum_that_is_refused_is_not_promised(text):
    promise = read_bargain(text, date(2026, 11, 23), LedgerNow(invoice_nos=("INV-1",), total=OPEN)).reading.promise
    assert promise
    assert (promise.day, promise.amount == 800) == (date(2026, 11, 27), False)
