"""Submitting, accepting, returning and rejecting: every decision is on exact bytes and fresh facts."""

from dataclasses import replace

from assistant.domain.finding import Finding, Report, Verdict
from assistant.domain.language import Reason
from assistant.domain.message import Message, Status, endorsed_by_two, require_move
from assistant.domain.parties import Person, Role
from assistant.errors import BadInput, Blocked, NotAllowed, OutOfDate
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, require_role
from assistant.workflow.edit_draft import endorsement
from assistant.workflow.freshness import require_not_lapsed
from assistant.workflow.negotiation.grants import (
    require_authority,
    require_interest_reason,
    wants_interest_reason,
)
from assistant.workflow.negotiation.stated import require_stated


def submit_draft(desk: Desk, author: Person, message_id: str, *, content_hash: str) -> Message:
    """The author stands by the text and asks for review; confirming a reviewer's edit of it is the same act.

    Raises Blocked when the guardrail stops it, OutOfDate when the text or the facts moved on, NotAllowed for others,
    Refused when it offers more than they may.
    """
    require_role(author, Role.ACCOUNT_MANAGER)
    require_not_lapsed(desk, message_id, author.login)
    with desk.record.begin() as tx:
        old = tx.message(message_id)
        if old.author != author.login:
            raise NotAllowed(
                "not_the_author", f"{old.id} is {old.author}'s draft; only they may submit it.", author=old.author
            )
        seen = _seen(desk, old, content_hash)
        require_move(old.status, Status.IN_REVIEW)
        require_authority(desk, tx, seen)
        mine = endorsement(seen, author, desk, as_reviewer=False)
        new = replace(seen, endorsements=(*seen.endorsements, mine), status=Status.IN_REVIEW, note=None)
        # A reviewer's own edit carries their yes: with the author's it is complete, unless findings want reasons.
        complete = endorsed_by_two(new) and seen.report.verdict is Verdict.PASS and not seen.report.suppressed
        if complete and not wants_interest_reason(desk, tx, seen):
            new = replace(new, status=Status.APPROVED)
        return _store(desk, tx, old, new, author, "draft_submitted")


def accept_draft(desk: Desk, reviewer: Person, message_id: str, *, content_hash: str, reasons: str = "") -> Message:
    """The reviewer approves the bytes that were displayed; ``reasons`` is needed where the guardrail asks for review.

    What somebody else let stand needs the reviewer's own reasons, too, and so does giving up late interest where the
    law ties the contract's clause to it.

    Raises NotAllowed for the author, Blocked, OutOfDate, Refused when it offers more than its author may, or BadInput
    when reasons are missing.
    """
    require_role(reviewer, Role.REVIEWER)
    require_not_lapsed(desk, message_id, reviewer.login)
    with desk.record.begin() as tx:
        old = tx.message(message_id)
        if old.author == reviewer.login and not desk.review.one_person:
            raise NotAllowed("own_draft", "Nobody approves their own draft; ask another reviewer.", author=old.author)
        require_move(old.status, Status.APPROVED)
        seen = _seen(desk, old, content_hash)
        require_authority(desk, tx, seen)
        require_interest_reason(desk, tx, seen, reasons)
        open_to_reviewer = _wanting_reasons(seen.report, reviewer)
        if open_to_reviewer and not reasons.strip():
            rules = ", ".join(sorted({finding.rule for finding in open_to_reviewer}))
            raise BadInput("reasons_needed", f"Say why these findings are acceptable: {rules}.", rules=rules)
        yes = endorsement(seen, reviewer, desk, as_reviewer=True, reasons=reasons.strip())
        new = replace(seen, endorsements=(*seen.endorsements, yes), status=Status.APPROVED)
        return _store(desk, tx, old, new, reviewer, "draft_accepted")


def return_draft(desk: Desk, reviewer: Person, message_id: str, *, reason: str) -> Message:
    """The reviewer gives it back to its author with a reason."""
    return _decline(desk, reviewer, message_id, Status.RETURNED, reason)


def reject_draft(desk: Desk, reviewer: Person, message_id: str, *, reason: str) -> Message:
    """The reviewer ends it, with a reason."""
    return _decline(desk, reviewer, message_id, Status.REJECTED, reason)


def withdraw_draft(desk: Desk, author: Person, message_id: str) -> Message:
    """The author takes it back, from any open state."""
    with desk.record.begin() as tx:
        old = tx.message(message_id)
        if old.author != author.login:
            raise NotAllowed(
                "not_the_author", f"{old.id} is {old.author}'s draft; only they may withdraw it.", author=old.author
            )
        require_move(old.status, Status.WITHDRAWN)
        return _store(desk, tx, old, replace(old, status=Status.WITHDRAWN), author, "draft_withdrawn")


def _decline(desk: Desk, reviewer: Person, message_id: str, to: Status, reason: str) -> Message:
    require_role(reviewer, Role.REVIEWER)
    if not reason.strip():
        raise BadInput("reason_needed", "Give a reason, so that the author knows what to change.")
    with desk.record.begin() as tx:
        old = tx.message(message_id)
        require_move(old.status, to)
        new = replace(
            old, status=to, note=Reason.of("by_person", text=reason.strip(), login=reviewer.login), endorsements=()
        )
        return _store(desk, tx, old, new, reviewer, f"draft_{to.value}")


def _seen(desk: Desk, message: Message, content_hash: str) -> Message:
    """The message with a new check of its stored text; raises unless it is what the person saw, and may leave."""
    if message.content_hash != content_hash:
        raise OutOfDate(
            "other_text", f"{message.id} is not the text that was shown; look at it again.", message=message.id
        )
    report = checked_again(desk, message)
    require_allowed(report, message.id)
    require_stated(message, report)
    desk.dispatcher.require_deliverable(message)
    return replace(message, report=report, changed=desk.clock.now())


def _wanting_reasons(report: Report, reviewer: Person) -> tuple[Finding, ...]:
    """The findings that ``reviewer`` has not answered for yet; what somebody else let stand is among them."""
    others = (one.finding for one in report.suppressed if one.suppression.by != reviewer.login)
    return (*(report.findings if report.verdict is Verdict.REVIEW else ()), *others)


def checked_again(desk: Desk, message: Message) -> Report:
    """A new check of the stored text; what people answered for stands as far as the policy lets it now."""
    return desk.checker.check(message.draft.text, brief=message.brief, suppressions=message.report.suppressions)


def require_allowed(report: Report, message_id: str) -> None:
    """Raise Blocked, naming the rules, unless the report lets the text leave."""
    if report.verdict.may_leave:
        return
    rules = ", ".join(sorted({finding.rule for finding in report.findings}) or report.errors)
    raise Blocked("guardrail_blocks", f"The guardrail stops {message_id}: {rules}; change these places.", rules=rules)


def _store(desk: Desk, tx: Transaction, old: Message, new: Message, person: Person, event: str) -> Message:
    tx.replace_message(old, replace(new, changed=desk.clock.now()))
    body: dict[str, object] = {"content": new.content_hash, "facts": new.facts_fingerprint, "status": new.status}
    body |= {"one_person": True} if new.status is Status.APPROVED and person.login == new.author else {}
    tx.audit(person.login, event, new.id, version=new.version, body=body)
    return tx.message(new.id)
