"""Settles what the sums of a bargain say beside each other: all of it is no part, a part leaves a rest."""

from dataclasses import replace
from decimal import Decimal

from assistant.domain.reading import ProposalKind, ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.bargain_patterns import bargain_patterns
from assistant.intake.replies.heard import LIKELY, Ear, Heard

_PART = ProposalKind.PART_NOW
_HALF = Decimal("0.5")


def as_the_sums_say(ear: Ear, reading: Reading) -> Reading:
    """``reading`` with its part payments held against what is open."""
    if settled := _without_a_sum_let_go(ear, reading):
        return settled
    return _without_a_whole_part(ear, _with_the_part_named(ear, reading))


def _without_a_whole_part(ear: Ear, reading: Reading) -> Reading:
    """Who pays all that is open pays no part of it: a promise, or a day that they ask for."""
    proposal, promise = reading.proposal, reading.promise
    if proposal is None or proposal.first_payment is None or proposal.first_payment != ear.total.amount:
        return reading
    if _PART not in proposal.kinds or proposal.currency not in ("", ear.total.currency):
        return reading
    kinds = tuple(kind for kind in proposal.kinds if kind is not _PART)
    day = proposal.until or proposal.starts
    bare = replace(proposal, first_payment=None, starts=None, payments=())
    if kinds:
        kind = kinds[0] if len(kinds) == 1 else ProposalKind.MIXED
        return replace(reading, proposal=replace(bare, kind=kind, kinds=kinds, until=day))
    if promise or day is None:
        return replace(reading, proposal=None)
    kind = ProposalKind.EXTENSION
    return replace(reading, proposal=replace(bare, kind=kind, kinds=(kind,), until=day))


def _without_a_sum_let_go(ear: Ear, reading: Reading) -> Reading | None:
    """``reading`` as a settlement, where one of two sums that make up what is open is not to be paid."""
    sums = [(heard, each) for heard in ear.heard for each in heard.sums if each.share is None and each.value]
    let_go = [each for heard, each in sums if plan.is_let_go(heard, each)]
    paid = [each.value for _, each in sums if each not in let_go]
    if len(let_go) != 1 or len(paid) != 1 or paid[0] is None or let_go[0].value is None:
        return None
    if paid[0] + let_go[0].value != ear.total.amount:
        return None
    kind, days = ProposalKind.DISCOUNT, [day.day for heard in ear.heard for day in heard.days if day.day]
    words = ear.evidence(sums[0][0], LIKELY, sums[-1][0])
    until = max(days, default=None)
    waives = reading.proposal is not None and reading.proposal.waive_interest
    kinds = (kind, ProposalKind.WAIVE_INTEREST) if waives else (kind,)
    made = ProposalRead(
        kind=ProposalKind.MIXED if waives else kind,
        kinds=kinds,
        first_payment=paid[0],
        until=until,
        waive_interest=waives,
        evidence=words,
    )
    return replace(reading, proposal=made, promise=None)


def _with_the_part_named(ear: Ear, reading: Reading) -> Reading:
    """A promise without a sum is of the part that its sentence names: "we have 50,000, you get it today"."""
    promise, whole = reading.promise, ear.total.amount
    if promise is None or promise.amount is not None or promise.day is None or reading.proposal or not whole:
        return reading
    words = next((h for h in ear.heard if h.sentence.start <= promise.evidence.start < h.sentence.end), None)
    if words is None or words.finds("stance.past") or bargain_patterns()["paid_before"].search(words.words):
        return reading
    parts = [each for each in words.sums if each.share != 1 and each.value and 0 < each.value < whole]
    if not parts or plan.is_rest(words, parts[0]) or not _leaves_a_rest(words, parts, whole):
        return reading
    first = parts[0].value
    made = ProposalRead(
        kind=_PART, kinds=(_PART,), first_payment=first, starts=promise.day, evidence=ear.evidence(words, LIKELY)
    )
    return replace(reading, proposal=made, promise=replace(promise, amount=first))


def _leaves_a_rest(heard: Heard, parts: list[Sum], whole: Decimal) -> bool:
    """Whether one sum is all that they have, or two of them are all that is open."""
    together = sum((each.value for each in parts if each.value), Decimal(0))
    return len(parts) == 1 or together == whole or any(plan.is_rest(heard, each) for each in parts[1:])


def exact_percent_off(ear: Ear, heard: Heard) -> Decimal | None:
    """Percent that stand beside what is left without them: "2 %, 98,000 on Monday" of 100,000; no first part."""
    if any(plan.is_rest(heard, each) for each in heard.sums):
        return None
    named = {each.value for each in heard.sums if each.share is None}
    shares = (each.share for each in heard.sums if each.share and each.share < _HALF)
    return next((100 * share for share in shares if ear.total.part(1 - share) in named), None)
