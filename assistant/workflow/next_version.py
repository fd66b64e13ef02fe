"""Stores another wording of the author's own draft as its next version."""

from dataclasses import replace

from assistant.domain.brief import Brief
from assistant.domain.draft import Draft
from assistant.domain.finding import Report
from assistant.domain.message import EDITABLE, Message, Status, Variant, require_move
from assistant.domain.parties import Person, Role
from assistant.errors import NotAllowed, Refused
from assistant.ports import Transaction
from assistant.workflow.apply_suggestion import seen_version
from assistant.workflow.brief_case import addresses, states_days
from assistant.workflow.desk import Desk, require_role


def own_draft(tx: Transaction, author: Person, message_id: str, version: int) -> Message:
    """The message, if ``author`` may give it another wording: it is theirs, unfinished, and not newer than they saw.

    Raises NotAllowed, Refused, NotFound or OutOfDate.
    """
    require_role(author, Role.ACCOUNT_MANAGER)
    message = seen_version(tx, message_id, version)
    if message.author != author.login:
        raise NotAllowed(
            "not_the_author",
            f"{message.id} is {message.author}'s draft; only they may word it anew.",
            author=message.author,
        )
    if message.status not in EDITABLE:
        raise Refused(
            "not_editable",
            f"{message.id} is {message.status.value.replace('_', ' ')} and cannot be edited now.",
            status=message.status.value,
        )
    return message


def next_version(
    desk: Desk,
    tx: Transaction,
    old: Message,
    author: Person,
    draft: Draft,
    report: Report,
    *,
    event: str,
    brief: Brief | None = None,
    other: Variant | None = None,
    **body: object,
) -> Message:
    """``draft`` as what ``old`` says from now on; ``event`` and ``body`` are for the audit log.

    ``brief`` is the one that it was written for, where that is a new one. Raises OutOfDate when someone was faster.
    """
    if old.status is not Status.COMPOSING:
        require_move(old.status, Status.COMPOSING)
    wanted = brief or old.brief
    sender, recipients = addresses(tx, wanted)
    new = replace(
        old,
        brief=wanted,
        status=Status.COMPOSING,
        editor=author.login,
        version=old.version + 1,
        draft=draft,
        report=report,
        sender=sender,
        recipients=recipients,
        facts_fingerprint=wanted.fingerprint(with_day=states_days(wanted, report)),
        changed=desk.clock.now(),
        endorsements=(),
        other=other,
    )
    tx.replace_message(old, new)
    tx.audit(
        author.login,
        event,
        new.id,
        version=new.version,
        body={**body, "content": new.content_hash, "facts": new.facts_fingerprint, "verdict": report.verdict},
    )
    return new
