"""Reads days that are named from the day of writing: 昨天, 上周五, 三周前, last Friday, two weeks ago."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from assistant.domain.number_words import ENGLISH_NUMERAL, MONTHS
from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import Day, alternatives, blanked, shows_any
from assistant.guardrail.numbers import whole
from assistant.guardrail.weekdays import HAN_WEEKDAY, WEEKDAYS

_NEAR: Mapping[str, int] = {
    "大前天": -3,
    "前天": -2,
    "前日": -2,
    "昨天": -1,
    "寻日": -1,
    "听日": 1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "the day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
# Month and day of feasts that stand still.
_FEASTS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("new year's eve",), (12, 31)),
    **dict.fromkeys(("new year's day", "元旦"), (1, 1)),
    **dict.fromkeys(("christmas eve", "平安夜"), (12, 24)),
    **dict.fromkeys(("christmas day", "christmas", "圣诞节", "圣诞"), (12, 25)),
    **dict.fromkeys(("国庆节", "国庆"), (10, 1)),
    **dict.fromkeys(("劳动节", "五一"), (5, 1)),
}
_HAN_STEPS: Mapping[str, int] = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}
_EN_STEPS: Mapping[str, int] = {"last": -1, "this": 0, "next": 1}
_UNITS: Mapping[str, int] = {
    "天": 1,
    "日": 1,
    "周": 7,
    "星期": 7,
    "礼拜": 7,
    "月": 30,
    "年": 365,
    "day": 1,
    "week": 7,
    "fortnight": 14,
    "month": 30,
    "year": 365,
}
_LONG_WEEKDAYS = alternatives(w for w in WEEKDAYS if len(w) > 5)
_NAMED = re.compile(
    rf"(?<![a-z])(?:{alternatives(w for w in (*_NEAR, *_FEASTS) if w.isascii())})(?![a-z])"
    rf"|{alternatives(w for w in (*_NEAR, *_FEASTS) if not w.isascii())}"
)
_WEEKDAY = re.compile(
    rf"(?P<han>上上|上|下下|下|本|这)?个?(?:{HAN_WEEKDAY})(?P<w>[一二三四五六日天])(?![年月])"
    rf"|(?<![a-z])(?:(?P<en>next|this|last)\s)?(?P<day>{_LONG_WEEKDAYS})(?![a-z])"
)
_WHOLE = re.compile(
    r"(?P<han>上上|上|下下|下)个?(?P<unit>周|星期|礼拜|月)(?![一二三四五六日天末底])"
    r"|(?<![a-z])(?P<en>last|next)\s(?P<en_unit>week|month)(?![a-z])"
)
# 8月中旬, mid-August: a third of a month.
_THIRD = re.compile(
    r"(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月(?:份(?=[上中下]旬))?(?P<part>上旬|中旬|下旬|初|中)"
    rf"|(?<![a-z])(?P<en>early|mid|late)[\s-](?P<en_m>{alternatives(MONTHS)})(?![a-z])"
)
_THIRDS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("上旬", "初", "early"), (1, 10)),
    **dict.fromkeys(("中旬", "中", "mid"), (11, 20)),
    **dict.fromkeys(("下旬", "late"), (21, 28)),
}
_AGO = re.compile(
    r"(?<![\d第])(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s*个?(?P<u>天|日|星期|礼拜|周|月|年)(?:之|以)?前(?!付|支付|缴|缴纳|汇|结|清|安排|完成|回复|告知)"
    rf"|(?<![\w-])(?P<en>\d{{1,3}}|a\scouple\sof|{ENGLISH_NUMERAL}|an?)\s(?P<en_u>day|week|fortnight|month|year)s?\sago(?![a-z])"
)
_END = re.compile(
    r"(?P<han>本月|这个?月|当月|下个?月|上个?月|(?P<m>\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月(?:份)?)?(?:月)?[底末](?![单部层盘薪])|月尾"
    rf"|(?<![a-z])(?:the\s)?end\sof\s(?:the\s)?(?P<en>this|next|last)?\s?(?:month|(?P<en_m>{alternatives(MONTHS)})(?![a-z]))|month[\s-]end"
)


def relative_days(text: str, as_of: date) -> Iterator[Day]:
    """Days counted from ``as_of``, the day of writing; ``dates`` holds every day that the words may mean."""
    for pattern, signs, read in _READERS:
        taken: list[Span] = []
        for match in pattern.finditer(text) if shows_any(text, signs) else ():
            taken.append(Span(*match.span()))
            yield Day(span=taken[-1], dates=read(match, as_of), vague=True)
        text = blanked(text, taken) if taken else text


def next_weekday(as_of: date, weekday: int) -> date:
    """The first such weekday after ``as_of``."""
    return as_of + timedelta(days=(weekday - as_of.weekday() - 1) % 7 + 1)


def _named(match: re.Match[str], as_of: date) -> tuple[date, ...]:
    if match.group() in _NEAR:
        return (as_of + timedelta(days=_NEAR[match.group()]),)
    month, day = _FEASTS[match.group()]
    each = [date(as_of.year + step, month, day) for step in (-1, 0, 1)]
    return tuple(sorted(each, key=lambda d: abs((d - as_of).days))[:2])


def _weekday(match: re.Match[str], as_of: date) -> tuple[date, ...]:
    weekday = WEEKDAYS[match["w"] or match["day"]]
    monday = as_of - timedelta(days=as_of.weekday())
    if match["han"]:
        return (monday + timedelta(days=7 * _HAN_STEPS[match["han"]] + weekday),)
    ahead = next_weekday(as_of, weekday)
    behind = ahead - timedelta(days=7 if ahead - timedelta(days=7) < as_of else 14)
    if match["en"] == "last":  # the one just gone, or the one of the week before this
        return tuple(dict.fromkeys((behind, monday + timedelta(days=weekday - 7))))
    if match["en"] == "next":
        return tuple(dict.fromkeys((ahead, monday + timedelta(days=weekday + 7))))
    return (ahead, ahead + timedelta(days=7), behind)


def _whole(match: re.Match[str], as_of: date) -> tuple[date, ...]:
    step = _HAN_STEPS[match["han"]] if match["han"] else _EN_STEPS[match["en"]]
    if (match["unit"] or match["en_unit"]) in ("月", "month"):
        year, month = _month(as_of, step)
        return tuple(date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1))
    monday = as_of + timedelta(days=7 * step - as_of.weekday())
    return tuple(monday + timedelta(days=n) for n in range(7))


def _ago(match: re.Match[str], as_of: date) -> tuple[date, ...]:
    word = match["n"] or match["en"]
    unit = _UNITS[match["u"] or match["en_u"]]
    number = {"a": 1, "an": 1, "半": 0.5, "a couple of": 2}.get(word) or whole(word) or 0
    back, slack = round(number * unit), 0 if unit == 1 else unit // 3
    return tuple(as_of - timedelta(days=back + n) for n in range(-slack, slack + 1))


def _end(match: re.Match[str], as_of: date) -> tuple[date, ...]:
    named, said = match["m"] or match["en_m"], match["han"] or match["en"] or ""
    month = 0 if not named else MONTHS.index(named) + 1 if named in MONTHS else whole(named) or 0
    if 1 <= month <= 12:
        ends = [_end_of(as_of.year + step, month) for step in (-1, 0, 1)]
        return _last_days(sorted(ends, key=lambda d: (d < as_of, abs((d - as_of).days)))[:2])
    steps = (1,) if said[:1] in ("下", "n") else (-1,) if said[:1] in ("上", "l") else (0,) if said else (0, 1)
    return _last_days(_end_of(*_month(as_of, step)) for step in steps)


def _last_days(ends: Iterable[date]) -> tuple[date, ...]:
    """The last days of months, and what else may be called their end: the five days before."""
    last = tuple(ends)
    return (*last, *(day - timedelta(days=n) for day in last for n in range(1, 6)))


def _third(match: re.Match[str], as_of: date) -> tuple[date, ...]:
    month = MONTHS.index(match["en_m"]) + 1 if match["en_m"] else whole(match["m"]) or 0
    if not 1 <= month <= 12:
        return (as_of,)
    first, last = _THIRDS[match["part"] or match["en"]]
    year = min((as_of.year - 1, as_of.year, as_of.year + 1), key=lambda y: abs((date(y, month, last) - as_of).days))
    return tuple(date(year, month, day) for day in range(last, first - 1, -1))


def _month(as_of: date, step: int) -> tuple[int, int]:
    months = as_of.year * 12 + as_of.month - 1 + step
    return months // 12, months % 12 + 1


def _end_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


# What to look for, and what a text must show for that to be worth it.
_READERS: tuple[tuple[re.Pattern[str], tuple[str, ...], Callable[[re.Match[str], date], tuple[date, ...]]], ...] = (
    (_AGO, ("前", "ago"), _ago),
    (_WEEKDAY, ("周", "星期", "礼拜", "day"), _weekday),
    (_THIRD, ("旬", "月初", "月中", "early", "mid", "late"), _third),
    (_END, ("底", "末", "尾", "end"), _end),
    (_WHOLE, ("上", "下", "last", "next"), _whole),
    (_NAMED, tuple({name[:2] if not name.isascii() else name[-4:] for name in (*_NEAR, *_FEASTS)}), _named),
)
