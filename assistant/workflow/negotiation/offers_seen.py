"""Shows where each offer on a case stands today: one lapses by itself when its day, or the debt, has moved on."""

from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.arrangement import Arrangement
from assistant.domain.case import Case
from assistant.domain.language import Reason
from assistant.domain.message import Message, Status
from assistant.domain.money import Money
from assistant.domain.negotiation import OfferMade, OfferStatus, Party
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.negotiation.still_fits import paid_ahead, why_outgrown

# What became of a message that will not leave any more.
_GIVEN_UP = frozenset({Status.REJECTED, Status.SUPERSEDED, Status.WITHDRAWN})


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferSeen:
    """An offer with its status of today, and why that is another than the one recorded.

    ``heard`` is false of an offer of ours whose message has not left: the customer knows nothing of it yet.
    ``paid_ahead`` is its first payment where that arrived already.
    """

    offer: OfferMade
    status: OfferStatus
    heard: bool = True
    why: Reason | None = None
    paid_ahead: Money | None = None

    @property
    def stands(self) -> bool:
        """Whether the customer can still say yes to it, or we to theirs."""
        return self.status is OfferStatus.OPEN and self.heard


def offers_seen(desk: Desk, tx: Transaction, case: Case) -> tuple[OfferSeen, ...]:
    """Every offer on ``case``, oldest first, as it stands today; nothing is stored."""
    return tuple(_seen(desk, tx, case, offer) for offer in tx.offers(case.customer.code, case.currency))


def standing(seen: tuple[OfferSeen, ...], by: Party) -> OfferSeen | None:
    """The offer of one side that the other can still accept."""
    return next((each for each in reversed(seen) if each.offer.by is by and each.stands), None)


def was_last_offered(seen: tuple[OfferSeen, ...], arrangement: Arrangement) -> bool:
    """Whether the customer heard just ``arrangement`` from us last, and nothing has been agreed by it."""
    ours = [each for each in seen if each.offer.by is Party.US and each.heard]
    ours = [each for each in ours if each.status is not OfferStatus.WITHDRAWN]
    last = ours[-1] if ours else None
    return last is not None and last.status is not OfferStatus.ACCEPTED and last.offer.arrangement.same_as(arrangement)


def settle_offers(tx: Transaction, seen: tuple[OfferSeen, ...]) -> None:
    """Keep what time and the record have made of each offer, with a line in the audit log."""
    for each in seen:
        if each.status is not each.offer.status:
            tx.save_offer(replace(each.offer, status=each.status))
            why = {"reason": each.why.code} if each.why else {}
            tx.audit("record", f"offer_{each.status.value}", each.offer.id, body=why)


def turn_offer(tx: Transaction, offer: OfferMade, status: OfferStatus, actor: str) -> OfferMade:
    """Keep ``offer`` with another status, with its line in the audit log."""
    turned = replace(offer, status=status)
    tx.save_offer(turned)
    tx.audit(actor, f"offer_{status.value}", offer.id)
    return turned


def answer_earlier(desk: Desk, tx: Transaction, message: Message, actor: str) -> None:
    """As ``message`` leaves, the offer that it makes is heard, and answers what stood before.

    An offer of the customer's that is just the same stands on: ours says yes to it.
    """
    offers = tx.offers(*split_case_id(message.brief.case_id))
    made = next((each for each in offers if each.by is Party.US and each.source == message.id), None)
    if made is None or made.status is not OfferStatus.OPEN:
        return
    tx.save_offer(replace(made, at=desk.clock.now()))
    for earlier in offers:
        agreed = earlier.by is Party.CUSTOMER and earlier.arrangement.same_as(made.arrangement)
        if earlier.status is OfferStatus.OPEN and earlier.id != made.id and not agreed:
            turn_offer(tx, earlier, OfferStatus.COUNTERED, actor)


def _seen(desk: Desk, tx: Transaction, case: Case, offer: OfferMade) -> OfferSeen:
    message = tx.message(offer.source) if offer.by is Party.US and offer.source else None
    heard = message is None or message.status is Status.RELEASED
    if offer.status is not OfferStatus.OPEN:
        return OfferSeen(offer=offer, status=offer.status, heard=heard)
    since = offer.at.astimezone(desk.zone(tx)).date()
    status, why = _today(offer, message, case, since)
    ahead = paid_ahead(offer.arrangement, case, since=since) if status is OfferStatus.OPEN else None
    return OfferSeen(offer=offer, status=status, heard=heard, why=why, paid_ahead=ahead)


def _today(offer: OfferMade, message: Message | None, case: Case, since: date) -> tuple[OfferStatus, Reason | None]:
    if message and message.status in _GIVEN_UP:
        return OfferStatus.WITHDRAWN, Reason.of("offer_never_left", message=message.id, status=message.status)
    last = offer.arrangement.lapses_on
    if last and last < case.today:
        return OfferStatus.LAPSED, Reason.of("offer_lapsed", day=last)
    outgrown = why_outgrown(offer.arrangement, case, since=since)
    return (OfferStatus.LAPSED, outgrown) if outgrown else (OfferStatus.OPEN, None)
