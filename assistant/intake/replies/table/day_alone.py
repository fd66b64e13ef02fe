"""Reads a day that is all they say, on which they would pay all of it: "would 7 April do?"."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.domain.reading import ProposalKind, ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import LIKELY, Ear, Heard
from assistant.intake.replies.kinds import IN_PARTS, PART
from assistant.intake.replies.table.came import sums_that_came
from assistant.intake.replies.table.equal import ascending
from assistant.intake.replies.table.wishes import with_length, with_wish
from assistant.intake.replies.table.words import table_words
from assistant.intake.replies.whose_day import is_done, is_own

# How far before a day the words may begin that they wait until then.
_BEFORE = 24


def with_day(ear: Ear, reading: Reading, received: date) -> Reading:
    """A day alone is when they would pay all of it: "would 7 April do?"; no day of a call, or of coming back."""
    proposal, promise = reading.proposal, reading.promise
    if reading.out_of_office or (promise and promise.day) or (proposal and not _lacks_only_a_day(proposal)):
        return reading
    for heard in ear.heard:
        if last := _last_day(heard, received):
            made = replace(proposal, until=last) if proposal else _by_day(ear, heard, last)
            return replace(reading, proposal=made)
    return reading if proposal or promise else with_wish(ear, with_length(ear, reading))


def _lacks_only_a_day(proposal: ProposalRead) -> bool:
    """Whether all of it is to be paid, less what is given away, and no day is read yet."""
    in_part = proposal.first_payment and ProposalKind.DISCOUNT not in proposal.kinds
    timed = proposal.until or proposal.extension_days is not None or proposal.instalments or in_part
    return not timed and not IN_PARTS & set(proposal.kinds) and proposal.per_instalment is None


def _last_day(heard: Heard, received: date) -> date | None:
    """The last day of payment that the sentence names; None where it puts off, or tells what was."""
    days = [named.day for named in heard.days if named.day and named.day > received and _is_of_payment(heard, named)]
    like = table_words()
    puts_off = like["stalls"].search(heard.words) or like["undecided"].search(heard.words)
    return None if not days or puts_off or heard.finds("stance.past") else max(days)


def _is_of_payment(heard: Heard, named: Day) -> bool:
    """Whether it is no day of an invoice or a return; one to wait until is when they would pay."""
    if plan.is_start(heard, named) or is_done(heard, *heard.sentence.part(named.start, named.end)):
        return False
    waits = table_words()["waits"].search(heard.words, max(0, named.start - _BEFORE), named.start)
    return is_own(heard, named) or bool(waits)


def _by_day(ear: Ear, heard: Heard, day: date) -> ProposalRead:
    """All of it on ``day``, or the part that stands beside it."""
    whole, came = ear.total.amount or Decimal(0), sums_that_came(heard)
    named = (each for each in heard.sums if not plan.is_rest(heard, each) and each.value not in came)
    part = next((each.value for each in named if each.value is not None and 0 < each.value < whole), None)
    words, time = ear.evidence(heard, LIKELY), ProposalKind.EXTENSION
    if part:
        return ProposalRead(kind=PART, kinds=(PART,), first_payment=part, starts=day, evidence=words)
    return ProposalRead(kind=time, kinds=(time,), until=day, evidence=words)


def with_days_only(ear: Ear, reading: Reading) -> Reading:
    """Several days in one breath and no sum are payments in parts of which nobody says how much: 还是4号和18号."""
    promise = reading.promise
    if promise is None or promise.amount is not None or reading.proposal or any(heard.sums for heard in ear.heard):
        return reading
    words = ear.where(promise.evidence)
    run = next((run for run in plan.runs(words) if promise.day in {day.day for day in run}), ()) if words else ()
    days = [day.day for day in run if day.day]
    if words is None or not days or len(days) != len(run) or not ascending(days):
        return reading
    evidence = ear.evidence(words, LIKELY)
    made = ProposalRead(kind=PART, kinds=(PART,), starts=days[0], until=days[-1], evidence=evidence)
    return replace(reading, promise=None, proposal=made)
