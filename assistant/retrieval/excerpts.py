"""Decides which part of a piece of history is shown for a question, and which of its words are marked."""

import re
from collections.abc import Iterator

from assistant.domain.history import Piece
from assistant.folding import fold
from assistant.retrieval.intents import Aim, HistoryWords, Place
from assistant.retrieval.tokens import is_word, stem, tokens_of, word_places
from assistant.retrieval.values import figures_in, without_figures

_HAN = re.compile("[\u3400-\u9fff]")
# What a reader takes in at a glance, Chinese saying more in as many characters, and how much of it stands before the
# first word that was asked for.
_LONGEST, _LONGEST_HAN, _BEFORE = 300, 160, 40
_CUT = "…"


def excerpt_of(piece: Piece, aim: Aim, words: HistoryWords) -> tuple[str, tuple[Place, ...]]:
    """The excerpt for a question, and the places in it of what is asked for, in order, none overlapping."""
    whole = " ".join(f"{piece.text}\n{piece.quote}".split())
    longest = _LONGEST_HAN if len(_HAN.findall(whole)) > len(whole) / 3 else _LONGEST
    places = _joined(_places(fold(whole), aim, words))
    start = _start(whole, places, longest)
    end = min(len(whole), start + longest)
    before, behind = _CUT if start else "", _CUT if end < len(whole) else ""
    marks = tuple((s - start + len(before), e - start + len(before)) for s, e in places if start <= s and e <= end)
    return f"{before}{whole[start:end]}{behind}", marks


def _places(folded: str, aim: Aim, words: HistoryWords) -> Iterator[Place]:
    """Where the words, figures and concepts of the question stand."""
    wanted = {token for figure in figures_in(aim.rest) for token in figure.exact}
    for figure in figures_in(folded):
        if wanted & {*figure.exact, *figure.also}:
            yield figure.start, figure.end
    text = without_figures(folded)
    tokens = frozenset(token for token in tokens_of(without_figures(aim.rest)) if len(token) > 1)
    for start, end in word_places(text):
        if is_word(text[start:end]) and stem(text[start:end]) in tokens:
            yield start, end
    for start in range(len(text) - 1):
        if text[start : start + 2] in tokens and not text[start].isascii():
            yield start, start + 2
    yield from words.places_of(aim, text)


def _joined(places: Iterator[Place]) -> list[Place]:
    """The places in order; those that touch or overlap are one."""
    joined: list[Place] = []
    for start, end in sorted(places):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _start(whole: str, places: list[Place], longest: int) -> int:
    """Where the excerpt begins that holds most of the places; the beginning of a text that is short."""
    if len(whole) <= longest or not places:
        return 0
    held = {start: sum(start <= other < start + longest - _BEFORE for other, _ in places) for start, _ in places}
    first = max(held, key=lambda start: (held[start], -start))
    start = max(0, min(first - _BEFORE, len(whole) - longest))
    # English begins with a whole word.
    return whole.find(" ", start, first) + 1 or start if start else 0
