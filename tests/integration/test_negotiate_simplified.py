"""Whole talks in Simplified Chinese on lines of ``tactful negotiate --jsonl``: a new reason, short answers, two invoices."""

import pytest

from assistant.domain.language import Language
from tests.integration.given_talks import answers_to

ONE = ({"no": "QC-8", "amount": "84000.00", "issued": "2026-08-08", "due": "2026-09-08"},)
TWO = (
    {"no": "DH-501", "amount": "64000.00", "issued": "2026-08-15", "due": "2026-09-15"},
    {"no": "DH-517", "amount": "39500.00", "issued": "2026-09-10", "due": "2026-10-10"},
)
RECORD = {
    "seller": "示例恒拓包装有限公司",
    "customer": "示例泉源暖通有限公司",
    "contact": "韩经理",
    "currency": "CNY",
    "as_of": "2026-11-23",
    "contract": "HT-77 第8条：逾期按日万分之五计收违约金",
    "authority": {"max_extension_days": 30, "may_offer_instalments": True, "max_instalments": 3},
}


@pytest.fixture
def answers(negotiating_desk):
    def answered(invoices, *texts):
        return answers_to(negotiating_desk, RECORD | {"invoices": invoices}, *texts, said=Language.ZH_HANS)

    return answered


def theirs(answer):
    """What they propose, as 12-04 42000.00."""
    made = next((option for option in answer["options"] if option["by"] == "customer"), None)
    return [f"{part['date'][5:]} {part['amount']}" for part in made["schedule"]] if made else []


@pytest.mark.parametrize(
    ("first", "second", "cause"),
    [
        ("阀门漏水，质量有问题，处理完再付", "不是质量问题了，就是没钱", "cash_flow"),
        ("最近资金紧张，想分三期", "不是没钱，是领导还没批", "approval_delay"),
        ("最近资金紧张，想分三期", "就按三期，领导还没批", "cash_flow"),
    ],
)
def test_a_reason_that_is_denied_gives_way_to_the_new_one(answers, first, second, cause):
    assert answers(ONE, first, second)[1]["reading"]["cause"] == cause


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (("12月4日付一半，12月18日付另一半", "我们付款日固定，还是4号18号。"), ["12-04 42000.00", "12-18 42000.00"]),
        (
            ("15号和30号各付一半", "能不能用承兑？三个月的", "那还是转账，15号30号"),
            ["12-15 42000.00", "12-30 42000.00"],
        ),
        (("今天先打一万", "12月21号给你七万四"), ["11-23 10000.00", "12-21 74000.00"]),
    ],
)
def test_a_short_answer_means_what_was_said_before_it(answers, said, expected):
    assert theirs(answers(ONE, *said)[-1]) == expected


def test_the_sum_that_is_in_question_is_held_back_and_the_rest_is_asked_for(answers):
    said = (
        "DH-501没问题，本月30号给你们付。DH-517那批纸箱有两托受潮塌箱，这张要等处理完再说。",
        "受潮的是两托，大概8200块，别的我们认。517剩下的跟501一起30号付。",
    )
    held = [answer["options"][0]["terms"].get("contested") for answer in answers(TWO, *said)]
    assert held == [[{"invoice": "DH-517", "amount": "39500.00"}], [{"invoice": "DH-517", "amount": "8200.00"}]]
