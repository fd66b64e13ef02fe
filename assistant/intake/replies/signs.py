"""Decides what a reply shows by itself: already paid, a document asked for, away, insolvent, hostile and the like."""

import re
from datetime import date, timedelta

from assistant.domain.reading import Absence, Evidence, Sign
from assistant.intake.replies.heard import LIKELY, SURE, Ear, Heard, certainty_of

# What is asked is not claimed.
_CLAIMS = frozenset({Sign.ALREADY_PAID, Sign.INSOLVENCY})


def signs_in(ear: Ear) -> dict[Sign, Evidence]:
    """Each sign with the words that show it; injection is looked for elsewhere, in all of the text."""
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
    said = next((heard for heard in ear.heard if heard.finds("away.says")), None)
    if said is None:
        return None
    certainty = SURE if len(ear.heard) <= 8 else LIKELY
    until, words = None, said
    for heard in ear.heard:
        until = _last_day(heard)
        if until:
            words = heard
            break
    return Absence(until=until, evidence=ear.evidence(words if until else said, certainty))


def _last_day(heard: Heard) -> date | None:
    for named in heard.days:
        if named.day is None:
            continue
        before, after = heard.words[: named.start], heard.words[named.end :]
        if _returns(heard, before, after):
            return named.day - timedelta(days=1)
        if any(p.part["away.until"].search(before) for p in heard.patterns):
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
