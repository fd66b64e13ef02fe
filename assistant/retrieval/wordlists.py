"""Decides what a clause is found by: its own words, its headings, its lead-in, its concepts and what it states."""

import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from assistant.domain.brief import Topic
from assistant.domain.contracts import Clause, Contract
from assistant.folding import fold
from assistant.retrieval.array_index import ArrayIndex
from assistant.retrieval.cite import stated_in
from assistant.retrieval.concepts import Lexicon
from assistant.retrieval.figures import figures_of
from assistant.retrieval.likeness import Likeness
from assistant.retrieval.passages import passages_of
from assistant.retrieval.tokens import tokens_of
from assistant.retrieval.topics import TopicPatterns
from assistant.retrieval.vectors import Vectors

# A concept counts once for each of its words that the clause holds, up to this, and again where the title holds it.
_MOST_TIMES = 2
_IN_TITLE = 2
KEPT = 64
# So much of a clause's beginning is read with each of its points and passages.
_INTRODUCED = 120
# What the vectors in memory are filed under: they are of the contracts at hand, whoever's these are.
HERE = "here"
_SCHEDULE = re.compile("附|schedule|exhibit|annex|appendix|attachment", re.IGNORECASE)
K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """A passage as it is searched: ``tokens`` of text, headings and concepts, and the topics that it states.

    ``lead`` is the clause that introduces the one it stands in.
    """

    clause: Clause
    lead: Clause | None
    start: int
    end: int
    tokens: tuple[str, ...]
    topics: frozenset[Topic]


@dataclass(frozen=True, kw_only=True)
class WordIndex:
    """The passages of some contracts with their words, and the vectors of their clauses when asked for."""

    described: tuple[Described, ...]
    likeness: Likeness
    _vectors: dict[str, ArrayIndex] = field(default_factory=dict, init=False)

    def vectors(self, kind: Vectors, owner: str) -> ArrayIndex:
        """The clauses' vectors in memory: to compare with all of a few contracts is quicker than any filter.

        Raises ModelUnavailable when they can be neither found nor made.
        """
        name = kind.name()
        if name not in self._vectors:
            index = ArrayIndex()
            index.replace(HERE, HERE, kind.of_clauses(owner, self.described))
            self._vectors[name] = index
        return self._vectors[name]


class WordIndexes:
    """Word indexes by the content of the contracts, the most recently used ones kept."""

    def __init__(self, lexicon: Lexicon, topics: Mapping[Topic, TopicPatterns], kept: int = KEPT) -> None:
        """``kept`` is how many contracts, and how many indexes over some of them, are remembered."""
        self._kept = kept
        self._lexicon = lexicon
        self._topics = topics
        self._lock = threading.Lock()
        self._contracts: OrderedDict[str, tuple[Described, ...]] = OrderedDict()
        self._indexes: OrderedDict[tuple[str, ...], WordIndex] = OrderedDict()

    def of(self, contracts: Sequence[Contract]) -> WordIndex | None:
        """The index over all passages of ``contracts``; None when there are none."""
        keys = tuple(_key(contract) for contract in contracts)
        with self._lock:
            found = self._indexes.get(keys)
            if found is None:
                found = self._build(contracts, keys)
            if found is not None:
                self._keep(self._indexes, keys, found)
            return found

    def described(self, contract: Contract) -> tuple[Described, ...]:
        """What each passage of ``contract`` is found by, in order."""
        with self._lock:
            return self._described(contract, _key(contract))

    def _build(self, contracts: Sequence[Contract], keys: Sequence[str]) -> WordIndex | None:
        described = tuple(
            d for contract, key in zip(contracts, keys, strict=True) for d in self._described(contract, key)
        )
        if not described:
            return None
        likeness = Likeness([one.tokens for one in described])
        return WordIndex(described=described, likeness=likeness)

    def _described(self, contract: Contract, key: str) -> tuple[Described, ...]:
        found = self._contracts.get(key)
        if found is None:
            leads = lead_ins(contract)
            found = tuple(
                described
                for clause in contract.clauses
                for described in describe(clause, leads.get(clause.id), self._lexicon, self._topics)
            )
        self._keep(self._contracts, key, found)
        return found

    def _keep(self, kept: OrderedDict[K, V], key: K, value: V) -> None:
        kept[key] = value
        kept.move_to_end(key)
        while len(kept) > self._kept:
            kept.popitem(last=False)


def describe(
    clause: Clause, lead: Clause | None, lexicon: Lexicon, topics: Mapping[Topic, TopicPatterns]
) -> Iterator[Described]:
    """What each passage of ``clause`` is found by: also by its headings and by ``lead``, which introduces it."""
    headings = fold(" \n".join(clause.headings))
    title = fold(clause.headings[-1]) if clause.headings else ""
    shared = [*tokens_of(headings), *tokens_of(title)]
    shared += [f"§{name}" for name in lexicon.concepts_in(title)] * _IN_TITLE
    stated = stated_in(clause, topics)
    opening = fold(clause.text[:_INTRODUCED])
    introduced = fold(lead.text[:_INTRODUCED]) if lead else ""
    for start, end in passages_of(clause):
        own = fold(clause.text[start - clause.start : end - clause.start])
        above = f"{introduced}\n{opening}" if start > clause.start else introduced
        everything = f"{headings}\n{above}\n{own}"
        tokens = [*tokens_of(own), *figures_of(own), *tokens_of(above), *shared]
        for name, count in lexicon.concepts_in(everything).items():
            tokens += [f"§{name}"] * min(count, _MOST_TIMES)
        tokens += [f"={name}" for name in lexicon.words_in(everything)]
        about = frozenset(topic for place, topics_there in stated if start <= place < end for topic in topics_there)
        yield Described(clause=clause, lead=lead, start=start, end=end, tokens=tuple(tokens), topics=about)


def lead_ins(contract: Contract) -> Mapping[str, Clause]:
    """The clause that each listed point such as ``5(C)(a)`` belongs to and is introduced by, by the point's id."""
    found: dict[str, Clause] = {}
    before: dict[str, Clause] = {}
    for clause in contract.clauses:
        if clause.number.endswith((")", "）", "项", "項", "款")):
            above = (before.get(clause.number[:length]) for length in range(len(clause.number) - 1, 0, -1))
            if lead := next(filter(None, above), None):
                found[clause.id] = lead
        before[clause.number] = clause
    return found


def is_aside(clause: Clause) -> bool:
    """Whether a clause is a preamble, a signature or part of a schedule: the terms themselves stand elsewhere."""
    return not clause.number or bool(_SCHEDULE.match(clause.number))


def _key(contract: Contract) -> str:
    body = f"{contract.customer_code}\n{contract.number}\n{len(contract.clauses)}\n{contract.text}"
    return hashlib.sha256(body.encode()).hexdigest()
