"""Follows payment plans: which instalments the money that came since has paid, and so how each plan stands.

Money fills the instalments in their order: part payments add up, one payment may keep two instalments, and what is too
much goes to the next. A payment serves one plan only: the plan that was agreed first comes first, and one that another
replaced comes last. Credit notes make the last instalments smaller, as nobody has to pay them any more. A discount is
for payment in time: once an instalment is missing, or came, after its days of grace, the last one holds it, too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from assistant.domain.case import Case
from assistant.domain.commitments import Instalment, PaymentPlan
from assistant.domain.money import Money, total
from assistant.domain.plan_money import Piece, money_since, pieces_of


class InstalmentState(StrEnum):
    """How one instalment stands: ``late`` is past its day and within the days of grace, ``broken`` beyond them."""

    AHEAD = "ahead"
    DUE = "due"
    KEPT = "kept"
    LATE = "late"
    BROKEN = "broken"


class PlanState(StrEnum):
    """How a plan stands: broken while an instalment is, and kept again once the money has come."""

    KEPT = "kept"
    COMPLETED = "completed"
    BROKEN = "broken"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """One instalment: its ``number`` from 1, what it takes and what of it came.

    ``amount`` is what was agreed, less what was credited since; ``paid_on`` the day on which the last of it came.
    """

    number: int
    due: date
    amount: Money
    paid: Money
    state: InstalmentState
    paid_on: date | None = None

    @property
    def missing(self) -> Money:
        """What has still to come."""
        return self.amount - self.paid


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowedPlan:
    """A plan with the state of each of its instalments; ``lapsed`` is the discount that its last one now holds."""

    plan: PaymentPlan
    state: PlanState
    instalments: tuple[Followed, ...]
    lapsed: Money

    @property
    def awaited(self) -> Followed | None:
        """The first instalment that has not been paid in full."""
        return next((each for each in self.instalments if each.missing), None)

    @property
    def broken(self) -> tuple[Followed, ...]:
        """The instalments whose days of grace are over."""
        return tuple(each for each in self.instalments if each.state is InstalmentState.BROKEN)

    @property
    def shortfall(self) -> Money:
        """What should have come by now by the agreement, grace included, and did not; no discount was promised."""
        missing, last = total((each.missing for each in self.broken), self.plan.currency), self.instalments[-1]
        return missing - min(self.lapsed, last.missing) if last in self.broken else missing

    @property
    def is_short(self) -> bool:
        """Whether it is broken, and something that should have come still has not."""
        return self.state is PlanState.BROKEN and bool(self.shortfall)

    @property
    def beyond_invoices(self) -> Money:
        """What it asks for that is on no invoice: late interest that was fixed, and fees."""
        planned, debt = total((part.amount for part in self.plan.instalments), self.plan.currency), self.plan.debt
        return planned + debt.discount - debt.principal if debt else Money.zero(self.plan.currency)


def follow_plans(case: Case, grace_days: int) -> tuple[FollowedPlan, ...]:
    """Every plan of ``case`` as it stands today, the one agreed first first; ``grace_days`` are calendar days."""
    if not case.account.plans:
        return ()
    pieces = pieces_of(case.account, case.today)
    plans = sorted(case.account.plans, key=lambda plan: (plan.agreed_on, plan.id))
    live, replaced = ([p for p in plans if (p.ended_on is not None) is ended] for ended in (False, True))
    served = [_follow(plan, pieces, case, grace_days) for plan in (*live, *reversed(replaced))]
    return tuple(sorted(served, key=lambda followed: (followed.plan.agreed_on, followed.plan.id)))


def _follow(plan: PaymentPlan, pieces: list[Piece], case: Case, grace_days: int) -> FollowedPlan:
    mine, credited = money_since(plan, pieces, case)
    parts, lapsed = _lessened(plan, credited), Money.zero(plan.currency)
    tried = _filled(parts, [replace(piece) for piece in mine], case.today, grace_days)
    if plan.debt and _has_lapsed(plan, tried, grace_days):
        parts, lapsed = _lessened(plan, credited, lapsed=True), plan.debt.discount
    instalments = tuple(_filled(parts, mine, case.today, grace_days))
    return FollowedPlan(plan=plan, state=_state(plan, instalments, case.today), instalments=instalments, lapsed=lapsed)


def _has_lapsed(plan: PaymentPlan, instalments: Iterable[Followed], grace_days: int) -> bool:
    """Whether the plan's discount, if it has one, was not earned."""
    if plan.debt is None or not plan.debt.discount:
        return False
    grace = timedelta(days=grace_days)
    return any(
        each.state is InstalmentState.BROKEN or (each.paid_on or each.due) > each.due + grace for each in instalments
    )


def _state(plan: PaymentPlan, instalments: tuple[Followed, ...], today: date) -> PlanState:
    if all(not each.missing for each in instalments):
        return PlanState.COMPLETED
    if plan.ended_on is not None and plan.ended_on <= today:
        return PlanState.ENDED
    broken = any(each.state is InstalmentState.BROKEN for each in instalments)
    return PlanState.BROKEN if broken else PlanState.KEPT


def _filled(instalments: Iterable[Instalment], pieces: list[Piece], today: date, grace_days: int) -> Iterator[Followed]:
    for number, part in enumerate(instalments, start=1):
        missing, paid_on = part.amount.minor, None
        for piece in pieces:
            used = min(missing, piece.minor)
            piece.minor -= used
            missing -= used
            paid_on = piece.on if used else paid_on
        yield Followed(
            number=number,
            due=part.due,
            amount=part.amount,
            paid=part.amount - Money(missing, part.amount.currency),
            state=_stands(part.due, missing, today, grace_days),
            paid_on=None if missing else paid_on,
        )


def _stands(due: date, missing: int, today: date, grace_days: int) -> InstalmentState:
    if not missing:
        return InstalmentState.KEPT
    if due > today:
        return InstalmentState.AHEAD
    if due == today:
        return InstalmentState.DUE
    return InstalmentState.LATE if due + timedelta(days=grace_days) >= today else InstalmentState.BROKEN


def _lessened(plan: PaymentPlan, credited: Sequence[int], *, lapsed: bool = False) -> list[Instalment]:
    """The instalments less what was ``credited`` of them since they were agreed, the last ones first.

    A discount that has ``lapsed`` is owed with the last one; a credit of just the discount is that discount.
    """
    credit, schedule = sum(credited), list(plan.instalments)
    if plan.debt and lapsed:
        schedule[-1] = replace(schedule[-1], amount=schedule[-1].amount + plan.debt.discount)
    elif plan.debt and plan.debt.discount.minor in credited:
        credit -= plan.debt.discount.minor
    left: list[Instalment] = []
    for part in reversed(schedule):
        used = min(credit, part.amount.minor)
        credit -= used
        left.append(Instalment(due=part.due, amount=part.amount - Money(used, part.amount.currency)))
    return left[::-1]
