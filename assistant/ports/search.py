"""What search asks of indexes and of models that embed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.domain.contracts import Clause


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A clause that answers a query, and the passage of it that does; a higher ``score`` is better.

    ``start`` and ``end`` are offsets into the contract's text, within those of the clause. ``lead`` is the clause that
    introduces it: what stands before (a) and the other points of a list, without which a point says only half.
    """

    clause: Clause
    start: int
    end: int
    score: float
    lead: Clause | None = None

    @property
    def text(self) -> str:
        """The passage, as it stands in the contract."""
        return self.clause.text[self.start - self.clause.start : self.end - self.clause.start]


class VectorIndex(Protocol):
    """Nearest clauses by vector; a cache of the record that can be deleted at any time."""

    def replace(self, customer_code: str, contract_no: str, rows: Sequence[tuple[str, Sequence[float]]]) -> None:
        """Hold exactly these (clause id, vector) rows for this contract."""
        ...

    def nearest(
        self, vector: Sequence[float], *, customer_code: str | None, contract_no: str | None, limit: int
    ) -> tuple[tuple[str, float], ...]:
        """(clause id, cosine similarity), best first.

        One of ``customer_code`` and ``contract_no`` must be given unless everything is meant to be searched, which the
        caller says with the literal ``"*"`` as customer code; None for both is a programming error (ValueError).
        """
        ...

    def stamp(self) -> str:
        """What the index says it was built from; empty when it is new, damaged or of another version."""
        ...

    def rebuild(self, stamp: str) -> None:
        """Empty the index and remember ``stamp``."""
        ...


class Embeddings(Protocol):
    """Turns texts into vectors whose nearness is nearness of meaning; all of one model have one size."""

    @property
    def name(self) -> str:
        """Which model makes them: vectors of two names are never compared."""
        ...

    def embed(self, texts: Sequence[str]) -> Iterable[Sequence[float]]:
        """A vector for each text, in order, as they come; raises ModelUnavailable, also after some have come."""
        ...


class VectorCache(Protocol):
    """Vectors that were paid for once: a cache that can be deleted at any time.

    ``owner`` is whose text it is, ``model`` the name of the `Embeddings`, ``key`` a digest of the text.
    """

    def get(self, owner: str, model: str, keys: Collection[str]) -> Mapping[str, Sequence[float]]:
        """Those of ``keys`` that are there, of this owner alone; none when the cache cannot be read."""
        ...

    def put(self, owner: str, model: str, vectors: Mapping[str, Sequence[float]]) -> None:
        """Keep them; what cannot be kept is let go, and embedded again when it is needed."""
        ...

    def keep_only(self, model: str, keys: Mapping[str, Collection[str]]) -> None:
        """Forget every other model, and every key but these by owner."""
        ...
