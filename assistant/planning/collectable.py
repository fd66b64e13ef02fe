"""Which items may be asked for today, and what stands against the rest: promise, plan, dispute."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.case import Case
from assistant.domain.commitments import PaymentPlan, Promise
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem, Payment
from assistant.domain.money import Money
from assistant.domain.plan_following import FollowedPlan, PlanState, follow_plans


@dataclass(frozen=True, kw_only=True, slots=True)
class Missed:
    """A promised payment, or an instalment, that did not come: ``due`` passed, grace included."""

    amount: Money
    made_on: date
    due: date
    quote: str
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Askable:
    """What of a case may be asked for: ``items``, ``covered`` with the reason and its last day, and what was missed."""

    items: tuple[OpenItem, ...]
    covered: tuple[tuple[OpenItem, Reason, date | None], ...]
    missed: Missed | None


def askable(case: Case, grace_days: int) -> Askable:
    """Sort the open items of ``case`` into those that may be asked for and those that something covers."""
    plans = follow_plans(case, grace_days)
    shields = [*_promise_shields(case, grace_days), *_plan_shields(case, plans)]
    items: list[OpenItem] = []
    covered: list[tuple[OpenItem, Reason, date | None]] = []
    for item in case.items:
        shield = next((s for s in shields if item.invoice.number in s[0]), None)
        if shield:
            covered.append((item, shield[1], shield[2]))
        elif not item.collectable:
            covered.append((item, *_why_nothing_is_due(item)))
        else:
            items.append(item)
    asked = {item.invoice.number for item in items}
    return Askable(items=tuple(items), covered=tuple(covered), missed=_missed(case, grace_days, asked, plans))


def _why_nothing_is_due(item: OpenItem) -> tuple[Reason, date | None]:
    held = item.invoice.retention
    if held and item.retained and not item.due_balance:
        return Reason.of("retained", invoice=item.invoice.number, amount=item.retained, until=held.until), held.until
    return Reason.of("disputed", invoice=item.invoice.number), None


def _promise_shields(case: Case, grace_days: int) -> list[tuple[set[str], Reason, date | None]]:
    return [
        (_numbers(promise, case), Reason.of("promised", amount=promise.amount, due=promise.due), promise.due)
        for promise in unkept(case)
        if promise.due + timedelta(days=grace_days) >= case.today
    ]


def _plan_shields(case: Case, plans: Iterable[FollowedPlan]) -> list[tuple[set[str], Reason, date | None]]:
    return [(_numbers(followed.plan, case), *shield) for followed in plans if (shield := _shield(followed))]


def _shield(followed: FollowedPlan) -> tuple[Reason, date | None] | None:
    """Why nothing is sent about a plan's invoices: it is kept, or what was agreed on them has all been paid."""
    awaited = followed.awaited
    if followed.state is PlanState.KEPT and awaited:
        count = len(followed.instalments)
        said = Reason.of("on_plan", number=awaited.number, count=count, amount=awaited.missing, due=awaited.due)
        return said, awaited.due
    if followed.state is PlanState.COMPLETED and followed.plan.agreement_id:
        return Reason.of("plan_completed", plan=followed.plan.id), None
    return None


def _numbers(agreed: Promise | PaymentPlan, case: Case) -> set[str]:
    """The invoices that it is about: all of them where it names none."""
    return set(agreed.invoice_nos) or {item.invoice.number for item in case.items}


def unkept(case: Case) -> list[Promise]:
    """Promises that what arrived since does not cover; each payment keeps the promise that fell due first."""
    left = {p.number: p.amount.minor for p in case.account.payments}
    unkept = []
    for promise in sorted(case.account.promises, key=lambda p: (p.due, p.made_on)):
        missing = promise.amount.minor
        for payment in _towards(promise, case):
            used = min(missing, left[payment.number])
            left[payment.number] -= used
            missing -= used
        if missing > 0:
            unkept.append(promise)
    return unkept


def _towards(promise: Promise, case: Case) -> Iterator[Payment]:
    """Payments that may keep ``promise``: arrived since it was made, on its invoices or on none yet."""
    for payment in sorted(case.account.payments, key=lambda p: p.received):
        named = not promise.invoice_nos or payment.invoice_no in ("", *promise.invoice_nos)
        if named and promise.made_on <= payment.received <= case.today:
            yield payment


def _missed(case: Case, grace_days: int, asked: set[str], plans: Iterable[FollowedPlan]) -> Missed | None:
    """The latest broken commitment on an item that is asked for, ``asked`` being their numbers."""
    missed = [
        Missed(amount=p.amount, made_on=p.made_on, due=p.due, quote=p.quote, source=p.source)
        for p in unkept(case)
        if p.due + timedelta(days=grace_days) < case.today and _numbers(p, case) & asked
    ]
    for followed in plans:
        plan, broken = followed.plan, followed.broken
        if followed.is_short and _numbers(plan, case) & asked:
            missed.append(
                Missed(
                    amount=followed.shortfall,
                    made_on=plan.agreed_on,
                    due=broken[-1].due,
                    quote="",
                    source=f"plan {plan.id}",
                )
            )
    return max(missed, key=lambda m: m.due, default=None)
