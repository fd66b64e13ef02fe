"""Holds what is paid against all that is open: of 120,000 "can we settle 120,000 on 31 May" offers no part."""

from dataclasses import replace

from assistant.domain.reading import ProposalKind, ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.heard import Ear
from assistant.intake.replies.kinds import PART, PLAN, of_kinds
from assistant.intake.replies.table.counted import counts_named

_TIME = ProposalKind.EXTENSION


def with_time_for_all(ear: Ear, reading: Reading) -> Reading:
    """A part that is all of the debt, and leaves no rest, asks for time."""
    proposal = reading.proposal
    if proposal is None or not _part_is_all(ear, proposal) or plan.has_rest(ear.heard):
        return reading
    count = next((count for heard in ear.quoted(proposal.evidence) for count in counts_named(heard) if count > 1), None)
    kinds = tuple((PLAN if count else _TIME) if kind is PART else kind for kind in proposal.kinds)
    if count:
        days = sorted({each.day for each in plan.payments(ear.heard, ear.received) if each.day})
        starts, until = (days[0], days[-1]) if len(days) > 1 else (proposal.starts, proposal.until)
        made = replace(of_kinds(proposal, kinds), first_payment=None, instalments=count, starts=starts, until=until)
        return replace(reading, proposal=made)
    day = proposal.until or proposal.starts
    made = replace(of_kinds(proposal, kinds), first_payment=None, starts=None, until=day)
    return replace(reading, proposal=made)


def without_a_whole_part(ear: Ear, reading: Reading) -> Reading:
    """A part that has become all that is open: the other kinds are left, else a promise, or a day that they ask for."""
    proposal, promise = reading.proposal, reading.promise
    if proposal is None or not _part_is_all(ear, proposal) or proposal.currency not in ("", ear.total.currency):
        return reading
    kinds, day = tuple(kind for kind in proposal.kinds if kind is not PART), proposal.until or proposal.starts
    if not kinds and (promise or day is None):
        return replace(reading, proposal=None)
    bare = replace(of_kinds(proposal, kinds or (_TIME,)), first_payment=None, starts=None, payments=())
    return replace(reading, proposal=replace(bare, until=day))


def _part_is_all(ear: Ear, proposal: ProposalRead) -> bool:
    """Whether what is called a part is all that is open."""
    first = proposal.first_payment
    return PART in proposal.kinds and first is not None and first == ear.total.amount


def with_all_of_it(ear: Ear, reading: Reading) -> Reading:
    """A promise without a sum is one of all of it where that is the only sum that they name."""
    promise, sums = reading.promise, {each.value for heard in ear.heard for each in heard.sums}
    if promise is None or promise.amount is not None or ear.total.amount is None or sums != {ear.total.amount}:
        return reading
    return replace(reading, promise=replace(promise, amount=ear.total.amount))
