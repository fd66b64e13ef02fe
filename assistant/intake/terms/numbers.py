"""Decides which number a contract writes: figures, English words, Chinese numerals, both at once, or a blank."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.number_words import HAN_DIGITS, HAN_MYRIADS, HAN_SCALES, ORDINALS, TENS, TENTHS, UNITS

_ENGLISH = {word: n for n, word in enumerate(UNITS)} | {word: 10 * n for n, word in enumerate(TENS, start=2)}
_ENGLISH |= {"fourty": 40}
_ORDINALS = {word: n for n, word in enumerate(ORDINALS, start=1)} | {
    word: 10 * n for n, word in enumerate(TENTHS, start=2)
}
_PART: dict[str, Decimal] = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "quarters": Decimal("0.25")}
_GREAT = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_WORD = "|".join([*_ENGLISH, *_PART, *_GREAT])
WORDS = rf"\b(?:{_WORD})\b(?:[\s-]+(?:and[\s-]+)?(?:an?[\s-]+)?(?:{_WORD})\b){{0,9}}"
ORDINAL = rf"\b(?:(?:{'|'.join(TENS)})[\s-])?(?:{'|'.join(_ORDINALS)})\b"
FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:\s?[½¼¾]|[\s-]\d/\d)?|\.\d+|[½¼¾])"
HAN = "[零〇一二三四五六七八九十百千万亿两壹贰叁参肆伍陆柒捌玖拾佰仟廿]+(?:点[零〇一二三四五六七八九]+)?"
_FRACTION = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_MOST_DIGITS = 15
_FIGURES, _WORDS, _HAN, _ORDINAL = map(re.compile, (FIGURES, WORDS, HAN, ORDINAL))


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """A number as it stands in a contract; ``value`` is None for a blank, or where words and figures differ."""

    value: Decimal | None
    words: Decimal | None = None
    figures: Decimal | None = None

    @property
    def contradicts_itself(self) -> bool:
        """Whether words and figures name two numbers."""
        return self.value is None and self.words is not None


def read_number(raw: str) -> Written:
    """What ``raw`` (folded) says: ``thirty (30)``, ``叁拾``, ``1 1/2``, or a blank such as ``____``."""
    figures = [value for match in _FIGURES.finditer(raw) if (value := _figures(match[0])) is not None]
    words = _in_words(raw)
    if words is None or not figures:
        return Written(value=figures[0] if figures else words)
    if figures[0] != words:
        return Written(value=None, words=words, figures=figures[0])
    return Written(value=words)


def _figures(raw: str) -> Decimal | None:
    if sum(character.isdigit() for character in raw) > _MOST_DIGITS:
        return None
    if raw[-1] in _FRACTION:
        return Decimal(raw[:-1].strip() or 0) + _FRACTION[raw[-1]]
    whole, _, part = raw.replace(",", "").replace("-", " ").partition(" ")
    if "/" in part:
        over, under = part.split("/")
        return Decimal(whole) + (Decimal(over) / Decimal(under) if int(under) else 0)
    return Decimal(whole)


def _in_words(raw: str) -> Decimal | None:
    ordinal = _ORDINAL.search(raw)
    if ordinal:
        return sum(
            (Decimal(_ORDINALS.get(word) or _ENGLISH[word]) for word in re.findall("[a-z]+", ordinal[0])), Decimal(0)
        )
    english = _WORDS.search(raw)
    if english:
        return _english(english[0])
    han = _HAN.search(raw)
    return _han(han[0]) if han else None


def _english(raw: str) -> Decimal:
    total, group = Decimal(0), Decimal(0)
    # The number before "half" or "quarters" counts them: one and one-half, three quarters.
    parts = re.sub(r"three[\s-]+quarters", "half quarter", re.sub(r"one[\s-]+(half|quarter)", r"\1", raw))
    for word in re.findall(r"[a-z]+", parts):
        if word in _PART:
            group += _PART[word]
        elif word in _GREAT:
            group = (group or Decimal(1)) * _GREAT[word]
            if word != "hundred":
                total, group = total + Decimal(group), Decimal(0)
        else:
            group += _ENGLISH.get(word, 0)
    return total + group


def _han(raw: str) -> Decimal | None:
    before, point, after = raw.replace("廿", "二十").partition("点")
    if all(c in HAN_DIGITS for c in before) and before:
        value = int("".join(str(HAN_DIGITS[c]) for c in before[:_MOST_DIGITS]))
    else:
        value = _scaled(before)
    decimals = "".join(str(HAN_DIGITS[c]) for c in after)
    return Decimal(f"{value}.{decimals}") if point and decimals else Decimal(value)


def _scaled(raw: str) -> int:
    total = section = digit = 0
    for character in raw:
        if character in HAN_MYRIADS:
            total = (total + section + digit or 1) * HAN_MYRIADS[character]
            section = digit = 0
        elif character in HAN_SCALES:
            section += (digit or 1) * HAN_SCALES[character]
            digit = 0
        else:
            digit = HAN_DIGITS[character]
    return total + section + digit
