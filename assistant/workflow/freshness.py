"""Looks again at the facts behind a message: still the same, or what has changed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.domain.brief import RECORDED, Brief, Refusal, SourceKind
from assistant.domain.language import Reason
from assistant.domain.message import OPEN, Message, Status
from assistant.errors import OutOfDate
from assistant.ports import Transaction
from assistant.workflow.brief_case import addresses, brief_case, states_days, wishes_of
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.negotiation.agreements import end_outgrown


def what_changed(desk: Desk, tx: Transaction, message: Message) -> Reason | None:
    """Why the message no longer fits the record, or None while it does."""
    old = message.brief
    moved = _addresses_changed(tx, message) or _date_passed(desk, tx, message)
    if moved:
        return moved
    author = tx.person(message.author)
    new = brief_case(desk, tx, author, old.case_id, wishes_of(old), under_review=True, arrangement=old.arrangement)
    if isinstance(new, Refusal):
        return new.reason
    if new.fingerprint(with_day=states_days(old, message.report)) == message.facts_fingerprint:
        return None
    return _difference(old, new)


def lapsed(desk: Desk, tx: Transaction, message: Message) -> tuple[Status, Reason] | None:
    """What an open message has become by itself: stale when its facts changed, expired when its last yes is too old."""
    changed = what_changed(desk, tx, message)
    if changed:
        return Status.STALE, changed
    newest = max((yes.at for yes in message.endorsements), default=None)
    if newest and desk.clock.now() - newest > timedelta(hours=desk.review.approval_hours):
        return Status.EXPIRED, Reason.of("approval_too_old", hours=desk.review.approval_hours)
    return None


def require_not_lapsed(desk: Desk, message_id: str, actor: str) -> None:
    """Mark an open message that lapsed, for good, and raise OutOfDate saying why."""
    with desk.record.begin() as tx:
        message = tx.message(message_id)
        found = lapsed(desk, tx, message) if message.status in OPEN else None
        if found:
            mark_as(desk, tx, message, *found, actor)
    if found:
        status, reason = found
        raise OutOfDate(
            f"lapsed_{status.value}",
            f"{message_id} is {status.value} ({reason.code.replace('_', ' ')}); compose it again.",
            message=message_id,
            reason=reason,
        )


def mark_as(desk: Desk, tx: Transaction, message: Message, status: Status, reason: Reason, actor: str) -> None:
    """Take ``message`` out of its way with the reason, in this transaction."""
    tx.replace_message(message, replace(message, status=status, note=reason, changed=desk.clock.now()))
    tx.audit(actor, f"message_{status.value}", message.id, version=message.version, body={"reason": reason.code})


def mark_stale(desk: Desk, tx: Transaction, customer_codes: Iterable[str]) -> tuple[str, ...]:
    """Turn open messages of these customers whose facts changed into stale ones; their ids.

    Agreements that wait for acceptance and no longer say what is owed end with them.
    """
    codes = set(customer_codes)
    end_outgrown(desk, tx, codes)
    theirs = [case_id for case_id in tx.cases_with_messages(OPEN) if split_case_id(case_id)[0] in codes]
    stale = []
    for case_id in theirs:  # an import may touch everybody: one case's messages are in memory at a time
        for message in tx.messages(status=OPEN, case_ids=[case_id]):
            reason = what_changed(desk, tx, message)
            if reason:
                mark_as(desk, tx, message, Status.STALE, reason, "record")
                stale.append(message.id)
    return tuple(sorted(stale))


def stop_messages(desk: Desk, tx: Transaction, case_ids: Sequence[str], reason: Reason) -> tuple[str, ...]:
    """Turn every open message of these cases stale, whatever its facts: it is to be thought over again. Their ids."""
    theirs = list(tx.messages(status=OPEN, case_ids=case_ids))
    for message in theirs:
        mark_as(desk, tx, message, Status.STALE, reason, "record")
    return tuple(message.id for message in theirs)


def _addresses_changed(tx: Transaction, message: Message) -> Reason | None:
    sender, recipients = addresses(tx, message.brief)
    if (message.sender, message.recipients) == (sender, recipients):
        return None
    return Reason.of("address_changed", was=", ".join(message.recipients), now=", ".join(recipients))


def _date_passed(desk: Desk, tx: Transaction, message: Message) -> Reason | None:
    """A deadline or an instalment that the text still announces although its day is over."""
    stated = {fact_id for _, _, fact_id in message.report.matched}
    today = desk.today(tx)
    for fact in message.brief.grounds.facts:
        planned = fact.source.kind is SourceKind.POLICY and fact.id in stated
        if planned and isinstance(fact.value, date) and fact.value < today:
            return Reason.of("date_passed", date=fact.value)
    return None


def _difference(old: Brief, new: Brief) -> Reason:
    """The first recorded value that differs, in words that a screen can show."""
    before = {(f.role, f.about): f.value for f in old.grounds.facts if f.source.kind in RECORDED}
    after = {(f.role, f.about): f.value for f in new.grounds.facts if f.source.kind in RECORDED}
    for key in [*before, *after]:
        if before.get(key) != after.get(key):
            return Reason.of("fact_changed", role=key[0], about=key[1], was=before.get(key), now=after.get(key))
    return Reason.of("day_or_rules_changed")
