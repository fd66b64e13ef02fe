"""Reads lengths of time that are rounded or counted in weeks and months: 逾期一个多月, nearly two weeks, 三个半月."""

import re
from collections.abc import Iterator, Mapping

from assistant.domain.number_words import ENGLISH_NUMERAL
from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import DayCount, alternatives, shows_any
from assistant.guardrail.numbers import whole

# Days in a unit; a half is written as its own unit.
_UNITS: Mapping[str, float] = {
    **dict.fromkeys(("天", "日", "day"), 1),
    **dict.fromkeys(("周", "星期", "礼拜", "week"), 7),
    "fortnight": 14,
    **dict.fromkeys(("月", "month"), 30.4),
    **dict.fromkeys(("季度", "quarter"), 91),
    **dict.fromkeys(("年", "year"), 365),
}
_OVER = ("超过", "超出", "已超", "逾", "over", "more than", "above", "upwards of")
_NEARLY = (
    "将近",
    "接近",
    "近",
    "快",
    "不到",
    "不足",
    "nearly",
    "almost",
    "close to",
    "less than",
    "under",
    "not quite",
)
_ABOUT = ("差不多", "大约", "大概", "约", "about", "around", "roughly", "approximately", "some")
_EXACTLY = ("整整", "刚好", "正好", "刚刚", "exactly", "precisely", "a full")

_HAN = re.compile(
    rf"(?P<before>{alternatives(w for w in (*_OVER, *_NEARLY, *_ABOUT, *_EXACTLY) if not w.isascii())})?\s*"
    r"(?<![\d.,第])(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3}|半)\s*(?P<tens>多|余|来)?\s*"
    r"(?:个?(?P<halfway>半)?(?P<above>多)?(?P<unit>星期|礼拜|周|季度|月)|(?P<plain>天|日|年))"
    r"(?P<after>半|多|有余|以上|左右|上下)?(?![号末底份初薪报刊]|\d)"
)
_EN = re.compile(
    rf"(?<![\w-])(?:(?:well|just|slightly|a little"
    rf"|a bit)\s)?(?P<before>{alternatives(w for w in (*_OVER, *_NEARLY, *_ABOUT, *_EXACTLY) if w.isascii())})?\s*"
    rf"(?<![\w.,-])(?:the\s)?(?P<n>\d{{1,3}}|half\sa|a\scouple\sof|{ENGLISH_NUMERAL}|an?|another)(?P<halfway>\sand\sa\shalf)?[\s-]"
    r"(?:(?:calendar|full|whole|more|extra|further|additional)\s)?(?P<unit>day|week|fortnight|month|quarter|year)s?(?P<after>\sor\sso)?(?![a-z])"
)
_ARTICLES: Mapping[str, float] = {"a": 1, "an": 1, "another": 1, "half a": 0.5, "a couple of": 2, "半": 0.5}


def durations(text: str) -> Iterator[DayCount]:
    """Lengths of time other than plain numbers of days, each with the range of days that it may mean."""
    for pattern, signs in (
        (
            _HAN,
            (
                "周",
                "星期",
                "礼拜",
                "个月",
                "个半月",
                "个多月",
                "季度",
                "年",
                *(w for w in (*_OVER, *_NEARLY, *_ABOUT, *_EXACTLY) if not w.isascii()),
            ),
        ),
        (_EN, ("day", "week", "fortnight", "month", "quarter", "year")),
    ):
        for match in pattern.finditer(text) if shows_any(text, signs) else ():
            if found := _read(match):
                yield found


def _read(match: re.Match[str]) -> DayCount | None:
    parts = match.groupdict()
    unit = parts["unit"] or parts.get("plain") or ""
    rounded = parts["before"] or parts.get("tens") or parts.get("above") or parts["after"]
    number = _ARTICLES.get(parts["n"].replace("\u3000", " "))
    if number is None:
        number = whole(parts["n"])
    if number is None or (_UNITS[unit] == 1 and not rounded):
        return None
    # 五月 and 3月 name a month; only 个月 counts them.
    if unit in ("月", "年") and "个" not in match.group() and not (unit == "年" and parts["n"] == "半"):
        return None
    number += 0.5 if parts["halfway"] or parts["after"] == "半" else 0
    least, most = _range(number, _UNITS[unit], parts)
    nominal = round(number * _UNITS[unit])
    return DayCount(span=Span(*match.span()), value=nominal, least=least, most=most, rounded=True)


def _range(number: float, unit: float, parts: Mapping[str, str | None]) -> tuple[int, int]:
    """The days that so many units may mean: a round number leaves room, and words say to which side."""
    days = number * unit
    before, after = parts["before"] or "", parts["after"] or ""
    if before in _OVER or parts.get("tens") or parts.get("above") or after in ("多", "有余", "以上"):
        step = unit if unit > 1 else max(5, days / 2)
        return int(days), int(days + step * 1.2)
    if before in _NEARLY:
        return int(days - max(unit * 0.35, days * 0.08, 1)), int(days + 1)
    if before in _EXACTLY:
        return int(days - unit * 0.1), int(days + 1 + unit * 0.05)
    slack = max(unit * 0.25, days * 0.12) if before in _ABOUT or after in ("左右", "上下", " or so") else unit * 0.2
    return int(days - slack), int(days + slack + 1)
