"""Decides which open items of a case a negotiation is about, before anybody says anything."""

from assistant.domain.case import Case
from assistant.domain.ledger import OpenItem
from assistant.planning import on_live_plan


def on_the_table(case: Case, grace_days: int) -> tuple[OpenItem, ...]:
    """What is overdue, else what falls due; of a plan that is kept only where there is nothing else to speak of.

    ``grace_days`` are those by which a kept plan may run late. Empty where nothing may be asked for.
    """
    items = tuple(item for item in case.items if item.collectable)
    planned = on_live_plan(case, grace_days)
    free = tuple(item for item in items if item.invoice.number not in planned) or items
    return tuple(item for item in free if item.days_past_due(case.today) > 0) or free
