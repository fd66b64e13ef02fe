"""Records money by hand: a payment, a refund, a credit note; a number never stands for two of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeVar

from assistant.domain.case import Case, open_items
from assistant.domain.entries import EntryKind, Undone
from assistant.domain.language import Reason
from assistant.domain.ledger import RUNNING_TOTAL, CreditNote, Payment
from assistant.domain.money import Money, total
from assistant.domain.parties import Person
from assistant.errors import Refused
from assistant.intake.given_entries import MoneyGiven
from assistant.workflow.desk import Desk
from assistant.workflow.record import typed
from assistant.workflow.record.entering import Entering, Recorded, entering

T = TypeVar("T", Payment, CreditNote)


def record_payment(desk: Desk, person: Person, case_id: str, given: MoneyGiven) -> Recorded:
    """Money that arrived, on an invoice or on none; more than was owed is taken, and said.

    Raises Refused for a number that stands for something else, or for an invoice whose payments are kept as a total.
    """
    with entering(desk, person, case_id, currency=given.currency) as entry:
        payment = _payment(entry, given)
        known = _known(entry, EntryKind.PAYMENT, payment, entry.tx.payment)
        if known:
            return entry.as_it_is(known)
        payment = replace(payment, number=payment.number or _free("RC", entry, entry.tx.payment))
        return _with_surplus(entry.keep(payment, *_twins(entry, payment)), payment.invoice_no)


def record_refund(desk: Desk, person: Person, case_id: str, given: MoneyGiven) -> Recorded:
    """Money that went back to the customer, stored as a payment below zero; never more than ever came in.

    Raises Refused as `record_payment` does.
    """
    with entering(desk, person, case_id, currency=given.currency) as entry:
        refund = _payment(entry, given)
        refund = replace(refund, amount=-refund.amount)
        known = _known(entry, EntryKind.PAYMENT, refund, entry.tx.payment)
        if known:
            return entry.as_it_is(known)
        _require_covered(entry, refund)
        refund = replace(refund, number=refund.number or _free("RF", entry, entry.tx.payment))
        done = entry.keep(refund, *_twins(entry, refund))
        short = not refund.invoice_no and done.case.unallocated.minor < 0
        return replace(done, notes=(*done.notes, Reason.of("refund_of_none"))) if short else done


def record_credit_note(desk: Desk, person: Person, case_id: str, given: MoneyGiven) -> Recorded:
    """A reduction of what is owed, on an invoice or on none; raises Refused for a number that stands for another."""
    with entering(desk, person, case_id, currency=given.currency) as entry:
        note = CreditNote(
            number=_number(given),
            customer_code=entry.customer,
            amount=entry.amount(given.amount),
            issued=typed.past(given.on, "on", entry.today),
            invoice_no=_invoice(entry, given),
            source=typed.line(given.source, "source", needed=False),
        )
        known = _known(entry, EntryKind.CREDIT_NOTE, note, entry.tx.credit_note)
        if known:
            return entry.as_it_is(known)
        note = replace(note, number=note.number or _free("CR", entry, entry.tx.credit_note))
        return _with_surplus(entry.keep(note), note.invoice_no)


def _payment(entry: Entering, given: MoneyGiven) -> Payment:
    invoice_no = _invoice(entry, given)
    if any(p.is_running_total and p.invoice_no == invoice_no for p in entry.case.account.payments):
        raise Refused(
            "paid_column_kept",
            f"What was paid on {invoice_no} comes from the paid column of the ledger, so that this would count twice; "
            "correct the ledger and import it.",
            invoice=invoice_no,
        )
    return Payment(
        number=_number(given),
        customer_code=entry.customer,
        amount=entry.amount(given.amount),
        received=typed.past(given.on, "on", entry.today),
        invoice_no=invoice_no,
        source=typed.line(given.source, "source", needed=False),
    )


def _invoice(entry: Entering, given: MoneyGiven) -> str:
    return entry.item(given.invoice).invoice.number if given.invoice.strip() else ""


def _number(given: MoneyGiven) -> str:
    number = typed.line(given.number, "number", needed=False, most=80)
    if number.startswith(RUNNING_TOTAL):
        raise Refused(
            "reserved_number",
            f"Numbers that begin with {RUNNING_TOTAL!r} are kept for the ledger's paid column; give another.",
            begins=RUNNING_TOTAL,
        )
    return number


def _free(prefix: str, entry: Entering, read: Callable[[str, str], object | None]) -> str:
    """The next number that no document of the customer has: an import may have brought one of the same form."""
    while read(entry.customer, number := entry.tx.next_id(prefix)) is not None:
        continue
    return number


def _known(entry: Entering, kind: EntryKind, given: T, read: Callable[[str, str], T | None]) -> T | None:
    """The document of that number when it says the same; raises Refused when it says something else, or was undone."""
    same = read(entry.customer, given.number) if given.number else None
    if same is None:
        return None
    undone = next((u for u in entry.case.account.undone if (u.kind, u.key) == (kind, given.number)), None)
    if undone:
        raise _number_undone(undone)
    if replace(given, source=same.source) == same:
        return same
    raise Refused(
        "number_taken",
        f"The number {given.number} is recorded with other content ({same.amount}); check it, or give another.",
        kind=kind,
        number=given.number,
        amount=same.amount,
    )


def _number_undone(undone: Undone) -> Refused:
    return Refused(
        "number_undone",
        f"The number {undone.key} belongs to an entry that {undone.by} undid ({undone.reason}); give another.",
        kind=undone.kind,
        number=undone.key,
        login=undone.by,
        why=undone.reason,
    )


def _require_covered(entry: Entering, refund: Payment) -> None:
    """Money cannot go back that never came, as a payment or as a credit."""
    account = entry.case.account
    credited = [note.amount for note in account.credit_notes]
    came = total([payment.amount for payment in account.payments] + credited, entry.case.currency)
    if came + refund.amount < Money.zero(entry.case.currency):
        raise Refused(
            "refund_above_received",
            f"Only {came} has come in or been credited, less than the {-refund.amount} refunded; check the amount.",
            refund=-refund.amount,
            received=came,
        )


def _twins(entry: Entering, payment: Payment) -> tuple[Reason, ...]:
    """A word on payments of the same day and amount: the same money may have been recorded before."""
    like = (payment.amount, payment.received)
    twins = [p.number for p in entry.case.account.payments if (p.amount, p.received) == like]
    return (Reason.of("same_payment_known", entries=tuple(twins)),) if twins else ()


def _with_surplus(done: Recorded, invoice_no: str) -> Recorded:
    """The same, saying what is more than was owed."""
    return replace(done, notes=(*done.notes, *_surplus(done.case, invoice_no)))


def _surplus(case: Case, invoice_no: str) -> Iterator[Reason]:
    if invoice_no:
        items = open_items(case.account, case.today)
        over = next(-item.open_balance for item in items if item.invoice.number == invoice_no)
        if over.minor > 0:
            yield Reason.of("overpaid_by", invoice=invoice_no, over=over)
    elif case.unallocated > case.open_balance:
        yield Reason.of("more_than_open", over=case.unallocated - case.open_balance)
    else:
        yield Reason.of("not_on_an_invoice", unallocated=case.unallocated)
