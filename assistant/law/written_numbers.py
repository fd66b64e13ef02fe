"""Reads the numbers that stand in rates: figures with a point, and Chinese numerals such as 十二 or 一点五."""

from decimal import Decimal

from assistant.errors import BadInput

HAN_NUMBER = "[〇零一二三四五六七八九十百两点]+"
NUMBER = rf"(?:\d+(?:\.\d+)?|{HAN_NUMBER})"
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}


def number(text: str, whole: str) -> Decimal:
    """The value of ``text``, which stands in ``whole``; raises BadInput for a numeral that nobody would write."""
    if text[0].isascii():
        return plain(Decimal(text))
    before, point, after = text.partition("点")
    value = _whole(before)
    if value is None or (point and not after) or any(c not in _DIGITS for c in after):
        raise BadInput(
            "numeral_unread",
            f"The number {text!r} in {whole!r} cannot be read; write it in figures.",
            text=text,
            whole=whole,
        )
    return plain(Decimal(f"{value}.{''.join(str(_DIGITS[c]) for c in after) or 0}"))


def plain(value: Decimal) -> Decimal:
    """The same value as it is written: no zeros at the end, no exponent."""
    return Decimal(f"{value.normalize():f}")


def _whole(text: str) -> int | None:
    """A numeral below a thousand: 五, 十二, 一百二十, or digit by digit 一八."""
    if text and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    value = 0
    for unit, worth in (("百", 100), ("十", 10)):
        digit, found, text = text.rpartition(unit)
        if found:
            if digit not in ("", *_DIGITS):
                digit = digit.removeprefix("零")
            if len(digit) > 1 or (digit and digit not in _DIGITS):
                return None
            value += (_DIGITS[digit] if digit else 1) * worth
    text = text.removeprefix("零")
    return value + _DIGITS.get(text, 0) if len(text) <= 1 else None
