"""Finds what a second reader quotes: the place in a text of words that were shown to it."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assistant.intake.terms.folding import fold
from assistant.prompting.fence import neutral

_HAN = re.compile("[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Something as it was shown, which stands for the text from ``start`` to ``end``."""

    shown: str
    start: int
    end: int


def plainly(text: str, start: int = 0, end: int | None = None) -> Iterable[Piece]:
    """``text`` from ``start`` to ``end``, shown as it stands."""
    return (Piece(text[n], n, n + 1) for n in range(start, len(text) if end is None else end))


class Words:
    """A text as a model sees it, with the place in the text of each character that is left of it."""

    def __init__(self, pieces: Iterable[Piece], *, shortest: int, shortest_han: int) -> None:
        """A quote has to have ``shortest`` characters besides blanks, ``shortest_han`` where it has a Chinese one."""
        # One character at a time: what is hidden falls away, a delimiter is replaced, and the place stays known.
        kept = [(plain, piece) for piece in pieces for sign in piece.shown for plain in _seen(sign)]
        self._seen = "".join(plain for plain, _ in kept)
        self._starts = [piece.start for _, piece in kept]
        self._ends = [piece.end for _, piece in kept]
        self._shortest = shortest
        self._shortest_han = shortest_han

    def find(self, quote: str) -> tuple[int, int] | None:
        """Start and end in the text of what ``quote`` repeats, whatever its blanks, width, case and script."""
        wanted = _plain(quote)
        least = self._shortest_han if _HAN.search(wanted) else self._shortest
        return self._place(wanted, 0, len(self._seen)) if len(wanted) >= least else None

    def find_within(self, words: str, place: tuple[int, int]) -> tuple[int, int] | None:
        """The same for ``words`` of a quote that stands at ``place``, however few they are."""
        first, last = bisect_left(self._starts, place[0]), bisect_left(self._starts, place[1])
        return self._place(_plain(words), first, last)

    def _place(self, wanted: str, first: int, last: int) -> tuple[int, int] | None:
        found = self._seen.find(wanted, first, last) if wanted else -1
        return None if found < 0 else (self._starts[found], self._ends[found + len(wanted) - 1])


def _plain(words: str) -> str:
    return "".join(plain for character in words for plain in _seen(character))


@lru_cache(maxsize=8192)
def _seen(character: str) -> str:
    return "" if character.isspace() else "".join(fold(neutral(character)).split())
