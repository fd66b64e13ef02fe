"""Keeps what a person says that a reply says, and records what follows at once: cause, promise, dispute and hold."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.domain.case import HELD_IN, Case
from assistant.domain.commitments import Cause
from assistant.domain.entries import KEYS, EntryKind
from assistant.domain.kinds import MessageKind
from assistant.domain.parties import Person
from assistant.domain.read_replies import ReadReply
from assistant.errors import Refused
from assistant.intake.given_entries import CauseGiven, DisputeGiven, HoldGiven, PromiseGiven
from assistant.intake.given_reading import DisputeSaid, HoldSaid, PromiseSaid, ReadingGiven, labels_of, reading_said
from assistant.workflow.desk import Desk, billing_digits_of, require_role, split_case_id
from assistant.workflow.record import Recorded, record_cause, record_dispute, record_hold, record_promise, typed
from assistant.workflow.record.entering import RECORDERS
from assistant.workflow.replies.checked import checked
from assistant.workflow.replies.proposed import answer_day
from assistant.workflow.replies.rules import labels_said, reply_rules
from assistant.workflow.replies.shown import ReplyShown, reply_of, shown
from assistant.workflow.undo import undo_in_case


@dataclass(frozen=True, kw_only=True, slots=True)
class Confirmed:
    """What was kept, what was ``recorded`` with it, and the case as it stands now; ``answer`` is the message to write.

    ``new`` is false when a person had said exactly this before.
    """

    read: ReadReply
    recorded: tuple[Recorded, ...]
    case: Case
    answer: MessageKind | None
    new: bool


def confirm_reading(desk: Desk, person: Person, case_id: str, reply_id: str, given: ReadingGiven | None) -> Confirmed:
    """Keep ``given``; when it is None, what a person said before, else the reading as it is proposed.

    Said otherwise before, that is corrected. What an earlier word on the reply had recorded and this one does not say
    any more is undone. Raises NotAllowed, NotFound, BadInput for a label that cannot be recorded as it stands, and
    Refused when the reply was read since.
    """
    require_role(person, *RECORDERS)
    with desk.record.begin() as tx:
        inside = desk.within(tx)
        case = desk.case(tx, *split_case_id(case_id))
        it = shown(desk, case, reply_of(case, reply_id))
        if given is not None and given.seen not in ("", it.seen):
            raise Refused(
                "reply_read_since", f"Someone else has read {reply_id} since you looked; look at it again.",
                reply=reply_id,
            )  # fmt: skip
        wanted = checked(it, given or it.to_confirm, billing_digits_of(tx))
        answer = reply_rules().answer_to(labels_said(wanted))
        said = labels_of(wanted)
        if it.read and said == it.read.said:
            return Confirmed(read=it.read, recorded=(), case=case, answer=answer, new=False)
        entries = _without_what_changed(inside, person, it, said, wanted.note)
        recorded = tuple(_record(inside, person, it, wanted, standing=entries))
        read = ReadReply(
            reply_id=reply_id,
            customer_code=case.customer.code,
            currency=case.currency,
            said=said,
            corrected=tuple(name for name, value in labels_of(it.proposed).items() if value != said[name]),
            entries=entries | {str(done.kind): done.key for done in recorded if done.kind in set(EntryKind)},
            read_by=person.login,
            read_at=desk.clock.now(),
        )
        tx.save_read_reply(read)
        body = {"reply": reply_id, "corrected": list(read.corrected), "entries": dict(read.entries)}
        tx.audit(person.login, "reply_read", case.id, body=body)
        after = desk.case(tx, *split_case_id(case_id))
    return Confirmed(read=read, recorded=recorded, case=after, answer=answer, new=True)


def _without_what_changed(
    desk: Desk, person: Person, it: ReplyShown, said: Mapping[str, object], note: str
) -> dict[str, str]:
    """What was recorded with the reply before and is said as before; the rest is undone, unless it was by hand.

    What somebody undid by hand stays so while nobody says it otherwise.
    """
    if it.read is None:
        return {}
    kept = {}
    for kind, key in it.read.entries.items():
        held = getattr(it.case.account, HELD_IN[EntryKind(kind)])
        if said[kind] == it.read.said.get(kind):
            kept[kind] = key
        elif key in {getattr(entry, KEYS[EntryKind(kind)]) for entry in held}:
            undo_in_case(desk, person, it.case.id, EntryKind(kind), key, note.strip() or it.reply.id)
    return kept


def _record(
    desk: Desk, person: Person, it: ReplyShown, given: ReadingGiven, *, standing: Mapping[str, str]
) -> Iterator[Recorded]:
    """Every entry that follows from ``given`` and is not ``standing`` yet."""
    cause = _cause(it, given)
    if cause is not None:
        yield record_cause(desk, person, it.case.id, cause)
    acts: Mapping[str, Callable[[Desk, Person, ReplyShown, Any], Recorded]] = {
        EntryKind.PROMISE: _promise,
        EntryKind.DISPUTE: _dispute,
        EntryKind.HOLD: _hold,
    }
    for kind, act in acts.items():
        part = getattr(given, kind)
        if part is not None and kind not in standing:
            yield act(desk, person, it, part)


def _cause(it: ReplyShown, given: ReadingGiven) -> CauseGiven | None:
    """The cause to record: said as before, it leaves alone what is known since; taken back, nothing is known of it."""
    wanted = _cause_said(it, given)
    before = _cause_said(it, reading_said(it.read)) if it.read else None
    if wanted == before:
        return None
    if given.cause is not Cause.UNKNOWN:
        return wanted
    noted = it.case.account.cause
    stands = before and noted and (noted.cause, noted.evidence) == (before.cause, typed.words(before.evidence, "cause"))
    return wanted if stands else None


def _cause_said(it: ReplyShown, said: ReadingGiven) -> CauseGiven:
    return CauseGiven(cause=said.cause, evidence=said.evidence or it.reply.subject or it.reply.id)


def _promise(desk: Desk, person: Person, it: ReplyShown, said: PromiseSaid) -> Recorded:
    given = PromiseGiven(
        amount=said.amount,
        due=date.fromisoformat(said.due),
        quote=said.quote,
        source=it.reply.id,
        made_on=it.received_on,
        confirmed=said.confirmed,
    )
    return record_promise(desk, person, it.case.id, given)


def _dispute(desk: Desk, person: Person, it: ReplyShown, said: DisputeSaid) -> Recorded:
    given = DisputeGiven(
        invoice=said.invoice,
        reason=said.reason,
        quote=said.quote,
        handler=said.handler or person.name.in_language(it.case.customer.language),
        answer_by=_day(said.answer_by) or answer_day(it.case, reply_rules(), desk.calendar),
        amount=said.amount,
        opened_on=it.received_on,
    )
    return record_dispute(desk, person, it.case.id, given)


def _hold(desk: Desk, person: Person, it: ReplyShown, said: HoldSaid) -> Recorded:
    given = HoldGiven(reason=said.reason, until=_day(said.until), note=it.reply.id)
    return record_hold(desk, person, it.case.id, given)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
