"""The arrears case: one customer's open items in one currency, and everything that bears on them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.commitments import Cause, CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.ledger import CreditNote, Invoice, LedgerStamp, OpenItem, Payment
from assistant.domain.money import Money, total
from assistant.domain.parties import Customer


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """Everything recorded about one customer in one currency, as the record holds it."""

    customer: Customer
    currency: str
    invoices: tuple[Invoice, ...] = ()
    payments: tuple[Payment, ...] = ()
    credit_notes: tuple[CreditNote, ...] = ()
    promises: tuple[Promise, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    holds: tuple[Hold, ...] = ()
    plans: tuple[PaymentPlan, ...] = ()
    contacts: tuple[ContactMade, ...] = ()
    replies: tuple[Reply, ...] = ()
    cause: CauseNote | None = None
    stamp: LedgerStamp | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """An account seen on one day: open items first, oldest due first."""

    id: str
    account: Account
    now: datetime
    today: date
    items: tuple[OpenItem, ...]

    @property
    def customer(self) -> Customer:
        """Who owes."""
        return self.account.customer

    @property
    def currency(self) -> str:
        """The one currency of the case."""
        return self.account.currency

    @property
    def open_balance(self) -> Money:
        """Everything still open, due or not."""
        return total((item.open_balance for item in self.items), self.currency)

    @property
    def overdue(self) -> tuple[OpenItem, ...]:
        """The items past their due date."""
        return tuple(item for item in self.items if item.days_past_due(self.today) > 0)

    @property
    def overdue_balance(self) -> Money:
        """What is open on items past their due date, disputed parts included."""
        return total((item.open_balance for item in self.overdue), self.currency)

    @property
    def days_past_due(self) -> int:
        """Of the oldest open item; negative when nothing is due yet. Raises ValueError when nothing is open."""
        return max(item.days_past_due(self.today) for item in self.items)

    @property
    def unallocated(self) -> Money:
        """Payments and credit notes beyond what invoices carry, overpayments included: shown on every draft."""
        loose = [p.amount for p in self.account.payments if not p.invoice_no]
        loose += [c.amount for c in self.account.credit_notes if not c.invoice_no]
        loose += [-balance for balance in self._balances() if balance.minor < 0]
        return total(loose, self.currency)

    def _balances(self) -> Iterator[Money]:
        return (_open_item(invoice, self.account, self.today).open_balance for invoice in self.account.invoices)

    @property
    def cause(self) -> Cause:
        """Why it is late, as far as there is evidence."""
        return self.account.cause.cause if self.account.cause else Cause.UNKNOWN

    @property
    def open_disputes(self) -> tuple[Dispute, ...]:
        """Disputes that nobody has resolved yet."""
        return tuple(d for d in self.account.disputes if d.is_open_on(self.today))

    def received_since(self, day: date, *, until: date | None = None, invoice_nos: Iterable[str] = ()) -> Money:
        """What arrived from ``day`` to ``until`` (both included); only on ``invoice_nos`` when any are given."""
        wanted = set(invoice_nos)
        last = until or self.today
        return total(
            (
                payment.amount
                for payment in self.account.payments
                if day <= payment.received <= last
                and (not wanted or not payment.invoice_no or payment.invoice_no in wanted)
            ),
            self.currency,
        )


def case_id(customer_code: str, currency: str) -> str:
    """The name of a case, typed by people: customer code and currency."""
    return f"{customer_code}-{currency}"


def open_case(account: Account, *, now: datetime, today: date) -> Case:
    """See ``account`` at ``now`` (UTC); ``today`` is the creditor's own calendar day then."""
    items = sorted(
        (item for invoice in account.invoices if (item := _open_item(invoice, account, today)).open_balance.minor > 0),
        key=lambda item: (item.invoice.due, item.invoice.number),
    )
    return Case(
        id=case_id(account.customer.code, account.currency), account=account, now=now, today=today, items=tuple(items)
    )


def _open_item(invoice: Invoice, account: Account, today: date) -> OpenItem:
    currency = invoice.amount.currency
    disputed = total(
        (d.amount for d in account.disputes if d.invoice_no == invoice.number and d.is_open_on(today)),
        currency,
    )
    return OpenItem(
        invoice=invoice,
        paid=total((p.amount for p in account.payments if p.invoice_no == invoice.number), currency),
        credited=total((c.amount for c in account.credit_notes if c.invoice_no == invoice.number), currency),
        disputed=disputed,
    )
