"""The brief: what must be said, with which numbered facts, and what may be offered; the writer adds only words."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import Authority, Offer
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language, Reason
from assistant.domain.money import Money
from assistant.domain.parties import Formality, SenderRank


class FactKind(StrEnum):
    """What sort of value a fact holds; the guardrail reads figures of each kind back out of free text."""

    MONEY = "money"
    DATE = "date"
    DAYS = "days"
    COUNT = "count"
    INVOICE_NO = "invoice_no"
    CONTRACT_NO = "contract_no"
    CLAUSE = "clause"
    RATE = "rate"
    COMPANY = "company"
    PERSON = "person"
    ACCOUNT = "account"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    TEXT = "text"


class SourceKind(StrEnum):
    """Where a fact comes from."""

    LEDGER = "ledger"
    CONTRACT = "contract"
    RECORD = "record"
    PROFILE = "profile"
    POLICY = "policy"
    CALENDAR = "calendar"
    GIVEN = "given"


# What was read from the record, as against what the plan worked out from it and from the date.
RECORDED = frozenset({SourceKind.LEDGER, SourceKind.CONTRACT, SourceKind.RECORD, SourceKind.PROFILE, SourceKind.GIVEN})


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """The place a fact can be checked at: its kind, and a line a person can follow (``invoices.csv row 14``)."""

    kind: SourceKind
    reference: str


FactValue: TypeAlias = Money | date | int | str


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One numbered value that the message may state.

    ``role`` says what the value is (``due_date``, ``total_open`` …); ``about`` names the invoice, promise or clause
    that it belongs to, empty when it belongs to the whole case.
    """

    id: str
    kind: FactKind
    role: str
    value: FactValue
    source: Source
    about: str = ""


class Topic(StrEnum):
    """What a cited clause speaks of."""

    PAYMENT_TERM = "payment_term"
    LATE_INTEREST = "late_interest"
    SUSPENSION = "suspension"


@dataclass(frozen=True, kw_only=True, slots=True)
class Excerpt:
    """A clause of the customer's own contract that the message may cite, with its exact place in the document."""

    id: str
    topic: Topic
    contract_no: str
    clause: str
    heading: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """Everything a text may claim: the guardrail holds each figure and each promise in the text against this.

    ``as_of`` is the creditor's calendar day; ``legal_notice_authorised`` allows lawful, conditional words on legal
    steps; ``lawsuit_filed`` says that proceedings exist.
    """

    facts: tuple[Fact, ...]
    excerpts: tuple[Excerpt, ...]
    offers: tuple[Offer, ...]
    authority: Authority
    as_of: date
    legal_notice_authorised: bool = False
    lawsuit_filed: bool = False

    def value(self, role: str, about: str = "") -> FactValue | None:
        """The value of the first fact of ``role`` (about ``about`` when given), or None."""
        fact = self.fact(role, about)
        return fact.value if fact else None

    def fact(self, role: str, about: str = "") -> Fact | None:
        """The first fact of ``role`` (about ``about`` when given), or None."""
        return next((f for f in self.facts if f.role == role and (not about or f.about == about)), None)

    def facts_of(self, *roles: str) -> tuple[Fact, ...]:
        """Every fact of these roles, in the order of the brief."""
        return tuple(f for f in self.facts if f.role in roles)

    def excerpt_on(self, topic: Topic) -> Excerpt | None:
        """The clause on ``topic``, when the contract has one."""
        return next((e for e in self.excerpts if e.topic is topic), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Override:
    """What the policy would have done where a person chose otherwise, and why they did.

    ``kind``, ``tone`` and ``channel`` are the policy's own; ``reasons`` say of each choice why the policy would not
    have made it. ``on`` is the first day on which the message may leave, where a day was chosen. ``because`` is the
    person's reason, empty where none was needed.
    """

    kind: MessageKind
    tone: Tone
    channel: Channel
    reasons: tuple[Reason, ...]
    on: date | None = None
    because: str = ""

    @property
    def sets_time(self) -> bool:
        """Whether the person answers for the time: then the policy's waiting times and hours give way to the limits."""
        return self.on is not None and bool(self.because)


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """What is to be said to whom, how, and why; frozen, and the same for every writer.

    ``number`` counts this case's reminders, this one included (1 is the first); ``invoices`` are the invoice numbers
    that the message speaks of; ``explanation`` says why this stage, tone and channel; ``warnings`` are what the account
    manager should know before sending; ``override`` is what a person chose against the policy. ``policy_version`` names
    the policy that decided. ``max_chars`` is the most that the body may take, where somebody set a limit; ``formality``
    is how the customer wants to be greeted, where we know; ``sender`` is who signs, where there is a choice.
    ``arrangement`` is what a message of a negotiation offers or confirms.
    """

    case_id: str
    customer_code: str
    kind: MessageKind
    channel: Channel
    tone: Tone
    stage: Stage
    language: Language
    region: str
    number: int
    invoices: tuple[str, ...]
    grounds: Grounds
    explanation: tuple[Reason, ...]
    warnings: tuple[Reason, ...] = ()
    policy_version: str
    max_chars: int | None = None
    override: Override | None = None
    formality: Formality | None = None
    sender: SenderRank | None = None
    arrangement: Arrangement | None = None

    def fingerprint(self, *, with_day: bool) -> str:
        """SHA-256 over what was read from the record, the authority and the policy.

        ``with_day`` adds the calendar day: for texts that state something counted from it, such as days overdue.
        """
        seen = [
            [fact.kind, fact.role, fact.about, str(fact.value)]
            for fact in self.grounds.facts
            if fact.source.kind in RECORDED
        ]
        seen += [[e.contract_no, e.clause, e.quote] for e in self.grounds.excerpts]
        body = {
            "case": self.case_id,
            "facts": seen,
            "authority": str(self.grounds.authority),
            "formality": self.formality,
            "legal": [self.grounds.legal_notice_authorised, self.grounds.lawsuit_filed],
            "policy": self.policy_version,
            "day": self.grounds.as_of.isoformat() if with_day else None,
        }
        return digest(body)


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """Why nothing may be sent on a case now, and until when that holds, if it ends by itself (UTC).

    ``yields`` says that it is the policy's waiting alone, which gives way to a person's day and reason.
    """

    case_id: str
    reason: Reason
    until: datetime | None = None
    yields: bool = False


def digest(body: object) -> str:
    """SHA-256 of the canonical JSON of ``body``: sorted keys, no spaces, UTF-8."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def number_facts(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """``facts`` with their ids set to F1, F2 … in order."""
    return tuple(
        Fact(id=f"F{n}", kind=f.kind, role=f.role, value=f.value, source=f.source, about=f.about)
        for n, f in enumerate(facts, start=1)
    )
