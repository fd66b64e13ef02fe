"""Tells beforehand what would hold an offer back, so that nobody learns it only when they press the button."""

from collections.abc import Mapping

from assistant.domain.arrangement import Arrangement
from assistant.domain.brief import Refusal
from assistant.domain.kinds import MessageKind
from assistant.domain.language import Reason
from assistant.domain.message import Message
from assistant.planning import Wishes
from assistant.ports import Transaction
from assistant.workflow.brief_case import brief_case
from assistant.workflow.desk import Desk
from assistant.workflow.freshness import lapsed
from assistant.workflow.negotiation.at_the_table import NegotiatingTable
from assistant.workflow.negotiation.conceding import objections
from assistant.workflow.negotiation.grants import grant_for
from assistant.workflow.negotiation.view import NegotiationView
from assistant.workflow.prepare_draft import UNDER_REVIEW


def held_back(desk: Desk, view: NegotiationView, kind: MessageKind) -> Message | Refusal | None:
    """What keeps any message of ``kind`` from being drafted now: one that others look at, or a rule of contact.

    None where nothing does, and where there is nothing to negotiate about. Nothing is stored.
    """
    if view.table is None:
        return None
    with desk.record.read() as tx:
        waiting = tx.messages(status=UNDER_REVIEW, case_ids=[view.case.id])
        blocking = next((each for each in waiting if lapsed(desk, tx, each) is None), None)
        if blocking:
            return blocking
        arrangement = view.table.position.move.arrangement
        brief = brief_case(desk, tx, view.person, view.case.id, Wishes(kind=kind), arrangement=arrangement)
        return brief if isinstance(brief, Refusal) else None


def not_offered(desk: Desk, view: NegotiationView) -> Mapping[str, tuple[Reason, ...]]:
    """By the id of an option, why we would not offer it now whoever may; those that we would are left out."""
    if view.table is None:
        return {}
    with desk.record.read() as tx:
        found = {each.id: _against(desk, tx, view.table, each.arrangement) for each in view.table.position.options}
    return {option: reasons for option, reasons in found.items() if reasons}


def _against(desk: Desk, tx: Transaction, table: NegotiatingTable, made: Arrangement) -> tuple[Reason, ...]:
    found = objections(desk, table, made)
    return () if found and grant_for(tx, table.case, made, table.person.login) else found
