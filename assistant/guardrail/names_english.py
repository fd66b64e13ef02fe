"""Finds names of people in English letters that are not, or not quite, those of the record."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from assistant.guardrail.clauses import Span

_NAME = r"[A-Z][\w'.-]{0,30}(?:[ ](?:and[ ])?[A-Z][\w'.-]*){0,3}"
_HAILED = re.compile(
    rf"(?:^|\n)[ ]{{0,8}}(?:Dear|Hi|Hello|Hey|Good (?:morning|afternoon|evening))[ ]{{1,3}}"
    rf"(?P<name>{_NAME})(?=[ ]{{0,3}}(?:[,:!;\n-]|$))"
)
_ANYBODY = re.compile(
    r"\b(?:sir|madam|sirs|team|all|there|customers?|accounts?|colleagues?|finance|valued|partners?|everyone|supplier"
    r"|client|payable|department|ladies|gentlemen|folks|both|friend|buyer)\b"
)
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "prof", "mx", "sir", "madam", "and"})
# The line before the name that signs: Kind regards, / Thanks! / Yours sincerely
_CLOSING = re.compile(
    r"(?:^|\n)[ ]{0,8}(?:(?:[A-Z][a-z]+ )?(?:[A-Z][a-z]+ )?(?:[Rr]egards|[Ss]incerely|[Ff]aithfully|[Tt]ruly|[Bb]est"
    r"|[Tt]hanks|[Tt]hank you|[Cc]heers|[Ww]ishes)(?: again| so much)?)[,.! ]{0,4}\n\s{0,8}"
    rf"(?P<name>{_NAME})(?=[ ]{{0,3}}(?:[,\n|]|$))"
)
_OFFICE = re.compile(
    r"\b(?:accounts?|receivables?|credit|finance|team|department|control|manager|customer|services?|collections|billing"
    r"|sales|office|ltd|limited|inc|llc|gmbh|plc|corp|company|co)\b"
)
_HONOURED = re.compile(r"(?<!\w)(?:Mr|Ms|Mrs|Miss|Dr)\.?[ ](?P<name>[A-Z][\w'-]+)")
_PAIR = re.compile(r"(?<![\w'-])(?=(?P<name>[A-Z][\w'-]+[ ][A-Z][\w'-]+))")
_ALIKE = 0.75

Words = tuple[str, ...]


def wrong_in_english(text: str, contacts: tuple[str, ...], senders: tuple[str, ...]) -> Iterator[Span]:
    """Places in folded ``text`` where somebody is greeted or signs who is none of ``contacts`` or ``senders``."""
    known, signers = _all_words(contacts), _all_words(senders)
    if known:
        yield from _others(_HAILED, _ANYBODY, text, known)
    if signers:
        yield from _others(_CLOSING, _OFFICE, text, signers)
    surnames = [word for name in (*known, *signers) for word in name]
    for match in _HONOURED.finditer(text):
        said = match["name"].lower()
        if said not in surnames and any(_is_nearly(said, word) for word in surnames):
            yield Span(*match.span())
    full = tuple(name for name in (*known, *signers) if len(name) > 1)
    for match in _PAIR.finditer(text) if full else ():
        said = _words(match["name"])
        nearly = any(_is_nearly(" ".join(said), " ".join(name)) for name in full)
        if nearly and not any(_all_in(said, name) for name in full):
            yield Span(*match.span("name"))


def _others(place: re.Pattern[str], nobody: re.Pattern[str], text: str, known: tuple[Words, ...]) -> Iterator[Span]:
    for match in place.finditer(text):
        said = _words(match["name"])
        if not said or nobody.search(match["name"].lower()):
            continue
        if not any(_all_in(said, name) for name in known):
            yield Span(*match.span("name"))


def _all_words(names: tuple[str, ...]) -> tuple[Words, ...]:
    return tuple(words for name in names if (words := _words(name)))


def _words(name: str) -> Words:
    words = re.findall(r"[a-z][a-z'-]*", name.lower()) if name.isascii() else []
    return tuple(word for word in words if word not in _HONORIFICS)


def _all_in(said: Words, known: Words) -> bool:
    """Whether every word is one of the name, or a short form of one."""
    return all(any(word == each or (len(word) >= 3 and each.startswith(word)) for each in known) for word in said)


def _is_nearly(said: str, known: str) -> bool:
    same_start = said[:1] == known[:1]
    return said != known and same_start and SequenceMatcher(None, said, known).ratio() >= _ALIKE
