"""Decides how far one statement of a contract reaches: a sentence, or a list that hangs together."""

import re
from collections.abc import Iterator

# Longer sentences are tables and garbled text; they are read in pieces.
_LONGEST = 900
_END = re.compile(
    r"[。！？]+[”」』）)]?"
    r"|(?<![A-Z])(?<!\b[Nn]o)(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<!\bSec)(?<!\bArt)[.!?](?=[\"”’)]?\s+[\"“(]?[A-Z\u3400-\u9fff])"
    r"|(?<=[A-Z]{3})\.(?=\s+[A-Z])"
    r"|\n[ \t\u3000]*\n\s*|\n"
)
_HAN = re.compile("[\u3400-\u9fff]")
_POINT = re.compile(
    r"[ \t\u3000]*(?:[(（]?(?:\d{1,2}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})[)）.、]|[-•*·]|第.{1,4}[条條])"
)
_GOES_ON = ";:,；：，、"


def units(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of each statement in ``text``, in order and trimmed; together they hold every word."""
    start = 0
    for match in _END.finditer(text):
        if match[0] == "\n" and _runs_on(text, match.start(), match.end()):
            continue
        yield from _pieces(text, start, match.start() if match[0].isspace() else match.end())
        start = match.end()
    yield from _pieces(text, start, len(text))


def _runs_on(text: str, end: int, start: int) -> bool:
    """Whether a line break stands inside a sentence: English is wrapped, and points of a list follow a colon."""
    before = text[max(0, end - 3) : end].rstrip()
    if before and before[-1] in _GOES_ON:
        return True
    if _POINT.match(text, start, start + 12) or (before and _HAN.match(before[-1])):
        return False
    return not _HAN.match(text[start : start + 1].strip() or " ")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in ";；,， \n") + 1
        cut = cut or start + _LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    words = piece.strip()
    if words:
        first = start + len(piece) - len(piece.lstrip())
        yield first, first + len(words)
