"""Decides what a text states: names and numbers that stand there as the record has them, and figures read out of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain

from assistant.domain.brief import Fact, FactKind, Grounds
from assistant.guardrail.amounts import amounts
from assistant.guardrail.clauses import Span
from assistant.guardrail.contacts import Token, TokenKind, contacts, numbers_of_documents, strangers_in_series
from assistant.guardrail.dates import days
from assistant.guardrail.durations import durations
from assistant.guardrail.figures import Count, Figure, Thing, blanked
from assistant.guardrail.normalise import fold
from assistant.guardrail.numbers import clause_numbers, counts, day_counts, rates

_IN_GROUPS = frozenset({FactKind.ACCOUNT, FactKind.PHONE})
_SERIES = frozenset({FactKind.INVOICE_NO, FactKind.CONTRACT_NO})
_AS_WRITTEN = _IN_GROUPS | {
    FactKind.INVOICE_NO,
    FactKind.CONTRACT_NO,
    FactKind.COMPANY,
    FactKind.PERSON,
    FactKind.EMAIL,
    FactKind.LINK,
    FactKind.TEXT,
}
_NUMBER_RUN = re.compile(r"\d[\d \-]{4,40}\d")
_BEHIND = re.compile(r"[ /,·|-]{1,4}(?:a/c |account |acct )?(?P<n>\d[\d ]{5,14}\d)(?![\d,.]\d|\s*(?:年|元))")
_GAPS = re.compile(r"\s+")
_NO_DAY = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fact stands as the record has it."""

    span: Span
    fact: Fact


@dataclass(frozen=True, kw_only=True, slots=True)
class Stated:
    """What a text states, all places in its folded form.

    ``quoted`` are quotations of the record's own words; figures in them need no proof. ``tokens`` are contact and
    document numbers that are not the record's.
    """

    places: tuple[Place, ...]
    quoted: tuple[Span, ...]
    tokens: tuple[Token, ...]
    figures: tuple[Figure, ...]


def stated_in(lower: str, quotes: tuple[Span, ...], grounds: Grounds | None) -> Stated:
    """What the folded lower-case text states, read against ``grounds``; without grounds only figures are read."""
    facts = grounds.facts if grounds else ()
    quoted = tuple(span for span in quotes if grounds and _is_of_record(lower[span.start : span.end], grounds))
    places = tuple(_places(blanked(lower, quoted), facts))
    rest = blanked(lower, chain(quoted, (place.span for place in places if not _is_bank(place.fact))))
    tokens = (*_more_digits(rest, places), *contacts(rest))
    series = tuple(_folded(value) for value, fact in _spellings(facts) if fact.kind in _SERIES)
    tokens += tuple(strangers_in_series(blanked(rest, (token.span for token in tokens)), series))
    rest = blanked(rest, (token.span for token in tokens))
    figures, rest = _figures(rest, grounds.as_of if grounds else _NO_DAY)
    return Stated(places=places, quoted=quoted, tokens=tokens + tuple(numbers_of_documents(rest)), figures=figures)


def _more_digits(rest: str, places: tuple[Place, ...]) -> Iterator[Token]:
    """Numbers right behind one of our bank details that are none themselves: a sort code and another's account."""
    for place in places:
        if place.fact.kind is FactKind.ACCOUNT and (match := _BEHIND.match(rest, place.span.end)):
            yield Token(Span(*match.span("n")), TokenKind.ACCOUNT)


def _is_bank(fact: Fact) -> bool:
    """The name of a bank stays in view: a number behind it is that of an account."""
    return fact.role == "bank" and fact.kind is FactKind.TEXT and not any(map(str.isdigit, str(fact.value)))


def written(value: str) -> str:
    """``value`` as it stands in a folded lower-case text."""
    return _folded(value)


def _figures(text: str, as_of: date) -> tuple[tuple[Figure, ...], str]:
    found: list[Figure] = []
    for read in (lambda t: days(t, as_of), clause_numbers, rates, counts, durations, day_counts, amounts):
        seen: list[Figure] = list(read(text))
        found += seen
        text = blanked(text, (figure.span for figure in seen if not _is_reminder(figure)))
    return tuple(sorted(found, key=lambda figure: figure.span.start)), text


def _is_reminder(figure: Figure) -> bool:
    return isinstance(figure, Count) and figure.thing is Thing.REMINDERS


def _places(lower: str, facts: tuple[Fact, ...]) -> list[Place]:
    found: list[Place] = []
    for value, fact in sorted(_spellings(facts), key=lambda pair: -len(pair[0])):
        for match in _as_written(value, fact.kind).finditer(lower):
            span = Span(*match.span())
            if not any(span.start < other.span.end and other.span.start < span.end for other in found):
                found.append(Place(span, fact))
    return sorted(found, key=lambda place: place.span.start)


def _spellings(facts: tuple[Fact, ...]) -> Iterator[tuple[str, Fact]]:
    """What may stand in a text for a fact: its value, and the numbers that make up the details of a bank account."""
    for fact in facts:
        value = str(fact.value)
        if fact.kind in _AS_WRITTEN and len(value) > 1:
            yield value, fact
        if fact.role == "contract_words":
            numbers = (token.span for token in numbers_of_documents(_folded(value)))
            yield from ((_folded(value)[n.start : n.end], replace(fact, kind=FactKind.CONTRACT_NO)) for n in numbers)
        if fact.kind is FactKind.ACCOUNT or fact.role in ("bank", "ways_to_pay"):
            of_account = replace(fact, kind=FactKind.ACCOUNT)
            yield from ((number, of_account) for number in _numbers_within(value) if number != value)


def _numbers_within(value: str) -> Iterator[str]:
    for run in _NUMBER_RUN.findall(value):
        groups = run.split()
        yield run
        if len({len(group) for group in groups[:-1]}) > 1 or "-" in run or (groups and len(groups[0]) > 5):
            yield from (group for group in groups if sum(map(str.isdigit, group)) >= 6)


@lru_cache(maxsize=4096)
def _as_written(value: str, kind: FactKind) -> re.Pattern[str]:
    folded = _folded(value)
    plain = re.sub(r"[\s\-()]", "", folded)
    if kind in _IN_GROUPS and plain.lstrip("+").isalnum():
        body = r"[\s\-()]{0,2}".join(map(re.escape, plain))
    elif kind in _SERIES and plain.isdigit() and len(plain) >= 10:
        body = r"\s?".join(plain)
    elif kind in _SERIES:
        body = r"[\s\-/]{0,2}".join(map(re.escape, re.findall(r"[a-z]+|\d+|[^a-z\d\s\-/]+", folded)))
    else:
        body = r"\s+".join(map(re.escape, folded.split()))
    before = r"(?<![a-z0-9])" if body[0].isalnum() and folded[0].isascii() else ""
    after = r"(?![a-z0-9]|-\d)" if folded[-1].isascii() and folded[-1].isalnum() else ""
    return re.compile(f"{before}{body}{after}")


@lru_cache(maxsize=4096)
def _folded(value: str) -> str:
    return fold(value).lower


def _is_of_record(quotation: str, grounds: Grounds) -> bool:
    squeezed = _GAPS.sub("", quotation).rstrip("。.;…")
    if len(squeezed) < 4:
        return False
    sources = chain(
        (e.quote for e in grounds.excerpts), (str(f.value) for f in grounds.facts if f.kind is FactKind.TEXT)
    )
    return any(squeezed in _GAPS.sub("", _folded(source)) for source in sources)
