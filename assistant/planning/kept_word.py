"""Counts how a customer kept their word: promises and instalments that came, and invoices paid in time."""

from collections.abc import Iterator
from datetime import timedelta

from assistant.domain.case import Case
from assistant.domain.plan_following import InstalmentState, PlanState, follow_plans
from assistant.domain.track_record import TrackRecord
from assistant.planning.collectable import unkept
from assistant.planning.tone import payment_record


def kept_word(case: Case, grace_days: int) -> TrackRecord:
    """How the customer of ``case`` kept their word so far."""
    missing, paid = unkept(case), payment_record(case.account)
    over = [promise.due + timedelta(days=grace_days) < case.today for promise in missing]
    instalments = list(_instalments_kept(case, grace_days))
    return TrackRecord(
        kept=len(case.account.promises) - len(missing) + sum(instalments),
        broken=sum(over) + len(instalments) - sum(instalments),
        settled=paid.settled,
        late=paid.late,
    )


def on_live_plan(case: Case, grace_days: int) -> frozenset[str]:
    """The invoices that a plan which is being kept covers."""
    kept = (each.plan for each in follow_plans(case, grace_days) if each.state is PlanState.KEPT)
    return frozenset(number for plan in kept for number in plan.invoice_nos)


def _instalments_kept(case: Case, grace_days: int) -> Iterator[bool]:
    """Of each instalment that came or is missing, whether it came by its day, grace included."""
    for plan in follow_plans(case, grace_days):
        for part in plan.instalments:
            if part.paid_on:
                yield part.paid_on <= part.due + timedelta(days=grace_days)
            elif part.state is InstalmentState.BROKEN:
                yield False
