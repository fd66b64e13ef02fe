"""Finds the figures of a letter however they are written, amounts and dates above all, and says what they may mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.domain.number_words import (
    ENGLISH_NUMERAL,
    HAN_NUMERAL,
    MONTHS,
    ORDINALS,
    TENTHS,
    english_value,
    han_value,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenDate:
    """A day as it stands in a text: ``readings`` are the (year, month, day) it may mean, 0 for a year not said."""

    start: int
    end: int
    readings: tuple[tuple[int, int, int], ...]

    def may_mean(self, day: date) -> bool:
        """Whether it can be ``day``; without a year only month and day are compared."""
        return any((y in (0, day.year)) and (m, d) == (day.month, day.day) for y, m, d in self.readings)


@dataclass(frozen=True, kw_only=True, slots=True)
class WrittenAmount:
    """A sum of money, or a number so written that it can be one; ``values`` are what it may come to in major units."""

    start: int
    end: int
    values: tuple[Decimal, ...]


def dates_in(folded: str) -> Iterator[WrittenDate]:
    """The dates of a folded text (see `assistant.folding`), in the order of the patterns; they may overlap."""
    for pattern in _DATES:
        for match in pattern.finditer(folded):
            yield WrittenDate(start=match.start(), end=match.end(), readings=tuple(_readings(match)))


def amounts_in(folded: str) -> Iterator[WrittenAmount]:
    """The sums of a folded text: with a currency, a unit such as 万, cents or grouped digits; or in words."""
    for match in _AMOUNT.finditer(folded):
        if match["before"] or match["after"] or match["scale"] or re.search(r"[.,'\s]", match["number"].strip()):
            yield WrittenAmount(start=match.start(), end=match.end(), values=tuple(_values(match)))
    for match in _HAN_AMOUNT.finditer(folded):
        if match["unit"] or _is_number(match["number"]):
            value = _han_money(match)
            yield WrittenAmount(start=match.start(), end=match.end(), values=() if value is None else (value,))
    for match in _ENGLISH_AMOUNT.finditer(folded):
        if match["unit"] or re.search("hundred|thousand|million", match["number"]):
            number = english_value(match["number"])
            yield WrittenAmount(
                start=match.start(), end=match.end(), values=() if number is None else (Decimal(number),)
            )


_MONTH = rf"(?:{'|'.join(rf'{month[:3]}(?:{month[3:]})?' for month in MONTHS)}|sept)"
_ORDINAL_WORDS = {
    **{word: n for n, word in enumerate(ORDINALS, start=1)},
    "twentieth": 20,
    "thirtieth": 30,
    **{f"{tens}{gap}{word}": base + n for tens, base in (("twenty", 20), ("thirty", 30)) for gap in ("-", " ")
       for n, word in enumerate(ORDINALS[:9], start=1)},
}  # fmt: skip
_DAY_WORD = "|".join(sorted((*_ORDINAL_WORDS, *TENTHS[:2]), key=len, reverse=True))
_HAN = r"[〇零一二三四五六七八九十廿卅]"
_SEP = r"\s?[-/.年]\s?"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d)(?P<y>(?:19|20)\d\d){_SEP}(?P<m>1[0-2]|0?[1-9])\s?[-/.月]\s?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s?[日号]?",
        rf"(?:民国\s?|(?<!\d))(?P<roc>1[0-4]\d|\d\d(?=\s?年)){_SEP}(?P<m>1[0-2]|0?[1-9])\s?[-/.月]\s?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s?[日号]?",
        r"(?<!\d)(?P<y>20\d\d)(?P<m>1[0-2]|0[1-9])(?P<d>3[01]|[12]\d|0[1-9])(?!\d)",
        r"(?<!\d)(?P<m>1[0-2]|0?[1-9])\s?月\s?(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s?[日号]?",
        rf"(?:民国\s?)?(?:(?P<hy>{_HAN}{{2,4}})年)?(?P<hm>{_HAN}{{1,2}})月(?P<hd>{_HAN}{{1,3}})[日号]",
        r"(?<!\d)(?P<d>3[01]|[12]\d|0?[1-9])\s?[日号](?![码线])",
        rf"(?<![\da-z])(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<mon>{_MONTH})(?![a-z])(?:\.?,?[\s-]*(?P<y>20\d\d|'?\d\d(?!\d)))?",
        rf"(?<![a-z])(?P<mon>{_MONTH})\.?\s+(?:the\s+)?(?P<d>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<y>20\d\d))?",
        rf"(?<![a-z])(?:the\s+)?(?P<ord>{_DAY_WORD})\s+of\s+(?P<mon>{_MONTH})(?![a-z])",
        rf"(?<![a-z])(?P<mon>{_MONTH})\s+(?:the\s+)?(?P<ord>{_DAY_WORD})(?![a-z])",
        rf"(?<![a-z])(?P<mon>{_MONTH})\.?\s+(?P<y>20\d\d)(?!\d)",
        r"(?<![\d/.-])(?P<a>\d{1,2})[/.-](?P<b>\d{1,2})[/.-](?P<y>20\d\d|\d\d)(?![\d/])",
        r"(?<![\d/.])(?P<a>\d{1,2})/(?P<b>\d{1,2})(?![\d/])",
        r"(?<![\d.])(?P<y>(?:19|20)\d\d)\s?年(?:\s?(?P<m>1[0-2]|0?[1-9])\s?月)?",
        rf"(?P<hy>[〇零一二三四五六七八九]{{4}})年(?:(?P<hm>{_HAN}{{1,2}})月)?",
    )
)
_CURRENCY = (
    r"(?:人民币|新台币|台币|港币|港元|美元|美金|欧元|rmb|cny|twd|ntd|nt|hkd|hk|usd|us|eur|gbp|sgd|jpy|cad|aud|[a-z]?s)"
)
_BEFORE = rf"(?P<before>(?:(?<![a-z]){_CURRENCY}\s?[$¥€£]?|[$¥€£¥])\s?(?=[\d.]))?"
_AFTER = (
    r"(?P<after>\s?(?:[元圆块]钱?整?|人民币|新台币|台币|港币|港元|美元|美金|欧元|yuan|dollars?|euros?|pounds?|(?:rmb|cny|twd|ntd|"
    r"hkd|usd|eur|gbp|sgd|jpy|cad|aud)(?![a-z])|[€£]|/-))?"
)
_NUMBER = (
    r"\d{1,3}(?:(?P<sep>[,.'’\s\u00a0\u202f])\d{3}(?:(?P=sep)\d{3})*(?!\d))(?:[.,]\d{1,2}(?!\d))?"
    r"|\d+(?:[.,]\d{1,4}(?!\d))?"
)
_AMOUNT = re.compile(
    rf"{_BEFORE}(?<![\d.,])(?P<number>{_NUMBER})(?P<scale>\s?[百千万亿](?:\d+[百千万]?)*|\s?(?:thousand|million|mio|k|m)(?![a-z]))?{_AFTER}"
)
_HAN_AMOUNT = re.compile(
    rf"(?:人民币|新台币|台币|港币|美金|[$¥])?(?P<number>[{HAN_NUMERAL}]+)"
    rf"(?P<unit>[元圆块]钱?(?P<cents>(?:[{HAN_NUMERAL}]角)?(?:[{HAN_NUMERAL}]分)?)[整正]?)?"
)
_ENGLISH_AMOUNT = re.compile(
    rf"(?<![a-z])(?P<number>(?:a\s+)?{ENGLISH_NUMERAL})(?P<unit>\s+(?:yuan|dollars?|euros?|pounds?|renminbi|rmb|cents?))?(?![a-z])"
)
# Numerals that make ordinary words.
_WORDS = frozenset({"千万", "万一", "一一", "百万", "万千", "千百", "一二", "三两", "两三", "三三两两"})
_CAPITAL = re.compile("[壹贰叁参肆伍陆柒捌玖拾佰仟]")


def _is_number(numeral: str) -> bool:
    """Whether a Chinese numeral without a unit of money can be an amount."""
    if numeral in _WORDS:
        return False
    if len(_CAPITAL.findall(numeral)) > 1:
        return True
    return len(numeral) > 2 or (len(numeral) == 2 and numeral[1] in "百千万亿" and numeral[0] not in "百千万亿")


def _readings(match: re.Match[str]) -> Iterator[tuple[int, int, int]]:
    said = match.groupdict()
    if said.get("a"):
        a, b, year = int(said["a"]), int(said["b"]), _year(said.get("y"))
        yield year, a, b
        yield year, b, a
        return
    month = _month(said)
    day = _number(said.get("d")) or _ORDINAL_WORDS.get(said.get("ord") or "") or _han(said.get("hd"))
    if day and month:
        roc = said.get("roc")
        han_year = _han(said.get("hy"))
        yield (int(roc) + 1911 if roc else _year(said.get("y")) or han_year), month, day
        if han_year and han_year < 200:
            yield han_year + 1911, month, day


def _month(said: dict[str, str | None]) -> int:
    if name := said.get("mon"):
        return next(n for n, month in enumerate(MONTHS, start=1) if month.startswith(name[:3]))
    return _number(said.get("m")) or _han(said.get("hm"))


def _year(text: str | None) -> int:
    number = _number((text or "").strip("'"))
    return number + 2000 if 0 < number < 100 else number


def _number(text: str | None) -> int:
    return int(text) if text else 0


def _han(text: str | None) -> int:
    plain = (text or "").replace("廿", "二十").replace("卅", "三十")
    return (han_value(plain) or 0) if plain else 0


def _values(match: re.Match[str]) -> Iterator[Decimal]:
    """A grouped number has one reading; 1.234 may be a thousand or one."""
    plain = re.sub(r"[\s'’\u00a0\u202f]", "", match["number"])
    scale = (match["scale"] or "").strip()
    for number in _decimals(plain):
        yield from _scaled(number, scale)


def _decimals(plain: str) -> Iterator[Decimal]:
    last = max(plain.rfind(","), plain.rfind("."))
    if last < 0:
        yield Decimal(plain)
        return
    whole, rest = re.sub("[.,]", "", plain[:last]), plain[last + 1 :]
    if len(rest) == 3:
        yield Decimal(whole + rest)
    yield Decimal(f"{whole or 0}.{rest}")


def _scaled(number: Decimal, scale: str) -> Iterator[Decimal]:
    if not scale:
        yield number
    elif scale in _ENGLISH_SCALES:
        yield number * _ENGLISH_SCALES[scale]
    else:
        unit = _HAN_SCALES[scale[0]]
        value = number * unit
        for digits, smaller in re.findall(r"(\d+)([百千万]?)", scale[1:]):
            # 4万8 says eight thousand.
            value += int(digits) * (_HAN_SCALES[smaller] if smaller else unit // 10 if len(digits) == 1 else 1)
        yield value


_ENGLISH_SCALES = {"thousand": 1000, "k": 1000, "million": 10**6, "mio": 10**6, "m": 10**6}
_HAN_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 10**8}


def _han_money(match: re.Match[str]) -> Decimal | None:
    whole = han_value(match["number"])
    if whole is None:
        return None
    value = Decimal(whole)
    for numeral, unit in re.findall(rf"([{HAN_NUMERAL}])([角分])", match["cents"] or ""):
        value += Decimal(han_value(numeral) or 0) / (10 if unit == "角" else 100)
    return value
