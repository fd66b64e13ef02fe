"""Gathers a case, its clauses and what may be offered, and has planning write the brief or refuse."""

from dataclasses import replace

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import Authority, Offer
from assistant.domain.brief import Brief, FactKind, Refusal
from assistant.domain.finding import Report
from assistant.domain.kinds import Channel
from assistant.domain.language import Reason
from assistant.domain.parties import Creditor, Person, SenderRank
from assistant.negotiation import offers_within
from assistant.planning import Decision, Sender, Wishes, decide, write_brief
from assistant.ports import Transaction
from assistant.workflow.cited_clauses import clauses_to_cite
from assistant.workflow.desk import Desk, billing_digits_of, split_case_id
from assistant.workflow.negotiation.authority_on import authority_on, role_of
from assistant.workflow.negotiation.brief_arranged import brief_arranged


def brief_case(
    desk: Desk,
    tx: Transaction,
    author: Person,
    case_id: str,
    wishes: Wishes,
    *,
    under_review: bool = False,
    arrangement: Arrangement | None = None,
) -> Brief | Refusal:
    """What ``author`` would say on this case now, or why nothing may be sent; raises NotFound for an unknown case.

    With an ``arrangement`` it is what the message offers or confirms; else policy decides what there is to say.
    """
    # Computing interest looks into the record, whose use cases look drafts over again, and so come back here.
    from assistant.workflow.interest_facts import interest_facts

    case = desk.case(tx, *split_case_id(case_id))
    if arrangement is not None:
        return brief_arranged(desk, tx, author, case, wishes, arrangement, under_review=under_review)
    decision = decide(case, desk.policy, desk.calendar, wishes, under_review=under_review)
    if isinstance(decision, Refusal):
        return decision
    authority = authority_on(desk, case, role_of(author))
    interest = interest_facts(desk, tx, decision)
    # Instalments of the principal beside a demand of interest would seem to give the interest up.
    offers = () if interest else first_offers(desk, tx, decision, authority)
    excerpts, unconfirmed = clauses_to_cite(desk, tx, decision)
    creditor = tx.creditor()
    explained = (*decision.explanation, *_nobody_senior(decision, creditor))
    return write_brief(
        replace(decision, explanation=explained, warnings=(*decision.warnings, *unconfirmed)),
        Sender(creditor=creditor, person=author),
        excerpts=excerpts,
        offers=offers,
        besides=interest,
        authority=authority,
        policy_version=desk.policy.version,
    )


def wishes_of(brief: Brief) -> Wishes:
    """What was wished for when ``brief`` was written, to have it written again."""
    chosen = brief.override
    return Wishes(
        kind=brief.kind,
        channel=brief.channel,
        tone=brief.tone,
        language=brief.language,
        sender=brief.sender,
        on=chosen.on if chosen and chosen.sets_time else None,
        because=chosen.because if chosen else "",
    )


def _nobody_senior(decision: Decision, creditor: Creditor) -> tuple[Reason, ...]:
    """That the author signs what somebody senior should, because the profile names nobody."""
    lacking = decision.sender is SenderRank.SENIOR and SenderRank.SENIOR not in creditor.senders
    return (Reason.of("no_senior_sender"),) if lacking else ()


def first_offers(desk: Desk, tx: Transaction, decision: Decision, authority: Authority) -> tuple[Offer, ...]:
    """What the message on ``decision`` may offer within ``authority``."""
    case = decision.case
    return offers_within(
        authority,
        decision.step.offer if decision.ask_by else None,
        decision.asked,
        first_due=decision.ask_by or case.today,
        region=case.customer.region,
        calendar=desk.calendar,
        billing_digits=billing_digits_of(tx).get(case.currency),
    )


def addresses(tx: Transaction, brief: Brief) -> tuple[str, tuple[str, ...]]:
    """Sender and recipients of a message on this brief, as the record has them now."""
    customer = tx.customer(brief.customer_code)
    contact = customer.contact
    match brief.channel:
        case Channel.SMS | Channel.PHONE:
            recipient = contact.phone
        case Channel.LETTER:
            recipient = contact.address or customer.name
        case _:
            recipient = contact.email
    return tx.creditor().email, (recipient,)


def states_days(brief: Brief, report: Report) -> bool:
    """Whether the text states something that is counted from the day of writing."""
    counted = {fact.id for fact in brief.grounds.facts if fact.kind is FactKind.DAYS}
    return any(fact_id in counted for _, _, fact_id in report.matched)
