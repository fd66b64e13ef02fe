"""Reads a wish without a day: "one week", 一周也行, "can it wait until after the holidays?", 宽限一下吧."""

from dataclasses import replace

from assistant.domain.reading import ProposalKind, ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.heard import LIKELY, Ear
from assistant.intake.replies.kinds import kind_of
from assistant.intake.replies.proposal import kinds_named
from assistant.intake.replies.table.words import table_words

# Letters within which a stretch of time is all that is said.
_SHORT = 30


def with_length(ear: Ear, reading: Reading) -> Reading:
    """A stretch of time that is all they say is how long they ask for: "one week", 一周也行."""
    heard = ear.heard[0] if len(ear.heard) == 1 else None
    if heard is None or len(heard.words) > _SHORT or table_words()["stalls"].search(heard.words):
        return reading
    length = plan.extension(ear.heard)
    if length is None or heard.sums or heard.finds("proposal.never") or heard.finds("stance.past"):
        return reading
    time, words = ProposalKind.EXTENSION, ear.evidence(heard, LIKELY)
    return replace(reading, proposal=ProposalRead(kind=time, kinds=(time,), extension_days=length, evidence=words))


def with_wish(ear: Ear, reading: Reading) -> Reading:
    """A wish that has no figure yet is one, too: "can it wait until after the holidays?", 宽限一下吧."""
    for heard in ear.heard if reading.proposal is None else ():
        kinds = () if heard.finds("stance.past") else tuple(kinds_named(heard))
        if kinds:
            waives, words = ProposalKind.WAIVE_INTEREST in kinds, ear.evidence(heard, LIKELY)
            made = ProposalRead(kind=kind_of(kinds), kinds=kinds, waive_interest=waives, evidence=words)
            return replace(reading, proposal=made)
    return reading
