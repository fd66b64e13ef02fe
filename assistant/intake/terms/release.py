"""Decides in which parts money held back is released: half on completion, the rest when the warranty ends."""

import re
from collections.abc import Mapping
from decimal import Decimal

from assistant.intake.terms.events import triggers_in
from assistant.intake.terms.numbers import read_number
from assistant.intake.terms.patterns import Patterns
from assistant.intake.terms.values import period

_WHOLE, _HALF = Decimal(100), Decimal(50)
_LEAST = 2


def release_in_parts(folded: str, retention: Mapping[str, object], patterns: Patterns) -> list[dict[str, object]]:
    """The parts in which ``retention`` is released, in percent of it; none unless they make up the whole."""
    if not patterns.release_cue.search(folded):
        return []
    every = patterns.release_share.finditer(folded)
    # What is held back is no share of itself.
    shares = [share for share in every if share["half"] or share["rest"] or _number(share) != retention.get("percent")]
    if len(shares) < _LEAST:
        return []
    borders = [0, *(share.end() for share in shares)]
    ahead = [folded[start : share.start()] for start, share in zip(borders, shares, strict=False)]
    starts = [*(share.start() for share in shares[1:]), len(folded)]
    behind = [folded[share.end() : end] for share, end in zip(shares, starts, strict=True)]
    ways = (ahead, behind) if patterns.language.is_chinese else (behind, ahead)
    for texts in ways:
        parts = _parts(shares, texts, patterns)
        if parts:
            return parts
    return []


def _parts(shares: list[re.Match[str]], texts: list[str], patterns: Patterns) -> list[dict[str, object]]:
    parts: list[dict[str, object]] = []
    for share, text in zip(shares, texts, strict=True):
        when = _when(text, patterns)
        percent = _percent(share, parts)
        if when and percent is not None:
            parts.append({"percent": percent} | when)
    whole = sum((number for part in parts if isinstance(number := part["percent"], Decimal)), Decimal(0))
    return parts if len(parts) >= _LEAST and whole == _WHOLE else []


def _percent(share: re.Match[str], parts: list[dict[str, object]]) -> Decimal | None:
    if share["half"]:
        return _HALF
    if share["rest"]:
        return _WHOLE - sum((number for part in parts if isinstance(number := part["percent"], Decimal)), Decimal(0))
    return _number(share)


def _number(share: re.Match[str]) -> Decimal | None:
    return read_number(share[0]).value


def _when(text: str, patterns: Patterns) -> dict[str, object]:
    counted = patterns.release_period.search(text)
    events = triggers_in(text, patterns)
    event = events[-1:] if patterns.language.is_chinese else events[:1]
    number = period(counted["n"], counted["unit"], patterns) if counted else {}
    return number | ({"trigger": event[0]} if event else {})
