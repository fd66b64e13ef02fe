"""Recording by hand: money, promises, disputes, holds, contacts, proofs and causes, one use case each."""

from assistant.workflow.record.cause import record_cause
from assistant.workflow.record.contact import record_contact
from assistant.workflow.record.dispute import record_dispute, resolve_dispute
from assistant.workflow.record.entering import Recorded
from assistant.workflow.record.hold import lift_hold, record_hold
from assistant.workflow.record.money import record_credit_note, record_payment, record_refund
from assistant.workflow.record.promise import record_promise
from assistant.workflow.record.proof import record_proof

__all__ = [
    "Recorded",
    "lift_hold",
    "record_cause",
    "record_contact",
    "record_credit_note",
    "record_dispute",
    "record_hold",
    "record_payment",
    "record_promise",
    "record_proof",
    "record_refund",
    "resolve_dispute",
]
