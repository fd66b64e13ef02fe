"""Undoes disguised spellings of the worst words: by sound, by look, by initials, halves, pictographs and figures."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from assistant.guardrail.normalise import HAN, PICTOGRAPHS, WEAPONS, Edit, Folded, apply_edits
from assistant.guardrail.pinyin import Pinyin, compile_pinyin, pinyin_edits, zhuyin_edits
from assistant.guardrail.shapes import Pictograph, SpellingFile
from assistant.guardrail.signs import sign_edits
from assistant.guardrail.sounds import Sounds, compile_sounds, sound_edits
from assistant.guardrail.unpack import unpack

_HAN = re.compile(f"[{HAN}]")
_PICTOGRAPH = re.compile(f"[{''.join(PICTOGRAPHS)}]")
_ARTICLE = re.compile(r"\b(?:a|an|the|your|my|our) ?$", re.IGNORECASE)
_COUNTED = re.compile(r" ?[楼层号店个天次点日月年家台吨万千元件份小分款期箱套位人条米公%.:/-]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Spellings:
    """What is looked up: whole ``instead`` words by their first character, and the tables of each kind of disguise."""

    instead: dict[str, tuple[tuple[str, str], ...]]
    firsts: re.Pattern[str]
    pairs: frozenset[str]
    initials: re.Pattern[str]
    initial_words: dict[str, str]
    pictographs: dict[str, Pictograph]
    pinyin: Pinyin
    sounds: Sounds
    words: frozenset[str]
    worst: tuple[str, ...]


def compile_spellings(file: SpellingFile, vocabulary: Iterable[str] = ()) -> Spellings:
    """The lookup tables behind a spelling file; BadKnowledge where a phrase and its syllables do not fit.

    ``vocabulary`` is what else of English the rules listen for.
    """
    written = {
        **{variant: phrase.word for phrase in file.phrases for variant in phrase.also},
        **file.characters,
        **file.halves,
        **file.cantonese,
    }
    by_first: dict[str, list[tuple[str, str]]] = {}
    for variant in sorted(written, key=len, reverse=True):
        by_first.setdefault(variant[0], []).append((variant, written[variant]))
    framed, curses = (sorted(names, key=len, reverse=True) for names in (file.initials, file.curses))
    return Spellings(
        instead={first: tuple(rest) for first, rest in by_first.items()},
        firsts=re.compile(f"[{re.escape(''.join(by_first))}]"),
        pairs=frozenset(p.word[n : n + 2] for p in file.phrases for n in range(len(p.word) - 1)),
        initials=re.compile(
            rf"(?<=[{file.initials_after}])(?:(?i:{'|'.join(' ?'.join(name) for name in framed)}))(?![A-Za-z0-9-])"
            rf"|(?<![A-Za-z0-9.@-])(?:{'|'.join(curses)})(?=[{HAN},，。!]|$)"
        ),
        initial_words={**file.curses, **file.initials},
        pictographs=file.pictographs,
        pinyin=compile_pinyin(file),
        sounds=compile_sounds(file),
        words=frozenset((*file.words, *vocabulary)),
        worst=file.words,
    )


def restore(folded: Folded, spellings: Spellings) -> Folded:
    """``folded`` with what is packed laid open, and every disguised word in its plain spelling."""
    folded = unpack(folded)
    for edits in _STEPS:
        folded = apply_edits(folded, _without_overlap(sorted(edits(folded, spellings), key=_in_order)))
    return folded


def _pictographs(folded: Folded, spellings: Spellings) -> Iterator[Edit]:
    for match in _PICTOGRAPH.finditer(folded.text):
        yield Edit(*match.span(), _word_for(folded.text, match.start(), spellings))


def _word_for(text: str, at: int, spellings: Spellings) -> str:
    sign, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if before + after in spellings.pairs or sign in (text[at - 2 : at - 1], text[at + 2 : at + 3]):
        return ""  # it only parts the characters of a word
    said = spellings.pictographs.get(before + sign) or spellings.pictographs.get(sign)
    last = text[max(0, at - 3) : at].rstrip()[-1:]
    if sign in WEAPONS and not _ARTICLE.search(text, max(0, at - 8), at):
        return sign  # the rules know what it means
    if said and _HAN.match(last):
        return said.zh.removeprefix(before)
    return f" {said.en} " if said and last.isascii() and last.isalpha() else ""


def _instead(folded: Folded, spellings: Spellings) -> Iterator[Edit]:
    text = folded.text
    for match in spellings.firsts.finditer(text):
        at = match.start()
        for variant, word in spellings.instead[match.group()]:
            if text.startswith(variant, at) and _stands_alone(text, at, at + len(variant)):
                yield Edit(at, at + len(variant), word)
                break


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a Latin letter or figure at either end of it belongs to it alone."""
    before, first, last, after = (
        text[start - 1 : start] if start else "",
        text[start],
        text[end - 1],
        text[end : end + 1],
    )
    if last.isdigit() and _COUNTED.match(text, end):
        return False
    return not ((_is_latin(first) and _is_latin(before)) or (_is_latin(last) and _is_latin(after)))


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _initials(folded: Folded, spellings: Spellings) -> Iterator[Edit]:
    for match in spellings.initials.finditer(folded.text):
        yield Edit(*match.span(), spellings.initial_words[match.group().replace(" ", "").lower()])


_STEPS: tuple[Callable[[Folded, Spellings], Iterator[Edit]], ...] = (
    _pictographs,
    _instead,
    _initials,
    lambda folded, spellings: zhuyin_edits(folded.text, spellings.pinyin),
    lambda folded, spellings: pinyin_edits(folded.text, spellings.pinyin),
    lambda folded, spellings: sound_edits(folded.text, spellings.sounds),
    lambda folded, spellings: sign_edits(folded, spellings.words, spellings.worst),
)


def _in_order(edit: Edit) -> tuple[int, int]:
    return edit.start, -edit.end


def _without_overlap(edits: list[Edit]) -> Iterator[Edit]:
    done = 0
    for edit in edits:
        if edit.start >= done:
            yield edit
            done = edit.end
