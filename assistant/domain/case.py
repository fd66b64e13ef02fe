"""The arrears case: one customer's open items in one currency, and everything that bears on them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from assistant.domain.commitments import (
    INBOUND,
    Cause,
    CauseNote,
    ContactMade,
    Dispute,
    Hold,
    PaymentPlan,
    Promise,
    Reply,
)
from assistant.domain.entries import KEYS, EntryKind, Undone
from assistant.domain.ledger import Allocation, CreditNote, Invoice, LedgerStamp, OpenItem, Payment, Proof
from assistant.domain.money import Money, total
from assistant.domain.parties import Customer
from assistant.domain.read_replies import ReadReply


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """Everything recorded about one customer in one currency that counts; ``undone`` says what no longer does."""

    customer: Customer
    currency: str
    invoices: tuple[Invoice, ...] = ()
    payments: tuple[Payment, ...] = ()
    credit_notes: tuple[CreditNote, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    proofs: tuple[Proof, ...] = ()
    promises: tuple[Promise, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    holds: tuple[Hold, ...] = ()
    plans: tuple[PaymentPlan, ...] = ()
    contacts: tuple[ContactMade, ...] = ()
    replies: tuple[Reply, ...] = ()
    read_replies: tuple[ReadReply, ...] = ()
    cause: CauseNote | None = None
    undone: tuple[Undone, ...] = ()
    stamps: tuple[LedgerStamp, ...] = ()

    @property
    def unread(self) -> tuple[Reply, ...]:
        """Replies of which no person has said yet what they say, nor made contact since; oldest first."""
        read, spoken = {each.reply_id for each in self.read_replies}, self._spoken
        return tuple(r for r in self.replies if r.id not in read and not (spoken and spoken > r.received))

    @property
    def unanswered(self) -> ReadReply | None:
        """The last reply that asks something of us, while nobody has made contact since it came."""
        received, spoken = {reply.id: reply.received for reply in self.replies}, self._spoken
        waiting = (r for r in self.read_replies if r.asks and r.reply_id in received)
        open_ones = (r for r in waiting if not (spoken and spoken > received[r.reply_id]))
        return max(open_ones, key=lambda r: r.read_at, default=None)

    @property
    def _spoken(self) -> datetime | None:
        """When we last made contact."""
        return max((contact.at for contact in self.contacts if contact.kind != INBOUND), default=None)

    @property
    def as_of(self) -> datetime | None:
        """When all of it was true (UTC): the moment of the feed that is furthest behind; None before any import."""
        return min((stamp.as_of for stamp in self.stamps), default=None)


# Where an account holds the entries of each kind.
HELD_IN: Mapping[EntryKind, str] = {
    EntryKind.INVOICE: "invoices",
    EntryKind.PAYMENT: "payments",
    EntryKind.CREDIT_NOTE: "credit_notes",
    EntryKind.ALLOCATION: "allocations",
    EntryKind.PROOF: "proofs",
    EntryKind.PROMISE: "promises",
    EntryKind.DISPUTE: "disputes",
    EntryKind.HOLD: "holds",
    EntryKind.PLAN: "plans",
    EntryKind.CONTACT: "contacts",
}


def without_undone(account: Account, undone: Iterable[Undone]) -> Account:
    """The account less the entries that were undone, which it names instead."""
    gone = tuple(undone)
    if not gone:
        return account
    known = {(u.kind, u.key): u for u in gone}
    # An allocation of money that no longer counts allocates nothing: it is undone together with it.
    known = {(EntryKind.ALLOCATION, u.key): u for u in _undone_with(account.allocations, known)} | known
    left: dict[str, Any] = {
        name: tuple(entry for entry in getattr(account, name) if (kind, getattr(entry, KEYS[kind])) not in known)
        for kind, name in HELD_IN.items()
    }
    return replace(account, **left, undone=tuple(sorted(known.values(), key=lambda u: (u.at, u.kind, u.key))))


def _undone_with(allocations: Iterable[Allocation], known: Mapping[tuple[EntryKind, str], Undone]) -> Iterator[Undone]:
    for share in allocations:
        money = known.get((EntryKind.CREDIT_NOTE if share.is_credit else EntryKind.PAYMENT, share.receipt_no))
        if money:
            yield replace(money, kind=EntryKind.ALLOCATION, key=share.id)


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
        """What is due on items past their due date, disputed parts included, money that may be held back not."""
        return total((item.due_balance for item in self.overdue), self.currency)

    @property
    def days_past_due(self) -> int:
        """Of the oldest open item; negative when nothing is due yet. Raises ValueError when nothing is open."""
        return max(item.days_past_due(self.today) for item in self.items)

    @property
    def unallocated(self) -> Money:
        """Payments and credit notes beyond what invoices carry, overpayments included: shown on every draft."""
        account = self.account
        loose = [p.amount for p in account.payments if not p.invoice_no]
        loose += [c.amount for c in account.credit_notes if not c.invoice_no]
        loose += [-share.amount for share in account.allocations]
        # What is on an invoice that is not (or no longer) there is loose, too.
        loose += [-item.open_balance for item in open_items(account, self.today) if item.open_balance.minor < 0]
        loose += _on_unknown_invoices(account)
        return total(loose, self.currency)

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
        (item for item in open_items(account, today) if item.open_balance.minor > 0),
        key=lambda item: (item.invoice.due, item.invoice.number),
    )
    return Case(
        id=case_id(account.customer.code, account.currency), account=account, now=now, today=today, items=tuple(items)
    )


def open_items(account: Account, today: date) -> list[OpenItem]:
    """Every invoice with what is on it, settled and overpaid ones included, in the account's order."""
    paid = _by_invoice((p.invoice_no, p.amount) for p in payments_on_invoices(account))
    credited = _by_invoice((c.invoice_no, c.amount) for c in credits_on_invoices(account))
    disputed = _by_invoice((d.invoice_no, d.amount) for d in account.disputes if d.is_open_on(today))
    zero = Money.zero(account.currency)
    items = []
    for invoice in account.invoices:
        on_it = [sums.get(invoice.number, zero) for sums in (paid, credited, disputed)]
        open_balance = invoice.amount - on_it[0] - on_it[1]
        items.append(
            OpenItem(
                invoice=invoice,
                paid=on_it[0],
                credited=on_it[1],
                disputed=on_it[2],
                retained=_retained(invoice, open_balance, today),
            )
        )
    return items


