"""What kinds of message there are, how they travel, how firm they are, and how far a case has gone."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What is written."""

    PAYMENT_REMINDER = "payment_reminder"
    CALL_SCRIPT = "call_script"
    PROMISE_FOLLOWUP = "promise_followup"


class Channel(StrEnum):
    """How it reaches the customer."""

    EMAIL = "email"
    SMS = "sms"
    LETTER = "letter"
    PHONE = "phone"


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
