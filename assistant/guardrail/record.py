"""Holds every figure of a text against the record: what matches is traced to its fact, what does not may not leave."""

from collections.abc import Iterator
from functools import singledispatch

from assistant.domain.brief import Fact, Grounds
from assistant.domain.finding import Finding
from assistant.guardrail.checks import Need, Outcome, check
from assistant.guardrail.comparison import Judge, match_of
from assistant.guardrail.figures import Amount, ClauseNumber, Count, Day, DayCount, Figure, Rate, Thing, shows_any
from assistant.guardrail.known import Known, day_after
from assistant.guardrail.labels import Label
from assistant.guardrail.reading import Reading
from assistant.guardrail.rules import RuleSet

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
        yield match_of(reading, place.span, (place.fact,))
    judge = Judge(reading, rules, Known(grounds=grounds), grounds)
    for figure in stated.figures:
        if not any(quote.holds(figure.span.start, figure.span.end) for quote in stated.quoted):
            yield from _judged(figure, judge)


@singledispatch
def _judged(figure: Figure, judge: Judge) -> Iterator[Outcome]:
    raise TypeError(f"{judge} has no rule for {figure!r}")


@_judged.register
def _amount(amount: Amount, judge: Judge) -> Iterator[Outcome]:
    if not amount.value:
        return
    label, own = judge.labels.of_amount(amount.span), judge.labels.owner(amount.span)
    found: Outcome | None = None
    for meant in judge.known.meant_by(amount):
        found = _sum(meant, label, own, judge)
        if not isinstance(found, Finding):
            break
    if found:
        yield found


def _sum(amount: Amount, label: Label, own: str, judge: Judge) -> Outcome | None:
    """The finding or the trace for one sum that the text may mean; None where it needs neither."""
    if facts := judge.known.amount_facts(amount):
        return _sum_of_record(amount, facts, label, own, judge)
    if label.strict:
        return judge.wrong("record.amount", amount.span, _first(judge.grounds, label.roles, own))
    if judge.labels.is_interest(amount.span) and judge.known.is_interest(amount):
        return None
    named = bool(label.roles) or label.summed
    derived = judge.known.is_derived(amount) and not (named and judge.known.is_sum_of_paid_off(amount))
    if derived or judge.offers_allowance(amount):
        return None
    return judge.wrong("record.amount", amount.span, judge.known.nearest_amount(amount))


def _sum_of_record(amount: Amount, facts: tuple[Fact, ...], label: Label, own: str, judge: Judge) -> Outcome:
    """Whether a sum that the record holds is what the text calls it, and of the invoice that it stands beside."""
    if judge.labels.is_overdue_only(amount.span) and not judge.known.is_overdue_total(amount):
        return judge.wrong("record.role", amount.span, judge.grounds.fact("total_open"))
    beside = tuple(f for f in facts if not own or f.about == own or f.about not in judge.labels.invoices)
    fitting = tuple(f for f in beside if not label.roles or f.role in label.roles)
    if fitting:
        return judge.matched(amount.span, fitting)
    nearest = _first(judge.grounds, label.roles, own) if beside else judge.grounds.fact("open_balance", own)
    return judge.wrong("record.role", amount.span, nearest)


@_judged.register
def _day(day: Day, judge: Judge) -> Iterator[Outcome]:
    facts = judge.known.date_facts(day.dates)
    if day.vague:
        yield from _vague_day(day, judge, facts)
        return
    roles = judge.labels.of_date(day.span, ahead=day.dates[0] > judge.grounds.as_of).roles
    if day.weekday is not None and not _fits_weekday(day, facts):
        yield judge.wrong("record.weekday", day.span, facts[0] if facts else None)
        return
    own = judge.labels.owner(day.span)
    if roles and own:
        facts = tuple(f for f in facts if f.about == own or f.about not in judge.labels.invoices)
    today = judge.labels.is_today(day.span)
    fitting = tuple(f for f in facts if not roles or f.role in roles or (f.role == "as_of" and today))
    if fitting:
        yield judge.matched(day.span, fitting)
    elif roles and (facts or not judge.known.is_planned(day.dates)) and not _is_next_day(day, judge):
        yield judge.wrong("record.date", day.span, _first(judge.grounds, roles, own))
    elif not roles and not facts and not _may_be_named(day, judge):
        yield judge.wrong("record.date", day.span, judge.known.nearest_date(day.dates[0]))


@_judged.register
def _day_count(count: DayCount, judge: Judge) -> Iterator[Outcome]:
    known, labels = judge.known, judge.labels
    own = labels.owner(count.span)
    late = tuple(f for f in known.days_late(count) if not own or f.about in ("", own))
    in_contract = count.value in known.day_counts and (not count.rounded or judge.in_days(count.span))
    if labels.is_lateness(count.span):
        if late:
            yield judge.matched(count.span, late)
        elif not in_contract and not (any(map(count.may_mean, known.lateness)) and not own):
            yield judge.wrong("record.days", count.span, _first(judge.grounds, frozenset({"days_late"}), own))
        return
    if labels.is_term(count.span):
        if not any(map(count.may_mean, (*known.terms, *known.day_counts))) or judge.names_another_trigger(count):
            yield judge.wrong("record.days", count.span)
        return
    if count.rounded or in_contract or labels.is_allowance(count.span):
        return
    if late:
        yield judge.matched(count.span, late)
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
    if allowed and judge.cites_for_another_right(clause):
        yield judge.wrong("record.clause", clause.span, judge.grounds.fact("clause"))
    elif fact:
        yield judge.matched(clause.span, (fact,))
    elif not allowed:
        yield judge.wrong("record.clause", clause.span, judge.grounds.fact("clause"))


