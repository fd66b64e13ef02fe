"""Reads sums of money out of folded text: 48,200.00, ¥48,200, 4.82万元, 肆万捌仟贰佰元整, USD 48,200, EUR 9.100,00."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.domain.money import ISO_DIGITS
from assistant.domain.number_words import ENGLISH_NUMERAL, HAN_NUMERAL, english_value, han_value
from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import Amount, alternatives, shows_any

_DOLLARS = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD"})
_ANY_ENGLISH = re.compile(r"hundred|thousand|dollars|pounds|euros|yuan")
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
    **dict.fromkeys(("nz$", "纽元"), frozenset({"NZD"})),
    **dict.fromkeys(("瑞士法郎", "swiss francs", "sfr"), frozenset({"CHF"})),
    **dict.fromkeys(("日元", "日圆"), frozenset({"JPY"})),
    **dict.fromkeys(("¥",), frozenset({"CNY", "JPY"})),
    **dict.fromkeys(("$", "dollars", "dollar"), _DOLLARS),
    **dict.fromkeys(("元", "圆", "块钱", "块", "大洋"), frozenset({"CNY", "TWD", "HKD", "MOP", "SGD"})),
}
_SIGN = alternatives(_SIGNS)
_SIGN_ENDS = frozenset(sign[-1] for sign in _SIGNS)
# The three figures of a year in Taiwan, which a comma may part from a sum: NT$164,000，114.02.09.
_A_DATE = r"\.\d{1,2}\.\d|[/-]\d{1,2}[/-]\d|年"
_NUMBER = (
    rf"\d{{1,3}}(?: \d{{3}})+,\d{{2}}(?!\d)|\d{{1,3}}(?:[,']\d{{3}}(?!{_A_DATE}))+(?:\.\d{{1,4}})?(?![\d])"
    r"|\d{1,3}(?:\.\d{3})+,\d{2}(?!\d)|\d{1,15}(?:\.\d{1,6})?"
)
_SIZES: Mapping[str, int] = {"百万": 10**6, "千万": 10**7, "万": 10**4, "亿": 10**8, "千": 1000, "k": 1000, "m": 10**6}
_BEFORE = re.compile(rf"(?<![a-z$])(?P<sign>{_SIGN})\s*:?\s*$")
_IN_FIGURES = re.compile(
    rf"(?<![\d])(?<!\d[.,'])(?P<number>{_NUMBER})"
    rf"(?:\s*(?P<size>百万|千万|万|亿|千|k(?![a-z])|m(?![a-z]))(?P<rest>\d,\d{{3}}(?![\d,])|\d{{1,4}}(?![\d,千百])|(?=\d千)(?:\d千)(?:\d百)?(?:\d{{1,2}}(?!\d))?)?)?"
    rf"(?:\s*(?P<after>{_SIGN})(?![a-z]))?(?:整|正)?"
)
_IN_HAN = re.compile(
    rf"(?P<number>[一二两三四五六七八九十壹贰叁参肆伍陆柒捌玖拾][{HAN_NUMERAL}]*)"
    rf"(?P<after>元|圆|块钱?|美元|美金|港元|港币|欧元|英镑|新台币|台币|人民币)?(?:(?P<tenths>[一二三四五六七八九壹贰叁参肆伍陆柒捌玖])角)?零?"
    rf"(?:(?P<cents>[一二三四五六七八九壹贰叁参肆伍陆柒捌玖])分)?(?:整|正)?"
)
_EN_SIGN = alternatives(w for w in _SIGNS if w.isascii() and (w.isalpha() or " " in w))
_IN_ENGLISH = re.compile(
    rf"(?<![\w-])(?P<number>{ENGLISH_NUMERAL})(?:\s(?P<after>{_EN_SIGN})(?![a-z]))?"
    rf"(?:,?\s(?:and\s)?(?P<cents>{ENGLISH_NUMERAL})(?:\s(?:cents|pence|p|c)(?![a-z]))?)?"
)
# A sum with more figures than this is not rounded, whatever stands before it ('calling about GBP 9,104.20').
_ROUND_DIGITS = 3
# Words that leave room around a sum, before it and after it.
_ROUGHLY = re.compile(
    r"(?:(?<![a-z])(?:(?<!ing )about|around|roughly|approximately|approx\.?|nearly|almost|close to|just under"
    r"|just over|some|circa|c\.)|约|大约|大概|近|将近|接近|差不多)\s*$"
)
_ROUGHLY_AFTER = re.compile(r"\s*(?:左右|上下|多元|余元|or so\b)")
# After these a bare number counts goods, not money.
_GOODS = re.compile(
    r"\s*(?:[个件台套只人次份箱吨米家名分火字年月号]|units?\b|pcs\b|pieces\b|sets\b|kg\b|hours?\b|km\b|days?\b|words\b)"
)
_MONEY_WORD = re.compile(r"款|额|付|欠|元|余|价|费|合计|共|amount|balance|sum|total|owe|pay|paid|due|of$|for$")


def amounts(text: str) -> Iterator[Amount]:
    """The sums that ``text`` states; bare figures count when they are written as money or stand beside such a word."""
    for match in _IN_FIGURES.finditer(text):
        before = _sign_before(text, match.start(), 18)
        if before or (not _glued(text, match) and _is_money(match, text)):
            value = _plain(match["number"]) * _SIZES.get(match["size"] or "", 1)
            yield _amount(match, before, value + _rest(match["rest"], match["size"]))
    for match in _IN_HAN.finditer(text) if shows_any(text, "元圆万钱币块") else ():
        whole = han_value(match["number"])
        before = _sign_before(text, match.start(), 10)
        if whole is not None and _is_han_money(match, text, whole, named=before is not None):
            yield _amount(match, before, whole + Decimal(f"0.{_digit(match['tenths'])}{_digit(match['cents'])}"))
    for match in _IN_ENGLISH.finditer(text) if _ANY_ENGLISH.search(text) else ():
        if found := _in_words(match, text):
            yield found


def _sign_before(text: str, place: int, reach: int) -> re.Match[str] | None:
    last = text[max(0, place - 3) : place].rstrip(" :")[-1:]
    return _BEFORE.search(text, max(0, place - reach), place) if last in _SIGN_ENDS else None


def _in_words(match: re.Match[str], text: str) -> Amount | None:
    value = english_value(match["number"])
    if value is None or not (match["after"] or (value >= 1000 and not _GOODS.match(text, match.end("number")))):
        return None
    end = match.end() if match["after"] else match.end("number")
    cents = english_value(match["cents"]) if match["cents"] and match["after"] else None
    if cents is not None and cents > 99:
        cents, end = None, match.end("after")
    currencies = _SIGNS.get(match["after"] or "", frozenset())
    return Amount(
        span=Span(match.start(), end), value=Decimal(value) + Decimal(cents or 0) / 100, currencies=currencies
    )


def _amount(match: re.Match[str], before: re.Match[str] | None, value: Decimal) -> Amount:
    first, last = _SIGNS.get(before["sign"] if before else ""), _SIGNS.get(match["after"] or "")
    # 'NT$48,200元' names it twice: what both allow, or what stands in front.
    currencies = (first & last) or first if first and last else first or last or frozenset()
    start = before.start() if before else match.start()
    roughly = _ROUGHLY.search(match.string, max(0, start - 14), start) or _ROUGHLY_AFTER.match(
        match.string, match.end()
    )
    round_number = len(value.normalize().as_tuple().digits) <= _ROUND_DIGITS
    slack = value / 25 if roughly and round_number else Decimal(0)
    return Amount(span=Span(start, match.end()), value=value, currencies=currencies, slack=slack)


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
    if match["size"] in ("万", "亿", "百万", "千万") or (match["size"] == "k" and "." in number):
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
    number = number.replace(" ", "").replace("'", "")
    if re.fullmatch(r"[\d.]+,\d{2}", number):
        number = number.replace(".", "").replace(",", ".")
    return Decimal(number.replace(",", ""))


def _rest(rest: str | None, size: str | None) -> Decimal:
    if not rest or not size:
        return Decimal(0)
    if rest[1:2] == "千":  # 8万4千5百
        digits = re.findall(r"(\d+)([千百]?)", rest)
        return Decimal(sum(int(n) * {"千": 1000, "百": 100, "": 1}[unit] for n, unit in digits))
    # 4万8 says eight thousand; 4万8200 says what it writes.
    return Decimal(rest.replace(",", "")) * (_SIZES[size] // 10 if len(rest) == 1 else 1)


def _digit(numeral: str | None) -> int:
    return (han_value(numeral) or 0) if numeral else 0
