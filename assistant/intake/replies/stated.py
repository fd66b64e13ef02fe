"""Finds the payment that a reply commits to in so many words: "we will transfer 30,000 on Friday", 周五付3万."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from assistant.domain.reading import PromiseRead
from assistant.intake.replies import plan
from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.day_ranges import last_of_range
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import LIKELY, SURE, Ear, Heard
from assistant.intake.replies.promise_words import promise_words
from assistant.intake.replies.whose_day import is_done, own_days

# Characters between a sum and the part of the sentence that commits to it.
_SHORTLY, _SHORT_PART = 4, 8
_SHORT_SENTENCE = 24
_COMMA = re.compile(r"[,;:]")


def stated_promise(ear: Ear) -> PromiseRead | None:
    """The first payment that the patterns alone find."""
    for n, heard in enumerate(ear.heard):
        following = ear.heard[n + 1] if n + 1 < len(ear.heard) else None
        found = _in_sentence(ear, heard, following)
        if found:
            return found
    return None


def commits(heard: Heard) -> bool:
    """Whether the sentence commits to a payment in so many words: "cheque on Friday" alone does not."""
    return _act(heard, heard.all_of("promise.acts")) is not None


def _in_sentence(ear: Ear, heard: Heard, following: Heard | None) -> PromiseRead | None:
    act = _act(heard, chain(heard.all_of("promise.acts"), _with_a_day(heard)))
    if act is None:
        return None
    begin, end = act
    event = heard.finds("stance.event")
    days = tuple(named for named in own_days(heard) if not (event and named.from_event))
    last = None
    if not days and not event and following and _only_names_a_day(following):
        days, last = own_days(following), following
    if not days and not event:
        return None
    day = _chosen(days, heard if last is None else following or heard, begin if last is None else 0)
    if day and ear.received and day < ear.received:
        return None
    amount = _amount(heard, begin, end, ear.total.currency) or _amount_behind(following)
    conditional = is_conditional(heard)
    certainty = SURE if day and not conditional else LIKELY + 0.15 if day or event else LIKELY
    return PromiseRead(
        amount=amount.value if amount else None,
        currency=(amount.currency if amount else "") or ear.total.currency,
        day=day,
        conditional=conditional,
        evidence=ear.evidence(heard, certainty, last),
    )


def _act(heard: Heard, acts: Iterable[re.Match[str]]) -> tuple[int, int] | None:
    """Where one of ``acts`` commits the sentence to pay, unless it asks, denies, reports or bargains."""
    asked = _asked_from(heard)
    if asked == 0:
        return None
    if asked is None and heard.finds("promise.fragment"):
        return 0, 0
    for match in acts:
        begin, end = heard.sentence.part(match.start(), match.end())
        if asked and (end > asked or not _has_day(heard, begin, end)):
            continue
        if heard.finds("promise.never", begin, end) or heard.finds("stance.past", begin, end):
            continue
        if any(p.part["stance.negated"].search(heard.words, begin, match.start()) for p in heard.patterns):
            continue
        if is_done(heard, begin, end):
            continue
        return match.start(), match.end()
    return None


def _asked_from(heard: Heard) -> int | None:
    """Where the sentence begins to ask for consent, None where it does not.

    What stands before "could the rest wait?" is a fact.
    """
    consent = heard.finds("stance.consent")
    if not heard.sentence.is_question and consent is None:
        return None
    rest = promise_words()["rest"].search(heard.words)
    if rest is None or (
        consent and consent.start() < rest.start() and not _COMMA.search(heard.words, 0, consent.start())
    ):
        return 0
    begin, _ = heard.sentence.part(rest.start(), rest.end())
    asked, _ = heard.sentence.part(consent.start(), consent.end()) if consent else (begin, begin)
    return min(begin, asked)


def _has_day(heard: Heard, begin: int, end: int) -> bool:
    return any(begin <= named.start < end for named in own_days(heard))


def _with_a_day(heard: Heard) -> Iterator[re.Match[str]]:
    """Words of payment that commit only where a day stands in the same part of the sentence."""
    for match in heard.all_of("promise.weak"):
        if _has_day(heard, *heard.sentence.part(match.start(), match.end())):
            yield match


def _only_names_a_day(heard: Heard) -> bool:
    return bool(own_days(heard)) and len(heard.words) <= 40 and not heard.sentence.is_question


def _chosen(days: tuple[Day, ...], heard: Heard, act: int) -> date | None:
    """The day that stands with the act; of two for one payment the later."""
    if not days:
        return None
    begin, end = heard.sentence.part(act, act)
    in_part = [n for n, named in enumerate(days) if begin <= named.start < end]
    known = [n for n, named in enumerate(days) if named.day]
    at = next((n for n in in_part if days[n].day), in_part[0] if in_part else known[0] if known else 0)
    if not in_part and known:
        after = [n for n in known if days[n].start >= act]
        at = (after or known)[0]
    return last_of_range(heard, days, at)


def _amount_behind(following: Heard | None) -> Sum | None:
    """The sum of a short sentence that only adds it."""
    if following is None or len(following.words) > _SHORT_SENTENCE or following.days or following.finds("stance.past"):
        return None
    return following.sums[0] if len(following.sums) == 1 else None


def _stands_alone(heard: Heard, each: Sum) -> bool:
    """Whether the part of the sentence that the sum ends says hardly more than the sum."""
    begin, _ = heard.sentence.part(each.start, each.end)
    return each.start - begin <= _SHORT_PART


def is_conditional(heard: Heard) -> bool:
    """Whether the payment hangs on something; that news of it follows the payment is no condition."""
    news = [match.span() for match in promise_words()["news"].finditer(heard.words)]
    return any(
        not any(start <= match.start() < end for start, end in news) for match in heard.all_of("stance.condition")
    )


def _amount(heard: Heard, begin: int, end: int, currency: str) -> Sum | None:
    """The sum that stands with the act, else the first behind it, else one shortly before it.

    Of sums in several currencies the one in ``currency`` counts, else the first.
    """
    paid = [each for each in heard.sums if not plan.is_held_back(heard, each)]
    sums = tuple(each for each in paid if each.share is None)
    if len({each.currency for each in sums}) > 1:
        return next((each for each in sums if each.currency == currency), sums[0])
    left, right = heard.sentence.part(begin, end)
    together = [each for each in paid if left <= each.start < right]
    behind = [each for each in paid if each.start >= begin]
    shortly_before = [each for each in paid if 0 <= left - each.end <= _SHORTLY and _stands_alone(heard, each)]
    found = together or behind or shortly_before
    figures = [each for each in found if each.share != 1]
    return next(iter(figures or found), None)
