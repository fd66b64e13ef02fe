"""How customers' replies, their readings and what a person said of them look in JSON, for commands and routes alike."""

from dataclasses import asdict
from typing import Any

from assistant.domain.read_replies import ReadReply
from assistant.domain.reading import Reading
from assistant.domain.reading_comparison import compare_readings
from assistant.intake.second_reader import SecondReading
from assistant.wording import Wording
from assistant.workflow.record.documents import recorded_document
from assistant.workflow.replies.confirm import Confirmed
from assistant.workflow.replies.shown import ReplyShown
from assistant.workflow.second_readers import second_reader_document


def reading_document(reading: Reading) -> dict[str, object]:
    """What a text is read to say: every label, how sure each is, and the words behind it with their place."""
    words = reading.evidence()
    return {
        "labels": reading.labels(),
        "certainty": {name: each.certainty for name, each in words.items()},
        "quotes": {name: {"quote": e.quote, "start": e.start, "end": e.end} for name, e in words.items()},
    }


def compared_document(reading: Reading, second: SecondReading[Reading], words: Wording) -> dict[str, object]:
    """A second reader's reading beside the first: who read, what was left out and why, and each label of either."""
    compared = compare_readings(reading, second.read) if second.complete else ()
    return {
        "second_reader": second_reader_document(second, words),
        "comparison": [
            {
                "label": one.label,
                "agreement": one.agreement,
                "patterns": _said(reading, one.label),
                "model": _said(second.read, one.label),
            }
            for one in compared
        ],
    }


def _said(reading: Reading, label: str) -> dict[str, object] | None:
    """One label as the whole reading has it, with its words; a cause or a sign has nothing but these."""
    words = reading.evidence().get(label)
    if words is None:
        return None
    said = reading.labels().get(label)
    place = {"quote": words.quote, "start": words.start, "end": words.end}
    return {**said, **place} if isinstance(said, dict) else place


def reply_document(it: ReplyShown) -> dict[str, object]:
    """A reply with its reading, what may be confirmed of it, and what a person said of it, if anyone has."""
    return {
        **_about(it),
        "text": it.reply.text,
        "reading": reading_document(it.reading),
        "proposed": asdict(it.proposed),
        "read": _read(it.read) if it.read else None,
        "seen": it.seen,
    }


def reply_line(it: ReplyShown) -> dict[str, object]:
    """The same in short, for a list."""
    labels: dict[str, Any] = it.reading.labels()
    return {
        **_about(it),
        "labels": sorted({*labels["causes"], *it.reading.evidence()} - {"unknown"}),
        "read": _read(it.read) if it.read else None,
    }


def confirmed_document(done: Confirmed, words: Wording) -> dict[str, object]:
    """What was kept and recorded, and which message answers the reply."""
    return {
        "case": done.case.id,
        "reply": done.read.reply_id,
        **_read(done.read),
        "recorded": [recorded_document(each, words) for each in done.recorded],
        "answer": done.answer,
        "new": done.new,
    }


def _about(it: ReplyShown) -> dict[str, object]:
    reply = it.reply
    return {
        "case": it.case.id,
        "id": reply.id,
        "received": reply.received.isoformat(),
        "sender": reply.sender,
        "subject": reply.subject,
        "source": reply.source,
    }


def _read(read: ReadReply) -> dict[str, object]:
    return {
        "said": dict(read.said),
        "corrected": list(read.corrected),
        "entries": dict(read.entries),
        "by": read.read_by,
        "at": read.read_at.isoformat(),
    }
