"""How an act of recording, an undoing and a journal look in JSON, the same on the command line and in the API."""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from assistant.domain.case import Case
from assistant.domain.entries import Undone
from assistant.domain.language import Reason
from assistant.domain.money import Money
from assistant.wording import Wording
from assistant.workflow.case_view import CaseView, why_first
from assistant.workflow.journal import JournalLine
from assistant.workflow.record.entering import Recorded
from assistant.workflow.undo import UndoneInCase


def recorded_document(done: Recorded, words: Wording) -> dict[str, object]:
    """What was stored, and the balance of the case with it."""
    return {
        "case": done.case.id,
        "kind": done.kind,
        "key": done.key,
        "new": done.new,
        "what": words.reason(done.what),
        "entry": plain(done.entry),
        **_balance(done.case),
        "notes": [_note(note, words) for note in done.notes],
        "stale": list(done.stale),
    }


def attention_document(view: CaseView, words: Wording) -> dict[str, object]:
    """What calls for attention in a case, and what makes up its priority."""
    attention = view.attention
    return {
        "priority": {"points": view.priority.points, "why": [words.reason(reason) for reason in why_first(view)]},
        "promise": {"due": plain(attention.promise.due), "amount": plain(attention.promise.amount)}
        if attention.promise
        else None,
        "promise_due": attention.promise_due,
        "replies_unread": [reply.id for reply in attention.unread],
        "returned": attention.returned,
    }


def undone_document(done: UndoneInCase, words: Wording) -> dict[str, object]:
    """What was undone, and the balance of the case without it."""
    return {
        "case": done.case.id,
        "kind": done.undone.kind,
        "key": done.undone.key,
        "undone": _undone(done.undone),
        **_balance(done.case),
        "notes": [_note(note, words) for note in done.notes],
        "stale": list(done.stale),
    }


def journal_line(line: JournalLine, words: Wording) -> dict[str, object]:
    """One line of a journal."""
    return {
        "case": line.case,
        "day": line.day.isoformat(),
        "kind": line.kind,
        "key": line.key,
        "what": words.reason(line.what),
        "by": line.by or None,
        "recorded": line.recorded.isoformat() if line.recorded else None,
        "undone": _undone(line.undone) if line.undone else None,
    }


def plain(value: object) -> object:
    """A value of the domain as JSON has it: amounts as decimal strings, days and moments in ISO 8601, sets in order."""
    match value:
        case Money():
            return str(value.decimal)
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case tuple() | list() | frozenset():
            return [plain(each) for each in (sorted(value) if isinstance(value, frozenset) else value)]
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if f.name != "customer_code"}
    return value


def _balance(case: Case) -> dict[str, object]:
    return {"currency": case.currency, "open": plain(case.open_balance), "unallocated": plain(case.unallocated)}


def _note(note: Reason, words: Wording) -> dict[str, object]:
    return {"code": note.code, "message": words.reason(note)}


def _undone(undone: Undone) -> dict[str, object]:
    return {"by": undone.by, "at": undone.at.isoformat(), "reason": undone.reason}
