"""Tells whether a Chinese part of a sentence pays or asks for something on its day: not 审计4月10号进场."""

from collections.abc import Callable
from dataclasses import replace

from assistant.domain.reading import Evidence, ProposalKind, Reading
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.table.words import table_words
from assistant.intake.replies.whose_day import is_of_a_payer


def is_of_payment(heard: Heard, named: Day) -> bool:
    """Whether money moves on the day, more time is asked until then, or hardly more than day and sum is said.

    Chinese runs several facts into one sentence, so that the part with the day decides, not the sentence.
    """
    begin, end = heard.sentence.part(named.start, named.end)
    like = table_words()
    if heard.finds("stance.past", begin, end) or pays_nothing(heard, named) or is_of_a_payer(heard, named):
        return False
    # Words of payment may reach across a comma: 支票开好了,24号寄出.
    if any(found.end() > begin and found.start() < end for found in like["of_payment_han"].finditer(heard.words)):
        return True
    return bool(like["only_nods_han"].search(heard.without(*heard.days, *heard.sums)[begin:end]))


def pays_nothing(heard: Heard, named: Day) -> bool:
    """Whether the part of the sentence says what else happens on the day: a call, goods that come, wages."""
    return bool(table_words()["of_no_payment"].search(heard.words, *heard.sentence.part(named.start, named.end)))


def without_other_days(ear: Ear, reading: Reading) -> Reading:
    """``reading`` without a promise of no sum on a day on which something else happens, wherever the words name it."""
    promise = reading.promise
    if promise is None or promise.amount is not None:
        return reading
    named = ear.naming(promise.day, promise.evidence)
    paid = not named or not all(pays_nothing(heard, day) for heard, day in named)
    return reading if paid else replace(reading, promise=None)


def without_day(reading: Reading, is_other: Callable[[Evidence], bool]) -> Reading:
    """``reading`` without a promise of no sum, or a wish for no more than time, whose words are of something else."""
    promise, proposal = reading.promise, reading.proposal
    if promise and promise.amount is None and is_other(promise.evidence):
        reading = replace(reading, promise=None)
    if proposal and proposal.kinds == (ProposalKind.EXTENSION,) and is_other(proposal.evidence):
        reading = replace(reading, proposal=None)
    return reading
