"""Dates payments in parts, by the rhythm in which they come: "500 a week from 1 June", 每半个月一期."""

from dataclasses import replace
from datetime import date, timedelta
from math import ceil

from assistant.domain.reading import ProposalRead, Reading
from assistant.intake.replies import calendar, plan
from assistant.intake.replies.heard import Ear
from assistant.intake.replies.kinds import IN_PARTS, PART, PLAN
from assistant.intake.replies.table.after_a_first import after_a_first, with_its_rest
from assistant.intake.replies.table.often import SOON, rhythm
from assistant.intake.replies.table.rest_alone import rest_after


def with_rhythm(ear: Ear, reading: Reading, received: date) -> Reading:
    """Payments in parts with the day of the first, and the last day where they come more often than by the month."""
    proposal = reading.proposal
    if proposal is None or not IN_PARTS & set(proposal.kinds):
        return reading
    if PLAN in proposal.kinds:
        proposal = with_its_rest(ear, _counted_out(ear, proposal))
    if behind := after_a_first(ear, proposal, received):
        return replace(reading, proposal=replace(proposal, starts=behind[0].day, until=behind[-1].day, payments=behind))
    starts = plan.begins(ear.heard, received, proposal.first_payment, proposal.until) or proposal.starts
    until = _last_day(ear, proposal, received, starts)
    if PART in proposal.kinds:
        starts, until = rest_after(ear, reading.promise, received, starts, until)
    if until is not None and until == starts:
        until = None
    ends = PLAN in proposal.kinds and starts is not None and plan.is_at_month_end(starts, ear.heard)
    return replace(reading, proposal=replace(proposal, starts=starts, until=until, month_ends=ends))


def _last_day(ear: Ear, proposal: ProposalRead, received: date, starts: date | None) -> date | None:
    """The day of the last payment, as it is said or as the rhythm leads to it."""
    until, every = proposal.until, rhythm(ear)
    count = proposal.instalments or _payments_needed(ear, proposal)
    if every and count:
        last = (starts or received + timedelta(days=SOON)) + timedelta(days=every * (count - 1))
        until = max(until or last, last)
    if proposal.instalments and until == calendar.in_month(received, received.day, proposal.instalments):
        return None  # so many months are so many payments, the first of them now
    return until


def _counted_out(ear: Ear, proposal: ProposalRead) -> ProposalRead:
    """A first payment and so much a month behind it, with their number where that makes up what is open exactly."""
    whole, each, first = ear.total.amount, proposal.per_instalment, proposal.first_payment
    if proposal.instalments or proposal.payments or not (whole and each and first) or (whole - first) % each:
        return proposal
    return replace(proposal, instalments=_payments_needed(ear, proposal))


def _payments_needed(ear: Ear, proposal: ProposalRead) -> int | None:
    """How many payments so much each time takes, what comes first counted as one."""
    whole, each, first = ear.total.amount, proposal.per_instalment, proposal.first_payment
    if not whole or not each:
        return None
    return ceil((whole - (first or 0)) / each) + bool(first)
