"""Tries a changed negotiation policy on the open negotiations, and says where our next move would be another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.case import Case
from assistant.domain.negotiation import OfferStatus
from assistant.domain.parties import Person
from assistant.errors import Refused
from assistant.negotiation import NegotiationPolicy
from assistant.negotiation.option import Option
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.at_the_table import NegotiatingTable, at_the_table
from assistant.workflow.policy import open_cases


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveTurn:
    """A negotiation in which our next move would be another."""

    case: Case
    before: Option
    after: Option


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveTrial:
    """How many open negotiations were looked at, and in which of them our next move would be another, by case id."""

    looked_at: int
    turns: tuple[MoveTurn, ...]


def try_negotiation(desk: Desk, person: Person, changed: NegotiationPolicy) -> MoveTrial:
    """What ``changed`` would make of ``person``'s next move in each open negotiation today; nothing is stored.

    A negotiation is open where the customer's newest words ask for something, or an offer stands.
    """
    otherwise = replace(desk, negotiation=changed)
    count, turns = 0, []
    with desk.record.read() as tx:
        for now in _negotiations(desk, tx, person):
            count += 1
            before = now.position.move
            after = at_the_table(otherwise, tx, person, now.case).position.move
            if before.arrangement != after.arrangement:
                turns.append(MoveTurn(case=now.case, before=before, after=after))
    return MoveTrial(looked_at=count, turns=tuple(turns))


def _negotiations(desk: Desk, tx: Transaction, person: Person) -> Iterator[NegotiatingTable]:
    for case in open_cases(desk, tx):
        if not (case.account.replies or tx.offers(case.customer.code, case.currency)):
            continue
        try:
            table = at_the_table(desk, tx, person, case)
        except Refused:
            continue  # nothing is to be negotiated about: contested, or paid ahead
        asks = table.heard is not None and table.heard.asked is not None
        if asks or any(each.status is OfferStatus.OPEN for each in table.offers):
            yield table
