"""Proposes what is listed payment by payment: "50,000 on 20 March and the rest on 20 May" is a part and its rest."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.domain.reading import ListedPayment, PromiseRead, ProposalKind, ProposalRead, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.heard import LIKELY, Ear
from assistant.intake.replies.kinds import IN_PARTS, PART, PLAN, of_kinds
from assistant.intake.replies.table.listed import listed_payments

_TWO = 2
_ON_TOP = frozenset({ProposalKind.WAIVE_INTEREST, ProposalKind.COLLATERAL})


def with_list(ear: Ear, reading: Reading, received: date) -> Reading:
    """Payments that are listed one by one are payments in parts, also where nobody asks for a yes."""
    listed, proposal = listed_payments(ear, received), reading.proposal
    if not listed or (proposal and not (IN_PARTS & set(proposal.kinds) or _may_be_paid_so(ear, proposal, listed))):
        return reading
    proposal = _in_parts(ear, proposal, PART if len(listed) == _TWO else PLAN)
    count = proposal.instalments if len(listed) == _TWO else len(listed)
    first, until = listed[0].amount, listed[-1].day
    if proposal.per_instalment not in {each.amount for each in listed}:
        proposal = replace(proposal, per_instalment=None)
    made = replace(proposal, instalments=count, first_payment=first, until=until, payments=listed)
    return replace(reading, proposal=made, promise=_first_of(listed, reading.promise, received))


def _may_be_paid_so(ear: Ear, proposal: ProposalRead, listed: tuple[ListedPayment, ...]) -> bool:
    """Whether the list says how what is proposed is paid: all of the debt, or what is left of it at the end."""
    named = sum((each.amount for each in listed if each.amount), Decimal(0))
    if ProposalKind.DISCOUNT in proposal.kinds and plan.percent_off(ear.heard, plainly=True) is not None:
        return False
    return listed[-1].amount is None or named == ear.total.amount


def _in_parts(ear: Ear, proposal: ProposalRead | None, kind: ProposalKind) -> ProposalRead:
    """``proposal`` as payments in parts, of ``kind`` where it was none of them, or is a plan now."""
    if proposal is None:
        words = next(ear.evidence(heard, LIKELY) for heard in ear.heard if heard.sums or heard.days)
        return ProposalRead(kind=kind, kinds=(kind,), evidence=words)
    if not IN_PARTS & set(proposal.kinds):
        kinds = (kind, *(each for each in proposal.kinds if each in _ON_TOP))
        return replace(of_kinds(proposal, kinds), discount_pct=None)
    if kind is PLAN:
        return of_kinds(proposal, tuple(dict.fromkeys(kind if each in IN_PARTS else each for each in proposal.kinds)))
    return proposal


def _first_of(listed: tuple[ListedPayment, ...], promise: PromiseRead | None, received: date) -> PromiseRead | None:
    """``promise`` as that of the first payment listed, unless its sum falls on the last day."""
    if promise and (promise.amount is None or promise.day != listed[-1].day):
        return replace(promise, amount=listed[0].amount, day=listed[0].day or received)
    return promise
