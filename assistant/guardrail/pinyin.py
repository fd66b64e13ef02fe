"""Reads phrases that are written in pinyin or Zhuyin, whole or mixed with characters."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from assistant.guardrail.normalise import HAN, Edit
from assistant.guardrail.shapes import SpellingFile

_TOKEN = re.compile(rf"[{HAN}]|(?<![A-Za-z])[A-Za-z][A-Za-z0]{{0,24}}[1-5]?(?![A-Za-z0-9])")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0]*")
_RUN = re.compile(r"(?<![A-Za-z])[a-z]{1,6}(?: [a-z]{1,6}){2,60}(?![A-Za-z])")
_LONGEST = 5  # tokens of one word
_REACH = 2 * _LONGEST
_ZHUYIN = re.compile("[\u3105-\u3129]")
_TONES = "[ˊˇˋ˙]?"
# Where a name stands, and not a word: after a title or an opening bracket, before a title or a bracket.
_NAMED_BEFORE = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Miss|Dear|Dr)\.? |联系人:? ?|[(（@])$", re.IGNORECASE)
_NAMED_AFTER = re.compile(r" ?(?:先生|女士|小姐|经理|总|师傅|主任|老师|您好|[(（)）@]|[A-Z])")


@dataclass(frozen=True, kw_only=True, slots=True)
class Pinyin:
    """``mixed`` maps every spelling of a phrase; ``small`` reads the little words in a run of pinyin around one."""

    mixed: dict[str, str]
    syllables: frozenset[str]
    firsts: frozenset[str]
    zhuyin: dict[str, str]
    bopomofo: re.Pattern[str]
    small: dict[str, str]


def compile_pinyin(file: SpellingFile) -> Pinyin:
    """The tables of a spelling file."""
    mixed: dict[str, str] = {}
    for phrase in file.phrases:
        sounds = phrase.pinyin.split()
        for choice in product((0, 1), repeat=len(phrase.word)):
            form = "".join(pair[pick] for pair, pick in zip(zip(phrase.word, sounds, strict=True), choice, strict=True))
            if any(choice):
                mixed.setdefault(form, phrase.word)
                mixed.setdefault(form.replace("ü", "v"), phrase.word)
                mixed.setdefault(form.replace("ü", "u"), phrase.word)
    longest_first = sorted(file.zhuyin, key=len, reverse=True)
    return Pinyin(
        mixed=mixed,
        syllables=frozenset((*mixed, *(sound for phrase in file.phrases for sound in phrase.pinyin.split()))),
        firsts=frozenset((*mixed, *(p.word[0] for p in file.phrases), *(p.pinyin.split()[0] for p in file.phrases))),
        zhuyin=file.zhuyin,
        bopomofo=re.compile(f"(?:(?:{'|'.join(longest_first)}){_TONES} ?)+"),
        small=file.small_words,
    )


def pinyin_edits(text: str, pinyin: Pinyin) -> Iterator[Edit]:
    """Each phrase of ``text`` that is written in pinyin, whole or in part."""
    yield from _from_runs(text, pinyin)
    for begin, end in _around_syllables(text, pinyin):
        tokens = list(_TOKEN.finditer(text, begin, end))
        for first, token in enumerate(tokens):
            if _plain(token.group()) in pinyin.firsts:
                yield from _phrase_from(first, tokens, text, pinyin)


def _plain(token: str) -> str:
    return token.rstrip("12345").replace("0", "o").lower()


def _phrase_from(first: int, tokens: list[re.Match[str]], text: str, pinyin: Pinyin) -> Iterator[Edit]:
    form = ""
    for last in range(first, min(first + _LONGEST, len(tokens))):
        part = tokens[last]
        if last > first and not _joined(text, tokens[last - 1], part):
            return
        form += _plain(part.group())
        if (word := pinyin.mixed.get(form)) and not is_name(text, tokens[first].start(), part.end()):
            yield Edit(tokens[first].start(), part.end(), word)


def is_name(text: str, start: int, end: int) -> bool:
    """Whether what stands there is, by its surroundings, somebody's name."""
    written = text[start:end]
    if (
        written.isascii()
        and written.istitle()
        and not re.search(rf"[{HAN}] ?$", text[:start][-2:])
        and not re.match(f" ?[{HAN}]", text[end:][:2])
    ):
        return True
    return bool(_NAMED_BEFORE.search(text[max(0, start - 8) : start]) or _NAMED_AFTER.match(text[end : end + 4]))


def zhuyin_edits(text: str, pinyin: Pinyin) -> Iterator[Edit]:
    """Each run of Zhuyin as the words that it spells, or else as pinyin."""
    if not _ZHUYIN.search(text):
        return
    for match in pinyin.bopomofo.finditer(text):
        syllables = [pinyin.zhuyin[each] for each in _syllables(match.group(), pinyin.zhuyin)]
        yield Edit(*match.span(), _said(syllables, pinyin) or "".join(pinyin.small.get(s, s) for s in syllables))


def _syllables(run: str, zhuyin: dict[str, str]) -> list[str]:
    return re.findall("|".join(sorted(zhuyin, key=len, reverse=True)), run)


def _from_runs(text: str, pinyin: Pinyin) -> Iterator[Edit]:
    for match in _RUN.finditer(text):
        tokens = match.group().split()
        if all(token in pinyin.syllables or token in pinyin.small for token in tokens):
            said = _said(tokens, pinyin)
            if said is not None:
                yield Edit(*match.span(), said)


def _said(syllables: list[str], pinyin: Pinyin) -> str | None:
    """The characters of a row of syllables; None when no phrase is among them."""
    said, at, heard = "", 0, False
    while at < len(syllables):
        for length in range(min(_LONGEST, len(syllables) - at), 0, -1):
            if word := pinyin.mixed.get("".join(syllables[at : at + length])):
                said, at, heard = said + word, at + length, True
                break
        else:
            said += pinyin.small.get(syllables[at], syllables[at])
            at += 1
    return said if heard else None


def _around_syllables(text: str, pinyin: Pinyin) -> Iterator[tuple[int, int]]:
    """The stretches that hold a syllable in Latin letters, with the characters near it that may belong to a word."""
    begin, end = 0, -1
    for match in _LATIN.finditer(text):
        word = match.group().lower()
        if word not in pinyin.syllables and word.replace("0", "o") not in pinyin.syllables:
            continue
        if match.start() - _REACH > end:
            if end >= 0:
                yield begin, end
            begin = max(0, match.start() - _REACH)
        end = min(len(text), match.end() + _REACH)
    if end >= 0:
        yield begin, end


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> bool:
    gap = text[left.end() : right.start()]
    return len(gap) <= 2 and not gap.strip(" '*-_.()")
