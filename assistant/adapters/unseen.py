"""Decides which characters no reader can see: what they hide from a person must not reach a program either."""

import re

# Zero width, direction, invisible operators, the deprecated tag letters, and marks that only choose a glyph.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
# A soft hyphen is a place to break a line; the others stand in every mail that has a smiling face in it.
_EVERYDAY = frozenset("\u00ad\u200d\ufe0e\ufe0f\ufeff")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_LINE_ENDS = re.compile(r"\r\n?|[\x0c\u2028\u2029\x85]")


def without_unseen(text: str) -> tuple[str, int]:
    """``text`` without characters that cannot be seen, and how many were taken out that nobody types by chance."""
    odd = count_unseen(text)
    return _UNSEEN.sub("", text), odd


def count_unseen(text: str) -> int:
    """How many characters of ``text`` cannot be seen and do not get into a text by chance."""
    return sum(1 for found in _UNSEEN.finditer(text) if found.group() not in _EVERYDAY)


def without_controls(text: str) -> str:
    """``text`` with every line end as a newline and without control characters, which no text means to hold."""
    return _CONTROL.sub("", _LINE_ENDS.sub("\n", text))


def on_one_line(text: str, longest: int) -> str:
    """``text`` fit for a header or a name: no line ends, controls or unseen characters, cut at ``longest``."""
    return " ".join(without_unseen(without_controls(text))[0].split())[:longest]
