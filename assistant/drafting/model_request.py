"""Decides what a model is told of a brief: placeholders with their meanings and the moves to make, never a value."""

import re
from collections.abc import Callable, Iterator, Mapping

from assistant.domain.brief import Brief, Fact, FactKind
from assistant.domain.kinds import REMINDING, SOLEMN, Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.money import Money
from assistant.drafting.lists import List
from assistant.drafting.moves import moves_of
from assistant.drafting.needs import Needed, require_sense
from assistant.drafting.outline import Outline
from assistant.drafting.placeholders import Placeholder, placeholders_of
from assistant.drafting.rendering import HONG_KONG, Form, takes
from assistant.drafting.roles import MEANINGS, meaning_of
from assistant.parts import PartTable
from assistant.ports import ChatMessage
from assistant.prompting import Prompts

# The prompt of each kind; a kind that has none is for our own people, and has to be whole rather than well put.
_PROMPTS: Mapping[MessageKind, str] = {
    MessageKind.PAYMENT_REMINDER: "draft_reminder",
    MessageKind.PROMISE_FOLLOWUP: "draft_reminder",
    MessageKind.FORMAL_DEMAND: "draft_notice",
    MessageKind.SERVICE_SUSPENSION_NOTICE: "draft_notice",
    MessageKind.CREDIT_TERMS_CHANGE: "draft_notice",
    MessageKind.STATEMENT_OF_ACCOUNT: "draft_notice",
    MessageKind.RECEIPT_THANKS: "draft_reply",
    MessageKind.DISPUTE_ACKNOWLEDGEMENT: "draft_reply",
    MessageKind.NEGOTIATION_REPLY: "draft_reply",
    MessageKind.RELATIONSHIP_NOTE: "draft_reply",
    MessageKind.PLAN_PROPOSAL: "draft_agreement",
    MessageKind.WRITTEN_CONFIRMATION: "draft_agreement",
    MessageKind.CALL_SCRIPT: "draft_call",
}
# Kinds of message that a model can word.
WORDED = frozenset(_PROMPTS)
# Which section of the style notes shows how a prompt's messages sound.
_SOUNDS: Mapping[str, str] = {prompt: prompt.removeprefix("draft_") for prompt in _PROMPTS.values()}
_SHORT = frozenset({MessageKind.RECEIPT_THANKS, MessageKind.RELATIONSHIP_NOTE, MessageKind.STATEMENT_OF_ACCOUNT})
# Sums that a letter in Simplified Chinese on renminbi gives in capital characters as well.
_IN_CAPITALS = frozenset({"total_open", "plan_total", "total_with_interest"})
_RECORDED = frozenset({MessageKind.FORMAL_DEMAND, MessageKind.PLAN_PROPOSAL, MessageKind.WRITTEN_CONFIRMATION})


def first_messages(outline: Outline, prompts: Prompts, parts: PartTable, *, marker: str) -> tuple[ChatMessage, ...]:
    """The system and user messages that ask for a message: no value of its facts, and no word of the contract.

    Raises Refused as the composer does: ``fact_missing`` where the brief lacks what such a message is about,
    ``no_phrasebook`` where a kind does not go by its channel.
    """
    brief = outline.brief
    require_sense(brief, parts)
    moves = moves_of(outline.scene, parts)
    prompt, notes, style = prompt_of(brief), prompts.get("moves"), prompts.get(_style(brief))
    values = {
        "rules": prompts.get("house_rules").note(),
        "style": "\n".join(style.note(name) for name in ("sound", _SOUNDS[prompt], "close")),
        "task": "\n".join(f"{label}: {_one_line(text)}" for label, text in _task(brief, notes.note)),
        "facts": _facts(outline),
        "moves": "\n".join(f"- {_one_line(notes.note(move)).removeprefix('- ')}" for move in moves),
    }
    return prompts.get(prompt).render(values, marker=marker)


def prompt_of(brief: Brief) -> str:
    """The id of the prompt that asks for messages such as ``brief`` wants."""
    return "draft_call" if brief.channel is Channel.PHONE else _PROMPTS[brief.kind]


