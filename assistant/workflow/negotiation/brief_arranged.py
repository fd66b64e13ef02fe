"""Has planning write the brief of a message that offers an arrangement, or confirms it."""

from assistant.domain.arrangement import Arrangement
from assistant.domain.brief import Brief, Excerpt, Refusal, Topic
from assistant.domain.case import Case
from assistant.domain.kinds import MessageKind
from assistant.domain.parties import Person
from assistant.planning import Negotiated, Sender, Wishes, brief_negotiated
from assistant.ports import Transaction
from assistant.workflow.cited_clauses import clauses_on
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.grants import authority_for

# They say what becomes of the contract's own clause on late payment.
_ON_INTEREST = frozenset({MessageKind.PLAN_PROPOSAL, MessageKind.WRITTEN_CONFIRMATION})


def brief_arranged(
    desk: Desk,
    tx: Transaction,
    author: Person,
    case: Case,
    wishes: Wishes,
    arrangement: Arrangement,
    *,
    under_review: bool = False,
) -> Brief | Refusal:
    """What ``author`` would say of ``arrangement`` now, as `brief_case` does for what policy plans.

    Nothing, while the customer's words contest what nobody has recorded: no figure of ours would take that up.
    """
    # Reading a reply looks into the record, whose use cases look drafts over again, and so come back here.
    from assistant.workflow.negotiation.heard import heard_on
    from assistant.workflow.negotiation.next_steps import next_steps
    from assistant.workflow.negotiation.offers_seen import offers_seen, was_last_offered
    from assistant.workflow.negotiation.said_yes import accepted_offer
    from assistant.workflow.negotiation.unrecorded import unrecorded_on
    from assistant.workflow.replies.shown import day_received

    heard = heard_on(desk, tx, case)
    contested = unrecorded_on(desk, tx, author, case, heard)
    if contested:
        return Refusal(case_id=case.id, reason=contested.reason)
    script = wishes.kind is MessageKind.CALL_SCRIPT
    offers = offers_seen(desk, tx, case)
    accepted = accepted_offer(offers, heard, case.today, desk.zone(tx))
    yes = heard.reply if heard and accepted and accepted.offer.arrangement.same_as(arrangement) else None
    answers = wishes.kind in (None, MessageKind.NEGOTIATION_REPLY)
    stands = answers and was_last_offered(offers, arrangement)
    talk = Negotiated(
        case=case,
        wishes=wishes,
        arrangement=arrangement,
        sender=Sender(creditor=tx.creditor(), person=author),
        authority=authority_for(desk, tx, author, case, arrangement),
        excerpts=_excerpts(desk, tx, case, wishes, arrangement),
        reply=heard.reply if heard else None,
        points=(*(heard.points if heard else ()), *(("stands",) if stands else ())),
        asked=heard.asked.kinds if heard and heard.asked else (),
        next_steps=next_steps(desk, tx, author, case, arrangement) if script else (),
        agreed_on=day_received(case, yes) if yes else None,
        agreed_with=case.customer.contact.name if yes else "",
    )
    return brief_negotiated(talk, desk.policy, desk.calendar, under_review=under_review)


def _excerpts(desk: Desk, tx: Transaction, case: Case, wishes: Wishes, arrangement: Arrangement) -> tuple[Excerpt, ...]:
    if wishes.kind not in _ON_INTEREST:
        return ()
    items = [item for item in case.items if item.invoice.number in arrangement.invoice_nos]
    return clauses_on(desk, tx, case, items, (Topic.LATE_INTEREST,))[0]
