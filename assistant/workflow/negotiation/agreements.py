"""Makes an agreement of a confirmation that leaves; ends those that no longer fit, or whose plan was undone."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from assistant.domain.entries import EntryKind, Undone
from assistant.domain.kinds import MessageKind
from assistant.domain.message import Message, Status
from assistant.domain.negotiation import Agreement, AgreementState, OfferMade, OfferStatus
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.negotiation.offers_seen import turn_offer
from assistant.workflow.negotiation.still_fits import why_outgrown

_RELEASED = frozenset({Status.RELEASED})


def put_in_writing(desk: Desk, tx: Transaction, message: Message, actor: str) -> Agreement | None:
    """The agreement that ``message`` puts before the customer as it leaves; those of before are void.

    None for any other message. It is a proposal until the customer accepts it.
    """
    arrangement = message.brief.arrangement
    if message.brief.kind is not MessageKind.WRITTEN_CONFIRMATION or arrangement is None:
        return None
    code, currency = split_case_id(message.brief.case_id)
    for old in _proposed(tx, code, currency):
        _end(tx, old, "agreement_replaced", actor)
    agreement = Agreement(
        id=tx.next_id("AG"),
        customer_code=code,
        currency=currency,
        arrangement=arrangement,
        message_id=message.id,
        version=message.version,
        content_hash=message.content_hash,
        state=AgreementState.PROPOSED,
        made_at=desk.clock.now(),
        made_by=actor,
    )
    tx.save_agreement(agreement)
    body = {"message": message.id, "content": message.content_hash}
    tx.audit(actor, "agreement_proposed", agreement.id, version=message.version, body=body)
    return agreement


def end_outgrown(desk: Desk, tx: Transaction, customer_codes: Collection[str]) -> tuple[str, ...]:
    """End the agreements of these customers that wait for acceptance and no longer fit the record; their ids."""
    ended = []
    # An import may touch everybody: only those who were written to can have an agreement.
    for case_id in tx.cases_with_messages(_RELEASED):
        code, currency = split_case_id(case_id)
        waiting = _proposed(tx, code, currency) if code in customer_codes else []
        for agreement in waiting:
            since = agreement.made_at.astimezone(desk.zone(tx)).date()
            why = why_outgrown(agreement.arrangement, desk.case(tx, code, currency), since=since)
            if why:
                _end(tx, agreement, why.code, "record")
                ended.append(agreement.id)
    return tuple(ended)


def take_back_with_plan(tx: Transaction, undone: Undone) -> None:
    """End the agreement whose plan was ``undone``; what it had accepted is on the table again until its day.

    The customer's answer stays on it. An offer that a newer one of the same side has followed was answered by that.
    """
    if undone.kind is not EntryKind.PLAN:
        return
    for currency in tx.currencies_of(undone.customer_code):
        for agreement in tx.agreements(undone.customer_code, currency):
            if agreement.plan_id == undone.key and agreement.state is AgreementState.ACCEPTED:
                _end(tx, agreement, "agreement_plan_undone", undone.by)
                _reopen(tx, agreement, undone.by)


def _reopen(tx: Transaction, agreement: Agreement, actor: str) -> None:
    offers = tx.offers(agreement.customer_code, agreement.currency)
    for n, offer in enumerate(offers):
        if offer.status is OfferStatus.ACCEPTED and offer.arrangement.same_as(agreement.arrangement):
            turn_offer(tx, offer, _anew(offer, offers[n + 1 :]), actor)


def _anew(offer: OfferMade, later: Sequence[OfferMade]) -> OfferStatus:
    return OfferStatus.COUNTERED if any(each.by is offer.by for each in later) else OfferStatus.OPEN


def _proposed(tx: Transaction, code: str, currency: str) -> list[Agreement]:
    return [a for a in tx.agreements(code, currency) if a.state is AgreementState.PROPOSED]


def _end(tx: Transaction, agreement: Agreement, why: str, actor: str) -> None:
    tx.save_agreement(replace(agreement, state=AgreementState.VOID))
    tx.audit(actor, "agreement_void", agreement.id, version=agreement.version, body={"reason": why})
