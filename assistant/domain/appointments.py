"""What stands in a calendar: days by which somebody has to act on a case, and visits."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from assistant.domain.language import Reason


class AppointmentKind(StrEnum):
    """What the day is for."""

    ASK_BY = "ask_by"
    PROMISE = "promise"
    DISPUTE_ANSWER = "dispute_answer"
    HOLD_END = "hold_end"
    INSTALMENT = "instalment"
    VISIT = "visit"


@dataclass(frozen=True, kw_only=True, slots=True)
class Appointment:
    """One entry of a calendar; it tells names and numbers of documents, and no amount.

    ``key`` tells it from the others of its kind, so that a changed day moves the entry instead of adding one.
    ``day`` is where the customer is. A visit also has ``starts`` and ``ends`` (in the customer's own zone), a place and
    its purpose in a person's words; a whole day has neither.
    """

    kind: AppointmentKind
    key: str
    day: date
    title: Reason
    note: Reason
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    purpose: str = ""
