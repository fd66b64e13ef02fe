"""Undoes disguised spellings of the worst words: pinyin, look-alike characters, digits and signs for letters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from assistant.guardrail.normalise import HAN, Edit, Folded, apply_edits
from assistant.guardrail.shapes import SpellingFile
from assistant.guardrail.unpack import unpack

_TOKEN = re.compile(rf"[{HAN}]|[A-Za-z]+")
_ODD_WORD = re.compile(r"[A-Za-z0-9@$!|+][A-Za-z0-9@$!|+*.\-_]{2,}")
_AS_LETTER = str.maketrans("0134578@$!|+", "oleastbasiit")
_AS_LETTER_TOO = str.maketrans("1", "i")
_DROPPED = re.compile(r"[.\-_*]")
_LATIN = re.compile(r"[A-Za-z]+")
_LONGEST = 5  # tokens of one word
_REACH = 2 * _LONGEST


@dataclass(frozen=True, kw_only=True, slots=True)
class Spellings:
    """Words to restore: ``mixed`` maps pinyin forms, ``variants`` wrong characters, ``words`` are plain English."""

    mixed: dict[str, str]
    syllables: frozenset[str]
    variants: tuple[tuple[str, str], ...]
    words: frozenset[str]


def compile_spellings(file: SpellingFile) -> Spellings:
    """The lookup tables behind a spelling file."""
    mixed: dict[str, str] = {}
    for phrase in file.phrases:
        sounds = phrase.pinyin.split()
        for choice in product((0, 1), repeat=len(phrase.word)):
            form = "".join(pair[pick] for pair, pick in zip(zip(phrase.word, sounds, strict=True), choice, strict=True))
            if any(choice):
                mixed[form] = phrase.word
    return Spellings(
        mixed=mixed,
        syllables=frozenset(sound for phrase in file.phrases for sound in phrase.pinyin.split()) | frozenset(mixed),
        variants=tuple((variant, phrase.word) for phrase in file.phrases for variant in phrase.also),
        words=frozenset(file.words),
    )


def restore(folded: Folded, spellings: Spellings) -> Folded:
    """``folded`` with what is packed laid open, and every disguised word in its plain spelling."""
    folded = unpack(folded)
    edits = sorted(
        (*_from_pinyin(folded, spellings), *_from_variants(folded, spellings), *_from_signs(folded, spellings)),
        key=lambda edit: (edit.start, -edit.end),
    )
    return apply_edits(folded, _without_overlap(edits))


def _from_variants(folded: Folded, spellings: Spellings) -> Iterator[Edit]:
    for variant, word in spellings.variants:
        at = folded.text.find(variant)
        while at >= 0:
            yield Edit(at, at + len(variant), word)
            at = folded.text.find(variant, at + len(variant))


def _from_signs(folded: Folded, spellings: Spellings) -> Iterator[Edit]:
    for match in _ODD_WORD.finditer(folded.lower):
        seen = match.group().strip(".-_*!|")
        if seen.isalpha() or not any(c.isalpha() for c in seen):
            continue
        start = match.start() + match.group().index(seen)
        if word := _plain_word(seen, spellings.words):
            yield Edit(start, start + len(seen), word)


def _plain_word(seen: str, words: frozenset[str]) -> str | None:
    if "*" in seen and seen.count("*") * 2 <= len(seen):
        masked = re.compile(re.escape(seen).replace(r"\*", "[a-z]"))
        return next((word for word in sorted(words) if len(word) == len(seen) and masked.fullmatch(word)), None)
    bare = _DROPPED.sub("", seen)
    readings = (bare, bare.translate(_AS_LETTER), bare.translate(_AS_LETTER_TOO).translate(_AS_LETTER))
    return next((word for word in readings if word in words), None)


def _from_pinyin(folded: Folded, spellings: Spellings) -> Iterator[Edit]:
    text = folded.text
    for begin, end in _around_latin(text):
        tokens = list(_TOKEN.finditer(text, begin, end))
        for first, token in enumerate(tokens):
            word = token.group()
            if not word.isascii() or word.lower() in spellings.syllables:
                yield from _pinyin_from(first, tokens, text, spellings)


def _pinyin_from(first: int, tokens: list[re.Match[str]], text: str, spellings: Spellings) -> Iterator[Edit]:
    form = ""
    for last in range(first, min(first + _LONGEST, len(tokens))):
        part = tokens[last]
        if last > first and not _joined(text, tokens[last - 1], part):
            return
        form += part.group()
        if word := spellings.mixed.get(form) or spellings.mixed.get(form.lower()):
            yield Edit(tokens[first].start(), part.end(), word)


def _around_latin(text: str) -> Iterator[tuple[int, int]]:
    """The stretches that hold Latin letters, with the few characters on either side that may belong to a word."""
    begin, end = 0, -1
    for match in _LATIN.finditer(text):
        if match.start() - _REACH > end:
            if end >= 0:
                yield begin, end
            begin = max(0, match.start() - _REACH)
        end = min(len(text), match.end() + _REACH)
    if end >= 0:
        yield begin, end


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    gap = text[left.end() : right.start()]
    return len(gap) <= 2 and not gap.strip(" '*-_.")


def _without_overlap(edits: list[Edit]) -> Iterator[Edit]:
    done = 0
    for edit in edits:
        if edit.start >= done:
            yield edit
            done = edit.end
