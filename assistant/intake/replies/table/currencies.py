"""Keeps the currency of what is offered where it is not the debt's: "we can pay €5,000 now" of a debt in pounds."""

import re
from dataclasses import replace
from decimal import Decimal

from assistant.domain.reading import ProposalRead
from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.heard import SURE, Ear, Heard
from assistant.intake.replies.kinds import PART
from assistant.intake.replies.table.words import table_words

_DOLLARS = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MXN", "BRL"})
_BARE_DOLLAR = re.compile(r"\$|\b(?:dollars?|bucks?)\b")


def in_another_currency(ear: Ear) -> ProposalRead | None:
    """A sum offered in a currency that is not the debt's, which would else be passed over."""
    for heard in ear.heard:
        for each in heard.sums if table_words()["pays"].search(heard.words) else ():
            currency = _foreign(ear, heard, each)
            if each.share is None and currency:
                words, first = ear.evidence(heard, SURE), each.value
                return ProposalRead(kind=PART, kinds=(PART,), first_payment=first, currency=currency, evidence=words)
    return None


def with_currency(ear: Ear, proposal: ProposalRead) -> ProposalRead:
    """The proposal with the currency of its sums, where that is not the debt's; a sum that was passed over, too."""
    sums = [(heard, each) for heard in ear.heard for each in heard.sums if each.share is None]
    foreign = {each.value: currency for heard, each in sums if (currency := _foreign(ear, heard, each))}
    used = sums_of(proposal)
    if not foreign or (used and not used & set(foreign)):
        return proposal
    value, currency = next(iter(foreign.items()))
    return replace(proposal, currency=currency, first_payment=value if not used else proposal.first_payment)


def sums_of(proposal: ProposalRead) -> set[Decimal]:
    """Every sum that it names."""
    listed = (each.amount for each in proposal.payments)
    return {each for each in (proposal.first_payment, proposal.per_instalment, *listed) if each is not None}


def _foreign(ear: Ear, heard: Heard, each: Sum) -> str:
    """The currency that a sum names where it is not the debt's; empty where it is, or names none."""
    ours = ear.total.currency
    if each.currency != ours:
        return each.currency
    bare = _BARE_DOLLAR.search(heard.words[each.start : each.end])
    return "USD" if bare and ours not in _DOLLARS else ""
