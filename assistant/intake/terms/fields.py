"""Decides what a sentence says of one field: the values, what is added to them, and whether it is enough for a term."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.contract_terms import RateUnit, TermField, Trigger
from assistant.intake.terms.dates import dates_in
from assistant.intake.terms.parts import parts_in
from assistant.intake.terms.patterns import Patterns
from assistant.intake.terms.periods import periods_of
from assistant.intake.terms.rates import rate_in
from assistant.intake.terms.release import release_in_parts
from assistant.intake.terms.values import value_of

# What speaks against a term stands in the same part of the sentence: for most fields between semicolons; a period of
# payment is often followed, after a comma, by what happens when it is missed.
_WIDE, _NARROW = (
    re.compile(r"[;。]"),
    re.compile(r"[;。]|,(?!\d)|\band\s+(?=interest\b|late\b|overdue\b|any\s+(?:amount|sum|invoice|payment)s?\b)"),
)
# What a sentence in which a blank, two numbers or two readings stand is trusted less by.
_LESS_SURE = 0.2
# Without one of these, the words of the field say too little to be a term.
_TELLING: Mapping[TermField, frozenset[str]] = {
    TermField.PAYMENT_TERM: frozenset({"days", "months", "hours", "day_of_month", "parts", "periods"}),
    TermField.EARLY_PAYMENT: frozenset({"percent"}),
    TermField.INSTALMENT: frozenset({"count", "every"}),
    TermField.ACCEPTANCE_PERIOD: frozenset({"days", "months", "hours"}),
    TermField.RETENTION: frozenset({"percent", "amount"}),
    TermField.DEPOSIT: frozenset({"percent", "amount"}),
    TermField.TAX: frozenset({"included", "percent"}),
    TermField.CURRENCY: frozenset({"currency"}),
    TermField.NOTICE: frozenset({"days", "months", "hours", "form"}),
    TermField.LATE_INTEREST: frozenset({"rate", "benchmark", "readings", "statutory", "amount", "flat_percent"}),
}
_UNREAD = frozenset({"placeholder", "contradiction"})
_UNSETTLED = _UNREAD | {"readings", "periods"}
# Fields of which what is said after a comma may be quite another thing.
_IN_CLAUSES = frozenset({TermField.PAYMENT_TERM, TermField.ACCEPTANCE_PERIOD})
# Fields of which one sentence may state more than one.
_SEVERAL = frozenset({TermField.PAYMENT_TERM, TermField.LATE_INTEREST})
# A sum once for all, beside which interest may run.
_FLAT = frozenset({"amount", "flat_percent"})
_PARTS_SURE = 0.9


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One value of a field, how sure it is, and where in the sentence it stands; ``flat`` is a sum once for all."""

    value: Mapping[str, object]
    sure: float
    place: tuple[int, int]
    flat: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence in folded form, in which patterns are looked for, and as it was written, for names."""

    folded: str
    written: str


def said_of(field: TermField, sentence: Sentence, patterns: Patterns) -> list[Said]:
    """What ``sentence`` says of ``field``, the surest first: one value for most fields, or none."""
    if field is TermField.PAYMENT_TERM and (parts := parts_in(sentence.folded, patterns)):
        blank = {"placeholder": True} if any("placeholder" in part for part in parts) else {}
        return [Said(value={"parts": parts, **blank}, sure=_PARTS_SURE, place=(0, len(sentence.folded)), flat=False)]
    found: list[Said] = []
    for said in _all_said(field, sentence, patterns, found):
        if any(_telling(field, said.value) == _telling(field, other.value) for other in found):
            continue
        found.append(said)
        if field not in _SEVERAL:
            break
    return found


def _all_said(field: TermField, sentence: Sentence, patterns: Patterns, found: Sequence[Said]) -> Iterator[Said]:
    reader = patterns.fields[field]
    speaks_against: dict[tuple[int, int], bool] = {}
    for saying in reader.says:
        tried: set[tuple[int, int]] = set()
        for match in saying.like.finditer(sentence.folded):
            place = _place_of(match, _NARROW if field in _IN_CLAUSES else _WIDE)
            if place not in speaks_against:
                speaks_against[place] = bool(reader.never and reader.never.search(sentence.folded, *place))
            # A match without groups says no more than another in the same part.
            if speaks_against[place] or (place in tried and not any(match.groups())):
                continue
            tried.add(place)
            value = value_of(match, saying.value, sentence.written, patterns)
            flat = field is TermField.LATE_INTEREST and bool(_FLAT & value.keys())
            if not all(_is_apart(field, match, place, flat, said) for said in found):
                continue
            whole = _whole(field, match, value, sentence, patterns, is_first=not found)
            if whole is not None:
                doubt = _LESS_SURE if _UNSETTLED & whole.keys() else 0.0
                yield Said(value=whole, sure=round(saying.sure - doubt, 2), place=place, flat=flat)


def _is_apart(field: TermField, match: re.Match[str], place: tuple[int, int], flat: bool, said: Said) -> bool:
    """Whether ``match`` states the field once more beside ``said``: elsewhere, with a figure of its own."""
    groups = match.groupdict()
    if field is TermField.PAYMENT_TERM and not (groups.get("n") or groups.get("day")):
        return False
    # A flat fee may stand beside interest in one breath.
    return flat != said.flat or place[1] <= said.place[0] or said.place[1] <= place[0]


def _whole(
    field: TermField,
    match: re.Match[str],
    value: dict[str, object],
    sentence: Sentence,
    patterns: Patterns,
    is_first: bool,
) -> dict[str, object] | None:
    """``value`` with what its part of the sentence adds to it; None when it says too little to be a term."""
    part = sentence.folded
    if field is TermField.LATE_INTEREST:
        part = part[slice(*_place_of(match, _WIDE))]
        rated = _with_rate(value, part, sentence.folded if is_first else "", patterns)
        if rated is None:
            return None
        value = rated
    if field is TermField.PAYMENT_TERM:
        value = periods_of(match, value, patterns)
    if field is TermField.RETENTION:
        # When it is released is said behind it; ahead of it stands when the rest is paid.
        part = part[match.start() :]
    for detail in patterns.fields[field].also:
        found = detail.like.search(sentence.folded if detail.next else part)
        if found and detail.given.items() <= value.items():
            value = value_of(found, detail.value, sentence.written, patterns) | value
    value = _with_lists(field, value, sentence.folded, patterns)
    return value if _tells(field, value) else None


def _with_rate(value: dict[str, object], part: str, anywhere: str, patterns: Patterns) -> dict[str, object] | None:
    """``value`` with the rate in ``part``, else in the rest: another, for late delivery, may stand in the next part.

    None where what looks like a fee once for all is that rate.
    """
    rate = rate_in(part, patterns)
    if not _FLAT & value.keys():
        return value | (rate or rate_in(anywhere, patterns) or {})
    return None if rate and value.get("flat_percent", -1) in (rate.get("rate"), _in_percent(rate)) else value


def _in_percent(rate: Mapping[str, object]) -> Decimal | None:
    """日万分之五（0.05%） says one rate twice."""
    number, unit = rate.get("rate"), rate.get("unit")
    return number * RateUnit(unit).in_percent if isinstance(number, Decimal) and isinstance(unit, str) else None


def _with_lists(field: TermField, value: dict[str, object], folded: str, patterns: Patterns) -> dict[str, object]:
    """``value`` with the dates and parts that the sentence lists for it."""
    match field:
        case TermField.INSTALMENT:
            dates, parts = dates_in(folded), parts_in(folded, patterns)
            return value | ({"dates": dates} if len(dates) > 1 else {}) | ({"parts": parts} if parts else {})
        case TermField.RETENTION if not parts_in(folded, patterns):
            parts = release_in_parts(folded, value, patterns)
            return value | ({"release": {"parts": parts}} if parts else {})
        case TermField.LATE_INTEREST if "amount" in value:
            return {key: each for key, each in value.items() if key != "basis"}
        case TermField.ACCEPTANCE_PERIOD if value.get("trigger") == Trigger.ACCEPTANCE:
            # The event for which there is time does not start the time.
            return {key: each for key, each in value.items() if key != "trigger"}
        case _:
            return value


def _telling(field: TermField, value: Mapping[str, object]) -> Mapping[str, object]:
    return {key: each for key, each in value.items() if key in _TELLING.get(field, ()) or key == "unit"}


def _tells(field: TermField, value: Mapping[str, object]) -> bool:
    telling = _TELLING.get(field)
    if field is TermField.PAYMENT_TERM and value.get("trigger") == Trigger.MONTH_FOLLOWING:
        return True
    return telling is None or bool((telling | _UNREAD) & value.keys())


def _place_of(match: re.Match[str], border: re.Pattern[str]) -> tuple[int, int]:
    """Start and end of the part of the sentence, between two marks of ``border``, in which ``match`` stands.

    What a period counts from, behind it, may run into the next part: it does not widen the place.
    """
    groups = match.groupdict()
    end = match.end()
    if groups.get("n") is not None and groups.get("when") and match.start("when") > match.start("n"):
        end = match.end("unit") if groups.get("unit") else match.end("n")
    start = match.start()
    while mark := border.match(match.string, start):
        start = mark.end()
    before = [mark.end() for mark in border.finditer(match.string, 0, start)]
    behind = border.search(match.string, end)
    return before[-1] if before else 0, behind.start() if behind else len(match.string)
