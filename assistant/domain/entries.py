"""Undoing: what was recorded stays in the record, and a new entry says that it no longer counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class EntryKind(StrEnum):
    """What can be recorded and undone."""

    INVOICE = "invoice"
    PAYMENT = "payment"
    CREDIT_NOTE = "credit_note"
    ALLOCATION = "allocation"
    PROOF = "proof"
    PROMISE = "promise"
    DISPUTE = "dispute"
    HOLD = "hold"
    PLAN = "plan"
    CONTACT = "contact"


# Under which name each kind of entry is told from the others of its customer.
KEYS: Mapping[EntryKind, str] = {
    EntryKind.INVOICE: "number",
    EntryKind.PAYMENT: "number",
    EntryKind.CREDIT_NOTE: "number",
    EntryKind.ALLOCATION: "id",
    EntryKind.PROOF: "id",
    EntryKind.PROMISE: "id",
    EntryKind.DISPUTE: "id",
    EntryKind.HOLD: "id",
    EntryKind.PLAN: "id",
    EntryKind.CONTACT: "key",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Undone:
    """One entry of a customer that no longer counts; ``key`` is what `KEYS` says of its kind, ``at`` in UTC."""

    customer_code: str
    kind: EntryKind
    key: str
    at: datetime
    by: str
    reason: str
