"""Decides what of the money that names no invoice can still be put on one, after allocations and refunds."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.case import Account
from assistant.domain.money import Money


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """A payment or credit note that names no invoice; ``left`` is what no allocation has used and no refund took.

    ``text`` is what came with it: its number and where it was read.
    """

    number: str
    on: date
    amount: Money
    left: Money
    text: str
    is_credit: bool = False


def loose_receipts(account: Account) -> tuple[Receipt, ...]:
    """Those with something left, oldest first.

    A refund on no invoice, or on one that is not there, takes from the money that came last before it, then from what
    came later: what may have gone back is not put on an invoice.
    """
    receipts = sorted(_all(account), key=lambda r: (r.on, r.is_credit, r.number))
    used: Counter[tuple[bool, str]] = Counter()
    for allocation in account.allocations:
        used[allocation.is_credit, allocation.receipt_no] += allocation.amount.minor
    rests = [_rest(receipt, receipt.amount.minor - used[receipt.is_credit, receipt.number]) for receipt in receipts]
    known = {invoice.number for invoice in account.invoices}
    for payment in account.payments:
        if payment.is_refund and payment.invoice_no not in known:
            _take(rests, payment.received, -payment.amount.minor)
    return tuple(receipt for receipt in rests if receipt.left)


def _all(account: Account) -> Iterable[Receipt]:
    for p in account.payments:
        if not p.invoice_no and not p.is_refund:
            yield Receipt(number=p.number, on=p.received, amount=p.amount, left=p.amount, text=f"{p.number} {p.source}")
    for c in account.credit_notes:
        if not c.invoice_no:
            text = f"{c.number} {c.source}"
            yield Receipt(number=c.number, on=c.issued, amount=c.amount, left=c.amount, text=text, is_credit=True)


def _take(receipts: list[Receipt], on: date, refund: int) -> None:
    """Take ``refund`` minor units from money that came by ``on``, the latest first, then from later money."""
    before = [n for n, receipt in enumerate(receipts) if receipt.on <= on]
    for n in [*reversed(before), *range(len(before), len(receipts))]:
        taken = min(refund, receipts[n].left.minor)
        receipts[n] = _rest(receipts[n], receipts[n].left.minor - taken)
        refund -= taken


def _rest(receipt: Receipt, minor: int) -> Receipt:
    return replace(receipt, left=Money(max(minor, 0), receipt.amount.currency))
