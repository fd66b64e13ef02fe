"""The statement of account: what a customer owes in each currency on one day, and everything that bears on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assistant.domain.ageing import Bucket, age
from assistant.domain.case import Account, credits_on_invoices, open_items, payments_on_invoices
from assistant.domain.language import LocalText
from assistant.domain.ledger import Allocation, CreditNote, LedgerStamp, OpenItem, Payment, Proof
from assistant.domain.money import Money, total
from assistant.domain.parties import BankAccount, Creditor, Customer


class ReceiptKind(StrEnum):
    """What an amount in the customer's favour is; PAID_TO_DATE is a ledger's own sum of what came in on an invoice."""

    PAYMENT = "payment"
    REFUND = "refund"
    CREDIT_NOTE = "credit_note"
    PAID_TO_DATE = "paid_to_date"
    OVERPAID = "overpaid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """An amount in the customer's favour, refunds below zero; ``invoice_nos`` are the invoices that it names or is on.

    An overpaid invoice has its own number, the day of the last payment on it, and what is on it beyond its amount.
    """

    kind: ReceiptKind
    number: str
    on: date
    amount: Money
    invoice_nos: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StatedItem:
    """An open invoice as a statement lists it; ``days_past_due`` is negative before the due date."""

    item: OpenItem
    days_past_due: int
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class InterestMemo:
    """Late interest up to the day of the statement, told beside the total and never within it, with its sources."""

    amount: Money
    basis: tuple[LocalText, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CurrencyStatement:
    """One currency of a statement: ``items`` oldest due first, and what was ``received`` lately, newest last."""

    currency: str
    items: tuple[StatedItem, ...]
    ageing: Mapping[Bucket, Money]
    unmatched: tuple[Receipt, ...]
    received: tuple[Receipt, ...]
    bank: BankAccount | None = None
    interest: InterestMemo | None = None

    @property
    def total_open(self) -> Money:
        """Everything open, due or not."""
        return total((stated.item.open_balance for stated in self.items), self.currency)

    @property
    def overdue(self) -> Money:
        """What is due on items past their due date, disputed parts included, money that may be held back not."""
        return total((s.item.due_balance for s in self.items if s.days_past_due > 0), self.currency)

    @property
    def disputed(self) -> Money:
        """The contested part of what is open."""
        return total((min(s.item.disputed, s.item.open_balance) for s in self.items), self.currency)

    @property
    def retained(self) -> Money:
        """What the customer may still hold back."""
        return total((stated.item.retained for stated in self.items), self.currency)

    @property
    def unmatched_total(self) -> Money:
        """Payments and credit notes that no invoice carries yet."""
        return total((receipt.amount for receipt in self.unmatched), self.currency)

    @property
    def balance(self) -> Money:
        """What is left when everything unmatched is taken off; zero or less: nothing is asked for."""
        return self.total_open - self.unmatched_total


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One customer on the day ``as_of``; currencies stand side by side and are never added.

    ``received_from`` is the first day of the payments that are listed; ``stamps`` say how fresh the facts are.
    """

    creditor: Creditor
    customer: Customer
    as_of: date
    received_from: date
    stamps: tuple[LedgerStamp, ...]
    accounts: tuple[CurrencyStatement, ...]
    billing_digits: Mapping[str, int]

    @property
    def nothing_open(self) -> bool:
        """Whether no invoice is open in any currency."""
        return not any(account.items for account in self.accounts)


def state_currency(
    account: Account,
    as_of: date,
    *,
    received_from: date,
    bank: BankAccount | None = None,
) -> CurrencyStatement:
    """``account`` as its statement of the day ``as_of`` has it."""
    everything = open_items(account, as_of)
    items = sorted(
        (item for item in everything if item.open_balance.minor > 0),
        key=lambda item: (item.invoice.due, item.invoice.number),
    )
    proofs = proofs_by_invoice(account)
    return CurrencyStatement(
        currency=account.currency,
        items=tuple(
            StatedItem(
                item=item, days_past_due=item.days_past_due(as_of), proofs=tuple(proofs.get(item.invoice.number, ()))
            )
            for item in items
        ),
        ageing=age(items, as_of, account.currency),
        unmatched=unmatched(account, everything),
        received=tuple(r for r in _payments(account) if received_from <= r.on <= as_of),
        bank=bank,
    )


