"""Decides which figures a text names however they are written: 三十日 and thirty days meet 30, 万分之五 meets 0.05%."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.domain.number_words import HAN_DIGITS, HAN_MYRIADS, HAN_SCALES, TENS, UNITS, han_value

_HAN = "".join((*HAN_DIGITS, *HAN_SCALES, *HAN_MYRIADS))
_HAN_RATE = re.compile(rf"([百千万])分之([{_HAN}]{{1,8}}(?:点[{_HAN}]{{1,8}})?|\d{{1,6}}(?:\.\d{{1,6}})?)")
_PARTS_OF = {"百": 1, "千": 10, "万": 100}
# One numeral alone is often no figure (一方, 第三人); before a unit, or of several signs, it is one.
_HAN_NUMBER = re.compile(rf"(?<!分之)(?<!第)(?:[{_HAN}]{{2,16}}|[{_HAN}](?=个?(?:工作|营业|自然)?[日天月年周期倍元]))")
_WORDS = "|".join((*UNITS, *TENS))
_ENGLISH = re.compile(rf"\b(?:{_WORDS})(?:[- ](?:{_WORDS})){{0,4}}\b")
# 5%, 5 percent, five per cent, one and one-half percent.
_PERCENT = re.compile(
    rf"(?:(\d{{1,6}}(?:\.\d{{1,6}})?)|\b((?:{_WORDS})(?:[- ](?:{_WORDS})){{0,4}})( and (?:a|one)[- ]half)?)"
    r"\s*(?:%|per\s?cent\b)"
)
_PER_MILLE = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*(?:‰|per mille\b)")
# One and two stand in every sentence and tell nothing.
_FEWEST = 3


def figures_of(folded: str) -> list[str]:
    """The figures of a folded text that its digits do not show, as digits; rates as per cent, such as ``0.05%``."""
    return list(dict.fromkeys((*_rates(folded), *_numbers(folded))))


def _rates(folded: str) -> Iterator[str]:
    for match in _HAN_RATE.finditer(folded):
        yield _percent(_decimal(match[2]) / _PARTS_OF[match[1]])
    for match in _PERCENT.finditer(folded):
        half = Decimal("0.5") if match[3] else Decimal(0)
        yield _percent(Decimal(match[1]) if match[1] else _english(match[2]) + half)
    for match in _PER_MILLE.finditer(folded):
        yield _percent(Decimal(match[1]) / 10)


def _numbers(folded: str) -> Iterator[str]:
    values = [_han(match.group()) for match in _HAN_NUMBER.finditer(folded)]
    values += [_english(match.group()) for match in _ENGLISH.finditer(folded)]
    yield from (str(value) for value in values if value >= _FEWEST)


def _percent(value: Decimal) -> str:
    return f"{value.normalize():f}%"


def _decimal(numeral: str) -> Decimal:
    if numeral[0].isascii():
        return Decimal(numeral)
    whole, _, behind = numeral.partition("点")
    return Decimal(f"{_han(whole)}.{''.join(str(HAN_DIGITS.get(character, 0)) for character in behind) or 0}")


def _han(numeral: str) -> int:
    return han_value(numeral) or 0


def _english(words: str) -> int:
    values = (
        UNITS.index(word) if word in UNITS else 10 * (TENS.index(word) + 2) for word in re.findall(r"[a-z]+", words)
    )
    return sum(values)
