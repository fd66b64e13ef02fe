"""Reads how many payments there are in all: "in four instalments", 分三期, "half now, then over six months"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.kinds import PLAN
from assistant.intake.replies.named_days import count
from assistant.intake.replies.plan.dated import MOST_PAYMENTS, Payment, several
from assistant.intake.replies.plan.each_time import per_instalment
from assistant.intake.replies.plan.first import first_payment
from assistant.intake.replies.plan.rest import has_rest, names_rest
from assistant.intake.replies.plan.words import plan_words

_MONTHS_OF = {"半年": 6, "一年": 12, "两年": 24}
# How far before a count the word for the rest may stand: of payments, and of months within which it is paid.
_BEFORE, _SHORTLY = 30, 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A number of payments where the words name it."""

    number: int
    heard: Heard
    place: int


def instalments(zone: tuple[Heard, ...], listed: tuple[Payment, ...], total: OpenTotal) -> int | None:
    """How many payments there are in all, the first one counted."""
    said = next(counts(zone), None)
    if said is None:
        days = {each.day for each in (listed if has_rest(zone) else several(listed))}
        return len(days) if len(days) >= 3 and len(several(listed)) > 1 else None
    first, each = first_payment(zone, listed, plan=True), per_instalment(zone, listed)
    if made := _as_the_sums_say(said.number, first, each, total):
        return made
    return said.number + 1 if first is not None and _counts_the_rest(said) else said.number


def counts(zone: tuple[Heard, ...]) -> Iterator[Count]:
    """Every number of payments that the words name and that can be meant."""
    for heard in zone:
        for match in heard.all_of("proposal.count"):
            said = next((group for group in match.groups() if group), "")
            number = _MONTHS_OF.get(said) or count(said)
            other = _is_time_for_the_rest(heard, match) or _is_how_long_it_lasted(heard, match)
            if not (other or is_refused(heard, match.end())) and 2 <= number <= MOST_PAYMENTS:
                yield Count(number=number, heard=heard, place=match.start())


def is_refused(heard: Heard, end: int) -> bool:
    """Whether the number of payments that ends at ``end`` is one that they do not want: 十期太长的话."""
    return bool(plan_words()["refused_count"].match(heard.words, end))


def _as_the_sums_say(number: int, first: Decimal | None, each: Decimal | None, total: OpenTotal) -> int | None:
    """Whether the first payment is one of ``number``, or comes before them: as makes up what is open."""
    if first is None or each is None or total.amount is None:
        return None
    if first + number * each == total.amount:
        return number + 1
    return number if number * each == total.amount else None


def _counts_the_rest(said: Count) -> bool:
    """Whether the number is that of payments behind a first one."""
    begin, _ = said.heard.sentence.part(said.place, said.place)
    if names_rest(said.heard, max(0, begin - _BEFORE), end=said.place):
        return True
    return bool(plan_words()["then"].search(said.heard.words, 0, said.place))


def _is_how_long_it_lasted(heard: Heard, match: re.Match[str]) -> bool:
    """Whether the weeks are those of something else than payment: "shut for five weeks"."""
    if not match[0].startswith("for ") or heard.sums:
        return False
    return not any(patterns.kinds[PLAN].says.search(heard.words) for patterns in heard.patterns)


def _is_time_for_the_rest(heard: Heard, match: re.Match[str]) -> bool:
    """Whether the months are those within which one rest is paid: 余款两个月内付清, the rest in two months."""
    if not plan_words()["within"].search(match[0]):
        return False
    before = heard.words[max(0, match.start() - _SHORTLY) : match.start()]
    return bool(plan_words()["rest"].search(before))
