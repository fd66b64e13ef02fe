"""Restores English words in which figures, signs, stars or repeated letters stand for letters."""

import re
from collections.abc import Iterator

from assistant.guardrail.normalise import Edit, Folded

_WORD = re.compile(r"[A-Za-z0-9@$!|+€][A-Za-z0-9@$!|+€*.\-_]{2,40}")
_HELD = re.compile(r"([a-z])\1\1|\b([a-z])\2")
_LETTERS = re.compile(r"[A-Za-z]{3,24}")
_LONG = re.compile(r"[a-z]{5,120}")
_LONGEST = 16
_SMALL = frozenset(
    {"a", "i", "be", "in", "is", "it", "if", "me", "my", "no", "of", "on", "or", "so", "to", "up", "us", "we"}
)
_BARRED = re.compile(r"[a-z]I|[A-Z]l[A-Z]")
_AS_LETTER = str.maketrans("0134578@$!|+€", "oleastbasiite")
_AS_LETTER_TOO = str.maketrans("1|", "il")
_DROPPED = re.compile(r"[.\-_*]")
_COMPOUND = re.compile(r"[a-z]+-[a-z]+")
_DOUBLED = re.compile(r"^([a-z])\1|([a-z])\2{2,}")
_TRIPLED = re.compile(r"([a-z])\1{2,}")


def sign_edits(folded: Folded, words: frozenset[str], worst: tuple[str, ...]) -> Iterator[Edit]:
    """Each odd word of the text that is one of ``words`` when it is written plainly; stars hide only ``worst`` ones."""
    for match in _WORD.finditer(folded.lower):
        if match.group().isalpha():
            continue
        seen = match.group().strip(".-_*").rstrip("!")
        start = match.start() + match.group().index(seen)
        if not seen.isalpha() and any(map(str.isalpha, seen)) and (word := _plain_word(seen, words, worst)):
            yield Edit(start, start + len(seen), word)
    yield from _parted(folded, words)
    if _HELD.search(folded.lower) or _BARRED.search(folded.text):
        for match in _LETTERS.finditer(folded.text):
            if word := _let_go(match.group(), words):
                yield Edit(*match.span(), word)


def _parted(folded: Folded, words: frozenset[str]) -> Iterator[Edit]:
    """Words that were spelled out letter by letter, and ran together when that was undone."""
    for match in _LONG.finditer(folded.lower):
        start, end = folded.original(*match.span())
        if not 2 * len(match.group()) - 2 < end - start < 4 * len(match.group()) or match.group() in words:
            continue
        if parts := _parts_of(match.group(), words):
            yield Edit(*match.span(), " ".join(parts))


def _parts_of(letters: str, words: frozenset[str]) -> list[str] | None:
    """The fewest words that ``letters`` consists of; None when it does not."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        ways = [
            [*before, letters[start:end]]
            for start in range(max(0, end - _LONGEST), end)
            if (before := best[start]) is not None and (letters[start:end] in words or letters[start:end] in _SMALL)
        ]
        best.append(min(ways, key=len) if ways else None)
    return best[-1]


def _let_go(written: str, words: frozenset[str]) -> str | None:
    """A word with letters held down, or with a capital I for an l."""
    seen = written.lower()
    capitals = written.replace("l", "I")
    barred = (capitals if capitals.isupper() else written.replace("I", "l")).lower()
    readings = (_DOUBLED.sub(r"\1\2", seen), _TRIPLED.sub(r"\1\1", seen), barred)
    return next((word for word in readings if word in words), None) if seen not in words else None


def _plain_word(seen: str, words: frozenset[str], worst: tuple[str, ...]) -> str | None:
    if "*" in seen and seen.count("*") * 2 <= len(seen) <= _LONGEST:
        masked = re.compile(re.escape(seen).replace(r"\*", "[a-z]"))
        return next((word for word in worst if len(word) == len(seen) and masked.fullmatch(word)), None)
    if _COMPOUND.fullmatch(seen):
        return None
    bare = _DROPPED.sub("", seen)
    readings = (bare, bare.translate(_AS_LETTER), bare.translate(_AS_LETTER_TOO).translate(_AS_LETTER))
    return next((word for word in readings if word in words), None)
