"""How a draft looks in JSON, the same on the command line and in the API."""

from collections.abc import Iterator

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.finding import Report
from assistant.domain.message import Message
from assistant.wording import Wording
from assistant.workflow.check_text import suppressed_part


def message_document(message: Message, words: Wording) -> dict[str, object]:
    """A stored message: its draft, why it is written so, and what a person chose against the policy."""
    brief = message.brief
    chosen = brief.override
    return {
        "id": message.id,
        "case": brief.case_id,
        "version": message.version,
        "status": message.status,
        "hash": message.content_hash,
        **{key: getattr(brief, key) for key in ("kind", "stage", "tone", "channel")},
        **draft_document(brief, message.draft, message.report, words),
        "other": message.other and draft_document(brief, message.other.draft, message.other.report, words),
        "why": [words.reason(reason) for reason in brief.explanation],
        "warnings": [words.reason(reason) for reason in brief.warnings],
        "override": chosen
        and {
            "policy": {key: getattr(chosen, key) for key in ("kind", "tone", "channel")},
            "reasons": [words.reason(reason) for reason in chosen.reasons],
            "on": chosen.on.isoformat() if chosen.on else None,
            "because": chosen.because,
        },
    }


def draft_document(brief: Brief, draft: Draft, report: Report, words: Wording) -> dict[str, object]:
    """A draft in the stable line format; offsets point into subject, empty line and body taken as one text."""
    language, stamp = words.language, draft.stamp
    facts = {fact.id: fact for fact in brief.grounds.facts}
    return {
        "subject": draft.subject,
        "body": draft.body,
        "facts": [
            {
                "id": mark.ref,
                "kind": facts[mark.ref].kind,
                "role": facts[mark.ref].role,
                "value": str(facts[mark.ref].value),
                "rendered": draft.text[mark.start : mark.end],
                "start": mark.start,
                "end": mark.end,
                "source": f"{facts[mark.ref].source.kind}: {facts[mark.ref].source.reference}",
            }
            for mark in draft.marks
            if mark.ref in facts
        ],
        "verdict": report.verdict,
        "findings": [finding.as_line(language) for finding in report.findings],
        **suppressed_part(report, language),
        "excerpts": list(_excerpts(brief, draft)),
        "writer": stamp.writer,
        "model": stamp.model or None,
        "fallback": stamp.fallback.code if stamp.fallback else None,
        "notes": [{"code": note.code, "message": words.reason(note)} for note in stamp.notes],
        "redrafted": [{"code": why.code, "message": words.reason(why)} for why in stamp.redrafted],
        "prompt": stamp.prompt,
        "tokens": {"in": stamp.tokens_in, "out": stamp.tokens_out},
        "calls": stamp.calls,
        "model_ms": stamp.ms,
    }


def _excerpts(brief: Brief, draft: Draft) -> Iterator[dict[str, object]]:
    """The clauses whose own words stand in the text, and where."""
    excerpts = {excerpt.id: excerpt for excerpt in brief.grounds.excerpts}
    for mark in draft.marks:
        if found := excerpts.get(mark.ref):
            yield {
                "id": found.id,
                "topic": found.topic,
                "contract": found.contract_no,
                "clause": found.clause,
                "start": mark.start,
                "end": mark.end,
            }
