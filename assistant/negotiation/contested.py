"""Decides what of a debt a customer's words contest, and so how much may not be asked for while it is looked into."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain.money import Money, total
from assistant.domain.reading import DisputeRead, DisputeReason
from assistant.negotiation.situation import Debt


@dataclass(frozen=True, kw_only=True, slots=True)
class Contested:
    """A part of the debt that is in question: it stays owed, and is neither asked for nor conceded meanwhile.

    ``invoice_no`` is empty where they name none. ``told`` says that they themselves said how much; else ``amount`` is
    what has to be held back until they do, ``whole`` where it is all of an invoice in their words, too.
    """

    amount: Money
    invoice_no: str = ""
    told: bool = False
    whole: bool = False


def contested_by(
    dispute: DisputeRead | None, said: Money | None, paying: Money | None, debts: Sequence[Debt]
) -> Contested | None:
    """What ``dispute`` contests of ``debts``; None where it contests nothing that we ask for.

    ``said`` is the one sum that its words name, ``paying`` what they would pay of their own accord. Of an invoice that
    they name without a sum all is held back; where they name neither, all but what they pay. Who argues about terms
    or late interest contests no principal.
    """
    if dispute is None or dispute.reason is DisputeReason.TERMS:
        return None
    own = next((debt.amount for debt in debts if debt.invoice_no == dispute.invoice_no), None)
    if dispute.invoice_no and own is None:
        return None  # what is contested on record already, or paid, is not asked for anyway
    number, most = (dispute.invoice_no or "", own) if own else ("", _owed(debts))
    if said is not None:
        return Contested(amount=min(said, most), invoice_no=number, told=True)
    if own is not None and len(debts) > 1:
        return Contested(amount=own, invoice_no=number, whole=dispute.whole)
    if paying is not None and paying < most:
        return Contested(amount=most - paying, invoice_no=number)
    return Contested(amount=most, invoice_no=number)


def joined(held: Sequence[Contested], new: Contested) -> tuple[Contested, ...]:
    """``held`` with ``new``: a sum goes before none, and a complaint that is only repeated changes nothing."""
    same = [each for each in held if new.invoice_no in ("", each.invoice_no)]
    if not new.told and any(each.told or each == new for each in same):
        return tuple(held)
    kept = [each for each in held if (each.told or each.whole) and each not in same]
    return (*kept, new)


def answered(held: Sequence[Contested], said: Money, named: str, debts: Sequence[Debt]) -> tuple[Contested, ...]:
    """``held`` once they answer how much it is: ``said``, on the invoice ``named`` (empty: on the one known)."""
    open_one = next((each for each in held if not each.told), None)
    if open_one is None:
        return tuple(held)
    number = named or open_one.invoice_no
    most = next((debt.amount for debt in debts if debt.invoice_no == number), _owed(debts))
    new = Contested(amount=min(said, most), invoice_no=number, told=True)
    return (*(each for each in held if each is not open_one), new)


def held_back(held: Iterable[Contested], debts: Sequence[Debt]) -> dict[str, Money]:
    """What is held back of each invoice; a sum of no one invoice comes off those that fell due last."""
    left = {debt.invoice_no: debt.amount for debt in debts}
    taken: dict[str, Money] = {}
    for each in sorted(held, key=lambda one: not one.invoice_no):
        rest = each.amount
        for number in [each.invoice_no] if each.invoice_no else [debt.invoice_no for debt in reversed(debts)]:
            part = min(rest, left[number])
            if part.minor > 0:
                taken[number] = taken.get(number, Money.zero(part.currency)) + part
                left[number], rest = left[number] - part, rest - part
    return taken


def without(debts: Sequence[Debt], taken: Mapping[str, Money]) -> tuple[Debt, ...]:
    """``debts`` less what is held back of each, and without those of which nothing is left."""
    less = (replace(debt, amount=debt.amount - taken.get(debt.invoice_no, debt.amount - debt.amount)) for debt in debts)
    return tuple(debt for debt in less if debt.amount.minor > 0)


def _owed(debts: Sequence[Debt]) -> Money:
    return total((debt.amount for debt in debts), debts[0].amount.currency)
