"""Finds the people, companies and addresses of the record in a text, in every form in which a mail may write them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from assistant.domain.brief import FactKind
from assistant.folding import fold
from assistant.prompting.name_forms import Form, address_forms, company_forms, person_forms


@dataclass(frozen=True, slots=True)
class Known:
    """A value of the ledger that must not leave; ``whose`` tells one bearer of a name from another."""

    kind: FactKind
    text: str
    whose: str = ""


class Ledger:
    """The names and addresses of everybody whom the record knows, in every form in which a mail may write them."""

    def __init__(self, known: Iterable[Known]) -> None:
        """Takes some 30 µs for each value."""
        self._forms: dict[str, tuple[Known, bool]] = {}
        everybody, seen = tuple(known), set[Form]()
        # What stands in the record goes before what follows from another's full name.
        exact = [(one, Form(one.text)) for one in everybody]
        for value, form in (*exact, *((one, form) for one in everybody for form in _forms_of(one))):
            if form in seen:
                continue
            seen.add(form)
            text = "".join(map(_base, _SQUEEZED.sub("", fold(form.text))))
            # Where two write themselves alike, a sure form goes before one that needs a capital letter.
            if len(text) > 1 and (text not in self._forms or (self._forms[text][1] and not form.capital)):
                self._forms[text] = (value, form.capital)
        self._lengths = _lengths(self._forms)

    def places(self, plain: str, folded: str) -> Iterator[tuple[int, int, Known]]:
        """Where ``plain`` names somebody, the longest form at each place; ``folded`` is the same text folded."""
        kept = [n for n, char in enumerate(folded) if not _SQUEEZED.match(char)]
        text = "".join(_base(folded[n]) for n in kept)
        at = 0
        while at < len(text) - 1:
            found = self._longest(plain, text, kept, at) if text[at : at + 2] in self._lengths else 0
            if found:
                yield kept[at], kept[at + found - 1] + 1, self._forms[text[at : at + found]][0]
            at += found or 1

    def _longest(self, plain: str, text: str, kept: list[int], at: int) -> int:
        for length in self._lengths[text[at : at + 2]]:
            known = self._forms.get(text[at : at + length]) if at + length <= len(text) else None
            if known and _stands_alone(plain, kept, at, at + length) and (not known[1] or plain[kept[at]].isupper()):
                return length
        return 0


def _forms_of(value: Known) -> Iterator[Form]:
    match value.kind:
        case FactKind.PERSON:
            return person_forms(value.text)
        case FactKind.COMPANY:
            return company_forms(value.text)
        case FactKind.TEXT:
            return address_forms(value.text)
        case _:
            return iter((Form(value.text),))


def _lengths(forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    by_start: dict[str, set[int]] = {}
    for form in forms:
        by_start.setdefault(form[:2], set()).add(len(form))
    return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in by_start.items()}


def _stands_alone(plain: str, kept: list[int], start: int, end: int) -> bool:
    """Whether no Latin letter or digit at its ends goes on in the letters or digits beside it."""
    first, last = kept[start], kept[end - 1]
    return not (
        (first and _joins(plain[first - 1], plain[first]))
        or (last + 1 < len(plain) and _joins(plain[last], plain[last + 1]))
    )


def _joins(left: str, right: str) -> bool:
    return (_is_latin(left) and _is_latin(right)) or (left.isdigit() and right.isdigit())


def _is_latin(char: str) -> bool:
    return char.isalpha() and char < "\u2000"


@cache
def _base(char: str) -> str:
    """A letter without its accents."""
    return unicodedata.normalize("NFD", char)[0] if "\u00c0" <= char <= "\u1eff" else char


# What may stand between the letters of a name.
_SQUEEZED = re.compile(r"[\s\-_.·・,，、&'’\"“”()（）*/|+]")
