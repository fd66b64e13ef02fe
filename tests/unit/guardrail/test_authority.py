"""What a text gives away is held against the limits of authority."""

from dataclasses import replace

import pytest

from assistant.domain.authority import OfferKind
from assistant.domain.finding import Severity
from assistant.domain.language import Language
from assistant.intake.given_record import grounds_from_record
from tests.builders import a_brief
from tests.unit.guardrail.given import checker, found, judged
from tests.unit.guardrail.pairs import ABROAD, MAINLAND

LIMITS = grounds_from_record(MAINLAND)[0].authority


def weights(text, record=MAINLAND, language=Language.ZH_HANS):
    report = judged(text, record, language)
    assert report.errors == ()
    return [(f.rule, f.severity) for f in report.findings if f.rule.startswith("authority.")]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("免你两成，今天有效。", "authority.discount"),
        ("我做主，打八折。", "authority.discount"),
        ("本月付清可享5%折扣。", "authority.discount"),
        ("剩下的款项不必付了。", "authority.discount"),
        ("余款无需支付。", "authority.discount"),
        ("按您的要求，这笔欠款已经取消。", "authority.discount"),
        ("您不再欠我们任何款项。", "authority.discount"),
        ("违约金全免。", "authority.waiver"),
        ("可延期10天付款。", "authority.extension"),
        ("可以分三期付款。", "authority.instalments"),
    ],
)
def test_what_is_beyond_authority_blocks(text, rule):
    assert (rule, Severity.BLOCK) in weights(text)


@pytest.mark.parametrize(
    ("text", "rule"), [("可延期5天付款。", "authority.extension"), ("可以分两期付款。", "authority.instalments")]
)
def test_what_is_within_authority_but_not_offered_by_the_brief_goes_to_review(text, rule):
    brief = a_brief("CN")
    report = checker().check(text, brief=replace(brief, grounds=replace(brief.grounds, authority=LIMITS)))
    assert [(f.rule, f.severity) for f in report.findings if f.rule.startswith("authority.")] == [
        (rule, Severity.REVIEW)
    ]


@pytest.mark.parametrize("text", ["可延期5天付款。", "可以分两期付款。"])
def test_what_the_authority_of_a_given_record_covers_passes(text):
    assert weights(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("I'll knock off 20%.", "authority.discount"),
        ("We are happy to reduce the sum by half.", "authority.discount"),
        ("You need not pay the rest.", "authority.discount"),
        ("You don't have to pay us the balance.", "authority.discount"),
        ("As you instructed, your debt is cancelled.", "authority.discount"),
        ("Nothing is owed any more.", "authority.discount"),
        ("It is settled; you owe us nothing.", "authority.discount"),
        ("We will waive the late fees.", "authority.waiver"),
        ("You may pay in three instalments.", "authority.instalments"),
        ("We can give you another 20 days.", "authority.extension"),
    ],
)
def test_what_is_beyond_authority_blocks_in_english(text, rule):
    assert (rule, Severity.BLOCK) in weights(text, ABROAD, Language.EN)


@pytest.mark.parametrize(
    "text",
    ["减免需审批，我可代为提交。", "您提出分三期，我们讨论后回复。", "目前不能打八折。", "如有困难，可以商量。"],
)
def test_asking_for_approval_or_naming_the_customers_wish_passes(text):
    assert weights(text) == []


@pytest.mark.parametrize("text", ["I can ask for approval of a discount.", "You asked for four instalments."])
def test_asking_for_approval_passes_in_english(text):
    assert weights(text, ABROAD, Language.EN) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("慢慢付没关系。", "authority.extension"),
        ("不急，有钱再付。", "authority.extension"),
        ("您来信提到资金紧张，有钱再付就行。", "authority.extension"),
        ("什么时候有钱什么时候付。", "authority.extension"),
        ("等客户付了您的款再付给我们就行。", "authority.extension"),
        ("付款時間由您決定。", "authority.extension"),
        ("您可以隨意分期支付，何時付款都可以。", "authority.extension"),
        ("可以分期，几期都行。", "authority.instalments"),
        ("您想分几期就分几期。", "authority.instalments"),
        ("貴公司提到資金緊張，隨意分期即可。", "authority.instalments"),
        ("利息就算了。", "authority.waiver"),
        ("违约金我们不追究了。", "authority.waiver"),
        ("能付多少算多少。", "authority.discount"),
        ("少付一点也没关系。", "authority.discount"),
    ],
)
def test_what_is_given_without_a_figure_blocks(text, rule):
    assert (rule, Severity.BLOCK) in weights(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Take all the time you need to pay.", "authority.extension"),
        ("No rush, pay when it suits you.", "authority.extension"),
        ("You mentioned that cash is tight, so pay whenever you can.", "authority.extension"),
        ("Settle it at your own pace.", "authority.extension"),
        ("You may pay in instalments whenever it suits you.", "authority.instalments"),
        ("If you can't pay it all at once, use as many instalments as you like.", "authority.instalments"),
        ("We won't charge you any interest.", "authority.waiver"),
        ("Let's leave the interest aside.", "authority.waiver"),
        ("We can come down a bit.", "authority.discount"),
    ],
)
def test_what_is_given_without_a_figure_blocks_in_english(text, rule):
    assert (rule, Severity.BLOCK) in weights(text, ABROAD, Language.EN)


