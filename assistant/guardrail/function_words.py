"""The small words by which languages are told apart, looked up without accents."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from assistant.errors import BadKnowledge
from assistant.guardrail.shapes import LanguageFile

_AROUND = ".,;:!?…()[]{}«»\"'。、！？「」『』।؟،"
_FEWEST_WORDS = 4
_FEWEST_SIGNS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class FunctionWords:
    """``other`` names for every folded Latin word the languages that have it; ``marks`` and ``pieces`` are of others.

    ``english`` are words that English alone has, ``shared`` those that it has too.
    """

    english: frozenset[str]
    shared: frozenset[str]
    other: Mapping[str, tuple[str, ...]]
    marks: frozenset[str]
    pieces: re.Pattern[str]

    def are_of_another(self, words: Iterable[str]) -> bool:
        """Whether these folded words of one text are rather of a language other than English."""
        given = tuple(words)
        if len(given) < _FEWEST_WORDS:
            return False
        hits = Counter(language for word in given for language in self.other.get(word, ()))
        distinct = Counter(language for word in set(given) for language in self.other.get(word, ()))
        english = sum(word.lower() in self.english for word in given)
        return any(
            distinct[language] >= _FEWEST_SIGNS and count > english and count * 5 >= len(given)
            for language, count in hits.items()
        )

    def are_english(self, words: Collection[str]) -> bool:
        """Whether at least one in ten is one of the small words without which no English is written."""
        return sum(word in self.english or word in self.shared for word in words) * 10 >= len(words)

    def stand_in(self, text: str) -> bool:
        """Whether ``text``, in a script of its own, has a word or piece that names and addresses lack."""
        words = {word.strip(_AROUND) for word in text.lower().split()}
        return bool(self.pieces.search(text)) or not self.marks.isdisjoint(words)


def compile_languages(file: LanguageFile) -> FunctionWords:
    """The words of a file; raises BadKnowledge for a word that English has as well."""
    english, shared = frozenset(file.english.only.split()), frozenset(file.english.shared.split())
    other: dict[str, tuple[str, ...]] = {}
    marks: set[str] = set()
    for language, given in file.others.items():
        for word in given.words.split():
            if not word.isascii():
                marks.add(word)
            elif word in english or word in shared:
                raise BadKnowledge(
                    "knowledge_invalid",
                    f"languages.yaml: {word!r} of {language} is English too; leave it out.",
                    path="languages.yaml",
                    place=f"others.{language}",
                    problem=f"{word!r} is English too",
                )
            else:
                other[word] = (*other.get(word, ()), language)
    pieces = (piece for given in file.others.values() for piece in given.inside.split())
    return FunctionWords(
        english=english,
        shared=shared,
        other=other,
        marks=frozenset(marks),
        pieces=re.compile("|".join(map(re.escape, pieces)) or r"(?!)"),
    )
