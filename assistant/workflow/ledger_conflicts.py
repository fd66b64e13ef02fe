"""Which good rows of a ledger contradict the record all the same: nothing of them is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.domain.money import Money, total
from assistant.intake.reading import AcceptedRow, RejectedRow
from assistant.workflow.recorded_ledger import Recorded


def conflict(recorded: Recorded, row: AcceptedRow) -> RejectedRow | None:
    """The row, of a customer whom the same import does not bring, as refused; None when it may be stored."""
    problem = next(_problems(recorded, row), None)
    if problem is None:
        return None
    reason, message = problem
    return RejectedRow(file=row.file, row=row.row, reason=reason, message=message, customer_code=row.customer_code)


def increase(recorded: Recorded, paid: Payment) -> Payment | None:
    """What a ``paid`` column brings that is not recorded yet, as a payment of its own; None when it brings nothing."""
    totals, others = _recorded_on(recorded, paid)
    more = paid.amount - _sum(totals, paid)
    if others or more.minor <= 0:
        return None
    number = f"{paid.number}#{len(totals) + 1}" if totals else paid.number
    return replace(paid, number=number, amount=more)


def _problems(recorded: Recorded, row: AcceptedRow) -> Iterator[tuple[Reason, str]]:
    code = row.customer_code
    if code not in recorded.customers:
        message = f"There is no customer {code!r}; import the list of customers first."
        yield Reason.of("unknown_customer", customer=code), message
        return
    match row.entry:
        case Invoice():
            yield from _invoice_problems(recorded, row.entry, row.paid)
        case Payment():
            yield from _payment_problems(recorded, row.entry)
        case CreditNote():
            yield from _note_problems(recorded, row.entry)
        case None:
            return


def _invoice_problems(recorded: Recorded, invoice: Invoice, paid: Payment | None) -> Iterator[tuple[Reason, str]]:
    """An invoice keeps its amount and issue date for ever: a change of those is a credit note or a new invoice."""
    stored = recorded.invoices.get((invoice.customer_code, invoice.number))
    if stored is None:
        yield from _written_otherwise(recorded, invoice)
    elif (stored.amount, stored.issued) != (invoice.amount, invoice.issued):
        message = (
            f"Invoice {stored.number} is recorded with {stored.amount} of {stored.issued}, "
            f"here {invoice.amount} of {invoice.issued}; correct the file, or book a credit note."
        )
        yield Reason.of("invoice_differs", invoice=stored.number, was=stored.amount, now=invoice.amount), message
    if paid:
        yield from _paid_problems(recorded, invoice, paid)


def _paid_problems(recorded: Recorded, invoice: Invoice, paid: Payment) -> Iterator[tuple[Reason, str]]:
    """A total agrees with the payments that are recorded one by one, and never shrinks."""
    totals, others = _recorded_on(recorded, paid)
    known = _sum(others or totals, paid)
    if (others and known != paid.amount) or (totals and paid.amount < known):
        message = f"Invoice {invoice.number}: {paid.amount} paid here, {known} in recorded payments; correct one."
        yield Reason.of("paid_differs", invoice=invoice.number, here=paid.amount, recorded=known), message


def _payment_problems(recorded: Recorded, payment: Payment) -> Iterator[tuple[Reason, str]]:
    """A payment is booked once: neither beside the running total that holds it, nor again with other content."""
    if payment.invoice_no and _recorded_on(recorded, payment)[0]:
        message = (
            f"What was paid on {payment.invoice_no} is a total of its invoice row; this payment would count "
            "twice. Go on with the paid column, or start a new workspace with payment rows."
        )
        yield Reason.of("paid_total_recorded", invoice=payment.invoice_no), message
    yield from _wrong_currency(recorded, payment)
    same = recorded.payments.get((payment.customer_code, payment.number))
    if same is None:
        yield from _written_otherwise(recorded, payment)
        return
    moved = same.invoice_no not in ("", payment.invoice_no)
    if moved or (same.amount, same.received) != (payment.amount, payment.received):
        message = (
            f"Payment {payment.number} is recorded with {same.amount} of {same.received}, "
            f"here {payment.amount} of {payment.received}; correct the file."
        )
        yield Reason.of("payment_differs", payment=payment.number, was=same.amount, now=payment.amount), message


def _wrong_currency(recorded: Recorded, entry: Payment | CreditNote) -> Iterator[tuple[Reason, str]]:
    """Nothing is paid or credited in a currency that it was not invoiced in."""
    invoice = recorded.invoices.get((entry.customer_code, entry.invoice_no))
    if invoice and invoice.amount.currency != entry.amount.currency:
        message = (
            f"{entry.number} is in {entry.amount.currency}, invoice {invoice.number} in {invoice.amount.currency}; "
            "correct the reference or the currency."
        )
        yield Reason.of("wrong_reference", number=entry.number, invoice=invoice.number), message


def _note_problems(recorded: Recorded, note: CreditNote) -> Iterator[tuple[Reason, str]]:
    yield from _wrong_currency(recorded, note)
    same = recorded.credit_notes.get((note.customer_code, note.number))
    if same is None:
        yield from _written_otherwise(recorded, note)
        return
    moved = same.invoice_no not in ("", note.invoice_no)
    if moved or (same.amount, same.issued) != (note.amount, note.issued):
        message = f"Credit note {note.number} is recorded with {same.amount}, here {note.amount}; correct the file."
        yield Reason.of("credit_note_differs", number=note.number, was=same.amount, now=note.amount), message


def _written_otherwise(recorded: Recorded, entry: Invoice | Payment | CreditNote) -> Iterator[tuple[Reason, str]]:
    """The same number in other capitals is most likely the same document, and would be counted twice."""
    known = recorded.in_other_capitals(entry)
    if known:
        message = f"{entry.number} is recorded as {known}; write it in the same capitals, or give it another number."
        yield Reason.of("number_written_differently", number=entry.number, recorded=known), message


def _recorded_on(recorded: Recorded, payment: Payment) -> tuple[tuple[Payment, ...], tuple[Payment, ...]]:
    """Running totals, and other payments, that are recorded on the same invoice."""
    payments = recorded.paid_on.get((payment.customer_code, payment.invoice_no), ())
    return tuple(p for p in payments if p.is_running_total), tuple(p for p in payments if not p.is_running_total)


def _sum(payments: Sequence[Payment], like: Payment) -> Money:
    """What came in the currency of ``like``; money in another one pays nothing of it."""
    currency = like.amount.currency
    return total((p.amount for p in payments if p.amount.currency == currency), currency)
