"""Decides which piece of a clause answers: a short clause as a whole, of a long one a few sentences or points."""

import itertools
import re
from collections.abc import Iterable, Iterator

from assistant.domain.contracts import Clause

_HAN = re.compile("[\u3400-\u9fff]")
# What a reader takes in at a glance: some five lines of English, or three of Chinese, which says more in each.
_GLANCE = 350
_HAN_WEIGHT = 3.0
# A sentence of more than so many glances is cut within.
_OVERLONG = 2
# Behind the end of a sentence or of a listed point, and before the label of the next point.
_CUT = re.compile(
    r"(?<=[。；！？])(?=.)|\n[ \t\u3000]*\n\s*|\n(?=[ \t\u3000]*[（(]?[\w一二三四五六七八九十]{1,4}[)）.、])"
    r"|(?<![A-Z])(?<!\bNo)(?<!\bInc)(?<!\bLtd)(?<!\bCo)(?<!\bCorp)(?<=[.;:])\s+(?=[\"“(]?[A-Z(])"
    r"|(?<=[;,])\s+(?=(?:and |or )?\([a-z0-9]{1,4}\)\s)",
)
# Where a sentence of many lines may be cut in want of anything better: before a point in it, and behind a comma.
_WITHIN = re.compile(r"(?<!\s)\s+(?=\([a-z0-9]{1,4}\)\s)|(?<=[,，、])\s*(?=\S)")
_LINE = re.compile(r"\n")
# A page number, a rule or a lone heading says nothing by itself: it is read with what follows.
_SLIGHT = 60
_EDGE = " \t\r\n\u3000"


def passages_of(clause: Clause) -> tuple[tuple[int, int], ...]:
    """The passages of ``clause`` in order, as offsets into the contract's text; together they are the whole clause."""
    if _weight(clause.text) <= _GLANCE:
        return ((clause.start, clause.end),)
    return tuple(
        (clause.start + start, clause.start + end) for start, end in _joined(clause.text, _pieces(clause.text))
    )


def _joined(text: str, pieces: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces put together as long as they are taken in at a glance."""
    here: int | None = None
    there = 0
    for start, end in pieces:
        if here is not None and _weight(text[here:end]) > _GLANCE and _weight(text[here:there]) > _SLIGHT:
            yield here, there
            here = None
        here, there = start if here is None else here, end
    if here is not None:
        yield here, there


def _whole_or_cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence as it is, or in pieces when it is several times what is taken in at a glance."""
    if _weight(text[start:end]) <= _OVERLONG * _GLANCE:
        yield start, end
        return
    cuts = [start, *(match.end() for match in _WITHIN.finditer(text, start, end)), end]
    yield from _joined(text, (piece for a, b in itertools.pairwise(cuts) for piece in _trimmed(text, a, b)))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    for start, end in _sentences(text):
        yield from _whole_or_cut(text, start, end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    cuts = _CUT if _CUT.search(text) else _LINE
    here = 0
    for match in cuts.finditer(text):
        yield from _trimmed(text, here, match.start())
        here = match.end()
    yield from _trimmed(text, here, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if piece.strip(_EDGE):
        yield start + len(piece) - len(piece.lstrip(_EDGE)), start + len(piece.rstrip(_EDGE))


def _weight(text: str) -> float:
    return len(text) + (_HAN_WEIGHT - 1) * len(_HAN.findall(text))
