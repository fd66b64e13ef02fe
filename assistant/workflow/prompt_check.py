"""Decides whether a folder of prompts can be used: each file on its own, the lock, and all of them on made-up cases."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from assistant.domain.brief import Brief
from assistant.domain.kinds import MessageKind
from assistant.domain.language import Reason
from assistant.errors import BadKnowledge
from assistant.intake.given_task import task_from_line
from assistant.knowledge import Closed, read_yaml, shipped
from assistant.prompting import Prompt, Prompts
from assistant.prompting.library import missing_from, prompt_text
from assistant.prompting.lock import read_lock, require_locked
from assistant.prompting.prompt import parse_prompt
from assistant.workflow.draft_given import GivenDesk, brief_of
from assistant.workflow.prompt_preview import Asks

BRIEFS = "prompt_briefs.yaml"
_TONES = ("friendly", "neutral", "firm", "formal")


@dataclass(frozen=True, kw_only=True, slots=True)
class Kind(Closed):
    """How one kind of message is tried: by which channels and in which tones, and what its record holds besides."""

    channels: tuple[str, ...]
    tones: tuple[str, ...] = _TONES
    record: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Market(Closed):
    """Who writes to whom, in which language and where."""

    language: str
    region: str
    currency: str
    seller: str
    customer: str
    contact: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeUp(Closed):
    """The file of made-up cases."""

    record: Mapping[str, Any]
    markets: tuple[Market, ...]
    kinds: Mapping[MessageKind, Kind]


def read_files(folder: Path) -> tuple[Prompts, tuple[BadKnowledge, ...]]:
    """The prompts of ``folder`` that can be read, and what is wrong with files and lock, in the order of the files."""
    readable: dict[str, Prompt] = {}
    wrong: list[BadKnowledge] = []
    for path in sorted(folder.glob("*.md")):
        try:
            readable[path.stem] = parse_prompt(prompt_text(path), path)
        except BadKnowledge as error:
            wrong.append(error)
    wrong.extend(_unlocked(folder, readable))
    return Prompts(by_id=readable), tuple(wrong)


def differences(own: Prompts, theirs: Prompts) -> Iterator[BadKnowledge]:
    """What the shipped prompts have and ``own`` lack: files, sections, inputs. The program asks for all of them."""
    for prompt in theirs.by_id.values():
        mine = own.by_id.get(prompt.id)
        if mine is None:
            yield missing_from(prompt.id)
            continue
        for section in prompt.sections:
            try:
                mine.note(section.role)
            except BadKnowledge as error:
                yield error
        try:
            mine.require_inputs(prompt.inputs.keys())
        except BadKnowledge as error:
            yield error


def tried_briefs(desk: GivenDesk) -> Iterator[Brief]:
    """A brief for each kind, market, channel and tone; raises BadKnowledge when the made-up cases make no sense."""
    made_up = read_yaml(shipped("knowledge") / BRIEFS, MadeUp)
    for market, (kind, how) in product(made_up.markets, made_up.kinds.items()):
        for channel, tone in product(how.channels, how.tones):
            parties = {key: getattr(market, key) for key in ("seller", "customer", "contact", "currency")}
            line = {
                "id": f"{market.region} {kind}",
                "kind": kind,
                "channel": channel,
                "tone": tone,
                "language": market.language,
                "region": market.region,
                "record": {**made_up.record, "account_holder": market.seller, **parties, **how.record},
                "extra": how.extra,
            }
            brief = brief_of(desk, task_from_line(line))
            if isinstance(brief, Brief):
                yield brief


def tried(writer: Asks, briefs: Iterable[Brief]) -> Iterator[BadKnowledge]:
    """What goes wrong when ``writer`` puts its questions for ``briefs``, each thing once."""
    seen: set[str] = set()
    for brief in briefs:
        error = _asked(writer, brief)
        if error and str(error) not in seen:
            seen.add(str(error))
            yield error


def _asked(writer: Asks, brief: Brief) -> BadKnowledge | None:
    try:
        request = writer.asks(brief)
    except BadKnowledge as error:
        return error
    if isinstance(request, Reason) and request.code == "model_request_unsafe":
        return BadKnowledge(
            "prompt_leaks",
            f"A {brief.kind.value.replace('_', ' ')} would show a model a value of a fact; take it out of the prompts.",
            kind=brief.kind,
        )
    return None


def _unlocked(folder: Path, prompts: Mapping[str, Prompt]) -> Iterator[BadKnowledge]:
    try:
        lock = read_lock(folder)
    except BadKnowledge as error:
        yield error
        return
    for prompt in prompts.values():
        try:
            require_locked(prompt, lock.get(prompt.id))
        except BadKnowledge as error:
            yield error
    for name in sorted(lock.keys() - {path.stem for path in folder.glob("*.md")}):
        yield missing_from(name)
