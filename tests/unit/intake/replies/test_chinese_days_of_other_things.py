"""A day of something else than payment is confirmed to nobody who writes Chinese, however many verbs stand around it."""

from datetime import date
from decimal import Decimal

import pytest

from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.intake.replies.given import LedgerNow

MONDAY = date(2026, 3, 16)


def heard(text):
    total = OpenTotal(amount=Decimal(98_000), currency="CNY")
    return read_bargain(text, MONDAY, LedgerNow(invoice_nos=("FP-1",), total=total))


@pytest.mark.parametrize(
    "text",
    [
        "审计4月10号进场，账要先封起来，这段时间动不了款。",
        "你们邮件里写“请于3月20日前支付98000元”，这个数我们对不上。",
        "说3月20号付清？呵呵，你们供货拖两个月的时候怎么不说日子。",
        "这个方案我个人没意见，董事会4月9号才过，过了才算数。",
        "我们公司付款日是每月25号，一般提前一周提交单据才排得上。",
        "跟银行贷款也是这么谈的，说好每月20号还，到头来还是没批。",
        "3月25号先付房租，你们再等等。",
        "3月25号银行放款下来，我们再看怎么分。",
        "我們3/31要繳貸款，實在沒辦法。",
        "會計師4/8到廠查帳，查完才會知道哪些可以放行。",
        "3/31前會回覆貴公司付款時間。",
        "貴司3/10來函要求3/20前付清482,000元，敝公司已經收到，轉請主管處理中。",
        "清明連假4/3到4/6，銀行不開，別指望那幾天。",
        "沒問題，對帳單我3/18寄過去給您核對。",
        "老細20號先返香港，返嚟先有得傾。",
        "支票一般星期五先簽，不過呢個禮拜嗰批冇你哋份。",
        "3月20號嗰期實俾唔到，之後嗰兩期到時先算。",
        "我同老細講咗三期呢個安排，佢話諗下，廿五號覆我。",
    ],
)
def test_such_a_day_is_not_firm(text):
    assert heard(text).tentative


@pytest.mark.parametrize(
    "text",
    [
        "3月20号付3万，其余4月20号付清。",
        "上次说的没兑现，抱歉。这次定了：3月25号先打4万，剩下的4月15号结清。",
        "我们付款日是每月25号，这笔98000已经排进本月25号了。",
        "审计4月10号进场，钱25号打给你们。",
        "3月20号先发工资，25号付你们全款。",
        "就3月25号吧。",
        "25号，98000。",
        "能不能宽限到3月31号？",
        "主管已核准，3/31會將98,000元全數匯入貴公司帳戶。",
        "支票開好咗，三月廿四號寄出，全數九萬八。",
        "老細應承咗，25號俾五萬，其餘下個月10號俾晒。",
        "條數就3月25號過。",
    ],
)
def test_a_day_of_payment_is(text):
    assert not heard(text).tentative


@pytest.mark.parametrize("text", ["好呀，你話點就點啦，反正我哋戶口得返三千蚊。", "可以可以，都听你的，反正账上没钱。"])
def test_a_yes_beside_an_empty_account_agrees_to_nothing(text):
    assert heard(text).accepts is None


@pytest.mark.parametrize("text", ["無問題，老細已經應承咗，照你份計劃分三期找數。", "好，照你哋嘅安排找數。"])
def test_paying_by_our_plan_is_a_yes_in_hong_kongs_words(text):
    assert heard(text).accepts is not None
