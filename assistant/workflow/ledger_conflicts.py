"""Which good rows of a ledger contradict the record all the same: nothing of them is stored."""

from collections.abc import Iterator

from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.domain.money import total
from assistant.domain.parties import Customer
from assistant.errors import NotFound
from assistant.intake.reading import AcceptedRow, RejectedRow
from assistant.ports import Transaction

# How intake names the payment that an invoice row's ``paid`` column stands for.
PAID_TOTAL = "paid:"


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


def payments_besides_total(tx: Transaction, paid: Payment) -> tuple[Payment, ...]:
    """Recorded payments on the same invoice that are no running total of a ``paid`` column."""
    recorded = tx.payments_on(paid.customer_code, paid.invoice_no)
    return tuple(p for p in recorded if not p.number.startswith(PAID_TOTAL))


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
        case CreditNote() | None:
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
    recorded = payments_besides_total(tx, paid) if paid else ()
    if paid and recorded:
        known = total((p.amount for p in recorded), paid.amount.currency)
        if known != paid.amount:
            message = f"Invoice {invoice.number}: {paid.amount} paid here, {known} in recorded payments; correct one."
            yield Reason.of("paid_differs", invoice=invoice.number, here=paid.amount, recorded=known), message


def _payment_problems(tx: Transaction, payment: Payment) -> Iterator[tuple[Reason, str]]:
    """A payment is booked once: neither beside the running total that holds it, nor again with another amount."""
    recorded = tx.payments_on(payment.customer_code, payment.invoice_no) if payment.invoice_no else ()
    if any(p.number.startswith(PAID_TOTAL) for p in recorded):
        message = (
            f"What was paid on {payment.invoice_no} is a total of its invoice row; this payment would count "
            "twice. Go on with the paid column, or start a new workspace with payment rows."
        )
        yield Reason.of("paid_total_recorded", invoice=payment.invoice_no), message
    same = next((p for p in recorded if p.number == payment.number), None)
    if same and (same.amount, same.received) != (payment.amount, payment.received):
        message = (
            f"Payment {payment.number} is recorded with {same.amount} of {same.received}, "
            f"here {payment.amount} of {payment.received}; correct the file."
        )
        yield Reason.of("payment_differs", payment=payment.number, was=same.amount, now=payment.amount), message