def as_it_stood(account: Account, day: date) -> Account:
    """The account as far as it was known at the end of ``day``: what was dated later is left out.

    An entry that was undone since is left out as well: it was a mistake on that day already.
    """
    return replace(
        account,
        invoices=tuple(i for i in account.invoices if i.issued <= day),
        payments=tuple(p for p in account.payments if p.received <= day),
        credit_notes=tuple(n for n in account.credit_notes if n.issued <= day),
        allocations=tuple(a for a in account.allocations if a.made_on <= day),
        proofs=tuple(p for p in account.proofs if p.on <= day),
        disputes=tuple(d for d in account.disputes if d.opened_on <= day),
    )


def unmatched(account: Account, items: Iterable[OpenItem]) -> tuple[Receipt, ...]:
    """Each amount that no invoice carries, oldest first; together they are the case's `unallocated`.

    ``items`` are all invoices of the account, overpaid ones included, as `open_items` has them.
    """
    overpaid = [item for item in items if item.open_balance.minor < 0]
    last_days = _last_days(account) if overpaid else {}
    loose = [receipt for receipt in _left_over(account) if receipt.amount]
    for item in overpaid:
        number = item.invoice.number
        on = last_days.get(number, item.invoice.issued)
        loose.append(
            Receipt(kind=ReceiptKind.OVERPAID, number=number, on=on, amount=-item.open_balance, invoice_nos=(number,))
        )
    return tuple(sorted(loose, key=lambda receipt: (receipt.on, receipt.kind, receipt.number)))


def proofs_by_invoice(account: Account) -> Mapping[str, Sequence[Proof]]:
    """What is known about delivery, acceptance and progress, by invoice number, oldest first."""
    found: dict[str, list[Proof]] = {}
    for proof in account.proofs:
        found.setdefault(proof.invoice_no, []).append(proof)
    return found


def _payments(account: Account) -> Iterator[Receipt]:
    allocated = _allocated(account)
    for payment in account.payments:
        on_invoices = allocated.get((payment.number, False), ())
        named = (payment.invoice_no,) if payment.invoice_no else tuple(a.invoice_no for a in on_invoices)
        yield _receipt(payment, payment.amount, named)


def _left_over(account: Account) -> Iterator[Receipt]:
    """Every payment and credit note with what of it is on no known invoice, often nothing."""
    known = {invoice.number for invoice in account.invoices}
    allocated = _allocated(account)
    entries: list[Payment | CreditNote] = [*account.payments, *account.credit_notes]
    for entry in entries:
        if entry.invoice_no:
            left = Money.zero(account.currency) if entry.invoice_no in known else entry.amount
            yield _receipt(entry, left, (entry.invoice_no,))
        else:
            spent = [a for a in allocated.get((entry.number, _is_credit(entry)), ()) if a.invoice_no in known]
            left = entry.amount - total((a.amount for a in spent), account.currency)
            yield _receipt(entry, left, ())


def _allocated(account: Account) -> Mapping[tuple[str, bool], Sequence[Allocation]]:
    """Allocations by the number of what they spend, and whether that is a credit note."""
    found: dict[tuple[str, bool], list[Allocation]] = {}
    for allocation in account.allocations:
        found.setdefault((allocation.receipt_no, allocation.is_credit), []).append(allocation)
    return found


def _last_days(account: Account) -> Mapping[str, date]:
    """The day on which each invoice last received something."""
    days = [(p.invoice_no, p.received) for p in payments_on_invoices(account)]
    days += [(n.invoice_no, n.issued) for n in credits_on_invoices(account)]
    return dict(sorted(days))


def _receipt(entry: Payment | CreditNote, amount: Money, invoice_nos: tuple[str, ...]) -> Receipt:
    on = entry.issued if isinstance(entry, CreditNote) else entry.received
    return Receipt(kind=_kind_of(entry), number=entry.number, on=on, amount=amount, invoice_nos=invoice_nos)


def _kind_of(entry: Payment | CreditNote) -> ReceiptKind:
    if isinstance(entry, CreditNote):
        return ReceiptKind.CREDIT_NOTE
    if entry.is_running_total:
        return ReceiptKind.PAID_TO_DATE
    return ReceiptKind.REFUND if entry.is_refund else ReceiptKind.PAYMENT


def _is_credit(entry: Payment | CreditNote) -> bool:
    return isinstance(entry, CreditNote)
