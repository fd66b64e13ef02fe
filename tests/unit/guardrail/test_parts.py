"""A message must hold the parts of its kind; what the composer writes holds them all."""

from itertools import product

import pytest

from assistant.domain.authority import OfferKind
from assistant.domain.finding import Severity
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.drafting import phrasebook
from assistant.drafting.composer import Composer
from assistant.errors import Refused
from assistant.knowledge import shipped
from assistant.parts import load_parts, shipped_parts
from tests.builders import MARKETS, a_brief
from tests.unit.guardrail.given import checker, found

COMPLETE = (
    "王经理，您好：发票 INV-2026-0311，人民币 86,400.00 元，2026年6月8日到期，目前还没收到。"
    "是否遇到什么问题？如已付款，请忽略。账号：6200 0000 0000 0001。有事请打 000-8800 0021。谢谢。"
)


def missing(text, **changes):
    report = checker().check(text, brief=a_brief("CN", **changes))
    assert report.errors == ()
    assert all(f.severity is Severity.REVIEW for f in report.findings if f.category == "M")
    return [f.rule for f in report.findings if f.category == "M"]


def test_a_complete_reminder_lacks_nothing():
    assert missing(COMPLETE) == []


@pytest.mark.parametrize(
    ("without", "rule"),
    [
        ("人民币 86,400.00 元，", "parts.amount"),
        ("2026年6月8日到期，", "parts.due-date"),
        ("账号：6200 0000 0000 0001。", "parts.how-to-pay"),
        ("如已付款，请忽略。", "parts.disregard"),
        ("谢谢。", "parts.thanks"),
        ("是否遇到什么问题？", "parts.question"),
    ],
)
def test_each_part_is_missed_by_its_name(without, rule):
    assert missing(COMPLETE.replace(without, "")) == [rule]


def test_a_deadline_and_a_clause_are_asked_for_from_the_middle_stage_on():
    text = COMPLETE.replace("2026年6月8日", "2026年5月26日")
    assert missing(text, stage=Stage.MIDDLE, tone=Tone.FIRM) == ["parts.clause", "parts.deadline"]


def test_a_text_message_needs_fewer_parts():
    text = "发票INV-2026-0311，人民币 86,400.00 元，2026年6月8日到期，尚未入账。已付请忽略。"
    assert missing(text, channel=Channel.SMS) == []


def test_a_call_script_that_names_the_sum_before_the_person_is_noticed():
    script = "您欠人民币 86,400.00 元。请问王经理在吗？有什么问题吗？今天书面确认。"
    early = "请问王经理在吗？人民币 86,400.00 元还没收到。有什么问题吗？今天书面确认。"
    changes = {"kind": MessageKind.CALL_SCRIPT, "channel": Channel.PHONE}
    assert missing(script, **changes) == ["parts.identity-first"]
    assert missing(early, **changes) == []


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("stage", [Stage.UPCOMING, Stage.EARLY, Stage.LATE])
def test_the_composers_drafts_pass_whole(market, stage):
    loaded = phrasebook.load_phrasebooks(shipped("knowledge") / "phrasebook", load_parts(shipped_parts()))
    composer, written = Composer(loaded), 0
    for kind, channel, tone in product(MessageKind, Channel, (Tone.FRIENDLY, Tone.FIRM)):
        for more in ({"invoices": 2}, {"offer": OfferKind.INSTALMENTS, "number": 2}):
            brief = a_brief(market, stage=stage, kind=kind, channel=channel, tone=tone, **more)
            try:
                draft = composer.write(brief)
            except Refused:
                continue
            written += 1
            assert found(checker().check(draft.text, brief=brief)) == [], draft.text
    assert written >= 8


def test_what_a_kind_must_not_hold_is_noticed():
    note = {"kind": MessageKind.RELATIONSHIP_NOTE, "channel": Channel.EMAIL}
    thanks = "感谢一直以来的合作，交货方面有什么可以改进的吗？谢谢。"

    assert missing(thanks, **note) == []
    assert missing(f"{thanks}账上还有人民币 86,400.00 元。", **note) == ["parts.asks-for-money"]
    assert missing(f"{thanks}以后可能暂停发货。", **note) == ["parts.pressure"]
