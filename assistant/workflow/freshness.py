"""Looks again at the facts behind a message: still the same, or what has changed."""

from collections.abc import Iterable
from dataclasses import replace

from assistant.domain.brief import RECORDED, Brief, Refusal
from assistant.domain.language import Reason
from assistant.domain.message import OPEN, Message, Status
from assistant.errors import OutOfDate
from assistant.planning import Wishes
from assistant.ports import Transaction
from assistant.workflow.brief_case import brief_case
from assistant.workflow.desk import Desk
from assistant.workflow.prepare_draft import states_days


def what_changed(desk: Desk, tx: Transaction, message: Message) -> Reason | None:
    """Why the message no longer fits the record, or None while it does."""
    old = message.brief
    wishes = Wishes(kind=old.kind, channel=old.channel, tone=old.tone, language=old.language)
    new = brief_case(desk, tx, tx.person(message.author), old.case_id, wishes, ignore_timing=True)
    if isinstance(new, Refusal):
        return new.reason
    if new.fingerprint(with_day=states_days(old, message.report)) == message.facts_fingerprint:
        return None
    return _difference(old, new)


def require_fresh(desk: Desk, tx: Transaction, message: Message) -> None:
    """Raise OutOfDate, saying what changed, when the message no longer fits the record."""
    reason = what_changed(desk, tx, message)
    if reason:
        raise OutOfDate(
            "facts_changed",
            f"The facts behind {message.id} changed ({reason.code.replace('_', ' ')}); compose it again.",
            message=message.id,
            reason=reason,
        )


def mark_stale(desk: Desk, tx: Transaction, customer_codes: Iterable[str]) -> tuple[str, ...]:
    """Turn open messages of these customers whose facts changed into stale ones; their ids."""
    codes = set(customer_codes)
    stale = []
    for message in tx.messages(status=OPEN):
        reason = what_changed(desk, tx, message) if message.brief.customer_code in codes else None
        if reason:
            tx.replace_message(message, replace(message, status=Status.STALE, note=reason, changed=desk.clock.now()))
            tx.audit("record", "message_stale", message.id, version=message.version, body={"reason": reason.code})
            stale.append(message.id)
    return tuple(stale)


def _difference(old: Brief, new: Brief) -> Reason:
    """The first recorded value that differs, in words that a screen can show."""
    before = {(f.role, f.about): f.value for f in old.grounds.facts if f.source.kind in RECORDED}
    after = {(f.role, f.about): f.value for f in new.grounds.facts if f.source.kind in RECORDED}
    for key in [*before, *after]:
        if before.get(key) != after.get(key):
            return Reason.of("fact_changed", role=key[0], about=key[1], was=before.get(key), now=after.get(key))
    return Reason.of("day_or_rules_changed")
