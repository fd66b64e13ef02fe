"""Lines for ``tactful draft --jsonl`` in four markets; all companies are fictional."""

from decimal import Decimal
from typing import Any

MARKETS: dict[str, dict[str, Any]] = {
    "CN": {
        "language": "zh-Hans",
        "region": "CN",
        "currency": "CNY",
        "amount": "48200.00",
        "seller": "杭州明远机械有限公司",
        "customer": "宁波海曙贸易有限公司",
        "contact": "王经理",
        "contract": "HT-77 第5条：验收后30日内付款 第8条：逾期按日万分之五计收违约金 第9条：逾期超过30日的，卖方有权暂停发货",
        "bank": "中国银行杭州分行 账号 1234 5678 9012 3456",
        "sender": "李薇",
        "sender_title": "客户经理",
        "message": "最近资金比较紧，能不能分两期付？另外违约金能否减免，发票抬头也需要更正。",
        "old_terms": "月结30天",
        "new_terms": "预付50%，发货前付清余款",
        "if_missed": "余款自该期到期日起一并支付",
        "documents": ["质检报告", "现场照片"],
        "delivery": "2025年1月12日送达，王明签收",
        "rate": "日万分之五",
        "goal": "定下付款日期",
    },
    "TW": {
        "language": "zh-Hant",
        "region": "TW",
        "currency": "TWD",
        "amount": "164000",
        "seller": "啟明島精工有限公司",
        "customer": "禾陞國際企業有限公司",
        "contact": "陳小姐",
        "contract": "QMD-9 第六條：驗收後30日內付款 第十條：按年息5%給付遲延利息 第十一條：賣方得以書面通知買方暫停出貨",
        "bank": "啟明島商業銀行 帳號 6200 0000 0002",
        "sender": "李薇",
        "sender_title": "客戶經理",
        "message": "最近資金比較緊，能不能分兩期付？另外部分貨品有瑕疵，可以打折嗎？",
        "old_terms": "月結30天",
        "new_terms": "訂金50%，出貨前付清餘款",
        "if_missed": "餘款自該期到期日起一併支付",
        "documents": ["檢驗報告", "照片"],
        "delivery": "2025年1月12日送達，陳先生簽收",
        "rate": "年息5%",
        "goal": "確定付款日",
    },
    "HK": {
        "language": "zh-Hant",
        "region": "HK",
        "currency": "HKD",
        "amount": "50880.00",
        "seller": "啟明島精工有限公司",
        "customer": "隼灣貿易有限公司",
        "contact": "何小姐",
        "contract": "QMD-HK-2 第5.2條：發票日期起30日內付款 第5.5條：按月息1%支付利息 第5.7條：賣方可暫停交付貨品",
        "bank": "啟明島商業銀行香港分行 戶口 6200 0000 0003",
        "sender": "李薇",
        "sender_title": "客戶經理",
        "message": "請問可否寬限到月底？發票仍在審批，款項我們上星期已付了一部分。",
        "old_terms": "月結30天",
        "new_terms": "訂金50%，付運前付清餘款",
        "if_missed": "餘款即時到期",
        "documents": ["檢驗報告", "照片"],
        "delivery": "2025年1月12日送達",
        "rate": "月息1%",
        "goal": "確定付款日",
    },
    "EN": {
        "language": "en",
        "region": "GB",
        "currency": "GBP",
        "amount": "9100.00",
        "seller": "Kestrel Tools Ltd",
        "customer": "Marlow Fittings Ltd",
        "contact": "Ms Okafor",
        "contract": "KT-77 clause 6.2: payment within 30 days of invoice. clause 6.5: late amounts bear interest at 1% per month. "
        "clause 6.7: the Seller may suspend further deliveries on written notice",
        "bank": "Harbour Bank account 20114400017755",
        "sender": "Ruth Hale",
        "sender_title": "Account Manager",
        "message": "Cash flow is tight this month. Could we pay in two instalments, and could you waive the interest? "
        "We also never received a copy of the invoice.",
        "old_terms": "30 days net",
        "new_terms": "50% deposit, balance before dispatch",
        "if_missed": "the balance is payable with the next instalment",
        "documents": ["inspection report", "photos"],
        "delivery": "delivered on 12 January 2025, signed by T. Brown",
        "rate": "1% per month",
        "goal": "agree a payment date",
    },
}
MARKETS["US"] = {**MARKETS["EN"], "region": "US", "currency": "USD"}
MARKETS["JP"] = {**MARKETS["EN"], "region": "SG", "currency": "JPY", "amount": "1250000"}

