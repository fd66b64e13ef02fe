"""Reads days out of folded text in every calendar and order that letters use, relative ones from the day of writing."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from assistant.domain.number_words import MONTHS
from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import Day, alternatives, shows_any
from assistant.guardrail.numbers import whole

_MONTHS: Mapping[str, int] = {
    name[:length]: n
    for n, name in enumerate(MONTHS, start=1)
    for length in (3, 4 if name == "september" else 3, len(name))
}
_WEEKDAYS: Mapping[str, int] = {
    **{
        name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
    },
    **{name: n for n, name in enumerate(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])},
    "tues": 1,
    "thur": 3,
    "thurs": 3,
    **{name: n for n, name in enumerate("一二三四五六日")},
    "天": 6,
}
_MONTH = alternatives(_MONTHS)
_WEEKDAY = alternatives(w for w in _WEEKDAYS if w.isascii())
_HAN_WEEKDAY = "周|星期|礼拜"
_TAIL = (
    rf"(?:\s*,?\s*\(?(?:(?:{_HAN_WEEKDAY})(?P<w1>[一二三四五六日天])|(?<=\()(?P<w2>[一二三四五六日])(?=\)))\)?"
    rf"|\s*,?\s*\((?P<w3>{_WEEKDAY})\)|,\s(?P<w4>{_WEEKDAY})(?!\w))?"
)
_HEAD = re.compile(rf"(?<![a-z])(?P<w>{_WEEKDAY})\.?,?\s+(?:the\s)?$")
_D = r"[0-3]?\d"
_HAN_D = r"[〇一二三四五六七八九十]{1,3}"
# Republic of China years count from 1912, year 1.
_REPUBLIC = 1911

_YEAR_FIRST = re.compile(
    rf"(?:(?P<roc>民国)\s*)?(?<!\d)(?P<y>\d{{2,4}}|[〇零一二三四五六七八九]{{4}})\s*年\s*(?P<m>[01]?\d|{_HAN_D})\s*月\s*(?P<d>{_D}|{_HAN_D})\s*[日号]?{_TAIL}"
)
_NUMERIC = re.compile(
    rf"(?P<roc>民国\s*)?(?<![\d/-])(?<!\d[.,])(?P<y>\d{{4}}|1\d\d|(?<=民国)\d\d|(?<=民国\s)\d\d)(?P<s>[-/.])(?P<m>[01]?\d)(?P=s)(?P<d>{_D})(?![\d/]|\.\d|,\d){_TAIL}"
)
_YEAR_LAST = re.compile(
    rf"(?<![\d/-])(?<!\d[.,])(?P<a>{_D})(?P<s>[-/.])(?P<b>{_D})(?P=s)(?P<y>\d{{4}}|\d{{2}})(?![\d/]|\.\d){_TAIL}"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)")
_HAN_DAY = re.compile(rf"(?<!\d)(?P<m>[01]?\d|{_HAN_D})\s*月\s*(?P<d>{_D}|{_HAN_D})\s*[日号]{_TAIL}")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?P<d>{_D})(?:st|nd|rd|th)?(?:\sof)?[\s-]+(?P<m>{_MONTH})(?![a-z])\.?(?:,?[\s-]+(?P<y>20\d\d)(?!\d))?{_TAIL}"
)
_MONTH_DAY = re.compile(
    rf"(?<![a-z])(?P<m>{_MONTH})(?![a-z])\.?\s+(?:the\s)?(?P<d>{_D})(?:st|nd|rd|th)?(?![\d,.]\d|\d)(?:,?\s+(?P<y>20\d\d)(?!\d))?{_TAIL}"
)
_SLASH = re.compile(rf"(?<![\d/.])(?P<m>{_D})/(?P<d>{_D})(?![\d/%]|\.\d)(?=\s*(?:\(|前|之前|到期|日|止|以前|起))")
_OF_MONTH = re.compile(rf"(?P<which>本月|这个?月|当月|下个?月|上个?月)\s*(?P<d>{_D}|{_HAN_D})\s*[日号]")
_VAGUE_HAN = re.compile(
    rf"(?P<next>下|本|这|上)?个?(?:{_HAN_WEEKDAY})(?P<w>[一二三四五六日天])(?![年月日])|(?P<month>本月|下个?月|这个?月|(?P<m>\d{{1,2}})\s*月)?(?:月)?[底末](?!单)"
)
_VAGUE_EN = re.compile(
    rf"(?<![a-z])(?:(?P<next>next|this|last)\s)?(?P<w>{alternatives(w for w in _WEEKDAYS if len(w) > 5)})(?![a-z])"
    rf"|(?:the\s)?end\sof\s(?:the\s|this\s|next\s)?(?:month|(?P<m>{_MONTH})(?![a-z]))|month[\s-]end"
)


_ANY_MONTH = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_ANY_NUMERIC = re.compile(r"\d[-/.]\d{1,2}[-/.]\d")


def days(text: str, as_of: date) -> Iterator[Day]:
    """The days that ``text`` names, whole dates first; a reader that follows must not read what was read here.

    ``as_of`` is the day of writing, from which weekdays and dates without a year are counted.
    """
    taken: list[Span] = []
    for read in _readers(text):
        for match in read.finditer(text):
            span = Span(*match.span())
            if any(span.start < other.end and other.start < span.end for other in taken):
                continue
            if dates := _dates(match, as_of):
                head = _HEAD.search(text, max(0, span.start - 16), span.start)
                if head:
                    span = Span(head.start(), span.end)
                taken.append(span)
                yield Day(span=span, dates=dates, weekday=_WEEKDAYS[head["w"]] if head else _weekday(match))
    for pattern in (
        *((_VAGUE_HAN,) if shows_any(text, "周期拜底末") else ()),
        *((_VAGUE_EN,) if shows_any(text, ("day", "month", "end of")) else ()),
    ):
        for match in pattern.finditer(text):
            if not any(match.start() < other.end and other.start < match.end() for other in taken):
                yield Day(span=Span(*match.span()), dates=_vague(match, as_of), vague=True)


def next_weekday(as_of: date, weekday: int) -> date:
    """The first such weekday after ``as_of``."""
    return as_of + timedelta(days=(weekday - as_of.weekday() - 1) % 7 + 1)


def _readers(text: str) -> Iterator[re.Pattern[str]]:
    """The readers of whole dates that can find anything in ``text``."""
    written = "月" in text
    named = bool(_ANY_MONTH.search(text))
    numeric = bool(_ANY_NUMERIC.search(text))
    yield from (_YEAR_FIRST,) if written else ()
    yield from (_NUMERIC, _YEAR_LAST) if numeric else ()
    yield from (_DAY_MONTH, _MONTH_DAY) if named else ()
    yield from (_HAN_DAY, _OF_MONTH) if written else ()
    yield _COMPACT
    yield from (_SLASH,) if "/" in text else ()


def _dates(match: re.Match[str], as_of: date) -> tuple[date, ...]:
    parts = match.groupdict()
    if parts.get("which"):
        return _of_month(parts["which"], whole(parts["d"]) or 0, as_of)
    if parts.get("a"):
        year = int(parts["y"]) + (2000 if len(parts["y"]) == 2 else 0)
        readings = [(year, int(parts["b"]), int(parts["a"])), (year, int(parts["a"]), int(parts["b"]))]
        return tuple(dict.fromkeys(d for reading in readings if (d := _date(*reading))))
    month = _MONTHS.get(parts["m"]) or whole(parts["m"]) or 0
    day = whole(parts["d"]) or 0
    if parts.get("y"):
        found = _date(_year(parts["y"], roc=bool(parts.get("roc"))), month, day)
        return (found,) if found else ()
    years = (as_of.year, as_of.year - 1, as_of.year + 1)
    found_all = [d for year in years if (d := _date(year, month, day))]
    return tuple(sorted(found_all, key=lambda d: abs((d - as_of).days)))


def _of_month(which: str, day: int, as_of: date) -> tuple[date, ...]:
    step = {"下": 1, "上": -1}.get(which[0], 0)
    month = as_of.month - 1 + step
    found = _date(as_of.year + month // 12, month % 12 + 1, day)
    return (found,) if found else ()


def _year(text: str, *, roc: bool) -> int:
    year = whole(text) or 0
    return year + _REPUBLIC if roc or 100 <= year < 200 else year


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1990 <= year <= 2100 else None
    except ValueError:
        return None


def _weekday(match: re.Match[str]) -> int | None:
    parts = match.groupdict()
    named = next((parts[key] for key in ("w1", "w2", "w3", "w4") if parts.get(key)), None)
    return _WEEKDAYS[named] if named else None


def _vague(match: re.Match[str], as_of: date) -> tuple[date, ...]:
    parts = match.groupdict()
    if parts["w"]:
        first = next_weekday(as_of, _WEEKDAYS[parts["w"]])
        return (first, first + timedelta(days=7), first - timedelta(days=7))
    month = _MONTHS.get(parts["m"] or "") or whole(parts["m"] or "") or 0
    months = [month] if 1 <= month <= 12 else [as_of.month, as_of.month % 12 + 1]
    ends = []
    for each in months:
        year = as_of.year + (1 if each < as_of.month else 0)
        ends.append(date(year, each, monthrange(year, each)[1]))
    return tuple(ends)
