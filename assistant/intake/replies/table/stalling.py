"""Tells words that put off or repeat from those that propose: "as I said", "busy until the 20th", 回头再聊."""

from dataclasses import replace

from assistant.domain.reading import ProposalKind, ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.kinds import PLAN
from assistant.intake.replies.proposal import kinds_named
from assistant.intake.replies.table.words import table_words

_ONLY_TIME = ((ProposalKind.EXTENSION,), (PLAN,))
_FIGURES = ("instalments", "first_payment", "per_instalment", "until", "extension_days", "discount_pct")


def only_repeats(ear: Ear, reading: Reading) -> bool:
    """Whether they say again what they said before, and name nothing that could be new."""
    repeats = table_words()["repeats"]
    return any(repeats.search(heard.words) for heard in ear.heard) and not _is_definite(reading)


def _is_definite(reading: Reading) -> bool:
    """Whether it names a sum, a day or a count that could be a new one."""
    promise, proposal = reading.promise, reading.proposal
    if promise and (promise.day or promise.amount is not None):
        return True
    return proposal is not None and has_figures(proposal)


def has_figures(proposal: ProposalRead) -> bool:
    """Whether the proposal has a figure or a day."""
    return any(getattr(proposal, name) is not None for name in _FIGURES)


def without_stalling(ear: Ear, reading: Reading) -> Reading:
    """A week that somebody is busy in is no day of payment, nor one on which it is talked about, or parts begin."""
    if reading.proposal and _only_waits(ear, reading.proposal):
        reading = replace(reading, proposal=None)
    promise = reading.promise
    if promise is None or promise.amount is not None:
        return reading
    words = ear.where(promise.evidence)
    if words is None:
        return reading
    begins_plan = any(each.day == promise.day and plan.is_start(words, each) for each in words.days)
    pays = any(p.part["promise.acts"].search(words.words) for p in words.patterns)
    stalls = table_words()["stalls"].search(words.words) and not pays
    if begins_plan or table_words()["undecided"].search(words.words) or stalls:
        return replace(reading, promise=None)
    return reading


def _only_waits(ear: Ear, proposal: ProposalRead) -> bool:
    """Whether the time of a proposal stands in words that put off and ask for nothing: "away until 1 December"."""
    words = ear.where(proposal.evidence)
    if words is None or proposal.kinds not in _ONLY_TIME or kinds_named(words):
        return False
    if proposal.kinds == (ProposalKind.EXTENSION,):
        return _puts_off(words)
    timed = [heard for heard in ear.quoted(proposal.evidence) if plan.extension((heard,)) is not None]
    return not (proposal.first_payment or proposal.per_instalment) and bool(timed) and all(map(_puts_off, timed))


def _puts_off(heard: Heard) -> bool:
    return any(table_words()[name].search(heard.words) for name in ("stalls", "undecided"))
