"""Decides what the script of a call holds, move by move: one about an offer, or one that asks for a payment."""

from collections.abc import Iterator

from assistant.domain.kinds import MessageKind, Tone
from assistant.drafting.circumstances import Circumstance
from assistant.drafting.message_moves import GIVES, LIST_CUT, POINTS, TERMS, WANTS, MessageMove, counting
from assistant.drafting.scene import Scene

_OPENING = (
    MessageMove("call_open"),
    MessageMove("call_verify"),
    MessageMove("call_away"),
    MessageMove("call_facts"),
    MessageMove("call_list", when=(Circumstance.MANY,)),
    LIST_CUT,
)
_CALL = (
    *_OPENING,
    MessageMove("call_disputed", when=(Circumstance.DISPUTED,)),
    MessageMove("call_question"),
)
# A call about an offer: the offer, its branches, and how far the caller may go without asking.
_TALK = (
    *_OPENING,
    *POINTS,
    MessageMove("talk_offer"),
    *GIVES,
    *WANTS,
    *TERMS,
    MessageMove("talk_question"),
    MessageMove("branch_accepts"),
    MessageMove("branch_longer"),
    MessageMove("branch_next", ("next_until",)),
    MessageMove("branch_ask_first", without=("next_until",)),
    MessageMove("branch_less"),
    MessageMove("branch_dispute"),
    MessageMove("branch_unsure"),
    MessageMove("branch_refuses"),
    MessageMove("call_close"),
    MessageMove("call_note"),
)
_BRANCHES = ("branch_paid", "branch_query", "branch_dispute", "branch_time")


def call_moves(scene: Scene, said: frozenset[str]) -> Iterator[str]:
    """The moves of the script that ``scene`` asks for, which may say the facts of the roles ``said``."""
    if Circumstance.ARRANGED in scene.circumstances:
        yield from counting(_TALK, scene, said)
        return
    followup = scene.brief.kind is MessageKind.PROMISE_FOLLOWUP
    for move in _CALL:
        if followup and move.name == "call_facts":
            yield "call_promise"
        if move.counts(scene, said):
            yield move.name
    if scene.brief.tone in (Tone.FIRM, Tone.FORMAL) and "ask_by" in said:
        yield "call_ask_by"
    yield from _BRANCHES
    yield from _on_offer(scene, said)
    yield from ("branch_refuses", "call_close", "call_note")


def _on_offer(scene: Scene, said: frozenset[str]) -> Iterator[str]:
    offers = tuple(f"offer_{offer.kind}" for offer in scene.brief.grounds.offers)
    limits = tuple(f"call_{role}" for role in ("may_extend", "may_instalments") if role in said)
    yield from offers or limits or ("call_may_nothing",)
