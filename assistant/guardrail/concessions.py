"""Decides whether a discount, waiver, extension or payment by instalments that a text offers is within authority."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from assistant.domain.authority import Authority, OfferKind
from assistant.domain.brief import Grounds
from assistant.domain.finding import Severity, Stance
from assistant.guardrail.checks import Need, Outcome, check
from assistant.guardrail.clauses import Span
from assistant.guardrail.cued import cued, shows_within
from assistant.guardrail.figures import Amount, Count, Day, DayCount, Figure, Rate, Thing
from assistant.guardrail.numbers import whole
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

_NOT_OFFERED = frozenset({Stance.NEGATED, Stance.QUOTED, Stance.REPORTED})
_TENTHS = re.compile(r"打\s*([\d.]+|[一二三四五六七八九]{1,2})\s*折|([一二三四五六七八九两])\s*成")


@check(id="concessions", version="1", needs=(Need.GROUNDS,))
def concessions(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """What the text gives away, against the offers of the brief and the limits of authority."""
    if reading.grounds is None:
        return
    for kind, weigh in (
        ("discount", _discount),
        ("waiver", _waiver),
        ("extension", _extension),
        ("instalments", _instalments),
    ):
        for hit in _offered(kind, reading, rules):
            severity = weigh(_Offer(reading, hit), reading.grounds)
            if severity is not None:
                yield told(f"authority.{kind}", reading, rules, hit, severity=severity)


class _Offer:
    """One place where something is offered, with the figures of its clause."""

    def __init__(self, reading: Reading, hit: Span) -> None:
        sentence = reading.sentences.at(hit.start)
        near = Span(max(sentence.start, hit.start - 24), min(sentence.end, hit.end + 40))
        self.words = reading.folded.lower[near.start : near.end]
        self.figures: list[Figure] = [f for f in reading.stated.figures if near.holds(f.span.start, f.span.end)]


def _offered(kind: str, reading: Reading, rules: RuleSet) -> Iterator[Span]:
    for hit, stance in cued(f"offer_{kind}", reading, rules):
        sentence = reading.sentences.at(hit.start)
        asked = any(shows_within(cue, reading, rules, sentence) for cue in ("offer_asks_approval", "offer_of_customer"))
        of_record = any(quote.holds(hit.start, hit.end) for quote in reading.stated.quoted)
        if stance not in _NOT_OFFERED and not asked and not of_record:
            yield hit


def _discount(offer: _Offer, grounds: Grounds) -> Severity | None:
    given = [f.value for f in offer.figures if isinstance(f, Rate)] + list(_in_tenths(offer.words))
    total = grounds.value("total_open")
    if not given and total is not None and hasattr(total, "decimal"):
        sums = [f.value for f in offer.figures if isinstance(f, Amount)]
        given = [amount * 100 / total.decimal for amount in sums if total.decimal]
    limit = grounds.authority.max_discount_pct
    if not given:
        return Severity.BLOCK if limit <= 0 else Severity.REVIEW
    return _within(max(given) <= limit)


def _waiver(_: _Offer, grounds: Grounds) -> Severity | None:
    return _within(grounds.authority.may_waive_late_fee)


def _extension(offer: _Offer, grounds: Grounds) -> Severity | None:
    until = grounds.facts_of("extension_until")
    days = [f.value for f in offer.figures if isinstance(f, DayCount)]
    dates = [day for f in offer.figures if isinstance(f, Day) and not f.vague for day in f.dates[:1]]
    if any(fact.value in dates for fact in until):
        return None
    stated = {fact.value for fact in grounds.facts_of("may_extend")}
    if not dates and stated.issuperset(days):
        return None  # nothing is named, or the limit itself, in a paper for our own people
    known = [f.value for f in grounds.facts if isinstance(f.value, date)]
    ahead = [day for day in dates if day > grounds.as_of and day not in known]
    base = max((f.value for f in grounds.facts_of("ask_by", "due_date") if isinstance(f.value, date)), default=None)
    start = max(base or grounds.as_of, grounds.as_of)
    longest = max([*days, *((day - start).days for day in ahead)], default=0)
    if longest <= 0:
        return None
    offered = any(o.kind is OfferKind.EXTENSION for o in grounds.offers) and not days
    return None if offered and not ahead else _within(longest <= grounds.authority.max_extension_days)


def _instalments(offer: _Offer, grounds: Grounds) -> Severity | None:
    counted = [f.value for f in offer.figures if isinstance(f, Count) and f.thing is Thing.INSTALMENTS]
    if not counted:
        return None
    plans = [len(o.schedule) for o in grounds.offers if o.kind is OfferKind.INSTALMENTS]
    stated = {fact.value for fact in grounds.facts_of("may_instalments")}
    if max(counted) in plans or max(counted) < 2 or max(counted) in stated:
        return None
    return _within(max(counted) <= _most_instalments(grounds.authority))


def _most_instalments(authority: Authority) -> int:
    return authority.max_instalments if authority.may_offer_instalments else 1


def _within(within: bool) -> Severity:
    return Severity.REVIEW if within else Severity.BLOCK


def _in_tenths(words: str) -> Iterator[Decimal]:
    for paid, off in _TENTHS.findall(words):
        if off:
            yield Decimal((whole(off) or 0) * 10)
        elif paid[0].isdigit():
            value = Decimal(paid)
            yield 100 - (value * 10 if value < 10 else value)
        else:
            digits = [whole(c) or 0 for c in paid]
            yield Decimal(100 - (digits[0] * 10 if len(digits) == 1 else digits[0] * 10 + digits[1]))
