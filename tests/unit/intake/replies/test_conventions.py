"""The conventions by which replies are read, in three languages: what is a promise, what a proposal, which figures."""

from datetime import date

import pytest

from assistant.intake.replies import read_reply
from assistant.intake.replies.given import ledger_from

THURSDAY = date(2025, 3, 13)
LEDGER = ledger_from({"currency": "CNY", "invoices": [{"no": "FP-1", "amount": "48200.00", "paid": "8200"}]})

# What is promised: amount, day, whether it hangs on something; None where nothing is.
PROMISES = [
    ("We'll pay tomorrow.", (None, "2025-03-14", False)),
    ("明天付。", (None, "2025-03-14", False)),
    ("聽日找數。", (None, "2025-03-14", False)),
    ("明天匯給您。", (None, "2025-03-14", False)),
    ("You'll get it the day after tomorrow.", (None, "2025-03-15", False)),
    ("后天一定转。", (None, "2025-03-15", False)),
    ("後天匯款。", (None, "2025-03-15", False)),
    ("I am paying this right now.", (None, "2025-03-13", False)),
    ("这就安排打款。", (None, "2025-03-13", False)),
    ("等等就匯。", (None, "2025-03-13", False)),
    ("Sending it tonight.", (None, "2025-03-13", False)),
    ("今晚转。", (None, "2025-03-13", False)),
    ("今晚過數。", (None, "2025-03-13", False)),
    ("今明两天就付。", (None, "2025-03-14", False)),
    ("今明兩天會匯。", (None, "2025-03-14", False)),
    ("Today or tomorrow you will have it.", (None, "2025-03-14", False)),
    ("Payment by Thursday.", (None, "2025-03-20", False)),
    ("周四付款。", (None, "2025-03-20", False)),
    ("禮拜四匯款。", (None, "2025-03-20", False)),
    ("We will pay this Friday.", (None, "2025-03-14", False)),
    ("本周五付清。", ("40000.00", "2025-03-14", False)),
    ("這週五付款。", (None, "2025-03-14", False)),
    ("今個星期五過數。", (None, "2025-03-14", False)),
    ("We will pay next Wednesday.", (None, "2025-03-19", False)),
    ("下周三给您转过去。", (None, "2025-03-19", False)),
    ("下禮拜三匯款給您。", (None, "2025-03-19", False)),
    ("下星期三入數。", (None, "2025-03-19", False)),
    ("It will be paid by the end of next week.", (None, "2025-03-21", False)),
    ("下週五前付清。", ("40000.00", "2025-03-21", False)),
    ("We'll settle at month end.", (None, "2025-03-31", False)),
    ("月底结清。", ("40000.00", "2025-03-31", False)),
    ("月尾找清。", (None, "2025-03-31", False)),
    ("End of next month you will be paid.", (None, "2025-04-30", False)),
    ("下月底打款。", (None, "2025-04-30", False)),
    ("下個月尾過數。", (None, "2025-04-30", False)),
    ("8月底付款。", (None, "2025-08-31", False)),
    ("Payment by the end of August.", (None, "2025-08-31", False)),
    ("八月底匯款。", (None, "2025-08-31", False)),
    ("年底前付。", (None, "2025-12-31", False)),
    ("年底前會付。", (None, "2025-12-31", False)),
    ("We will pay it by year end.", (None, "2025-12-31", False)),
    ("We will pay mid-month.", (None, "2025-03-15", False)),
    ("月中安排。", (None, "2025-03-15", False)),
    ("月中會匯。", (None, "2025-03-15", False)),
    ("月中打款。", (None, "2025-03-15", False)),
    ("Payment on the 30th.", (None, "2025-03-30", False)),
    ("那笔31,200元15号之前一定打过去", ("31200.00", "2025-03-15", False)),
    ("15號前一定匯。", (None, "2025-03-15", False)),
    ("10号前付。", (None, "2025-04-10", False)),
    ("Will pay by the 10th.", (None, "2025-04-10", False)),
    ("Tuesday or Thursday, Thursday at the latest, we pay.", (None, "2025-03-20", False)),
    ("周二或周四付，最晚周四。", (None, "2025-03-20", False)),
    ("週二或週四匯，最晚週四。", (None, "2025-03-20", False)),
    ("国庆前付。", (None, "2025-09-30", False)),
    ("過年前一定付。", (None, "2026-02-16", False)),
    ("We'll clear it before Chinese New Year.", (None, "2026-02-16", False)),
    ("We will pay within 5 days of the new invoice.", (None, None, True)),
    ("新票到了五天内付。", (None, None, True)),
    ("收到新發票後五天內付款。", (None, None, True)),
    ("Once our customer pays we will pay you.", (None, None, True)),
    ("客户一回款就付给您。", (None, None, True)),
    ("等客戶付款後就匯給您。", (None, None, True)),
    ("客人一找數就過數俾你。", (None, None, True)),
    ("节后复工第一周付。", (None, None, False)),
    ("年後開工第一週付款。", (None, None, False)),
    ("Once the bank approves, we'll pay by 28 March.", (None, "2025-03-28", True)),
    ("等老板批了，3月28日前付。", (None, "2025-03-28", True)),
    ("主管簽核後，3月28日匯款。", (None, "2025-03-28", True)),
    ("Zahlung am 05.04.2025.", (None, "2025-04-05", False)),
    ("Paiement le 05.04.2025.", (None, "2025-04-05", False)),
    ("3/28 前匯款。", (None, "2025-03-28", False)),
    ("We pay 30% on Monday.", ("12000.00", "2025-03-17", False)),
    ("周一先付30%。", ("12000.00", "2025-03-17", False)),
    ("下週一先付三成。", ("12000.00", "2025-03-17", False)),
    ("I'll wire 2万 on Friday.", ("20000.00", "2025-03-14", False)),
    ("周五打两万五。", ("25000.00", "2025-03-14", False)),
    ("禮拜五匯兩萬。", ("20000.00", "2025-03-14", False)),
    ("the lot goes on Friday", ("40000.00", "2025-03-14", False)),
    ("全額週五匯。", ("40000.00", "2025-03-14", False)),
    ("twenty thousand dollars will be paid on Friday", ("20000.00", "2025-03-14", False)),
    ("We will pay as soon as possible.", None),
    ("尽快付。", None),
    ("會盡快處理付款。", None),
    ("Will advise when I know.", None),
    ("有消息通知您。", None),
    ("We promised Friday but could not.", None),
    ("上周答应周五付，没付成。", None),
    ("上週說好週五付，結果沒付成。", None),
    ("May we pay on Friday?", None),
    ("周五付可以吗？", None),
    ("可以週五再付嗎？", None),
    ("We'll send a cheque on Friday.", (None, "2025-03-14", False)),
    ("周五寄支票。", (None, "2025-03-14", False)),
    ("星期五寄支票俾你。", (None, "2025-03-14", False)),
    ("If you take 10% off we pay on Friday.", None),
    ("打九折我周五就付。", None),
    ("打九折我週五就付。", None),
    (
        "We will pay 10,000 on Friday; could we have until the end of April for the rest?",
        ("10000.00", "2025-03-14", False),
    ),
    ("周五先付1万，剩下的能不能4月底再付？", ("10000.00", "2025-03-14", False)),
    ("週五先匯1萬，其餘可否四月底再付？", ("10000.00", "2025-03-14", False)),
    ("10,000 on Friday and 30,000 on 28 March will be paid.", ("10000.00", "2025-03-14", False)),
    ("周五付1万，28号付3万。", ("10000.00", "2025-03-14", False)),
    ("週五匯1萬，28號匯3萬。", ("10000.00", "2025-03-14", False)),
]

