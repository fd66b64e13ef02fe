"""The clause that states a term, with the shortest complete sentence; none rather than a wrong one."""

import pytest

from assistant.domain.brief import Topic
from assistant.domain.language import Reason
from assistant.intake import read_contract
from assistant.retrieval import ArrayIndex, ClauseSearch
from tests.unit.contracts_at_hand import real_contract, sample_contract

SEARCH = ClauseSearch(ArrayIndex())
TERM, INTEREST, STOP = Topic.PAYMENT_TERM, Topic.LATE_INTEREST, Topic.SUSPENSION

STATED = {
    "QMD-2024-011": {
        TERM: ("7.2", "甲方应在乙方开票后30日内，付清该张发票项下的全部货款。"),
        INTEREST: (
            "9.3",
            "甲方逾期付款的，自付款到期日的次日起至款项到账之日止，以逾期未付金额为基数，"
            "按日万分之五（0.05%）向乙方支付逾期付款违约金。",
        ),
        STOP: (
            "9.4",
            "甲方任何一张发票无异议部分的货款逾期超过45日的，乙方可提前10日书面通知甲方，暂停接受新订单或暂停发运未交货的订单；"
            "甲方付清逾期款项，或双方就付款安排达成书面一致的，乙方应在3个工作日内恢复供货。",
        ),
    },
    "QMD-2025-027": {
        TERM: ("8.2", "甲方应在每批货物验收合格并开票后45日内，向乙方付清该批货款的100%。"),
        INTEREST: (
            "8.5",
            "甲方未按第8.2条付款的，自到期日的次日起至款项记入乙方账户之日止，"
            "每日按逾期未付款项的万分之三（0.03%）向乙方支付违约金，按单利计算。",
        ),
        STOP: (
            "8.6",
            "甲方任何一批货款逾期超过30日，经乙方书面催告后15日内仍未支付，又未与乙方达成书面付款安排的，"
            "乙方有权暂停后续批次的生产和发运，直至逾期款项付清。",
        ),
    },
    "QMD-2023-008": {
        TERM: ("6.1", "乙方应在每批商品到货后30日内付清该批货款。"),
        INTEREST: (
            "6.4",
            "乙方未在付款到期日前（含当日）付清货款的，自到期日次日起，每逾期一日，"
            "按逾期未付金额的万分之五（0.05%）向甲方支付违约金，计至实际到账之日止，不计复利。",
        ),
        STOP: (
            "6.5",
            "乙方应付未付余额超出信用额度，或任一批货款逾期超过15日的，甲方可提前3日书面通知乙方，"
            "暂停接受新的赊销要货，或对新要货要求款到发货；乙方付清逾期款项，"
            "或者双方已签署付款安排且乙方正在按约履行的，甲方应酌情恢复。",
        ),
    },
    "QMD-2025-031": {
        TERM: (
            "5.3",
            "甲方应在每批货物验收合格后30日内，支付该批货款的百分之九十五（95%）；其余百分之五（5%）作为质保金，按5.4返还。",
        ),
        INTEREST: (
            "5.6",
            "甲方逾期支付本条约定的货款，或者逾期返还质保金的，以逾期未付金额为基数，"
            "自应付之日的次日起至实际到账之日止，按日万分之四（0.04%）向乙方支付违约金，单利计算。",
        ),
        STOP: ("5.7", "甲方无争议货款逾期超过30日的，乙方可提前7日书面通知，暂停安排新订单的生产和发运。"),
    },
    "QMD-2024-019": {
        TERM: (
            "7.1",
            "乙方应在甲方开票后30日内付清该发票所列货款，自发票载明的开票日期次日起计算，第30日为最后付款日。",
        ),
        INTEREST: (
            "9.1",
            "乙方逾期付款的，应自最后付款日的次日起至款项到账之日止，"
            "按逾期未付金额每日万分之五（0.05%）向甲方支付逾期付款违约金，按单利计算。",
        ),
        STOP: (
            "9.2",
            "乙方任何一笔货款逾期超过30日的，甲方有权在书面通知乙方后暂停发货，包括已确认但尚未发出的订单；"
            "乙方付清逾期货款后，甲方应在3个工作日内恢复发货。",
        ),
    },
    "QMD-TW-2025-004": {
        TERM: ("8.1", "甲方應自結帳日之次日起算三十日內付清當期帳款，第三十日為到期日。"),
        INTEREST: ("11.1", "甲方逾期付款者，乙方得就未付金額，自到期日之次日起至清償日止，按年息5%計收遲延利息。"),
        STOP: (
            "12.1",
            "無爭執之帳款逾期超過四十五日，經乙方以書面定十四日以上之期限催告，期滿仍未付清，亦未達成分期協議者，"
            "乙方得暫停出貨，至付清為止。",
        ),
    },
    "QMD-TW-2025-009": {
        TERM: ("第六條第一項", "買方應於驗收後30日內付清該批商品之價金，自驗收日之次日起算，第三十日為付款到期日。"),
        INTEREST: ("第十條第一項", "買方逾付款到期日未付者，應就未付價金，按年息5%給付遲延利息。"),
        STOP: (
            "第十一條第一項",
            "買方任一筆無異議之價金逾期超過三十日者，賣方得於十日前書面通知，暫停尚未裝運之商品；"
            "買方於通知期間內付清或提出經賣方同意之付款計畫者，賣方不得暫停。",
        ),
    },
    "QMD-HK-2024-002": {
        TERM: ("5.2", "買方須於發票日期起30日內，全數支付發票所列款項。"),
        INTEREST: (
            "5.5",
            "任何逾期款項須按月息1%支付利息，由到期日翌日起計，直至賣方收妥該款項之日為止，不論在判決之前或之後。",
        ),
        STOP: ("5.7", "如任何沒有爭議的款項逾期超過45日，賣方可給予買方不少於14日的書面通知，暫停交付尚未付運的貨品。"),
    },
    "QMD-HK-2025-006": {
        TERM: ("4.1", "每張發票須於發票日期後30日內付清。"),
        INTEREST: (
            "4.4",
            "逾期款項按月息1.5%計算單利，由到期日翌日起至全數過數入賬當日止；"
            "不足一個月按日計算，每日為月息的三十分之一。",
        ),
        STOP: ("4.7", "任何無異議的發票逾期超過30日，供應商可給予10日書面通知後，暫停該承建商名下尚未送出的物料。"),
    },
    "QMD-SG-2025-003": {
        TERM: ("6.2", "The Buyer shall pay each invoice in full, net 30 days from the Invoice Date."),
        INTEREST: (
            "6.5",
            "A sum not paid by its Due Date bears simple interest at the rate of 1% per month from the day after "
            "the Due Date until the day it is paid, before as well as after judgment.",
        ),
        STOP: (
            "6.8",
            "If a sum that is not withheld under clause 6.6 remains unpaid for more than 30 days after its Due "
            "Date, the Seller may suspend further deliveries on not less than 14 days' written notice.",
        ),
    },
    "QMD-IE-2024-001": {
        TERM: ("8.1", "The Retailer shall pay each invoice within 30 days from the date of invoice."),
        INTEREST: (
            "8.4",
            "The annual rate is the interest rate applied by the European Central Bank to its most recent main "
            "refinancing operations plus eight percentage points (ECB+8), in line with Directive 2011/7/EU and "
            "the European Communities (Late Payment in Commercial Transactions) Regulations 2012.",
        ),
        STOP: (
            "8.7",
            "If invoices that are not queried under clause 8.6 remain unpaid for more than 60 days after their "
            "due date, the Supplier may suspend deliveries by giving at least 14 days' written notice to the "
            "Retailer's accounts payable manager and head of buying.",
        ),
    },
    "QMD-US-2023-005": {
        TERM: ("5.1", "Payment terms are net 45."),
        INTEREST: (
            "5.4",
            "Any undisputed amount not paid when due bears a late charge of 1% per month, or the maximum rate "
            "permitted by applicable law if lower, from the day after the due date until paid.",
        ),
        STOP: (
            "5.6",
            "If any undisputed invoice remains unpaid more than thirty (30) days after its due date, Seller may "
            "suspend further shipments and performance upon ten (10) days' prior written notice identifying the "
            "invoice and the unpaid amount.",
        ),
    },
}
CASES = [(number, topic, *stated) for number, topics in STATED.items() for topic, stated in topics.items()]


