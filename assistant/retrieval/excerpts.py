"""Decides which part of a piece of history is shown for a question, and which of its words are marked."""

from collections.abc import Iterator

from assistant.domain.history import Piece
from assistant.retrieval.concepts import Lexicon
from assistant.retrieval.folding import fold
from assistant.retrieval.tokens import is_word, stem, tokens_of, word_places
from assistant.retrieval.values import figures_in, without_figures

# What a reader takes in at a glance, and how much of it stands before the first word that was asked for.
_LONGEST, _BEFORE = 300, 60
_CUT = "…"


def excerpt_of(piece: Piece, asked: str, lexicon: Lexicon) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The excerpt for a folded question, and the places in it of what was asked for, in order, none overlapping."""
    whole = " ".join(f"{piece.text}\n{piece.quote}".split())
    places = _joined(_places(fold(whole), asked, lexicon))
    start = _start(whole, places)
    end = min(len(whole), start + _LONGEST)
    before, behind = _CUT if start else "", _CUT if end < len(whole) else ""
    marks = tuple((s - start + len(before), e - start + len(before)) for s, e in places if start <= s and e <= end)
    return f"{before}{whole[start:end]}{behind}", marks


def _places(folded: str, asked: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where the words, figures and concepts of the question stand."""
    figures, words = list(figures_in(asked)), without_figures(asked)
    wanted = {token for figure in figures for token in figure.exact}
    for figure in figures_in(folded):
        if wanted & {*figure.exact, *figure.also}:
            yield figure.start, figure.end
    text = without_figures(folded)
    tokens = frozenset(token for token in tokens_of(words) if len(token) > 1)
    for start, end in word_places(text):
        if is_word(text[start:end]) and stem(text[start:end]) in tokens:
            yield start, end
    for start in range(len(text) - 1):
        if text[start : start + 2] in tokens and not text[start].isascii():
            yield start, start + 2
    yield from lexicon.places_in(text, [*lexicon.concepts_in(words), *lexicon.words_in(words)])


def _joined(places: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places in order; those that touch or overlap are one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _start(whole: str, places: list[tuple[int, int]]) -> int:
    """Where the excerpt begins that holds most of the places; the beginning of a text that is short."""
    if len(whole) <= _LONGEST or not places:
        return 0
    held = {start: sum(start <= other < start + _LONGEST - _BEFORE for other, _ in places) for start, _ in places}
    first = max(held, key=lambda start: (held[start], -start))
    return max(0, min(first - _BEFORE, len(whole) - _LONGEST))
