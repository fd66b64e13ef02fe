"""Records what a customer contests, and how that ended; the rest of the invoice stays collectable."""

from dataclasses import replace
from datetime import date

from assistant.domain.commitments import Dispute
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem
from assistant.domain.money import Money
from assistant.domain.parties import Person
from assistant.errors import NotFound, Refused
from assistant.intake.given_entries import DisputeGiven, ResolutionGiven
from assistant.workflow.desk import Desk
from assistant.workflow.record import typed
from assistant.workflow.record.entering import RESOLVED, Entering, Recorded, entering
from assistant.workflow.record.sentences import resolution
from assistant.workflow.record.vocabulary import chosen, vocabulary


def record_dispute(desk: Desk, person: Person, case_id: str, given: DisputeGiven) -> Recorded:
    """A dispute over part of an invoice, or over all that is open of it and not disputed yet.

    Raises Refused when it is over more than that, or when nothing is left to contest.
    """
    with entering(desk, person, case_id) as entry:
        item = entry.item(given.invoice)
        opened_on = typed.past(given.opened_on or entry.today, "opened_on", entry.today)
        dispute = Dispute(
            id=entry.tx.next_id("DP"),
            customer_code=entry.customer,
            invoice_no=item.invoice.number,
            amount=_contested(entry, item, given.amount),
            reason=chosen("reason", given.reason, vocabulary().dispute_reasons),
            opened_on=opened_on,
            quote=typed.words(given.quote, "quote"),
            handler=typed.line(given.handler, "handler"),
            answer_by=typed.not_before(given.answer_by, "answer_by", opened_on, entry.today),
        )
        return entry.keep(dispute)


def resolve_dispute(desk: Desk, person: Person, case_id: str, dispute_id: str, given: ResolutionGiven) -> Recorded:
    """The dispute ends with an outcome; what it was stays in the record. Raises Refused when it has ended already."""
    with entering(desk, person, case_id) as entry:
        dispute = _dispute(entry, dispute_id)
        outcome = chosen("outcome", given.outcome, vocabulary().dispute_outcomes)
        day = typed.past(given.resolved_on or entry.today, "resolved_on", entry.today)
        typed.not_before(day, "resolved_on", dispute.opened_on, entry.today)
        resolved = replace(dispute, resolved_on=day, outcome=outcome)
        if dispute == resolved:
            return entry.as_it_is(dispute)
        _require_open(dispute, entry.today)
        credit = vocabulary().dispute_outcomes[outcome].credit
        advice = (Reason.of("credit_note_belongs", invoice=dispute.invoice_no),) if credit else ()
        return entry.keep(resolved, *advice, event=RESOLVED, what=resolution(resolved))


def _contested(entry: Entering, item: OpenItem, text: str) -> Money:
    left = item.open_balance - item.disputed
    if left.minor <= 0:
        raise Refused(
            "nothing_to_dispute",
            f"Nothing of {item.invoice.number} is open that is not disputed already.",
            invoice=item.invoice.number,
        )
    amount = entry.amount(text) if text.strip() else left
    if amount > left:
        raise Refused(
            "dispute_above_open",
            f"Only {left} of {item.invoice.number} is open and not disputed yet, less than {amount}; correct it.",
            invoice=item.invoice.number,
            amount=amount,
            open=left,
        )
    return amount


def _dispute(entry: Entering, dispute_id: str) -> Dispute:
    found = next((d for d in entry.case.account.disputes if d.id == dispute_id), None)
    if found is None:
        raise NotFound(
            "unknown_entry",
            f"Customer {entry.customer} has no dispute {dispute_id!r} in the record.",
            customer=entry.customer,
            entry=dispute_id,
        )
    return found


def _require_open(dispute: Dispute, today: date) -> None:
    if not dispute.is_open_on(today):
        raise Refused(
            "dispute_over",
            f"{dispute.id} was resolved on {dispute.resolved_on}; record a new dispute if there is one.",
            entry=dispute.id,
            day=dispute.resolved_on,
        )
