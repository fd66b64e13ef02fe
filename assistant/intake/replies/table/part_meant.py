"""Reads the sum of what pays only a part: "FP-901 by Friday", "we have 50,000, you get it today"."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.domain.reading import Evidence, ProposalKind, ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.heard import LIKELY, Ear, Heard
from assistant.intake.replies.kinds import PART, of_kinds
from assistant.intake.replies.table.words import table_words


def with_what_it_is_for(ear: Ear, reading: Reading) -> Reading:
    """The sum of what pays only some of the invoices, or what they call the rest, where no figure is said."""
    promise, proposal = reading.promise, reading.proposal
    if promise and promise.amount is None and (part := _part_meant(ear, promise.evidence, promise.day)):
        reading = replace(reading, promise=replace(promise, amount=part))
    dated = proposal and proposal.until and proposal.kinds == (ProposalKind.EXTENSION,)
    if proposal and dated and (part := _part_meant(ear, proposal.evidence)):
        made = replace(of_kinds(proposal, (PART,)), first_payment=part, starts=proposal.until, until=None)
        reading = replace(reading, proposal=made)
    return reading


def _part_meant(ear: Ear, evidence: Evidence, day: date | None = None) -> Decimal | None:
    """The only sum below the whole that these words name beside ``day``; else one that is called all that is left."""
    within = ear.quoted(evidence)
    named = [(h, each) for h in within for each in h.sums if not plan.is_held_back(h, each)]
    sums = [each for _, each in named]
    beside = [each for heard, each in named if day and _stands_with(heard, each, day)]
    if beside:
        sums = beside
    elif not sums:
        before = [heard for heard in ear.heard if heard.sentence.start < evidence.start]
        sums = [each for heard in before for each in heard.sums if _is_called_left(heard, each)]
    whole, found = ear.total.amount, {each.value for each in sums}
    value = found.pop() if len(found) == 1 else None
    return value if value and whole and value < whole else None


def _stands_with(heard: Heard, each: Sum, day: date) -> bool:
    """Whether the sum and ``day`` are named in one part of the sentence."""
    parts = (heard.sentence.part(named.start, named.end) for named in heard.days if named.day == day)
    return any(begin <= each.start < end for begin, end in parts)


def _is_called_left(heard: Heard, each: Sum) -> bool:
    places = (match.span("sum") for match in table_words()["left"].finditer(heard.words))
    return any(start <= each.start < end for start, end in places)


def with_the_part_named(ear: Ear, reading: Reading) -> Reading:
    """A promise without a sum is of the part that its sentence names: "we have 50,000, you get it today"."""
    promise, whole = reading.promise, ear.total.amount
    if promise is None or promise.amount is not None or promise.day is None or reading.proposal or not whole:
        return reading
    words = ear.where(promise.evidence)
    if words is None or words.finds("stance.past") or table_words()["paid_before"].search(words.words):
        return reading
    paid = (each for each in words.sums if not plan.is_held_back(words, each))
    parts = [each for each in paid if each.share != 1 and each.value and 0 < each.value < whole]
    if not parts or plan.is_rest(words, parts[0]) or not _leaves_a_rest(words, parts, whole):
        return reading
    first, evidence = parts[0].value, ear.evidence(words, LIKELY)
    made = ProposalRead(kind=PART, kinds=(PART,), first_payment=first, starts=promise.day, evidence=evidence)
    return replace(reading, proposal=made, promise=replace(promise, amount=first))


def _leaves_a_rest(heard: Heard, parts: list[Sum], whole: Decimal) -> bool:
    """Whether one sum is all that they have, or two of them are all that is open."""
    together = sum((each.value for each in parts if each.value), Decimal(0))
    return len(parts) == 1 or together == whole or any(plan.is_rest(heard, each) for each in parts[1:])
