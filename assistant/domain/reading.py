"""What a customer's reply says: causes, promise, dispute, proposal and signs, each with the words that say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.domain.commitments import Cause


class ProposalKind(StrEnum):
    """What a customer asks our consent for; ``mixed`` is two or more at once."""

    EXTENSION = "extension"
    INSTALMENTS = "instalments"
    PART_NOW = "part_now"
    DISCOUNT = "discount"
    WAIVE_INTEREST = "waive_interest"
    OTHER_PAYMENT_METHOD = "other_payment_method"
    COLLATERAL = "collateral"
    MIXED = "mixed"


class DisputeReason(StrEnum):
    """On what ground a customer contests what we ask for."""

    QUALITY = "quality"
    SERVICE = "service"
    QUANTITY = "quantity"
    LATE_DELIVERY = "late_delivery"
    PRICE = "price"
    TAX = "tax"
    DUPLICATE = "duplicate"
    NOT_ORDERED = "not_ordered"
    NOT_RECEIVED = "not_received"
    CREDIT_MISSING = "credit_missing"
    WRONG_DEBTOR = "wrong_debtor"
    TERMS = "terms"
    OTHER = "other"


class Sign(StrEnum):
    """What a reply shows by itself, without figures."""

    ALREADY_PAID = "already_paid"
    DOCUMENT_REQUEST = "document_request"
    WRONG_CONTACT = "wrong_contact"
    INSOLVENCY = "insolvency"
    HOSTILE = "hostile"
    DO_NOT_CONTACT = "do_not_contact"
    INJECTION = "injection"


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """The words that say something: ``quote`` is the text from ``start`` to ``end``; ``certainty`` is from 0 to 1."""

    quote: str
    start: int
    end: int
    certainty: float


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenCause:
    """A reason that the customer gives for paying late."""

    cause: Cause
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseRead:
    """A commitment to pay: ``amount`` in major units, None where the words give none; ``day`` None where they do not.

    ``conditional`` tells that it hangs on something not yet certain. ``currency`` is empty where nobody says it.
    """

    amount: Decimal | None
    currency: str
    day: date | None
    conditional: bool
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class DisputeRead:
    """What is contested: ``whole`` the entire invoice, or a part of it; no ``invoice_no`` where none is named."""

    reason: DisputeReason
    whole: bool
    invoice_no: str | None
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class ListedPayment:
    """One of several payments that are listed one by one; ``day`` is None for now, ``amount`` for what is then left."""

    day: date | None
    amount: Decimal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalRead:
    """What the customer asks for or plans; a figure is None where the words give none, amounts are in major units.

    ``kinds`` are all that they ask for, likeliest first, where ``kind`` calls several mixed. ``instalments`` counts
    every payment, ``extension_days`` the days on top, ``discount_pct`` what comes off; ``currency`` is empty where the
    sums are in that of the debt. ``starts`` is the day of the first of several payments, ``month_ends`` tells that each
    is due at the end of its month; ``payments`` are all of them, in order, where the words list them.
    """

    kind: ProposalKind
    instalments: int | None = None
    first_payment: Decimal | None = None
    per_instalment: Decimal | None = None
    until: date | None = None
    extension_days: int | None = None
    discount_pct: Decimal | None = None
    waive_interest: bool = False
    kinds: tuple[ProposalKind, ...] = ()
    currency: str = ""
    starts: date | None = None
    month_ends: bool = False
    payments: tuple[ListedPayment, ...] = ()
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Absence:
    """The writer is away; ``until`` is the last day away, None for an open end."""

    until: date | None
    evidence: Evidence


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What one reply says. ``causes`` stand heaviest first and are empty where none is given."""

    causes: tuple[GivenCause, ...] = ()
    promise: PromiseRead | None = None
    dispute: DisputeRead | None = None
    proposal: ProposalRead | None = None
    out_of_office: Absence | None = None
    signs: Mapping[Sign, Evidence] = field(default_factory=dict)

    @property
    def primary_cause(self) -> Cause:
        """The cause that decides what is done first; unknown where none is given."""
        return self.causes[0].cause if self.causes else Cause.UNKNOWN

    def evidence(self) -> Mapping[str, Evidence]:
        """The words behind each label, by the label's name."""
        given = {
            "promise": self.promise,
            "dispute": self.dispute,
            "proposal": self.proposal,
            "out_of_office": self.out_of_office,
        }
        return {
            **{each.cause.value: each.evidence for each in self.causes},
            **{name: each.evidence for name, each in given.items() if each},
            **{sign.value: words for sign, words in self.signs.items()},
        }

    def labels(self) -> dict[str, object]:
        """Every label as JSON takes it; amounts are decimal texts in major units, days are ISO 8601."""
        return {
            "causes": [each.cause.value for each in self.causes] or [Cause.UNKNOWN.value],
            "primary_cause": self.primary_cause.value,
            "promise": _promise(self.promise),
            "dispute": _dispute(self.dispute),
            "proposal": _proposal(self.proposal),
            "out_of_office": {"until": _day(self.out_of_office.until)} if self.out_of_office else None,
            **{sign.value: sign in self.signs for sign in Sign},
        }


def _promise(read: PromiseRead | None) -> dict[str, object] | None:
    if read is None:
        return None
    return {
        "amount": _money(read.amount),
        "currency": read.currency or None,
        "date": _day(read.day),
        "conditional": read.conditional,
        "quote": read.evidence.quote,
    }


def _dispute(read: DisputeRead | None) -> dict[str, object] | None:
    if read is None:
        return None
    return {
        "reason": read.reason.value,
        "part": "all" if read.whole else "part",
        "invoice_no": read.invoice_no,
        "quote": read.evidence.quote,
    }


def _proposal(read: ProposalRead | None) -> dict[str, object] | None:
    if read is None:
        return None
    percent = read.discount_pct
    return {
        "kind": read.kind.value,
        "instalments": read.instalments,
        "first_payment": _money(read.first_payment),
        "per_instalment": _money(read.per_instalment),
        "until": _day(read.until),
        "extension_days": read.extension_days,
        "discount_pct": None if percent is None else int(percent) if percent == int(percent) else float(percent),
        "waive_interest": read.waive_interest,
        "quote": read.evidence.quote,
    }


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}" if amount == round(amount, 2) else f"{amount:f}"


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
