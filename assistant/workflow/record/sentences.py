"""Says what an entry of a case is about, as one sentence for journals and receipts, and on which day it belongs."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from assistant.domain.commitments import INBOUND, CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.entries import Undone
from assistant.domain.language import LocalText, Reason
from assistant.domain.ledger import Allocation, CreditNote, Invoice, Payment, Proof
from assistant.domain.money import total
from assistant.workflow.record.vocabulary import named, vocabulary

Told: TypeAlias = (
    Invoice
    | Payment
    | CreditNote
    | Allocation
    | Proof
    | Promise
    | Dispute
    | Hold
    | PaymentPlan
    | ContactMade
    | Reply
    | CauseNote
)
_DAYS: Mapping[type, str] = {
    Invoice: "issued",
    Payment: "received",
    CreditNote: "issued",
    Allocation: "made_on",
    Proof: "on",
    Promise: "made_on",
    Dispute: "opened_on",
    Hold: "since",
    PaymentPlan: "agreed_on",
    CauseNote: "noted_on",
}


def told(entry: Told) -> Reason:
    """The entry in one sentence; what people said stands in it as they said it."""
    return _SENTENCES[type(entry)](entry)


def day_of(entry: Told, zone: ZoneInfo) -> date:
    """The day that the entry is about, where the creditor is."""
    if isinstance(entry, ContactMade):
        return entry.at.astimezone(zone).date()
    if isinstance(entry, Reply):
        return entry.received.astimezone(zone).date()
    day: date = getattr(entry, _DAYS[type(entry)])
    return day


def resolution(dispute: Dispute) -> Reason:
    """How a dispute ended."""
    known = vocabulary().dispute_outcomes.get(dispute.outcome)
    return Reason.of(
        "entry_dispute_resolved",
        amount=dispute.amount,
        invoice=dispute.invoice_no,
        day=dispute.resolved_on,
        outcome=known.name if known else "",
    )


def undone_note(undone: Undone) -> Reason:
    """Who undid an entry, when and why."""
    return Reason.of("entry_undone", login=undone.by, moment=undone.at, why=undone.reason)


def lifted(hold: Hold) -> Reason:
    """That a hold is over."""
    return Reason.of("entry_hold_lifted", hold=hold.reason)


def outcome_name(outcome: str) -> LocalText:
    """How people say that a contact ended."""
    known = vocabulary().outcomes.get(outcome)
    return known.name if known else named(outcome, {})


def _invoice(invoice: Invoice) -> Reason:
    return Reason.of("entry_invoice", amount=invoice.amount, due=invoice.due)


def _payment(payment: Payment) -> Reason:
    if payment.is_refund:
        return Reason.of(
            "entry_refund",
            amount=-payment.amount,
            day=payment.received,
            invoice=payment.invoice_no,
            source=payment.source,
        )
    return Reason.of(
        "entry_payment", amount=payment.amount, day=payment.received, invoice=payment.invoice_no, source=payment.source
    )


def _credit_note(note: CreditNote) -> Reason:
    return Reason.of(
        "entry_credit_note", amount=note.amount, day=note.issued, invoice=note.invoice_no, source=note.source
    )


def _allocation(allocation: Allocation) -> Reason:
    return Reason.of(
        "entry_allocation",
        amount=allocation.amount,
        receipt=allocation.receipt_no,
        invoice=allocation.invoice_no,
        basis=allocation.basis,
    )


def _proof(proof: Proof) -> Reason:
    return Reason.of(
        "entry_proof",
        proof=proof.kind,
        invoice=proof.invoice_no,
        day=proof.on,
        status=proof.status,
        document=proof.document,
    )


def _promise(promise: Promise) -> Reason:
    return Reason.of(
        "entry_promise", amount=promise.amount, due=promise.due, invoices=promise.invoice_nos, quote=promise.quote
    )


def _dispute(dispute: Dispute) -> Reason:
    return Reason.of(
        "entry_dispute",
        amount=dispute.amount,
        invoice=dispute.invoice_no,
        dispute_reason=named(dispute.reason, vocabulary().dispute_reasons),
        handler=dispute.handler,
        answer_by=dispute.answer_by,
        quote=dispute.quote,
    )


def _hold(hold: Hold) -> Reason:
    return Reason.of("entry_hold", hold=hold.reason, until=hold.until, note=hold.note, currency=hold.currency)


def _plan(plan: PaymentPlan) -> Reason:
    agreed = total((instalment.amount for instalment in plan.instalments), plan.currency)
    last = max(instalment.due for instalment in plan.instalments)
    return Reason.of("entry_plan", amount=agreed, count=len(plan.instalments), last=last)


def _contact(contact: ContactMade) -> Reason:
    known = vocabulary()
    channel, ended = named(contact.channel, known.channels), outcome_name(contact.outcome)
    if contact.kind == INBOUND:
        return Reason.of("entry_contact_in", channel=channel, outcome=ended, note=contact.note)
    kind = named(contact.kind, known.kinds)
    return Reason.of("entry_contact", channel=channel, kind=kind, outcome=ended, note=contact.note)


def _reply(reply: Reply) -> Reason:
    return Reason.of("entry_reply", subject=reply.subject, sender=reply.sender)


def _cause(note: CauseNote) -> Reason:
    return Reason.of("entry_cause", cause=note.cause, evidence=note.evidence)


_SENTENCES: Mapping[type, Callable[[Any], Reason]] = {
    Invoice: _invoice,
    Payment: _payment,
    CreditNote: _credit_note,
    Allocation: _allocation,
    Proof: _proof,
    Promise: _promise,
    Dispute: _dispute,
    Hold: _hold,
    PaymentPlan: _plan,
    ContactMade: _contact,
    Reply: _reply,
    CauseNote: _cause,
}