@_judged.register
def _count(count: Count, judge: Judge) -> Iterator[Outcome]:
    role = {Thing.INVOICES: "invoice_count", Thing.REMINDERS: "reminder_count", Thing.INSTALMENTS: "instalment_count"}
    facts = tuple(f for f in judge.grounds.facts_of(role[count.thing]) if f.value == count.value)
    if count.thing is Thing.INVOICES and judge.labels.is_overdue_only(count.span) and count.value > 1:
        if count.value > judge.known.number_overdue:
            yield judge.wrong("record.count", count.span, judge.grounds.fact("invoice_count"))
        return
    if facts:
        yield judge.matched(count.span, facts)
    elif count.thing is Thing.INVOICES and not _may_count(count, judge):
        yield judge.wrong("record.count", count.span, judge.grounds.fact("invoice_count"))
    elif count.thing is Thing.REMINDERS and count.value > 1 and not _is_reminders_before(count, judge):
        yield judge.wrong("record.count", count.span, judge.grounds.fact("reminder_count"))


def _vague_day(day: Day, judge: Judge, facts: tuple[Fact, ...]) -> Iterator[Outcome]:
    """A day said from the day of writing: what it is called counts when it lies behind, or was promised."""
    ahead = max(day.dates) > judge.grounds.as_of
    if ahead and min(day.dates) < judge.grounds.as_of:  # a weekday: the words beside it say which way
        ahead = not judge.labels.is_of_talk(day.span)
    roles = judge.labels.of_date(day.span, ahead=ahead).roles
    promised = "promise_made_on" in roles and judge.labels.is_promised_for(day.span)
    named = not shows_any(judge.written(day.span), ("周", "星期", "礼拜", "day"))  # a weekday may be asked for
    due = "due_date" in roles and named
    if roles and (not ahead or "issue_date" in roles or due or promised or _is_close(day, judge)):
        own = judge.labels.owner(day.span)
        fitting = [f for f in facts if f.role in roles and (not own or f.about in ("", own) or f.about[:1] == "p")]
        if not fitting and not judge.known.is_planned(day.dates):
            yield judge.wrong("record.date", day.span, _first(judge.grounds, roles, own))
        return
    behind = (judge.grounds.as_of - day.dates[0]).days
    if len(day.dates) == 1 and behind > _SMALL_DAYS and judge.in_days(day.span) and not facts:
        yield judge.wrong("record.days", day.span, judge.grounds.fact("days_late"))
        return
    wanted = judge.grounds.facts_of(*_DEADLINES)
    if not wanted or not judge.labels.is_deadline(day.span):
        return
    if not facts and not judge.known.is_planned(day.dates):
        yield judge.wrong("record.date", day.span, wanted[0])


def _is_close(day: Day, judge: Judge) -> bool:
    """Whether the day is said as one: today, tomorrow, 后天; 'due by Friday' may be a request."""
    return len(day.dates) == 1 and abs((day.dates[0] - judge.grounds.as_of).days) <= 2


def _fits_weekday(day: Day, facts: tuple[Fact, ...]) -> bool:
    """Whether the weekday belongs to the day that is meant: the record's, or else the nearest."""
    known = {fact.value for fact in facts}
    meant = [date for date in day.dates if date in known] or day.dates[:1]
    return any(date.weekday() == day.weekday for date in meant)


def _may_be_named(day: Day, judge: Judge) -> bool:
    """A day beyond the facts: named in an offer or a clause, the first day of lateness, or a free date to answer by."""
    if judge.known.is_planned(day.dates) or _is_next_day(day, judge):
        return True
    if judge.reading.brief or judge.grounds.fact("ask_by"):
        return False  # the plan names every day that the text may
    ahead = [(date - judge.grounds.as_of).days for date in day.dates[:1]]
    return all(0 < number <= _FARTHEST_REQUEST for number in ahead)


def _is_next_day(day: Day, judge: Judge) -> bool:
    if not judge.labels.is_beginning(day.span):
        return False
    due = judge.grounds.facts_of("due_date", *_DEADLINES)
    return any(day_after(fact.value) in day.dates for fact in due if hasattr(fact.value, "toordinal"))  # type: ignore[arg-type]


def _is_reminders_before(count: Count, judge: Judge) -> bool:
    """Whether so many reminders went before this one."""
    return any(fact.value == count.value + 1 for fact in judge.grounds.facts_of("reminder_count"))


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
