"""Decides what a message has to do, move by move: each name is a section of ``prompts/moves.md``."""

from collections.abc import Iterator

from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.drafting.call_moves import call_moves
from assistant.drafting.circumstances import Circumstance
from assistant.drafting.letter_moves import MOVES_OF_LETTERS
from assistant.drafting.message_moves import INVOICES, counting
from assistant.drafting.offered import cited, may_be_said
from assistant.drafting.scene import Scene
from assistant.parts import PartTable

_SECOND = 2
_INTEREST = ("interest", "interest_words", "interest_rate", "total_with_interest")


def moves_of(scene: Scene, parts: PartTable) -> tuple[str, ...]:
    """The sections of ``prompts/moves.md`` that the message has to follow, in their usual order."""
    brief = scene.brief
    required = parts.required(brief)
    said = frozenset(fact.role for fact in brief.grounds.facts if may_be_said(fact, brief))
    if brief.channel is Channel.SMS:
        return tuple(_in_sms(scene, required))
    if brief.channel is Channel.PHONE:
        return tuple(call_moves(scene, said))
    of_letter = MOVES_OF_LETTERS.get(brief.kind)
    if of_letter is None:
        return tuple(_asking(scene, required, said))
    return tuple(counting(of_letter, scene, said))


def _in_sms(scene: Scene, required: tuple[str, ...]) -> Iterator[str]:
    yield "who_we_are"
    if scene.brief.kind is MessageKind.RECEIPT_THANKS:
        yield "received"
        yield "received_settled" if Circumstance.SETTLED in scene.circumstances else "received_left"
        return
    yield "promise_date" if scene.brief.kind is MessageKind.PROMISE_FOLLOWUP else _when(scene)
    if Circumstance.DISPUTED in scene.circumstances:
        yield "undisputed_only"
    yield "how_to_pay"
    if "disregard" in required:
        yield "disregard"


def _asking(scene: Scene, required: tuple[str, ...], said: frozenset[str]) -> Iterator[str]:
    """What a letter does that asks for a payment."""
    brief = scene.brief
    yield "greet"
    if brief.kind is MessageKind.FORMAL_DEMAND:
        yield "demand_open"
    yield "promise_date" if brief.kind is MessageKind.PROMISE_FOLLOWUP else _when(scene)
    first = brief.kind is MessageKind.PAYMENT_REMINDER and brief.number == 1
    if first and brief.tone is Tone.FRIENDLY and brief.stage is Stage.EARLY:
        yield "slipped"
    yield from counting(INVOICES, scene, said)
    yield from _history(scene)
    yield from _basis(scene, said)
    yield from _request(scene, required)
    yield from (part for part in ("how_to_pay", "disregard") if part in required)
    if brief.tone is Tone.FORMAL or brief.kind is MessageKind.FORMAL_DEMAND:
        yield "object"
    yield "thanks"
    yield "sign"


def _history(scene: Scene) -> Iterator[str]:
    holds, grounds = scene.circumstances, scene.brief.grounds
    if Circumstance.PAID_SINCE in holds and Circumstance.FOLLOW_UP in holds:
        yield "since_paid"
    elif grounds.facts_of("paid_so_far"):
        yield "part_paid"
    if Circumstance.DISPUTED in holds:
        yield "undisputed_only"
    if Circumstance.FOLLOW_UP in holds and grounds.facts_of("last_contact"):
        yield "since_nothing" if Circumstance.NOTHING_SINCE in holds else "again"
    if scene.brief.number > _SECOND:
        yield "third"


def _basis(scene: Scene, said: frozenset[str]) -> Iterator[str]:
    yield from (f"cite_{excerpt.topic}" for excerpt in cited(scene.brief))
    if scene.brief.kind is MessageKind.FORMAL_DEMAND:
        if "delivery" in said:
            yield "demand_delivery"
        if not said.isdisjoint(_INTEREST):
            yield "demand_interest"
    if scene.brief.tone is Tone.FORMAL and Circumstance.LEGAL_NOTICE in scene.circumstances:
        yield "legal_notice"


def _request(scene: Scene, required: tuple[str, ...]) -> Iterator[str]:
    grounds = scene.brief.grounds
    if scene.brief.kind is MessageKind.FORMAL_DEMAND and grounds.facts_of("ask_by"):
        yield "demand_request"
    elif Circumstance.OVERDUE in scene.circumstances:
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
