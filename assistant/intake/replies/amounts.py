"""Finds the sums that a reply names: 4.250,00 €, 3万5, "twelve thousand", half of what is open, all of it."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from assistant.domain.money import ISO_DIGITS
from assistant.intake.terms.numbers import WORDS, read_number
from assistant.knowledge import Closed, read_yaml, shipped

_CURRENCIES: tuple[tuple[str, str], ...] = (
    ("HKD", r"hk\$|hkd|港[币元纸]"),
    ("TWD", r"nt\$|ntd|twd|(?:新)?台[币]"),
    ("USD", r"us\$|usd|u\.s\.\s?dollars?|美[元金]|美刀"),
    ("SGD", r"s\$|sgd|新加坡元|坡币"),
    ("AUD", r"a\$|au\$|aud|澳[元币]"),
    ("GBP", r"£|gbp|pounds?(?:\s+sterling)?|英镑|quid"),
    ("EUR", r"€|eur|euros?|欧元"),
    ("JPY", r"jpy|日[元圆]|yen"),
    ("CNY", r"rmb|cny|人民币|yuan"),
)
_ANY = "|".join(pattern for _, pattern in _CURRENCIES)
_FIGURE = (
    r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)|\d{1,3}(?:\.\d{3})+,\d{2}(?!\d)|\d{1,3}(?:'\d{3})+(?:\.\d{2})?(?!\d)"
    r"|\d+(?:\.\d{1,4})?"
)
# Three digits behind a point are thousands where the whole has no such part: 4.250 €.
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d\d)?")
_HAN = "零〇一二三四五六七八九十百千两壹贰叁参肆伍陆柒捌玖拾佰仟廿"
_SCALES = {
    "lakh": 100_000,
    "lakhs": 100_000,
    "crore": 10_000_000,
    "k": 1_000,
    "grand": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mil": 1_000_000,
    "million": 1_000_000,
}
_SCALES |= {"百": 100, "千": 1_000, "万": 10_000, "w": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_SHORT_FORM = re.compile("(?P<scale>[百千万])(?P<digit>[一二三四五六七八九])$")
_AGAIN = re.compile(r"\s*(?:[,(\[]|=|即是?|也就是|亦即|等于|约|共|计|合计|i\.?e\.?|that\s+is|or){1,3}[\s,:]*")
# What goes on behind so many 万: 11万2千, 3万5百, 18万6500.
_ONE = "[\\d一二三四五六七八九两]"
_TAIL = (
    rf"(?:{_ONE}千(?:零?{_ONE}百|{_ONE}(?![\d{_HAN}年月日号周]))?|零?{_ONE}百"
    rf"|(?:\d,\d{{3}}|\d{{3,4}})(?![\d/%{_HAN}年月日号]|[.,]\d))"
)
# Behind a day in figures numerals begin at once: 12/22拾万元, 12月15五万.
_SUM = rf"""
(?:(?<![a-z0-9#_./-])(?<!\d,)|(?<=\d/\d)(?=[{_HAN}])|(?<=\d/\d\d)(?=[{_HAN}])|(?<=月\d)(?=[{_HAN}])|(?<=月\d\d)(?=[{_HAN}]))(?P<cur>{_ANY}|\$|¥|y(?=\d))?\s{{0,2}}
(?:(?P<pei>(?:\d{{1,3}}(?:\.\d)?|[一二三四五六七八九十百两廿]{{1,4}})[\s个]?皮(?P<over>[半一二三四五六七八九])?(?![{_HAN}革料具鞋包带件箱肤卡]))
 |(?P<fig>{_FIGURE})(?:\s?(?:个(?=w))?(?P<scale>k\b|m\b|mil\b|million\b|thousand\b|grand\b|lakhs?\b|crore\b|千万|百万|[万千亿]|w(?![a-z]))(?:(?P<tail>(?<=万){_TAIL})|(?P<more>[\d{_HAN}](?![\d{_HAN}月号])|半(?![年月个价])))?)?
 |(?P<han>[{_HAN}]{{0,12}}[一二三四五六七八九十两百千壹贰叁参肆伍陆柒捌玖拾佰仟廿][万亿千百仟佰][{_HAN}万]{{0,12}}(?![次期笔个起并齐清])
  |(?<![{_HAN}几数多])万[二三四五六七八九](?![{_HAN}分])))
\s?(?P<unit>(?:{_ANY}|元|块|圆|蚊|dollars?|bucks?)(?![a-z]))?(?:整|正)?
"""
_WORDED = rf"(?P<words>{WORDS})\b(?:\s+(?P<unit>dollars?|pounds?|euros?|us\s+dollars?|rmb|yuan|grand|usd|gbp|eur)\b)?"


@dataclass(frozen=True, kw_only=True)
class SumsFile(Closed):
    """The content of ``knowledge/replies/sums.yaml``."""

    version: int
    share: str
    part: str
    whole: str
    number_of: str
    unit: str


@dataclass(frozen=True, kw_only=True, slots=True)
class _Patterns:
    share: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    number_of: re.Pattern[str]
    unit: re.Pattern[str]
    figure: re.Pattern[str]
    worded: re.Pattern[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sum:
    """A sum from ``start`` to ``end`` in major units; ``currency`` is empty where the text has none.

    ``share`` is the part of what is open that it stands for, None for a figure; ``value`` is None where what is open
    is not known.
    """

    start: int
    end: int
    value: Decimal | None
    currency: str
    share: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenTotal:
    """What our ledger has open in all, in major units of ``currency``; None and empty without a record."""

    amount: Decimal | None = None
    currency: str = ""

    def part(self, share: Decimal) -> Decimal | None:
        """``share`` of it, rounded half up to the currency's digits."""
        if self.amount is None:
            return None
        digits = ISO_DIGITS.get(self.currency, 2)
        return (self.amount * share).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def find_sums(folded: str, total: OpenTotal) -> tuple[Sum, ...]:
    """The sums in ``folded``, in its order and none within another."""
    like = _patterns()
    found = [each for match in like.figure.finditer(folded) if (each := _sum(match, total))]
    found += [each for match in like.worded.finditer(folded) if (each := _worded(match, total))]
    found += [_share(match, _share_of(match), total) for match in like.share.finditer(folded)]
    found += [_share(match, _part_of(match), total) for match in like.part.finditer(folded)]
    found += [_share(match, Decimal(1), total) for match in like.whole.finditer(folded)]
    kept: list[Sum] = []
    for each in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or (each.start >= kept[-1].end and not _says_again(folded, kept[-1], each)):
            kept.append(each)
    return tuple(kept)


def _says_again(folded: str, one: Sum, other: Sum) -> bool:
    """Whether ``other`` only explains ``one``: 40% (80,000), 新台币壹拾万元整(NT$100,000)."""
    same = one.value is not None and one.value == other.value
    return same and bool(_AGAIN.fullmatch(folded, one.end, other.start))


def _sum(match: re.Match[str], total: OpenTotal) -> Sum | None:
    written = match["fig"] or match["pei"] or match["han"]
    sign = match["cur"] or match["unit"] or ""
    value = _figure(match) if match["fig"] else _pei(match) if match["pei"] else _han(match["han"])
    if value is None or not written:
        return None
    if not sign and not match["scale"] and not match["pei"] and not _tells(match, written, value):
        return None
    if not sign and not match["pei"] and _patterns().unit.match(match.string, match.end()):
        return None
    if not match["cur"] and _patterns().number_of.search(match.string, max(0, match.start() - 24), match.start()):
        return None
    return Sum(start=match.start(), end=match.end(), value=value, currency=_currency(sign, total))


def _han(raw: str) -> Decimal | None:
    """The number in numerals; a last digit right behind a scale is of the next smaller one: 三万五 is 35,000."""
    value = read_number(raw).value
    short = _SHORT_FORM.search(raw)
    if value is None or not short:
        return value
    digit = read_number(short["digit"]).value or Decimal(0)
    return value - digit + digit * _SCALES[short["scale"]] / 10


def _pei(match: re.Match[str]) -> Decimal | None:
    """The number in 皮, by which Hong Kong counts ten thousands: 十皮半 is 105,000."""
    whole = read_number(match["pei"].split("皮")[0]).value
    return None if whole is None else whole * _SCALES["万"] + _next_smaller(match["over"], _SCALES["万"])


def _next_smaller(sign: str | None, scale: int) -> Decimal:
    """What a single sign behind a scale adds: a digit of the next smaller one, or half of it."""
    tenths = Decimal(5) if sign == "半" else read_number(sign).value if sign else None
    return (tenths or 0) * Decimal(scale) / 10


def _tells(match: re.Match[str], written: str, value: Decimal) -> bool:
    """Whether a bare number is a sum: written with thousands, with cents, or large and no year."""
    if match["han"]:
        return value >= 100 and bool(re.search("[万千百亿仟佰]", written))
    if "," in written or re.fullmatch(r"\d+\.\d\d", written):
        return True
    return 100 <= value < 10**9 and not 1990 <= value <= 2099 and written.isdigit() and not written.startswith("0")


def _figure(match: re.Match[str]) -> Decimal | None:
    raw = match["fig"]
    pointed = _POINTED.fullmatch(raw) and not (match["scale"] and "," not in raw)
    plain = raw.replace(".", "").replace(",", ".") if pointed else raw.replace(",", "").replace("'", "")
    if len(plain) > 15:
        return None
    scale = _SCALES.get((match["scale"] or "").strip(), 1)
    value = Decimal(plain) * scale
    if match["tail"]:
        value += _tail(match["tail"])
    if match["more"] and scale >= 1000:  # 3万5
        value += _next_smaller(match["more"], scale)
    return value


def _tail(raw: str) -> Decimal:
    """What goes on behind so many 万: 2千5百 and 2千5 are 2,500, 6500 is itself."""
    thousands, found, behind = raw.rpartition("千")
    hundreds, named, _ = behind.partition("百")
    if not (found or named):
        return Decimal(raw.replace(",", ""))
    return (1000 * _one(thousands) if found else Decimal(0)) + (100 * _one(hundreds) if hundreds else Decimal(0))


def _one(raw: str) -> Decimal:
    """A single digit in figures or numerals, with or without 零 before it."""
    return read_number(raw.removeprefix("零")).value or Decimal(0)


def _worded(match: re.Match[str], total: OpenTotal) -> Sum | None:
    value, unit = read_number(match["words"]).value, match["unit"] or ""
    if value is None or not (unit or re.search("hundred|thousand", match["words"])):
        return None
    if not unit and _patterns().unit.match(match.string, match.end()):
        return None
    scale = 1000 if unit == "grand" else 1
    return Sum(start=match.start(), end=match.end(), value=value * scale, currency=_currency(unit, total))


def _share_of(match: re.Match[str]) -> Decimal:
    if match["pct"]:
        return Decimal(match["pct"]) / 100
    if match["hanpct"]:
        return (read_number(match["hanpct"]).value or Decimal(0)) / 100
    return (read_number(match["cheng"]).value or Decimal(0)) / 10 + (Decimal("0.05") if match["half"] else 0)


def _part_of(match: re.Match[str]) -> Decimal:
    if match["over"]:
        above, below = match["over"].split("/")
        return Decimal(above) / Decimal(below) if below != "0" else Decimal(1)
    if match["halfof"]:
        return Decimal("0.5")
    if match["quarter"]:
        return Decimal("0.25")
    return Decimal(1) / 3 if match["third"] else Decimal(2) / 3


def _share(match: re.Match[str], share: Decimal, total: OpenTotal) -> Sum:
    return Sum(start=match.start(), end=match.end(), value=total.part(share), currency=total.currency, share=share)


def _currency(sign: str, total: OpenTotal) -> str:
    named = next((code for code, pattern in _CURRENCIES if sign and re.fullmatch(pattern, sign.strip())), "")
    return named or total.currency


@cache
def _patterns() -> _Patterns:
    file = read_yaml(shipped("knowledge") / "replies" / "sums.yaml", SumsFile)
    given = {name: re.compile(getattr(file, name)) for name in ("share", "part", "whole", "number_of", "unit")}
    return _Patterns(**given, figure=re.compile(_SUM, re.VERBOSE), worded=re.compile(_WORDED))
