"""Holds every figure of a text against the record: what matches is traced to its fact, what does not may not leave."""

from collections.abc import Iterator
from functools import singledispatch

from assistant.domain.brief import Fact, Grounds
from assistant.domain.finding import Finding
from assistant.guardrail.checks import Match, Need, Outcome, check
from assistant.guardrail.clauses import Span
from assistant.guardrail.figures import Amount, ClauseNumber, Count, Day, DayCount, Figure, Rate, Thing
from assistant.guardrail.known import Known, day_after
from assistant.guardrail.labels import Labels
from assistant.guardrail.reading import Reading
from assistant.guardrail.rendered import rendered
from assistant.guardrail.rules import RuleSet
from assistant.guardrail.told import told

# Beyond this a day that nobody agreed on is no date to answer by.
_FARTHEST_REQUEST = 92
_SMALL_DAYS = 10
_DEADLINES = ("ask_by", "extension_until", "instalment_due")


@check(id="record", version="1", needs=(Need.GROUNDS,))
def record(reading: Reading, rules: RuleSet) -> Iterator[Outcome]:
    """Every figure that a text states, against the facts of the grounds."""
    grounds = reading.grounds
    if grounds is None:
        return
    stated = reading.stated
    for place in stated.places:
        yield _match(reading, place.span, (place.fact,))
    judge = Judge(reading, rules, Known(grounds=grounds), grounds)
    for figure in stated.figures:
        if not any(quote.holds(figure.span.start, figure.span.end) for quote in stated.quoted):
            yield from _judged(figure, judge)


class Judge:
    """What the comparison of one text looks at."""

    def __init__(self, reading: Reading, rules: RuleSet, known: Known, grounds: Grounds) -> None:
        self.reading = reading
        self.rules = rules
        self.known = known
        self.grounds = grounds
        self.labels = Labels(reading, rules)

    def wrong(self, rule: str, span: Span, nearest: Fact | None = None) -> Finding:
        """The finding ``rule`` at ``span``; ``nearest`` is the fact that may have been meant."""
        suggestion = rendered(nearest.value, self.reading.language) if nearest else None
        return told(rule, self.reading, self.rules, span, nearest=suggestion)

    def matched(self, span: Span, facts: tuple[Fact, ...]) -> Match:
        """The trace from ``span`` to the first of ``facts``."""
        return _match(self.reading, span, facts[:1])


@singledispatch
def _judged(figure: Figure, judge: Judge) -> Iterator[Outcome]:
    raise TypeError(f"{judge} has no rule for {figure!r}")


@_judged.register
def _amount(amount: Amount, judge: Judge) -> Iterator[Outcome]:
    if not amount.value:
        return
    facts = judge.known.amount_facts(amount)
    label = judge.labels.of_amount(amount.span)
    if facts and not label.roles and (own := judge.labels.invoice_before(amount.span)):
        facts = tuple(f for f in facts if f.about == own or f.about not in judge.labels.invoices)
        if not facts:
            yield judge.wrong("record.role", amount.span, judge.grounds.fact("open_balance", own))
            return
    if facts:
        fitting = tuple(f for f in facts if not label.roles or f.role in label.roles)
        if fitting:
            yield judge.matched(amount.span, fitting)
            return
        yield judge.wrong("record.role", amount.span, _first(judge.grounds, label.roles))
    elif label.strict:
        yield judge.wrong("record.amount", amount.span, _first(judge.grounds, label.roles))
    elif judge.labels.is_interest(amount.span) and judge.known.is_interest(amount):
        return
    elif not judge.known.is_derived(amount) or (label.roles and judge.known.is_sum_of_paid_off(amount)):
        yield judge.wrong("record.amount", amount.span, judge.known.nearest_amount(amount))


@_judged.register
def _day(day: Day, judge: Judge) -> Iterator[Outcome]:
    facts = judge.known.date_facts(day.dates)
    if day.vague:
        yield from _vague_day(day, judge, facts)
        return
    roles = judge.labels.of_date(day.span).roles
    if day.weekday is not None and not _fits_weekday(day, facts):
        yield judge.wrong("record.weekday", day.span, facts[0] if facts else None)
        return
    own = judge.labels.invoice_before(day.span)
    if roles and own:
        facts = tuple(f for f in facts if f.about == own or f.about not in judge.labels.invoices)
    fitting = tuple(f for f in facts if not roles or f.role in roles or f.role == "as_of")
    if fitting:
        yield judge.matched(day.span, fitting)
    elif roles and (facts or not judge.known.is_planned(day.dates)) and not _is_next_day(day, judge):
        yield judge.wrong("record.date", day.span, _first(judge.grounds, roles, own))
    elif not roles and not facts and not _may_be_named(day, judge):
        yield judge.wrong("record.date", day.span, judge.known.nearest_date(day.dates[0]))


