"""How agreements, their links and the customer's answers look in JSON, for commands and routes alike."""

from assistant.domain.negotiation import AcceptanceLink, CustomerAnswer
from assistant.wording import Wording
from assistant.workflow.acceptance.links import LinkMade
from assistant.workflow.acceptance.shown import AgreementShown
from assistant.workflow.acceptance.standing import case_of
from assistant.workflow.negotiation.documents import arrangement_document
from assistant.workflow.record.documents import plain


def agreement_document(shown: AgreementShown, words: Wording) -> dict[str, object]:
    """An agreement with its arrangement, every answer and every link; ``changed`` says why it no longer fits."""
    agreement, changed = shown.agreement, shown.changed
    return {
        "id": agreement.id,
        "case": case_of(agreement),
        "state": agreement.state,
        "message": agreement.message_id,
        "version": agreement.version,
        "content_hash": agreement.content_hash,
        "made_at": plain(agreement.made_at),
        "made_by": agreement.made_by,
        "currency": agreement.currency,
        "arrangement": arrangement_document(agreement.arrangement),
        "answers": [_answer(answer) for answer in agreement.answers],
        "plan": agreement.plan_id or None,
        "links": [_link(link) for link in shown.links],
        "changed": {"code": changed.code, "message": words.reason(changed)} if changed else None,
    }


def link_document(made: LinkMade) -> dict[str, object]:
    """A link as it is shown once; nothing that is kept could make it again."""
    return {
        "agreement": made.agreement.id,
        "address": made.address,
        "whole": made.whole,
        "expires": plain(made.link.expires),
    }


def _answer(answer: CustomerAnswer) -> dict[str, object]:
    return {
        "said": answer.said,
        "way": answer.way,
        "name": answer.name,
        "at": plain(answer.at),
        "words": answer.words,
        "source": answer.source or None,
        "noted_by": answer.noted_by or None,
    }


def _link(link: AcceptanceLink) -> dict[str, object]:
    return {
        "created": plain(link.created),
        "created_by": link.created_by,
        "expires": plain(link.expires),
        "used_at": plain(link.used_at),
        "revoked": link.revoked,
    }
