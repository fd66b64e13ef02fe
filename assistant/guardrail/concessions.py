"""Decides whether a discount, waiver, extension or payment by instalments that a text offers is within authority."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from assistant.domain.authority import Authority, OfferKind
from assistant.domain.brief import Grounds
from assistant.domain.finding import Severity, Stance
from assistant.domain.money import Money
from assistant.folding import fold
from assistant.guardrail.checks import Need, Outcome, check
from assistant.guardrail.clauses import Span
from assistant.guardrail.cued import cued, shows_within
from assistant.guardrail.figures import Amount, Count, Day, DayCount, Figure, Rate, Thing
from assistant.guardrail.reading import Reading
from assistant.guardrail.reductions import percentages_off
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

# What names the size of an offer.
_FIGURES: Mapping[str, tuple[type[Figure], ...]] = {
    "discount": (Rate, Amount),
    "extension": (Day, DayCount),
    "instalments": (Count,),
}
_RULES = {"plan": "instalments", "open_plan": "instalments", "open_time": "extension", "no_hurry": "extension"}
_NOT_OFFERED = frozenset({Stance.NEGATED, Stance.QUOTED, Stance.REPORTED})
# Grants by their own words: what the customer said in the clause before is their reason, and does not make it theirs.
_GRANTS = frozenset({"open_time", "no_hurry", "open_plan"})
# Currencies of places whose law gives no interest on late payment without a clause (knowledge/law/hk.yaml). The law of
# the mainland, Taiwan, the European Union and Great Britain does; of the rest nobody knows enough to say so.
_BY_CONTRACT_ALONE = frozenset({"HKD"})
_CLAUSE_ENDS = re.compile(r"[,:]|\b(?:so|but|and then)\b")


@check(id="concessions", version="4", needs=(Need.GROUNDS,))
def concessions(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """What the text gives away, against the limits of authority, and where there is a brief against its offers.

    Beyond authority blocks. Within it a brief still decides: what it does not offer goes to a person. What its
    arrangement gives may be said, in its own figures; anything beyond these is weighed like any other offer.
    """
    if reading.grounds is None:
        return
    for kind, weigh in (
        ("discount", _discount),
        ("waiver", _waiver),
        ("extension", _extension),
        ("instalments", _instalments),
        ("plan", _plan),
        ("open_time", _without_end),
        ("no_hurry", _no_hurry),
        ("open_plan", _without_end),
        ("gift", _gift),
    ):
        for hit in _offered(kind, reading, rules):
            offer = _Offer(reading, hit, rules)
            severity = weigh(offer, reading.grounds)
            if severity is Severity.BLOCK or (severity is Severity.REVIEW and reading.brief):
                place = offer.place_with(_FIGURES.get(kind, ()))
                yield told(f"authority.{_RULES.get(kind, kind)}", reading, rules, place, severity=severity)


class _Offer:
    """One place where something is offered, with the figures of its clause."""

    def __init__(self, reading: Reading, hit: Span, rules: RuleSet) -> None:
        sentence = reading.sentences.at(hit.start)
        near = Span(max(sentence.start, hit.start - 24), min(sentence.end, hit.end + 40))
        self._hit = hit
        self.given = percentages_off(reading, near)
        self.arrangement = reading.brief.arrangement if reading.brief else None
        self.of_interest = rules.cues["amount_interest"]
        self.figures: list[Figure] = [f for f in reading.stated.figures if near.holds(f.span.start, f.span.end)]

    def place_with(self, kinds: tuple[type[Figure], ...]) -> Span:
        """The offering words together with the nearest figure of ``kinds``."""
        sized = [f.span for f in self.figures if isinstance(f, kinds)] if kinds else []
        nearest = min(sized, key=lambda span: abs(span.start - self._hit.start), default=self._hit)
        return Span(min(nearest.start, self._hit.start), max(nearest.end, self._hit.end))


def _offered(kind: str, reading: Reading, rules: RuleSet) -> Iterator[Span]:
    for hit, stance in cued(f"offer_{kind}", reading, rules):
        grant = kind in _GRANTS
        within = _clause(hit, reading) if grant else reading.sentences.at(hit.start)
        asked = any(shows_within(cue, reading, rules, within) for cue in ("offer_asks_approval", "offer_of_customer"))
        of_record = any(quote.holds(hit.start, hit.end) for quote in reading.stated.quoted)
        excused = stance in _NOT_OFFERED and not (grant and stance is Stance.REPORTED)
        if not excused and not asked and not of_record:
            yield hit


def _clause(hit: Span, reading: Reading) -> Span:
    """The sentence of ``hit`` from the last comma before it, up to the end of the hit."""
    start = reading.sentences.at(hit.start).start
    ends = [match.end() for match in _CLAUSE_ENDS.finditer(reading.folded.lower, start, hit.start)]
    return Span(max(ends, default=start), hit.end)


def _discount(offer: _Offer, grounds: Grounds) -> Severity | None:
    if _is_arranged_discount(offer):
        return None
    given = list(offer.given) or [_share_off(f.value, grounds) for f in offer.figures if isinstance(f, Amount)]
    if not given:
        return Severity.BLOCK
    return _within(max(given) <= grounds.authority.max_discount_pct) if max(given) else None


def _is_arranged_discount(offer: _Offer) -> bool:
    """Whether it is the arrangement's discount and no more: its per cent, or amounts that the arrangement names."""
    arranged = offer.arrangement
    if arranged is None or not arranged.discount:
        return False
    named = {arranged.discount, arranged.outstanding, arranged.scheduled, *(i.amount for i in arranged.schedule)}
    amounts = {f.value for f in offer.figures if isinstance(f, Amount)}
    return max(offer.given, default=Decimal(0)) <= arranged.discount_pct and amounts <= {n.decimal for n in named}


