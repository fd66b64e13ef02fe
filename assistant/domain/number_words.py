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
