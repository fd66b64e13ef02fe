"""A figure that the record does not hold may not leave; the same value passes in every writing."""

import pytest

from assistant.domain.finding import Verdict
from assistant.domain.language import Language
from tests.builders import a_brief
from tests.unit.guardrail.given import checker, found, judged
from tests.unit.guardrail.pairs import ABROAD, MAINLAND, PAIRS, TAIWAN

LANGUAGES = {"mainland": Language.ZH_HANS, "taiwan": Language.ZH_HANT, "abroad": Language.EN}
EACH = [(name, right, wrong) for name, (_, pairs) in PAIRS.items() for right, wrong in pairs]


@pytest.mark.parametrize(("name", "right", "wrong"), EACH)
def test_the_right_value_passes_and_a_slightly_wrong_one_blocks(name, right, wrong):
    record = PAIRS[name][0]
    assert found(judged(right, record, LANGUAGES[name])) == []
    assert judged(wrong, record, LANGUAGES[name]).verdict is Verdict.BLOCK


@pytest.mark.parametrize(
    "text",
    [
        "周明您好，FP-20250110 号发票 48,200 元于2月9日到期，还没看到入账。方便的话，3月21日（周五）前给个日期。谢谢。",
        "请在5个工作日内回复，或于3月21日前安排。",
        "按合同约定，逾期需承担违约金，截至今日为795.30元。",
        "感谢贵司 5,000 元的付款，尚余 10,300.50 元。",
        "3月10日电话中您说还在走流程。",
        "这款产品共出货 1,200 件，验收均已完成。",
        "您方便的时间是下周三下午3点吗？",
        "联系电话 0571-8888 6666。",
    ],
)
def test_ordinary_sentences_pass(text):
    assert found(judged(text, MAINLAND)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Both invoices together come to USD 10,480.75.",
        "Interest runs from 27 May 2025.",
        "Could you let me know by Friday 27 June?",
        "The 2024 framework agreement stays as it is.",
        "Please reply within 7 days.",
    ],
)
def test_ordinary_english_passes(text):
    assert found(judged(text, ABROAD, Language.EN)) == []


def test_an_issue_date_called_due_date_is_wrong():
    report = judged("发票 FP-20250110 到期日为2025年1月10日。", MAINLAND)
    assert [(f.rule, f.excerpt, f.suggestion) for f in report.findings] == [
        ("record.date", "2025年1月10日", "2025年2月9日")
    ]


def test_another_invoices_amount_beside_an_invoice_is_wrong():
    assert found(judged("Invoice INV-0057: USD 9,100.00.", ABROAD, Language.EN)) == [("record.role", "USD 9,100.00")]


def test_a_weekday_that_does_not_fit_the_date_is_wrong():
    assert found(judged("請於 6 月 27 日（四）前付款。", TAIWAN, Language.ZH_HANT)) == [
        ("record.weekday", "6 月 27 日（四）")
    ]


def test_every_stated_figure_is_traced_to_its_fact():
    brief = a_brief("CN")
    text = "发票 INV-2026-0311，人民币 86,400.00 元，2026年6月8日到期，逾期 8 天。"
    roles = {fact.id: fact.role for fact in brief.grounds.facts}
    report = checker().check(text, grounds=brief.grounds, language=brief.language)
    assert [(text[start:end], roles[fact]) for start, end, fact in report.matched] == [
        ("INV-2026-0311", "invoice_no"),
        ("人民币 86,400.00 元", "invoice_amount"),
        ("2026年6月8日", "due_date"),
        ("8 天", "days_late"),
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("您上次已口头承诺付款。", "record.promise"),
        ("上次通话时您说下周付。", "record.call"),
        ("贵司同事已签字认账。", "record.acceptance"),
        ("我司收款账户已变更。", "record.payee_change"),
    ],
)
def test_an_event_that_the_record_does_not_know_is_stopped(text, rule):
    record = {key: value for key, value in MAINLAND.items() if key not in ("promises", "calls")}
    assert rule in [name for name, _ in found(judged(text, record))]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("如仍未付清，我司将按合同计收违约金。", "record.interest"),
        ("逾期利息自下月起按合同计算。", "record.interest"),
        ("逾期仍未付款者，本公司將依合約計收遲延利息。", "record.interest"),
        ("Unless we receive payment, we will charge interest under the contract.", "record.interest"),
        ("逾期未付的，我司将暂停发货。", "record.suspension"),
        ("屆期未付，本公司得暫停出貨。", "record.suspension"),
        ("Deliveries will be suspended until the balance is paid.", "record.suspension"),
        ("届时全部未付款项立即到期。", "record.acceleration"),
        ("The whole balance becomes immediately due.", "record.acceleration"),
    ],
)
def test_a_right_that_no_confirmed_term_gives_is_shown_to_the_reviewer(text, rule):
    report = judged(text, {**SHORT, "contract": "HT-77 第3条：开票后30日内付款"})
    assert (rule, "review") in [(each.rule, each.severity.value) for each in report.findings]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("如仍未付清，我司将按合同计收违约金。", "第8条：逾期按日万分之五计收违约金"),
        ("逾期未付的，我司将暂停发货。", "第9条：逾期超过30日的，可暂停发货"),
        ("We will not charge interest on this invoice.", "第3条：开票后30日内付款"),
        ("我司不会暂停供货。", "第3条：开票后30日内付款"),
        ("付款后即恢复供货。", "第3条：开票后30日内付款"),
    ],
)
def test_a_right_that_the_contract_gives_or_that_nobody_claims_passes(text, clause):
    report = judged(text, {**SHORT, "contract": f"HT-77 {clause}"})
    rights = {"record.interest", "record.suspension", "record.acceleration"}
    assert not rights & {each.rule for each in report.findings}