def _share_off(amount: Decimal, grounds: Grounds) -> Decimal:
    """The per cent of a debt that ``amount`` takes off, or leaves to be paid where it is the greater part."""
    debts = [f.value.decimal for f in grounds.facts_of("open_balance", "total_open") if isinstance(f.value, Money)]
    base = min((debt for debt in debts if debt >= amount), default=Decimal(0))
    if not base:
        return Decimal(0) if debts else Decimal(100)
    return (base - amount if amount * 2 > base else amount) * 100 / base


def _waiver(offer: _Offer, grounds: Grounds) -> Severity | None:
    if offer.arrangement and offer.arrangement.interest_waived:
        return None
    return _within(grounds.authority.may_waive_late_fee or _gives_nothing_up(offer, grounds))


def _gives_nothing_up(offer: _Offer, grounds: Grounds) -> bool:
    """Whether there is no late interest to give up: none in the contract, which stands on record, none by the law.

    Whoever cannot be sure of either gives something up. Clauses that a brief cites are not all that a contract says.
    """
    owed = {f.value.currency for f in grounds.facts_of("open_balance", "total_open") if isinstance(f.value, Money)}
    known = grounds.facts_of("late_interest", "interest", "interest_words", "interest_fixed")
    contract = [fold(str(fact.value)) for fact in grounds.facts_of("contract_words")]
    patterns = (*offer.of_interest.zh, *offer.of_interest.en)
    spoken_of = any(pattern.regex.search(words) for words in contract for pattern in patterns)
    return bool(contract) and bool(owed) and owed <= _BY_CONTRACT_ALONE and not (known or spoken_of)


def _extension(offer: _Offer, grounds: Grounds) -> Severity | None:
    until = grounds.facts_of("extension_until")
    days = [f.value for f in offer.figures if isinstance(f, DayCount)]
    dates = [day for f in offer.figures if isinstance(f, Day) for day in _meant(f, grounds.as_of)]
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


def _meant(day: Day, as_of: date) -> tuple[date, ...]:
    """The day that an offer means: the one written, or the first to come of those that the words may mean."""
    return tuple(d for d in day.dates if d > as_of)[:1] if day.vague else day.dates[:1]


def _instalments(offer: _Offer, grounds: Grounds) -> Severity | None:
    counted = [f.value for f in offer.figures if isinstance(f, Count) and f.thing is Thing.INSTALMENTS]
    if not counted:
        return None
    plans = [len(o.schedule) for o in grounds.offers if len(o.schedule) > 1]
    stated = {fact.value for fact in grounds.facts_of("may_instalments", "next_count")}
    if max(counted) in plans or max(counted) < 2 or max(counted) in stated:
        return None
    return _within(max(counted) <= _most_instalments(grounds.authority))


def _plan(_: _Offer, grounds: Grounds) -> Severity | None:
    """Instalments of no stated number: only where none at all may be offered."""
    if any(len(o.schedule) > 1 for o in grounds.offers) or grounds.facts_of("instalment_count", "next_count"):
        return None
    return None if _most_instalments(grounds.authority) >= 2 else Severity.BLOCK


def _without_end(_: _Offer, __: Grounds) -> Severity | None:
    """Time without an end or instalments without a number: no limit of authority holds them."""
    return Severity.BLOCK


def _no_hurry(offer: _Offer, grounds: Grounds) -> Severity | None:
    """Words that ease and may be mere politeness: the day beside them decides, without one a person."""
    dated = any(isinstance(f, Day | DayCount) for f in offer.figures)
    return _extension(offer, grounds) if dated else Severity.REVIEW


def _gift(_: _Offer, __: Grounds) -> Severity | None:
    """Goods or service on top: no authority covers it."""
    return Severity.BLOCK


def _most_instalments(authority: Authority) -> int:
    return authority.max_instalments if authority.may_offer_instalments else 1


def _within(within: bool) -> Severity:
    return Severity.REVIEW if within else Severity.BLOCK
