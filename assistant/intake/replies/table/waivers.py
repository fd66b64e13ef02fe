"""Reads a waiver of late interest that is only named, and one that is given up: "without the interest", 滞纳金免了."""

from dataclasses import replace

from assistant.domain.reading import ProposalKind, ProposalRead, Reading
from assistant.intake.replies.heard import LIKELY, Ear, Heard
from assistant.intake.replies.kinds import of_kinds
from assistant.intake.replies.table.words import table_words

_WAIVE = ProposalKind.WAIVE_INTEREST
_OF_INTEREST = ("interest", "fee", "息", "违约金", "滞纳金")


def with_waiver(ear: Ear, reading: Reading) -> Reading:
    """A waiver that is only named beside a plan or a day is asked for, too."""
    proposal = reading.proposal
    if proposal and proposal.waive_interest:
        given_up = any(_gives_up(heard) for heard in ear.heard)
        return replace(reading, proposal=_without(proposal)) if given_up else reading
    like = table_words()["waiver"]
    said = next((h for h in ear.heard if like.search(h.words) and not _gives_up(h)), None)
    if said is None:
        return reading
    if proposal is None:
        words = ear.evidence(said, LIKELY)
        made = ProposalRead(kind=_WAIVE, kinds=(_WAIVE,), waive_interest=True, evidence=words)
    else:
        made = replace(of_kinds(proposal, (*proposal.kinds, _WAIVE)), waive_interest=True)
    return replace(reading, proposal=made)


def _without(proposal: ProposalRead) -> ProposalRead | None:
    """``proposal`` without its waiver; None where it asks for nothing else."""
    kinds = tuple(kind for kind in proposal.kinds if kind is not _WAIVE)
    return replace(of_kinds(proposal, kinds), waive_interest=False) if kinds else None


def _gives_up(heard: Heard) -> bool:
    """Whether the sentence lets the waiver go: "with the interest as it is"."""
    match = table_words()["no_gift"].search(heard.words)
    return bool(match and any(word in match[0] for word in _OF_INTEREST))
