"""Kind × channel × tone × language: what a message must hold it holds, and what it must not hold it does not."""

import itertools
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from assistant.bootstrap import build_given_desk
from assistant.domain.brief import Brief
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.drafting import load_phrasebooks
from assistant.drafting.completeness import require_parts
from assistant.drafting.phrasebook import Phrasebooks
from assistant.drafting.phrases import Layout, LayoutFile
from assistant.drafting.scene import role_of
from assistant.errors import BadKnowledge
from assistant.guardrail import Checker
from assistant.guardrail.parts import parts
from assistant.intake.given_task import task_from_line
from assistant.knowledge import read_yaml, shipped
from assistant.parts import load_parts, shipped_parts
from assistant.planning import brief_given
from assistant.settings import Settings
from tests.desk import composer
from tests.integration.given_lines import CHANNELS, a_line, tones
from tests.unit.guardrail.wordings import shipped_rules

TABLE = load_parts(shipped_parts())
ONLY_PARTS = Checker(shipped_rules(), checks=(parts,))
STAGES = (Stage.UPCOMING, Stage.EARLY, Stage.MIDDLE, Stage.FORMAL)
LANGUAGES = {"en": "EN", "zh-Hans": "CN", "zh-Hant, Taiwan": "TW", "zh-Hant, Hong Kong": "HK"}


@pytest.fixture(scope="module")
def phrasebooks() -> Phrasebooks:
    return load_phrasebooks(shipped("knowledge") / "phrasebook", TABLE)


@cache
def planned(market: str, kind: str, invoices: int) -> Brief:
    desk = build_given_desk(Settings())
    brief = brief_given(task_from_line(a_line(market, kind, invoices=invoices)), desk.policy, desk.calendar)
    assert isinstance(brief, Brief)
    return brief


def briefs(market: str, kind: str):
    for channel, tone, stage, invoices in itertools.product(CHANNELS[kind], tones(kind), STAGES, (1, 3)):
        yield replace(planned(market, kind, invoices), channel=Channel(channel), tone=Tone(tone), stage=stage)


@pytest.mark.parametrize("market", LANGUAGES.values(), ids=LANGUAGES)
@pytest.mark.parametrize("kind", CHANNELS)
def test_every_message_holds_what_its_kind_requires_and_nothing_that_it_forbids(market, kind):
    for brief in briefs(market, kind):
        draft = composer().write(brief)
        wrong = [finding.rule for finding in ONLY_PARTS.check(draft.text, brief=brief).findings]
        assert wrong == [], (brief.channel, brief.tone, brief.stage, draft.text)


def test_every_kind_is_asked_for_something_on_every_channel_that_it_goes_by():
    assert set(CHANNELS) == {kind.value for kind in MessageKind}
    for kind, channels in CHANNELS.items():
        for channel in channels:
            assert len(TABLE.required(replace(planned("EN", kind, 1), channel=Channel(channel)))) >= 2, (kind, channel)


@pytest.mark.parametrize("kind", CHANNELS)
def test_a_message_without_its_words_is_seen_to_hold_nothing(kind):
    brief = planned("EN", kind, 1)
    missed = {finding.rule for finding in ONLY_PARTS.check("Good day.", brief=brief).findings}

    assert missed == {f"parts.{name.replace('_', '-')}" for name in TABLE.required(brief)}


REQUIRED = sorted({name for row in TABLE.rows for name in row.required})
FILE = read_yaml(shipped("knowledge") / "phrasebook" / "layouts.yaml", LayoutFile)


@pytest.mark.parametrize("part", REQUIRED)
def test_a_phrasebook_that_loses_every_move_for_a_part_is_refused_when_it_is_loaded(phrasebooks, part):
    lost = moves_that_say(part, phrasebooks)
    layouts = tuple(replace(layout, body=body_without(layout, lost)) for layout in FILE.layouts)
    says = {name: set(moves) - lost for name, moves in FILE.says.items()}

    with pytest.raises(BadKnowledge, match="is required of a"):
        require_parts(Path("layouts.yaml"), layouts, says, [e.moves for e in phrasebooks.editions], TABLE)


def moves_that_say(part: str, phrasebooks: Phrasebooks) -> set[str]:
    roles = set(TABLE.parts[part].roles)
    of_editions = [pair for edition in phrasebooks.editions for pair in edition.moves.items()]
    naming = {move for move, groups in of_editions if any(roles & set(map(role_of, g.slots)) for g in groups)}
    return naming | set(FILE.says.get(part, ()))


def body_without(layout: Layout, lost: set[str]) -> tuple[tuple[str, ...], ...]:
    lines = [[" ".join(m for m in words(line) if m.rstrip("?") not in lost) for line in p] for p in layout.body]
    return tuple(tuple(line for line in p if line and not line.endswith(":")) for p in lines)


def words(line: str) -> list[str]:
    each, colon, moves = line.rpartition(": ")
    return [*([f"{each}:"] if colon else []), *moves.split()]
