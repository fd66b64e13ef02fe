"""What the record in memory holds."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime

from assistant.domain.audit import AuditEntry
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.contract_terms import CheckedTerm
from assistant.domain.contracts import Contract
from assistant.domain.entries import EntryKind, Undone
from assistant.domain.late_terms import LateTerms, ReferenceRate, ScopeAnswer
from assistant.domain.ledger import Allocation, CreditNote, Feed, Invoice, LedgerStamp, Payment, Proof
from assistant.domain.message import Message
from assistant.domain.model_calls import SentCall
from assistant.domain.negotiation import AcceptanceLink, Agreement, AuthorityRequest, OfferMade
from assistant.domain.parties import Creditor, Customer, Person
from assistant.domain.read_replies import ReadReply
from assistant.ports import KeptReply, OutboxEntry, Session


@dataclass(frozen=True)
class SignIn:
    login: str
    address: str
    at: datetime
    succeeded: bool


@dataclass(frozen=True)
class AcceptanceTry:
    address: str
    at: datetime
    succeeded: bool


@dataclass
class State:
    """Everything that is stored; values are frozen, so that copying the containers copies the state."""

    customers: dict[str, Customer] = field(default_factory=dict)
    invoices: dict[tuple[str, str], Invoice] = field(default_factory=dict)
    payments: dict[tuple[str, str], Payment] = field(default_factory=dict)
    credit_notes: dict[tuple[str, str], CreditNote] = field(default_factory=dict)
    allocations: dict[str, Allocation] = field(default_factory=dict)
    proofs: dict[tuple[str, str], Proof] = field(default_factory=dict)
    stamps: dict[Feed, LedgerStamp] = field(default_factory=dict)
    undone: dict[tuple[str, EntryKind, str], Undone] = field(default_factory=dict)
    late_terms: dict[str, LateTerms] = field(default_factory=dict)
    checked_terms: dict[tuple[str, str], CheckedTerm] = field(default_factory=dict)
    reference_rates: dict[tuple[str, date], ReferenceRate] = field(default_factory=dict)
    scope_answers: dict[tuple[str, str, str], ScopeAnswer] = field(default_factory=dict)
    promises: dict[str, Promise] = field(default_factory=dict)
    disputes: dict[str, Dispute] = field(default_factory=dict)
    holds: dict[str, Hold] = field(default_factory=dict)
    plans: dict[str, PaymentPlan] = field(default_factory=dict)
    contacts: dict[tuple[object, ...], ContactMade] = field(default_factory=dict)
    replies: dict[str, Reply] = field(default_factory=dict)
    read_replies: dict[str, ReadReply] = field(default_factory=dict)
    causes: dict[tuple[str, str], CauseNote] = field(default_factory=dict)
    contracts: dict[str, Contract] = field(default_factory=dict)
    messages: dict[str, dict[int, Message]] = field(default_factory=dict)
    model_calls: list[SentCall] = field(default_factory=list)
    offers: dict[str, OfferMade] = field(default_factory=dict)
    authority_requests: dict[str, AuthorityRequest] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)
    acceptance_links: dict[str, AcceptanceLink] = field(default_factory=dict)
    acceptance_tries: list[AcceptanceTry] = field(default_factory=list)
    outbox: dict[tuple[str, int], OutboxEntry] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    sign_ins: list[SignIn] = field(default_factory=list)
    replies_kept: dict[tuple[str, str], KeptReply] = field(default_factory=dict)
    audit: list[AuditEntry] = field(default_factory=list)
    earlier: list[tuple[type, tuple[object, ...], datetime, object]] = field(default_factory=list)
    one: dict[str, Creditor] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)

    def copy(self) -> "State":
        values = {f.name: getattr(self, f.name) for f in fields(self)}
        copies = {name: value.copy() for name, value in values.items() if isinstance(value, dict | list)}
        copies["messages"] = {name: versions.copy() for name, versions in self.messages.items()}
        return State(**(values | copies))
