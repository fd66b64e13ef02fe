"""Decides what a reply shows by itself: already paid, a document asked for, away, insolvent, hostile and the like."""

import re
from dataclasses import replace
from datetime import date, timedelta

from assistant.domain.reading import Absence, Evidence, Sign
from assistant.hashed_model import chance
from assistant.intake.replies.heard import LIKELY, SURE, Ear, Heard, certainty_of

# What is added to the model's odds where a pattern fits, and where none does, as folds left out of training want it.
_VOTE = {SURE: 5.0, LIKELY: 2.0}
_SILENT = 0.2
_ALONE = -1.0
# What is asked is not claimed.
_AWAY = "out_of_office"
_CLAIMS = frozenset({Sign.ALREADY_PAID, Sign.INSOLVENCY})


def signs_in(ear: Ear) -> dict[Sign, Evidence]:
    """Each sign with the words that show it, where patterns and model together make it likely.

    Injection is looked for elsewhere, in all of the text.
    """
    if not ear.heard:
        return {}
    by_rule = _by_rule(ear)
    found: dict[Sign, Evidence] = {}
    for sign in Sign:
        odds = ear.opinion.odds(sign.value) + _vote(by_rule.get(sign))
        if sign is not Sign.INJECTION and odds > 0 and (sign in by_rule or not _is_taken_back(ear, sign)):
            found[sign] = _evidence(ear, sign, by_rule.get(sign), round(chance(odds), 2))
    return found


def _is_taken_back(ear: Ear, sign: Sign) -> bool:
    """Whether the sentence that the model means holds words that speak against the sign."""
    heard = ear.heard[ear.opinion.carrier(sign.value)]
    return any(patterns.signs[sign].never.search(heard.words) for patterns in heard.patterns)


def _vote(by_rule: Evidence | None) -> float:
    return _VOTE[by_rule.certainty] if by_rule else _SILENT


def _evidence(ear: Ear, sign: Sign, by_rule: Evidence | None, certainty: float) -> Evidence:
    if by_rule:
        return replace(by_rule, certainty=certainty)
    return ear.evidence(ear.heard[ear.opinion.carrier(sign.value)], certainty)


def _by_rule(ear: Ear) -> dict[Sign, Evidence]:
    found: dict[Sign, Evidence] = {}
    for heard in ear.heard:
        for patterns in heard.patterns:
            for sign, cue in patterns.signs.items():
                if sign in _CLAIMS and heard.sentence.is_question:
                    continue
                certainty = certainty_of(cue, heard, patterns)
                if certainty and (sign not in found or certainty > found[sign].certainty):
                    found[sign] = ear.evidence(heard, certainty)
    return found


def absence_in(ear: Ear) -> Absence | None:
    """Whether the writer is away, and the last day of that: the day named, or the one before the return."""
    if not ear.heard:
        return None
    by_rule = next((heard for heard in ear.heard if heard.finds("away.says")), None)
    odds = ear.opinion.odds(_AWAY) + (_VOTE[SURE] if by_rule else _ALONE)
    # Who is back, and says when the cheque will be ready, is not away.
    if odds < 0 or (by_rule is None and any(heard.finds("promise.acts") for heard in ear.heard)):
        return None
    said = by_rule or ear.heard[ear.opinion.carrier(_AWAY)]
    certainty = round(chance(odds), 2)
    for last_day in (_before_return, _last_away):
        for heard in ear.heard:
            until = last_day(heard)
            if until:
                return Absence(until=until, evidence=ear.evidence(heard, certainty))
    return Absence(until=None, evidence=ear.evidence(said, certainty))


def _before_return(heard: Heard) -> date | None:
    for named in heard.days:
        if named.day and _returns(heard, heard.words[: named.start], heard.words[named.end :]):
            return named.day - timedelta(days=1)
    return None


def _last_away(heard: Heard) -> date | None:
    for named in heard.days:
        before = heard.words[: named.start]
        if named.day and any(p.part["away.until"].search(before) for p in heard.patterns):
            # English "until Monday" is the day of return, "until Friday" the last one away.
            turns = re.search(r"\b(?:until|till|til)\s+(?:and\s+)?$", before) and named.day.weekday() == 0
            return named.day - timedelta(days=1) if turns else named.day
    return None


def _returns(heard: Heard, before: str, after: str) -> bool:
    for patterns in heard.patterns:
        back = patterns.part["away.back"]
        if back.match(after) if patterns.language.is_chinese else back.search(before):
            return True
    return False
