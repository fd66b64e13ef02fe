"""Decides which number a label stands for: Chinese numerals, Roman numerals, letters and figures."""

_HAN_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def han_number(text: str) -> int | None:
    """The value of a Chinese numeral below a thousand, or of plain figures; None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    value = digit = 0
    for character in text:
        if character in _HAN_DIGITS:
            digit = digit * 10 + _HAN_DIGITS[character]
        elif character in "十百":
            value += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            return None
    return value + digit or None


def roman_number(text: str) -> int | None:
    """The value of a Roman numeral in the form in which it is properly written; None for anything else."""
    letters = text.casefold()
    if not letters or any(letter not in _ROMAN for letter in letters):
        return None
    values = [_ROMAN[letter] for letter in letters]
    value = sum(-now if now < after else now for now, after in zip(values, [*values[1:], 0], strict=True))
    return value if written_roman(value) == letters else None


def written_roman(value: int) -> str:
    """``value`` below a hundred and fifty as a Roman numeral in small letters."""
    parts = []
    for amount, letters in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv")):
        while value >= amount:
            parts.append(letters)
            value -= amount
    return "".join(parts) + "i" * value


def letter_number(text: str) -> int | None:
    """1 for ``a``, 26 for ``z``; doubled letters go on from there (``aa`` is 27)."""
    letter = text.casefold()
    if not letter or len(set(letter)) != 1 or not "a" <= letter[0] <= "z":
        return None
    return ord(letter[0]) - 96 + 26 * (len(letter) - 1)


def circled_number(text: str) -> int | None:
    """1 for ``①``."""
    return _CIRCLED.index(text) + 1 if text and text in _CIRCLED else None


def written_han(value: int) -> str:
    """``value`` below a hundred as a Chinese numeral, as clauses are counted: 十二, 二十."""
    tens, ones = divmod(value, 10)
    digits = "〇一二三四五六七八九"
    head = "" if tens == 0 else ("十" if tens == 1 else f"{digits[tens]}十")
    return head + (digits[ones] if ones else "")
