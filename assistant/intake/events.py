"""The shape of an events file: promises, disputes, holds, plans, contacts, replies and causes of many customers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from assistant.domain.commitments import (
    Cause,
    CauseNote,
    ContactMade,
    Dispute,
    Hold,
    HoldReason,
    Instalment,
    PaymentPlan,
    Promise,
    Reply,
)
from assistant.domain.entries import EntryKind
from assistant.domain.money import Money
from assistant.domain.read_replies import ReadReply
from assistant.intake.given_reading import ReadingGiven, labels_of
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactEntry(Closed):
    """A contact that we made; ``at`` carries its zone."""

    customer: str
    currency: str
    at: datetime
    channel: str
    kind: str
    stage: str
    outcome: str
    note: str

    def value(self) -> ContactMade:
        """As the record keeps it."""
        return ContactMade(
            customer_code=self.customer,
            currency=self.currency,
            at=self.at.astimezone(UTC),
            channel=self.channel,
            kind=self.kind,
            stage=self.stage,
            outcome=self.outcome,
            note=self.note,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PromiseEntry(Closed):
    """A promise to pay, with the customer's own words."""

    id: str
    customer: str
    amount: str
    currency: str
    made_on: date
    due: date
    quote: str
    source: str
    invoice_nos: tuple[str, ...]

    def value(self) -> Promise:
        """As the record keeps it; raises BadAmount."""
        return Promise(
            id=self.id,
            customer_code=self.customer,
            amount=Money.parse(self.amount, self.currency),
            made_on=self.made_on,
            due=self.due,
            quote=self.quote,
            source=self.source,
            invoice_nos=self.invoice_nos,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class DisputeEntry(Closed):
    """A dispute over all or part of one invoice."""

    id: str
    customer: str
    invoice_no: str
    amount: str
    currency: str
    reason: str
    opened_on: date
    quote: str
    handler: str
    answer_by: date
    resolved_on: date | None = None

    def value(self) -> Dispute:
        """As the record keeps it; raises BadAmount."""
        return Dispute(
            id=self.id,
            customer_code=self.customer,
            invoice_no=self.invoice_no,
            amount=Money.parse(self.amount, self.currency),
            reason=self.reason,
            opened_on=self.opened_on,
            quote=self.quote,
            handler=self.handler,
            answer_by=self.answer_by,
            resolved_on=self.resolved_on,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class HoldEntry(Closed):
    """A hold on a customer, or on one of its cases when a currency is given."""

    id: str
    customer: str
    reason: HoldReason
    note: str
    since: date
    until: date | None = None
    currency: str = ""

    def value(self) -> Hold:
        """As the record keeps it."""
        return Hold(
            id=self.id,
            customer_code=self.customer,
            reason=self.reason,
            note=self.note,
            since=self.since,
            until=self.until,
            currency=self.currency,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class InstalmentEntry(Closed):
    """One payment of a plan."""

    due: date
    amount: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanEntry(Closed):
    """A payment plan that both sides agreed."""

    id: str
    customer: str
    agreed_on: date
    currency: str
    invoice_nos: tuple[str, ...]
    instalments: tuple[InstalmentEntry, ...]

    def value(self) -> PaymentPlan:
        """As the record keeps it; raises BadAmount."""
        return PaymentPlan(
            id=self.id,
            customer_code=self.customer,
            agreed_on=self.agreed_on,
            instalments=tuple(
                Instalment(due=i.due, amount=Money.parse(i.amount, self.currency)) for i in self.instalments
            ),
            invoice_nos=self.invoice_nos,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadEntry(Closed):
    """What a person said that a reply says, and the entries of the record that came of it, by kind."""

    by: str
    at: datetime
    said: ReadingGiven
    entries: Mapping[EntryKind, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplyEntry(Closed):
    """A customer's reply; ``file`` names its text beside the events file. ``read`` is None while nobody has read it."""

    id: str
    customer: str
    currency: str
    received: datetime
    subject: str
    file: str
    read: ReadEntry | None = None

    def reply(self, text: str) -> Reply:
        """As the record keeps it."""
        return Reply(
            id=self.id,
            customer_code=self.customer,
            currency=self.currency,
            received=self.received,
            subject=self.subject,
            text=text,
        )

    def reading(self) -> ReadReply | None:
        """What was said of it, as the record keeps it."""
        if self.read is None:
            return None
        return ReadReply(
            reply_id=self.id,
            customer_code=self.customer,
            currency=self.currency,
            said=labels_of(self.read.said),
            corrected=(),
            entries={kind.value: key for kind, key in self.read.entries.items()},
            read_by=self.read.by,
            read_at=self.read.at.astimezone(UTC),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class CauseEntry(Closed):
    """Why a case is late, with the words that show it."""

    customer: str
    currency: str
    cause: Cause
    evidence: str
    noted_on: date

    def value(self) -> CauseNote:
        """As the record keeps it."""
        return CauseNote(
            customer_code=self.customer,
            currency=self.currency,
            cause=self.cause,
            evidence=self.evidence,
            noted_on=self.noted_on,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class EventsFile(Closed):
    """A whole events file."""

    contacts: tuple[ContactEntry, ...]
    promises: tuple[PromiseEntry, ...]
    disputes: tuple[DisputeEntry, ...]
    holds: tuple[HoldEntry, ...]
    plans: tuple[PlanEntry, ...]
    replies: tuple[ReplyEntry, ...]
    causes: tuple[CauseEntry, ...]
