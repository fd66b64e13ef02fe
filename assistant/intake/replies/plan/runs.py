"""Reads days named in one breath with their sums: 5号、20号分别付两万、三万; "on 5 and 20 May, 30k each"."""

from dataclasses import replace
from itertools import pairwise

from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.plan.words import plan_words

_FEWEST = 2
# How far the sums may stand from the days.
_NEAR = 24


def runs(heard: Heard) -> list[tuple[Day, ...]]:
    """The days that follow each other with nothing but "and" between them, two at least."""
    found: list[list[Day]] = []
    joins = plan_words()["joins"]
    for each in heard.days:
        if found and joins.fullmatch(heard.words, found[-1][-1].end, each.start):
            found[-1].append(each)
        else:
            found.append([each])
    return [tuple(run) for run in found if len(run) >= _FEWEST]


def begins_a_span(heard: Heard, n: int) -> bool:
    """Whether the day number ``n`` only begins a stretch of time, whose end is the day of payment: 5号到20号."""
    return n + 1 < len(heard.days) and bool(
        plan_words()["spans"].fullmatch(heard.words, heard.days[n].end, heard.days[n + 1].start)
    )


def sums_of_runs(heard: Heard) -> dict[Day, Sum | None]:
    """The sum that falls on each day of a run, None for what is left; no day of a run whose sums do not fit."""
    made: dict[Day, Sum | None] = {}
    for run in runs(heard):
        behind = next((day.start for day in heard.days if day.start >= run[-1].end), len(heard.words))
        ahead = max((day.end for day in heard.days if day.end <= run[0].start), default=0)
        made |= _each(heard, run, behind) or _one_by_one(heard, run, run[-1].end, behind)
        if run[0] not in made:
            made |= _one_by_one(heard, run, ahead, run[0].start)
    return made


def _each(heard: Heard, run: tuple[Day, ...], end: int) -> dict[Day, Sum | None]:
    """The same sum on each day, where the words say so; shares of the whole, where they make it up."""
    one = next((each for each in heard.sums if run[-1].end <= each.start < end), None)
    if one is None or one.share == 1 or not plan_words()["each_day"].fullmatch(heard.words, run[-1].end, one.start):
        return {}
    if any(_joined(heard, one.end, other.start) for other in heard.sums if other.start >= one.end):
        return {}
    if end == len(heard.words) and _rest_follows(heard, one, end):
        return {}
    if one.share and abs(one.share * len(run) - 1) > one.share / 100:
        return {}
    # Each day has a sum of its own, for one sum stands with one day.
    return {run[0]: one, **{day: replace(one) for day in run[1:]}}


def _one_by_one(heard: Heard, run: tuple[Day, ...], start: int, end: int) -> dict[Day, Sum | None]:
    """As many sums as days, in their order; or one less, and then what is left."""
    sums = [each for each in heard.sums if start <= each.start and each.end <= end and each.share != 1]
    if not sums or not _follow_each_other(heard, sums):
        return {}
    if start == run[-1].end and sums[0].start - start > _NEAR:
        return {}
    if start != run[-1].end and end - sums[-1].end > _NEAR:
        return {}
    if len(sums) == len(run):
        return dict(zip(run, sums, strict=True))
    if len(sums) != len(run) - 1 or not _rest_follows(heard, sums[-1], end):
        return {}
    return dict(zip(run, [*sums, None], strict=True))


def _rest_follows(heard: Heard, one: Sum, end: int) -> bool:
    rest = plan_words()["rest"].search(heard.words, one.end, end)
    return bool(rest) and _joined(heard, one.end, rest.start() if rest else end)


def _follow_each_other(heard: Heard, sums: list[Sum]) -> bool:
    return all(_joined(heard, one.end, other.start) for one, other in pairwise(sums))


def _joined(heard: Heard, start: int, end: int) -> bool:
    """Whether nothing stands between two sums but "and", "then", and which payment it is."""
    return bool(plan_words()["joins_sums"].fullmatch(heard.words, start, end))
