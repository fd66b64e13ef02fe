"""Decides which reasons a customer gives for paying late, heaviest first: "our own clients pay late", 资金紧张."""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.domain.commitments import Cause
from assistant.domain.reading import Evidence, GivenCause, Sign
from assistant.hashed_model import chance
from assistant.intake.replies.heard import LIKELY, SURE, Ear, certainty_of, is_negated

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
# What a pattern that fits adds to the model's odds, and what it takes to be taken for no reason at all: both found on
# folds of replies that neither patterns nor model were tuned on.
_VOTE = {SURE: 3.0, LIKELY: 0.5}
_NO_REASON = -1.0
# What a reason must reach to stand beside a likelier one.
_BESIDE = 1.0
# Less than this is a guess; and of so few words or Chinese characters the model's guess is none at all.
_FLOOR = -2.0
_FEW = 3
_WORD = re.compile("[a-z'’]+|[\u3400-\u9fff]")


def causes_in(ear: Ear, signs: Mapping[Sign, Evidence]) -> tuple[GivenCause, ...]:
    """Every reason with the words that give it; hints count only where nothing is said outright.

    Patterns and model together decide; who asks for a document and says nothing else lacks it to go on.
    """
    if not ear.heard:
        return ()
    by_rule = causes_by_rule(ear)
    odds = {cause: ear.opinion.odds(f"cause.{cause}") + _vote(by_rule.get(cause)) for cause in WEIGHT}
    if not by_rule and _says_too_little(ear):
        return ()
    none = max(_FLOOR, ear.opinion.whole["cause.unknown"] + _NO_REASON)
    likely = sorted((cause for cause in WEIGHT if odds[cause] > none), key=lambda cause: -odds[cause])
    chosen = likely[:1] + [cause for cause in likely[1:] if odds[cause] > _BESIDE]
    lacking = signs.get(Sign.DOCUMENT_REQUEST)
    if not chosen and lacking:
        return (GivenCause(cause=Cause.INVOICE_QUERY, evidence=replace(lacking, certainty=LIKELY)),)
    return tuple(
        GivenCause(cause=cause, evidence=_evidence(ear, cause, by_rule.get(cause), odds[cause])) for cause in chosen
    )


def _says_too_little(ear: Ear) -> bool:
    """Whether there is hardly a word for the model to go by: "Understood.", "已阅"."""
    return sum(len(_WORD.findall(heard.words)) for heard in ear.heard) < _FEW


def causes_by_rule(ear: Ear) -> dict[Cause, Evidence]:
    """The causes that patterns find, each with the first words that give it most surely."""
    found: dict[Cause, Evidence] = {}
    for heard in ear.heard:
        for patterns in heard.patterns:
            for cause, cue in patterns.causes.items():
                certainty = certainty_of(cue, heard, patterns)
                if certainty and (cause not in found or certainty > found[cause].certainty):
                    found[cause] = ear.evidence(heard, certainty)
    return found


def denied_causes(ear: Ear) -> frozenset[Cause]:
    """The causes that the words name only to say that it is not them: "it is not a matter of cash", 不是没钱."""
    named = {
        cause
        for heard in ear.heard
        for patterns in heard.patterns
        for cause, cue in patterns.causes.items()
        if any(is_negated(match, heard, patterns) for match in cue.says.finditer(heard.words))
    }
    return frozenset(named - set(causes_by_rule(ear)))


def _vote(evidence: Evidence | None) -> float:
    return _VOTE[evidence.certainty] if evidence else 0.0


def _evidence(ear: Ear, cause: Cause, by_rule: Evidence | None, odds: float) -> Evidence:
    certainty = round(chance(odds), 2)
    if by_rule:
        return replace(by_rule, certainty=certainty)
    return ear.evidence(ear.heard[ear.opinion.carrier(f"cause.{cause}")], certainty)
