"""Decides until when an invoice can be claimed: the clock of one rule, and what the record shows that restarts it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.case import Account
from assistant.domain.days import months_after
from assistant.domain.language import Reason
from assistant.domain.ledger import Allocation, AllocationBasis, Invoice, Payment


class SignKind(StrEnum):
    """What may interrupt the clock."""

    DEMAND = "demand"
    PART_PAYMENT = "part_payment"
    PROMISE = "promise"
    PLAN = "plan"


@dataclass(frozen=True, kw_only=True, slots=True)
class Demand:
    """A contact looked at as a demand: which invoices it names, and why it does not count, None when it does."""

    on: date
    at: datetime
    channel: str
    kind: str
    invoice_nos: frozenset[str]
    why_not: Reason | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sign:
    """Something in the record that speaks for an interruption on one invoice; it counts while ``why_not`` is None.

    ``demand`` is the one that the sign stands for, if it is a demand.
    """

    on: date
    kind: SignKind
    reference: str
    why_not: Reason | None = None
    demand: Demand | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """How long a rule gives, and which signs restart it; a demand may need a suit within so many months to count."""

    years: int
    restarted_by: frozenset[SignKind] = frozenset()
    suit_within_months: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """The clock of one invoice: counted from ``start``, over after ``end``.

    ``restarts`` are the signs that moved the start, in order; ``ignored`` those that did not, each with its reason.
    ``suit_by`` is the day until which a suit would make the last demand count, None when no demand waits for one.
    """

    start: date
    end: date
    days_left: int
    restarts: tuple[Sign, ...] = ()
    ignored: tuple[Sign, ...] = ()
    suit_by: date | None = None

    @property
    def is_over(self) -> bool:
        """Whether the last day has passed."""
        return self.days_left < 0


def clock_of(due: date, period: Period, signs: Iterable[Sign], today: date) -> Clock:
    """The clock that began when ``due`` passed, as it stands on ``today``.

    Counted from the due date itself and from the day of each interruption, so that the last day shown is never later
    than the one that a law would give. What comes after the end restarts nothing.
    """
    start, end = due, years_after(due, period.years)
    restarts, ignored, suit_by = [], [], None
    for sign in sorted((s for s in signs if s.on <= today), key=lambda s: (s.on, s.kind, s.reference)):
        why_not = sign.why_not or _no_effect(sign, period, end)
        if why_not:
            ignored.append(_because(sign, why_not))
        elif sign.kind is SignKind.DEMAND and period.suit_within_months:
            lapses = months_after(sign.on, period.suit_within_months)
            suit_by = lapses if lapses >= today else suit_by
            ignored.append(_because(sign, Reason.of("demand_needs_suit", until=lapses)))
        else:
            restarts.append(sign)
            start, end = sign.on, years_after(sign.on, period.years)
    return Clock(
        start=start,
        end=end,
        days_left=(end - today).days,
        restarts=tuple(restarts),
        ignored=tuple(ignored),
        suit_by=suit_by,
    )


def signs_of(account: Account, invoice: Invoice, demands: Iterable[Demand]) -> tuple[Sign, ...]:
    """Everything in the account after the due date of ``invoice`` that may interrupt its clock, oldest first."""
    found = [*_demands(invoice, demands), *_payments(account, invoice), *_commitments(account, invoice)]
    return tuple(sorted((s for s in found if s.on > invoice.due), key=lambda s: (s.on, s.kind, s.reference)))


def years_after(day: date, years: int) -> date:
    """The same day ``years`` later; 28 February where that year has no 29th."""
    return months_after(day, 12 * years)


def _no_effect(sign: Sign, period: Period, end: date) -> Reason | None:
    if sign.kind not in period.restarted_by:
        return Reason.of("restarts_nothing", kind=sign.kind)
    return Reason.of("after_the_end", end=end) if sign.on > end else None


def _because(sign: Sign, why_not: Reason) -> Sign:
    return replace(sign, why_not=why_not)


def _demands(invoice: Invoice, demands: Iterable[Demand]) -> Iterator[Sign]:
    for demand in demands:
        if demand.invoice_nos and invoice.number not in demand.invoice_nos:
            continue
        why_not = demand.why_not or (None if demand.invoice_nos else Reason.of("names_no_invoice"))
        reference = f"{demand.kind} {demand.channel}"
        yield Sign(on=demand.on, kind=SignKind.DEMAND, reference=reference, why_not=why_not, demand=demand)


def _payments(account: Account, invoice: Invoice) -> Iterator[Sign]:
    came = {payment.number: payment for payment in account.payments}
    for payment in account.payments:
        if payment.invoice_no == invoice.number and not payment.is_refund:
            yield _part_payment(payment, None)
    for allocation in account.allocations:
        paid = came.get(allocation.receipt_no)
        if allocation.invoice_no == invoice.number and paid and not allocation.is_credit:
            yield _part_payment(paid, allocation)


def _part_payment(payment: Payment, allocation: Allocation | None) -> Sign:
    """A payment shows that this debt is owned to only when the customer put it there, on a day that is known."""
    why_not = Reason.of("day_of_payment_unknown") if payment.is_running_total else None
    if allocation and allocation.basis not in (AllocationBasis.REFERENCE, AllocationBasis.DEBTOR):
        why_not = Reason.of("not_put_there_by_customer", basis=allocation.basis)
    return Sign(on=payment.received, kind=SignKind.PART_PAYMENT, reference=payment.number, why_not=why_not)


def _commitments(account: Account, invoice: Invoice) -> Iterator[Sign]:
    for promise in account.promises:
        if invoice.number in promise.invoice_nos:
            yield Sign(on=promise.made_on, kind=SignKind.PROMISE, reference=promise.id)
        elif not promise.invoice_nos:
            why_not = Reason.of("names_no_invoice")
            yield Sign(on=promise.made_on, kind=SignKind.PROMISE, reference=promise.id, why_not=why_not)
    for plan in account.plans:
        if invoice.number in plan.invoice_nos:
            yield Sign(on=plan.agreed_on, kind=SignKind.PLAN, reference=plan.id)
