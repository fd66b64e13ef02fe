"""Finds the days that a reply names, computed from the day on which it was received: 8 May, 8/5, 下周三."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.intake.replies import calendar
from assistant.intake.replies.named_days import Named, count, named_days

_ISO = re.compile(
    r"(?<![\d.-])(?P<y>20\d\d|1[01]\d(?=/))[-/.](?P<m>1[0-2]|0?[1-9])[-/.](?P<d>3[01]|[12]\d|0?[1-9])(?![\d-])"
)
_FIGURES = re.compile(
    r"(?:\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[.,]?\s+(?:the\s+)?)?"  # its own weekday: "Friday 24/4"
    r"(?<![\d./-])(?P<a>[0-3]?\d)(?P<s>[./-])(?P<b>[0-3]?\d)(?:(?P=s)(?P<y>20\d\d|\d\d(?!\d)))?(?![\d%/-]|\.\d)"
)
# 8.5 is a number unless a word says that it is a day.
_POINTED_DAY = re.compile(r"(?:\bby|\bon|\bbefore|\buntil|\bam|\bbis|\bzum|\ble|\bau|\bavant\s+le)\s*$")
_POINTED_AFTER = re.compile(r"\s*(?:[号日前]|之前|以前|(?:先|再)(?=[付给打转汇还]))")
# In Chinese 5.25 is one, too, where it is neither a sum, a rate nor a clause.
_NO_POINTED_BEFORE = re.compile(r"[第率息价额¥$a-z]\s*$")
_NO_POINTED_AFTER = re.compile(r"\s*(?:[万亿千百w%‰元块折倍条款米吨天]|个|美|港|人民币|rmb|usd)")
# Meanings of knowledge/replies/days.yaml that count from an event where the sentence names one.
_FROM_EVENT = frozenset({"at_once", "after"})
_BARE = frozenset({"coming_number", "month_ends_or_next", "mid_month_or_next"})
# What stands between two days of which the second is no later part of the same list.
_NO_LIST = re.compile(
    r"不|没|来不及|赶不上|改|提前|提早|早|原|本来|而是|[。!?;\n]|\b(?:not|n't|can't|instead|rather|before|earlier|moved?|was|were)\b"
)
_FARTHEST_APART, _SHORTLY = 40, 2
_IS_BACK = re.compile(
    r"(?:回(?:来|公司|去|国|厂|单位|办公室)|到岗|上班|开工)[了,\s]*(?:我们?|就|会|再|便)*$|\b(?:back|returns?)\b[^.;]*$"
)
# A weekday in brackets behind a day is that day's own.
_GLOSS = re.compile(r"(?:\d|[号日]|[a-z]{3})\s?\((?:周|星期|礼拜)?$")
_HAN = re.compile("[\u3400-\u9fff]")
# Months that are listed before a day of the last of them.
_NAME = "(?<![\\d.第一二三四五六七八九十])(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])"
_MONTH = re.compile(rf"(?P<m>{_NAME})月?份?(?=\s?[、,和同及与跟])")
_MONTHS = re.compile(rf"(?:{_NAME}(?:月份?\s?[、,和同及与跟]|\s?[、和同及与跟])\s?)+$")
_NAMES_MONTH = re.compile(rf"{_NAME}月")


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """A time as the text names it from ``start`` to ``end``; ``day`` is None where it cannot be computed.

    ``from_event`` marks words such as "straight away" or "within three days", which count from an event where one is
    named. Those that name no month, "the 20th" and 月底, have their number as ``bare``, 0 at the end of it;
    those that count from the day before, 再过一周, what they are counted by as ``named``.
    """

    start: int
    end: int
    day: date | None
    from_event: bool = False
    bare: int | None = None
    named: tuple[re.Match[str], Named] | None = field(default=None, compare=False, repr=False)


def find_days(folded: str, received: date | None, *, month_first: bool = False, currency: str = "") -> tuple[Day, ...]:
    """The days in ``folded`` (see ``folding.fold``), in its order and none within another.

    Without ``received`` only days with a year are known. ``month_first`` reads 8/5 in English as the fifth of August;
    a debt in ``currency`` tells whose holidays are meant.
    """
    chinese = bool(_HAN.search(folded))
    found = [_figures(match, received, month_first=month_first, chinese=chinese) for match in _FIGURES.finditer(folded)]
    found += [_iso(match) for match in _ISO.finditer(folded)]
    for language, present in (("zh", chinese), ("en", re.search("[a-z]{3}", folded))):
        for named in named_days(language, currency) if present else ():
            for match in named.like.finditer(folded):
                day = _computed(match, named, received)
                bare = _bare(match, named, day)
                event = named.means in _FROM_EVENT
                later = (match, named) if named.means == "still_later" else None
                place = {"start": match.start(), "end": match.end()}
                found.append(Day(**place, day=day, from_event=event, bare=bare, named=later))
    days = _apart([each for each in found if each and not _GLOSS.search(folded, 0, each.start)])
    return carried(folded, _with_months_before(folded, days) if chinese else days)


def _computed(match: re.Match[str], named: Named, received: date | None) -> date | None:
    if received is None:
        if not match.groupdict().get("y"):
            return None
        received = date(2000, 1, 1)  # a named year does without it
    try:
        return named.day(match, received)
    except (OverflowError, ValueError):
        return None


def _iso(match: re.Match[str]) -> Day | None:
    year = int(match["y"])
    day = calendar.valid(year + 1911 if year < 1000 else year, int(match["m"]), int(match["d"]))
    return Day(start=match.start(), end=match.end(), day=day) if day else None


def _figures(match: re.Match[str], received: date | None, *, month_first: bool, chinese: bool) -> Day | None:
    a, b, sign = int(match["a"]), int(match["b"]), match["s"]
    year = match["y"] and int(match["y"] if len(match["y"]) == 4 else f"20{match['y']}")
    if not year and sign != "/" and not _is_a_day(match):
        return None
    first = chinese or (month_first and sign != ".")
    month, number = (a, b) if (first and a <= 12) or b > 12 else (b, a)
    if year:
        day = calendar.valid(year, month, number)
    else:
        day = calendar.of_month(received, month, number) if received and 1 <= month <= 12 else None
    return Day(start=match.start(), end=match.end(), day=day) if day or not received else None


def _is_a_day(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - 12) : match.start()]
    if match["s"] == "-" or len(match["b"]) + len(match["a"]) < 2:
        return False
    chinese = _HAN.search(match.string) and match["s"] == "." and len(match["b"]) == len("25")
    other = _NO_POINTED_BEFORE.search(before) or _NO_POINTED_AFTER.match(match.string, match.end())
    if chinese and not other:
        return True
    return bool(_POINTED_DAY.search(before) or _POINTED_AFTER.match(match.string, match.end()))


def _with_months_before(folded: str, days: tuple[Day, ...]) -> tuple[Day, ...]:
    """``days`` with those of the months that one of them is named for, too: 一月、二月和三月底, 1、2月10号."""
    found: list[Day] = []
    for each in days:
        named = each.day and _NAMES_MONTH.match(folded, each.start)
        listed = _MONTHS.search(folded, 0, each.start) if named else None
        if each.day and listed:
            months = _MONTH.finditer(folded, listed.start(), each.start)
            found += [
                Day(start=month.start(), end=month.end(), day=_in_that_month(each.day, count(month["m"])))
                for month in months
            ]
        found.append(each)
    return tuple(found)


def _in_that_month(day: date, month: int) -> date | None:
    """The day of the same number, or the end, of the last ``month`` before that of ``day``."""
    back = -((day.month - month) % 12)
    ends = calendar.month_end(day) == day
    return calendar.month_end(day, back) if ends else calendar.in_month(day, day.day, back)


def carried(folded: str, days: tuple[Day, ...]) -> tuple[Day, ...]:
    """``days`` with those that lean on the day listed before: "5 December, the 20th", 下月5号、20号, 后天, 再过一周.

    Days are listed in order: one without a month that would come before its neighbour is meant to come after it.
    """
    kept: list[Day] = []
    for each in days:
        kept.append(
            replace(each, day=_leaning(kept[-1].day, each, folded[kept[-1].end : each.start])) if kept else each
        )
    return tuple(kept)


def _leaning(before: date | None, each: Day, between: str) -> date | None:
    """The day of ``each``, behind the day ``before`` and the words ``between`` them."""
    if before and each.named:
        return _computed(*each.named, before)
    if not (before and each.day and each.day < before):
        return each.day
    if each.from_event:
        # "At once" behind the day on which somebody is back is that day.
        return before if _waits(between) else each.day
    if each.bare is None or len(between) > _FARTHEST_APART or _NO_LIST.search(between):
        return each.day
    return _after(before, each.bare)


def _waits(between: str) -> bool:
    """Whether nothing stands between a day and "at once" but that somebody is back, or hardly a word."""
    return len(between) <= _SHORTLY or (len(between) <= _FARTHEST_APART and bool(_IS_BACK.search(between)))


def _after(before: date, number: int) -> date | None:
    """The next day of that ``number`` on or after ``before``; the end of its month for 0."""
    return calendar.next_numbered(before, number) if number else calendar.month_end(before)


def _bare(match: re.Match[str], named: Named, day: date | None) -> int | None:
    """The number of a day that names no month, 0 where it is the end of one; None for other days."""
    if day is None or named.means not in _BARE or any(match.groupdict().get(name) for name in ("p", "p2")):
        return None
    return 0 if named.means == "month_ends_or_next" else named.number_in(match)


def _apart(found: list[Day]) -> tuple[Day, ...]:
    """Of days that overlap, the longest."""
    kept: list[Day] = []
    for each in sorted(found, key=lambda d: (d.start, -d.end)):
        if kept and each.start < kept[-1].end:
            if each.end - each.start > kept[-1].end - kept[-1].start:
                kept[-1] = each
            continue
        kept.append(each)
    return tuple(kept)
