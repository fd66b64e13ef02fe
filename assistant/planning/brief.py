"""Writes the brief of a decision: frozen, self-explaining, and the only thing that a writer sees."""

from assistant.domain.authority import Authority, Offer
from assistant.domain.brief import Brief, Excerpt, Fact, Grounds
from assistant.planning.decision import Decision
from assistant.planning.facts import Sender, facts_of


def write_brief(
    decision: Decision,
    sender: Sender,
    *,
    excerpts: tuple[Excerpt, ...],
    offers: tuple[Offer, ...],
    besides: tuple[Fact, ...] = (),
    authority: Authority,
    policy_version: str,
) -> Brief:
    """What the message on ``decision`` must say, with its facts, its citations and what it may offer.

    ``besides`` are facts that were worked out elsewhere, such as late interest.
    """
    case = decision.case
    return Brief(
        case_id=case.id,
        customer_code=case.customer.code,
        kind=decision.kind,
        channel=decision.channel,
        tone=decision.tone,
        stage=decision.step.stage,
        language=decision.language,
        region=case.customer.region,
        number=decision.number,
        invoices=tuple(item.invoice.number for item in decision.items),
        grounds=Grounds(
            facts=facts_of(decision, sender, excerpts, offers, besides),
            excerpts=excerpts,
            offers=offers,
            authority=authority,
            as_of=case.today,
        ),
        explanation=decision.explanation,
        warnings=decision.warnings,
        policy_version=policy_version,
        override=decision.override,
        formality=case.customer.contact.formality,
        sender=decision.sender,
    )


__all__ = ["Sender", "write_brief"]
