"""Decides which clauses answer a question: by words, concepts of the trade, vectors, and what a clause is for."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from assistant.domain.brief import Topic
from assistant.domain.contracts import Contract
from assistant.ports import Hit, VectorIndex
from assistant.retrieval.cite import Citation, cite
from assistant.retrieval.concepts import Lexicon, shipped_lexicon
from assistant.retrieval.hashed import vector_of
from assistant.retrieval.question import Question, read_question
from assistant.retrieval.topics import TopicPatterns, shipped_topics
from assistant.retrieval.wordlists import HERE, WordIndex, WordIndexes, is_aside, vector_rows

# How much the two measures of likeness count, both between 0 and 1, and what a clause gains that states what is asked.
_WORDS, _VECTORS, _STATES = 0.8, 0.2, 0.5
_ASIDE = 0.15
# Beyond this many nearest vectors nothing changes the first few places.
_NEAREST = 50
# Texts with nothing in common reach this likeness when some of their words share a place in the vector.
_CHANCE = 0.12


class ClauseSearch:
    """Searches contracts; ``index`` is a cache of all contracts' vectors, for searches across customers.

    What is searched for one customer needs nothing but that customer's contracts: word lists and vectors are in memory,
    so that it is as quick and as private as if there were no others.
    """

    def __init__(
        self,
        index: VectorIndex,
        lexicon: Lexicon | None = None,
        topics: Mapping[Topic, TopicPatterns] | None = None,
    ) -> None:
        self._index = index
        self._lexicon = lexicon or shipped_lexicon()
        self._topics = topics or shipped_topics()
        self._words = WordIndexes(self._lexicon, self._topics)

    def index(self, contract: Contract) -> None:
        """Hold the vectors of this contract's clauses, and none of an earlier version of it."""
        self._index.replace(contract.customer_code, contract.number, vector_rows(self._words.described(contract)))

    def rebuild(self, contracts: Iterable[Contract]) -> None:
        """Make the vectors anew from ``contracts``, which are all there are."""
        everything = sorted(contracts, key=lambda contract: contract.number)
        self._index.rebuild(stamp_of(everything))
        for contract in everything:
            self.index(contract)

    def is_current(self, contracts: Iterable[Contract]) -> bool:
        """Whether the vectors were made from exactly these contracts."""
        return self._index.stamp() == stamp_of(sorted(contracts, key=lambda contract: contract.number))

    def search(self, query: str, contracts: Sequence[Contract], k: int = 5) -> tuple[Hit, ...]:
        """At most ``k`` passages of ``contracts`` that answer ``query``, best first; scores compare within one answer.

        Only clauses of the given contracts, as they stand there, ever come out, whatever the vector index holds.
        Across customers, clauses whose vectors are missing there are found by their words alone.
        """
        question = read_question(query, self._lexicon, self._topics)
        words = self._words.of(contracts)
        if words is None or not question.asks:
            return ()
        scores = self._scores(question, words, contracts)
        order = sorted(range(len(scores)), key=lambda n: (-scores[n], n))
        best = ((words.described[n], scores[n]) for n in order[:k] if scores[n] > 0)
        return tuple(Hit(clause=one.clause, start=one.start, end=one.end, score=score) for one, score in best)

    def cite(self, contract: Contract, topic: Topic) -> Citation | None:
        """The clause and the one sentence of ``contract`` that state ``topic``; None when none surely does."""
        return cite(contract, topic, self._topics[topic])

    def _scores(self, question: Question, words: WordIndex, contracts: Sequence[Contract]) -> list[float]:
        best = [0.0] * len(words.described)
        for asked in question.asks:
            by_words = words.likeness(asked.tokens)
            by_vectors = self._by_vectors(asked.tokens, words, contracts)
            for n, described in enumerate(words.described):
                score = _WORDS * by_words[n] + _VECTORS * by_vectors[n]
                if score > 0:
                    score += _STATES * sum(asked.topics.get(topic, 0.0) for topic in described.topics)
                    score -= _ASIDE if is_aside(described.clause) else 0.0
                best[n] = max(best[n], asked.weight * score)
        return best

    def _by_vectors(self, tokens: Sequence[str], words: WordIndex, contracts: Sequence[Contract]) -> list[float]:
        asked = vector_of(tokens)
        if len({contract.customer_code for contract in contracts}) == 1:
            near = words.vectors.nearest(asked, customer_code=HERE, contract_no=HERE, limit=_NEAREST)
        else:
            near = self._index.nearest(asked, customer_code="*", contract_no=None, limit=_NEAREST)
        similar = dict(near)
        found = [similar.get(one.clause.id, 0.0) for one in words.described]
        top = max(found)
        return [score / top if score >= _CHANCE else 0.0 for score in found]


def stamp_of(contracts: Sequence[Contract]) -> str:
    """A digest over number, owner and text of every contract, in the given order."""
    digest = hashlib.sha256()
    for contract in contracts:
        digest.update(f"{contract.number}\n{contract.customer_code}\n{len(contract.text)}\n{contract.text}".encode())
    return digest.hexdigest()
