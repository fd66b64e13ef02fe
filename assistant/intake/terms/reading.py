"""Reads what a contract says about payment out of its text, sentence by sentence: nothing rather than a guess."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain.contract_terms import ContractTerm, TermField
from assistant.intake.terms.dates import dates_in
from assistant.intake.terms.folding import fold
from assistant.intake.terms.numbers import read_number
from assistant.intake.terms.parts import parts_in
from assistant.intake.terms.patterns import FieldReader, Patterns, fitting
from assistant.intake.terms.rates import rate_in
from assistant.intake.terms.units import units
from assistant.intake.terms.values import value_of

_HAN = re.compile("[\u3400-\u9fff]")
# What speaks against a term stands in the same part of the sentence: for most fields between semicolons; a period of
# payment is often followed, after a comma, by what happens when it is missed.
_BORDERS = (re.compile(r"[;。]"), re.compile(r"[;。]|,(?!\d)"))
_ENOUGH = 6
# What a sentence in which a blank, two numbers or an unusual form stands is trusted less by.
_LESS_SURE = 0.2
# Without one of these, the words of the field say too little to be a term.
_TELLING: Mapping[TermField, frozenset[str]] = {
    TermField.PAYMENT_TERM: frozenset({"days", "months", "hours", "day_of_month", "parts"}),
    TermField.EARLY_PAYMENT: frozenset({"percent"}),
    TermField.INSTALMENT: frozenset({"count", "every"}),
    TermField.ACCEPTANCE_PERIOD: frozenset({"days", "months", "hours"}),
    TermField.RETENTION: frozenset({"percent", "amount"}),
    TermField.DEPOSIT: frozenset({"percent", "amount"}),
    TermField.TAX: frozenset({"included", "percent"}),
    TermField.CURRENCY: frozenset({"currency"}),
    TermField.NOTICE: frozenset({"days", "months", "hours", "form"}),
    TermField.LATE_INTEREST: frozenset({"rate", "benchmark", "statutory"}),
}
_UNREAD = frozenset({"placeholder", "contradiction"})
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
    return tuple(found)


def _in_language(folded: str, sentence: str, patterns: Patterns) -> Iterator[_Found]:
    for field, reader in patterns.fields.items():
        if any(cue in folded for cue in reader.cues) and (not reader.needs or reader.needs.search(folded)):
            term = _field(field, reader, folded, sentence, patterns)
            if term:
                yield _Found(field=field, value=term[0], sure=term[1])
    written = patterns.sum_written.search(folded)
    if written:
        words, figures = (read_number(raw).value for raw in _words_and_figures(written))
        if words is not None and figures is not None and words != figures:
            value = {"words": f"{words}", "figures": f"{figures}"}
            yield _Found(field=TermField.CONTRADICTION, value=value, sure=0.95)


def _words_and_figures(written: re.Match[str]) -> tuple[str, str]:
    """A sum in words and in figures, whichever stands first."""
    return written["words"] or written["words2"], written["figures"] or written["figures2"]


def _field(
    field: TermField, reader: FieldReader, folded: str, sentence: str, patterns: Patterns
) -> tuple[Mapping[str, object], float] | None:
    if field is TermField.PAYMENT_TERM and (parts := parts_in(folded, patterns)):
        return {"parts": parts}, 0.9
    for saying in reader.says:
        for match in saying.like.finditer(folded):
            if reader.never and reader.never.search(_part_of(folded, match, _BORDERS[field is TermField.PAYMENT_TERM])):
                continue
            value = value_of(match, saying.value, sentence, patterns)
            if field is TermField.LATE_INTEREST:
                # Another rate may stand in the next part: for late delivery, say.
                rate = rate_in(_part_of(folded, match, _BORDERS[False]), patterns) or rate_in(folded, patterns)
                value |= rate or {}
            whole = _completed(field, value, folded, sentence, reader, patterns)
            if whole is not None:
                doubt = _LESS_SURE if _UNREAD & whole.keys() else 0.0
                return whole, round(saying.sure - doubt, 2)
    return None


def _completed(
    field: TermField, value: dict[str, object], folded: str, sentence: str, reader: FieldReader, patterns: Patterns
) -> dict[str, object] | None:
    """``value`` with what the sentence adds to it; None when it says too little to be a term."""
    for detail in reader.also:
        if detail.given.items() <= value.items() and (match := detail.like.search(folded)):
            value = value_of(match, detail.value, sentence, patterns) | value
    if field is TermField.INSTALMENT:
        value |= _instalments(folded, patterns)
    return value if _tells(field, value) else None


def _instalments(folded: str, patterns: Patterns) -> dict[str, object]:
    dates, parts = dates_in(folded), parts_in(folded, patterns)
    return ({"dates": dates} if dates else {}) | ({"parts": parts} if parts else {})


def _tells(field: TermField, value: Mapping[str, object]) -> bool:
    telling = _TELLING.get(field)
    if field is TermField.PAYMENT_TERM and value.get("trigger") == "month_following":
        return True
    return telling is None or bool((telling | _UNREAD) & value.keys())


def _part_of(folded: str, match: re.Match[str], border: re.Pattern[str]) -> str:
    """The part of the sentence, between two marks of ``border``, in which ``match`` stands."""
    before = [mark.end() for mark in border.finditer(folded, 0, match.start())]
    behind = border.search(folded, match.end())
    return folded[before[-1] if before else 0 : behind.start() if behind else len(folded)]
