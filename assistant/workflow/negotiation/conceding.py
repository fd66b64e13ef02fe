"""Decides which offers we would not make: what takes back what stands, and what gives something for nothing."""

from collections.abc import Iterator

from assistant.domain.arrangement import Arrangement
from assistant.domain.language import Reason
from assistant.domain.negotiation import Party
from assistant.errors import Refused
from assistant.negotiation.pricing import price
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.at_the_table import NegotiatingTable
from assistant.workflow.negotiation.grants import grant_for
from assistant.workflow.negotiation.offers_seen import standing


def objections(desk: Desk, table: NegotiatingTable, arrangement: Arrangement) -> tuple[Reason, ...]:
    """Why we would not offer ``arrangement`` now, whoever may."""
    return tuple(_objections(desk, table, arrangement))


def require_fair(desk: Desk, tx: Transaction, table: NegotiatingTable, arrangement: Arrangement) -> None:
    """Raise Refused for what we would not offer, unless a named approver granted exactly that."""
    found = objections(desk, table, arrangement)
    if found and grant_for(tx, table.case, arrangement, table.person.login) is None:
        reason = found[0]
        message = f"This is not offered: {reason.code.replace('_', ' ')}; a named approver may grant it."
        raise Refused("not_offered", message, reason=reason)


def _objections(desk: Desk, table: NegotiatingTable, arrangement: Arrangement) -> Iterator[Reason]:
    if desk.negotiation.rung(arrangement.kind).gives and not arrangement.returns:
        yield Reason.of("gives_for_nothing", kind=arrangement.kind)
    ours, theirs = standing(table.offers, Party.US), standing(table.offers, Party.CUSTOMER)
    if ours is None or (theirs and theirs.offer.arrangement.same_as(arrangement)):
        return
    today, rate = table.case.today, desk.negotiation.rate(table.case.currency)
    before, now = (price(each, today, rate).cost for each in (ours.offer.arrangement, arrangement))
    if now < before:
        yield Reason.of("takes_back", offer=ours.offer.id, was=before, now=now)
