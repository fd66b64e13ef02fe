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


def test_instalments_that_the_brief_offers_pass():
    brief = a_brief("CN", offer=OfferKind.INSTALMENTS)
    assert found(checker().check("可以分两期付款。", grounds=brief.grounds, language=brief.language)) == []
