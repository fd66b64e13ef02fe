"""Decides what a question about a customer's history is after, and what that history speaks of, from one file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from assistant.domain.history import PieceKind
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed, read_yaml, shipped
from assistant.retrieval.concepts import ConceptFile, ConceptWords, Lexicon, shipped_concepts

Place: TypeAlias = tuple[int, int]
_ASKING = "asking"


@dataclass(frozen=True, kw_only=True)
class Intent(ConceptWords):
    """The words by which pieces of some kinds are asked for; a ``broad`` one counts only where no other is asked."""

    prefers: tuple[PieceKind, ...]
    broad: bool = False


@dataclass(frozen=True, kw_only=True)
class HistoryFile(Closed):
    """The content of ``knowledge/retrieval/history.yaml``; ``shared`` are names of concepts that contracts have too."""

    intents: Mapping[str, Intent]
    asking: ConceptWords
    shared: tuple[str, ...]
    concepts: Mapping[str, ConceptWords]


@dataclass(frozen=True, kw_only=True, slots=True)
class Aim:
    """What a question is after: ``kinds`` of pieces, as the ``intents`` say that it speaks of.

    ``named`` is the question less the words of asking, ``rest`` less those of its intents as well; ``asks`` says
    whether there were words of asking at all.
    """

    kinds: frozenset[PieceKind]
    intents: tuple[str, ...]
    named: str
    rest: str
    asks: bool


class HistoryWords:
    """What is known of histories: their concepts and plain words, and how they are asked."""

    def __init__(self, file: HistoryFile, contracts: ConceptFile) -> None:
        shared = {name: contracts.concepts[name] for name in file.shared}
        self.lexicon = Lexicon(ConceptFile(concepts={**shared, **file.concepts}, words=contracts.words))
        self._intents = file.intents
        asked = {**file.intents, _ASKING: file.asking}
        self._asked = Lexicon(ConceptFile(concepts=asked, words={}))

    def aim(self, folded: str) -> Aim:
        """What a folded question is after."""
        asked = [name for name in self._asked.concepts_in(folded) if name != _ASKING]
        narrow = [name for name in asked if not self._intents[name].broad]
        chosen = tuple(narrow or asked)
        theirs = list(self._asked.places_in(folded, self._intents))
        asking = [place for place in self._asked.places_in(folded, [_ASKING]) if not _within(place, theirs)]
        named = _without(folded, asking)
        return Aim(
            kinds=frozenset(kind for name in chosen for kind in self._intents[name].prefers),
            intents=chosen,
            named=named,
            rest=_without(named, theirs),
            asks=bool(asking),
        )

    def places_of(self, aim: Aim, folded: str) -> Iterator[Place]:
        """Where a folded text speaks of what the question is after, in whichever words and language."""
        yield from self._asked.places_in(folded, aim.intents)
        yield from self.lexicon.places_in(
            folded, [*self.lexicon.concepts_in(aim.named), *self.lexicon.words_in(aim.named)]
        )


def _within(place: Place, others: Iterable[Place]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in others)


def _without(text: str, places: Iterable[Place]) -> str:
    left = list(text)
    for start, end in places:
        left[start:end] = " " * (end - start)
    return "".join(left)


@cache
def shipped_history_words() -> HistoryWords:
    """Those of ``knowledge/retrieval``; raises BadKnowledge."""
    return load_history_words(shipped("knowledge") / "retrieval" / "history.yaml")


def load_history_words(path: Path) -> HistoryWords:
    """Those in ``path``, beside the shipped concepts of contracts; raises BadKnowledge."""
    file, contracts = read_yaml(path, HistoryFile), shipped_concepts()
    if unknown := [name for name in file.shared if name not in contracts.concepts]:
        message = f"{path} shares the concept {unknown[0]}, which concepts.yaml lacks; correct the file."
        problem = f"unknown concept {unknown[0]}"
        raise BadKnowledge("knowledge_invalid", message, path=str(path), place="shared", problem=problem)
    return HistoryWords(file, contracts)
