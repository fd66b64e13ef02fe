"""Decides whether an arrangement still speaks of what is open: a payment, a credit or a dispute may have moved it."""

from datetime import date

from assistant.domain.arrangement import Arrangement
from assistant.domain.case import Case
from assistant.domain.language import Reason
from assistant.domain.money import Money, total


def why_outgrown(arrangement: Arrangement, case: Case, *, since: date) -> Reason | None:
    """Why ``arrangement``, offered on ``since``, no longer fits the record; None while it does.

    Its own first payment, arriving before anybody accepted, is what it asks for and leaves it as it is.
    """
    still_open = open_on(case, arrangement)
    if still_open == arrangement.outstanding or paid_ahead(arrangement, case, since=since):
        return None
    if not still_open:
        return Reason.of("arrangement_settled", invoices=list(arrangement.invoice_nos))
    return Reason.of("arrangement_outgrown", was=arrangement.outstanding, now=still_open)


def paid_ahead(arrangement: Arrangement, case: Case, *, since: date) -> Money | None:
    """The first payment of the schedule where it arrived since ``since`` and nothing else changed; None otherwise.

    A rest is open after it: further payments, or the discount that this one earns.
    """
    first = arrangement.first
    if first is None or first.amount >= arrangement.outstanding:
        return None
    arrived = case.received_since(since, invoice_nos=arrangement.invoice_nos)
    rest = arrangement.outstanding - first.amount
    return first.amount if arrived == first.amount and open_on(case, arrangement) == rest else None


def open_on(case: Case, arrangement: Arrangement) -> Money:
    """What may be asked for now of the invoices that ``arrangement`` covers."""
    theirs = (item for item in case.items if item.invoice.number in arrangement.invoice_nos)
    return total((item.collectable for item in theirs), case.currency)
