"""Decides what sum a cell states: sign, currency and digits, with the decimal mark settled for the whole file."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto

from assistant.domain.money import ISO_DIGITS
from assistant.errors import BadAmount
from assistant.intake.cleaning import narrow
from assistant.intake.reading import DecimalMark
from assistant.intake.words import ImportWords

_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?", re.ASCII)
_WHOLE = re.compile(
    r"(?P<before>[^0-9]*?)(?P<number>\.?[0-9](?:[0-9.,' \u2009\u2019]*[0-9])?)(?P<after>[^0-9]*)", re.ASCII
)
_GROUPS = "[0-9]{{1,3}}(?:([{0}' ])[0-9]{{3}})(?:\\1[0-9]{{3}})*"
_POINT = re.compile(rf"(?:[0-9]+|{_GROUPS.format(',')})(?:\.[0-9]+)?|\.[0-9]+", re.ASCII)
_COMMA = re.compile(rf"(?:[0-9]+|{_GROUPS.format('.')})(?:,[0-9]+)?", re.ASCII)
_APOSTROPHES = dict.fromkeys((0x2009, 0x2019), "'")
_MINUS = "-−"
_MOST_DIGITS = 15
_MOST_DECIMALS = 6
_MOST_CHARACTERS = 80
# 元整: "exactly", written so that nothing can be added to a sum.
_EXACTLY = re.compile("(?<=[元圆圓])[整正]$")
# Words that say that a sum is counted in thousands, ten-thousands or millions: it was rounded, so it is not exact.
_MULTIPLES = frozenset(
    ("k", "m", "mn", "mm", "b", "bn", "mio", "mrd", "tsd", "thousand", "thousands", "million", "millions", "billion",
     "billions", "lakh", "lakhs", "crore", "crores")
)  # fmt: skip
_HAN_MULTIPLES = re.compile("[十拾百佰千仟万萬亿億]")
_HEADER_MULTIPLES = re.compile(
    r"[千仟万萬亿億]|百[万萬]|\b(?:thousands?|millions?|lakhs?|crores?|[km]|mn|mio|tsd)\b|'?\b000'?s?\b", re.I
)


class Evidence(Enum):
    """What the separators of one amount say about the decimal mark of its file.

    ``POINT`` and ``COMMA`` hold for themselves (``1,234.56``, ``48200.00``); ``LONE_POINT`` and ``LONE_COMMA`` read in
    one way unless others in the file speak against it (``12,34``); the unclear ones read in two (``1.234``).
    """

    NONE = auto()
    POINT = auto()
    COMMA = auto()
    LONE_POINT = auto()
    LONE_COMMA = auto()
    UNCLEAR_POINT = auto()
    UNCLEAR_COMMA = auto()


_FOR_POINT = frozenset({Evidence.POINT, Evidence.LONE_POINT})
_FOR_COMMA = frozenset({Evidence.COMMA, Evidence.LONE_COMMA})
# The first that fits counts.
_EVIDENCE = (
    (re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII), Evidence.UNCLEAR_POINT),
    (re.compile(r"[1-9][0-9]{0,2},[0-9]{3}", re.ASCII), Evidence.UNCLEAR_COMMA),
    # No mark between thousands follows more than three figures, or a zero.
    (re.compile(r"(?:[0-9]{4,}|0)\.[0-9]{1,2}", re.ASCII), Evidence.POINT),
    (re.compile(r"(?:[0-9]{4,}|0),[0-9]{1,2}", re.ASCII), Evidence.COMMA),
    (re.compile(r"[0-9]*\.[0-9]+", re.ASCII), Evidence.LONE_POINT),
    (re.compile(r"[0-9]+,[0-9]+", re.ASCII), Evidence.LONE_COMMA),
    (_POINT, Evidence.POINT),
    (_COMMA, Evidence.COMMA),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class AmountText:
    """An amount taken apart: ``number`` still with its separators, ``unit`` a currency word or sign, often empty."""

    text: str
    number: str
    unit: str
    negative: bool


def take_apart(text: str) -> AmountText:
    """The parts of ``text``; raises BadAmount when it holds anything but one number, a sign and a currency."""
    if _PLAIN.fullmatch(text):
        return AmountText(text=text, number=text, unit="", negative=False)
    # A spreadsheet shows that a cell is text by an apostrophe in front of it.
    plain = narrow(text[:_MOST_CHARACTERS]).strip().removeprefix("'")
    match = _WHOLE.fullmatch(plain)
    if match is None or len(text) > _MOST_CHARACTERS:
        raise _no_amount(text)
    before, number, after = match["before"].strip(), match["number"], match["after"].strip()
    if number.startswith(".") and before[-1:].isalpha():  # "Rs.50" is an abbreviation, and no half
        before, number = before + ".", number[1:]
    unit, negative = _unit_and_sign(before, after, text)
    return AmountText(text=text, number=number.translate(_APOSTROPHES), unit=unit, negative=negative)


def _unit_and_sign(before: str, after: str, text: str) -> tuple[str, bool]:
    before, after, bracketed = _out_of_brackets(before, after)
    signs = [character for character in before + after if character in _MINUS + "+"]
    unit = " ".join(filter(None, (part.strip(_MINUS + "+ ") for part in (before, after))))
    if len(signs) + bracketed > 1 or not all(map(_in_a_unit, unit)):
        raise _no_amount(text)
    _require_exact(unit, text)
    return _EXACTLY.sub("", unit), bracketed or any(sign in _MINUS for sign in signs)


def _out_of_brackets(before: str, after: str) -> tuple[str, str, bool]:
    """What stands around a number without the brackets that make it negative: ``$(5)``, ``($5)``, ``(5) CNY``."""
    if before.endswith("(") and after.startswith(")"):
        return before[:-1], after[1:], True
    if before.startswith("(") and after.endswith(")"):
        return before[1:], after[:-1], True
    return before, after, False


def _in_a_unit(character: str) -> bool:
    return character.isalpha() or character in ". " or unicodedata.category(character) == "Sc"


def _require_exact(unit: str, text: str) -> None:
    """Neither a rounded sum (``48.2万``, ``48K``) nor one whose side of the account only its bookkeeper knows (CR)."""
    if not unit:
        return
    words = unit.casefold().split()
    if _HAN_MULTIPLES.search(unit) or _MULTIPLES.intersection(words):
        message = f"{text!r} is counted in thousands or more, so it may be rounded; write it in full, like 482000.00."
        raise BadAmount("rounded_amount", message, text=text)
    if words[-1] in ("cr", "dr"):
        raise _no_amount(text)


def _no_amount(text: str) -> BadAmount:
    shown = text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"
    return BadAmount("not_an_amount", f"{shown!r} is not an amount; write it like 48200.00.", text=shown)


def counted_in(header: str) -> str:
    """The word by which the header of a column of sums says that it counts in thousands or more, often none."""
    found = _HEADER_MULTIPLES.search(narrow(header))
    return found.group() if found else ""


def evidence(number: str) -> Evidence:
    """What ``number`` says about the decimal mark."""
    if "," not in number and "." not in number:
        return Evidence.NONE
    for pattern, told in _EVIDENCE:
        if pattern.fullmatch(number):
            return told
    return Evidence.NONE


def settle_mark(numbers: Iterable[str]) -> DecimalMark | None:
    """The decimal mark of a file's amounts, or None when they can be read in two ways.

    ``1,234`` alone counts as a thousand, as all the languages read here write it, and ``12,34`` as twelve and a bit,
    for no language groups by two; ``1.234`` alone does not tell.
    """
    return mark_of({evidence(number) for number in numbers})


def mark_of(seen: Collection[Evidence]) -> DecimalMark | None:
    """The decimal mark that all the evidence of a file speaks for, or None when it may be either."""
    for_point, for_comma = not _FOR_POINT.isdisjoint(seen), not _FOR_COMMA.isdisjoint(seen)
    if for_point and for_comma:
        return None
    if for_comma:
        return None if Evidence.UNCLEAR_COMMA in seen else DecimalMark.COMMA
    return None if Evidence.UNCLEAR_POINT in seen and not for_point else DecimalMark.POINT


def to_decimal(amount: AmountText, mark: DecimalMark | None, *, digits: int = 2) -> Decimal:
    """The exact value, unsigned; without a settled ``mark`` only amounts that read in one way are taken.

    ``digits`` are the decimals of its currency: ``1.234`` of a currency with three is no thousand. Raises BadAmount:
    ``not_an_amount`` when the separators do not fit, ``unclear_amount`` when only the mark tells.
    """
    number = amount.number
    mark = mark or _own_mark(amount, digits)
    pattern, grouping = (_POINT, ",' ") if mark is DecimalMark.POINT else (_COMMA, ".' ")
    if not pattern.fullmatch(number):
        message = f"{amount.text!r} is not an amount with {mark.value!r} as decimal mark; write it like 48200.00."
        raise BadAmount("not_an_amount", message, text=amount.text)
    whole, _, decimals = "".join(c for c in number if c not in grouping).replace(",", ".").partition(".")
    whole, decimals = whole.lstrip("0"), decimals.rstrip("0")
    if len(whole) > _MOST_DIGITS or len(decimals) > _MOST_DECIMALS:
        raise BadAmount("not_an_amount", f"{amount.text!r} has more digits than any invoice.", text=amount.text)
    return Decimal(f"{whole or 0}.{decimals or 0}")


def _own_mark(amount: AmountText, digits: int) -> DecimalMark:
    own = evidence(amount.number)
    if own in (Evidence.NONE, Evidence.POINT) or (own is Evidence.UNCLEAR_POINT and digits == 3):
        return DecimalMark.POINT
    if own is Evidence.COMMA:
        return DecimalMark.COMMA
    message = f"{amount.text!r} can be read as two different sums; say which sign is the decimal mark."
    raise BadAmount("unclear_amount", message, text=amount.text)


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
