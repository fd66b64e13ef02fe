"""Reads days out of folded text in every calendar and order that letters use, relative ones from the day of writing."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from assistant.domain.number_words import MONTHS, ORDINALS, TENTHS
from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import Day, alternatives, blanked, shows_any
from assistant.guardrail.numbers import whole
from assistant.guardrail.relative_days import relative_days
from assistant.guardrail.weekdays import HAN_WEEKDAY, WEEKDAYS

_MONTHS: Mapping[str, int] = {
    name[:length]: n
    for n, name in enumerate(MONTHS, start=1)
    for length in (3, 4 if name == "september" else 3, len(name))
}
_MONTH = alternatives(_MONTHS)
_WEEKDAY = alternatives(w for w in WEEKDAYS if w.isascii())
_TAIL = (
    rf"(?:\s*,?\s*\(?(?:(?:{HAN_WEEKDAY})(?P<w1>[一二三四五六日天])|(?<=\()(?P<w2>[一二三四五六日])(?=\)))\)?"
    rf"|\s*,?\s*\((?P<w3>{_WEEKDAY})\)|,\s(?P<w4>{_WEEKDAY})(?!\w))?"
)
_HEAD = re.compile(rf"(?<![a-z])(?P<w>{_WEEKDAY})\.?,?\s+(?:the\s)?$")
_D = r"[0-3]?\d"
_NTH: Mapping[str, int] = {
    **{word: n for n, word in enumerate(ORDINALS, start=1)},
    **{f"twenty-{word}": n for n, word in enumerate(ORDINALS[:9], start=21)},
    **dict(zip(TENTHS[:2], (20, 30), strict=True)),
    "thirty-first": 31,
}
_EN_D = rf"(?:{_D}(?:st|nd|rd|th)?|{alternatives(_NTH)})"
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
    rf"(?<!\d)(?<!\d[.,])(?P<d>{_EN_D})(?:\sof)?[\s-]+(?P<m>{_MONTH})(?![a-z])\.?(?:,?[\s-]+(?P<y>20\d\d)(?!\d))?{_TAIL}"
)
_MONTH_DAY = re.compile(
    rf"(?<![a-z])(?P<m>{_MONTH})(?![a-z])\.?\s+(?:the\s)?(?P<d>{_EN_D})(?![\d,.]\d|\d)(?:,?\s+(?P<y>20\d\d)(?!\d))?{_TAIL}"
)
_SLASH = re.compile(
    rf"(?<![\d/.])(?P<m>{_D})/(?P<d>{_D})(?![\d/%]|\.\d)(?=\s*(?:\(|[前之到日止以起请开出付应汇那为已收是说,、。]|$))"
)
_OF_MONTH = re.compile(rf"(?P<which>本月|这个?月|当月|下个?月|上个?月)\s*(?P<d>{_D}|{_HAN_D})\s*[日号]")
# A day of a month that only the sentence names: the 10th, 15号, 于15日前.
_ALONE = re.compile(
    rf"(?<=(?:by|on|of) the )(?P<a>{_D}(?:st|nd|rd|th))(?!\s?[a-z]*\s?(?:invoice|reminder|instal|floor|of\s))"
    rf"|(?:(?<=before the )|(?<=until the )|(?<=due the )|(?<=from the ))(?P<b>{_D}(?:st|nd|rd|th))(?![a-z])"
    rf"|(?<![\d第年.,-])(?<!\d\s)(?P<c>{_D})号(?!楼|线|门|仓|厂|机|车|店|发票|单|合同|库|馆|院|码)"
    rf"|(?<=[于在说会诺应到定至])(?P<e>{_D})日(?=之?前|以前|付|支付|到期|汇|先|还|安排|[,。;]|$)(?!内)"
)


_ANY_MONTH = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
_ANY_NUMERIC = re.compile(r"\d[-/.]\d{1,2}[-/.]\d")


def days(text: str, as_of: date) -> Iterator[Day]:
    """The days that ``text`` names, whole dates first; a reader that follows must not read what was read here.

    ``as_of`` is the day of writing, from which weekdays and dates without a year are counted.
    """
    for read in _readers(text):
        taken: list[Span] = []
        for match in read.finditer(text):
            if dates := _dates(match, as_of):
                head = _HEAD.search(text, max(0, match.start() - 16), match.start())
                taken.append(Span(head.start() if head else match.start(), match.end()))
                yield Day(span=taken[-1], dates=dates, weekday=WEEKDAYS[head["w"]] if head else _weekday(match))
        text = blanked(text, taken) if taken else text
    alone: list[Span] = []
    for match in _ALONE.finditer(text) if shows_any(text, ("号", "日", "the ")) else ():
        if dates := _in_some_month(int(re.sub(r"\D", "", match.group())), as_of):
            alone.append(Span(*match.span()))
            yield Day(span=alone[-1], dates=dates)
    yield from relative_days(blanked(text, alone), as_of)


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
    day = _NTH.get(parts["d"]) or whole(re.sub(r"(?:st|nd|rd|th)$", "", parts["d"])) or 0
    if parts.get("y"):
        found = _date(_year(parts["y"], roc=bool(parts.get("roc"))), month, day)
        return (found,) if found else ()
    years = (as_of.year, as_of.year - 1, as_of.year + 1)
    found_all = [d for year in years if (d := _date(year, month, day))]
    return tuple(sorted(found_all, key=lambda d: abs((d - as_of).days)))


def _in_some_month(day: int, as_of: date) -> tuple[date, ...]:
    """That day of this month and its neighbours, what lies ahead first."""
    months = (as_of.year * 12 + as_of.month - 1 + step for step in (-1, 0, 1))
    found = [d for month in months if (d := _date(month // 12, month % 12 + 1, day))]
    return tuple(sorted(found, key=lambda d: (d < as_of, abs((d - as_of).days))))


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
    return WEEKDAYS[named] if named else None
