"""Decides which concepts of the payments trade a text speaks of, in whichever language and words."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from assistant.folding import fold
from assistant.knowledge import Closed, read_yaml, shipped
from assistant.retrieval.tokens import stem, word_places, words_of


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


_HAN = re.compile("[\u3400-\u9fff]+")


class Lexicon:
    """Finds concepts and plain words; Chinese in one script, English by its stems."""

    def __init__(self, file: ConceptFile) -> None:
        # Changes with every word: vectors that were made with other words are not compared with new ones.
        self.mark = hashlib.sha256(repr(file).encode()).hexdigest()
        self._concepts = _Lists(
            {name: ((*words.zh_hans, *words.zh_hant), words.en) for name, words in file.concepts.items()}
        )
        self._words = _Lists({name: (words.zh, words.en) for name, words in file.words.items()})

    def concepts_in(self, folded: str) -> Mapping[str, int]:
        """The concepts that a folded text speaks of, each with how many different words for it the text holds."""
        return self._concepts.found_in(folded)

    def words_in(self, folded: str) -> tuple[str, ...]:
        """The plain words, by their names in the file, that a folded text holds in either language."""
        return tuple(self._words.found_in(folded))

    def places_in(self, folded: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
        """Where the words of these concepts and plain words stand in a folded text; places may overlap."""
        wanted = frozenset(names)
        yield from self._concepts.places_in(folded, wanted)
        yield from self._words.places_in(folded, wanted)


class _Lists:
    """Lists of words by name; each word is kept under how it begins, so that only few are looked for in a text."""

    def __init__(self, lists: Mapping[str, tuple[Iterable[str], Iterable[str]]]) -> None:
        self._order = {name: place for place, name in enumerate(lists)}
        self._han: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._english: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for name, (han, english) in lists.items():
            for word in dict.fromkeys(fold(word) for word in han):
                self._han[word[:2]].append((word, name))
            for phrase in dict.fromkeys(words_of(fold(phrase)) for phrase in english):
                self._english[_first(phrase)].append((phrase, name))

    def found_in(self, folded: str) -> dict[str, int]:
        """How many different words of each list stand in a folded text, for the lists that have any there."""
        stems = words_of(folded)
        counts = Counter(
            name
            for within, begins, words in (
                (folded, _han_begins(folded), self._han),
                (stems, set(stems.split()), self._english),
            )
            for begin in begins & words.keys()
            for word, name in words[begin]
            if word in within
        )
        return {name: counts[name] for name in sorted(counts, key=self._order.__getitem__)}

    def places_in(self, folded: str, names: Collection[str]) -> Iterator[tuple[int, int]]:
        """Where words of the lists called ``names`` stand."""
        for here in range(len(folded)):
            for begin in {folded[here], folded[here : here + 2]}:
                for word, name in self._han.get(begin, ()):
                    if name in names and folded.startswith(word, here):
                        yield here, here + len(word)
        stems = [(place, stem(folded[slice(*place)])) for place in word_places(folded)]
        for n, (place, first) in enumerate(stems):
            for phrase, name in self._english.get(first, ()):
                words = phrase.split()
                if name in names and [one for _, one in stems[n : n + len(words)]] == words:
                    yield place[0], stems[n + len(words) - 1][0][1]


def _han_begins(folded: str) -> set[str]:
    """Every Chinese character of a folded text, alone and with the one behind it."""
    return {begin for run in _HAN.findall(folded) for begin in (*run, *map("".join, pairwise(run)))}


def _first(phrase: str) -> str:
    return next(iter(phrase.split()), "")


@cache
def shipped_lexicon() -> Lexicon:
    """The lexicon of ``knowledge/retrieval``; raises BadKnowledge."""
    return Lexicon(shipped_concepts())


@cache
def shipped_concepts() -> ConceptFile:
    """The concepts and words that contracts are searched by; raises BadKnowledge."""
    return read_yaml(shipped("knowledge") / "retrieval" / "concepts.yaml", ConceptFile)
