"""Decides which parts of a payer's text may be the number of an invoice, and how much weight each has."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from assistant.intake.cleaning import narrow
from assistant.intake.script import simplified

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_TOKEN = re.compile(r"(?P<number>[a-z0-9]+(?:[-_./\\]+[a-z0-9]+)*)|(?P<word>[^\W\d_a-z]+)")
_SPLIT = re.compile(r"[/\\]+")
_LETTERS = re.compile(r"[a-z]+")
_DAY = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])")
# Between a leading word and the number: ``INV 12``, ``Inv. 12``, ``invoice #12``, ``发票：12``.
_LEADS = re.compile(r"[\s.:#№]{0,3}")
_GLUED = re.compile(r"([a-z]+)\.(.+)")
_CREDITOR_REFERENCE = re.compile(r"RF([0-9]{2})([A-Z0-9]{1,21})")
# Of letters and digits, and of digits alone: from so many on, a token is hardly met by chance.
_MIXED, _DIGITS, _FEW_DIGITS = 5, 8, 5


class Strength(IntEnum):
    """How much a token that equals an invoice's number says."""

    NOTHING = 0
    LIKELY = 1
    CERTAIN = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A token that has the shape of a known number."""

    shape: str
    strength: Strength

    @property
    def is_certain(self) -> bool:
        """Whether it tells whose invoice it is."""
        return self.strength is Strength.CERTAIN

    @property
    def is_likely(self) -> bool:
        """Whether it tells which invoice, once the customer is known."""
        return self.strength is not Strength.NOTHING


def shape(number: str) -> str:
    """A number as it is compared: letters and digits alone, whatever their width and case."""
    return "".join(character for character in simplified(narrow(number).casefold()) if character.isalnum())


def mentions(text: str, known: Collection[str], cues: Collection[str]) -> Iterator[Mention]:
    """Every token of ``text`` whose shape is in ``known``; a word of ``cues`` before it makes it certain."""
    plain = simplified(narrow(text).casefold().translate(_DASHES))
    tokens = list(_TOKEN.finditer(plain))
    if len(tokens) == 1 and shape(tokens[0][0]) in known:
        yield Mention(shape=shape(tokens[0][0]), strength=Strength.CERTAIN)
        return
    for before, token in pairwise((None, *tokens)):
        if token is None or token["number"] is None:
            continue
        lead = before[0] if before and _LEADS.fullmatch(plain, before.end(), token.start()) else ""
        number = token["number"]
        glued = _GLUED.fullmatch(number)
        if glued and glued[1] in cues and shape(number) not in known:
            lead, number = glued[1], glued[2]
        yield from _in_token(number, lead, known, cues)


def said_by_reference(text: str) -> str:
    """What a structured reference says: of one by ISO 11649, as ``RF18 5390 0754 7034``, what we put into it.

    Nothing when its check digits do not fit: it was mistyped, and may mean another invoice. Any other text stays.
    """
    found = _CREDITOR_REFERENCE.fullmatch("".join(narrow(text).split()).upper())
    if found is None:
        return text
    digits = "".join(str(int(character, 36)) for character in f"{found[2]}RF{found[1]}")
    return found[2] if int(digits) % 97 == 1 else ""


def _in_token(token: str, lead: str, known: Collection[str], cues: Collection[str]) -> Iterator[Mention]:
    """The longest parts between strokes that are known: ``INV/2026/12`` is one number, ``INV-1/INV-2`` are two."""
    parts = _SPLIT.split(token)
    start = 0
    while start < len(parts):
        taken = 1
        for end in range(len(parts), start, -1):
            found = _known("".join(map(shape, parts[start:end])), "" if start else lead, known, cues)
            if found:
                yield from found
                taken = end - start
                break
        start += taken


def _known(own: str, lead: str, known: Collection[str], cues: Collection[str]) -> list[Mention]:
    """By itself, and with the letters before it: where ``INV 12`` may mean 12 as well as INV12, both are said."""
    found = []
    if _LETTERS.fullmatch(lead) and own[0].isdigit() and lead + own in known:
        found.append(Mention(shape=lead + own, strength=_strength(lead + own, led=False)))
    led = lead in cues or any(lead.endswith(cue) for cue in cues if not cue.isascii())
    if own in known and (led or not found):
        found.append(Mention(shape=own, strength=_strength(own, led=led)))
    return found


def _strength(own: str, *, led: bool) -> Strength:
    if led:
        return Strength.CERTAIN
    if not own.isdigit():
        return Strength.CERTAIN if len(own) >= _MIXED else Strength.LIKELY
    if len(own) >= _DIGITS and not _DAY.fullmatch(own):
        return Strength.CERTAIN
    return Strength.LIKELY if len(own) >= _FEW_DIGITS else Strength.NOTHING
