"""Decides which clauses answer a question: by words, concepts of the trade, vectors, and what a clause is for."""

import hashlib
import itertools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.brief import Topic
from assistant.domain.contracts import Clause, Contract
from assistant.domain.language import Reason
from assistant.errors import ModelUnavailable
from assistant.ports import Hit, VectorIndex
from assistant.retrieval.cite import Citation, cite
from assistant.retrieval.concepts import Lexicon, shipped_lexicon
from assistant.retrieval.hashed import vector_of
from assistant.retrieval.question import Question, read_question
from assistant.retrieval.topics import TopicPatterns, shipped_topics
from assistant.retrieval.vectors import EmbeddedVectors, HashedVectors, Vectors
from assistant.retrieval.wordlists import HERE, KEPT, WordIndex, WordIndexes, is_aside

# How much the two measures of likeness count, both between 0 and 1, and what a clause gains that states what is asked.
_WORDS, _VECTORS, _STATES = 0.8, 0.2, 0.5
_ASIDE = 0.15
# What a passage gains from the ones before and behind it in its clause: an answer is seldom one sentence.
_NEIGHBOURS = 0.1
# Beyond this many nearest vectors nothing changes the first few places.
_NEAREST = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What answers a question, best first, and what the asker should know about how it was searched."""

    hits: tuple[Hit, ...]
    notes: tuple[Reason, ...] = ()


# Raised by one whenever a text gets other tokens than before: vectors that were made earlier are then made anew.
_MADE = 2


class ClauseSearch:
    """Searches contracts; ``index`` is a cache of all contracts' vectors, for searches across customers.

    What is searched for one customer needs nothing but that customer's contracts: word lists and vectors are in memory,
    so that it is as quick and as private as if there were no others. With ``embedded``, a provider's vectors are
    compared in place of those that are hashed here, as long as the provider answers.
    """

    def __init__(
        self,
        index: VectorIndex,
        lexicon: Lexicon | None = None,
        topics: Mapping[Topic, TopicPatterns] | None = None,
        *,
        kept: int = KEPT,
        embedded: EmbeddedVectors | None = None,
    ) -> None:
        """``kept`` is how many contracts' words are remembered; those of any further one are read anew each time."""
        self._hashed = HashedVectors(index)
        self._embedded = embedded
        self._lexicon = lexicon or shipped_lexicon()
        self._topics = topics or shipped_topics()
        self._words = WordIndexes(self._lexicon, self._topics, kept)

    def prepare(self, contract: Contract) -> None:
        """Read the words of this contract now, so that no question within it waits for that."""
        self._words.of((contract,))

    def rebuild(self, contracts: Iterable[Contract]) -> None:
        """Make all vectors anew from ``contracts``, which are all there are.

        Raises ModelUnavailable when the provider does not embed them; those that are hashed here are made by then.
        """
        everything = sorted(contracts, key=lambda contract: contract.number)
        self._rebuild(self._hashed, everything)
        if self._embedded:
            self._rebuild(self._embedded, everything)
            self._embedded.keep_only(everything)

    def refresh(self, contracts: Iterable[Contract]) -> tuple[Reason, ...]:
        """Make vectors anew where they are not of exactly these contracts, which are all there are.

        Says so when it was because the provider's model changed, and when the provider does not embed them.
        """
        everything = sorted(contracts, key=lambda contract: contract.number)
        notes: tuple[Reason, ...] = ()
        if self._embedded:
            try:
                return self._renew(self._embedded, everything)
            except ModelUnavailable as error:
                notes = (_without(error),)
        self._renew(self._hashed, everything)
        return notes

    def find(self, query: str, contracts: Sequence[Contract], k: int = 5) -> Found:
        """At most ``k`` passages of ``contracts`` that answer ``query``; scores compare within one answer.

        Only clauses of the given contracts, as they stand there, ever come out, whatever the vector index holds.
        Across customers, clauses whose vectors are missing there are found by their words alone. When the provider
        does not embed the question or the clauses, vectors that are hashed here take the place of its own.
        """
        question = read_question(query, self._lexicon, self._topics)
        words = self._words.of(contracts)
        if words is None or not question.asks:
            return Found(hits=())
        likeness, notes = self._by_vectors(query, question, words, contracts)
        scores = _scores(question, words, likeness)
        order = sorted(range(len(scores)), key=lambda n: (-scores[n], n))
        best = ((words.described[n], scores[n]) for n in order[:k] if scores[n] > 0)
        hits = tuple(
            Hit(clause=one.clause, start=one.start, end=one.end, score=score, lead=one.lead) for one, score in best
        )
        return Found(hits=hits, notes=notes)

    def search(self, query: str, contracts: Sequence[Contract], k: int = 5) -> tuple[Hit, ...]:
        """The hits of `find`."""
        return self.find(query, contracts, k).hits

    def cite(self, contract: Contract, topic: Topic) -> Citation | None:
        """The clause and the one sentence of ``contract`` that state ``topic``; None when none surely does."""
        return cite(contract, topic, self._topics[topic])

    def _renew(self, kind: Vectors, everything: Sequence[Contract]) -> tuple[Reason, ...]:
        stamp, wanted = kind.index.stamp(), stamp_of(everything, kind.name(), self._lexicon.mark)
        if stamp == wanted:
            return ()
        self._rebuild(kind, everything)
        same = _is_of(kind, stamp)
        return () if same else (Reason.of("vectors_made_anew", model=kind.name(), clauses=_count(everything)),)

    def _rebuild(self, kind: Vectors, everything: Sequence[Contract]) -> None:
        if kind is self._embedded:  # what fails, fails before the index says that it holds everything
            for contract in everything:
                kind.of_clauses(contract.customer_code, self._words.described(contract))
        kind.index.rebuild(stamp_of(everything, kind.name(), self._lexicon.mark))
        for contract in everything:
            rows = kind.of_clauses(contract.customer_code, self._words.described(contract))
            kind.index.replace(contract.customer_code, contract.number, rows)

    def _by_vectors(
        self, query: str, question: Question, words: WordIndex, contracts: Sequence[Contract]
    ) -> tuple[list[list[float]], tuple[Reason, ...]]:
        """For each thing that is asked, how like it every passage is by its clause's vector."""
        owners = {contract.customer_code for contract in contracts}
        notes: tuple[Reason, ...] = ()
        if self._embedded:
            try:
                asked = self._embedded.of_question(query)
                if len(owners) == 1 or _is_of(self._embedded, self._embedded.index.stamp()):
                    return [_likeness(self._embedded, asked, words, owners)] * len(question.asks), ()
            except ModelUnavailable as error:
                notes = (_without(error),)
        vectors = [vector_of(asked.tokens) for asked in question.asks]
        return [_likeness(self._hashed, vector, words, owners) for vector in vectors], notes


