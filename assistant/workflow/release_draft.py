"""Releases an approved message: everything is looked at once more, and only the approved bytes leave, once."""

import hashlib
from dataclasses import replace
from datetime import datetime

from assistant.domain.case import Case
from assistant.domain.commitments import ContactMade
from assistant.domain.message import Message, Status, endorsed_by_two, require_move
from assistant.domain.parties import Person, Role
from assistant.errors import Refused
from assistant.planning import beyond_limits, opening, opening_within_limits, too_soon
from assistant.ports import OutboxEntry, Transaction
from assistant.workflow.desk import Desk, require_role, split_case_id
from assistant.workflow.freshness import require_not_lapsed
from assistant.workflow.letter_file import files_of
from assistant.workflow.negotiation.agreements import put_in_writing
from assistant.workflow.negotiation.grants import require_authority, require_interest_reason
from assistant.workflow.negotiation.offers_seen import answer_earlier
from assistant.workflow.negotiation.stated import require_stated
from assistant.workflow.review import checked_again, require_allowed


def release_draft(desk: Desk, person: Person, message_id: str) -> OutboxEntry:
    """Put the approved bytes into the outbox and hand them on; a second call changes nothing and answers the same.

    Raises Refused with the reason when approval, facts, hours or guardrail no longer allow it; a message whose facts
    changed or whose approval is too old is marked so, in the record, before the error is raised.
    """
    require_role(person, Role.ACCOUNT_MANAGER, Role.REVIEWER)
    require_not_lapsed(desk, message_id, person.login)
    with desk.record.begin() as tx:
        message = tx.message(message_id)
        if message.status is not Status.RELEASED:
            require_move(message.status, Status.RELEASED)
            _require_release_now(desk, tx, message)
            _queue(desk, tx, message, person)
    return _hand_over(desk, message_id)


def _require_release_now(desk: Desk, tx: Transaction, message: Message) -> None:
    _require_endorsers(desk, tx, message)
    require_authority(desk, tx, message)
    require_interest_reason(desk, tx, message, "".join(yes.reasons for yes in message.endorsements if yes.as_reviewer))
    desk.dispatcher.require_deliverable(message)
    report = checked_again(desk, message)
    require_allowed(report, message.id)
    require_stated(message, report)
    _require_time(desk, desk.case(tx, *split_case_id(message.brief.case_id)), message)


def _require_time(desk: Desk, case: Case, message: Message) -> None:
    """The policy's waiting times and hours, or the limits where a person answers for the time."""
    now, customer, rules = case.now, case.customer, desk.policy.contact
    chosen = message.brief.override
    if chosen and chosen.on and case.today < chosen.on:
        raise Refused("not_before", f"{message.id} was written to leave on {chosen.on}; release it then.", on=chosen.on)
    if chosen and chosen.sets_time:
        soon = beyond_limits(case, rules)
        opens = opening_within_limits(now, customer.timezone, rules.limits)
    else:
        # Who negotiates answers the customer: no waiting time holds back an answer.
        soon = too_soon(case, rules) if message.brief.arrangement is None else None
        opens = opening(now, customer.timezone, customer.region, rules, desk.calendar)
    if soon:
        raise Refused(
            "contacted_recently", "The customer was contacted too recently; release it later.", reason=soon.reason
        )
    if opens != now:
        raise Refused(
            "quiet_hours",
            f"It is outside the customer's working hours; release it from {opens:%Y-%m-%d %H:%M %Z}.",
            opens=opens,
        )


def _require_endorsers(desk: Desk, tx: Transaction, message: Message) -> None:
    """Those who said yes are still here, and may still say it: one as author, one as reviewer (review rule 1)."""
    if not endorsed_by_two(message) and not (desk.review.one_person and _reviewed_by_author(message)):
        raise Refused(
            "two_people_needed", f"{message.id} needs the yes of its author and of one reviewer.", message=message.id
        )
    for yes in message.endorsements:
        if not tx.person(yes.login).may(Role.REVIEWER if yes.as_reviewer else Role.ACCOUNT_MANAGER):
            raise Refused(
                "endorser_gone",
                f"{yes.login}, who endorsed {message.id}, may no longer do so; have it reviewed again.",
                login=yes.login,
                message=message.id,
            )


def _reviewed_by_author(message: Message) -> bool:
    return any(yes.as_reviewer and yes.content_hash == message.content_hash for yes in message.endorsements)


def _queue(desk: Desk, tx: Transaction, message: Message, person: Person) -> None:
    now = desk.clock.now()
    entry = OutboxEntry(
        message_id=message.id,
        version=message.version,
        content_hash=message.content_hash,
        header_id=_header_id(message),
        queued=now,
        state="claimed",
    )
    tx.add_to_outbox(entry)
    tx.replace_message(message, replace(message, status=Status.RELEASED, changed=now))
    tx.save_contact(_contact(message, now))
    answer_earlier(desk, tx, message, person.login)
    put_in_writing(desk, tx, message, person.login)
    tx.audit(person.login, "released", message.id, version=message.version, body={"content": message.content_hash})


def _contact(message: Message, now: datetime) -> ContactMade:
    brief = message.brief
    code, currency = split_case_id(brief.case_id)
    return ContactMade(
        customer_code=code,
        currency=currency,
        at=now,
        channel=brief.channel,
        kind=brief.kind,
        stage=brief.stage,
        outcome="sent",
        note=message.id,
    )


def _hand_over(desk: Desk, message_id: str) -> OutboxEntry:
    """Deliver what is claimed; the same bytes land in the same place, so that a repeat after a crash is harmless."""
    with desk.record.read() as tx:
        message = tx.message(message_id)
        entry = _entry(tx, message)
        if entry.state == "delivered":
            return entry
        files = files_of(desk, tx, message)
    place = desk.dispatcher.deliver(message, header_id=entry.header_id, at=entry.queued, files=files)
    digests = {ending: hashlib.sha256(content).hexdigest() for ending, content in files.items()}
    with desk.record.begin() as tx:
        tx.mark_outbox(message.id, message.version, "delivered", str(place))
        tx.audit("outbox", "delivered", message.id, version=message.version, body={"files": digests} if digests else {})
        return _entry(tx, message)


def _entry(tx: Transaction, message: Message) -> OutboxEntry:
    return next(e for e in tx.outbox() if (e.message_id, e.version) == (message.id, message.version))


def _header_id(message: Message) -> str:
    """Fixed before the first try, and the same for the same bytes."""
    domain = message.sender.rpartition("@")[2]
    return f"<{message.id.lower()}.{message.version}.{message.content_hash[:16]}@{domain}>"
