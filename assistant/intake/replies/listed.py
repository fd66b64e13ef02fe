"""Reads payments that a customer lists one by one: 50,000 on 20 March, the same on 20 April, the rest on 20 May."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from assistant.domain.limitation import months_after
from assistant.domain.reading import ListedPayment, ProposalRead
from assistant.intake.replies import plan
from assistant.intake.replies.amounts import OpenTotal, Sum
from assistant.intake.replies.bargain_patterns import bargain_patterns
from assistant.intake.replies.heard import Ear
from assistant.intake.replies.named_days import count

_FEWEST = 2
_RHYTHMS = (("fortnightly", 14), ("weekly", 7))
_NOW = re.compile(
    r"\b(?:now|upfront|up\s+front|immediately|straight\s+away|at\s+once|today|(?:up)?on\s+(?:signing|signature|agreement))\b|先|现在|马上|立即|今天"
)
_PARTS = re.compile(
    r"\b(?P<n>two|three|four|five|six|\d{1,2})\s+(?:equal\s+|monthly\s+)*(?:halves|thirds|quarters|payments|parts|instal+ments|goes)\b"
    r"|(?<!第)(?P<h>[两二三四五六]|\d{1,2})(?:次|期|笔)"
)
_EVENLY = re.compile(r"\b(?:equally|evenly)\b|平均|均分|均摊|平摊|等额|各付一")
_SAME = re.compile(r"\b(?:same|likewise|again|each)\b|同样|一样|同额|相同|各")


def listed_payments(ear: Ear, received: date) -> tuple[ListedPayment, ...]:
    """Every payment in order, two at least; empty where the words do not list them all, or leave a sum open."""
    found: list[tuple[date | None, Sum | None]] = []
    speaking = tuple(heard for heard in ear.heard if heard.sums or plan.names_rest(heard) or _SAME.search(heard.words))
    for each in plan.payments(speaking if any(heard.sums for heard in speaking) else ear.heard, received):
        # One sum stands with one day: the next day has what is left.
        used = any(each.amount is one for _, one in found)
        found.append((each.day, None if used or _is_all(ear, each.amount) else each.amount))
    found = _shares_of_the_rest(ear, found)
    counted = [day for day, _ in found if day] if _shared_by_days(ear, found) else []
    if counted and (equal := _equal(ear, counted)):
        return equal
    if found and not any(one for _, one in found):
        return _equal(ear, [day for day, _ in found if day])
    days = [day for day, _ in found if day]
    if not days or any(later <= earlier for earlier, later in pairwise(days)):
        return ()
    found = [*_now(ear, [one for _, one in found]), *found]
    listed = tuple(ListedPayment(day=day, amount=one.value if one else None) for day, one in _filled(ear, found))
    whole = len(listed) >= _FEWEST and all(each.amount is not None for each in listed[:-1])
    return listed if whole else ()


def with_its_rest(ear: Ear, proposal: ProposalRead) -> ProposalRead:
    """A plan that names a figure for the rest: what that leaves comes first; no plan where other sums stand between.

    "I have 15k. For the remaining 105k I need six months" are seven payments.
    """
    rests = {
        each.value for h in ear.heard for each in h.sums if each.share is None and plan.is_rest(h, each) and each.value
    }
    whole, first, count = ear.total.amount, proposal.first_payment, proposal.instalments
    if len(rests) != 1 or whole is None or count is None or proposal.per_instalment or proposal.payments:
        return proposal
    ahead = whole - rests.pop()
    if first is None and 0 < ahead < whole:
        return replace(proposal, first_payment=ahead, instalments=count + 1)
    return proposal if first in (None, ahead) else replace(proposal, instalments=None, until=None)


def after_a_first(ear: Ear, proposal: ProposalRead, received: date) -> tuple[ListedPayment, ...]:
    """A first payment and equal ones behind it: "£5k on 27 February, the rest in four monthly payments from April".

    Empty where the first has no day of its own, and the others none on which they begin.
    """
    first, whole, count = proposal.first_payment, ear.total.amount, (proposal.instalments or 0) - 1
    if first is None or whole is None or count < _FEWEST or not 0 < first < whole or proposal.payments:
        return ()
    part = ((whole - first) / count).to_integral_value(ROUND_HALF_UP)
    if proposal.per_instalment not in (None, part):
        return ()
    if any(
        plan.is_rest(h, each) and each.share is None and each.value != whole - first
        for h in ear.heard
        for each in h.sums
    ):
        return ()
    own = _own_day(ear, first, received)
    begin = _rest_starts(ear) or (own and _later(ear, own, 1))
    if begin is None or begin <= (own or received):
        return ()
    days = [_later(ear, begin, n) for n in range(count)]
    equal = [ListedPayment(day=day, amount=part) for day in days[:-1]]
    return (ListedPayment(day=own, amount=first), *equal, ListedPayment(day=days[-1], amount=None))


def _own_day(ear: Ear, first: Decimal, received: date) -> date | None:
    """The day that stands with the first payment, before the rest is spoken of."""
    for heard in ear.heard:
        here = plan.payments((heard,), received)
        found = next((each.day for each in here if each.amount and each.amount.value == first), None)
        place = next((named for named in heard.days if named.day == found), None)
        if found and place and not plan.names_rest(heard, end=place.start):
            return found
    return None


def rhythm(ear: Ear) -> int | None:
    """The days between two payments where they come more often than by the month."""
    words = " ".join(heard.words for heard in ear.heard)
    return next((days for name, days in _RHYTHMS if bargain_patterns()[name].search(words)), None)


def _later(ear: Ear, day: date, number: int) -> date:
    """The day ``number`` payments after ``day``."""
    every = rhythm(ear)
    return day + timedelta(days=every * number) if every else months_after(day, number)


def _rest_starts(ear: Ear) -> date | None:
    """The day on which payments of the rest begin: a start that stands behind the word for the rest."""
    days = ((heard, day) for heard in ear.heard for day in heard.days if day.day and plan.is_start(heard, day))
    found = next((day.day for heard, day in days if plan.names_rest(heard, end=day.start)), None)
    return plan.from_month(ear.heard, found)


def _shares_of_the_rest(ear: Ear, found: list[tuple[date | None, Sum | None]]) -> list[tuple[date | None, Sum | None]]:
    """``found`` with a share behind the word for the rest taken of what is left: "a third now, the rest by halves"."""
    whole, paid = ear.total.amount, Decimal(0)
    settled: list[tuple[date | None, Sum | None]] = []
    for day, one in found:
        made = one
        if one and one.share and whole and any(plan.is_of_the_rest(h, one) for h in ear.heard if one in h.sums):
            left = OpenTotal(amount=whole - paid, currency=ear.total.currency)
            made = replace(one, value=left.part(one.share), share=None)
        paid += made.value if made and made.value else 0
        settled.append((day, made))
    return settled


def _equal(ear: Ear, days: list[date]) -> tuple[ListedPayment, ...]:
    """Equal payments on ``days``, where as many are named: "in two halves, 13 and 27 March"; whole units of money."""
    counted = next((count(match["n"] or match["h"]) for h in ear.heard for match in _PARTS.finditer(h.words)), 0)
    if not counted and any(_EVENLY.search(heard.words) for heard in ear.heard):
        counted = len(days)
    ascending = all(earlier < later for earlier, later in pairwise(days))
    if ear.total.amount is None or not ascending or len(days) != counted or counted < _FEWEST:
        return ()
    first = _before_the_rest(ear, ear.total.amount)
    part = ((ear.total.amount - (first or 0)) / counted).to_integral_value(ROUND_HALF_UP)
    equal = [ListedPayment(day=day, amount=part) for day in days[:-1]]
    now = [ListedPayment(day=None, amount=first)] if first else []
    return (*now, *equal, ListedPayment(day=days[-1], amount=None))


def _shared_by_days(ear: Ear, found: list[tuple[date | None, Sum | None]]) -> bool:
    """Whether the sum that seems to stand with the first day comes before all of them, and days share the rest."""
    own = [one for _, one in found if one]
    return len(own) == 1 and found[0][1] is own[0] and bool(_before_the_rest(ear, ear.total.amount or Decimal(0)))


def _before_the_rest(ear: Ear, whole: Decimal) -> Decimal | None:
    """The only sum that is named, where the days stand behind the word for the rest: "30% now, the rest in two"."""
    sums = [(heard, each) for heard in ear.heard for each in heard.sums]
    if len(sums) != 1:
        return None
    heard, each = sums[0]
    opens = not plan.is_rest(heard, each) and all(plan.names_rest(heard, end=day.start) for day in heard.days)
    return each.value if opens and each.value and each.value < whole else None


def _is_all(ear: Ear, each: Sum | None) -> bool:
    return each is not None and (each.share == 1 or each.value == ear.total.amount)


def _now(ear: Ear, used: list[Sum | None]) -> list[tuple[date | None, Sum | None]]:
    """What is paid at once, which stands before the first day and with no day of its own."""
    for heard in ear.heard:
        for each in heard.sums:
            if any(each is one for one in used):
                return []
            begin, end = heard.sentence.part(each.start, each.end)
            if each.share != 1 and not plan.is_rest(heard, each) and _NOW.search(heard.words, begin, end):
                return [(None, each)]
    return []


def _filled(ear: Ear, found: list[tuple[date | None, Sum | None]]) -> list[tuple[date | None, Sum | None]]:
    """``found`` with the sum before in the place of "the same"; the last one is what is left, where it has none."""
    if not any(_SAME.search(heard.words) for heard in ear.heard):
        return found
    filled = list(found)
    for n in range(1, len(filled) - 1):
        day, one = filled[n]
        filled[n] = (day, one or filled[n - 1][1])
    return filled
