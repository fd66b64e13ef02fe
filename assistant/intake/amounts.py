"""Decides what sum a cell states: sign, currency and digits, with the decimal mark settled for the whole file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from assistant.domain.money import ISO_DIGITS
from assistant.errors import BadAmount
from assistant.intake.cleaning import narrow
from assistant.intake.reading import DecimalMark
from assistant.intake.words import ImportWords

_WHOLE = re.compile(r"(?P<before>[^0-9]*)(?P<number>[0-9](?:[0-9.,' \u2009\u2019]*[0-9])?)(?P<after>[^0-9]*)", re.ASCII)
_POINT = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:([,' ])[0-9]{3})(?:\1[0-9]{3})*)(?:\.[0-9]+)?", re.ASCII)
_COMMA = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:([.' ])[0-9]{3})(?:\1[0-9]{3})*)(?:,[0-9]+)?", re.ASCII)
_UNCLEAR_POINT = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
_UNCLEAR_COMMA = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}", re.ASCII)
_MOST_DIGITS = 15
_MOST_DECIMALS = 6


class Evidence(Enum):
    """What the separators of one amount say about the decimal mark of its file."""

    NONE = auto()
    POINT = auto()
    COMMA = auto()
    LONE_COMMA = auto()
    UNCLEAR_POINT = auto()
    UNCLEAR_COMMA = auto()


@dataclass(frozen=True, kw_only=True, slots=True)
class AmountText:
    """An amount taken apart: ``number`` still with its separators, ``unit`` a currency word or sign, often empty."""

    text: str
    number: str
    unit: str
    negative: bool


def take_apart(text: str) -> AmountText:
    """The parts of ``text``; raises BadAmount when it holds anything but one number, a sign and a currency."""
    plain = narrow(text).strip()
    bracketed = plain.startswith("(") and plain.endswith(")")
    match = _WHOLE.fullmatch(plain[1:-1].strip() if bracketed else plain)
    if match is None or not plain:
        raise BadAmount("not_an_amount", f"{text!r} is not an amount; write it like 48200.00.", text=text)
    before, after = match["before"].strip(), match["after"].strip()
    minus = [part for part in (before, after) if "-" in part or "−" in part]
    unit = " ".join(part for part in (before.strip("+-− "), after.strip("-− ")) if part)
    return AmountText(text=text, number=match["number"], unit=unit, negative=bracketed or bool(minus))


def evidence(number: str) -> Evidence:
    """What ``number`` says about the decimal mark."""
    if _UNCLEAR_POINT.fullmatch(number):
        return Evidence.UNCLEAR_POINT
    if _UNCLEAR_COMMA.fullmatch(number):
        return Evidence.UNCLEAR_COMMA
    if "," not in number and "." not in number:
        return Evidence.NONE
    if _POINT.fullmatch(number):
        return Evidence.POINT
    if not _COMMA.fullmatch(number):
        return Evidence.NONE
    return Evidence.COMMA if "." in number else Evidence.LONE_COMMA


def settle_mark(numbers: Iterable[str]) -> DecimalMark | None:
    """The decimal mark of a file's amounts, or None when they can be read in two ways.

    ``1,234`` alone counts as a thousand, as all the languages read here write it; ``12,34`` and ``1.234`` do not tell.
    """
    seen = {evidence(number) for number in numbers}
    comma = Evidence.COMMA in seen
    if comma and seen & {Evidence.POINT, Evidence.UNCLEAR_COMMA}:
        return None
    if comma:
        return DecimalMark.COMMA
    if Evidence.LONE_COMMA in seen or (Evidence.UNCLEAR_POINT in seen and Evidence.POINT not in seen):
        return None
    return DecimalMark.POINT


def to_decimal(amount: AmountText, mark: DecimalMark | None) -> Decimal:
    """The exact value, unsigned; without a settled ``mark`` only amounts that read in one way are taken.

    Raises BadAmount: ``not_an_amount`` when the separators do not fit, ``unclear_amount`` when only the mark tells.
    """
    number = re.sub("[\u2009\u2019]", "'", amount.number)
    mark = mark or _own_mark(amount)
    pattern, grouping = (_POINT, ",' ") if mark is DecimalMark.POINT else (_COMMA, ".' ")
    if not pattern.fullmatch(number):
        message = f"{amount.text!r} is not an amount with {mark.value!r} as decimal mark; write it like 48200.00."
        raise BadAmount("not_an_amount", message, text=amount.text)
    whole, _, decimals = "".join(c for c in number if c not in grouping).replace(",", ".").partition(".")
    if len(whole) > _MOST_DIGITS or len(decimals) > _MOST_DECIMALS:
        raise BadAmount("not_an_amount", f"{amount.text!r} has more digits than any invoice.", text=amount.text)
    return Decimal(f"{whole}.{decimals or 0}")


def _own_mark(amount: AmountText) -> DecimalMark:
    own = evidence(amount.number)
    if own in (Evidence.LONE_COMMA, Evidence.UNCLEAR_POINT, Evidence.UNCLEAR_COMMA):
        message = f"{amount.text!r} can be read as two different sums; say which sign is the decimal mark."
        raise BadAmount("unclear_amount", message, text=amount.text)
    return DecimalMark.COMMA if own is Evidence.COMMA else DecimalMark.POINT


def currency_of(unit: str, words: ImportWords) -> str | None:
    """The ISO code that ``unit`` names by itself, as in ``CNY 12.00`` or ``人民币12.00元``; None for a shared sign.

    Raises BadAmount for words that name no currency, or more than one.
    """
    parts = [unit] if words.currency(unit) else unit.split()
    codes = {code for part in parts if (code := _code(part, words))}
    if len(codes) == 1:
        return codes.pop()
    if codes or not all(words.currencies_sharing(part) for part in parts):
        message = f"{unit!r} is not a known currency; use an ISO code such as CNY."
        raise BadAmount("unknown_currency", message, currency=unit)
    return None


def _code(part: str, words: ImportWords) -> str | None:
    return words.currency(part) or (part.upper() if part.upper() in ISO_DIGITS else None)
