"""Decides what a text calls a figure: the words close before or after it, within the same clause."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.domain.brief import FactKind
from assistant.guardrail.clauses import Span
from assistant.guardrail.cue_places import CuePlaces
from assistant.guardrail.known import TRIGGERS
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet

# What may stand between a figure and the number of the invoice that it is for.
_BELONGS = re.compile(
    r"\s*(?:(?:is|was|are|remains|still|open|left|due|unpaid|outstanding|owed|overdue)\s){0,3}(?:for|on|of|against|under|from)\s(?:invoice\s|our\s|your\s)*(?:no\.?\s|#)?|\s*(?:元|整)?\s*(?:的|是)\s*(?:发票)?\s*"
)
_BOUNDARY = re.compile(r"[,、。;!?\n|•](?!\d{3}(?!\d))|\.\s")
_PROMISED = frozenset({"promise_amount", "promise_due", "promise_made_on"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """The roles that a figure so called may have.

    A ``strict`` label on a sum needs a fact of such a role; with another label sums and differences will do. What is
    ``summed`` is called a total, of whatever roles.
    """

    roles: frozenset[str] = frozenset()
    strict: bool = False
    summed: bool = False


_NO_LABEL = Label()
_OPEN = Label(
    roles=frozenset(
        {"open_balance", "total_open", "undisputed", "remaining", "disputed_amount", "contested_sum", "plan_total"}
    )
)
# A total may be of open sums, of instalments, of interest and principal: only what sums up paid invoices is wrong.
_TOTAL = Label(summed=True)
_AMOUNT_LABELS: Mapping[str, Label] = {
    "amount_promised": Label(roles=_PROMISED, strict=True),
    "amount_paid": Label(roles=frozenset({"paid_so_far", "unallocated", "credited", "received"}), strict=True),
    "amount_undisputed": Label(roles=frozenset({"undisputed"}), strict=True),
    "amount_disputed": Label(roles=frozenset({"disputed_amount", "contested_sum"}), strict=True),
    "amount_open": _OPEN,
    "amount_total": _TOTAL,
}
_DATE_LABELS: Mapping[str, Label] = {
    "date_promised": Label(roles=_PROMISED),
    "date_due": Label(roles=frozenset({"due_date", "instalment_due", "extension_until", "ask_by", "promise_due"})),
    "date_issued": Label(roles=frozenset({"issue_date"})),
    "date_called": Label(
        roles=frozenset({"last_contact", "call_on", "promise_made_on", "agreed_on", "message_date", "reminder_sent"})
    ),
    "date_paid": Label(roles=frozenset({"paid_on", "received_on"})),
}
# Labels of what has happened: a day to come is not called so.
_HAPPENED = frozenset({"date_called", "date_paid"})
# After a day by which something is asked for, what follows does not name the day.
_BEFORE_DAY = re.compile(r"\s*(?:之前|以前|前)")
_CLAUSE = re.compile(r"[,。;!?\n](?!\d)|\.\s")


class Labels:
    """Looks around figures of one text."""

    def __init__(self, reading: Reading, rules: RuleSet) -> None:
        self._lower = reading.folded.lower
        self._rules = rules
        self._cues = CuePlaces(reading, rules)
        self._places = [
            (place.span, str(place.fact.value))
            for place in reading.stated.places
            if place.fact.kind is FactKind.INVOICE_NO
        ]
        self._spans = [figure.span for figure in reading.stated.figures]
        self._starts = [span.start for span in self._spans]
        self._windows: dict[tuple[int, bool], int] = {}
        self._reading = reading

    @cached_property
    def invoices(self) -> frozenset[str]:
        """The invoice numbers of the record."""
        grounds = self._reading.grounds
        return frozenset(str(f.value) for f in grounds.facts_of("invoice_no")) if grounds else frozenset()

    def of_amount(self, span: Span) -> Label:
        """What the text calls the sum at ``span``; of several words before it the nearest counts."""
        fit = [(cue, label) for cue, label in _AMOUNT_LABELS.items() if self._may_be(cue, label, span)]
        before = [(self._nearest(cue, span), -n, label) for n, (cue, label) in enumerate(fit)]
        if before and max(before)[0] >= 0:
            return max(before)[2]
        for cue, label in fit:
            behind = f"{cue}_after"
            if behind in self._rules.cues and self._after(behind, span) and not self._is_of_whole(span):
                return label
            if cue == "amount_promised" and self._in_clause(cue, span):
                return label
        return _NO_LABEL

    def _may_be(self, cue: str, label: Label, span: Span) -> bool:
        # What is said to have been paid is a claim also where the record knows of no payment at all.
        heard = label.summed or cue == "amount_paid" or self._has(label)
        return heard and not self._is_excused(cue, span)

    def _is_of_whole(self, span: Span) -> bool:
        """Whether the sum is the whole of which another is a part: '$4,000 of $5,400 left'."""
        return self._lower.endswith("of ", 0, span.start) and any(o.end == span.start - 4 for o in self._spans)

    def _is_excused(self, cue: str, span: Span) -> bool:
        if cue == "amount_paid":
            return self._near("negated_receipt", span)
        sentence = self._reading.sentences.at(span.start)
        return cue == "amount_total" and self._shows("amount_gross", sentence.start, sentence.end)

    def of_date(self, span: Span, *, ahead: bool) -> Label:
        """What the text calls the day at ``span``, which may lie ``ahead``; words before it go before those after."""
        asked = _BEFORE_DAY.match(self._lower, span.end)
        for look in (self._before, self._in_clause, self._after):
            for cue, label in _DATE_LABELS.items():
                if (ahead and cue in _HAPPENED) or not self._has(label) or (asked and look == self._after):
                    continue
                if (look != self._in_clause or cue == "date_promised") and look(cue, span):
                    return self._with_call(label, span) if cue == "date_promised" else label
        return _NO_LABEL

    def _with_call(self, label: Label, span: Span) -> Label:
        """A promise made in a call: the day may be that of the call as well."""
        called = _DATE_LABELS["date_called"]
        return Label(roles=label.roles | called.roles) if self._near("date_called", span) else label

    def _has(self, label: Label) -> bool:
        """Whether the record holds anything that may be called so."""
        return not label.roles.isdisjoint(self._roles)

    @cached_property
    def _roles(self) -> frozenset[str]:
        grounds = self._reading.grounds
        return frozenset(fact.role for fact in grounds.facts) if grounds else frozenset()

    def is_overdue_only(self, span: Span) -> bool:
        """Whether the sum or count is called that of what is past due, leaving out what is not due yet."""
        return self._before("amount_overdue", span) or self._after("amount_overdue_after", span)

    def is_today(self, span: Span) -> bool:
        """Whether the day is called that of writing."""
        return self._near("date_today", span)

    def is_lateness(self, span: Span) -> bool:
        """Whether the days are called overdue."""
        return self._near("days_late", span)

    def is_term(self, span: Span) -> bool:
        """Whether the days are called the term of payment."""
        return self._near("days_term", span)

    def triggers(self, span: Span) -> frozenset[str]:
        """From what the text lets the days run, as names of cues."""
        return frozenset(cue for cue in TRIGGERS if self._near(cue, span))

    def is_harmless(self, span: Span) -> bool:
        """Whether the days belong to ordinary speech (the last thirty days)."""
        return self._near("days_harmless", span)

    def is_interest(self, span: Span) -> bool:
        """Whether the sum's sentence speaks of interest."""
        sentence = self._reading.sentences.at(span.start)
        return self._shows("amount_interest", sentence.start, sentence.end)

    def is_of_talk(self, span: Span) -> bool:
        """Whether the day is that of a talk which has been."""
        return self._near("date_spoke", span)

    def is_allowance(self, span: Span) -> bool:
        """Whether the days are more time that is offered: a matter of authority."""
        return self._near("offer_extension", span)

    def is_discount(self, span: Span) -> bool:
        """Whether the percentage is a reduction: a matter of authority, not of the record."""
        return self._near("rate_discount", span, wide=True)

    def is_law(self, span: Span) -> bool:
        """Whether the clause is one of a statute."""
        return self._before("clause_of_law", span)

    def is_deadline(self, span: Span) -> bool:
        """Whether something is asked for by that day."""
        return self._near("date_deadline", span)

    def is_promised_for(self, span: Span) -> bool:
        """Whether the day, in a promise, is that by which it was to be kept."""
        return self._near("date_promise_by", span)

    def is_beginning(self, span: Span) -> bool:
        """Whether something begins on that day."""
        return self._near("date_beginning", span)

    def is_part(self, span: Span) -> bool:
        """Whether the count is of some of the things only."""
        return self._near("count_part", span)

    def owner(self, span: Span) -> str:
        """The invoice number to which the figure at ``span`` belongs by its place in the sentence; else empty."""
        sentence = self._reading.sentences.at(span.start)
        inside = [(p, number) for p, number in self._places if sentence.start <= p.start < sentence.end]
        behind = next(((p, number) for p, number in inside if p.start >= span.end), None)
        if behind and _BELONGS.fullmatch(self._lower, span.end, behind[0].start):
            return behind[1]
        before = [each for each in inside if each[0].start < span.start]
        if not before:
            return inside[0][1] if len({number for _, number in inside}) == 1 else ""
        place, number = before[-1]
        if len(before) > 1 and place.start - before[-2][0].end <= 6:
            return ""
        return "" if self._shows("owner_other", place.end, span.start) else number

    def _near(self, cue: str, span: Span, *, wide: bool = False) -> bool:
        return self._before(cue, span, wide=wide) or self._after(cue, span, wide=wide)

    def _in_clause(self, cue: str, span: Span) -> bool:
        """Whether the cue stands anywhere before in the same clause, whatever other figures stand between."""
        if not self._cues.are_in_text(cue):
            return False
        begin = max(0, span.start - 70)
        for match in _CLAUSE.finditer(self._lower, begin, span.start):
            begin = match.end()
        return self._shows(cue, begin, span.start)

    def _before(self, cue: str, span: Span, *, wide: bool = False) -> bool:
        return self._nearest(cue, span, wide=wide) >= 0

    def _nearest(self, cue: str, span: Span, *, wide: bool = False) -> int:
        """Where the last of the cue's words before ``span`` ends, in the same clause and behind any other figure."""
        if not self._cues.are_in_text(cue):
            return -1
        begin = self._window_before(span, wide)
        near = max(begin, span.start - (24 if wide else 12))
        return max(
            self._cues.last_end(cue, begin, span.start, chinese=False),
            self._cues.last_end(cue, near, span.start, chinese=True),
        )

    def _window_before(self, span: Span, wide: bool) -> int:
        if (known := self._windows.get((span.start, wide))) is not None:
            return known
        begin = max(0, span.start - (60 if wide else 32))
        for match in _BOUNDARY.finditer(self._lower, begin, span.start):
            begin = match.end()
        place = bisect_left(self._starts, span.start) - 1
        if place >= 0 and not wide:
            begin = max(begin, self._spans[place].end)
        self._windows[span.start, wide] = begin
        return begin

    def _after(self, cue: str, span: Span, *, wide: bool = False) -> bool:
        if not self._cues.are_in_text(cue):
            return False
        end = min(len(self._lower), span.end + (40 if wide else 20))
        if match := _BOUNDARY.search(self._lower, span.end, end):
            end = match.start()
        near = min(end, span.end + (16 if wide else 8))
        return self._cues.begins(cue, span.end, end, chinese=False) or self._cues.begins(
            cue, span.end, near, chinese=True
        )

    def _shows(self, cue: str, begin: int, end: int) -> bool:
        return self._cues.shows(cue, begin, end)
