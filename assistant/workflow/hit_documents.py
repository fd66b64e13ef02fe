"""How what a search finds looks in JSON, the same on the command line and in the API."""

from assistant.domain.history import HistoryHit
from assistant.domain.message import Message
from assistant.ports import Hit


def clause_document(hit: Hit, contract_key: str = "contract") -> dict[str, object]:
    """A clause that answers, its contract under ``contract_key``; offsets count in the contract's text."""
    clause = hit.clause
    document: dict[str, object] = {
        contract_key: clause.contract_no,
        "start": hit.start,
        "end": hit.end,
        "clause": clause.number,
        "headings": list(clause.headings),
        "score": round(hit.score, 4),
        "text": hit.text,
    }
    if hit.lead:
        lead = hit.lead
        document["lead_in"] = {"clause": lead.number, "start": lead.start, "end": lead.end, "text": lead.text}
    return document


def history_document(hit: HistoryHit) -> dict[str, object]:
    """A piece of history that answers; ``marks`` are offsets into ``excerpt``."""
    piece = hit.piece
    return {
        "kind": piece.kind,
        "id": piece.id,
        "day": piece.day.isoformat(),
        "case": piece.case_id or None,
        "invoices": list(piece.about),
        "status": piece.status,
        "source": piece.source or None,
        "score": round(hit.score, 4),
        "text": piece.text,
        "excerpt": hit.excerpt,
        "marks": [list(mark) for mark in hit.marks],
    }


def exemplar_document(message: Message) -> dict[str, object]:
    """An approved or released message, as it was worded."""
    brief = message.brief
    return {
        "id": message.id,
        "version": message.version,
        "case": brief.case_id,
        "kind": brief.kind,
        "channel": brief.channel,
        "tone": brief.tone,
        "language": brief.language,
        "status": message.status,
        "changed": message.changed.isoformat(),
        "subject": message.draft.subject,
        "body": message.draft.body,
    }