@pytest.mark.parametrize(("number", "topic", "clause_no", "quote"), CASES)
def test_each_sample_contract_is_cited_by_the_right_clause_and_sentence(number, topic, clause_no, quote):
    contract = sample_contract(number)
    citation = SEARCH.cite(contract, topic)
    assert (citation.topic, citation.clause.number, citation.quote) == (topic, clause_no, quote)
    assert contract.text[citation.start : citation.end] == quote


@pytest.mark.parametrize(
    ("name", "topic", "clause_no"),
    [
        ("asiandragongroupinc-reseller-agreement", TERM, "7.8"),
        ("asiandragongroupinc-reseller-agreement", INTEREST, "7.8"),
        ("asiandragongroupinc-reseller-agreement", STOP, None),
        ("beyondcomcorp-hosting-agreement", TERM, "3"),
        ("beyondcomcorp-hosting-agreement", INTEREST, "3"),
        ("dragonsystemsinc-outsourcing-agreement", TERM, "5"),
        ("dragonsystemsinc-outsourcing-agreement", INTEREST, None),
        ("europeanmicroholdingsinc-distributor-agreement", TERM, "3.4"),
        ("europeanmicroholdingsinc-distributor-agreement", INTEREST, "Exhibit B, 10"),
        ("intersectentinc-supply-agreement", TERM, "4.4"),
        ("intersectentinc-supply-agreement", STOP, None),
        ("mercatainc-sponsorship-agreement", TERM, "3.1"),
        ("mercatainc-sponsorship-agreement", INTEREST, "3.1"),
        ("netgearinc--amendment--to-the-distribution-agreement", TERM, None),
        ("netgearinc-distributor-agreement", TERM, "4(E)"),
        ("netgearinc-distributor-agreement", STOP, "4(E)"),
    ],
)
def test_real_contracts_are_cited_by_the_right_clause_or_not_at_all(name, topic, clause_no):
    citation = SEARCH.cite(real_contract(name), topic)
    assert (citation.clause.number if citation else None) == clause_no


