"""Decides what a model is told of a brief: placeholders with their meanings and the moves to make, never a value."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.brief import Brief, Fact, FactKind, Topic
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.money import Money
from assistant.drafting.placeholders import placeholders_of
from assistant.drafting.quoting import may_be_quoted, reads_as
from assistant.drafting.rendering import HONG_KONG
from assistant.drafting.roles import INTERNAL
from assistant.drafting.scene import Circumstance, Scene
from assistant.parts import PartTable
from assistant.ports import ChatMessage
from assistant.prompting import Prompts

PROMPT = "draft_reminder"
# Kinds of message that the prompt can word.
WORDED = frozenset({MessageKind.PAYMENT_REMINDER, MessageKind.PROMISE_FOLLOWUP})
# Facts for the person who reviews, or too easily taken as a reproach: a letter does not need them.
_NOT_OFFERED = INTERNAL | {"unallocated", "reminder_count"}
# Required parts that are wanted for each invoice that is listed.
_OF_INVOICES = frozenset({"invoice_no", "amount", "due_date"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Needed:
    """Facts of which at least one has to stand in the message; ``ids`` in the order of the brief."""

    ids: tuple[str, ...]


def first_messages(brief: Brief, prompts: Prompts, parts: PartTable, *, marker: str) -> tuple[ChatMessage, ...]:
    """The system and user messages that ask for ``brief``: no value of its facts, and no word of the contract."""
    notes = prompts.get("moves")
    values = {
        "style": prompts.get(_style(brief)).note(),
        "kind": notes.note(f"kind_{brief.kind}"),
        "channel": notes.note(f"channel_{brief.channel}"),
        "tone": notes.note(f"tone_{brief.tone}"),
        "length": notes.note(_length(brief)),
        "facts": _facts(brief, parts),
        "moves": "\n".join(f"- {_one_line(notes.note(move))}" for move in moves_of(brief, parts)),
    }
    return prompts.get(PROMPT).render(values, marker=marker)


def needed(brief: Brief, parts: PartTable) -> tuple[Needed, ...]:
    """What has to appear in a message on ``brief``: what ``parts`` require, and what its form asks for."""
    scene = Scene.of(brief)
    roles = _needed_in_sms(scene, parts) if brief.channel is Channel.SMS else _needed_in_letter(scene, parts)
    groups = (tuple(dict.fromkeys(fact.id for fact in group if fact.value != "")) for group in roles)
    return tuple(Needed(ids=ids) for ids in dict.fromkeys(groups) if ids)


def moves_of(brief: Brief, parts: PartTable) -> tuple[str, ...]:
    """The sections of ``prompts/moves.md`` that the message on ``brief`` has to follow, in their usual order."""
    scene, required = Scene.of(brief), parts.required(brief)
    return tuple(_sms_moves(scene, required) if brief.channel is Channel.SMS else _letter_moves(scene, required))


def values_in(text: str, brief: Brief) -> tuple[str, ...]:
    """The ids of facts whose value stands in ``text``: must be none before anything is sent to a model."""
    return tuple(fact.id for fact in brief.grounds.facts if any(_stands_in(text, form) for form in _forms(fact)))


def _facts(brief: Brief, parts: PartTable) -> str:
    marks, clauses, offered = _marks(needed(brief, parts)), _clause_meanings(brief), set(_offered(brief))
    return "\n".join(
        f"- [[{p.id}]] {clauses.get(p.id, p.meaning)}{marks.get(p.id, '')}"
        for p in placeholders_of(brief)
        if p.id in offered
    )


def _clause_meanings(brief: Brief) -> dict[str, str]:
    """What each cited clause is about: all that a model learns of a contract is the topic of the clause."""
    topics = {excerpt.id: excerpt.topic.value.replace("_", " ") for excerpt in brief.grounds.excerpts}
    return {
        fact.id: f"the clause on {topics[fact.about]}, cited by its number (with the word for clause)"
        for fact in brief.grounds.facts_of("clause")
        if fact.about in topics
    }


def _offered(brief: Brief) -> Iterator[str]:
    """The ids that the model is told of: not the empty ones, nor what could not stand in a letter of this language."""
    listed = set(Scene.of(brief).invoices)
    for fact in brief.grounds.facts:
        left_out = fact.role in _NOT_OFFERED or fact.value == ""
        not_listed = fact.about in brief.invoices and fact.about not in listed
        unreadable = fact.role == "promise_quote" and not reads_as(str(fact.value), brief.language)
        if not (left_out or not_listed or unreadable):
            yield fact.id
    for excerpt in brief.grounds.excerpts:
        if may_be_quoted(excerpt, brief.language):
            yield excerpt.id


def _marks(groups: Iterable[Needed]) -> dict[str, str]:
    marks: dict[str, str] = {}
    letters = iter("abcdefghijklmnopqrstuvwxyz" * 40)
    for group in groups:
        mark = " (must)" if len(group.ids) == 1 else f" (one of: {next(letters)})"
        marks |= {one: mark for one in group.ids if marks.get(one) != " (must)"}
    return marks


def _style(brief: Brief) -> str:
    match brief.language:
        case Language.ZH_HANS:
            return "style_zh_hans"
        case Language.ZH_HANT:
            return "style_zh_hant_hk" if brief.region in HONG_KONG else "style_zh_hant_tw"
        case Language.EN:
            return "style_en"


def _length(brief: Brief) -> str:
    if brief.channel is Channel.EMAIL and brief.tone is not Tone.FORMAL:
        return "length_email_zh" if brief.language.is_chinese else "length_email_en"
    return "length_sms" if brief.channel is Channel.SMS else "length_letter"


def _needed_in_sms(scene: Scene, parts: PartTable) -> Iterator[tuple[Fact, ...]]:
    of = scene.brief.grounds.facts_of
    several = Circumstance.MANY in scene.circumstances
    yield of("creditor_name")
    if scene.brief.kind is MessageKind.PROMISE_FOLLOWUP:
        for name in parts.required(scene.brief):
            yield of(*parts.parts[name].roles)
        return
    yield of("invoice_count", "invoice_no") if several else of("invoice_no")
    yield of("total_open") if several else of("total_open", *_amount_roles(scene))
    yield of("due_date")
    yield of("payment_link", "sender_phone", "sender_email")


def _needed_in_letter(scene: Scene, parts: PartTable) -> Iterator[tuple[Fact, ...]]:
    of, required = scene.brief.grounds.facts_of, parts.required(scene.brief)
    yield next((facts for facts in (of("salutation"), of("contact_name")) if any(f.value for f in facts)), ())
    yield from _needed_of_invoices(scene)
    for name in required:
        if name == "clause":
            yield from _needed_clauses(scene.brief)
        elif name not in _OF_INVOICES:
            yield of(*parts.parts[name].roles)
    for role in ("ask_by", "extension_until", "creditor_name", "sender_name"):
        yield of(role)
    for fact in of("instalment_amount", "instalment_due"):
        yield (fact,)


def _needed_of_invoices(scene: Scene) -> Iterator[tuple[Fact, ...]]:
    of = scene.brief.grounds.facts_of
    single = of("total_open") if Circumstance.ONE in scene.circumstances else ()
    for number in scene.invoices:
        own = [fact for fact in of("invoice_no", "open_balance", "undisputed", "due_date") if fact.about == number]
        disputed = any(fact.role == "undisputed" for fact in own)
        amount = "undisputed" if disputed else "open_balance"
        yield tuple(fact for fact in own if fact.role == "invoice_no")
        yield (*(fact for fact in own if fact.role == amount), *single)
        yield tuple(fact for fact in own if fact.role == "due_date")
    if not single:
        yield of("total_open")
    if Circumstance.CUT in scene.circumstances:
        yield of("invoice_count", "invoices_not_listed")


def _amount_roles(scene: Scene) -> tuple[str, ...]:
    return () if Circumstance.DISPUTED in scene.circumstances else ("open_balance",)


def _needed_clauses(brief: Brief) -> Iterator[tuple[Fact, ...]]:
    for excerpt in brief.grounds.excerpts:
        if excerpt.topic is Topic.PAYMENT_TERM or brief.tone is Tone.FORMAL:
            yield tuple(fact for fact in brief.grounds.facts_of("clause") if fact.about == excerpt.id)


def _sms_moves(scene: Scene, required: tuple[str, ...]) -> Iterator[str]:
    yield "who_we_are"
    yield "promise_date" if scene.brief.kind is MessageKind.PROMISE_FOLLOWUP else _when(scene)
    if Circumstance.DISPUTED in scene.circumstances:
        yield "undisputed_only"
    yield "how_to_pay"
    if "disregard" in required:
        yield "disregard"


def _letter_moves(scene: Scene, required: tuple[str, ...]) -> Iterator[str]:
    yield "greet"
    yield "promise_date" if scene.brief.kind is MessageKind.PROMISE_FOLLOWUP else _when(scene)
    yield from _account_moves(scene)
    yield from _request_moves(scene, required)
    yield from (part for part in ("how_to_pay", "disregard") if part in required)
    if scene.brief.tone is Tone.FORMAL:
        yield "object"
    yield "thanks"
    yield "sign"


def _account_moves(scene: Scene) -> Iterator[str]:
    if Circumstance.MANY in scene.circumstances:
        yield "list_invoices"
    if Circumstance.CUT in scene.circumstances:
        yield "list_cut"
    if scene.brief.grounds.facts_of("paid_so_far"):
        yield "part_paid"
    if Circumstance.DISPUTED in scene.circumstances:
        yield "undisputed_only"
    if Circumstance.FOLLOW_UP in scene.circumstances and scene.brief.grounds.facts_of("last_contact"):
        yield "again"


def _request_moves(scene: Scene, required: tuple[str, ...]) -> Iterator[str]:
    grounds = scene.brief.grounds
    yield from (f"cite_{excerpt.topic}" for excerpt in grounds.excerpts)
    if Circumstance.OVERDUE in scene.circumstances:
        yield "ask_by" if grounds.facts_of("ask_by") else "ask_date"
    if "question" in required:
        yield "in_the_way"
    yield from (f"offer_{offer.kind}" for offer in grounds.offers)
    if not grounds.offers:
        yield "offer_nothing"


def _when(scene: Scene) -> str:
    if Circumstance.BEFORE_DUE in scene.circumstances:
        return "upcoming"
    return "due_now" if Circumstance.DUE_TODAY in scene.circumstances else "overdue"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _forms(fact: Fact) -> tuple[str, ...]:
    """How the value could be read in a text; nothing for bare counts and for words, which occur in any text."""
    if isinstance(fact.value, Money):
        return (fact.value.number(), str(fact.value.decimal))
    if isinstance(fact.value, int) or fact.kind is FactKind.TEXT:
        return ()
    text = str(fact.value)  # a date in ISO form, else the text itself
    return (text,) if len(text) > 1 else ()


def _stands_in(text: str, form: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])", text) is not None
