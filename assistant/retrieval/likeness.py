"""Decides how alike a question and each of some texts are, by the words that they share: BM25."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import bm25s

# Clauses are short and of like kind: length says less about them than about web pages (0.75 is usual there).
_SATURATION, _LENGTH = 1.5, 0.3


class Likeness:
    """The statistics of some texts, each given by its tokens."""

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        self._count = len(texts)
        self._known = frozenset(token for tokens in texts for token in tokens)
        self._bm25 = _indexed(texts) if self._known else None

    def of(self, tokens: Sequence[str]) -> list[float]:
        """How alike each text is to a question of these tokens, the best being 1; all zeros when none shares a word."""
        asked = [token for token in tokens if token in self._known]
        if not asked or self._bm25 is None:
            return [0.0] * self._count
        scores = self._bm25.get_scores(asked)
        top = float(scores.max())
        return [float(score) / top if top > 0 else 0.0 for score in scores]


def _indexed(texts: Sequence[Sequence[str]]) -> "bm25s.BM25":
    import bm25s

    bm25 = bm25s.BM25(method="lucene", k1=_SATURATION, b=_LENGTH)
    bm25.index([list(tokens) for tokens in texts], show_progress=False)
    return bm25
