"""Takes out what came already: "we have paid 20,000, the rest by Friday" proposes the rest alone."""

from dataclasses import replace
from decimal import Decimal

from assistant.domain.reading import PromiseRead, ProposalKind, Reading
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.kinds import PART
from assistant.intake.replies.table.words import table_words

# Letters between the word of payment and its sum.
_RIGHT_BEHIND = 3


def without_what_came(ear: Ear, reading: Reading) -> Reading:
    """What was paid already is no first payment: the rest alone is proposed."""
    came = [h for h in ear.heard if table_words()["paid_before"].search(h.words)]
    proposal = reading.proposal
    if reading.promise and _is_first_that_came(reading.promise, came):
        reading = replace(reading, promise=None)
    if proposal is None or PART not in proposal.kinds:
        return reading
    if proposal.until is None:
        gone = any(proposal.first_payment in sums_that_came(heard) for heard in came)
        return replace(reading, proposal=None) if gone and proposal.kinds == (PART,) else reading
    sums = {each.value for heard in came for each in heard.sums}
    if not sums or proposal.first_payment not in {None, *sums}:
        return reading
    kinds = tuple(ProposalKind.EXTENSION if kind is PART else kind for kind in proposal.kinds)
    return replace(reading, proposal=replace(proposal, kind=kinds[0], kinds=kinds, first_payment=None, payments=()))


def _is_first_that_came(promise: PromiseRead, came: list[Heard]) -> bool:
    """Whether what seems to be promised is the first sum that is said to have been paid."""
    first = next((each for heard in came for each in heard.sums), None)
    return first is not None and promise.amount == first.value


def sums_that_came(heard: Heard) -> set[Decimal | None]:
    """The sums right behind the words that they were paid."""
    ends = [match.end() for match in table_words()["paid_before"].finditer(heard.words)]
    return {each.value for each in heard.sums if any(0 <= each.start - end <= _RIGHT_BEHIND for end in ends)}
