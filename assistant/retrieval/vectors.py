"""Decides how the vectors of clauses and questions are made: hashed here, or by a provider's model."""

import hashlib
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from assistant.domain.contracts import Clause, Contract
from assistant.ports import Embeddings, VectorCache, VectorIndex
from assistant.retrieval.hashed import SIZE, vector_of

if TYPE_CHECKING:
    from assistant.retrieval.wordlists import Described

# Texts with nothing in common reach this likeness when some of their words share a place in a hashed vector.
_CHANCE = 0.12
_KEPT_QUESTIONS = 256
# Embedded once to learn how long a model's vectors are; it belongs to no customer.
_PROBE, _NOBODY = "payment terms", ""

Row = tuple[str, Sequence[float]]


class Vectors(Protocol):
    """One way to make vectors, with the index that holds those of all contracts."""

    index: VectorIndex

    def name(self) -> str:
        """Which vectors these are, their size included; raises ModelUnavailable when that cannot be learnt."""
        ...

    def of_clauses(self, owner: str, described: Iterable["Described"]) -> list[Row]:
        """(clause id, vector) of each clause; raises ModelUnavailable."""
        ...

    def likeness(self, cosines: Sequence[float]) -> list[float]:
        """How like the question each clause is, the best being 1, from its cosine (0 for one that is not near)."""
        ...


class HashedVectors:
    """Vectors of words and concepts, made on this machine; they never fail."""

    def __init__(self, index: VectorIndex) -> None:
        """``index`` holds all contracts' vectors of this kind."""
        self.index = index

    def name(self) -> str:
        """Always the same."""
        return f"hashed/{SIZE}"

    def of_clauses(self, owner: str, described: Iterable["Described"]) -> list[Row]:  # noqa: ARG002  (one way to ask)
        """From the words of all passages of each clause."""
        tokens: dict[str, list[str]] = defaultdict(list)
        for passage in described:
            tokens[passage.clause.id] += passage.tokens
        return [(clause_id, vector_of(of_clause)) for clause_id, of_clause in tokens.items()]

    def likeness(self, cosines: Sequence[float]) -> list[float]:
        """In proportion, without what chance alone explains."""
        top = max(cosines)
        return [cosine / top if cosine >= _CHANCE else 0.0 for cosine in cosines]


class EmbeddedVectors:
    """Vectors of headings and text, made by a provider's model; each text is sent once per owner and model.

    What a customer's contracts hold is looked up under that customer alone.
    """

    def __init__(self, index: VectorIndex, embeddings: Embeddings, cache: VectorCache) -> None:
        """``index`` holds all contracts' vectors of this kind."""
        self.index = index
        self._embeddings = embeddings
        self._cache = cache
        self._lock = threading.Lock()
        self._size = 0
        self._questions: OrderedDict[str, Sequence[float]] = OrderedDict()

    def name(self) -> str:
        """Model and size; embeds a word or two where that is not known yet."""
        return f"{self._embeddings.name}/{self._known_size()}"

    def of_clauses(self, owner: str, described: Iterable["Described"]) -> list[Row]:
        """From the text of each clause below its headings; what was embedded before is not sent again."""
        clauses = {passage.clause.id: passage.clause for passage in described}
        return self._held(owner, [(name, _text(clause)) for name, clause in clauses.items()])

    def of_question(self, words: str) -> Sequence[float]:
        """The vector of a question, as it was asked; the latest are remembered. Raises ModelUnavailable."""
        with self._lock:
            found = self._questions.get(words)
        if found is None:
            (found,) = self._embeddings.embed([words])
            self._notice_size(len(found))
        with self._lock:
            self._questions[words] = found
            self._questions.move_to_end(words)
            while len(self._questions) > _KEPT_QUESTIONS:
                self._questions.popitem(last=False)
        return found

    def likeness(self, cosines: Sequence[float]) -> list[float]:
        """Between the least and the best that is near: models give a high cosine to any two texts of one trade."""
        near = [cosine for cosine in cosines if cosine]
        low, top = (min(near), max(near)) if near else (0.0, 0.0)
        return [(cosine - low) / (top - low) if cosine and top > low else 0.0 for cosine in cosines]

    def keep_only(self, contracts: Iterable[Contract]) -> None:
        """Forget every vector that is not of a clause of these contracts."""
        keys: dict[str, set[str]] = defaultdict(set, {_NOBODY: {_key(_PROBE)}})
        for contract in contracts:
            keys[contract.customer_code] |= {_key(_text(clause)) for clause in contract.clauses}
        self._cache.keep_only(self._embeddings.name, keys)

    def _known_size(self) -> int:
        if not self._size:
            ((_, vector),) = self._held(_NOBODY, [("", _PROBE)])
            self._size = len(vector)
        return self._size

    def _notice_size(self, size: int) -> None:
        """Forget what the provider made before it changed the model behind the name."""
        if size != self._known_size():
            self._cache.keep_only(self._embeddings.name, {})
            with self._lock:
                self._questions.clear()
            self._size = size

    def _held(self, owner: str, texts: Sequence[tuple[str, str]]) -> list[Row]:
        keys = {name: _key(text) for name, text in texts}
        held = dict(self._cache.get(owner, self._embeddings.name, set(keys.values())))
        lacking = {keys[name]: text for name, text in texts if keys[name] not in held}
        made: dict[str, Sequence[float]] = {}
        try:
            for key, vector in zip(lacking, self._embeddings.embed(list(lacking.values())), strict=True):
                made[key] = vector
        finally:  # what came before a failure is paid for, too
            if made:
                self._cache.put(owner, self._embeddings.name, made)
        held |= made
        return [(name, held[key]) for name, key in keys.items()]


def _text(clause: Clause) -> str:
    return "\n".join([*clause.headings, clause.text])


def _key(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