@pytest.mark.parametrize(
    "sentence",
    [
        "乙方逾期交货的，每逾期一日，按逾期部分货款的万分之五支付违约金。",
        "甲方应在认定结论送达后15日内支付该部分价款。",
        "质保金在验收合格日起满12个月后的10日内，由甲方无息返还乙方。",
        "乙方未收到发票的，应在7日内通知甲方。",
        "暂停供货期间，到期日不因付款逾期而改变。",
        "The Seller shall refund sums paid within 30 days after the date of the credit note.",
        "No interest is payable on amounts disputed in good faith, however late they are paid.",
        "The Buyer may suspend acceptance of deliveries that are late.",
        "Each party shall pay its own taxes.",
        "The Supplier shall deliver within 30 days after the date of the invoice.",
    ],
)
def test_a_clause_that_states_something_else_is_never_cited(sentence):
    contract = read_contract(f"1. GENERAL\n1.1 {sentence}", "K", "C")
    assert [SEARCH.cite(contract, topic) for topic in Topic] == [None, None, None]


def test_two_terms_with_different_figures_are_left_to_a_person():
    text = "合同\n第一条 货物\n1.1 甲方应在开票后30日内付清货款。\n第二条 服务\n2.1 甲方应在开票后60日内付清货款。"
    assert SEARCH.cite(read_contract(text, "K", "C"), TERM) is None


def test_the_clause_that_is_titled_for_it_goes_first():
    text = (
        "合同\n第一条 货物\n1.1 甲方应在开票后30日内付清货款。\n"
        "第二条 其他\n2.1 付款期限。甲方应在开票后60日内付清货款。"
    )
    citation = SEARCH.cite(read_contract(text, "K", "C"), TERM)
    assert (citation.clause.number, citation.quote) == ("2.1", "甲方应在开票后60日内付清货款。")


def test_the_preamble_and_the_signatures_are_never_cited():
    text = "合同\n甲方应在开票后30日内付清货款。\n第一条 标的\n1.1 电机。"
    assert SEARCH.cite(read_contract(text, "K", "C"), TERM) is None


@pytest.mark.parametrize(
    "changed",
    [
        "8.2 甲方应在开票后{--30--}{++90++}日内付清全部货款。",
        "8.2 甲方应在开票后30日内付清全部货款。{--¶--}",
        "{++8.2 甲方应在开票后30日内付清全部货款。++}",
        "{--8.2 甲方应在开票后30日内付清全部货款。--}",
    ],
)
def test_a_clause_whose_change_is_not_agreed_yet_is_never_quoted(changed):
    agreed = "合同\n第八条 付款\n8.1 价款含税。\n8.2 甲方应在开票后30日内付清全部货款。\n8.3 电汇。"
    assert SEARCH.cite(read_contract(agreed, "K", "C"), TERM).clause.number == "8.2"
    text = agreed.replace("8.2 甲方应在开票后30日内付清全部货款。", changed)
    assert SEARCH.cite(read_contract(text, "K", "C"), TERM) is None


def test_a_contract_that_was_read_before_is_cited_by_the_words_it_has_now():
    before = "合同\n第八条 付款\n8.1 甲方应在开票后30日内付清全部货款。"
    after = before.replace("30日", "60日")
    quotes = [SEARCH.cite(read_contract(text, "K", "C"), TERM).quote for text in (before, after, before)]
    assert quotes == [f"甲方应在开票后{days}日内付清全部货款。" for days in (30, 60, 30)]


def test_a_contract_with_notes_on_its_text_is_cited_like_any_other():
    text = "合同\n第八条 付款\n8.1 甲方应在开票后30日内付清全部货款。"
    notes = (Reason.of("hidden_characters_left", count=2),)
    assert SEARCH.cite(read_contract(text, "K", "C", notes=notes), TERM).clause.number == "8.1"
