"""Decides which concepts of the payments trade a text speaks of, in whichever language and words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.knowledge import Closed, read_yaml, shipped
from assistant.retrieval.folding import fold
from assistant.retrieval.tokens import words_of


@dataclass(frozen=True, kw_only=True)
class ConceptWords(Closed):
    """The words for one concept in each of the three written languages."""

    zh_hans: tuple[str, ...]
    zh_hant: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WordPair(Closed):
    """One plain word in Chinese (either script) and in English."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ConceptFile(Closed):
    """The content of ``knowledge/retrieval/concepts.yaml``."""

    concepts: Mapping[str, ConceptWords]
    words: Mapping[str, WordPair]


class Lexicon:
    """Finds concepts and plain words; Chinese in one script, English by its stems."""

    def __init__(self, file: ConceptFile) -> None:
        self._concepts = {
            name: _Words.of((*words.zh_hans, *words.zh_hant), words.en) for name, words in file.concepts.items()
        }
        self._words = {name: _Words.of(words.zh, words.en) for name, words in file.words.items()}

    def concepts_in(self, folded: str) -> Mapping[str, int]:
        """The concepts that a folded text speaks of, each with how many different words for it the text holds."""
        return _found(self._concepts, folded)

    def words_in(self, folded: str) -> tuple[str, ...]:
        """The plain words, by their names in the file, that a folded text holds in either language."""
        return tuple(_found(self._words, folded))


@dataclass(frozen=True, slots=True)
class _Words:
    han: tuple[str, ...]
    english: tuple[str, ...]

    @classmethod
    def of(cls, han: Iterable[str], english: Iterable[str]) -> "_Words":
        return cls(
            tuple(dict.fromkeys(fold(word) for word in han)),
            tuple(dict.fromkeys(words_of(fold(phrase)) for phrase in english)),
        )


def _found(lists: Mapping[str, _Words], folded: str) -> dict[str, int]:
    stems = words_of(folded)
    counts = {
        name: sum(word in folded for word in words.han) + sum(phrase in stems for phrase in words.english)
        for name, words in lists.items()
    }
    return {name: count for name, count in counts.items() if count}


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon of ``knowledge/retrieval``; raises BadKnowledge."""
    return load_lexicon(shipped("knowledge") / "retrieval" / "concepts.yaml")


def load_lexicon(path: Path) -> Lexicon:
    """The lexicon in ``path``; raises BadKnowledge."""
    return Lexicon(read_yaml(path, ConceptFile))
