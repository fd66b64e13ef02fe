"""Tells what a customer's words can only mean behind our last offer: the rest of it, or more time than it gives."""

from datetime import date, timedelta

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.bargain import Bargain
from assistant.domain.language import Reason
from assistant.domain.reading import ProposalKind
from assistant.negotiation.situation import Asked


def after_our_offer(asked: Asked, said: Bargain, offer: Arrangement, today: date) -> Asked:
    """``asked`` as it is meant once we offered ``offer``, where they do not say yes to it.

    Who asks for "another three days" does not ask to pay before our first payment, and a day of "the rest" is not
    one of all that is open while our plan has several payments: what is meant is asked, and nothing of it confirmed.
    """
    if said.accepts or said.changes or asked.kinds != (OfferKind.EXTENSION,):
        return asked
    if _is_of_the_rest(said) and len(offer.schedule) > 1:
        return Asked(unclear=Reason.of("ask_which_moved"), quote=asked.quote)
    if _ends_before(asked, offer, today) and not said.all_of_it:
        return Asked(unclear=Reason.of("ask_until_when"), quote=asked.quote)
    return asked


def _is_of_the_rest(said: Bargain) -> bool:
    """Whether they name a day for what is left, and neither a sum nor a day of what comes before it."""
    proposal, promise = said.reading.proposal, said.reading.promise
    if proposal is None or proposal.kinds != (ProposalKind.PART_NOW,) or proposal.until is None:
        return False
    before = proposal.first_payment or proposal.starts or proposal.instalments or proposal.payments
    return not before and (promise is None or promise.amount is None)


def _ends_before(asked: Asked, offer: Arrangement, today: date) -> bool:
    """Whether more time, counted from ``today``, ends before our offer asks for anything."""
    if asked.extension_days is None or asked.until or offer.first is None:
        return False
    return today + timedelta(days=asked.extension_days) < offer.first.due
