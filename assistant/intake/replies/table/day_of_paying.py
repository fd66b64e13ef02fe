"""Tells whether a Chinese part of a sentence pays or asks for something on its day: not 审计4月10号进场."""

from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Heard
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
