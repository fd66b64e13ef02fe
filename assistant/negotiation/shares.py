"""Tells which payment of an arrangement pays what of which invoice: the one that fell due first comes first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.arrangement import Arrangement
from assistant.domain.money import Money
from assistant.negotiation.situation import Debt


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """What the payment ``number`` (from 1) pays of one invoice; of fees and late interest where it names none."""

    number: int
    invoice_no: str
    amount: Money


def shares(arrangement: Arrangement, debts: Sequence[Debt]) -> tuple[Share, ...]:
    """Each payment's shares, which come to it exactly; in order of the payments.

    Principal is paid first, in order of due days, then fees and late interest. A discount is earned last, so it comes
    off what falls due last.
    """
    asked = list(_asked(arrangement, debts))
    found = []
    for number, part in enumerate(arrangement.schedule, start=1):
        left = part.amount.minor
        while left and asked:
            invoice_no, minor = asked.pop(0)
            used = min(left, minor)
            found.append(Share(number=number, invoice_no=invoice_no, amount=Money(used, arrangement.currency)))
            left -= used
            if minor > used:
                asked.insert(0, (invoice_no, minor - used))
        if left:
            found.append(Share(number=number, invoice_no="", amount=Money(left, arrangement.currency)))
    return tuple(found)


def _asked(arrangement: Arrangement, debts: Sequence[Debt]) -> Iterator[tuple[str, int]]:
    """(invoice, minor units) of the principal that is paid, the first due first."""
    rest = arrangement.outstanding.minor - arrangement.discount.minor
    for debt in sorted(debts, key=lambda debt: (debt.due, debt.invoice_no)):
        part = min(rest, debt.amount.minor)
        rest -= part
        if part:
            yield debt.invoice_no, part