def with_neighbours(scores: Sequence[float], clauses: Sequence[Clause]) -> list[float]:
    """The score of each passage with a share of the better one beside it; ``clauses`` are what the passages are of."""
    gains = [0.0] * len(scores)
    for n, (clause, following) in enumerate(itertools.pairwise(clauses)):
        if clause is following:
            gains[n] = max(gains[n], scores[n + 1])
            gains[n + 1] = scores[n]
    return [score + _NEIGHBOURS * gain for score, gain in zip(scores, gains, strict=True)]


def stamp_of(contracts: Sequence[Contract], made_by: str, words: str) -> str:
    """``made_by`` and a digest over the words that texts are read with, and over every contract in the given order."""
    digest = hashlib.sha256(f"{_MADE}\n{words}\n".encode())
    for contract in contracts:
        digest.update(f"{contract.number}\n{contract.customer_code}\n{len(contract.text)}\n{contract.text}".encode())
    return f"{made_by} {digest.hexdigest()}"


def _is_of(kind: Vectors, stamp: str) -> bool:
    return stamp.rpartition(" ")[0] == kind.name()


def _likeness(kind: Vectors, vector: Sequence[float], words: WordIndex, owners: Collection[str]) -> list[float]:
    if len(owners) == 1:
        (owner,) = owners
        near = words.vectors(kind, owner).nearest(vector, customer_code=HERE, contract_no=HERE, limit=_NEAREST)
    else:
        near = kind.index.nearest(vector, customer_code="*", contract_no=None, limit=_NEAREST)
    cosines = dict(near)
    return kind.likeness([cosines.get(one.clause.id, 0.0) for one in words.described])


def _scores(question: Question, words: WordIndex, likeness: Sequence[Sequence[float]]) -> list[float]:
    best = [0.0] * len(words.described)
    for asked, by_vectors in zip(question.asks, likeness, strict=True):
        by_words = words.likeness.of(asked.tokens)
        for n, described in enumerate(words.described):
            score = _WORDS * by_words[n] + _VECTORS * by_vectors[n]
            if score > 0:
                score += _STATES * sum(asked.topics.get(topic, 0.0) for topic in described.topics)
                score -= _ASIDE if is_aside(described.clause) else 0.0
            best[n] = max(best[n], asked.weight * score)
    return with_neighbours(best, [described.clause for described in words.described])


def _without(error: ModelUnavailable) -> Reason:
    return Reason.of("searched_without_embeddings", why=Reason(error.code, error.details))


def _count(contracts: Sequence[Contract]) -> int:
    return sum(len(contract.clauses) for contract in contracts)