@pytest.mark.parametrize(
    "text",
    [
        "这笔款不着急。",
        "晚点付没关系。",
        "Take the time you need.",
        "There is no rush to pay.",
    ],
)
def test_words_that_ease_go_to_a_person(text):
    report = checker().check(text, brief=a_brief("CN"))
    found = [(f.rule, f.severity) for f in report.findings if f.rule.startswith("authority.")]
    assert found == [("authority.extension", Severity.REVIEW)]


def test_words_that_ease_beside_a_day_are_weighed_by_the_day():
    assert weights("货款不急，5天内付即可。") == []
    assert weights("货款不急，20天内付即可。") == [("authority.extension", Severity.BLOCK)]


@pytest.mark.parametrize(
    "text",
    [
        "不急着回复，您方便时告诉我们即可。",
        "请您慢慢核对，不着急。",
        "货款的事不急着回，周五前告诉我就好。",
        "您什么时候方便，我们通个电话？",
        "请问您想分几期？",
        "您提出随意分期，我们讨论后回复。",
        "我们不能同意什么时候有钱什么时候付。",
        "付款不能无限期延后。",
        "付款方式随您方便，转账、支付宝均可。",
        "等发票补寄到了再安排付款就行。",
        "付款日期确定后请告知。",
        "如账号有误，重新汇一次就行。",
    ],
)
def test_ordinary_politeness_passes(text):
    assert weights(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "There is no rush to reply; a line this week is fine.",
        "Take the time you need to check the statement.",
        "When would it suit you to pay?",
        "Please pay at your earliest convenience.",
        "Pay by card or transfer, whichever you like.",
        "We cannot wait until it suits you to pay.",
        "You wrote that you would pay whenever it suits you.",
        "Let us know when you will be able to pay.",
    ],
)
def test_ordinary_politeness_passes_in_english(text):
    assert weights(text, ABROAD, Language.EN) == []


def test_instalments_that_the_brief_offers_pass():
    brief = a_brief("CN", offer=OfferKind.INSTALMENTS)
    assert found(checker().check("可以分两期付款。", grounds=brief.grounds, language=brief.language)) == []


# Without a clause on late payment, Hong Kong law gives no interest: there is none to give up.
HONG_KONG = {
    "seller": "範例精工有限公司",
    "customer": "青嶼貿易有限公司",
    "currency": "HKD",
    "as_of": "2025-06-16",
    "invoices": [{"no": "INV-7", "amount": "9100.00", "issued": "2025-04-26", "due": "2025-05-26", "paid": "0"}],
    "contract": "QL-2026-22 第5條：月結30日",
}
NO_INTEREST = [
    "We will not charge interest on this invoice.",
    "这张发票我们不收利息。",
    "此發票不計收利息。",
    "本公司不收取遲延利息。",
]


@pytest.mark.parametrize("text", NO_INTEREST)
def test_who_has_no_interest_to_charge_gives_none_up(text):
    assert weights(text, HONG_KONG, Language.ZH_HANT) == []


@pytest.mark.parametrize("text", NO_INTEREST)
@pytest.mark.parametrize(
    "changed",
    [
        {"contract": "QL-2026-22 第5條：月結30日；第8條：逾期按月息1%計收利息"},
        {"contract": "QL-2026-22 第5條：月結30日，逾期每月加收 1% 滯納金"},
        {"contract": "terms: 30 days, then 1% per month"},
        {"contract": ""},
        {"currency": "TWD"},
        {"currency": "CNY"},
        {"currency": "GBP"},
        {"currency": "EUR"},
        {"currency": "USD"},
    ],
    ids=lambda changed: ",".join(map(":".join, changed.items())),
)
def test_where_the_contract_or_the_law_gives_interest_or_nobody_knows_it_is_given_up(text, changed):
    assert weights(text, HONG_KONG | changed, Language.ZH_HANT) == [("authority.waiver", Severity.BLOCK)]


def test_a_brief_cites_only_some_clauses_so_that_there_it_stays_beyond_authority():
    brief = a_brief("HK")
    assert brief.grounds.excerpts == ()
    report = checker().check(
        "此發票不計收利息。", brief=replace(brief, grounds=replace(brief.grounds, authority=LIMITS))
    )
    assert ("authority.waiver", Severity.BLOCK) in [(f.rule, f.severity) for f in report.findings]
