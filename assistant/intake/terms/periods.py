"""Decides whether a payment has several periods to choose from: 30 days of receipt or 45 days of dispatch."""

import re
from collections.abc import Mapping

from assistant.intake.terms.events import event, triggers_in, whichever
from assistant.intake.terms.patterns import Patterns
from assistant.intake.terms.values import period

_KEYS = ("days", "months", "hours", "placeholder", "contradiction", "day_type", "trigger", "triggers")
# How far behind the first period the second may stand.
_WITHIN = 100


def periods_of(match: re.Match[str], value: Mapping[str, object], patterns: Patterns) -> dict[str, object]:
    """``value`` of a payment term; with ``periods``, each with its event, where the words name more than one.

    ``trigger`` then says whether the later or the earlier counts; it is missing where the words do not say.
    """
    groups = match.groupdict()
    if not (groups.get("n") and groups.get("unit") and groups.get("when")) or "trigger" not in value:
        return dict(value)
    ahead = match.start("when") < match.start("n")
    start, end = match.span("when") if ahead else (match.end("unit"), match.end("unit") + _WITHIN)
    # Ahead of a period its own event stands close by, so the other period ends before that.
    more = patterns.other.search(match.string, start, match.end("unit") if ahead else end)
    other = period(more["n"], more["unit"], patterns) | event(more, patterns) if more else {}
    if more is None or "trigger" not in other:
        return dict(value)
    own = _own(match, value, (more.end(), match.start("n")) if ahead else (match.start("when"), more.start()), patterns)
    rest = {key: each for key, each in value.items() if key not in _KEYS}
    which = whichever(match, patterns)
    return rest | {"periods": [other, own] if ahead else [own, other]} | ({"trigger": which} if which else {})


def _own(
    match: re.Match[str], value: Mapping[str, object], place: tuple[int, int], patterns: Patterns
) -> dict[str, object]:
    """The period of ``match`` with the event in ``place``, which belongs to it alone."""
    kept = {key: each for key, each in value.items() if key in _KEYS and key not in ("trigger", "triggers")}
    named = triggers_in(match.string[slice(*place)], patterns)
    return kept | ({"trigger": named[0]} if named else {})
