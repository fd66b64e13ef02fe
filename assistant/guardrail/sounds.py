"""Hears a phrase behind characters that are written wrong and sound right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.errors import BadKnowledge
from assistant.guardrail.normalise import Edit
from assistant.guardrail.pinyin import is_name
from assistant.guardrail.shapes import SpellingFile

# A phrase of two characters needs one that is right: two that only sound right meet by chance.
_SURE = 2
_FIRST_SIGN = 0xE000  # each syllable is one sign of the private area, so that one expression hears them all


@dataclass(frozen=True, kw_only=True, slots=True)
class Sounds:
    """``signs`` turns characters into the signs of their syllables, in which ``phrases`` are sought."""

    signs: dict[int, int]
    phrases: re.Pattern[str]
    words: dict[str, frozenset[str]]
    ordinary: frozenset[str]


def compile_sounds(file: SpellingFile) -> Sounds:
    """The table of a spelling file; BadKnowledge where a phrase has a syllable that the table of sounds lacks."""
    sign_of = {syllable: chr(_FIRST_SIGN + n) for n, syllable in enumerate(file.sounds)}
    words: dict[str, set[str]] = {}
    for phrase in (each for each in file.phrases if each.by_sound):
        syllables = phrase.pinyin.split()
        if len(syllables) != len(phrase.word) or not sign_of.keys() >= set(syllables):
            raise BadKnowledge(
                "knowledge_invalid", f"{phrase.word!r} needs one known syllable per character.", word=phrase.word
            )
        words.setdefault("".join(sign_of[s] for s in syllables), set()).add(phrase.word)
    return Sounds(
        signs={ord(char): ord(sign_of[s]) for s, characters in file.sounds.items() for char in characters},
        phrases=re.compile("|".join(sorted(words, key=len, reverse=True))),
        words={heard: frozenset(meant) for heard, meant in words.items()},
        ordinary=frozenset(file.ordinary.split()),
    )


def sound_edits(text: str, sounds: Sounds) -> Iterator[Edit]:
    """Each stretch of ``text`` that sounds like a phrase and is neither the phrase nor an ordinary word."""
    if text.isascii():
        return
    for match in sounds.phrases.finditer(text.translate(sounds.signs)):
        written = text[match.start() : match.end()]
        meant = sounds.words[match.group()]
        if written in meant or written in sounds.ordinary or is_name(text, *match.span()):
            continue
        word = max(meant, key=lambda word: (_kept(word, written), word))
        if _kept(word, written) or len(word) > _SURE:
            yield Edit(*match.span(), word)


def _kept(word: str, written: str) -> int:
    """How many characters are written right."""
    return sum(a == b for a, b in zip(word, written, strict=True))
