"""Decides which invoices the money pays that names none: by reference, by the customer's word, by law, oldest first."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.case import Account, open_items
from assistant.domain.commitments import Promise
from assistant.domain.language import LocalText, Reason
from assistant.domain.ledger import AllocationBasis
from assistant.domain.money import Money, total
from assistant.domain.receipts import Receipt, loose_receipts

# A number shorter than this turns up in bank texts and file names by chance.
SHORTEST_REFERENCE = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class LegalOrder:
    """How the governing law orders debts that nobody designated; ``skipped`` names steps that the record cannot tell.

    ``pro_rata`` divides between debts that fell due on one day in proportion to them.
    """

    rule: str
    title: LocalText
    skipped: tuple[str, ...]
    pro_rata: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A part of a receipt put on an invoice, and why there."""

    receipt: Receipt
    invoice_no: str
    amount: Money
    basis: AllocationBasis
    why: Reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """What of a receipt stays unallocated, because nothing is open that it could pay."""

    receipt: Receipt
    amount: Money


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocationProposal:
    """Where the money goes; placed and left come to what was loose, to the minor unit."""

    placed: tuple[Placed, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenDebt:
    """A part of an invoice with its own due day: what may be held back falls due when it may be no longer."""

    invoice_no: str
    due: date
    minor: int


def propose(
    account: Account,
    order: Sequence[AllocationBasis],
    *,
    law: LegalOrder | None,
    today: date,
    receipts: Sequence[Receipt] | None = None,
) -> AllocationProposal:
    """Where each receipt of ``account`` goes under the rules of ``order``, the first rule that can say anything first.

    ``receipts`` limits it to some of `loose_receipts`. Never more than what is open on an invoice, never across
    currencies (raises BadAmount). A credit note is ours, so neither the customer's word nor the law places it.
    """
    todo = loose_receipts(account) if receipts is None else receipts
    total((receipt.left for receipt in todo), account.currency)
    debts = open_debts(account, today)
    placed: list[Placed] = []
    left: list[Left] = []
    for receipt in todo:
        rest = receipt.left.minor
        for basis in order:
            for number, minor, why in _wanted(basis, receipt, rest, debts, account.promises, law):
                debts = list(_less(debts, number, minor))
                rest -= minor
                amount = Money(minor, account.currency)
                placed.append(Placed(receipt=receipt, invoice_no=number, amount=amount, basis=basis, why=why))
        if rest:
            left.append(Left(receipt=receipt, amount=Money(rest, account.currency)))
    return AllocationProposal(placed=tuple(placed), left=tuple(left))


def open_debts(account: Account, today: date) -> list[OpenDebt]:
    """Everything open, in the order in which it falls due."""
    debts = []
    for item in open_items(account, today):
        number, held = item.invoice.number, item.invoice.retention
        parts = [OpenDebt(invoice_no=number, due=item.invoice.due, minor=item.due_balance.minor)]
        if held:
            parts.append(OpenDebt(invoice_no=number, due=held.until, minor=item.retained.minor))
        debts += [part for part in parts if part.minor > 0]
    return sorted(debts, key=lambda debt: (debt.due, debt.invoice_no))


def in_proportion(minor: int, weights: Sequence[int]) -> list[int]:
    """``minor`` units divided as ``weights`` are: they sum to it exactly, odd units go to the largest remainders.

    Raises ValueError when there is nothing to divide by.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError(f"cannot divide by {list(weights)}")
    shares = [minor * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda n: (-(minor * weights[n] % whole), n))
    for n in by_remainder[: minor - sum(shares)]:
        shares[n] += 1
    return shares


def names(text: str, number: str) -> bool:
    """Whether ``text`` holds ``number`` as a word of its own."""
    if len(number) < SHORTEST_REFERENCE or not any(c.isdigit() for c in number):
        return False
    # FP-1001-2 is another number than FP-1001, while FP-1001/FP-1002 is a list of two.
    before, after = r"(?<![A-Za-z0-9])(?<![A-Za-z0-9]-)", r"(?!-?[A-Za-z0-9])"
    return re.search(f"{before}{re.escape(number)}{after}", text, re.IGNORECASE) is not None


def _wanted(
    basis: AllocationBasis,
    receipt: Receipt,
    rest: int,
    debts: Sequence[OpenDebt],
    promises: Iterable[Promise],
    law: LegalOrder | None,
) -> Iterator[tuple[str, int, Reason]]:
    """(invoice, minor units, reason) of each part that one rule places."""
    match basis:
        case AllocationBasis.REFERENCE:
            named = [debt for debt in debts if names(receipt.text, debt.invoice_no)]
            yield from _in_order(rest, named, Reason.of("placed_by_reference", text=receipt.text.strip()))
        case AllocationBasis.DEBTOR:
            promise = _announced(receipt, promises)
            if promise:
                why = Reason.of("placed_by_promise", promise=promise.id, made_on=promise.made_on)
                yield from _in_order(rest, [d for d in debts if d.invoice_no in promise.invoice_nos], why)
        case AllocationBasis.LAW:
            if law and not receipt.is_credit:
                yield from _by_law(rest, debts, law)
        case AllocationBasis.OLDEST_FIRST:
            yield from _in_order(rest, debts, None)


def _in_order(rest: int, debts: Iterable[OpenDebt], why: Reason | None) -> Iterator[tuple[str, int, Reason]]:
    for debt in debts:
        part = min(rest, debt.minor)
        if part:
            yield debt.invoice_no, part, why or Reason.of("placed_oldest_first", due=debt.due)
            rest -= part


def _by_law(rest: int, debts: Sequence[OpenDebt], law: LegalOrder) -> Iterator[tuple[str, int, Reason]]:
    for due in sorted({debt.due for debt in debts}):
        same = [debt for debt in debts if debt.due == due]
        why = Reason.of("placed_by_law", law=law.title, due=due, skipped=law.skipped)
        open_minor = sum(debt.minor for debt in same)
        if law.pro_rata and 0 < rest < open_minor:
            parts = in_proportion(rest, [debt.minor for debt in same])
            yield from ((debt.invoice_no, part, why) for debt, part in zip(same, parts, strict=True) if part)
            return
        yield from _in_order(rest, same, why)
        rest -= min(rest, open_minor)


def _announced(receipt: Receipt, promises: Iterable[Promise]) -> Promise | None:
    """The last promise before the money that names its invoices and exactly this sum."""
    if receipt.is_credit or receipt.left != receipt.amount:
        return None
    fitting = (p for p in promises if p.invoice_nos and p.made_on <= receipt.on and p.amount == receipt.amount)
    return max(fitting, key=lambda p: (p.made_on, p.id), default=None)


def _less(debts: Iterable[OpenDebt], number: str, minor: int) -> Iterator[OpenDebt]:
    """What is left of ``debts`` after ``minor`` units on invoice ``number``, its earliest part first."""
    for debt in debts:
        used = min(minor, debt.minor) if debt.invoice_no == number else 0
        minor -= used
        if debt.minor > used:
            yield OpenDebt(invoice_no=debt.invoice_no, due=debt.due, minor=debt.minor - used)


def open_on(debts: Iterable[OpenDebt], currency: str) -> Mapping[str, Money]:
    """What is open on each invoice, in all."""
    sums: dict[str, Money] = {}
    for debt in debts:
        sums[debt.invoice_no] = sums.get(debt.invoice_no, Money.zero(currency)) + Money(debt.minor, currency)
    return sums
