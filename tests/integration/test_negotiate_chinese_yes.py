"""Answers to our offer on lines of ``tactful negotiate --jsonl``, in Simplified and Traditional Chinese: agreed or not."""

import pytest

from assistant.domain.language import Language
from tests.integration.given_talks import answer_to

RECORD = {
    "seller": "示例恒拓包装有限公司",
    "customer": "示例泉源暖通有限公司",
    "contact": "韩经理",
    "currency": "CNY",
    "as_of": "2026-11-23",
    "contract": "HT-77 第8条：逾期按日万分之五计收违约金",
    "invoices": [{"no": "QC-8", "amount": "84000.00", "issued": "2026-08-08", "due": "2026-09-08"}],
}
IN_PARTS = {"max_extension_days": 30, "may_offer_instalments": True, "max_instalments": 2}
TIME = {"max_extension_days": 21, "may_offer_instalments": False}
WANTED = {"parts": "我们现在资金很紧，想分六期慢慢付", "time": "客户那边没回款，要晚三个月才能付"}


@pytest.fixture
def answered(negotiating_desk):
    """The kind of our letter to what they say to our first offer, whose days and sums fill its places."""

    def answer(wanted, said):
        record = RECORD | {"authority": IN_PARTS if wanted == "parts" else TIME}
        first = answer_to(negotiating_desk, record, WANTED[wanted], said=Language.ZH_HANS)
        offer = next(each for each in first["options"] if each["within_authority"])
        days = [each["date"][5:].replace("-", "月") + "号" for each in offer["schedule"]]
        history = [{"who": "customer", "text": WANTED[wanted]}, {"who": "us", "text": "", "offer": offer}]
        second = answer_to(negotiating_desk, record, said.format(*days), history, said=Language.ZH_HANS)
        return second["reply"]["kind"], second["agreed"]

    return answer


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("time", "{0}？开玩笑吧，我们账上连工资都发不出"),
        ("time", "行啊，你们真会做生意，{0}，怎么不干脆明天呢"),
        ("time", "好呀，你哋真係識做生意喎，不如叫我聽日就找數啦"),
        ("parts", "{0}付的話，利息怎麼計算呢？"),
        ("parts", "同意分期，利息我们不认"),
        # Our offer is one payment.
        ("time", "同意分期，麻烦出个协议我们盖章"),
    ],
)
def test_what_is_no_yes_is_not_confirmed(answered, wanted, said):
    assert answered(wanted, said) == ("negotiation_reply", False)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("time", "ok的 到时候打你们账上，账号再发我一下"),
        ("parts", "同意分期，麻烦出个协议我们盖章"),
        ("parts", "成，两期就两期吧"),
        ("parts", "我跟领导汇报过了，领导同意，就照这个来，付款要备注什么吗"),
        ("parts", "主管已核准，就分兩期，請問匯款帳號不變嗎？"),
    ],
)
def test_a_yes_is_confirmed(answered, wanted, said):
    assert answered(wanted, said) == ("written_confirmation", True)
