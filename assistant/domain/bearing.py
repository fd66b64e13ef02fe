"""Decides how much of an invoice bears interest on each day: what is open, less what is held back or contested."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.case import Account
from assistant.domain.commitments import Dispute
from assistant.domain.daily_rate import ONE_DAY
from assistant.domain.entries import EntryKind
from assistant.domain.ledger import Invoice
from assistant.domain.money import Money, total


@dataclass(frozen=True, kw_only=True, slots=True)
class Movement:
    """Money that reduces (or, when negative, raises) what is open on an invoice from the day after ``on``."""

    on: date
    amount: Money
    number: str
    kind: EntryKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Bearing:
    """An invoice with what moved its balance; ``late_after`` is the last day on which payment was in time.

    ``held_until`` is the last day on which retained money bears nothing; ``disputes`` are the contested parts that are
    left out, none when they are not.
    """

    invoice: Invoice
    movements: tuple[Movement, ...]
    late_after: date
    held_until: date | None = None
    disputes: tuple[Dispute, ...] = ()

    @property
    def first_late(self) -> date:
        """The first day that may cost something."""
        return self.late_after + ONE_DAY

    def open_on(self, day: date) -> Money:
        """What was open when ``day`` began: the day of payment itself still bears interest."""
        moved = (movement.amount for movement in self.movements if movement.on < day)
        return self.invoice.amount - total(moved, self.invoice.amount.currency)

    def bearing_on(self, day: date) -> Money:
        """What bears interest on ``day``, never below zero."""
        zero = Money.zero(self.invoice.amount.currency)
        if day <= self.late_after:
            return zero
        rest = self.open_on(day)
        held = self.invoice.retention
        if held and self.held_until and day <= self.held_until:
            rest = rest - held.amount
        contested = total((d.amount for d in self.disputes if _contested(d, day)), zero.currency)
        return max(rest - contested, zero)

    def turning_days(self, first: date, last: date) -> set[date]:
        """The days from ``first`` to ``last`` on which `bearing_on` may differ from the day before."""
        turns = {movement.on + ONE_DAY for movement in self.movements}
        turns |= {self.first_late} | ({self.held_until + ONE_DAY} if self.held_until else set())
        for dispute in self.disputes:
            turns |= {dispute.opened_on} | ({dispute.resolved_on} if dispute.resolved_on else set())
        return {day for day in turns if first <= day <= last}


def bearing_of(
    account: Account,
    invoice: Invoice,
    *,
    grace_days: int = 0,
    late_after: date | None = None,
    leave_out_disputed: bool = False,
) -> Bearing:
    """What of ``invoice`` bears interest, from what the account holds.

    ``grace_days`` are the contract's own; ``late_after`` puts the start later, where the law counts from a demand.
    """
    in_time = invoice.due + timedelta(days=grace_days)
    theirs = tuple(d for d in account.disputes if d.invoice_no == invoice.number)
    return Bearing(
        invoice=invoice,
        movements=tuple(movements_on(account, invoice)),
        late_after=max(in_time, late_after or in_time),
        held_until=invoice.retention.until + timedelta(days=grace_days) if invoice.retention else None,
        disputes=theirs if leave_out_disputed else (),
    )


def movements_on(account: Account, invoice: Invoice) -> Iterator[Movement]:
    """Payments, credit notes and allocations on ``invoice``, each by the day on which the money or the note came.

    What a ``paid`` column says came on a day that nobody noted: it never bears interest, so that none is claimed for
    days on which the money may have been here.
    """
    number = invoice.number
    for payment in account.payments:
        if payment.invoice_no == number:
            on = date.min if payment.is_running_total else payment.received
            yield Movement(on=on, amount=payment.amount, number=payment.number, kind=EntryKind.PAYMENT)
    for note in account.credit_notes:
        if note.invoice_no == number:
            yield Movement(on=note.issued, amount=note.amount, number=note.number, kind=EntryKind.CREDIT_NOTE)
    came = _days_of_money(account)
    for allocation in account.allocations:
        if allocation.invoice_no == number:
            on = came.get((allocation.is_credit, allocation.receipt_no), allocation.made_on)
            kind = EntryKind.ALLOCATION
            yield Movement(on=on, amount=allocation.amount, number=allocation.receipt_no, kind=kind)


def _days_of_money(account: Account) -> dict[tuple[bool, str], date]:
    """When each payment or credit note came: money in our hands pays from that day, however late it was allocated."""
    days = {(False, payment.number): payment.received for payment in account.payments}
    return days | {(True, note.number): note.issued for note in account.credit_notes}


def _contested(dispute: Dispute, day: date) -> bool:
    return dispute.opened_on <= day and dispute.is_open_on(day)
