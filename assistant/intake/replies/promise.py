"""Decides whether a reply commits to a payment, how much and by when: "you get 30,000 on Friday if we are paid"."""

import re
from itertools import islice

from assistant.domain.reading import PromiseRead
from assistant.hashed_model import chance
from assistant.intake.replies import plan
from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.day_ranges import latest_of
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.marking import around
from assistant.intake.replies.stated import is_conditional, stated_promise
from assistant.intake.replies.whose_day import own_days

# What a pattern adds to the model's odds, and what they must reach: as folds left out of training want it.
_VOTE, _LEAST, _LEAST_OPEN, _LEAST_SUM = 3.0, -1.0, 0.0, 0.0
# Nobody names more days in one reply, and each takes its time.
_MOST_DAYS = 60
_OFF = re.compile(
    r"\b(?:deduct\w*|less|minus|off|keep\w*\s+back|withh\w+|not\s+pay\w*|aren't|interest|fee)\b"
    r"|扣|不(?:付|给|认)|拿掉|减|多(?:收|开|算|出)|利息|违约金|滞纳金|退"
)


def promise_in(ear: Ear) -> PromiseRead | None:
    """The first payment that the customer commits to; None where nobody does.

    The day is the one that patterns and model together take for that of a promise.
    """
    by_rule = stated_promise(ear)
    named = ((n, day) for n, heard in enumerate(ear.heard) for day in heard.days if _is_to_come(ear, day))
    own = {n: frozenset(own_days(heard)) for n, heard in enumerate(ear.heard) if heard.days}
    few = islice(named, _MOST_DAYS)
    odds = [(_odds(ear, n, day, by_rule) - 4 * (day not in own[n]), ear.heard[n], day) for n, day in few]
    best = max(odds, key=lambda each: each[0], default=None)
    if best and best[0] > _LEAST:
        _, heard, day = best
        if by_rule and heard.sentence.start == by_rule.evidence.start and by_rule.day:
            return by_rule
        return _promised(ear, heard, day, best[0])
    if by_rule and by_rule.day is None:
        return by_rule
    return _open_promise(ear)


def _open_promise(ear: Ear) -> PromiseRead | None:
    """A payment that hangs on an event alone, where the model hears one and the sentence names what it hangs on."""
    for n, heard in enumerate(ear.heard):
        odds = max(ear.opinion.each[n]["promise"], ear.opinion.each[n]["promise.open"])
        hangs = heard.finds("stance.condition") or heard.finds("stance.event")
        if hangs and odds > _LEAST_OPEN and not heard.sentence.is_question and not heard.finds("stance.consent"):
            whole = next((each for each in heard.sums if each.share == 1), None)
            return PromiseRead(
                amount=whole.value if whole else None,
                currency=ear.total.currency,
                day=None,
                conditional=True,
                evidence=ear.evidence(heard, round(chance(odds), 2)),
            )
    return None


def _is_to_come(ear: Ear, named: Day) -> bool:
    return named.day is not None and not (ear.received and named.day < ear.received)


def _odds(ear: Ear, n: int, named: Day, by_rule: PromiseRead | None) -> float:
    """How much speaks for it that ``named``, in the sentence number ``n``, is the day of a promise."""
    heard = ear.heard[n]
    odds = ear.model.odds(ear.model.places(around(heard, named)))["day.promise"] + 0.3 * ear.opinion.each[n]["promise"]
    if by_rule and by_rule.day == named.day and by_rule.evidence.start == heard.sentence.start:
        odds += _VOTE
    odds -= 2 * _is_asked(heard, named)
    odds -= 2 * bool(heard.finds("promise.never", *heard.sentence.part(named.start, named.end)))
    odds -= 2 * (ear.opinion.each[n]["already_paid"] > 0)
    return odds - 2 * bool(heard.finds("stance.past"))


def _is_asked(heard: Heard, named: Day) -> bool:
    """Whether consent is asked for in the part of the sentence that the day stands in, or that part is a question."""
    begin, end = heard.sentence.part(named.start, named.end)
    if heard.finds("stance.consent", begin, end):
        return True
    return heard.sentence.is_question and end >= len(heard.words) - 1


def _promised(ear: Ear, heard: Heard, named: Day, odds: float) -> PromiseRead:
    """The promise that ``named`` is the day of, as far as a sum stands with it."""
    n = heard.days.index(named)
    amount = _amount_with(ear, heard, named)
    conditional = is_conditional(heard)
    hangs = named.from_event and (conditional or heard.finds("stance.event"))
    return PromiseRead(
        amount=amount.value if amount else None,
        currency=(amount.currency if amount else "") or ear.total.currency,
        day=None if hangs else latest_of(heard, n),
        conditional=conditional or bool(hangs),
        evidence=ear.evidence(heard, round(chance(odds - _LEAST), 2)),
    )


def _amount_with(ear: Ear, heard: Heard, named: Day) -> Sum | None:
    """The sum that the model takes for the promised one: of the day's sentence, else of its neighbours."""
    at = ear.heard.index(heard)
    begin, end = heard.sentence.part(named.start, named.end)
    found = []
    for n in (at, at + 1, at - 1):
        if not 0 <= n < len(ear.heard):
            continue
        near = ear.heard[n]
        for each in near.sums:
            if plan.is_held_back(near, each):
                continue
            odds = ear.model.odds(ear.model.places(around(near, each)))["sum.promise"]
            odds += 2.0 * (n == at and begin <= each.start < end) - 1.5 * (n != at) - 3.0 * _is_taken_off(near, each)
            found.append((odds, each))
    best = max(found, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] > _LEAST_SUM else None


def _is_taken_off(heard: Heard, each: Sum) -> bool:
    begin, end = heard.sentence.part(each.start, each.end)
    return bool(_OFF.search(heard.words, begin, end))