def values_in(text: str, brief: Brief) -> tuple[str, ...]:
    """The ids of facts whose value stands in ``text``: must be none before anything is sent to a model."""
    return tuple(fact.id for fact in brief.grounds.facts if any(_stands_in(text, form) for form in _forms(fact)))


def _task(brief: Brief, note: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """What is asked for, a line for each side of it."""
    yield "Kind", note(f"kind_{brief.kind}")
    yield "Channel", note(f"channel_{brief.channel}")
    yield "Market", brief.region
    yield "Tone", note(f"tone_{brief.tone}")
    if brief.kind in REMINDING - SOLEMN:
        yield "Stage", note(f"stage_{brief.stage}")
    if brief.formality:
        yield "Address", note(f"address_{brief.formality}")
    if brief.sender:
        yield "Sender", note(f"sender_{brief.sender}")
    most = f" In all no more than {brief.max_chars} characters, values included." if brief.max_chars else ""
    yield "Length", note(_length(brief)) + most


def _facts(outline: Outline) -> str:
    brief, lists, told = outline.brief, outline.lists, set(outline.told)
    marks, clauses = _marks(outline.needs, lists), _clause_meanings(brief)
    facts = {fact.id: fact for fact in brief.grounds.facts}
    meanings = {
        p.id: (clauses.get(p.id) or _meaning(p, facts.get(p.id), brief)) + _capitals(facts.get(p.id), brief)
        for p in placeholders_of(brief)
        if p.id in told
    }
    meanings |= {a_list.id: a_list.meaning for a_list in lists}
    return "\n".join(f"- [[{one}]] {meaning}{marks.get(one, '')}" for one, meaning in meanings.items())


def _meaning(placeholder: Placeholder, fact: Fact | None, brief: Brief) -> str:
    """What it means; which units a value brings is told once for all, and its invoice only where there are several."""
    if fact is None:
        return placeholder.meaning
    whose = placeholder.meaning.removeprefix(meaning_of(fact)) if len(brief.invoices) > 1 else ""
    return MEANINGS.get(fact.role, placeholder.meaning) + whose


def _clause_meanings(brief: Brief) -> dict[str, str]:
    """What each cited clause is about: all that a model learns of a contract is the topic of the clause."""
    topics = {excerpt.id: excerpt.topic.value.replace("_", " ") for excerpt in brief.grounds.excerpts}
    return {
        fact.id: f"the clause on {topics[fact.about]}, cited by its number"
        for fact in brief.grounds.facts_of("clause")
        if fact.about in topics
    }


def _capitals(fact: Fact | None, brief: Brief) -> str:
    if fact is None or fact.role not in _IN_CAPITALS or brief.kind not in _RECORDED:
        return ""
    wanted = takes(fact, Form.CAPITALS, brief.language)
    return f"; after it, in brackets, once more in capital characters as 大写：[[{fact.id}:capitals]]" if wanted else ""


def _marks(groups: tuple[Needed, ...], lists: tuple[List, ...]) -> dict[str, str]:
    """By id, whether it must stand in the message; what is said in a list is marked at the list."""
    marks: dict[str, str] = {}
    letters = iter("abcdefghijklmnopqrstuvwxyz" * 40)
    for group in groups:
        holder = next((a_list.id for a_list in lists if a_list.facts.issuperset(group.ids)), "")
        ids = (holder,) if holder else group.ids
        mark = " (must)" if len(ids) == 1 else f" (one of: {next(letters)})"
        marks |= {one: mark for one in ids if marks.get(one) != " (must)"}
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
    match brief.channel:
        case Channel.SMS:
            return "length_sms"
        case Channel.CHAT:
            return "length_chat"
        case Channel.PHONE:
            return "length_call"
    if brief.kind in _SHORT:
        return "length_note"
    plain = brief.channel is Channel.EMAIL and brief.tone is not Tone.FORMAL and brief.kind not in _RECORDED
    if plain:
        return "length_email_zh" if brief.language.is_chinese else "length_email_en"
    return "length_letter"


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
    # Most do not stand there at all, which is told far sooner.
    return form in text and re.search(rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])", text) is not None
