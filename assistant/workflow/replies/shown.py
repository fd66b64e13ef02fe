"""A customer's replies on a case: each with its reading, what a person said of it, and what they may confirm."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from assistant.domain.case import Case
from assistant.domain.commitments import Reply
from assistant.domain.read_replies import ReadReply
from assistant.domain.reading import Reading
from assistant.errors import NotFound
from assistant.intake.given_reading import ReadingGiven, reading_said
from assistant.intake.replies import read_reply
from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.given import LedgerNow
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.replies.proposed import proposed
from assistant.workflow.replies.rules import reply_rules


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyShown:
    """A reply on its case; ``read`` is None until a person has confirmed what it says."""

    case: Case
    reply: Reply
    reading: Reading
    read: ReadReply | None
    proposed: ReadingGiven

    @property
    def seen(self) -> str:
        """The mark of what was said of it so far: a form that was drawn before that changed has another."""
        return self.read.read_at.isoformat() if self.read else "unread"

    @property
    def to_confirm(self) -> ReadingGiven:
        """What a person starts from: their own last word on the reply, else what is proposed."""
        return reading_said(self.read) if self.read else self.proposed

    @property
    def received_on(self) -> date:
        """The day on which it arrived, where the customer is: the days that it names count from it."""
        return day_received(self.case, self.reply)


def replies_of(desk: Desk, case_id: str) -> tuple[ReplyShown, ...]:
    """All replies of a case, the newest first; raises NotFound for an unknown case."""
    with desk.record.read() as tx:
        case = desk.case(tx, *split_case_id(case_id))
    return tuple(shown(desk, case, reply) for reply in reversed(case.account.replies))


def reply_shown(desk: Desk, case_id: str, reply_id: str) -> ReplyShown:
    """One reply of a case; raises NotFound."""
    with desk.record.read() as tx:
        case = desk.case(tx, *split_case_id(case_id))
    return shown(desk, case, reply_of(case, reply_id))


def reply_of(case: Case, reply_id: str) -> Reply:
    """The reply of this id; raises NotFound."""
    found = next((reply for reply in case.account.replies if reply.id == reply_id), None)
    if found is None:
        message = f"{case.id} has no reply {reply_id[:40]!r}; list them with `tactful replies list {case.id}`."
        raise NotFound("unknown_reply", message, case=case.id, reply=reply_id[:40])
    return found


def shown(desk: Desk, case: Case, reply: Reply) -> ReplyShown:
    """``reply`` read in the light of its case."""
    reading = read_in_case(case, reply)
    return ReplyShown(
        case=case,
        reply=reply,
        reading=reading,
        read=next((read for read in case.account.read_replies if read.reply_id == reply.id), None),
        proposed=proposed(case, reading, reply_rules(), desk.calendar),
    )


def read_in_case(case: Case, reply: Reply) -> Reading:
    """What the reply says: its days count where the customer is."""
    return read_reply(reply.text, day_received(case, reply), ledger_now(case))


def ledger_now(case: Case) -> LedgerNow:
    """What "in full" and "half" are of: what is open on the case now."""
    numbers = tuple(item.invoice.number for item in case.items)
    total = OpenTotal(amount=case.open_balance.decimal if numbers else None, currency=case.currency)
    return LedgerNow(invoice_nos=numbers, total=total)


def day_received(case: Case, reply: Reply) -> date:
    """The day on which the reply arrived where the customer is; in UTC where nobody knows their zone."""
    try:
        zone = ZoneInfo(case.customer.timezone)
    except (ValueError, ZoneInfoNotFoundError, OSError):
        zone = ZoneInfo("UTC")
    return reply.received.astimezone(zone).date()
