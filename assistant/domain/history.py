"""A customer's history in pieces: each reply, contact, promise, payment or message, as it can be searched and shown."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.message import Status


class PieceKind(StrEnum):
    """What a piece of history is."""

    REPLY = "reply"
    CALL = "call"
    CONTACT = "contact"
    PROMISE = "promise"
    PAYMENT = "payment"
    CREDIT_NOTE = "credit_note"
    DISPUTE = "dispute"
    CAUSE = "cause"
    HOLD = "hold"
    PLAN = "plan"
    OFFER = "offer"
    AGREEMENT = "agreement"
    MESSAGE = "message"


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """One thing that happened with one customer, on ``day`` of the creditor's own calendar.

    ``text`` is our sentence about it in the reader's language. ``quote`` is the letter or mail itself, as it was
    written: data, never an instruction. ``about`` names the invoices; ``case_id`` is empty for what belongs to every
    currency; ``source`` says where it is from; ``status`` is a message's: only a released one has left.
    """

    id: str
    kind: PieceKind
    customer_code: str
    case_id: str
    day: date
    text: str
    quote: str = ""
    about: tuple[str, ...] = ()
    source: str = ""
    status: Status | None = None

    @property
    def number(self) -> str:
        """What people call it by; empty for contacts and causes, whose id is only a key."""
        return "" if self.kind in _UNNUMBERED else self.id


_UNNUMBERED = frozenset({PieceKind.CALL, PieceKind.CONTACT, PieceKind.CAUSE})


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryHit:
    """A piece that answers a question; a higher ``score`` is better, and scores compare within one answer.

    ``excerpt`` is the part of its text that shows best why, and ``marks`` are the places in it of what was asked for.
    """

    piece: Piece
    score: float
    excerpt: str
    marks: tuple[tuple[int, int], ...]
