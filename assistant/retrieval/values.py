"""Decides which amounts, days and document numbers stand in a text, written in any usual way, so that they compare."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from assistant.domain.money import ISO_DIGITS
from assistant.domain.number_words import HAN_DIGITS, HAN_NUMERAL, MONTHS, han_value

_CURRENCY = rf"(?:(?:{'|'.join(ISO_DIGITS).lower()}|rmb|nt|hk|us|sg|au)\s?[$¥]?|[$¥€£])\s?"
_MONTHS = "|".join([*(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS), "sept"])
_SPACE = r"[,'.\s\u2009\u202f]"
_HAN_DIGIT = "[一二三四五六七八九壹贰叁参肆伍陆柒捌玖]"
_PART = "[-_/][0-9a-z]{1,20}"
# <y>, <m>, <n> and <d> stand for year, month, month by its name, and day; each pattern gives them a number of its own.
# What is read as a day is not read as an amount as well. Texts are folded: narrow, small, in one script.
_DAYS = (
    r"(?<![0-9])<y>\s?[-/.年]\s?<m>\s?[-/.月]\s?<d>(?![0-9])[日号]?",
    r"(?<![0-9])<y>\s?[-年]\s?<m>(?![0-9])(?:月份?)?(?![-/.0-9])",
    r"(?<![0-9])<m>月(?:份|<d>(?![0-9])[日号]?)?(?!\s?[内前后])",
    r"\b<d>(?:st|nd|rd|th)?\s(?:of\s)?<n>(?:,?\s<y>(?![0-9]))?",
    r"\b<n>\s<d>(?:st|nd|rd|th)?(?![0-9])(?:,?\s<y>(?![0-9]))?",
    r"\b<n>\s<y>(?![0-9])",
    # A month alone is one where it is spoken of as one: "may" is a verb besides.
    r"(?:(?<=in )|(?<=of )|(?<=since )|(?<=last )|(?<=until ))<n>",
)
_OTHERS = (
    # 16/6/2026 here is 6/16/2026 elsewhere.
    r"(?<![0-9./-])(?P<first>3[01]|[12][0-9]|0?[1-9])[/.-](?P<second>3[01]|[12][0-9]|0?[1-9])[/.-]"
    r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])",
    rf"(?<![a-z0-9])(?:{_CURRENCY}(?=[0-9]))?"
    rf"(?P<sum>[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?:[.,][0-9]{{1,2}})?|[0-9]{{1,15}}(?:[.,][0-9]{{1,2}})?)"
    r"(?P<scale>\s?[万亿千]|k\b|m\b)?(?![0-9]|[-/_][0-9a-z])",
    # Chinese numerals where money is told in them, or where there are ten thousands.
    rf"(?P<han>[一二两三四五六七八九十壹贰叁参肆伍陆柒捌玖拾][{HAN_NUMERAL}]*"
    r"(?:(?=元|圆|块|美元|美金|港元|港币|人民币|整)|(?<=[万亿])(?!分)))(?:元|圆|块)?"
    rf"(?:(?P<tenths>{_HAN_DIGIT})角)?零?(?:(?P<cents>{_HAN_DIGIT})分)?",
    rf"(?<![a-z0-9])(?P<code>[a-z]{{1,12}}(?:[-_/#.]|(?<=inv)\s|(?<=fp)\s|(?<=po)\s)?[0-9][0-9a-z]*(?:{_PART}){{0,6}}"
    rf"|[a-z]{{1,12}}(?:[-_/][a-z]{{1,12}}){{1,3}}[-_/]?[0-9][0-9a-z]*(?:{_PART}){{0,6}}|[0-9]{{1,20}}(?:{_PART}){{1,6}})",
)


def _numbered(pattern: str, n: int) -> str:
    parts = {
        "<y>": rf"(?P<y{n}>(?:19|20)[0-9]{{2}})",
        "<m>": rf"(?P<m{n}>1[0-2]|0?[1-9])",
        "<n>": rf"(?P<m{n}>{_MONTHS})\b\.?",
        "<d>": rf"(?P<d{n}>3[01]|[12][0-9]|0?[1-9])",
    }
    for name, part in parts.items():
        pattern = pattern.replace(name, part)
    return pattern


_FIGURE = re.compile("|".join([*(_numbered(pattern, n) for n, pattern in enumerate(_DAYS)), *_OTHERS]))
_SCALES = {"万": 10_000, "亿": 100_000_000, "千": 1000, "k": 1000, "m": 1_000_000}
_DECIMALS = re.compile(r"[.,](?P<decimals>[0-9]{1,2})$")
_THOUSANDS = re.compile(rf"{_SPACE}(?=[0-9]{{3}})")
Tokens: TypeAlias = tuple[str, ...]
# The year of a day that names none: it has all of them.
_LEAP = 2000
# The last digits of a document's number are what people call it by, when there are enough of them.
_FEWEST_DIGITS = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A figure at its place in a folded text: what it is asked for by, and what it may ``also`` be found by."""

    start: int
    end: int
    exact: tuple[str, ...]
    also: tuple[str, ...] = ()


