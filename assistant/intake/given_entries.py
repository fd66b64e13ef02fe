"""The shapes of what a person records about a case, typed on the command line or sent as JSON; texts as they came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.commitments import Cause, HoldReason
from assistant.domain.contract_terms import TermField, TermState
from assistant.domain.entries import EntryKind
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.domain.late_terms import YesOrNo
from assistant.domain.ledger import ProofKind
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class MoneyGiven(Closed):
    """A payment, a refund or a credit note: ``amount`` is a plain decimal above zero, ``on`` the day it was made.

    Without ``invoice`` it is not put on any, without ``number`` it gets one. ``currency`` says the case's own currency
    once more: it is needed where nothing is recorded in it yet.
    """

    amount: str
    on: date
    invoice: str = ""
    number: str = ""
    source: str = ""
    currency: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseGiven(Closed):
    """A promise to pay; without ``invoices`` it is for all of them, ``made_on`` is today unless given.

    ``confirmed`` says that an amount above what is open is meant.
    """

    amount: str
    due: date
    quote: str
    source: str
    made_on: date | None = None
    invoices: tuple[str, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class DisputeGiven(Closed):
    """What the customer contests; without ``amount`` it is all that is open and not contested yet."""

    invoice: str
    reason: str
    quote: str
    handler: str
    answer_by: date
    amount: str = ""
    opened_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ResolutionGiven(Closed):
    """How a dispute ended; today unless ``resolved_on`` is given."""

    outcome: str
    resolved_on: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldGiven(Closed):
    """A stop from today up to and including ``until``, or until lifted; of one case, or of every currency."""

    reason: HoldReason
    until: date | None = None
    note: str = ""
    every_currency: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LiftGiven(Closed):
    """Lifting a hold needs no more than its id, which the address names."""


class Direction(StrEnum):
    """Who made a contact."""

    OUT = "out"
    IN = "in"


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactGiven(Closed):
    """A contact made; ``at`` is ``2026-06-16T15:30`` in the creditor's zone or with an offset, now unless given.

    ``kind`` is the kind of message, taken from the channel unless given; ``note`` is for our own side. ``of`` is the
    journal's key of a contact that is recorded already: what became of it, such as the proof that a letter arrived.
    """

    outcome: str
    channel: str = ""
    at: str = ""
    direction: Direction = Direction.OUT
    kind: str = ""
    note: str = ""
    of: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyGiven(Closed):
    """What a customer wrote, pasted by a person; ``received`` is a day or moment where the creditor is, else now."""

    text: str
    received: str = ""
    sender: str = ""
    subject: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofGiven(Closed):
    """What shows that an invoice's goods arrived or work was accepted, or how far its project is."""

    invoice: str
    kind: ProofKind
    on: date
    status: str
    document: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CauseGiven(Closed):
    """Why the case is late, with the words that show it."""

    cause: Cause
    evidence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class UndoGiven(Closed):
    """Which entry no longer counts, and why; ``key`` is its number, id or, for a contact, its key in the journal."""

    kind: EntryKind
    key: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocationGiven(Closed):
    """Where money goes that names no invoice: ``amount`` to ``invoice``, else all of it as the rules propose.

    ``receipt`` says which money where there is more than one; ``by_debtor`` that the customer said so.
    """

    invoice: str = ""
    amount: str = ""
    receipt: str = ""
    by_debtor: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LawAnswerGiven(Closed):
    """A person's answer to a question on which a rule of law depends, with what shows it."""

    rule: str
    question: str
    answer: YesOrNo
    evidence: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LateTermsGiven(Closed):
    """What a contract says about late payment: ``rate`` in its own words, or ``none``; ``law`` as a country code."""

    contract: str
    rate: str
    law: str = ""
    clause: str = ""
    quote: str = ""
    grace_days: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class TermGiven(Closed):
    """What a person says of a contract's term: ``term`` as it is listed, or ``field`` and ``quote`` of a missed one.

    ``changes`` are texts by the key of the value, an empty one takes the key away; where they change what was read, it
    is a correction. ``law`` says whose law governs the contract (country code), for interest; empty leaves what was
    said before. ``seen`` is the mark of what was said of the term when it was looked at; empty asks for no comparison.
    """

    state: TermState
    term: str = ""
    seen: str = ""
    field: TermField | None = None
    quote: str = ""
    changes: Mapping[str, str] | None = None
    law: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftGiven(Closed):
    """What is to be drafted; what is left out is as the policy says, ``writer`` as it is set up.

    ``on`` is the day on which the message is to leave. ``because`` is wanted where the policy would do less or wait.
    """

    kind: MessageKind | None = None
    channel: Channel | None = None
    tone: Tone | None = None
    language: Language | None = None
    on: date | None = None
    because: str = ""
    writer: str = ""
