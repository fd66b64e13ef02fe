"""Decides which characters count as the same when a contract's terms are read: script, width and case do not matter."""

import re
import unicodedata
from functools import cache

from assistant.intake.script import simplified

_VARIANTS = {"帐": "账", "臺": "台", "叄": "叁", "\u2019": "'", "\u2018": "'", "：": ":"}
# A line drawn below a heading, as filings have them; shorter ones are blanks to be filled in.
_RULE = re.compile(r"(?<![^\s])-{5,}(?![^\s])")


def fold(text: str) -> str:
    """``text`` with every character replaced by its plain one: Simplified, narrow, small.

    The length never changes, so that an offset in the folded text is the same place in the original.
    """
    folded = text.translate({ord(character): same for character in set(text) if (same := plain(character))})
    return _RULE.sub(lambda rule: " " * len(rule[0]), folded)


@cache
def plain(character: str) -> str:
    """The one character that stands for ``character`` and all that read like it; any kind of space is a blank."""
    if character.isspace():
        return " "
    narrow = unicodedata.normalize("NFKC", character)
    small = (narrow if len(narrow) == 1 else character).lower()
    if len(small) != 1:
        return character
    simple = simplified(small)
    return _VARIANTS.get(simple, simple) if len(simple) == 1 else small
