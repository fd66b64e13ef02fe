"""Records a contact that was made, and what became of one: when, by which channel, and how it ended."""

from dataclasses import replace
from datetime import datetime

from assistant.domain.commitments import INBOUND, ContactMade
from assistant.domain.entries import EntryKind
from assistant.domain.kinds import Stage
from assistant.domain.language import Reason
from assistant.domain.parties import Person
from assistant.errors import BadInput, NotFound, Refused
from assistant.intake.given_entries import ContactGiven, Direction
from assistant.workflow.desk import Desk
from assistant.workflow.record import typed
from assistant.workflow.record.entering import OUTCOME_RECORDED, Entering, Recorded, entering
from assistant.workflow.record.vocabulary import chosen, vocabulary


def record_contact(desk: Desk, person: Person, case_id: str, given: ContactGiven) -> Recorded:
    """A contact of ours or of the customer's, or the outcome of one that is recorded already.

    A promise, a dispute or money that it brought is recorded besides. Raises Refused when something else is recorded
    for the same moment, channel and kind.
    """
    with entering(desk, person, case_id) as entry:
        outcome = chosen("outcome", given.outcome, vocabulary().outcomes)
        besides = vocabulary().outcomes[outcome].record
        advice = (Reason.of("record_besides", kind=besides),) if besides else ()
        if given.of.strip():
            before = _contact(entry, given.of)
            after = _ended(before, outcome, given)
            return entry.as_it_is(before) if before == after else entry.keep(after, *advice, event=OUTCOME_RECORDED)
        contact = _made(entry, given, outcome)
        return entry.as_it_is(contact) if _is_known(entry, contact) else entry.keep(contact, *advice)


def _made(entry: Entering, given: ContactGiven, outcome: str) -> ContactMade:
    channel = chosen("channel", given.channel, vocabulary().channels)
    return ContactMade(
        customer_code=entry.customer,
        currency=entry.case.currency,
        at=_moment(entry, given.at),
        channel=channel,
        kind=_kind(given, channel),
        stage=_stage(entry),
        outcome=outcome,
        note=typed.words(given.note, "note", needed=False),
    )


def _contact(entry: Entering, key: str) -> ContactMade:
    found = next((c for c in entry.case.account.contacts if c.key == key.strip()), None)
    if found is None:
        raise NotFound(
            "unknown_entry",
            f"Customer {entry.customer} has no contact {key[:80]!r} in the record.",
            customer=entry.customer,
            entry=key[:80],
        )
    return found


def _ended(contact: ContactMade, outcome: str, given: ContactGiven) -> ContactMade:
    """The same contact with its outcome; when, how and what it was about stay as they were."""
    if given.channel or given.at or given.kind or given.direction is Direction.IN:
        raise BadInput("outcome_alone", "With “of”, give the outcome and a note alone: the rest of it stays as it was.")
    note = typed.words(given.note, "note", needed=False)
    return replace(contact, outcome=outcome, note="\n".join(part for part in (contact.note, note) if part))


def _moment(entry: Entering, text: str) -> datetime:
    if not text.strip():
        return entry.case.now.replace(microsecond=0)
    zone = entry.desk.zone(entry.tx)
    at = typed.moment(text, "at", zone)
    if at > entry.case.now:
        ours = at.astimezone(zone)
        raise BadInput("moment_in_future", f"at: {ours} lies in the future; correct it.", field="at", moment=ours)
    typed.past(at.astimezone(zone).date(), "at", entry.today)
    return at


def _kind(given: ContactGiven, channel: str) -> str:
    if given.direction is Direction.IN:
        return INBOUND
    known = vocabulary()
    return chosen("kind", given.kind, known.kinds) if given.kind else known.kind_of_channel[channel]


def _stage(entry: Entering) -> Stage:
    """How far the case has gone."""
    step = entry.desk.policy.step_at(entry.case.days_past_due) if entry.case.items else None
    return step.stage if step else Stage.UPCOMING


def _is_known(entry: Entering, contact: ContactMade) -> bool:
    same = next((c for c in entry.case.account.contacts if c.key == contact.key), None)
    undone = any((u.kind, u.key) == (EntryKind.CONTACT, contact.key) for u in entry.case.account.undone)
    if undone or (same and (same.outcome, same.note) != (contact.outcome, contact.note)):
        raise Refused(
            "contact_known",
            f"A contact of this channel and kind is recorded for {contact.at:%Y-%m-%d %H:%M} UTC; give another time.",
            moment=contact.at.astimezone(entry.desk.zone(entry.tx)),
        )
    return same is not None
