"""Saves a person's edit as a new version, checked again; others' endorsements are void."""

from dataclasses import replace

from assistant.domain.draft import Draft, Mark, Stamp, joined
from assistant.domain.message import EDITABLE, Endorsement, Message, Status, require_move
from assistant.domain.parties import Person, Role
from assistant.errors import BadInput, NotAllowed, OutOfDate, Refused
from assistant.workflow.brief_case import states_days
from assistant.workflow.desk import Desk, require_role

# Longer than any letter we write: what is over it was pasted by mistake.
MOST_CHARACTERS = 20_000


def edit_draft(desk: Desk, editor: Person, message_id: str, *, version: int, subject: str, body: str) -> Message:
    """The author's edit of an unfinished draft, or a reviewer's of one under review (which the author then confirms).

    ``version`` is the one that the editor saw. Raises OutOfDate when it is not the newest, NotAllowed for anyone else's
    draft, BadInput for an empty or overlong text. An edit that changes nothing stores nothing.
    """
    require_role(editor, Role.ACCOUNT_MANAGER, Role.REVIEWER)
    _require_text(body)
    with desk.record.begin() as tx:
        old = tx.message(message_id)
        if old.version != version:
            raise OutOfDate("newer_version", f"{message_id} has a newer version {old.version}; look at it first.",
                            message=message_id, version=old.version)  # fmt: skip
        status = _status_after(old, editor)
        subject = " ".join(subject.split())
        if (subject, body) == (old.draft.subject, old.draft.body):
            return old
        new = _next_version(desk, old, editor, status, subject, body)
        if status is Status.AWAITING_AUTHOR:
            new = replace(new, endorsements=(endorsement(new, editor, desk, as_reviewer=True),))
        tx.replace_message(old, new)
        summary = {"content": new.content_hash, "verdict": new.report.verdict}
        tx.audit(editor.login, "draft_edited", new.id, version=new.version, body=summary)
    return new


def endorsement(message: Message, person: Person, desk: Desk, *, as_reviewer: bool, reasons: str = "") -> Endorsement:
    """``person``'s yes to the bytes and facts of ``message`` as they stand."""
    return Endorsement(
        login=person.login,
        as_reviewer=as_reviewer,
        content_hash=message.content_hash,
        facts_fingerprint=message.facts_fingerprint,
        at=desk.clock.now(),
        reasons=reasons,
    )


def require_not_too_long(body: str) -> None:
    """Raise BadInput for a text that no letter of ours could be."""
    if len(body) > MOST_CHARACTERS:
        raise BadInput("text_too_long", f"The text is longer than {MOST_CHARACTERS} characters; shorten it.")


def _require_text(body: str) -> None:
    if not body.strip():
        raise BadInput("empty_text", "The text is empty; write it or compose the draft again.")
    require_not_too_long(body)


def _status_after(old: Message, editor: Person) -> Status:
    if editor.login == old.author and old.status in EDITABLE:
        return Status.COMPOSING
    if editor.login != old.author and editor.may(Role.REVIEWER) and old.status is Status.IN_REVIEW:
        return Status.AWAITING_AUTHOR
    if editor.login != old.author and not editor.may(Role.REVIEWER):
        raise NotAllowed(
            "not_the_author", f"{old.id} is {old.author}'s draft; only they may edit it.", author=old.author
        )
    raise Refused(
        "not_editable",
        f"{old.id} is {old.status.value.replace('_', ' ')} and cannot be edited now.",
        status=old.status.value,
    )


def _next_version(desk: Desk, old: Message, editor: Person, status: Status, subject: str, body: str) -> Message:
    if status is not old.status:
        require_move(old.status, status)
    text = joined(subject, body)
    report = desk.checker.check(text, brief=old.brief, suppressions=old.report.suppressions)
    marks = tuple(Mark(ref=ref, start=start, end=end) for start, end, ref in report.matched)
    return replace(
        old,
        status=status,
        editor=editor.login,
        version=old.version + 1,
        draft=Draft(subject=subject, body=body, marks=marks, stamp=Stamp(writer="person")),
        report=report,
        facts_fingerprint=old.brief.fingerprint(with_day=states_days(old.brief, report)),
        changed=desk.clock.now(),
        endorsements=(),
    )
