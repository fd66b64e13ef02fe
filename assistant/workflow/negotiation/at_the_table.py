"""Brings everything about one negotiation together: what was said, the situation, and where it stands."""

from dataclasses import dataclass, replace

from assistant.domain.arrangement import Arrangement
from assistant.domain.case import Case
from assistant.domain.commitments import Cause
from assistant.domain.negotiation import Party
from assistant.domain.parties import Person
from assistant.negotiation import position
from assistant.negotiation.option import NegotiatingPosition
from assistant.negotiation.situation import Asked, Situation
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.heard import LastWords, heard_on
from assistant.workflow.negotiation.offers_seen import OfferSeen, standing
from assistant.workflow.negotiation.situation import Gathered, situation_of


@dataclass(frozen=True, kw_only=True, slots=True)
class NegotiatingTable:
    """A negotiation as ``person`` sees it now: the customer's last words, the situation, and the position in it."""

    case: Case
    person: Person
    heard: LastWords | None
    gathered: Gathered
    position: NegotiatingPosition

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

    ``asked`` counts before what the words are read to ask. Raises Refused where there is nothing to negotiate about.
    """
    heard = heard or heard_on(desk, tx, case)
    wanted = asked or (heard.asked if heard else None)
    cause = heard.cause if heard else Cause.UNKNOWN
    gathered = situation_of(desk, tx, person, case, wanted, cause=cause)
    situation = gathered.situation if asked else replace(gathered.situation, noted=_noted(gathered.offers, heard))
    found = position(situation, desk.negotiation, desk.authority, desk.calendar)
    return NegotiatingTable(
        case=case, person=person, heard=heard, gathered=replace(gathered, situation=situation), position=found
    )


def _noted(offers: tuple[OfferSeen, ...], heard: LastWords | None) -> Arrangement | None:
    """What a person noted that just these words propose, which may be figures that they corrected."""
    theirs = standing(offers, Party.CUSTOMER)
    return theirs.offer.arrangement if theirs and heard and heard.says(theirs.offer) else None
