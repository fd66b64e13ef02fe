"""Gathers what a negotiation on a case starts from: the debt, the customer's record, what was offered, our limits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.domain.case import Case
from assistant.domain.commitments import Cause
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem
from assistant.domain.money import Money, total
from assistant.domain.parties import Person
from assistant.errors import Refused
from assistant.negotiation.schedule import billing_step
from assistant.negotiation.situation import Asked, Debt, Offered, Situation
from assistant.planning import kept_word
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.late_interest import InterestWishes, interest_of
from assistant.workflow.negotiation.authority_on import authority_on, role_of
from assistant.workflow.negotiation.offers_seen import OfferSeen, offers_seen
from assistant.workflow.negotiation.on_the_table import on_the_table
from assistant.workflow.negotiation.said_before import declined_since, said_before


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathered:
    """A situation, the offers that it was gathered from, and ``notes`` on what a figure leaves out.

    ``agreed`` is what both sides agreed last, where they did: before all that the situation's history tells.
    """

    situation: Situation
    offers: tuple[OfferSeen, ...]
    agreed: tuple[Offered, ...] = ()
    notes: tuple[Reason, ...] = ()


def situation_of(
    desk: Desk, tx: Transaction, person: Person, case: Case, asked: Asked | None = None, *, cause: Cause = Cause.UNKNOWN
) -> Gathered:
    """What ``person`` negotiates from on ``case``; ``cause`` is the one that the last words give.

    One on record goes before it; where both are unknown, what they wrote before tells it. Raises Refused where there is
    nothing to negotiate about: nothing is open, or nothing that is not contested.
    """
    items = _items(desk, case)
    debts = tuple(Debt(invoice_no=i.invoice.number, amount=i.collectable, due=i.invoice.due) for i in items)
    late_interest, notes = _late_interest(desk, tx, case, items)
    seen = offers_seen(desk, tx, case)
    before = said_before(desk, case, seen)
    begun = Situation(
        debts=debts,
        late_interest=late_interest,
        today=case.today,
        region=case.customer.region,
        authority=authority_on(desk, case, role_of(person)),
        standing=case.customer.standing,
        cause=next((each for each in (case.cause, cause, before.cause) if each is not Cause.UNKNOWN), Cause.UNKNOWN),
        record=kept_word(case, desk.policy.promise_grace_days),
        asked=replace(asked, news=before.is_news(cause)) if asked else None,
        step_minor=billing_step(case.currency, billing_digits_of(tx).get(case.currency)),
    )
    told = before.told(desk, begun)
    declined = tuple(declined_since(tx.agreements(case.customer.code, case.currency), told))
    situation = replace(begun, history=tuple(each for _, each in told), declined=declined)
    return Gathered(situation=situation, offers=seen, agreed=before.agreed, notes=notes)


def _items(desk: Desk, case: Case) -> tuple[OpenItem, ...]:
    items = on_the_table(case, desk.policy.promise_grace_days)
    if not items:
        reason = _why_nothing(case)
        code = reason.code.replace("_", " ")
        raise Refused("nothing_to_negotiate", f"Nothing is negotiated on {case.id}: {code}.", reason=reason)
    return items


def _why_nothing(case: Case) -> Reason:
    if not case.items:
        return Reason.of("nothing_open")
    contested = [item.invoice.number for item in case.items if item.disputed]
    return Reason.of("disputed", invoice=contested or [item.invoice.number for item in case.items])


def _late_interest(
    desk: Desk, tx: Transaction, case: Case, items: Iterable[OpenItem]
) -> tuple[Money, tuple[Reason, ...]]:
    """What has accrued on ``items`` where the basis is certain, and which of them it says nothing about."""
    numbers = [item.invoice.number for item in items if item.days_past_due(case.today) > 0]
    # Money that is here and on no invoice may have ended it on any of them.
    found = interest_of(desk, tx, case, InterestWishes(leave_out_disputed=True))
    lines = found.invoices if case.unallocated.minor <= 0 else ()
    certain = {line.invoice.number: line for line in lines if line.is_certain}
    accrued = total((certain[n].computed[0].total for n in numbers if n in certain), case.currency)
    unknown = [number for number in numbers if number not in certain]
    return accrued, (Reason.of("interest_not_certain", invoices=unknown),) if unknown else ()
