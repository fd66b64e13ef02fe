"""What kinds of message there are, how they travel, how firm they are, and how far a case has gone."""

from collections.abc import Mapping
from enum import StrEnum


class MessageKind(StrEnum):
    """What is written."""

    PAYMENT_REMINDER = "payment_reminder"
    CALL_SCRIPT = "call_script"
    PROMISE_FOLLOWUP = "promise_followup"
    DISPUTE_ACKNOWLEDGEMENT = "dispute_acknowledgement"
    NEGOTIATION_REPLY = "negotiation_reply"
    PLAN_PROPOSAL = "plan_proposal"
    WRITTEN_CONFIRMATION = "written_confirmation"
    RECEIPT_THANKS = "receipt_thanks"
    STATEMENT_OF_ACCOUNT = "statement_of_account"
    FORMAL_DEMAND = "formal_demand"
    SERVICE_SUSPENSION_NOTICE = "service_suspension_notice"
    CREDIT_TERMS_CHANGE = "credit_terms_change"
    RELATIONSHIP_NOTE = "relationship_note"
    VISIT_BRIEF = "visit_brief"
    COUNSEL_BRIEF = "counsel_brief"


class Channel(StrEnum):
    """How it reaches the customer; a visit's notes and a file for counsel stay with our own people."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    PHONE = "phone"
    CHAT = "chat"
    VISIT = "visit"
    FILE = "file"


class Tone(StrEnum):
    """How firm the message is, softest first."""

    FRIENDLY = "friendly"
    NEUTRAL = "neutral"
    FIRM = "firm"
    FORMAL = "formal"

    @property
    def force(self) -> int:
        """0 for friendly to 3 for formal."""
        return list(Tone).index(self)


class Stage(StrEnum):
    """How far the case has gone, earliest first."""

    UPCOMING = "upcoming"
    DUE = "due"
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    FORMAL = "formal"
    EXTERNAL = "external"


# Kinds that go one way only: spoken, carried along on a visit, or handed to counsel.
ONLY_CHANNEL: Mapping[MessageKind, Channel] = {
    MessageKind.CALL_SCRIPT: Channel.PHONE,
    MessageKind.VISIT_BRIEF: Channel.VISIT,
    MessageKind.COUNSEL_BRIEF: Channel.FILE,
}
# Kinds that ask for money which is due: nothing of the sort is written on what is paid, disputed or promised.
CHASING = frozenset(
    {
        MessageKind.PAYMENT_REMINDER,
        MessageKind.CALL_SCRIPT,
        MessageKind.FORMAL_DEMAND,
        MessageKind.SERVICE_SUSPENSION_NOTICE,
    }
)
# Counted as reminders: whoever gets the third is told what changed since the second.
REMINDING = CHASING | {MessageKind.PROMISE_FOLLOWUP}
# Written in a tone of at least this force: a last letter in a friendly tone would mislead.
SOLEMN = frozenset({MessageKind.FORMAL_DEMAND, MessageKind.SERVICE_SUSPENSION_NOTICE})
