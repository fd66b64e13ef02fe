"""Invoices and what was paid or credited on them; the open balance drives everything else."""

from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.money import Money


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


# How a payment is numbered that stands for an invoice's ``paid`` column: its day is the ledger's, not the money's.
RUNNING_TOTAL = "paid:"


@dataclass(frozen=True, kw_only=True, slots=True)
class Payment:
    """Money that arrived; ``invoice_no`` is empty while it is not allocated to an invoice."""

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


@dataclass(frozen=True, kw_only=True, slots=True)
class CreditNote:
    """A reduction of what is owed; ``invoice_no`` is empty while it is not allocated to an invoice."""

    number: str
    customer_code: str
    amount: Money
    issued: date
    invoice_no: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerStamp:
    """How fresh the ledger is: when what it says was true, and which import brought it."""

    as_of: datetime
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenItem:
    """An invoice with what has been paid and credited on it, and how much of it is in dispute."""

    invoice: Invoice
    paid: Money
    credited: Money
    disputed: Money

    @property
    def open_balance(self) -> Money:
        """Amount less payments and credit notes; negative when overpaid."""
        return self.invoice.amount - self.paid - self.credited

    @property
    def collectable(self) -> Money:
        """The open balance less its disputed part, never below zero."""
        rest = self.open_balance - self.disputed
        return rest if rest.minor > 0 else Money.zero(rest.currency)

    def days_past_due(self, today: date) -> int:
        """Calendar days after the due date; negative before it."""
        return (today - self.invoice.due).days
