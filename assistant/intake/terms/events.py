"""Decides which event a period counts from: one, the later or the earlier of several, or a period for each."""

import re
from collections.abc import Mapping, Sequence

from assistant.domain.contract_terms import Trigger
from assistant.intake.terms.patterns import Patterns

# How far behind a period "whichever is later" may stand.
_WHICHEVER_WITHIN = 60
_INVOICE = frozenset({Trigger.INVOICE_DATE, Trigger.INVOICE_RECEIPT})
_START = frozenset({Trigger.SIGNING, Trigger.ORDER_PLACED})
# Events that come before another one in any case, so that of both only the other counts.
_CONTAINS: Mapping[Trigger, frozenset[Trigger]] = {
    Trigger.DELIVERY: _START,
    Trigger.COMPLETION: _START,
    Trigger.INVOICE_DATE: _START,
    Trigger.INVOICE_RECEIPT: _START | {Trigger.INVOICE_DATE},
    Trigger.STATEMENT_DATE: _START | {Trigger.DELIVERY},
    Trigger.ACCEPTANCE: _START | {Trigger.DELIVERY, Trigger.COMPLETION},
    Trigger.WARRANTY_END: _START | {Trigger.DELIVERY, Trigger.COMPLETION, Trigger.ACCEPTANCE},
}
# Named in passing, or days that come round again: no second event beside another.
_IN_PASSING = frozenset({Trigger.NOTICE, Trigger.DUE_DATE, Trigger.MONTHLY, Trigger.MONTH_END, Trigger.MONTH_FOLLOWING})


def triggers_in(raw: str, patterns: Patterns) -> list[Trigger]:
    """The events that ``raw`` names, in the order of the text, each once."""
    return list(dict.fromkeys(_name(match) for match in patterns.trigger.finditer(raw)))


def event(match: re.Match[str], patterns: Patterns) -> dict[str, object]:
    """The event in the group ``when`` of ``match``: ``trigger``, with ``triggers`` where several decide together."""
    raw = match["when"]
    named = list(patterns.trigger.finditer(raw))
    if not named:
        return {}
    found = triggers_in(raw, patterns)
    if len(found) > 1 and (which := whichever(match, patterns)):
        return {"trigger": which, "triggers": found}
    groups = match.groupdict()
    ahead = match.start("when") < match.start("n") if groups.get("n") else patterns.language.is_chinese
    together = _together(raw, named[::-1] if ahead else named, patterns)
    if len(together) > 1:
        return {"trigger": Trigger.LATER_OF, "triggers": [name for name in found if name in together]}
    return {"trigger": together[0]}


def whichever(match: re.Match[str], patterns: Patterns) -> Trigger | None:
    """Whether the words around ``match`` let the later or the earlier of several events count."""
    around = match.string[match.start() : match.end() + _WHICHEVER_WITHIN]
    if patterns.latest.search(around):
        return Trigger.LATER_OF
    return Trigger.EARLIER_OF if patterns.earliest.search(around) else None


def milestone(found: Sequence[Trigger], ahead: bool) -> Trigger | None:
    """The event at which a part of a price is due: rather one of the work than the paper that goes with it."""
    of_work = [name for name in found if name not in _INVOICE | _IN_PASSING] or list(found)
    return (of_work[-1] if ahead else of_work[0]) if of_work else None


def _together(raw: str, named: Sequence[re.Match[str]], patterns: Patterns) -> list[Trigger]:
    """The events that all have to happen, starting from the one beside the period."""
    joined = [named[0]]
    for match in named[1:]:
        first, second = sorted((joined[-1], match), key=lambda each: each.start())
        if not patterns.joins.fullmatch(raw[first.end() : second.start()]):
            break
        joined.append(match)
    names = [_name(joined[0])]
    names += [name for each in joined[1:] if (name := _name(each)) not in _IN_PASSING]
    covered = frozenset[Trigger]().union(*(_CONTAINS.get(name, frozenset()) for name in names))
    return list(dict.fromkeys(name for name in names if name not in covered)) or names[:1]


def _name(match: re.Match[str]) -> Trigger:
    return Trigger(str(match.lastgroup))
