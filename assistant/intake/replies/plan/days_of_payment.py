"""Tells a day of payment from others: "starting 1 June", "every 15th", "nothing before May", "we lost it in March"."""

from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.plan.words import plan_words
from assistant.intake.replies.whose_day import is_done

# How far before a day the words may stand that make it a start, and those that make it recur or move.
_BEFORE_A_START, _BEFORE = 30, 12


def is_start(heard: Heard, named: Day) -> bool:
    """Whether the day is that of a start, one of many, or of something else than payment."""
    words, like = heard.words, plan_words()
    if any(p.part["promise.other_day_after"].match(words, named.end) for p in heard.patterns):
        return True
    return bool(
        like["starts"].search(words, max(0, named.start - _BEFORE_A_START), named.start)
        or like["recurs"].search(words, max(0, named.start - _BEFORE), named.start)
        or like["starts_after"].match(words, named.end)
    )


def is_denied(heard: Heard, named: Day) -> bool:
    """Whether the words say that nothing is paid on the day; that what is due moves to it denies nothing."""
    if plan_words()["moves_to"].search(heard.words, max(0, named.start - _BEFORE), named.start):
        return False
    return bool(heard.finds("promise.never", *heard.sentence.part(named.start, named.end)))


def has_passed(heard: Heard, named: Day) -> bool:
    """Whether the words tell what was: "we lost the contract in December", "we paid the other one on the 10th"."""
    part = heard.sentence.part(named.start, named.end)
    return bool(heard.finds("stance.past", *part)) or is_done(heard, *part)
