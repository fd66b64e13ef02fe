"""Decides which pieces of a customer's history answer a question: what it is after, its figures, words and concepts."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from assistant.domain.history import HistoryHit, Piece, PieceKind
from assistant.folding import fold
from assistant.retrieval.excerpts import excerpt_of
from assistant.retrieval.intents import Aim, HistoryWords, shipped_history_words
from assistant.retrieval.likeness import Likeness
from assistant.retrieval.tokens import tokens_of
from assistant.retrieval.values import day_tokens, figures_in, without_figures

# A piece of the kind that is asked for goes before any other; among the others, what it speaks of counts a little.
_ASKED, _CONTENT, _TOPIC = 1.0, 0.8, 0.15
# Scores that differ by less tell nothing: then the newer piece goes first.
_DECIMALS = 1
# Below this a text shares no more with the question than any two texts do.
_LEAST = 0.1
_KEPT = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class _Asked:
    """``content`` are the tokens of what a question names, ``topic`` those of the words that say what it is after."""

    kinds: frozenset[PieceKind]
    content: tuple[str, ...]
    topic: tuple[str, ...]
    asks: bool


class HistoryIndex:
    """The pieces of one customer's history with their words."""

    def __init__(self, pieces: Sequence[Piece], words: HistoryWords) -> None:
        self._pieces = tuple(pieces)
        self._words = words
        self._likeness = Likeness([_found_by(piece, words) for piece in self._pieces])

    def search(self, query: str, k: int = 5) -> tuple[HistoryHit, ...]:
        """At most ``k`` pieces that answer ``query``, best first, the newer of two that do equally well."""
        aim = self._words.aim(fold(query))
        asked = _read(aim, self._words)
        scores = self._scores(asked)
        order = sorted(
            (n for n, score in enumerate(scores) if score >= _LEAST),
            key=lambda n: (-round(scores[n], _DECIMALS), -self._pieces[n].day.toordinal(), self._pieces[n].id),
        )
        return tuple(self._hit(self._pieces[n], scores[n], aim) for n in order[:k])

    def _scores(self, asked: _Asked) -> list[float]:
        by_content = self._likeness.of(asked.content)
        by_topic = self._likeness.of(asked.topic)
        if not asked.kinds:
            # "What happened lately?" names nothing, and is after everything.
            return by_content if asked.content or not asked.asks else [_LEAST] * len(self._pieces)
        return [
            _CONTENT * content + (_ASKED if piece.kind in asked.kinds else _TOPIC * topic)
            for piece, content, topic in zip(self._pieces, by_content, by_topic, strict=True)
        ]

    def _hit(self, piece: Piece, score: float, aim: Aim) -> HistoryHit:
        excerpt, marks = excerpt_of(piece, aim, self._words)
        return HistoryHit(piece=piece, score=score, excerpt=excerpt, marks=marks)


class HistorySearch:
    """Searches histories; each is indexed when it is first asked, and again when it has changed."""

    def __init__(self, words: HistoryWords | None = None) -> None:
        self._words = words or shipped_history_words()
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, tuple[object, HistoryIndex]] = OrderedDict()

    def index(self, key: Hashable, state: object, pieces: Callable[[], Sequence[Piece]]) -> HistoryIndex:
        """The index of the history called ``key``; its ``pieces`` are made when ``state`` is not what it was before."""
        with self._lock:
            known = self._kept.get(key)
        if known is None or known[0] != state:
            known = (state, HistoryIndex(pieces(), self._words))
        with self._lock:
            self._kept[key] = known
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return known[1]

    def alike(self, text: str, others: Sequence[str]) -> list[float]:
        """How alike each of ``others`` is to ``text``, the best being 1."""
        return Likeness([tokens_of(fold(other)) for other in others]).of(sorted(set(tokens_of(fold(text)))))


def _found_by(piece: Piece, words: HistoryWords) -> list[str]:
    """The tokens of all that a piece says, with its day, its invoices and its own id."""
    whole = fold(f"{piece.text}\n{piece.quote}\n{' '.join(piece.about)}\n{piece.id}")
    figures = [token for figure in figures_in(whole) for token in (*figure.exact, *figure.also)]
    # To name an invoice twice says no more about it.
    return [*_terms(without_figures(whole), words), *dict.fromkeys((*figures, *day_tokens(piece.day)))]


def _read(aim: Aim, words: HistoryWords) -> _Asked:
    figures = [token for figure in figures_in(aim.rest) for token in figure.exact]
    whole = _terms(without_figures(aim.named), words)
    content = _terms(without_figures(aim.rest), words) if aim.kinds else whole
    return _Asked(kinds=aim.kinds, content=(*content, *figures), topic=tuple(whole), asks=aim.asks)


def _terms(folded: str, words: HistoryWords) -> list[str]:
    """The words of a text, and the concepts and plain words of the trade that it speaks of.

    One Chinese character alone is no word: it would stand in half of all texts.
    """
    tokens = [token for token in tokens_of(folded) if len(token) > 1]
    tokens += [f"§{name}" for name in words.lexicon.concepts_in(folded)]
    return tokens + [f"={name}" for name in words.lexicon.words_in(folded)]
