"""Reads payments with their days: "50,000 on 20 March", 4月30日付3万."""

from dataclasses import dataclass
from datetime import date

from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.plan.days_of_payment import is_denied, is_start
from assistant.intake.replies.plan.rest import is_rest, names_rest
from assistant.intake.replies.plan.runs import begins_a_span, sums_of_runs
from assistant.intake.replies.whose_day import is_of_a_payer

MOST_PAYMENTS = 60
# How far behind the part of the sentence that has the day its sum may begin, or end before it.
_BEHIND, _AHEAD = 3, 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Payment:
    """A sum with the day that stands with it, in the order of the text; either may be missing."""

    amount: Sum | None
    day: date | None


def payments(zone: tuple[Heard, ...], received: date | None) -> tuple[Payment, ...]:
    """The single payments that are listed: each day to come with the nearest sum of its part of the sentence."""
    found: list[Payment] = []
    for heard in zone:
        in_runs = sums_of_runs(heard)
        for n, named in enumerate(heard.days[:MOST_PAYMENTS]):
            if (
                begins_a_span(heard, n)
                or named.day is None
                or (received and named.day < received)
                or is_start(heard, named)
            ):
                continue
            if is_of_a_payer(heard, named) or is_denied(heard, named):
                continue
            amount = in_runs[named] if named in in_runs else _sum_with(heard, named)
            found.append(Payment(amount=amount, day=named.day))
    return tuple(found)


def several(listed: tuple[Payment, ...]) -> tuple[Payment, ...]:
    """The payments listed that have a sum of their own: one that stands with two days counts with the first."""
    own: list[Payment] = []
    for each in listed:
        if each.amount and each.amount.share != 1 and all(each.amount is not other.amount for other in own):
            own.append(each)
    return tuple(own)


def _sum_with(heard: Heard, named: Day) -> Sum | None:
    begin, end = heard.sentence.part(named.start, named.end)
    inside = [each for each in heard.sums if begin <= each.start < end]
    if not inside and names_rest(heard, begin, end=end):
        return None  # the sum beside it is the other part
    near = inside or [
        each for each in heard.sums if -_AHEAD <= each.start - end <= _BEHIND or 0 <= begin - each.end <= _BEHIND
    ]
    own = [each for each in near if not _has_a_nearer_day(heard, each, named)]
    found = min(own or near, key=lambda each: abs(each.start - named.start), default=None)
    return None if found and not own and is_rest(heard, found) else found


def _has_a_nearer_day(heard: Heard, each: Sum, named: Day) -> bool:
    """Whether a day behind the sum stands nearer to it: "one more on 20 May and the remaining 13,800 on 19 June"."""
    return named.end <= each.start and any(
        0 <= day.start - each.end < each.start - named.end for day in heard.days if day.day
    )
