"""Reads sums of money out of folded text: 48,200.00, ¥48,200, 4.82万元, 肆万捌仟贰佰元整, USD 48,200, EUR 9.100,00."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.domain.money import ISO_DIGITS
from assistant.domain.number_words import HAN_NUMERAL, han_value
from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import Amount, alternatives, shows_any

_DOLLARS = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD"})
# What a sign or word of the folded, lower-case text may mean.
_SIGNS: Mapping[str, frozenset[str]] = {
    **{code.lower(): frozenset({code}) for code in ISO_DIGITS},
    **dict.fromkeys(("人民币", "rmb", "yuan"), frozenset({"CNY"})),
    **dict.fromkeys(("新台币", "台币", "ntd", "nt$", "nt"), frozenset({"TWD"})),
    **dict.fromkeys(("港币", "港元", "港纸", "hk$", "hk dollars"), frozenset({"HKD"})),
    **dict.fromkeys(("美元", "美金", "us$", "us dollars"), frozenset({"USD"})),
    **dict.fromkeys(("欧元", "€", "euros", "euro"), frozenset({"EUR"})),
    **dict.fromkeys(("英镑", "£", "pounds", "pounds sterling"), frozenset({"GBP"})),
    **dict.fromkeys(("新加坡元", "新加坡币", "s$", "sg$"), frozenset({"SGD"})),
    **dict.fromkeys(("澳元", "a$", "au$"), frozenset({"AUD"})),
    **dict.fromkeys(("加元", "c$", "ca$"), frozenset({"CAD"})),
    **dict.fromkeys(("日元", "日圆"), frozenset({"JPY"})),
    **dict.fromkeys(("¥",), frozenset({"CNY", "JPY"})),
    **dict.fromkeys(("$", "dollars", "dollar"), _DOLLARS),
    **dict.fromkeys(("元", "圆", "块钱"), frozenset({"CNY", "TWD", "HKD", "MOP", "SGD"})),
}
_SIGN = alternatives(_SIGNS)
_NUMBER = r"\d{1,3}(?:[,']\d{3})+(?:\.\d{1,4})?(?![\d])|\d{1,3}(?:\.\d{3})+,\d{2}(?!\d)|\d{1,15}(?:\.\d{1,6})?"
_SIZES: Mapping[str, int] = {"百万": 10**6, "千万": 10**7, "万": 10**4, "亿": 10**8, "千": 1000, "k": 1000, "m": 10**6}
_BEFORE = re.compile(rf"(?<![a-z$])(?P<sign>{_SIGN})\s*:?\s*$")
_IN_FIGURES = re.compile(
    rf"(?<![\d])(?<!\d[.,'])(?P<number>{_NUMBER})"
    rf"(?:\s*(?P<size>百万|千万|万|亿|千|k(?![a-z])|m(?![a-z]))(?P<rest>\d{{1,4}}(?!\d))?)?"
    rf"(?:\s*(?P<after>{_SIGN})(?![a-z]))?(?:整|正)?"
)
_IN_HAN = re.compile(
    rf"(?P<number>[一二两三四五六七八九十壹贰叁参肆伍陆柒捌玖拾][{HAN_NUMERAL}]*)"
    rf"(?P<after>元|圆|块钱|美元|美金|港元|港币|欧元|英镑|新台币|台币|人民币)?(?:(?P<tenths>[一二三四五六七八九壹贰叁参肆伍陆柒捌玖])角)?零?"
    rf"(?:(?P<cents>[一二三四五六七八九壹贰叁参肆伍陆柒捌玖])分)?(?:整|正)?"
)
# After these a bare number counts goods, not money.
_GOODS = re.compile(
    r"\s*(?:[个件台套只人次份箱吨米家名分火字年月号]|units?\b|pcs\b|pieces\b|sets\b|kg\b|hours?\b|km\b|days?\b|words\b)"
)
_MONEY_WORD = re.compile(r"款|额|付|欠|元|余|价|费|合计|共|amount|balance|sum|total|owe|pay|paid|due|of$|for$")


def amounts(text: str) -> Iterator[Amount]:
    """The sums that ``text`` states; bare figures count when they are written as money or stand beside such a word."""
    for match in _IN_FIGURES.finditer(text):
        before = _BEFORE.search(text, max(0, match.start() - 18), match.start())
        if before or (not _glued(text, match) and _is_money(match, text)):
            value = _plain(match["number"]) * _SIZES.get(match["size"] or "", 1)
            yield _amount(match, before, value + Decimal(match["rest"] or 0) * _rest_unit(match["rest"], match["size"]))
    for match in _IN_HAN.finditer(text) if shows_any(text, "元圆万钱币") else ():
        whole = han_value(match["number"])
        before = _BEFORE.search(text, max(0, match.start() - 10), match.start())
        if whole is not None and _is_han_money(match, text, whole, named=before is not None):
            yield _amount(match, before, whole + Decimal(f"0.{_digit(match['tenths'])}{_digit(match['cents'])}"))


def _amount(match: re.Match[str], before: re.Match[str] | None, value: Decimal) -> Amount:
    first, last = _SIGNS.get(before["sign"] if before else ""), _SIGNS.get(match["after"] or "")
    # 'NT$48,200元' names it twice: what both allow, or what stands in front.
    currencies = (first & last) or first if first and last else first or last or frozenset()
    start = before.start() if before else match.start()
    return Amount(span=Span(start, match.end()), value=value, currencies=currencies)


def _glued(text: str, match: re.Match[str]) -> bool:
    """Whether letters stand right before the figures: part of a name or a number, not a sum."""
    last = text[match.start() - 1 : match.start()]
    return last.isascii() and last.isalpha()


def _is_money(match: re.Match[str], text: str) -> bool:
    number = match["number"]
    if match["after"]:
        return True
    if _GOODS.match(text, match.end()) or text[match.end() : match.end() + 1] in ("%", "/", ":", "年"):
        return False
    if match["size"] in ("万", "亿", "百万", "千万"):
        return True
    if "," in number or re.fullmatch(r"\d+\.\d{2}", number):
        return not re.fullmatch(r"\d{1,2}\.\d{2}", number) or _near_money(match, text)
    return len(number) >= 4 and not re.fullmatch(r"(?:19|20)\d{2}", number) and _near_money(match, text)


def _near_money(match: re.Match[str], text: str) -> bool:
    return bool(_MONEY_WORD.search(text[max(0, match.start("number") - 16) : match.start("number")].rstrip(" :")))


def _is_han_money(match: re.Match[str], text: str, value: int, *, named: bool) -> bool:
    if match["after"]:
        return value >= 10 or named or text[match.end("after") : match.end("after") + 1] in ("整", "正")
    bare = "万" in match["number"] and value >= 10_000 and not _GOODS.match(text, match.end("number"))
    return bare and text[match.start() - 1 : match.start()] not in ("第", "百", "千")


def _plain(number: str) -> Decimal:
    if "," in number and number.rfind(",") > number.rfind(".") >= 0:
        number = number.replace(".", "").replace(",", ".")
    return Decimal(number.replace(",", "").replace("'", ""))


def _rest_unit(rest: str | None, size: str | None) -> int:
    # 4万8 says eight thousand; 4万8200 says what it writes.
    return _SIZES[size] // 10 if rest and size and len(rest) == 1 else 1


def _digit(numeral: str | None) -> int:
    return (han_value(numeral) or 0) if numeral else 0
