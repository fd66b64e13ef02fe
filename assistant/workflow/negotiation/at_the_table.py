"""Brings everything about one negotiation together: what was said, the situation, and where it stands."""

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.arrangement import Arrangement
from assistant.domain.case import Case
from assistant.domain.commitments import Cause
from assistant.domain.negotiation import Party
from assistant.domain.parties import Person
from assistant.errors import Refused
from assistant.negotiation import position
from assistant.negotiation.candidates import is_declined
from assistant.negotiation.making import Maker
from assistant.negotiation.option import NegotiatingPosition
from assistant.negotiation.proposed import proposed
from assistant.negotiation.situation import Asked, Situation
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.heard import LastWords, heard_again, heard_on
from assistant.workflow.negotiation.offers_seen import OfferSeen, standing
from assistant.workflow.negotiation.said_before import asked_after, said_before
from assistant.workflow.negotiation.situation import Gathered, situation_of
from assistant.workflow.negotiation.unrecorded import Unrecorded, unrecorded


@dataclass(frozen=True, kw_only=True, slots=True)
class NegotiatingTable:
    """A negotiation as ``person`` sees it now: the customer's last words, the situation, and the position in it.

    ``contested`` is what their words contest and nobody has recorded: the situation leaves it out.
    """

    case: Case
    person: Person
    heard: LastWords | None
    gathered: Gathered
    position: NegotiatingPosition
    contested: Unrecorded | None = None

    @property
    def situation(self) -> Situation:
        """What the position was worked out from."""
        return self.gathered.situation

    @property
    def offers(self) -> tuple[OfferSeen, ...]:
        """Every offer on the case, as it stands today."""
        return self.gathered.offers


def at_the_table(
    desk: Desk,
    tx: Transaction,
    person: Person,
    case: Case,
    *,
    heard: LastWords | None = None,
    asked: Asked | None = None,
) -> NegotiatingTable:
    """Where ``person`` stands on ``case``, by the customer's newest reply or what is ``heard`` in its place.

    ``asked`` counts before what the words are read to ask. Raises Refused where there is nothing to negotiate about,
    or nothing that their words do not contest.
    """
    said_now = heard or asked
    heard = heard or heard_on(desk, tx, case)
    gathered = _gathered(desk, tx, person, case, heard, asked)
    contested = unrecorded(desk, tx, case, gathered.offers, heard, gathered.situation)
    if contested:
        then = _recorded(case, contested)
        heard = heard_again(desk, then, heard)
        beside = _gathered(desk, tx, person, then, heard, asked)
        gathered = replace(beside, offers=_as_they_stand(gathered.offers, beside.offers))
    situation = gathered.situation if asked else replace(gathered.situation, noted=_noted(gathered.offers, heard))
    situation = situation if said_now else _without_declined(desk, situation)
    found = position(situation, desk.negotiation, desk.authority, desk.calendar)
    gathered = replace(gathered, situation=situation)
    return NegotiatingTable(
        case=case, person=person, heard=heard, gathered=gathered, position=found, contested=contested
    )


def _gathered(
    desk: Desk, tx: Transaction, person: Person, case: Case, heard: LastWords | None, asked: Asked | None
) -> Gathered:
    wanted = asked or (heard.asked if heard else None)
    gathered = situation_of(desk, tx, person, case, wanted, cause=heard.cause if heard else Cause.UNKNOWN)
    if asked or heard is None:
        return gathered
    # History begins after what was agreed; of that, too, they may want to move a payment.
    begun, agreed, since = gathered.situation, gathered.agreed, gathered.situation.history
    moment = _said_at(gathered.offers, heard) if heard.bargain and heard.bargain.changes else None
    if moment:
        # Nor do they move once more, by another week, what was offered by these words or after them.
        offers = tuple(each for each in gathered.offers if each.offer.at < moment)
        before = said_before(desk, case, offers)
        agreed = before.agreed
        since = tuple(offered for at, offered in before.told(desk, begun) if at < moment)
        if not (agreed or since) and offers != gathered.offers:
            return gathered
    meant = asked_after(heard, begun.asked, since, agreed)
    return replace(gathered, situation=replace(begun, asked=meant))


def _said_at(offers: tuple[OfferSeen, ...], heard: LastWords) -> datetime | None:
    """When the words were said; None where they are not on record yet."""
    if heard.reply:
        return heard.reply.received
    return min((each.offer.at for each in offers if heard.says(each.offer)), default=None)


def _without_declined(desk: Desk, situation: Situation) -> Situation:
    """``situation`` without figures of the last words on record that they said no to since."""
    maker = Maker(situation=situation, terms=desk.negotiation, calendar=desk.calendar)
    theirs = proposed(situation.asked, maker).arrangement
    return replace(situation, asked=None) if theirs and is_declined(theirs, situation) else situation


def _recorded(case: Case, contested: Unrecorded) -> Case:
    """``case`` with what is ``contested`` on record; raises Refused where that leaves nothing to negotiate about."""
    if contested.whole:
        message = f"Nothing is negotiated on {case.id}: all of it is contested; record the dispute."
        raise Refused("nothing_to_negotiate", message, reason=contested.reason)
    return contested.recorded_on(case)


def _as_they_stand(now: tuple[OfferSeen, ...], beside: tuple[OfferSeen, ...]) -> tuple[OfferSeen, ...]:
    """What they propose fits what they do not contest; ours were made before, and stand as the record has them."""
    return tuple(b if b.offer.by is Party.CUSTOMER else n for n, b in zip(now, beside, strict=True))


def _noted(offers: tuple[OfferSeen, ...], heard: LastWords | None) -> Arrangement | None:
    """What a person noted that just these words propose, which may be figures that they corrected."""
    theirs = standing(offers, Party.CUSTOMER)
    return theirs.offer.arrangement if theirs and heard and heard.says(theirs.offer) else None
