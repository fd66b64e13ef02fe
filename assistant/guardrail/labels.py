"""Decides what a text calls a figure: the words close before or after it, within the same clause."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.domain.brief import FactKind
from assistant.guardrail.clauses import Span
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet

_BOUNDARY = re.compile(r"[,。;!?\n|•]|\.\s")
_PROMISED = frozenset({"promise_amount", "promise_due", "promise_made_on"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """The roles that a figure so called may have.

    A ``strict`` label on a sum needs a fact of such a role; with another label sums and differences will do.
    """

    roles: frozenset[str] = frozenset()
    strict: bool = False


_NO_LABEL = Label()
_AMOUNT_LABELS: Mapping[str, Label] = {
    "amount_promised": Label(roles=_PROMISED, strict=True),
    "amount_paid": Label(roles=frozenset({"paid_so_far", "unallocated", "credited", "received"}), strict=True),
    "amount_open": Label(roles=frozenset({"open_balance", "total_open", "undisputed", "remaining", "disputed_amount"})),
}
_DATE_LABELS: Mapping[str, Label] = {
    "date_promised": Label(roles=_PROMISED),
    "date_due": Label(roles=frozenset({"due_date", "instalment_due", "extension_until", "ask_by", "promise_due"})),
    "date_issued": Label(roles=frozenset({"issue_date", "as_of"})),
}


class Labels:
    """Looks around figures of one text."""

    def __init__(self, reading: Reading, rules: RuleSet) -> None:
        self._lower = reading.folded.lower
        self._rules = rules
        self._places = [
            (place.span, str(place.fact.value))
            for place in reading.stated.places
            if place.fact.kind is FactKind.INVOICE_NO
        ]
        self._spans = [figure.span for figure in reading.stated.figures]
        self._reading = reading

    @cached_property
    def invoices(self) -> frozenset[str]:
        """The invoice numbers of the record."""
        grounds = self._reading.grounds
        return frozenset(str(f.value) for f in grounds.facts_of("invoice_no")) if grounds else frozenset()

    def of_amount(self, span: Span) -> Label:
        """What the text calls the sum at ``span``."""
        for cue, label in _AMOUNT_LABELS.items():
            if self._before(cue, span) and not (cue == "amount_paid" and self._near("negated_receipt", span)):
                return label
        return _NO_LABEL

    def of_date(self, span: Span) -> Label:
        """What the text calls the day at ``span``; words before it count before those after it."""
        for look in (self._before, self._after):
            for cue, label in _DATE_LABELS.items():
                if look(cue, span):
                    return label
        return _NO_LABEL

    def is_lateness(self, span: Span) -> bool:
        """Whether the days are called overdue."""
        return self._near("days_late", span)

    def is_term(self, span: Span) -> bool:
        """Whether the days are called the term of payment."""
        return self._near("days_term", span)

    def is_harmless(self, span: Span) -> bool:
        """Whether the days belong to ordinary speech (the last thirty days)."""
        return self._near("days_harmless", span)

    def is_interest(self, span: Span) -> bool:
        """Whether the sum's sentence speaks of interest."""
        sentence = self._reading.sentences.at(span.start)
        return self._shows("amount_interest", sentence.start, sentence.end)

    def is_discount(self, span: Span) -> bool:
        """Whether the percentage is a reduction: a matter of authority, not of the record."""
        return self._near("rate_discount", span, wide=True)

    def is_law(self, span: Span) -> bool:
        """Whether the clause is one of a statute."""
        return self._before("clause_of_law", span)

    def is_deadline(self, span: Span) -> bool:
        """Whether something is asked for by that day."""
        return self._near("date_deadline", span)

    def is_beginning(self, span: Span) -> bool:
        """Whether something begins on that day."""
        return self._near("date_beginning", span)

    def is_part(self, span: Span) -> bool:
        """Whether the count is of some of the things only."""
        return self._near("count_part", span)

    def invoice_before(self, span: Span) -> str:
        """The invoice number right before ``span`` in its sentence, when it stands alone; else empty."""
        sentence = self._reading.sentences.at(span.start)
        before = [(p, number) for p, number in self._places if sentence.start <= p.start < span.start]
        if not before:
            return ""
        place, number = before[-1]
        near = span.start - place.end <= 24 and not _BOUNDARY.search(self._lower, place.end, span.start)
        paired = len(before) > 1 and place.start - before[-2][0].end <= 6
        between = any(place.end <= other.start < span.start for other in self._spans)
        return number if near and not paired and not between else ""

    def _near(self, cue: str, span: Span, *, wide: bool = False) -> bool:
        return self._before(cue, span, wide=wide) or self._after(cue, span, wide=wide)

    def _before(self, cue: str, span: Span, *, wide: bool = False) -> bool:
        begin = max(0, span.start - (60 if wide else 32))
        for match in _BOUNDARY.finditer(self._lower, begin, span.start):
            begin = match.end()
        place = bisect_left(self._spans, span.start, key=lambda other: other.start) - 1
        if place >= 0 and not wide:
            begin = max(begin, self._spans[place].end)
        return self._shows(cue, begin, span.start, chinese_from=span.start - (24 if wide else 12))

    def _after(self, cue: str, span: Span, *, wide: bool = False) -> bool:
        end = min(len(self._lower), span.end + (40 if wide else 20))
        if match := _BOUNDARY.search(self._lower, span.end, end):
            end = match.start()
        return self._shows(cue, span.end, end, chinese_to=span.end + (16 if wide else 8))

    def _shows(self, cue: str, begin: int, end: int, *, chinese_from: int = 0, chinese_to: int = 1 << 30) -> bool:
        pair = self._rules.cues[cue]
        if any(pattern.regex.search(self._lower, begin, end) for pattern in pair.en):
            return True
        begin, end = max(begin, chinese_from), min(end, chinese_to)
        return any(pattern.regex.search(self._lower, begin, end) for pattern in pair.zh)
