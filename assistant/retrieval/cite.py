"""Decides which clause of a contract states a term, and in which sentence: none rather than a wrong one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain.brief import Topic
from assistant.domain.contracts import Clause, Contract
from assistant.folding import fold
from assistant.retrieval.sentences import parts_of, sentences_of
from assistant.retrieval.topics import TopicPatterns

_FIGURE = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百]+(?=个?(?:工作|营业|自然)?[日天月])")

# Text that is put in or taken out, but not agreed: read as if it were agreed, and the clause is then not quoted.
_PROPOSED = re.compile(r"\{--.*?--\}|\{\+\+|\+\+\}", re.DOTALL)
_UNSETTLED = re.compile(r"\{(?:--|\+\+)|(?:--|\+\+)\}")
# So many answers are remembered, by the whole content of the contract: each of its messages rests on the same ones.
_REMEMBERED = 256


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """The sentence that states ``topic``: ``quote`` is the contract's text from ``start`` to ``end``."""

    topic: Topic
    clause: Clause
    quote: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Candidate:
    clause: Clause
    start: int
    end: int
    rank: tuple[bool, int]


def cite(contract: Contract, topic: Topic, patterns: TopicPatterns) -> Citation | None:
    """The clause that states ``topic`` with its shortest complete sentence that does; None when no clause surely does.

    A clause titled for the topic goes before one that is not, a surer wording before a looser one. When two clauses do
    equally well and name different figures, the contract has two terms, and which one applies is for a person to say;
    so it is where a change of the clause is tracked in the contract and not agreed yet.
    """
    return _cited(contract.text, contract.clauses, topic, patterns)


@lru_cache(_REMEMBERED)
def _cited(text: str, clauses: tuple[Clause, ...], topic: Topic, patterns: TopicPatterns) -> Citation | None:
    candidates = [found for clause in clauses if clause.number for found in _candidates(clause, patterns)]
    if not candidates:
        return None
    best = min(candidate.rank for candidate in candidates)
    leading = [candidate for candidate in candidates if candidate.rank == best]
    first = leading[0].clause
    if any(other.clause is not first and _figures(other) != _figures(leading[0]) for other in leading):
        return None
    chosen = min((c for c in leading if c.clause is first), key=lambda c: (c.end - c.start, c.start))
    quote = text[chosen.start : chosen.end]
    if _UNSETTLED.search(first.text):
        return None
    return Citation(topic=topic, clause=first, quote=quote, start=chosen.start, end=chosen.end)


def stated_in(clause: Clause, topics: Mapping[Topic, TopicPatterns]) -> tuple[tuple[int, frozenset[Topic]], ...]:
    """Where each sentence of ``clause`` begins that states some topics, as an offset into the contract, and which."""
    folded = fold(clause.text)
    found: list[tuple[int, frozenset[Topic]]] = []
    for start, end in sentences_of(clause):
        parts = parts_of(folded[start - clause.start : end - clause.start])
        stated = frozenset(t for t, patterns in topics.items() if any(patterns.strength(p) is not None for p in parts))
        if stated:
            found.append((start, stated))
    return tuple(found)


def _candidates(clause: Clause, patterns: TopicPatterns) -> Iterator[_Candidate]:
    headed = patterns.headed(fold(" ".join(clause.headings)))
    for start, end in sentences_of(clause):
        sentence = fold(_PROPOSED.sub("", clause.text[start - clause.start : end - clause.start]))
        strengths = [s for part in parts_of(sentence) if (s := patterns.strength(part)) is not None]
        if strengths:
            yield _Candidate(clause=clause, start=start, end=end, rank=(not headed, min(strengths)))


def _figures(candidate: _Candidate) -> frozenset[str]:
    text = candidate.clause.text[candidate.start - candidate.clause.start : candidate.end - candidate.clause.start]
    return frozenset(_FIGURE.findall(fold(text)))
