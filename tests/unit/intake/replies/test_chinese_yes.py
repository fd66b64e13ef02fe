"""What Chinese customers answer to an offer: mockery, an open point or a call is no yes, a nod with a harmless question is."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.domain.money import Money
from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.given import LedgerNow
from assistant.negotiation.asked import asked_of

MONDAY = date(2026, 11, 23)
OWED = Money(84_000_00, "CNY")


def heard(text):
    total = OpenTotal(amount=Decimal(84_000), currency="CNY")
    return read_bargain(text, MONDAY, LedgerNow(invoice_nos=("QC-8",), total=total))


@pytest.mark.parametrize(
    "text",
    [
        "12月4号？开玩笑吧，我们账上连工资都发不出",
        "12月4日？您是在開玩笑嗎，我們的客戶都還沒付給我們",
        "行啊，你们真会做生意，12月4号，怎么不干脆明天呢",
        "好呀，你哋真係識做生意喎，不如叫我聽日就找數啦",
        "12月4號找數？發夢啦",
        "周五打款？哪来的钱",
        "12月4号吗？",
    ],
)
def test_mockery_names_no_day_of_theirs(text):
    found = heard(text)
    assert found.accepts is None
    assert asked_of(found, OWED, MONDAY) is None


@pytest.mark.parametrize(
    "text", ["不开玩笑，12月4号一定打款。", "不是开玩笑，12月4号全款付清。", "12月4号可以吗？", "那就12月4号？"]
)
def test_who_means_it_names_a_day(text):
    asked = asked_of(heard(text), OWED, MONDAY)
    assert date(2026, 12, 4) in (asked.until, asked.promised_on)
    assert not heard(text).tentative


@pytest.mark.parametrize(
    "text",
    [
        "下周三给你回电话",
        "我下星期三再打俾你",
        "11月27日付的話，利息怎麼計算呢？",
        "要等老細批，12月4號佢先返嚟",
        "12月15日要出的那批貨還沒收到，怎麼付款",
    ],
)
def test_a_day_of_something_else_is_no_promise(text):
    assert heard(text).reading.promise is None


@pytest.mark.parametrize(
    "text", ["12月4号打款，利息怎么算？", "12月4號找數，仲會唔會計利息㗎？", "12月4号付清，违约金怎么处理"]
)
def test_what_becomes_of_the_interest_is_answered_before_a_day_is_confirmed(text):
    assert heard(text).tentative


@pytest.mark.parametrize(
    "text",
    [
        "收到，12月4号，我报给领导",
        "12月4号，我跟老板说说看",
        "11月27号付16800，12月14号付67200，是这个意思吗？",
        "11月27号 16800、12月14号 67200，记下了",
        "11月27号付16800，12月14号付67200，我转给会计看一下",
        "11月27號俾16800，12月14號俾67200，係咪咁呀？",
    ],
)
def test_figures_that_they_take_down_or_pass_on_are_not_confirmed(text):
    assert heard(text).tentative


@pytest.mark.parametrize("text", ["我跟老板说好了，12月4号打款", "12月4号打款，账号没变对吧？"])
def test_what_is_settled_or_harmless_beside_a_day_leaves_it_firm(text):
    assert not heard(text).tentative


@pytest.mark.parametrize("text", ["上月28号付过五万了，剩下的再说", "上周三才收到发票"])
def test_a_day_of_last_month_or_week_is_none_to_come(text):
    found = asked_of(heard(text), OWED, MONDAY)
    assert found is None or (found.until, found.promised_on) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "同意分期，利息我们不认",
        "好的，就照这个办。违约金我们不付。",
        "可以，就照你哋嘅計劃。第二期真係唔得。",
        "就这么定。利息怎么算，你们说说",
        "好的，以后一定按时付款",
        "就照这个来，要请示领导同意",
        "成，两期就两期吧，利息能免吗？",
        "金额没问题，日期要再商量",
        "首付可以，尾款得等回款",
        "沒問題，我會再跟老闆反映",
    ],
)
def test_a_yes_with_an_open_point_is_none(text):
    assert heard(text).accepts is None


@pytest.mark.parametrize(
    "text",
    [
        "ok的 到时候打你们账上，账号再发我一下",
        "同意分期，麻烦出个协议我们盖章",
        "成，两期就两期吧",
        "我跟领导汇报过了，领导同意，就照这个来，付款要备注什么吗",
        "主管已核准，就分兩期，請問匯款帳號不變嗎？",
        "明白，我们会按期付款",
        "okk 没毛病",
        "收到，照做，thanks",
        "我們接受這個方案，請問要簽回傳嗎？",
        "就按你们的方案办，发票抬头没错吧？",
    ],
)
def test_a_yes_is_heard_beside_what_leaves_it_as_it_is(text):
    assert heard(text).accepts


@pytest.mark.parametrize("text", ["12月4日前付清有困難，能否展延？", "12月4号付清有点难度，能不能缓缓？"])
def test_a_day_that_is_hard_for_them_is_none_of_theirs(text):
    assert heard(text).tentative


def test_a_day_that_is_not_hard_for_them_is_firm():
    assert not heard("12月4号付清没有困难。").tentative