@_judged.register
def _day_count(count: DayCount, judge: Judge) -> Iterator[Outcome]:
    known, labels = judge.known, judge.labels
    late = known.days_late(count)
    if labels.is_lateness(count.span):
        if late:
            yield judge.matched(count.span, late)
        elif count.value not in known.lateness and count.value not in known.day_counts:
            yield judge.wrong("record.days", count.span, judge.grounds.fact("days_late"))
        return
    if late:
        yield judge.matched(count.span, late)
        return
    if count.value in known.day_counts:
        return
    if labels.is_term(count.span):
        if count.value not in known.terms:
            yield judge.wrong("record.days", count.span)
    elif count.value > _SMALL_DAYS and not (
        count.working or count.value in known.spans_of_days or labels.is_harmless(count.span)
    ):
        yield judge.wrong("record.days", count.span)


@_judged.register
def _rate(rate: Rate, judge: Judge) -> Iterator[Outcome]:
    if judge.known.has_rate(rate) or rate.value in (0, 100) or judge.labels.is_discount(rate.span):
        return
    yield judge.wrong("record.rate", rate.span)


@_judged.register
def _clause(clause: ClauseNumber, judge: Judge) -> Iterator[Outcome]:
    if judge.labels.is_law(clause.span):
        return
    allowed, fact = judge.known.clause_fact(clause)
    if fact:
        yield judge.matched(clause.span, (fact,))
    elif not allowed:
        yield judge.wrong("record.clause", clause.span, judge.grounds.fact("clause"))


@_judged.register
def _count(count: Count, judge: Judge) -> Iterator[Outcome]:
    role = {Thing.INVOICES: "invoice_count", Thing.REMINDERS: "reminder_count", Thing.INSTALMENTS: "instalment_count"}
    facts = tuple(f for f in judge.grounds.facts_of(role[count.thing]) if f.value == count.value)
    if facts:
        yield judge.matched(count.span, facts)
    elif count.thing is Thing.INVOICES and not _may_count(count, judge):
        yield judge.wrong("record.count", count.span, judge.grounds.fact("invoice_count"))
    elif count.thing is Thing.REMINDERS and judge.grounds.fact("reminder_count"):
        yield judge.wrong("record.count", count.span, judge.grounds.fact("reminder_count"))


def _vague_day(day: Day, judge: Judge, facts: tuple[Fact, ...]) -> Iterator[Outcome]:
    wanted = judge.grounds.facts_of(*_DEADLINES)
    if not wanted or not judge.labels.is_deadline(day.span):
        return
    if not facts and not judge.known.is_planned(day.dates):
        yield judge.wrong("record.date", day.span, wanted[0])


def _fits_weekday(day: Day, facts: tuple[Fact, ...]) -> bool:
    """Whether the weekday belongs to the day that is meant: the record's, or else the nearest."""
    known = {fact.value for fact in facts}
    meant = [date for date in day.dates if date in known] or day.dates[:1]
    return any(date.weekday() == day.weekday for date in meant)


def _may_be_named(day: Day, judge: Judge) -> bool:
    """A day beyond the facts: named in an offer or a clause, the first day of lateness, or a free date to answer by."""
    if judge.known.is_planned(day.dates) or _is_next_day(day, judge):
        return True
    ahead = [(date - judge.grounds.as_of).days for date in day.dates[:1]]
    return not judge.grounds.fact("ask_by") and all(0 < number <= _FARTHEST_REQUEST for number in ahead)


def _is_next_day(day: Day, judge: Judge) -> bool:
    if not judge.labels.is_beginning(day.span):
        return False
    due = judge.grounds.facts_of("due_date", *_DEADLINES)
    return any(day_after(fact.value) in day.dates for fact in due if hasattr(fact.value, "toordinal"))  # type: ignore[arg-type]


def _may_count(count: Count, judge: Judge) -> bool:
    numbers = {f.value for f in judge.grounds.facts_of("invoice_no")}
    return (
        count.value <= 1
        or count.value == len(numbers)
        or (count.value < len(numbers) and judge.labels.is_part(count.span))
    )


def _first(grounds: Grounds, roles: frozenset[str], about: str = "") -> Fact | None:
    named = [f for f in grounds.facts if f.role in roles]
    return next((f for f in named if f.about == about), named[0] if named else None)


def _match(reading: Reading, span: Span, facts: tuple[Fact, ...]) -> Match:
    start, end = reading.folded.original(span.start, span.end)
    return Match(start, end, "+".join(fact.id for fact in facts))