# Kind -> the channels that it goes by.
CHANNELS: dict[str, tuple[str, ...]] = {
    "payment_reminder": ("email", "letter", "sms"),
    "call_script": ("phone",),
    "promise_followup": ("email", "letter", "phone", "sms"),
    "dispute_acknowledgement": ("email", "letter"),
    "negotiation_reply": ("email", "letter", "chat"),
    "plan_proposal": ("email", "letter"),
    "written_confirmation": ("email", "letter"),
    "receipt_thanks": ("email", "letter", "sms"),
    "statement_of_account": ("email", "letter"),
    "formal_demand": ("email", "letter"),
    "service_suspension_notice": ("email", "letter"),
    "credit_terms_change": ("email", "letter"),
    "relationship_note": ("email", "letter"),
    "visit_brief": ("visit",),
    "counsel_brief": ("file",),
}


def tones(kind: str) -> tuple[str, ...]:
    """The tones in which ``kind`` is written."""
    solemn = kind in ("formal_demand", "service_suspension_notice")
    return ("firm", "formal") if solemn else ("friendly", "neutral", "firm", "formal")


def a_line(
    market: str, kind: str, *, invoices: int = 1, without: tuple[str, ...] = (), **changes: Any
) -> dict[str, Any]:
    """A line that asks for ``kind``; ``without`` leaves out keys of record or extra, ``record`` and ``extra`` add some."""
    at = MARKETS[market]
    record = {
        **{key: at[key] for key in ("seller", "customer", "contact", "contract", "bank", "currency", "sender")},
        "as_of": "2025-03-14",
        "invoices": [
            {"no": f"FP-{101 + n}", "amount": at["amount"], "issued": "2025-01-10", "due": "2025-02-09"}
            for n in range(invoices)
        ],
        "sender_title": at["sender_title"],
        "sender_phone": "000-8800 0021",
        "sender_email": "li@tools.example",
        "account_holder": at["seller"],
        "authority": {"max_extension_days": 7, "may_offer_instalments": True, "max_instalments": 2},
    }
    if kind == "promise_followup":
        record["promises"] = [{"date": "2025-03-05", "amount": at["amount"], "by": "2025-03-12"}]
    record |= changes.pop("record", {})
    extra = {**_extra(at, kind, invoices), **changes.pop("extra", {})}
    return {
        "id": f"{market} {kind}",
        "kind": kind,
        "channel": CHANNELS[kind][0],
        "tone": tones(kind)[-1],
        "language": at["language"],
        "region": at["region"],
        "record": {key: value for key, value in record.items() if key not in without},
        "extra": {key: value for key, value in extra.items() if key not in without},
        **changes,
    }


def in_two(amount: Decimal) -> list[dict[str, str]]:
    """``amount`` in two payments."""
    first = (amount / 2).quantize(Decimal(1))
    return [{"date": "2025-03-28", "amount": str(first)}, {"date": "2025-04-28", "amount": str(amount - first)}]


def _extra(at: dict[str, Any], kind: str, invoices: int) -> dict[str, Any]:
    plan = in_two(Decimal(at["amount"]) * invoices)
    message = {"customer_message": at["message"], "message_date": "2025-03-12"}
    interest = {"amount": "795", "base": at["amount"], "rate": at["rate"], "from": "2025-02-10", "to": "2025-03-14"}
    return {
        "payment_reminder": {"ask_by": "2025-03-21"},
        "call_script": {"ask_by": "2025-03-21"},
        "promise_followup": {"ask_by": "2025-03-21"},
        "dispute_acknowledgement": {
            **message,
            "disputed_amount": "3000",
            "answer_by": "2025-03-20",
            "undisputed_pay_by": "2025-03-25",
            "documents_needed": at["documents"],
        },
        "negotiation_reply": {**message, "proposal_allowed": plan, "reply_by": "2025-03-20"},
        "plan_proposal": {"plan": plan, "reply_by": "2025-03-20", "message_date": "2025-03-12"},
        "written_confirmation": {
            "agreed_plan": plan,
            "agreed_on": "2025-03-13",
            "agreed_with": at["contact"],
            "if_missed": at["if_missed"],
            "reply_by": "2025-03-20",
        },
        "receipt_thanks": {"received": {"date": "2025-03-13", "amount": "5000"}, "remaining": "4100"},
        "statement_of_account": {"reply_by": "2025-03-21"},
        "formal_demand": {"deadline": "2025-03-28", "interest": {**interest, "days": 33}, "delivery": at["delivery"]},
        "service_suspension_notice": {"deadline": "2025-03-28", "effective": "2025-04-01"},
        "credit_terms_change": {
            "new_terms": at["new_terms"],
            "old_terms": at["old_terms"],
            "effective": "2025-04-01",
            "existing_pay_by": "2025-03-28",
        },
        "relationship_note": {"relation": at["old_terms"]},
        "visit_brief": {"visit_date": "2025-03-18", "attendees": [at["sender"]], "goal": at["goal"]},
        "counsel_brief": {"reminders_sent": ["2025-02-20", "2025-03-05"], "delivery": at["delivery"]},
    }[kind]
