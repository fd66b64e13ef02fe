"""Invoices and what was paid or credited on them; the open balance drives everything else."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.money import Money


@dataclass(frozen=True, kw_only=True, slots=True)
class Retention:
    """The part of an invoice that the customer may hold back (质保金) up to and including the day ``until``."""

    amount: Money
    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Invoice:
    """One payable document; ``source`` says where it was read (file and row)."""

    number: str
    customer_code: str
    amount: Money
    issued: date
    due: date
    contract_no: str = ""
    terms: str = ""
    note: str = ""
    source: str = ""
    retention: Retention | None = None


# How a payment is numbered that stands for an invoice's ``paid`` column: its day is the ledger's, not the money's.
RUNNING_TOTAL = "paid:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Payment:
    """Money that arrived, or with a negative amount went back; ``invoice_no`` is empty when it names no invoice.

    What names no invoice is unallocated until an `Allocation` says which invoices it pays.
    """

    number: str
    customer_code: str
    amount: Money
    received: date
    invoice_no: str = ""
    source: str = ""

    @property
    def is_running_total(self) -> bool:
        """Whether it was read from a ``paid`` column, so that ``received`` is only the day it was known."""
        return self.number.startswith(RUNNING_TOTAL)

    @property
    def is_refund(self) -> bool:
        """Whether the money went back to the customer."""
        return self.amount.minor < 0


@dataclass(frozen=True, kw_only=True, slots=True)
class CreditNote:
    """A reduction of what is owed; ``invoice_no`` is empty while it is not allocated to an invoice."""

    number: str
    customer_code: str
    amount: Money
    issued: date
    invoice_no: str = ""
    source: str = ""


class AllocationBasis(StrEnum):
    """Why money was put on one invoice and not on another."""

    REFERENCE = "reference"
    DEBTOR = "debtor"
    LAW = "law"
    OLDEST_FIRST = "oldest_first"
    BY_HAND = "by_hand"


@dataclass(frozen=True, kw_only=True, slots=True)
class Allocation:
    """``amount`` of a payment or credit note that names no invoice, put on ``invoice_no``; ``basis`` says why there.

    ``receipt_no`` is the number of the payment, or of the credit note when ``is_credit`` is set.
    """

    id: str
    customer_code: str
    receipt_no: str
    invoice_no: str
    amount: Money
    made_on: date
    basis: AllocationBasis
    is_credit: bool = False


class ProofKind(StrEnum):
    """What is known about the performance behind an invoice."""

    DELIVERY = "delivery"
    ACCEPTANCE = "acceptance"
    PROJECT = "project"


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """That goods arrived, work was accepted, or how far a project is; ``document`` names the paper that shows it."""

    id: str
    customer_code: str
    invoice_no: str
    kind: ProofKind
    on: date
    status: str
    document: str = ""
    source: str = ""


class Feed(StrEnum):
    """Where facts about money come from, each as fresh as its last import."""

    INVOICES = "invoices"
    PAYMENTS = "payments"


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerStamp:
    """How fresh one feed is: when what it says was true (UTC), and which file brought it.

    ``refused`` counts the rows of that file that were not taken, ``refused_customers`` names whose they were as far as
    they could be read: such a customer's account is incomplete.
    """

    as_of: datetime
    source: str
    feed: Feed = Feed.INVOICES
    refused: int = 0
    refused_customers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenItem:
    """An invoice with what has been paid and credited on it, how much is in dispute, and how much may be held back."""

    invoice: Invoice
    paid: Money
    credited: Money
    disputed: Money
    retained: Money

    @property
    def open_balance(self) -> Money:
        """Amount less payments and credit notes; negative when overpaid."""
        return self.invoice.amount - self.paid - self.credited

    @property
    def due_balance(self) -> Money:
        """The open balance less what the customer may still hold back."""
        return self.open_balance - self.retained

    @property
    def collectable(self) -> Money:
        """What may be asked for: the due balance less its disputed part, never below zero."""
        rest = self.due_balance - self.disputed
        return rest if rest.minor > 0 else Money.zero(rest.currency)

    def days_past_due(self, today: date) -> int:
        """Calendar days after the due date; negative before it."""
        return (today - self.invoice.due).days
