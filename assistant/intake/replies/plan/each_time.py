"""Reads what is paid each time: "5,000 a month", 每期三万."""

from decimal import Decimal

from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.plan.dated import Payment, several
from assistant.intake.replies.plan.less import is_let_go

_HALF = Decimal("0.5")
# How far before a sum the word for each time may begin.
_BEFORE = 24


def per_instalment(zone: tuple[Heard, ...], listed: tuple[Payment, ...]) -> Decimal | None:
    """What is paid each time: said so, or the sum that all payments after the first have in common.

    Of two such sums none: "500 a week at first and 1,000 a week then" is no plan of equal payments.
    """
    each_time = [(heard, each) for heard in zone for each in heard.sums if is_each(heard, each)]
    named = {each.value for heard, each in each_time if not is_let_go(heard, each)}
    if len(named) > 1:
        return None
    said = next(iter(named), None)
    sums = [each.amount.value for each in several(listed) if each.amount]
    if said is None and len(sums) >= 3 and len(set(sums[1:])) == 1:
        return sums[-1]
    return said


def has_each(zone: tuple[Heard, ...]) -> bool:
    """Whether a sum is named once for all payments."""
    return any(is_each(heard, each) for heard in zone for each in heard.sums)


def is_each(heard: Heard, each: Sum) -> bool:
    """Whether the sum is paid time after time."""
    if each.share == _HALF:  # of two halves neither is
        return False
    for patterns in heard.patterns:
        before = heard.words[max(0, each.start - _BEFORE) : each.start]
        if patterns.part["proposal.each"].match(heard.words, each.end):
            return True
        if patterns.part["proposal.each_before"].search(before):
            return True
    return False
