"""Every kind of message that a model may word: kinds × channels × tones × markets, whole, provable, and nothing private."""

import itertools
from functools import cache

import pytest

from assistant.adapters.tokens import TiktokenCounter
from assistant.bootstrap import build_given_desk
from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.finding import Verdict
from assistant.domain.kinds import Channel
from assistant.drafting.answer_checks import GAP, wording_problems
from assistant.drafting.model_request import WORDED
from assistant.drafting.model_writer import ModelWriter
from assistant.drafting.outline import Outline
from assistant.drafting.segments import segments
from assistant.intake.given_task import task_from_line
from assistant.knowledge import shipped
from assistant.parts import load_parts, shipped_parts
from assistant.planning import brief_given
from assistant.prompting import load_prompts
from assistant.settings import Settings
from tests.desk import composer
from tests.fakes.model import FakeModel, Reply, answer, sensible_answer
from tests.integration.given_lines import CHANNELS, MARKETS, a_line, tones
from tests.integration.model_answers import ANSWERS, Answer
from tests.integration.test_model_writer import private_values
from tests.unit.drafting.test_every_combination import wrong_marks, wrong_script

PARTS = load_parts(shipped_parts())
PROMPTS = load_prompts(shipped("prompts"))
DESK = build_given_desk(Settings())
KINDS = sorted(WORDED)
PROMPT_IDS = ("draft_reminder", "draft_notice", "draft_reply", "draft_agreement", "draft_call")


@cache
def planned(market: str, kind: str, channel: str, tone: str, invoices: int = 1) -> Brief:
    line = a_line(market, kind, channel=channel, tone=tone, invoices=invoices)
    brief = brief_given(task_from_line(line), DESK.policy, DESK.calendar)
    assert isinstance(brief, Brief)
    return brief


def worded(brief: Brief, reply: Reply = sensible_answer) -> tuple[Draft, FakeModel]:
    model = FakeModel(dict.fromkeys((*PROMPT_IDS, "redraft_with_findings"), reply))
    writer = ModelWriter(
        model,
        PROMPTS,
        composer(),
        TiktokenCounter("small", {"TIKTOKEN_CACHE_DIR": "/nowhere"}),
        PARTS,
        model_name="small",
        new_marker=lambda: "k3v9x2m7",
    )
    return writer.write(brief), model


def everything(market: str, kind: str):
    for channel, tone, invoices in itertools.product(CHANNELS[kind], tones(kind), (1, 3)):
        yield planned(market, kind, channel, tone, invoices)


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_worded_by_a_model_and_passes_with_all_that_it_must_hold(market, kind):
    for brief in everything(market, kind):
        draft, model = worded(brief)
        case = (brief.channel, brief.tone, len(brief.invoices), draft.text)
        assert (draft.stamp.writer, draft.stamp.fallback, len(model.asked)) == ("model", None, 1), case
        report = DESK.checker.check(draft.text, brief=brief)
        assert report.verdict is not Verdict.BLOCK, (report.findings, case)
        stated = {mark.ref for mark in draft.marks}
        assert [group.ids for group in Outline.of(brief, PARTS).needs if stated.isdisjoint(group.ids)] == [], case
        assert wrong_marks(draft, brief) == [], case
        assert wrong_script(draft, brief) == [], case
        assert bool(draft.subject) is (brief.channel not in (Channel.SMS, Channel.PHONE)), case
        if brief.channel is Channel.SMS:
            assert segments(draft.body) <= 2, case
        sent = "\n".join(message.content for message in model.asked[0])
        ours = {str(fact.value) for fact in brief.grounds.facts_of("point")}
        assert [v for v in private_values(brief) if len(v) > 1 and v not in ours and v in sent] == [], case


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: f"{case.market}-{case.kind}-{case.channel}")
def test_a_good_answer_becomes_this_very_message(case: Answer):
    brief = planned(case.market, case.kind, case.channel, case.tone, case.invoices)
    ids = {fact.role: f"[[{fact.id}]]" for fact in reversed(brief.grounds.facts)}

    draft, _ = worded(brief, answer(case.subject.format_map(ids), case.body.format_map(ids)))

    assert (draft.stamp.writer, draft.stamp.fallback) == ("model", None)
    assert draft.text == case.text
    assert DESK.checker.check(draft.text, brief=brief).verdict is Verdict.PASS


@pytest.mark.parametrize("market", MARKETS)
def test_what_people_wrote_for_the_phrasebook_raises_no_alarm_in_any_kind(market):
    for kind in KINDS:
        for brief in everything(market, kind):
            draft = composer().write(brief)
            text = draft.text
            for mark in sorted(draft.marks, key=lambda one: -one.start):
                text = text[: mark.start] + GAP + text[mark.end :]
            spoken = brief.channel is Channel.PHONE
            assert list(wording_problems(text, brief.language, spoken=spoken)) == [], text


def test_a_disputed_part_of_several_invoices_together_is_told_to_a_model():
    brief = planned("CN", "dispute_acknowledgement", "email", "neutral", invoices=3)
    roles = {fact.id: fact.role for fact in brief.grounds.facts}
    told = [{roles[one] for one in group.ids} for group in Outline.of(brief, PARTS).needs]

    assert {"disputed_amount"} in told
