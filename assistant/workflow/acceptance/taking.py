"""What a customer's answer does, in one unit of work: state, payment plan, offers, open messages and the audit log."""

from dataclasses import asdict, replace
from datetime import date

from assistant.domain.arrangement import Arrangement
from assistant.domain.brief import digest
from assistant.domain.commitments import PaymentPlan, PlannedDebt
from assistant.domain.language import Reason
from assistant.domain.message import Status
from assistant.domain.negotiation import (
    Agreement,
    AgreementState,
    AnswerSaid,
    CustomerAnswer,
    OfferMade,
    OfferStatus,
    Party,
)
from assistant.ports import Transaction
from assistant.workflow.acceptance.standing import case_of, day_at
from assistant.workflow.desk import Desk
from assistant.workflow.freshness import mark_stale, stop_messages
from assistant.workflow.negotiation.still_fits import paid_ahead

_BECOMES = {AnswerSaid.ACCEPTED: AgreementState.ACCEPTED, AnswerSaid.DECLINED: AgreementState.DECLINED}


def take_answer(desk: Desk, tx: Transaction, agreement: Agreement, answer: CustomerAnswer, actor: str) -> Agreement:
    """Store ``answer`` with all that follows from it; the agreement as it stands then.

    An acceptance makes a payment plan of the arrangement and ends those that it takes the place of. Whoever wrote what
    is still open on the case did not know of a yes or no.
    """
    settled = replace(
        agreement,
        answers=(*agreement.answers, answer),
        state=_BECOMES.get(answer.said, agreement.state),
    )
    if answer.said is AnswerSaid.ACCEPTED and agreement.arrangement.schedule:
        plan = _plan(desk, tx, agreement, day_at(desk, tx, answer.at), actor)
        settled = replace(settled, plan_id=plan.id)
    tx.save_agreement(settled)
    _close_offers(tx, settled, actor)
    body = {
        "way": answer.way,
        "content": answer.content_hash,
        "plan": settled.plan_id,
        "answer": digest(asdict(answer)),
    }
    tx.audit(actor, f"agreement_{answer.said.value}", agreement.id, version=agreement.version, body=body)
    if settled.state is not AgreementState.PROPOSED:
        answered = Reason.of("agreement_answered", agreement=agreement.id, state=settled.state)
        stop_messages(desk, tx, [case_of(agreement)], answered)
    mark_stale(desk, tx, {agreement.customer_code})
    return settled


def _plan(desk: Desk, tx: Transaction, agreement: Agreement, agreed_on: date, actor: str) -> PaymentPlan:
    arrangement = agreement.arrangement
    _end_plans(tx, agreement, agreed_on, actor)
    made_on = day_at(desk, tx, agreement.made_at)
    case = desk.case(tx, agreement.customer_code, agreement.currency)
    if paid_ahead(arrangement, case, since=made_on):
        # The first payment came before the yes, and counts under the plan.
        agreed_on = made_on
    plan = PaymentPlan(
        id=tx.next_id("PP"),
        customer_code=agreement.customer_code,
        agreed_on=agreed_on,
        instalments=arrangement.schedule,
        invoice_nos=arrangement.invoice_nos,
        agreement_id=agreement.id,
        interest=arrangement.interest,
        debt=PlannedDebt(principal=arrangement.outstanding, discount=arrangement.discount),
    )
    tx.save_plan(plan)
    return plan


def _end_plans(tx: Transaction, agreement: Agreement, today: date, actor: str) -> None:
    """A plan that names no invoice is about all of them."""
    covered = set(agreement.arrangement.invoice_nos)
    for plan in tx.account(agreement.customer_code, agreement.currency).plans:
        if plan.ended_on is None and (not plan.invoice_nos or covered & set(plan.invoice_nos)):
            tx.save_plan(replace(plan, ended_on=today))
            tx.audit(actor, "plan_ended", plan.id, body={"agreement": agreement.id})


def _close_offers(tx: Transaction, agreement: Agreement, actor: str) -> None:
    """Say of each offer that still stood what the answer made of it; a question leaves them all as they are."""
    if agreement.state is AgreementState.PROPOSED:
        return
    for offer in tx.offers(agreement.customer_code, agreement.currency):
        becomes = _becomes(tx, offer, agreement)
        if offer.status is OfferStatus.OPEN and becomes is not OfferStatus.OPEN:
            tx.save_offer(replace(offer, status=becomes))
            tx.audit(actor, f"offer_{becomes.value}", offer.id, body={"agreement": agreement.id})


def _becomes(tx: Transaction, offer: OfferMade, agreement: Agreement) -> OfferStatus:
    """What was agreed was accepted, or refused, whoever offered it; what else they offered stands after a refusal."""
    heard = offer.by is Party.CUSTOMER or not offer.source or tx.message(offer.source).status is Status.RELEASED
    if not heard:
        return OfferStatus.WITHDRAWN
    same = _terms(offer.arrangement) == _terms(agreement.arrangement)
    if agreement.state is AgreementState.DECLINED:
        # Who says no to their own figures does not propose them any more: nobody may confirm them once again.
        return OfferStatus.DECLINED if same or offer.by is Party.US else OfferStatus.OPEN
    return OfferStatus.ACCEPTED if same else OfferStatus.COUNTERED


def _terms(arrangement: Arrangement) -> tuple[object, ...]:
    """What two arrangements must share to be the same: late interest that goes on is another figure every day."""
    return (
        arrangement.kind,
        arrangement.schedule,
        arrangement.invoice_nos,
        arrangement.discount,
        arrangement.interest,
        arrangement.method,
        arrangement.security,
    )
