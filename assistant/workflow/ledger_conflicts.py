"""Which good rows of a ledger contradict the record all the same: nothing of them is stored."""

from collections.abc import Iterator
from dataclasses import replace

from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.domain.money import Money, total
from assistant.domain.parties import Customer
from assistant.errors import NotFound
from assistant.intake.reading import AcceptedRow, RejectedRow
from assistant.ports import Transaction


def conflict(tx: Transaction, row: AcceptedRow) -> RejectedRow | None:
    """The row as refused, with its reason, or None when it may be stored."""
    problem = next(_problems(tx, row), None)
    if problem is None:
        return None
    reason, message = problem
    return RejectedRow(file=row.file, row=row.row, reason=reason, message=message)


def known_customer(tx: Transaction, code: str) -> Customer | None:
    """The customer as recorded, or None."""
    try:
        return tx.customer(code)
    except NotFound:
        return None


def increase(tx: Transaction, paid: Payment) -> Payment | None:
    """What a ``paid`` column brings that is not recorded yet, as a payment of its own; None when it brings nothing."""
    totals, others = _recorded_on(tx, paid)
    more = paid.amount - _sum(totals, paid)
    if others or more.minor <= 0:
        return None
    number = f"{paid.number}#{len(totals) + 1}" if totals else paid.number
    return replace(paid, number=number, amount=more)


def _problems(tx: Transaction, row: AcceptedRow) -> Iterator[tuple[Reason, str]]:
    if not row.customer and known_customer(tx, row.customer_code) is None:
        message = f"There is no customer {row.customer_code!r}; import the list of customers first."
        yield Reason.of("unknown_customer", customer=row.customer_code), message
        return
    match row.entry:
        case Invoice():
            yield from _invoice_problems(tx, row.entry, row.paid)
        case Payment():
            yield from _payment_problems(tx, row.entry)
        case CreditNote():
            yield from _note_problems(tx, row.entry)
        case None:
            return


def _invoice_problems(tx: Transaction, invoice: Invoice, paid: Payment | None) -> Iterator[tuple[Reason, str]]:
    """An invoice keeps its amount and issue date for ever: a change of those is a credit note or a new invoice."""
    stored = tx.invoice(invoice.customer_code, invoice.number)
    if stored and (stored.amount, stored.issued) != (invoice.amount, invoice.issued):
        message = (
            f"Invoice {stored.number} is recorded with {stored.amount} of {stored.issued}, "
            f"here {invoice.amount} of {invoice.issued}; correct the file, or book a credit note."
        )
        yield Reason.of("invoice_differs", invoice=stored.number, was=stored.amount, now=invoice.amount), message
    if paid:
        yield from _paid_problems(tx, invoice, paid)


def _paid_problems(tx: Transaction, invoice: Invoice, paid: Payment) -> Iterator[tuple[Reason, str]]:
    """A total agrees with the payments that are recorded one by one, and never shrinks."""
    totals, others = _recorded_on(tx, paid)
    known = _sum(others or totals, paid)
    if (others and known != paid.amount) or (totals and paid.amount < known):
        message = f"Invoice {invoice.number}: {paid.amount} paid here, {known} in recorded payments; correct one."
        yield Reason.of("paid_differs", invoice=invoice.number, here=paid.amount, recorded=known), message


def _payment_problems(tx: Transaction, payment: Payment) -> Iterator[tuple[Reason, str]]:
    """A payment is booked once: neither beside the running total that holds it, nor again with other content."""
    if payment.invoice_no and _recorded_on(tx, payment)[0]:
        message = (
            f"What was paid on {payment.invoice_no} is a total of its invoice row; this payment would count "
            "twice. Go on with the paid column, or start a new workspace with payment rows."
        )
        yield Reason.of("paid_total_recorded", invoice=payment.invoice_no), message
    same = tx.payment(payment.customer_code, payment.number)
    moved = same is not None and same.invoice_no not in ("", payment.invoice_no)
    if same and (moved or (same.amount, same.received) != (payment.amount, payment.received)):
        message = (
            f"Payment {payment.number} is recorded with {same.amount} of {same.received}, "
            f"here {payment.amount} of {payment.received}; correct the file."
        )
        yield Reason.of("payment_differs", payment=payment.number, was=same.amount, now=payment.amount), message


def _note_problems(tx: Transaction, note: CreditNote) -> Iterator[tuple[Reason, str]]:
    same = tx.credit_note(note.customer_code, note.number)
    moved = same is not None and same.invoice_no not in ("", note.invoice_no)
    if same and (moved or (same.amount, same.issued) != (note.amount, note.issued)):
        message = f"Credit note {note.number} is recorded with {same.amount}, here {note.amount}; correct the file."
        yield Reason.of("credit_note_differs", number=note.number, was=same.amount, now=note.amount), message


def _recorded_on(tx: Transaction, payment: Payment) -> tuple[tuple[Payment, ...], tuple[Payment, ...]]:
    """Running totals, and other payments, that are recorded on the same invoice."""
    recorded = tx.payments_on(payment.customer_code, payment.invoice_no)
    return tuple(p for p in recorded if p.is_running_total), tuple(p for p in recorded if not p.is_running_total)


def _sum(payments: tuple[Payment, ...], like: Payment) -> Money:
    return total((p.amount for p in payments), like.amount.currency)
