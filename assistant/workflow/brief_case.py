"""Gathers a case, its clauses and what may be offered, and has planning write the brief or refuse."""

from dataclasses import replace

from assistant.domain.authority import Authority, Offer
from assistant.domain.brief import Brief, FactKind, Refusal
from assistant.domain.finding import Report
from assistant.domain.kinds import Channel
from assistant.domain.language import Reason
from assistant.domain.parties import Creditor, Person, Role, SenderRank
from assistant.negotiation import offers_within
from assistant.planning import Decision, Sender, Wishes, decide, write_brief
from assistant.ports import Transaction
from assistant.workflow.cited_clauses import clauses_to_cite
from assistant.workflow.desk import Desk, billing_digits_of, split_case_id


def brief_case(
    desk: Desk, tx: Transaction, author: Person, case_id: str, wishes: Wishes, *, under_review: bool = False
) -> Brief | Refusal:
    """What ``author`` would say on this case now, or why nothing may be sent; raises NotFound for an unknown case."""
    # Computing interest looks into the record, whose use cases look drafts over again, and so come back here.
    from assistant.workflow.interest_facts import interest_facts

    case = desk.case(tx, *split_case_id(case_id))
    decision = decide(case, desk.policy, desk.calendar, wishes, under_review=under_review)
    if isinstance(decision, Refusal):
        return decision
    role = Role.REVIEWER if author.may(Role.REVIEWER) and not author.may(Role.ACCOUNT_MANAGER) else Role.ACCOUNT_MANAGER
    authority = desk.authority.of(role)
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
