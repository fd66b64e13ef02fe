"""How numbers and months are written out: English words, and Chinese numerals, everyday and formal, in one script."""

from collections.abc import Mapping

# Zero to nineteen, then the tens from twenty on.
UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# First to nineteenth, then the tens, as days of a month are named.
ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh"),
    *("twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"),
)
TENTHS = ("twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth")
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
HAN_DIGITS: Mapping[str, int] = {
    **{character: n for n, character in enumerate("〇一二三四五六七八九")},
    **{character: n for n, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "参": 3,
}
HAN_SCALES: Mapping[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
HAN_MYRIADS: Mapping[str, int] = {"万": 10_000, "亿": 100_000_000}
HAN_NUMERAL = "〇零一二三四五六七八九十百千万亿壹贰叁参肆伍陆柒捌玖拾佰仟两"
_ENGLISH_DIGITS: Mapping[str, int] = {
    **{word: n for n, word in enumerate(UNITS)},
    **{word: n * 10 for n, word in enumerate(TENS, start=2)},
}
_ENGLISH_SCALES: Mapping[str, int] = {"thousand": 1000, "million": 1_000_000}
_ENGLISH_WORD = "|".join(sorted((*_ENGLISH_DIGITS, *_ENGLISH_SCALES, "hundred"), key=len, reverse=True))
# A run of number words in lower case: forty-eight thousand two hundred and five.
ENGLISH_NUMERAL = rf"(?:{_ENGLISH_WORD})(?:(?:[\s-]|,\s|\sand\s)(?:{_ENGLISH_WORD}))*(?![a-z])"


def english_value(words: str) -> int | None:
    """The whole number that lower-case English words write; None for anything else."""
    total = section = 0
    for word in words.replace("-", " ").replace(",", " ").split():
        if word in _ENGLISH_DIGITS:
            section += _ENGLISH_DIGITS[word]
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in _ENGLISH_SCALES:
            total, section = total + (section or 1) * _ENGLISH_SCALES[word], 0
        elif word != "and":
            return None
    return total + section


def han_value(text: str) -> int | None:
    """The whole number that a Chinese numeral (ordinary or capital) writes; None for anything else."""
    if all(c in HAN_DIGITS for c in text) and len(text) > 1:
        return int("".join(str(HAN_DIGITS[c]) for c in text))
    total = section = digit = 0
    for char in text:
        if char in HAN_DIGITS:
            digit = HAN_DIGITS[char]
        elif char in HAN_SCALES:
            section += (digit or 1) * HAN_SCALES[char]
            digit = 0
        elif char in HAN_MYRIADS:
            total = (total + section + digit or 1) * HAN_MYRIADS[char]
            section = digit = 0
        else:
            return None
    # 两万五 says five thousand: a last digit right after a unit counts in the next smaller one.
    last = text[-2:-1]
    if digit and last in HAN_MYRIADS:
        digit *= HAN_MYRIADS[last] // 10
    elif digit and last in ("百", "千", "佰", "仟"):
        digit *= HAN_SCALES[last] // 10
    return total + section + digit
