"""Tells whether the day that a customer names is one that they commit to or ask for: only such a one is confirmed."""

from dataclasses import replace

from assistant.domain.reading import Reading
from assistant.intake.replies import plan
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.proposal import kinds_named
from assistant.intake.replies.stated import commits
from assistant.intake.replies.table.day_of_paying import is_of_payment
from assistant.intake.replies.table.scoffing import is_scoffing
from assistant.intake.replies.table.unsettled import is_unsettled
from assistant.intake.replies.table.words import table_words
from assistant.intake.replies.table.yes import leaves_open


def is_tentative(ear: Ear) -> bool:
    """Whether what they name is only tried or hoped for, left open, or no sentence makes a day theirs: 尽量争取周五.

    Nor is anything settled while a point is open: what becomes of the interest, what their boss says.
    """
    if is_unsettled(ear):
        return True
    like = table_words()
    named = (h for h in ear.heard if h.days or h.sums or plan.extension((h,)) is not None or kinds_named(h))
    if any(like["tentative"].search(heard.words) for heard in named):
        return True
    if leaves_open(ear):
        return True
    dated = [(heard, day) for heard in ear.heard for day in heard.days if day.day]
    return bool(dated) and not any(_is_firm(ear, heard, day) for heard, day in dated)


def asks_back(ear: Ear) -> bool:
    """Whether a question names a day and hardly more: after an offer of that day it only says it again."""
    return any(h.sentence.is_question and h.days and _hardly_more(h) for h in ear.heard)


def without_what_is_told(ear: Ear, reading: Reading) -> Reading:
    """``reading`` without a promise in English whose day is only told of: "now you want 14k on the 19th"."""
    promise = reading.promise
    if promise is None or promise.day is None:
        return reading
    named = ear.naming(promise.day, promise.evidence)
    told = [not h.is_chinese and _is_told(h, *h.sentence.part(day.start, day.end)) for h, day in named]
    return replace(reading, promise=None) if told and all(told) else reading


def _hardly_more(heard: Heard) -> bool:
    """Whether the sentence says hardly more than its days."""
    return _only_nods(heard.without(*heard.days))


def _only_nods(words: str) -> bool:
    return bool(table_words()["only_nods"].search(words))


def _is_firm(ear: Ear, heard: Heard, day: Day) -> bool:
    """Whether the sentence commits to pay on ``day``, asks for it, or hardly says more.

    To speak of paying is not enough: "we start paying suppliers again on 22 June" tells of a day.
    """
    if heard.is_chinese:
        return not is_scoffing(ear, heard) and is_of_payment(heard, day)
    begin, end = heard.sentence.part(day.start, day.end)
    if _is_told(heard, begin, end) or _is_quoted(heard, day):
        return False
    like = table_words()
    if heard.sentence.is_question:
        return _asks_for_it(ear, heard)
    if (
        _only_nods(heard.without(*heard.days, *heard.sums))
        or commits(heard)
        or kinds_named(heard)
        or like["takes_day"].search(heard.words, begin, end)
    ):
        return True
    return _is_a_payment(heard, begin, end)


def _is_a_payment(heard: Heard, begin: int, end: int) -> bool:
    """Whether this part of the sentence names a payment and makes no statement: "24,000 on 12 June, job done"."""
    like = table_words()
    named = any(begin <= each.start < end for each in heard.sums) or like["of_payment"].search(heard.words, begin, end)
    states = like["states"].search(heard.words, begin, end) or heard.finds("promise.never", begin, end)
    return bool(named) and not states


def _asks_for_it(ear: Ear, heard: Heard) -> bool:
    """Whether the question asks for its day, and not what happens on it, or what we want."""
    if _hardly_more(heard):
        # "The 19th? We would have managed that" only says our day after us.
        return not any(other.finds("stance.past") for other in ear.heard)
    asks = heard.finds("stance.consent") or kinds_named(heard) or commits(heard)
    return bool(asks or table_words()["asks_for_day"].search(heard.words))


def _is_told(heard: Heard, begin: int, end: int) -> bool:
    """Whether this part of the sentence tells of what was, of what others say, or that nobody commits to it."""
    return bool(heard.finds("stance.past", begin, end) or table_words()["told"].search(heard.words, begin, end))


def _is_quoted(heard: Heard, day: Day) -> bool:
    """Whether the day stands between quotation marks: words of somebody else."""
    return any(each.start() < day.start < each.end() for each in table_words()["quoted"].finditer(heard.words))
