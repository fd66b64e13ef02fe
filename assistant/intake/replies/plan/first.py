"""Reads what comes first: the 30,000 of "30,000 now and then 15,000 a month", 首付三成."""

from decimal import Decimal

from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.plan.dated import Payment
from assistant.intake.replies.plan.each_time import is_each
from assistant.intake.replies.plan.rest import has_rest, is_rest
from assistant.intake.replies.plan.words import plan_words

# How far before a sum the words may begin that keep it back.
_BEFORE = 24


def first_payment(zone: tuple[Heard, ...], listed: tuple[Payment, ...], *, plan: bool) -> Decimal | None:
    """What comes first: the sum of the first payment listed, else the first that is no rest and not paid each time."""
    named = [(heard, each) for heard in zone for each in heard.sums if each.share != 1 and not _is_other(heard, each)]
    if plan:
        opening = listed[0].amount if listed else None
        if opening and opening.share != 1 and (len(listed) > 1 or has_rest(zone)):
            return opening.value
        return next((each.value for heard, each in named if opens(heard, each) and not is_each(heard, each)), None)
    dated = (each.amount for each in listed if each.amount and any(each.amount is one for _, one in named))
    once = (each for heard, each in named if not is_each(heard, each))
    found = next(dated, None) or next(once, None)
    return found.value if found else None


def _is_other(heard: Heard, each: Sum) -> bool:
    return is_rest(heard, each) or is_held_back(heard, each)


def is_held_back(heard: Heard, each: Sum) -> bool:
    """Whether the sum is kept back from what is paid: "less 500", "we refuse to pay 500", 500元暂不支付."""
    before = plan_words()["held_back"].search(heard.words, max(0, each.start - _BEFORE), each.start)
    return bool(before or plan_words()["refused"].match(heard.words, each.end))


def opens(heard: Heard, each: Sum) -> bool:
    """Whether the part of the sentence that has the sum says that it comes first."""
    begin, end = heard.sentence.part(each.start, each.end)
    return any(p.part["proposal.first"].search(heard.words, begin, end) for p in heard.patterns)
