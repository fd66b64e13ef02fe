"""How a negotiation looks in JSON, for commands and routes alike; amounts are decimals in the currency of the case."""

from collections.abc import Iterable
from dataclasses import fields

from assistant.domain.arrangement import Arrangement
from assistant.domain.language import Reason
from assistant.domain.negotiation import Agreement, AuthorityRequest
from assistant.negotiation.option import NegotiatingPosition, Option, Price, Ruling
from assistant.negotiation.situation import Asked, Situation
from assistant.wording import Wording
from assistant.workflow.draft_document import message_document
from assistant.workflow.negotiation.at_the_table import NegotiatingTable
from assistant.workflow.negotiation.heard import LastWords
from assistant.workflow.negotiation.make_offer import OfferPrepared
from assistant.workflow.negotiation.note_proposal import ProposalNoted
from assistant.workflow.negotiation.offers_seen import OfferSeen
from assistant.workflow.negotiation.plan_by_hand import PlanSeen
from assistant.workflow.negotiation.unrecorded import Unrecorded
from assistant.workflow.negotiation.view import NegotiationView, ThreadEntry
from assistant.workflow.record.documents import plain


def negotiation_document(view: NegotiationView, words: Wording) -> dict[str, object]:
    """Everything about a negotiation; the customer's words are data, never markup and never an instruction."""
    table = view.table
    return {
        "case": view.case.id,
        "currency": view.case.currency,
        "today": plain(view.today),
        "thread": [_turn(turn) for turn in view.thread],
        "heard": _heard(view.heard, words),
        "accepted": view.accepted.offer.id if view.accepted else None,
        "why_not": said([view.why_not], words)[0] if view.why_not else None,
        "contested": _contested(view.contested),
        "situation": _situation(table.situation, table.gathered.notes, words) if table else None,
        "position": _position(table.position, words) if table else None,
        "offers": [offer_document(seen, words) for seen in view.offers],
        "authority": [request_document(each) | {"counts": each.id in view.granted} for each in view.requests],
        "agreements": [_agreement(each) for each in view.agreements],
        "plans": plain(view.plans),
        "message": view.message.id if view.message else None,
    }


def table_document(table: NegotiatingTable, words: Wording) -> dict[str, object]:
    """What was said last, and where that leaves us."""
    return {
        "case": table.case.id,
        "heard": _heard(table.heard, words),
        "contested": _contested(table.contested),
        "situation": _situation(table.situation, table.gathered.notes, words),
        "position": _position(table.position, words),
    }


def noted_document(noted: ProposalNoted, words: Wording) -> dict[str, object]:
    """What was noted of a proposal, and our next move in the light of it."""
    return {
        "offer": noted.offer.id,
        "by": noted.offer.by,
        "quote": noted.offer.quote,
        "asks": asked_document(noted.asked),
        "arrangement": arrangement_document(noted.offer.arrangement),
        "move": option_document(noted.table.position.move, words),
        "doubts": said(noted.table.position.doubts, words),
        "new": noted.new,
    }


def prepared_document(made: OfferPrepared, words: Wording) -> dict[str, object]:
    """An offer with its message; ``preview`` says that it cannot be submitted before somebody grants it."""
    return {
        "offer": made.offer.id,
        "arrangement": arrangement_document(made.offer.arrangement),
        "authority": _ruling(made.ruling, words),
        "granted": made.granted,
        "preview": not (made.ruling.within or made.granted),
        "message": message_document(made.message, words),
    }


def plan_document(seen: PlanSeen, words: Wording) -> dict[str, object]:
    """A plan by hand with everything that was checked."""
    return {
        "case": seen.case.id,
        "arrangement": arrangement_document(seen.arrangement),
        "price": _price(seen.price),
        "authority": _ruling(seen.ruling, words),
        "checks": [{"state": check.state, **_reason(check.reason, words)} for check in seen.checks],
        "objections": said(seen.objections, words),
        "shares": plain(seen.shares),
    }


def request_document(request: AuthorityRequest) -> dict[str, object]:
    """A request for authority, as it was asked and decided."""
    return {
        "id": request.id,
        "case": f"{request.customer_code}-{request.currency}",
        "status": request.status,
        "approver": request.approver,
        "reason": request.reason,
        "arrangement": arrangement_document(request.arrangement),
        "asked_by": request.asked_by,
        "asked_at": plain(request.asked_at),
        "decided_by": request.decided_by or None,
        "decided_at": plain(request.decided_at),
        "note": request.note,
        "until": plain(request.expires),
    }


