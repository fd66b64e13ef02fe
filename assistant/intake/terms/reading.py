"""Reads what a contract says about payment out of its text, sentence by sentence: nothing rather than a guess."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain.contract_terms import ContractTerm, TermField
from assistant.intake.terms.fields import Sentence, said_of
from assistant.intake.terms.folding import fold
from assistant.intake.terms.numbers import read_number
from assistant.intake.terms.patterns import Patterns, fitting
from assistant.intake.terms.units import units
from assistant.intake.terms.values import differing, value_of

_HAN = re.compile("[\u3400-\u9fff]")
_ENOUGH = 6
# Between two sentences of one paragraph stands no more than a blank or a line break.
_NEAR = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """A term of one sentence, before its place in the text is known."""

    field: TermField
    value: Mapping[str, object]
    sure: float


def read_terms(text: str) -> tuple[ContractTerm, ...]:
    """The terms that ``text`` states, in its order; offsets count in ``text`` itself.

    A blank becomes ``placeholder``, a number whose words and figures differ ``contradiction``; neither becomes a value.
    """
    folded = fold(text)
    places = list(units(text))
    return tuple(
        _term(found, text, folded, place, following)
        for place, following in zip(places, [*places[1:], (0, 0)], strict=False)
        for found in _terms_of(folded[place[0] : place[1]], text[place[0] : place[1]])
    )


def _term(found: _Found, text: str, folded: str, place: tuple[int, int], following: tuple[int, int]) -> ContractTerm:
    """The term with its place, which takes in the sentence that follows where that one adds to it."""
    start, end = place
    added = {}
    if following[0] - end < _NEAR:
        added = _added(found, folded[following[0] : following[1]], text[following[0] : following[1]])
    end = following[1] if added else end
    return ContractTerm(
        field=found.field,
        value={**found.value, **added},
        quote=text[start:end],
        start=start,
        end=end,
        confidence=found.sure,
    )


def _added(found: _Found, folded: str, sentence: str) -> dict[str, object]:
    added: dict[str, object] = {}
    for patterns in fitting(folded) if folded else ():
        for detail in patterns.fields[found.field].also if found.field in patterns.fields else ():
            if detail.next and (match := detail.like.search(folded)):
                said = value_of(match, detail.value, sentence, patterns)
                added |= {key: value for key, value in said.items() if key not in found.value}
    return added


@lru_cache(maxsize=2048)
def _terms_of(folded: str, sentence: str) -> tuple[_Found, ...]:
    """The terms of one sentence; contracts repeat themselves, and so do long files."""
    if len(folded) < _ENOUGH and not _HAN.search(folded):
        return ()
    found: list[_Found] = []
    for patterns in fitting(folded):
        known = {term.field for term in found}
        found += [term for term in _in_language(folded, sentence, patterns) if term.field not in known]
    return tuple(term for term in found if not any(_is_period_of(other, term) for other in found))


def _is_period_of(other: _Found, term: _Found) -> bool:
    """Whether what looks like a period of payment is that for a discount, or for the release of what was held back."""
    keys: tuple[str, ...] = ("days", "months")
    value = other.value
    if other.field is TermField.RETENTION:
        release = value.get("release")
        keys, value = (*keys, "trigger"), release if isinstance(release, Mapping) else {}
    elif other.field is not TermField.EARLY_PAYMENT:
        return False
    own = {(key, term.value[key]) for key in keys if key in term.value}
    return term.field is TermField.PAYMENT_TERM and bool(own) and own <= {(key, value.get(key)) for key in keys}


def _in_language(folded: str, sentence: str, patterns: Patterns) -> Iterator[_Found]:
    for field, reader in patterns.fields.items():
        if any(cue in folded for cue in reader.cues) and (not reader.needs or reader.needs.search(folded)):
            for said in said_of(field, Sentence(folded=folded, written=sentence), patterns):
                yield _Found(field=field, value=said.value, sure=said.sure)
    written = patterns.sum_written.search(folded)
    if written:
        words, figures = (read_number(raw).value for raw in _words_and_figures(written))
        if words is not None and figures is not None and words != figures:
            yield _Found(field=TermField.CONTRADICTION, value=differing(words, figures), sure=0.95)


def _words_and_figures(written: re.Match[str]) -> tuple[str, str]:
    """A sum in words and in figures, whichever stands first."""
    return written["words"] or written["words2"], written["figures"] or written["figures2"]
