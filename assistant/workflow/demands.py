"""Decides which contacts were demands that arrived: strictly, for a clock that is believed wrongly costs the claim."""

from assistant.domain.allocation import names
from assistant.domain.case import Case
from assistant.domain.commitments import ContactMade
from assistant.domain.language import Reason
from assistant.domain.limitation import Demand
from assistant.errors import NotFound
from assistant.law import LawTable
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.record.sentences import outcome_name


def demands_in(desk: Desk, tx: Transaction, case: Case, law: LawTable) -> tuple[Demand, ...]:
    """Every contact of the case that asked for payment, oldest first, with the reason why it does not count.

    It counts when it asked for payment, in writing, and its outcome is one that the customer itself brought about.
    Which invoices it names is known from the message that was released, or from numbers in the note.
    """
    numbers = {invoice.number for invoice in case.account.invoices}
    zone = desk.zone(tx)
    return tuple(
        Demand(
            on=contact.at.astimezone(zone).date(),
            at=contact.at,
            channel=contact.channel,
            kind=contact.kind,
            invoice_nos=frozenset(_named(tx, contact, numbers)),
            why_not=_why_not(contact, law),
        )
        for contact in case.account.contacts
        if contact.kind in law.arrival.kinds or contact.kind == "call_script"
    )


def _why_not(contact: ContactMade, law: LawTable) -> Reason | None:
    if contact.channel not in law.arrival.channels or contact.kind not in law.arrival.kinds:
        return Reason.of("not_in_writing", channel=contact.channel)
    if contact.outcome not in law.arrival.arrived:
        return Reason.of("arrival_not_shown", outcome=outcome_name(contact.outcome))
    return None


def _named(tx: Transaction, contact: ContactMade, numbers: set[str]) -> set[str]:
    """The invoices that the message was about, or that the note of the contact names."""
    # A released message leaves its id as the note; what became of it is written on further lines.
    message_id = contact.note.partition("\n")[0]
    try:
        return numbers & set(tx.message(message_id).brief.invoices)
    except NotFound:
        return {number for number in numbers if names(contact.note, number)}