def payments_on_invoices(account: Account) -> Iterator[Payment]:
    """Every payment that lies on an invoice; what was allocated comes as a payment of its share, with its own day."""
    yield from (payment for payment in account.payments if payment.invoice_no)
    by_number = {payment.number: payment for payment in account.payments}
    for share in account.allocations:
        if not share.is_credit and share.receipt_no in by_number:
            yield replace(by_number[share.receipt_no], amount=share.amount, invoice_no=share.invoice_no)


def credits_on_invoices(account: Account) -> Iterator[CreditNote]:
    """Every credit note that lies on an invoice; what was allocated comes as a note of its share, with its own day."""
    yield from (note for note in account.credit_notes if note.invoice_no)
    by_number = {note.number: note for note in account.credit_notes}
    for share in account.allocations:
        if share.is_credit and share.receipt_no in by_number:
            yield replace(by_number[share.receipt_no], amount=share.amount, invoice_no=share.invoice_no)


def _on_unknown_invoices(account: Account) -> Iterator[Money]:
    known = {invoice.number for invoice in account.invoices}
    yield from (p.amount for p in payments_on_invoices(account) if p.invoice_no not in known)
    yield from (c.amount for c in credits_on_invoices(account) if c.invoice_no not in known)


def _by_invoice(amounts: Iterable[tuple[str, Money]]) -> dict[str, Money]:
    sums: dict[str, Money] = {}
    for number, amount in amounts:
        sums[number] = sums[number] + amount if number in sums else amount
    return sums


def _retained(invoice: Invoice, open_balance: Money, today: date) -> Money:
    """What may be held back of what is open: retention is the last part of an invoice to be paid."""
    held = invoice.retention
    if held is None or today > held.until or open_balance.minor <= 0:
        return Money.zero(invoice.amount.currency)
    return min(held.amount, open_balance)