# What is proposed: the kind, and every figure that the words give.
PROPOSALS = [
    ("We'll pay 3,000 at the end of the month.", None),
    ("月底付3万", None),
    ("月底匯三萬。", None),
    ("We can't pay this month, cash is tight. Can we pay in three parts?", {"kind": "instalments", "instalments": 3}),
    ("这个月付不了，能不能分三期付？", {"kind": "instalments", "instalments": 3}),
    ("這個月付不出來，可以分三期嗎？", {"kind": "instalments", "instalments": 3}),
    (
        "Can we pay half now and half by 30 April?",
        {"kind": "part_now", "first_payment": "20000.00", "until": "2025-04-30"},
    ),
    ("能不能先付一半，4月30日付另一半？", {"kind": "part_now", "first_payment": "20000.00", "until": "2025-04-30"}),
    ("可以先付一半，另一半4月30日付嗎？", {"kind": "part_now", "first_payment": "20000.00", "until": "2025-04-30"}),
    (
        "Could we split it in three equal payments, the last by the end of May?",
        {"kind": "instalments", "instalments": 3, "until": "2025-05-31"},
    ),
    ("想分三期付，5月底付清。", {"kind": "instalments", "instalments": 3, "until": "2025-05-31"}),
    ("希望分三期，五月底前付清。", {"kind": "instalments", "instalments": 3, "until": "2025-05-31"}),
    ("可唔可以分三期俾？", {"kind": "instalments", "instalments": 3}),
    ("We propose 5,000 every Friday until it is cleared.", {"kind": "instalments", "per_instalment": "5000.00"}),
    ("每周五付5000，付完为止，行吗？", {"kind": "instalments", "per_instalment": "5000.00"}),
    ("每週五付5,000，付清為止，可以嗎？", {"kind": "instalments", "per_instalment": "5000.00"}),
    ("Could you give us another 30 days?", {"kind": "extension", "extension_days": 30}),
    ("能宽限一个月吗？", {"kind": "extension", "extension_days": 30}),
    ("可以寬限一個月嗎？", {"kind": "extension", "extension_days": 30}),
    ("Can we have two more weeks?", {"kind": "extension", "extension_days": 14}),
    ("能不能再缓两周？", {"kind": "extension", "extension_days": 14}),
    ("可以延兩週嗎？", {"kind": "extension", "extension_days": 14}),
    ("We ask for half a year.", {"kind": "extension", "extension_days": 180}),
    ("恳请延期半年。", {"kind": "extension", "extension_days": 180}),
    ("懇請展延一年。", {"kind": "extension", "extension_days": 365}),
    ("Could we pay at the end of April instead?", {"kind": "extension", "until": "2025-04-30"}),
    ("能不能拖到4月底？", {"kind": "extension", "until": "2025-04-30"}),
    ("可以延到四月底嗎？", {"kind": "extension", "until": "2025-04-30"}),
    ("可唔可以遲到四月底先俾？", {"kind": "extension", "until": "2025-04-30"}),
    ("Would you take 20% off if we pay today?", {"kind": "discount", "discount_pct": 20}),
    ("打八折行吗？", {"kind": "discount", "discount_pct": 20}),
    ("可以打八折嗎？", {"kind": "discount", "discount_pct": 20}),
    ("收四成了结行不行？", {"kind": "discount", "discount_pct": 60}),
    ("Would you accept 60% in full and final settlement?", {"kind": "discount", "discount_pct": 40}),
    ("We can pay 60% as full settlement, agree?", {"kind": "discount", "discount_pct": 40}),
    ("付六成結案可以嗎？", {"kind": "discount", "discount_pct": 40}),
    ("Would you accept 25,000 in full and final settlement?", {"kind": "discount", "first_payment": "25000.00"}),
    ("两万五一次性了结行吗？", {"kind": "discount", "first_payment": "25000.00"}),
    ("兩萬五一次結清，其餘免了可以嗎？", {"kind": "discount", "first_payment": "25000.00"}),
    ("Please waive the late fee.", {"kind": "waive_interest", "waive_interest": True}),
    ("违约金能不能免掉？", {"kind": "waive_interest", "waive_interest": True}),
    ("利息可以免嗎？", {"kind": "waive_interest", "waive_interest": True}),
    ("Could we pay by credit card?", {"kind": "other_payment_method"}),
    ("可以用承兑汇票付吗？", {"kind": "other_payment_method"}),
    ("可以開三個月的支票嗎？", {"kind": "other_payment_method"}),
    ("可唔可以用期票找數？", {"kind": "other_payment_method"}),
    ("Would you take our van as security?", {"kind": "collateral"}),
    ("用设备抵押可以吗？", {"kind": "collateral"}),
    ("可以用機台做擔保嗎？", {"kind": "collateral"}),
    (
        "Could we pay in three instalments and have the interest waived?",
        {"kind": "mixed", "instalments": 3, "waive_interest": True},
    ),
    ("分三期、免利息，可以吗？", {"kind": "mixed", "instalments": 3, "waive_interest": True}),
    ("分三期並免除利息，可以嗎？", {"kind": "mixed", "instalments": 3, "waive_interest": True}),
    ("Please remove the late fee from the account.", {"kind": "waive_interest", "waive_interest": True}),
    ("我们想用一批库存货抵掉这笔款", {"kind": "other_payment_method"}),
    ("能不能收七成五？", {"kind": "discount", "discount_pct": 25}),
    ("收七成五好嗎？", {"kind": "discount", "discount_pct": 25}),
    ("Would you take 60 cents on the dollar?", {"kind": "discount", "discount_pct": 40}),
    ("可否给3% 现金折扣？", {"kind": "discount", "discount_pct": 3}),
    ("每月付5000，半年还完，行吗？", {"kind": "instalments", "instalments": 6, "per_instalment": "5000.00"}),
    ("能不能把到期日改到4月30日？", {"kind": "extension", "until": "2025-04-30"}),
    ("下半年订单多，能不能宽限90天？", {"kind": "extension", "extension_days": 90}),
    (
        "我分兩次付，三月底跟四月底各2萬，行不行？",
        {"kind": "part_now", "first_payment": "20000.00", "until": "2025-04-30"},
    ),
    (
        "欠您四万，3月底我先给一万五，4月底再给剩下的，行吗？",
        {"kind": "part_now", "first_payment": "15000.00", "until": "2025-04-30"},
    ),
    ("请再少五千，三万五一次性了结行吗？", {"kind": "discount", "first_payment": "35000.00"}),
    ("請給我們九十天。", {"kind": "extension", "extension_days": 90}),
    (
        "Could you agree to this:\n1. six instalments of 5,000\n2. no interest on top",
        {"kind": "mixed", "instalments": 6, "per_instalment": "5000.00", "waive_interest": True},
    ),
    (
        "如蒙同意：\n一、分六期，每期5000元；\n二、免计利息。",
        {"kind": "mixed", "instalments": 6, "per_instalment": "5000.00", "waive_interest": True},
    ),
    (
        "先付10,000，3月28日；剩下的申请延到4月底。",
        {"kind": "part_now", "first_payment": "10000.00", "until": "2025-04-30"},
    ),
    (
        "Could we pay 60% by Thursday and 40% a fortnight later on 3 April?",
        {"kind": "part_now", "first_payment": "24000.00", "until": "2025-04-03"},
    ),
    (
        "Half this Friday, half at the end of April. OK for you?",
        {"kind": "part_now", "first_payment": "20000.00", "until": "2025-04-30"},
    ),
    (
        "10,000 in March, 15,000 in April and 15,000 in May: would you accept that plan?",
        {
            "kind": "instalments",
            "instalments": 3,
            "first_payment": "10000.00",
            "per_instalment": "15000.00",
            "until": "2025-05-31",
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), PROMISES)
def test_a_promise_is_a_commitment_with_a_day_or_an_event(text, expected):
    said = read_reply(text, THURSDAY, LEDGER).labels()["promise"]
    assert (said and (said["amount"], said["date"], said["conditional"])) == expected


@pytest.mark.parametrize(("text", "expected"), PROPOSALS)
def test_a_proposal_has_the_figures_that_its_words_give(text, expected):
    said = read_reply(text, THURSDAY, LEDGER).labels()["proposal"]
    told = said and {key: value for key, value in said.items() if key != "quote" and value not in (None, False)}
    assert told == expected


# Lines that only acknowledge, greet, thank, or promise: no reason, no sign, nothing else.
ONLY_POLITE = [
    "好的，收到。",
    "收到，我看一下。",
    "嗯嗯",
    "已阅。",
    "您好！",
    "好的，沒問題。",
    "收到，謝謝您。",
    "收到，唔該。",
    "稍後回覆您。",
    "OK",
    "Got it.",
    "Understood.",
    "Hi, received.",
    "Hello",
    "Will do.",
    "Ok will check and revert.",
]
ONLY_PROMISED = [
    ("26号付款。", "2025-03-26"),
    ("月底安排付款。", "2025-03-31"),
    ("周五打款。", "2025-03-14"),
    ("26號付款。", "2025-03-26"),
    ("下週五匯款。", "2025-03-21"),
    ("我哋星期五入數。", "2025-03-14"),
    ("Payment will be made on 30 November.", "2025-11-30"),
    ("We will pay on the 26th.", "2025-03-26"),
]


def _nothing_but(said, *kept):
    return {key for key, value in said.items() if value not in (None, False, [])} - {"causes", "primary_cause", *kept}


@pytest.mark.parametrize("text", ONLY_POLITE)
def test_who_only_acknowledges_gives_no_reason_and_no_sign(text):
    said = read_reply(text, THURSDAY, LEDGER).labels()
    assert (said["causes"], _nothing_but(said)) == (["unknown"], set())


@pytest.mark.parametrize(("text", "day"), ONLY_PROMISED)
def test_who_only_promises_gives_no_reason_and_no_sign(text, day):
    said = read_reply(text, THURSDAY, LEDGER).labels()
    assert (said["causes"], said["promise"]["date"], _nothing_but(said, "promise")) == (["unknown"], day, set())
