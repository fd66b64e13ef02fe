"""Decides what a question about a customer's history is after, and what that history speaks of, from one file."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.domain.history import PieceKind
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed, read_yaml, shipped
from assistant.retrieval.concepts import ConceptFile, ConceptWords, Lexicon, shipped_concepts

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
    """What a question is after: ``kinds`` of pieces, and ``rest``, the question less the words that say so.

    ``rest`` is as long as the question, so that places in the one are places in the other.
    """

    kinds: frozenset[PieceKind]
    rest: str


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
        named = [self._intents[name] for name in self._asked.concepts_in(folded) if name != _ASKING]
        narrow = [intent for intent in named if not intent.broad]
        kinds = frozenset(kind for intent in narrow or named for kind in intent.prefers)
        rest = list(folded)
        for start, end in self._asked.places_in(folded, [*self._intents, _ASKING]):
            rest[start:end] = " " * (end - start)
        return Aim(kinds=kinds, rest="".join(rest))


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
