"""Decides which reasons a customer gives for paying late, the heaviest first."""

from collections.abc import Mapping
from dataclasses import replace

from assistant.domain.commitments import Cause
from assistant.domain.reading import Evidence, GivenCause, Sign
from assistant.intake.replies.heard import LIKELY, Ear, certainty_of

# What decides the next step stands before what only explains the delay.
WEIGHT = (
    Cause.CREDIT_WEAKNESS,
    Cause.QUALITY_DISPUTE,
    Cause.OUR_ERROR,
    Cause.UNWILLING,
    Cause.UNCLEAR_TERMS,
    Cause.CASH_FLOW,
    Cause.INVOICE_QUERY,
    Cause.APPROVAL_DELAY,
    Cause.OVERSIGHT,
)


def causes_in(ear: Ear, signs: Mapping[Sign, Evidence]) -> tuple[GivenCause, ...]:
    """Every reason with the first words that give it; hints count only where nothing is said outright.

    Who asks for a document and says nothing else lacks it to go on.
    """
    found: dict[Cause, GivenCause] = {}
    for heard in ear.heard:
        for patterns in heard.patterns:
            for cause, cue in patterns.causes.items():
                certainty = certainty_of(cue, heard, patterns)
                if certainty and (cause not in found or certainty > found[cause].evidence.certainty):
                    found[cause] = GivenCause(cause=cause, evidence=ear.evidence(heard, certainty))
    lacking = signs.get(Sign.DOCUMENT_REQUEST)
    if not found and lacking:
        return (GivenCause(cause=Cause.INVOICE_QUERY, evidence=replace(lacking, certainty=LIKELY)),)
    sure = [each for each in found.values() if each.evidence.certainty > LIKELY]
    return tuple(sorted(sure or found.values(), key=lambda each: WEIGHT.index(each.cause)))
