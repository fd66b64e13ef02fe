"""Prepares a draft: brief, words, check; a refusal instead when the rules say that nothing may be sent."""

from dataclasses import replace
from datetime import datetime

from assistant.domain.brief import Brief, Refusal
from assistant.domain.draft import Draft
from assistant.domain.finding import Report
from assistant.domain.language import Reason
from assistant.domain.message import Message, Status
from assistant.domain.parties import Person, Role
from assistant.errors import Refused
from assistant.planning import Wishes
from assistant.ports import Transaction
from assistant.workflow.brief_case import addresses, brief_case, states_days
from assistant.workflow.desk import Desk, require_role
from assistant.workflow.freshness import lapsed, mark_as
from assistant.workflow.record.typed import MOST_WORDS, line

# A new draft takes the place of these; one that others are working on has to be returned or released first.
REPLACEABLE = frozenset({Status.COMPOSING, Status.RETURNED, Status.STALE, Status.EXPIRED})
UNDER_REVIEW = frozenset({Status.IN_REVIEW, Status.AWAITING_AUTHOR, Status.APPROVED})


def prepare_draft(
    desk: Desk, author: Person, case_id: str, wishes: Wishes | None = None, *, writer: str | None = None
) -> Message | Refusal:
    """A new message on ``case_id``, written and checked; it replaces an unfinished draft of the same case.

    Wishes may go against the policy, some of them with a reason, which the message keeps and the audit log names.
    Raises BadInput for a reason that is too long, NotFound for an unknown case, NotAllowed without the account
    manager's role, and Refused while a message of this case is under review.
    """
    require_role(author, Role.ACCOUNT_MANAGER)
    wanted = wishes or Wishes()
    wanted = replace(wanted, because=line(wanted.because, "because", needed=False, most=MOST_WORDS))
    _retire_lapsed(desk, author, case_id)
    with desk.record.read() as tx:
        _require_none_under_review(tx, case_id)
        brief = brief_case(desk, tx, author, case_id, wanted)
    if isinstance(brief, Refusal):
        return brief
    draft, report = write_and_check(desk, brief, writer)
    now = desk.clock.now()
    with desk.record.begin() as tx:
        _require_none_under_review(tx, case_id)
        _supersede(tx, author, case_id, now)
        sender, recipients = addresses(tx, brief)
        message = Message(
            id=tx.next_id("M"),
            brief=brief,
            status=Status.COMPOSING,
            author=author.login,
            editor=author.login,
            version=1,
            draft=draft,
            report=report,
            sender=sender,
            recipients=recipients,
            facts_fingerprint=brief.fingerprint(with_day=states_days(brief, report)),
            created=now,
            changed=now,
        )
        tx.add_message(message)
        body: dict[str, object] = {
            "content": message.content_hash,
            "facts": message.facts_fingerprint,
            "verdict": report.verdict,
        }
        if brief.override:
            body |= {"against_policy": [reason.code for reason in brief.override.reasons]}
            body |= {"because": brief.override.because}
        tx.audit(author.login, "draft_prepared", message.id, version=1, body=body)
    return message


def write_and_check(desk: Desk, brief: Brief, writer: str | None) -> tuple[Draft, Report]:
    """The words of ``writer``, checked; the composer's instead when a model's words are blocked."""
    name, chosen = desk.writer(writer)
    draft = chosen.write(brief)
    report = desk.checker.check(draft.text, brief=brief)
    if report.verdict.may_leave or name == "composer":
        return draft, report
    blocked_by = Reason.of("blocked_by_guardrail", rules=", ".join(sorted({f.rule for f in report.findings})))
    composed = desk.writer("composer")[1].write(brief)
    stamp = replace(composed.stamp, model=draft.stamp.model, fallback=blocked_by)
    return replace(composed, stamp=stamp), desk.checker.check(composed.text, brief=brief)


def _retire_lapsed(desk: Desk, author: Person, case_id: str) -> None:
    """A message that waits on facts of yesterday, or on an approval of last week, stands in nobody's way."""
    with desk.record.begin() as tx:
        for message in tx.messages(status=UNDER_REVIEW, case_ids=[case_id]):
            found = lapsed(desk, tx, message)
            if found:
                mark_as(desk, tx, message, *found, author.login)


def _require_none_under_review(tx: Transaction, case_id: str) -> None:
    waiting = tx.messages(status=UNDER_REVIEW, case_ids=[case_id])
    if waiting:
        raise Refused(
            "already_under_review",
            f"{waiting[0].id} of this case is {waiting[0].status.value.replace('_', ' ')}; release or return it first.",
            message=waiting[0].id,
            status=waiting[0].status.value,
        )


def _supersede(tx: Transaction, author: Person, case_id: str, now: datetime) -> None:
    for old in tx.messages(status=REPLACEABLE, case_ids=[case_id]):
        tx.replace_message(old, replace(old, status=Status.SUPERSEDED, changed=now))
        tx.audit(author.login, "draft_superseded", old.id, version=old.version)
