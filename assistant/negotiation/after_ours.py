"""Tells what a customer's words can only mean behind our last offer: the rest of it, or more time than it gives."""

from datetime import date, timedelta

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.bargain import Bargain
from assistant.domain.language import Reason
from assistant.negotiation.situation import Asked, Situation


def after_our_offer(asked: Asked, said: Bargain, offer: Arrangement, begun: Situation) -> Asked:
    """``asked`` as it is meant once we offered ``offer``, where they do not say yes to it.

    Who asks for "another three days" does not ask to pay before our first payment, and a day of "the rest" is not
    one of all that is open while our plan has several payments and none of them has come: what is meant is asked, and
    nothing of it confirmed.
    """
    if said.accepts or said.changes or said.all_of_it:
        return asked
    none_came = offer.scheduled.minor <= begun.outstanding.minor + begun.late_interest.minor
    if len(offer.schedule) > 1 and none_came and _is_of_the_rest(asked, said):
        return Asked(unclear=Reason.of("ask_which_moved"), quote=asked.quote)
    if asked.kinds == (OfferKind.EXTENSION,) and _ends_before(asked, offer, begun.today):
        return Asked(unclear=Reason.of("ask_until_when"), quote=asked.quote)
    return asked


def _is_of_the_rest(asked: Asked, said: Bargain) -> bool:
    """Whether they name a day for what is left, and nothing that comes before it, in these words or earlier ones."""
    proposal, promise = said.reading.proposal, said.reading.promise
    first = asked.first_payment or asked.promised or asked.instalments or asked.payments
    if not said.of_the_rest or first:
        return False
    if proposal is None:
        return promise is not None and promise.day is not None
    return proposal.starts is None and bool(proposal.until or proposal.extension_days)


def _ends_before(asked: Asked, offer: Arrangement, today: date) -> bool:
    """Whether more time, counted from ``today``, ends before our offer asks for anything."""
    if asked.extension_days is None or asked.until or offer.first is None:
        return False
    return today + timedelta(days=asked.extension_days) < offer.first.due