def test_a_call_that_nobody_answered_is_no_conversation():
    record = {**MAINLAND, "promises": [], "calls": [{"date": "2025-03-10", "result": "未接通"}]}
    assert "record.call" in [rule for rule, _ in found(judged("上次通话您说会安排。", record))]


def test_figures_inside_the_contracts_own_words_need_no_other_proof():
    text = "第9条写明：“逾期按日万分之五计收违约金”。"
    assert found(judged(text, MAINLAND)) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("身份证号11010519491231002X。", "data.identity"),
        ("身分證字號A123456789。", "data.identity"),
        ("卡号4111111111111111谢谢", "data.card"),
    ],
)
def test_personal_numbers_are_stopped_without_any_record(text, rule):
    assert rule in [name for name, _ in found(checker().check(text))]


@pytest.mark.parametrize("text", ["证号110105194912310021。", "編號A123456788。", "流水号4111111111111112"])
def test_numbers_without_their_check_digit_are_not_personal(text):
    assert not [rule for rule, _ in found(checker().check(text)) if rule.startswith("data.")]


SHORT = {
    "seller": "示例精工",
    "customer": "示例客户",
    "currency": "CNY",
    "as_of": "2025-03-14",
    "invoices": [{"no": "FP-1", "amount": "48200.00", "issued": "2025-01-10", "due": "2025-02-09", "paid": "0.00"}],
}


@pytest.mark.parametrize(
    ("text", "stranger"),
    [
        ("发票FP-2人民币48,200.00元。", "FP-2"),
        ("发票 FP-2，金额人民币48,200.00元，请安排。", "FP-2"),
        ("發票FP-12金額48,200元。", "FP-12"),
        ("Invoice FP-2 for CNY 48,200.00 is open.", "FP-2"),
        ("FP-1 and FP-1A are open.", "FP-1A"),
    ],
)
def test_a_number_of_the_same_series_that_the_record_does_not_know_is_stopped(text, stranger):
    assert ("record.document", stranger) in found(judged(text, SHORT))


@pytest.mark.parametrize(
    "text", ["发票FP-1人民币48,200.00元。", "发票 FP-1 尚未结清。", "Invoice FP-1 for CNY 48,200.00 is open."]
)
def test_the_number_that_the_record_knows_passes_however_short(text):
    assert found(judged(text, SHORT)) == []


@pytest.mark.parametrize(
    ("language", "text", "claimed"),
    [
        (Language.EN, "You have paid CNY 20,000; the rest is CNY 28,200.", "CNY 20,000"),
        (Language.ZH_HANS, "您已付2万元，余款28,200元。", "2万元"),
        (Language.ZH_HANT, "您已付2萬元，餘款28,200元。", "2萬元"),
    ],
)
def test_a_promised_sum_is_no_received_one_where_nothing_was_paid(language, text, claimed):
    unpaid = {**MAINLAND, "invoices": [{**MAINLAND["invoices"][0], "paid": "0.00"}]}
    assert ("record.role", claimed) in found(judged(text, unpaid, language))


@pytest.mark.parametrize("text", ["We have not received CNY 48,200 yet.", "尚未收到贵司48,200元款项。"])
def test_a_sum_that_was_not_received_may_be_named(text):
    unpaid = {**MAINLAND, "invoices": [{**MAINLAND["invoices"][0], "paid": "0.00"}]}
    assert found(judged(text, unpaid, Language.EN if text.isascii() else Language.ZH_HANS)) == []


def test_the_day_of_a_letter_is_not_taken_for_that_of_a_promise():
    for text in (
        "You wrote to us on 16 June 2025, and I have gone through it.",
        "I have read what you wrote on 16 June.",
    ):
        assert found(judged(text, ABROAD, Language.EN)) == []