def figures_in(folded: str) -> Iterator[Figure]:
    """Every amount, day and document number, in order; none of them overlap."""
    for match in _FIGURE.finditer(folded):
        exact, also = _tokens(match)
        if exact:
            yield Figure(start=match.start(), end=match.end(), exact=exact, also=also)


def without_figures(folded: str) -> str:
    """The text with blanks where its figures stand, as long as it was."""
    return _FIGURE.sub(lambda match: " " * len(match[0]), folded)


def day_tokens(day: date) -> tuple[str, ...]:
    """What a day may be found by: itself, its day of any year, its month, its month of any year."""
    return (f"#{day.isoformat()}", f"#--{day:%m-%d}", f"#{day:%Y-%m}", f"#--{day:%m}")


def _tokens(match: re.Match[str]) -> tuple[Tokens, Tokens]:
    groups = match.groupdict()
    if groups["sum"]:
        return _amount(groups["sum"], (groups["scale"] or "").strip()), ()
    if groups["han"]:
        return _han_amount(groups["han"], groups["tenths"], groups["cents"]), ()
    if groups["code"]:
        return _code(groups["code"])
    if groups["year"]:
        first, second = int(groups["first"]), int(groups["second"])
        either = [_day(int(groups["year"]), *pair) for pair in dict.fromkeys(((second, first), (first, second)))]
        return tuple(t for exact, _ in either for t in exact), tuple(t for _, also in either for t in also)
    year, month, day = (
        next((told for n in range(len(_DAYS)) if (told := groups.get(f"{part}{n}"))), None) for part in "ymd"
    )
    return _day(int(year) if year else None, _month(month or ""), int(day) if day else None)


def _amount(written: str, scale: str) -> Tokens:
    """In major units without useless zeros; a full stop before three figures parts thousands, as in 48.200,00."""
    decimals = _DECIMALS.search(written)
    whole = _THOUSANDS.sub("", written[: decimals.start()] if decimals else written)
    value = Decimal(f"{whole}.{decimals['decimals'] if decimals else 0}") * _SCALES.get(scale, 1)
    amount = f"#={value.normalize():f}"
    is_number = len(written) >= _FEWEST_DIGITS and written.isdigit()
    return (amount, f"№~{written.lstrip('0')}") if is_number else (amount,)


def _han_amount(written: str, tenths: str | None, cents: str | None) -> Tokens:
    whole = han_value(written)
    if whole is None:
        return ()
    value = whole + Decimal(HAN_DIGITS.get(tenths or "", 0)) / 10 + Decimal(HAN_DIGITS.get(cents or "", 0)) / 100
    return (f"#={value.normalize():f}",)


def _code(written: str) -> tuple[Tokens, Tokens]:
    whole = "№" + re.sub("[^0-9a-z]", "", written)
    last = re.findall("[0-9]+", written)[-1]
    return (whole,), (f"№~{last.lstrip('0')}",) if len(last) >= _FEWEST_DIGITS else ()


def _month(written: str) -> int:
    if written.isdigit():
        return int(written)
    return next(n for n, name in enumerate(MONTHS, start=1) if name.startswith(written[:3]))


def _day(year: int | None, month: int, day: int | None) -> tuple[Tokens, Tokens]:
    """Nothing for a day that no month has."""
    try:
        tokens = day_tokens(date(year or _LEAP, month, day or 1))
    except ValueError:
        return (), ()
    named = tokens if day else tokens[2:]
    known = named if year else tuple(token for token in named if token.startswith("#--"))
    return known[:1], known[1:]
