"""Tells whose day it is: their own, or that of an invoice, a return, somebody who pays them: 有个客月中会给钱."""

from assistant.domain.reading import Sign
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.promise_words import promise_words

# How far before a day the words may begin that make it one of something else.
_BEFORE = 40


def own_days(heard: Heard) -> tuple[Day, ...]:
    """The days of the sentence but those of an invoice, a letter, a return; of a payer of theirs only where alone."""
    own = tuple(named for named in heard.days if is_own(heard, named))
    if not promise_words()["payer"].search(heard.words):
        return own
    return tuple(named for named in own if not is_of_a_payer(heard, named)) or own


def is_of_a_payer(heard: Heard, named: Day) -> bool:
    """Whether the day is that on which somebody else pays the customer."""
    like = promise_words()
    begin, end = heard.sentence.part(named.start, named.end)
    behind = like["payer_pays"].match(heard.words, named.end, end)
    named_behind = behind is not None and like["payer"].search(behind[0]) is not None
    return bool(behind) and (named_behind or bool(like["payer_before"].search(heard.words[begin : named.start])))


def is_own(heard: Heard, named: Day) -> bool:
    """Whether the day is not that of an invoice, a letter, a return."""
    before = heard.words[max(0, named.start - _BEFORE) : named.start]
    other = any(p.part["promise.other_day"].search(before) for p in heard.patterns)
    return not other and not any(
        p.part["promise.other_day_after"].match(heard.words, named.end) for p in heard.patterns
    )


def is_done(heard: Heard, begin: int, end: int) -> bool:
    """Whether this part of the sentence says that the payment has been made."""
    cues = [p.signs[Sign.ALREADY_PAID] for p in heard.patterns]
    return any(
        not cue.never.search(heard.words, begin, end)
        for cue in cues
        if any(match[0].strip() for match in cue.says.finditer(heard.words, begin, end))
    )
