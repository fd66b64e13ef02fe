"""Decides how a counted paragraph's number is written, in the forms that Word offers for Chinese and Western texts."""

from collections.abc import Callable, Mapping

_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_FINANCIAL_HANS, _FINANCIAL_HANT = "零壹贰叁肆伍陆柒捌玖", "零壹貳參肆伍陸柒捌玖"
_CIRCLED, _CIRCLED_HAN = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_COUNTING = ("chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting")
_SHORT_COUNTING = ("chineseCounting", "taiwaneseCounting")
_ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_HIGHEST = 99_999


def written(value: int, form: str) -> str:
    """``value`` in Word's number format ``form``; plain figures for a form that is not known, or beyond its range."""
    if form == "none":
        return ""
    write = _FORMS.get(form)
    return (write(value) if write and 0 < value <= _HIGHEST else "") or str(value)


def _letters(value: int) -> str:
    """``a`` to ``z``, then aa, bb and so on."""
    turns, place = divmod(value - 1, 26)
    return chr(97 + place) * (turns + 1)


def _roman(value: int) -> str:
    from assistant.intake.numerals import written_roman

    thousands, rest = divmod(value, 1000)
    hundreds, rest = divmod(rest, 100)
    return "m" * thousands + _ROMAN_HUNDREDS[hundreds] + written_roman(rest)


_ROMAN_HUNDREDS = ("", "c", "cc", "ccc", "cd", "d", "dc", "dcc", "dccc", "cm")


def _counted(value: int) -> str:
    """As one counts: 十二, 一百零五."""
    from cn2an import an2cn

    return str(an2cn(value, "low"))


def _counted_shortly(value: int) -> str:
    """As one counts up to 九十九, then figure by figure: 一○五."""
    return _counted(value) if value < 100 else _one_by_one("○一二三四五六七八九")(value)


def _one_by_one(digits: str) -> Callable[[int], str]:
    return lambda value: "".join(digits[int(digit)] for digit in str(value))


def _financial(digits: str) -> Callable[[int], str]:
    """壹拾贰, as sums are written on a cheque; below a hundred, as no contract has more clauses of this kind."""

    def write(value: int) -> str:
        tens, ones = divmod(value, 10)
        if tens > 9:
            return ""
        return (f"{digits[tens]}拾" if tens else "") + (digits[ones] if ones else "")

    return write


def _listed(signs: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """One sign for each number; beyond them plain figures between ``before`` and ``after``."""
    return lambda value: signs[value - 1] if value <= len(signs) else f"{before}{value}{after}"


def _cardinal(value: int) -> str:
    if value < 20:
        return _ONES[value].capitalize()
    tens, ones = divmod(value, 10)
    if tens > 9:
        return ""
    return (_TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")).capitalize()


def _ordinal_word(value: int) -> str:
    head, dash, last = _cardinal(value).lower().rpartition("-")
    if not last:
        return ""
    word = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (head + dash + word).capitalize()


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _full_width(value: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "ordinal": _ordinal,
    "cardinalText": _cardinal,
    "ordinalText": _ordinal_word,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _listed(_CIRCLED, "(", ")"),
    "decimalEnclosedCircleChinese": _listed(_CIRCLED, "(", ")"),
    "ideographEnclosedCircle": _listed(_CIRCLED_HAN, "(", ")"),
    "decimalEnclosedParen": "({})".format,
    "decimalEnclosedFullstop": "{}.".format,
    "numberInDash": "- {} -".format,
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "chineseLegalSimplified": _financial(_FINANCIAL_HANS),
    "ideographLegalTraditional": _financial(_FINANCIAL_HANT),
    "ideographDigital": _one_by_one("〇一二三四五六七八九"),
    "taiwaneseDigital": _one_by_one("○一二三四五六七八九"),
    "japaneseDigitalTenThousand": _one_by_one("〇一二三四五六七八九"),
    **dict.fromkeys(_COUNTING, _counted),
    **dict.fromkeys(_SHORT_COUNTING, _counted_shortly),
}
