"""Decides on a message that a person asked for and that chases nothing: what it rests on, or why it has no ground."""

from datetime import date, timedelta

from assistant.domain.brief import Refusal
from assistant.domain.case import Case, payments_on_invoices
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem, Payment
from assistant.domain.parties import SenderRank
from assistant.planning.channel import unreachable
from assistant.planning.collectable import Askable
from assistant.planning.decision import Decision, Wishes
from assistant.planning.override import chosen_day, override_for_day, still_waits
from assistant.planning.policy import Policy
from assistant.planning.refuse import refusal_of_record
from assistant.planning.timing import outbound, too_soon

# Answers to what the customer did; the others wait until the last contact lies far enough back.
_ANSWERS = frozenset({MessageKind.RECEIPT_THANKS, MessageKind.DISPUTE_ACKNOWLEDGEMENT})
ON_REQUEST = _ANSWERS | {MessageKind.RELATIONSHIP_NOTE, MessageKind.STATEMENT_OF_ACCOUNT}
# They state what is offered or was agreed, which is chosen where one negotiates.
_NEGOTIATED = frozenset({MessageKind.NEGOTIATION_REPLY, MessageKind.PLAN_PROPOSAL, MessageKind.WRITTEN_CONFIRMATION})
# They state what was agreed or decided, or are for our own people: no case of the record gives rise to them by itself.
NOT_FROM_RECORD = _NEGOTIATED | frozenset(
    {
        MessageKind.CREDIT_TERMS_CHANGE,
        MessageKind.VISIT_BRIEF,
        MessageKind.COUNSEL_BRIEF,
    }
)
# Nobody is thanked for a payment of last quarter.
THANKED_WITHIN_DAYS = 30


def why_not_from_record(kind: MessageKind, case: Case) -> Reason:
    """Why a message of ``kind`` is not made of ``case`` alone, with the way to it."""
    if kind in _NEGOTIATED:
        return Reason.of("kind_is_negotiated", kind=kind, case=case.id, name=kind.value)
    return Reason.of("kind_not_from_record", kind=kind)


def decide_on_request(
    kind: MessageKind, case: Case, state: Askable, policy: Policy, wishes: Wishes, *, under_review: bool
) -> Decision | Refusal:
    """The message of ``kind`` on ``case``, in the tone and channel wished for (friendly, by e-mail), or why not."""
    refusal = refusal_of_record(case, state, policy)
    if refusal:
        return refusal
    waits = None if kind in _ANSWERS or under_review else too_soon(case, policy.contact, wishes.on)
    refusal = None if under_review else still_waits(case, waits, wishes, policy)
    if refusal:
        return refusal
    items = _items(kind, case)
    reason = _no_ground(kind, case, items)
    channel = wishes.channel or Channel.EMAIL
    reason = reason or unreachable(case, channel)
    if reason:
        return Refusal(case_id=case.id, reason=reason)
    return Decision(
        case=case,
        kind=kind,
        step=policy.step_at(_days(items, case)) or policy.steps[0],
        channel=channel,
        tone=wishes.tone or Tone.FRIENDLY,
        language=wishes.language or case.customer.language,
        items=items,
        missed=None,
        ask_by=None,
        number=1 + sum(1 for contact in outbound(case) if contact.kind == kind),
        sentence=Reason.of("on_request", kind=kind),
        explanation=(Reason.of("on_request", kind=kind),),
        warnings=(),
        sender=wishes.sender or SenderRank.NORMAL,
        override=override_for_day(
            kind, wishes.tone or Tone.FRIENDLY, channel, wishes, chosen_day(wishes, case.today, waits)
        ),
    )


def newest_payment(case: Case) -> Payment | None:
    """The payment to thank for: the last that arrived, as far as its day is known and not long past."""
    known = [p for p in payments_on_invoices(case.account) if not p.is_running_total]
    newest = max(known, key=lambda payment: payment.received, default=None)
    recent = newest and newest.received >= case.today - timedelta(days=THANKED_WITHIN_DAYS)
    return newest if recent else None


def answer_by(case: Case) -> date | None:
    """The first day by which an open dispute is to be answered."""
    return min((dispute.answer_by for dispute in case.open_disputes), default=None)


def _items(kind: MessageKind, case: Case) -> tuple[OpenItem, ...]:
    if kind is MessageKind.STATEMENT_OF_ACCOUNT:
        return tuple(case.items)
    if kind is MessageKind.DISPUTE_ACKNOWLEDGEMENT:
        return tuple(item for item in case.items if item.disputed)
    return ()


def _no_ground(kind: MessageKind, case: Case, items: tuple[OpenItem, ...]) -> Reason | None:
    if kind is MessageKind.RECEIPT_THANKS and newest_payment(case) is None:
        return Reason.of("no_payment_to_thank_for", days=THANKED_WITHIN_DAYS)
    if kind is MessageKind.DISPUTE_ACKNOWLEDGEMENT and not items:
        return Reason.of("no_dispute_open")
    if kind is MessageKind.STATEMENT_OF_ACCOUNT and not items:
        return Reason.of("nothing_open")
    return None


def _days(items: tuple[OpenItem, ...], case: Case) -> int:
    return max((item.days_past_due(case.today) for item in items), default=-7)
