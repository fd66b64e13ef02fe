"""Decides how a price is split into parts, each a percentage with the event at which it is due."""

import re
from decimal import Decimal

from assistant.domain.contract_terms import Trigger
from assistant.intake.terms.events import milestone, triggers_in
from assistant.intake.terms.numbers import read_number
from assistant.intake.terms.patterns import Patterns
from assistant.intake.terms.values import period

_WHOLE = 100
_LEAST, _MOST = 2, 12


def parts_in(folded: str, patterns: Patterns) -> list[dict[str, object]]:
    """The parts of a price that the sentence lists, in order; none unless they hang together."""
    if not patterns.part_cue.search(folded):
        return []
    return _short(folded, patterns) or _listed(folded, patterns)


def _listed(folded: str, patterns: Patterns) -> list[dict[str, object]]:
    parts: list[dict[str, object]] = []
    start = 0
    percents = list(patterns.percent.finditer(folded))
    if not 1 <= len(percents) <= _MOST:
        return []
    for match, following in zip(percents, [*percents[1:], None], strict=True):
        if match.start() < start:
            continue
        end = _end(folded, match.end(), following.start() if following else len(folded), patterns)
        segment = folded[start:end]
        if not patterns.part_never.search(segment):
            part = _part(folded[start : match.start()], match, folded[match.end() : end], patterns)
            if "trigger" not in part and patterns.part_retained.search(segment):
                # What is held back, and nobody says until when, is no part with a day of its own.
                start = end
                continue
            parts.append(_on_top(part, parts) if patterns.part_up_to.search(folded[start : match.start()]) else part)
        start = end
    parts += _balance(folded[start:], parts, patterns)
    return parts if _hang_together(parts) else []


def _end(folded: str, start: int, most: int, patterns: Patterns) -> int:
    """Where the part ends whose percentage ends at ``start``: at the next mark, or behind what is held back until."""
    ends = patterns.part_end.search(folded, start)
    end = ends.start() if ends else len(folded)
    if not patterns.part_retained.search(folded[start:end]):
        return end
    until = patterns.trigger.search(folded, end, max(end, most))
    after = patterns.part_end.search(folded, until.end()) if until else None
    return after.start() if after else (len(folded) if until else end)


def _on_top(part: dict[str, object], parts: list[dict[str, object]]) -> dict[str, object]:
    """A part that is named by what will have been paid with it (付至80%): what it adds to the parts before."""
    up_to = part.get("percent")
    if not isinstance(up_to, Decimal):
        return part
    return part | {"percent": up_to - _total(parts), "up_to": up_to}


def _balance(rest: str, parts: list[dict[str, object]], patterns: Patterns) -> list[dict[str, object]]:
    """What is left of the whole, where the sentence goes on to say when it is due: 余款验收后付清."""
    left = _WHOLE - _total(parts)
    found = patterns.part_balance.search(rest)
    events = (triggers_in(rest[found.start() :], patterns) or triggers_in(rest, patterns)) if found else []
    whole = parts and not any("placeholder" in part for part in parts)
    return [{"percent": left, "trigger": events[0]}] if whole and left > 0 and events else []


def _total(parts: list[dict[str, object]]) -> Decimal:
    return sum((number for part in parts if isinstance(number := part.get("percent"), Decimal)), Decimal(0))


def _part(before: str, match: re.Match[str], behind: str, patterns: Patterns) -> dict[str, object]:
    number = read_number(next(raw for raw in match.groups() if raw)).value
    if number is not None and match.groupdict().get("tenths"):
        number *= 10
    part: dict[str, object] = {"percent": number} if number is not None else {"placeholder": True}
    ahead, after = triggers_in(before, patterns), triggers_in(behind, patterns)
    if patterns.language.is_chinese:
        trigger = milestone(ahead, ahead=True) or milestone(after, ahead=True)
        counted = patterns.period.search(before) or patterns.period.search(behind)
    else:
        trigger = milestone(after, ahead=False) or milestone(ahead, ahead=True)
        counted = patterns.period.search(behind) or patterns.period.search(before)
    if trigger:
        part["trigger"] = trigger
    if counted:
        part |= period(counted["n"], counted["unit"], patterns)
    return part


def _hang_together(parts: list[dict[str, object]]) -> bool:
    if len(parts) < _LEAST:
        return False
    total = _total(parts)
    if any(isinstance(number := part.get("percent"), Decimal) and number <= 0 for part in parts):
        return False
    blanks = any("placeholder" in part for part in parts)
    return total == _WHOLE or (
        total <= _WHOLE and (blanks or total > 0) and all("trigger" in part or "up_to" in part for part in parts)
    )


def _short(folded: str, patterns: Patterns) -> list[dict[str, object]]:
    """30/60/10 % at signing, delivery and acceptance."""
    for match in patterns.part_short.finditer(folded):
        numbers = [Decimal(raw) for raw in match.groups() if raw]
        whole = sum(numbers)
        scale = Decimal(_WHOLE) / whole if whole in (10, _WHOLE) else Decimal(0)
        events = triggers_in(folded[match.end() :], patterns) or triggers_in(folded[: match.start()], patterns)
        if scale and len(numbers) >= _LEAST and events:
            paired: list[Trigger | None] = [*events, *[None] * len(numbers)]
            return [_named(number * scale, event) for number, event in zip(numbers, paired, strict=False)]
    return []


def _named(percent: Decimal, event: Trigger | None) -> dict[str, object]:
    return {"percent": percent, "trigger": event} if event else {"percent": percent}
