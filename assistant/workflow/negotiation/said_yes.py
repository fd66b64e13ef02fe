"""Finds the offer of ours that the customer's last words say yes to, after they had heard it."""

from datetime import date, tzinfo

from assistant.domain.negotiation import Party
from assistant.negotiation.asked import agrees_with
from assistant.workflow.negotiation.heard import LastWords, may_follow
from assistant.workflow.negotiation.offers_seen import OfferSeen, standing


def accepted_offer(
    offers: tuple[OfferSeen, ...], heard: LastWords | None, today: date, zone: tzinfo
) -> OfferSeen | None:
    """Our standing offer that ``heard`` says yes to and names nothing else than; None where it does not."""
    ours = standing(offers, Party.US)
    if ours is None or heard is None or heard.reply is None or not heard.accepts:
        return None
    agrees = agrees_with(heard.asked, ours.offer.arrangement, today)
    return ours if agrees and may_follow(heard.reply, ours.offer.at, zone) else None