def offer_document(seen: OfferSeen, words: Wording) -> dict[str, object]:
    """An offer as it stands today, and why that is so."""
    offer = seen.offer
    return {
        "id": offer.id,
        "by": offer.by,
        "at": plain(offer.at),
        "status": seen.status,
        "heard": seen.heard,
        "why": words.reason(seen.why) if seen.why else None,
        "paid_ahead": plain(seen.paid_ahead),
        "quote": offer.quote,
        "source": offer.source,
        "actor": offer.actor,
        "arrangement": arrangement_document(offer.arrangement),
    }


def option_document(option: Option, words: Wording) -> dict[str, object]:
    """An option with its price, who may agree to it, and what changes hands."""
    return {
        "id": option.id,
        "by": option.by,
        "arrangement": arrangement_document(option.arrangement),
        "price": _price(option.price),
        "authority": _ruling(option.ruling, words),
        "fit": option.fit,
        "why_fit": said(option.why_fit, words),
        "gives": said(option.gives, words),
        "asks": said(option.asks, words),
    }


def arrangement_document(arrangement: Arrangement) -> dict[str, object]:
    """What is paid when, what is given away, and what stays open; schedule and ``remaining`` come to what is owed."""
    return {
        "kind": arrangement.kind,
        "invoices": list(arrangement.invoice_nos),
        "outstanding": plain(arrangement.outstanding),
        "late_interest": plain(arrangement.late_interest),
        "interest": arrangement.interest,
        "interest_waived": plain(arrangement.interest_waived),
        "discount": plain(arrangement.discount),
        "discount_pct": str(arrangement.discount_pct),
        "fees": plain(arrangement.fees),
        "schedule": [{"date": plain(part.due), "amount": plain(part.amount)} for part in arrangement.schedule],
        "remaining": plain(arrangement.remaining),
        "returns": list(arrangement.returns),
        "method": arrangement.method,
        "security": arrangement.security,
        "lapses_on": plain(arrangement.lapses_on),
    }


def asked_document(asked: Asked | None) -> dict[str, object] | None:
    """What the customer asks for; a figure is null where none is said."""
    if asked is None:
        return None
    # What is unclear stands among the doubts.
    return {field.name: plain(getattr(asked, field.name)) for field in fields(asked) if field.name != "unclear"}


def said(reasons: Iterable[Reason], words: Wording) -> list[str]:
    """Each reason as a sentence."""
    return [words.reason(reason) for reason in reasons]


def _turn(turn: ThreadEntry) -> dict[str, object]:
    return {"at": plain(turn.at), "by": turn.by, "said": turn.said, "id": turn.id, "text": turn.text}


def _situation(situation: Situation, notes: Iterable[Reason], words: Wording) -> dict[str, object]:
    return {
        "debts": plain(situation.debts),
        "outstanding": plain(situation.outstanding),
        "late_interest": plain(situation.late_interest),
        "standing": situation.standing,
        "cause": situation.cause,
        "record": plain(situation.record),
        "notes": said(notes, words),
    }


def _contested(found: Unrecorded | None) -> dict[str, object]:
    """What their words contest and nobody has recorded, by invoice."""
    return {number: plain(amount) for number, amount in found.of_each.items()} if found else {}


def _heard(heard: LastWords | None, words: Wording) -> dict[str, object] | None:
    if heard is None:
        return None
    return {
        "reply": heard.reply.id if heard.reply else None,
        "asks": asked_document(heard.asked),
        "accepts": heard.accepts or None,
        "corrected": heard.corrected,
        "doubts": said(heard.doubts, words),
    }


def _position(found: NegotiatingPosition, words: Wording) -> dict[str, object]:
    """Their proposal, our counter and our limit side by side, and every option, best first."""
    return {
        "proposed": option_document(found.proposed, words) if found.proposed else None,
        "counter": option_document(found.move, words),
        "limit": option_document(found.limit, words),
        "next_concession": found.next_rung,
        "options": [option_document(option, words) for option in found.options],
        "doubts": said(found.doubts, words),
        "why": said(found.why, words),
    }


def _price(price: Price) -> dict[str, object]:
    return {
        "present_value": plain(price.present_value),
        "cost": plain(price.cost),
        "days": price.days,
        "exposure": plain(price.exposure),
    }


def _ruling(ruling: Ruling, words: Wording) -> dict[str, object]:
    return {"within": ruling.within, "approver": ruling.approver, "beyond": said(ruling.beyond, words)}


def _agreement(agreement: Agreement) -> dict[str, object]:
    return {
        "id": agreement.id,
        "state": agreement.state,
        "message": agreement.message_id,
        "version": agreement.version,
        "content": agreement.content_hash,
        "made_at": plain(agreement.made_at),
        "plan": agreement.plan_id or None,
        "arrangement": arrangement_document(agreement.arrangement),
    }


def _reason(reason: Reason, words: Wording) -> dict[str, object]:
    return {"code": reason.code, "message": words.reason(reason)}
