"""Puts the wording that a finding suggests in its place, as an edit like any other: a new version, checked again."""

from assistant.domain.finding import Finding, Report
from assistant.domain.message import Message
from assistant.domain.parties import Person
from assistant.errors import NotFound, OutOfDate
from assistant.intake.given_checks import FindingGiven
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.edit_draft import edit_draft

_STOPS = frozenset("。.!?！？;；")


def apply_suggestion(desk: Desk, editor: Person, message_id: str, found: FindingGiven) -> Message:
    """The message with the suggestion in place of exactly the words that were found.

    Raises OutOfDate when the message has another version by now, NotFound for a finding that it has not or that
    suggests nothing which could be put in by itself, and else what `edit_draft` raises.
    """
    with desk.record.read() as tx:
        message = seen_version(tx, message_id, found.version)
    finding = finding_of(message.report, found)
    text = amended(message, finding)
    if text is None:
        raise _no_suggestion(finding)
    return edit_draft(desk, editor, message_id, version=found.version, subject=text[0], body=text[1])


def with_suggestion(text: str, finding: Finding) -> str:
    """A text that is not stored, with the suggestion in place of the words that were found; raises NotFound."""
    if finding.suggestion is None or finding.start == finding.end:
        raise _no_suggestion(finding)
    return _replaced(text, finding.start, finding.end, finding.suggestion)


def take_back_edit(desk: Desk, editor: Person, message_id: str, *, version: int) -> Message:
    """The text that stood before ``version``, as a new version, checked again; raises what `apply_suggestion` does."""
    with desk.record.read() as tx:
        seen_version(tx, message_id, version)
        before = [old for old in tx.versions(message_id) if old.version < version]
    if not before:
        raise NotFound("no_earlier_version", f"{message_id} has no earlier text.", message=message_id)
    draft = before[-1].draft
    return edit_draft(desk, editor, message_id, version=version, subject=draft.subject, body=draft.body)


def seen_version(tx: Transaction, message_id: str, version: int) -> Message:
    """The message, if ``version`` is its newest; raises NotFound or OutOfDate."""
    message = tx.message(message_id)
    if message.version != version:
        raise OutOfDate("newer_version", f"{message_id} has a newer version {message.version}; look at it first.",
                        message=message_id, version=message.version)  # fmt: skip
    return message


def finding_of(report: Report, found: FindingGiven) -> Finding:
    """The finding of ``report`` that is meant; raises NotFound."""
    wanted = (found.rule, found.start, found.end)
    for finding in report.findings:
        if (finding.rule, finding.start, finding.end) == wanted:
            return finding
    raise NotFound("unknown_finding", f"There is no finding {found.rule} at {found.start}; look at the list again.",
                   rule=found.rule)  # fmt: skip


def amended(message: Message, finding: Finding) -> tuple[str, str] | None:
    """Subject and body with the finding's place replaced by its suggestion; None when it has none or spans both."""
    if finding.suggestion is None or finding.start == finding.end:
        return None
    subject, body, text = message.draft.subject, message.draft.body, message.draft.text
    body_at = len(text) - len(body)
    start, end = finding.start, finding.end
    if start >= body_at:
        return subject, _replaced(body, start - body_at, end - body_at, finding.suggestion)
    if end <= len(subject):
        return _replaced(subject, start, end, finding.suggestion), body
    return None


def _no_suggestion(finding: Finding) -> NotFound:
    return NotFound(
        "no_suggestion", f"{finding.rule} suggests no words that could be put in by themselves.", rule=finding.rule
    )


def _replaced(text: str, start: int, end: int, suggestion: str) -> str:
    """``text`` with the place replaced; what is deleted takes one of the spaces around it along.

    A suggestion that is a whole sentence leaves out its full stop where the text goes on with one.
    """
    before, after = text[:start], text[end:]
    if not suggestion and (not before or before[-1].isspace()) and after[:1] == " ":
        after = after[1:]
    if suggestion[-1:] in _STOPS and after[:1] in _STOPS:
        suggestion = suggestion[:-1]
    return before + suggestion + after
