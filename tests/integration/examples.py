"""Example messages for the documentation: six situations in three languages and four regions; all names are made up.

Run as ``python -m tests.integration.examples docs/example-messages.md``.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.bootstrap import build_given_desk
from assistant.intake.given_task import task_from_line
from assistant.settings import Settings
from assistant.workflow.draft_given import Written, draft_given

HEAD = """# Example messages

Made by `python -m tests.integration.examples`; a test keeps the page current. The built-in composer wrote them from records given by hand (`tactful draft --jsonl`); each passed the guardrail. All companies, people and numbers are made up.
"""

Line = dict[str, Any]
LANGUAGES = {
    "English": "GB",
    "简体中文": "CN",
    "繁體中文（台灣）": "TW",
    "繁體中文（香港）": "HK",
}
RECORDS: dict[str, Line] = {
    "GB": {
        "seller": "Kestrel Tools Ltd",
        "customer": "Marlow Fittings Ltd",
        "contact": "Ms Okafor",
        "currency": "GBP",
        "contract": "KT-77 clause 6.2: payment within 30 days of invoice. "
        "clause 6.5: late amounts bear interest at 12% per year",
        "bank": "Harbour Bank account 20114400017755",
        "account_holder": "Kestrel Tools Ltd",
        "sender": "Ruth Hale",
        "sender_title": "Account Manager",
        "sender_phone": "+44 20 7946 0021",
        "sender_email": "ruth.hale@kestrel.example",
    },
    "CN": {
        "seller": "杭州明远机械有限公司",
        "customer": "宁波海曙贸易有限公司",
        "contact": "王经理",
        "currency": "CNY",
        "contract": "HT-77 第5条：开票后30日内付款 第8条：逾期按日万分之五计收违约金",
        "bank": "中国银行杭州分行 账号 1234 5678 9012 3456",
        "account_holder": "杭州明远机械有限公司",
        "sender": "李薇",
        "sender_title": "客户经理",
        "sender_phone": "0571-8800 0021",
        "sender_email": "liwei@mingyuan.example",
    },
    "TW": {
        "seller": "啟明島精工有限公司",
        "customer": "禾陞國際企業有限公司",
        "contact": "陳小姐",
        "currency": "TWD",
        "contract": "QMD-9 第六條：發票開立後30日內付款 第十條：按年息5%給付遲延利息",
        "bank": "啟明島商業銀行 帳號 6200 0000 0002",
        "account_holder": "啟明島精工有限公司",
        "sender": "林怡君",
        "sender_title": "客戶經理",
        "sender_phone": "02-8800 0021",
        "sender_email": "lin@qimingdao.example",
    },
    "HK": {
        "seller": "隼灣工具有限公司",
        "customer": "浪澄貿易有限公司",
        "contact": "何小姐",
        "currency": "HKD",
        "contract": "SW-HK-2 第5.2條：發票日期起30日內付款 第5.5條：按年息12%支付利息",
        "bank": "維港商業銀行 戶口 6200 0000 0003",
        "account_holder": "隼灣工具有限公司",
        "sender": "黃嘉欣",
        "sender_title": "客戶經理",
        "sender_phone": "8800 0021",
        "sender_email": "wong@sparrowbay.example",
    },
}
# Amount of the invoice, its halves, and the late interest on it for 44 days at the contract's rate.
SUMS = {
    "GB": ("9100.00", "4550.00", "131.64", "12% per year"),
    "CN": ("48200.00", "24100.00", "1060.40", "日万分之五"),
    "TW": ("164000", "82000", "988", "年息5%"),
    "HK": ("50880.00", "25440.00", "736.02", "年息12%"),
}
ASKED = {
    "GB": "Cash flow is tight this month. Could we pay in two instalments, and could you waive the interest?",
    "CN": "最近资金比较紧，能不能分两期付？另外违约金能否减免？",
    "TW": "最近資金比較緊，能不能分兩期付？另外遲延利息可以減免嗎？",
    "HK": "最近周轉比較緊，可否分兩期支付？另外逾期利息可否減免？",
}


def situations(region: str) -> dict[str, Line]:
    """What is asked for in each situation."""
    amount, half, interest, rate = SUMS[region]
    reminded = ["2025-02-14", "2025-02-28"]
    halves = [{"date": "2025-04-11", "amount": half}, {"date": "2025-05-09", "amount": half}]
    return {
        "First reminder, five days late": _asked("payment_reminder", "friendly", "2025-02-14", ask_by="2025-02-21"),
        "Third reminder, a month late": _asked(
            "payment_reminder", "firm", "2025-03-14", reminders_sent=reminded, ask_by="2025-03-24"
        ),
        "The customer asks for instalments": _asked(
            "negotiation_reply",
            "neutral",
            "2025-03-19",
            customer_message=ASKED[region],
            message_date="2025-03-18",
            proposal_allowed=halves,
            reply_by="2025-03-26",
        ),
        "A plan is proposed": _asked(
            "plan_proposal", "neutral", "2025-03-19", plan=halves, message_date="2025-03-18", reply_by="2025-03-26"
        ),
        "What was agreed, in writing": _asked(
            "written_confirmation",
            "neutral",
            "2025-03-21",
            agreed_plan=halves,
            agreed_on="2025-03-20",
            agreed_with=RECORDS[region]["contact"],
            reply_by="2025-03-28",
        ),
        "Formal demand with its computation": _asked(
            "formal_demand",
            "formal",
            "2025-03-25",
            channel="letter",
            deadline="2025-04-08",
            interest={
                "amount": interest,
                "base": amount,
                "rate": rate,
                "from": "2025-02-10",
                "to": "2025-03-25",
                "days": 44,
            },
        ),
    }


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_sections()]).rstrip() + "\n"


def _asked(kind: str, tone: str, day: str, channel: str = "email", **extra: Any) -> Line:
    return {"kind": kind, "tone": tone, "channel": channel, "day": day, "extra": extra}


def _sections() -> Iterator[str]:
    desk = build_given_desk(Settings())
    for title in situations("GB"):
        yield f"## {title}\n"
        for language, region in LANGUAGES.items():
            written = draft_given(desk, task_from_line(_line(region, situations(region)[title])))
            if not isinstance(written, Written) or written.report.findings:
                raise AssertionError(f"{title}, {region}: {written}")
            yield f"### {language}\n\n```text\n{written.draft.text}\n```\n"


def _line(region: str, asked: Line) -> Line:
    invoice = {"no": "INV-0142", "amount": SUMS[region][0], "issued": "2025-01-10", "due": "2025-02-09"}
    may = {"max_extension_days": 7, "may_offer_instalments": True, "max_instalments": 2}
    return {
        "id": f"{region} {asked['kind']}",
        "language": {"GB": "en", "CN": "zh-Hans"}.get(region, "zh-Hant"),
        "region": region,
        "record": {**RECORDS[region], "as_of": asked["day"], "invoices": [invoice], "authority": may},
        **{key: asked[key] for key in ("kind", "tone", "channel", "extra")},
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
