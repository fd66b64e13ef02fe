"""What use cases ask of the system of record."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, TypeAlias, TypeVar

from assistant.domain.attention import Only, Sort, Weights
from assistant.domain.audit import AuditEntry
from assistant.domain.case import Account
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.contract_terms import CheckedTerm
from assistant.domain.contracts import Contract
from assistant.domain.entries import Undone
from assistant.domain.language import Language
from assistant.domain.late_terms import LateTerms, ReferenceRate, ScopeAnswer
from assistant.domain.ledger import Allocation, CreditNote, Invoice, LedgerStamp, Payment, Proof
from assistant.domain.message import Message, Status
from assistant.domain.model_calls import ModelCall, SentCall
from assistant.domain.parties import Creditor, Customer, Person
from assistant.domain.read_replies import ReadReply
from assistant.ports.negotiations import Negotiations

LedgerKey: TypeAlias = tuple[str, str]
T = TypeVar("T")


class Transaction(Negotiations, Protocol):
    """One unit of work on the record: all of it is stored, or none.

    ``save_*`` writes or replaces by the thing's own key and returns whether anything changed; what it replaces stays in
    the record as an earlier version. What was undone is read back by key, but counts in no account.
    """

    # parties
    def save_creditor(self, creditor: Creditor) -> bool: ...
    def creditor(self) -> Creditor:
        """Our own profile; raises NotFound before one is stored."""
        ...

    def save_customer(self, customer: Customer) -> bool: ...
    def customer(self, code: str) -> Customer:
        """Raises NotFound."""
        ...

    def customers(self) -> tuple[Customer, ...]:
        """All of them, by code."""
        ...

    # ledger
    def save_invoice(self, invoice: Invoice) -> bool: ...
    def invoice(self, customer_code: str, number: str) -> Invoice | None: ...
    def save_payment(self, payment: Payment) -> bool: ...
    def save_credit_note(self, note: CreditNote) -> bool: ...
    def payment(self, customer_code: str, number: str) -> Payment | None: ...
    def credit_note(self, customer_code: str, number: str) -> CreditNote | None: ...
    def save_allocation(self, allocation: Allocation) -> bool: ...
    def save_proof(self, proof: Proof) -> bool: ...
    def stamps(self) -> tuple[LedgerStamp, ...]:
        """One for each feed that was ever imported, by feed."""
        ...

    def save_stamp(self, stamp: LedgerStamp) -> bool:
        """The last one saved for a feed is the one that every account carries."""
        ...

    # the ledger in bulk, for imports
    def customers_coded(self, codes: Collection[str]) -> Mapping[str, Customer]: ...
    def invoices_numbered(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, Invoice]: ...
    def payments_numbered(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, Payment]: ...
    def credit_notes_numbered(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, CreditNote]: ...
    def payments_on_invoices(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, tuple[Payment, ...]]:
        """Payments that name these invoices, each invoice's oldest first; invoices without any are left out."""
        ...

    def payments_called(self, numbers: Collection[str]) -> tuple[Payment, ...]:
        """Payments of these numbers, whoever paid, undone ones too; by number and customer."""
        ...

    def invoice_keys(self) -> Iterator[LedgerKey]:
        """Of every invoice that was not undone, by customer and number."""
        ...

    def add_all(self, values: Iterable["Customer | Invoice | Payment | CreditNote | Proof"]) -> None:
        """Store what is new, customers before what is theirs; a key that is there already is an error (ValueError)."""
        ...

    # looking back
    def earlier(self, shape: type[T], *key: object) -> tuple[tuple[datetime, T], ...]:
        """What stood under ``key`` before, each with the moment (UTC) at which it was replaced, oldest first.

        ``key`` is what tells things of this class apart, such as customer code and number, or an id; our own profile
        has none.
        """
        ...

    def history_stamp(self, customer_code: str, case_ids: Collection[str]) -> object:
        """Something that equals what it was only while nothing of this customer, or on these cases, has changed.

        It is for those who keep what they made of a history: quicker to read than the history, and no part of it.
        """
        ...

    def parties_stamp(self) -> object:
        """The same of everybody: our profile, our people and all customers."""
        ...

    # undoing
    def undo(self, undone: Undone) -> bool:
        """The entry no longer counts; False when it was undone before. Raises NotFound when there is no such entry."""
        ...

    # contracts and law, as people said
    def save_checked_term(self, term: CheckedTerm) -> bool: ...
    def checked_terms(self, customer_code: str) -> tuple[CheckedTerm, ...]:
        """What was said of the terms of a customer's contracts, by contract number and id."""
        ...

    def save_late_terms(self, terms: LateTerms) -> bool: ...
    def late_terms(self, customer_code: str) -> tuple[LateTerms, ...]:
        """One for each contract of the customer that somebody confirmed, by contract number."""
        ...

    def save_reference_rate(self, rate: ReferenceRate) -> bool: ...
    def reference_rates(self) -> tuple[ReferenceRate, ...]:
        """By series and day."""
        ...

    def save_scope_answer(self, answer: ScopeAnswer) -> bool: ...
    def scope_answers(self, customer_code: str) -> tuple[ScopeAnswer, ...]:
        """By rule and question."""
        ...

    # commitments
    def save_promise(self, promise: Promise) -> bool: ...
    def save_dispute(self, dispute: Dispute) -> bool: ...
    def save_hold(self, hold: Hold) -> bool: ...
    def save_plan(self, plan: PaymentPlan) -> bool: ...
    def save_contact(self, contact: ContactMade) -> bool: ...
    def save_reply(self, reply: Reply) -> bool: ...
    def save_read_reply(self, read: ReadReply) -> bool: ...
    def save_cause(self, note: CauseNote) -> bool: ...

    # cases
    def account(self, customer_code: str, currency: str) -> Account:
        """Everything about one customer in one currency; raises NotFound when nothing is recorded in it."""
        ...

    def accounts(self, keys: Sequence[tuple[str, str]]) -> tuple[Account, ...]:
        """Those of (customer code, currency), in the same order, read together; raises NotFound as `account` does."""
        ...

    def account_keys(self) -> tuple[tuple[str, str], ...]:
        """(customer code, currency) of every account that has an invoice, in order."""
        ...

    def currencies_of(self, customer_code: str) -> tuple[str, ...]:
        """In which a customer has invoices, payments or credit notes, in order."""
        ...

    def case_currencies(self, customer_code: str) -> tuple[str, ...]:
        """In which anything is recorded of a customer, talk alone included, in order."""
        ...

    def queue(self, wish: "QueueWish") -> "QueuePage":
        """One page of the cases that have something open, or an open message on them."""
        ...

    def queue_counts(self, wish: "QueueWish") -> "QueueCounts":
        """What there is to do on the cases that ``wish`` lists, whatever its page."""
        ...

    # contracts
    def save_contract(self, contract: Contract) -> bool: ...
    def contract_owner(self, number: str) -> str | None:
        """The code of the customer whose contract has this number."""
        ...

    def contract(self, number: str) -> Contract:
        """Raises NotFound."""
        ...

    def contracts(self, customer_code: str | None = None) -> tuple[Contract, ...]:
        """One customer's, or all when no customer is asked for, by number."""
        ...

    # messages
    def next_id(self, prefix: str) -> str:
        """A new id, ``M-0001`` and so on for the prefix ``M``, never given twice."""
        ...

    def add_message(self, message: Message) -> None: ...
    def message(self, message_id: str) -> Message:
        """Raises NotFound."""
        ...

    def messages(
        self, *, status: frozenset[Status] | None = None, case_ids: Collection[str] | None = None
    ) -> tuple[Message, ...]:
        """Newest versions in one of these states, on one of these cases, oldest message first; None for any."""
        ...

    def newest_messages(self, status: frozenset[Status], most: int) -> tuple[tuple[str, int], ...]:
        """(id, version) of at most so many messages in one of these states, the newest first; they are not read."""
        ...

    def cases_with_messages(self, status: frozenset[Status]) -> tuple[str, ...]:
        """Ids of the cases that have a message in one of these states, in order; the messages are not read."""
        ...

    def replace_message(self, old: Message, new: Message) -> None:
        """Store ``new`` only while the record still holds ``old``'s version, status and facts; else raises OutOfDate.

        Every version's text and report stay in the record.
        """
        ...

    def versions(self, message_id: str) -> tuple[Message, ...]:
        """Every stored version of a message, oldest first, each as it last stood."""
        ...

    # what left this machine for a language model
    def add_model_calls(self, about: str, calls: Sequence[ModelCall], *, version: int = 0) -> None:
        """Append them in their order; ``about`` is the id of a message (then ``version`` is its), reply or case."""
        ...

    def model_calls(self, about: str | None = None, *, newest: int | None = None) -> tuple[SentCall, ...]:
        """What was kept, oldest first; None for anything, and with ``newest`` only the last so many."""
        ...

    # outbox
    def add_to_outbox(self, entry: "OutboxEntry") -> bool:
        """False when this message version is in the outbox already."""
        ...

    def outbox(self) -> tuple["OutboxEntry", ...]: ...
    def mark_outbox(self, message_id: str, version: int, state: str, place: str = "") -> None:
        """Set the state, and the place when one is given; raises NotFound."""
        ...

    # people
    def save_person(self, person: Person, password_hash: str) -> bool:
        """Ends the person's sessions when their roles change or they are no longer active."""
        ...

    def person(self, login: str) -> Person:
        """Raises NotFound."""
        ...

    def people(self) -> tuple[Person, ...]: ...
    def password_hash(self, login: str) -> str | None: ...
    def add_session(self, session: "Session") -> None:
        """Store it, or replace the one of the same token; raises NotFound for an unknown login."""
        ...

    def session(self, token_hash: str) -> "Session | None": ...
    def end_session(self, token_hash: str) -> None: ...
    def note_sign_in(self, login: str, address: str, at: datetime, succeeded: bool) -> None: ...
    def failed_sign_ins(self, login: str, address: str, since: datetime) -> int:
        """The higher count of failures since ``since``, of this login or from this address.

        A success forgives the earlier failures of its own login alone, else one account would open the way to others.
        """
        ...

    # requests that carry a key
    def kept_reply(self, login: str, key: str) -> "KeptReply | None":
        """What this person's request under ``key`` was answered; None for a new one."""
        ...

    def keep_reply(self, reply: "KeptReply", *, forget_before: datetime) -> None:
        """Store the reply beside its effect and forget those of before; a key twice is an error."""
        ...

    # audit
    def audit(
        self, actor: str, event: str, subject: str, *, version: int = 0, body: Mapping[str, object] | None = None
    ) -> None:
        """Append to the hash chain, in this same transaction."""
        ...

    def audit_entries(self) -> Iterator[AuditEntry]: ...

    def audit_about(self, subjects: Collection[str]) -> Iterator[AuditEntry]:
        """The entries about these subjects, oldest first."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueWish:
    """Which page of the worklist is wanted, and what makes a case wait, as far as a database can tell.

    Sorted by priority, cases that can be worked or that call for attention come first, then those that wait; within
    each the most points by ``weights`` (see `assistant.domain.attention`). Sorted otherwise, the largest amount by the
    measure of its currency, the oldest, the first promise or the oldest unread reply comes first. Then the furthest
    past due, then the code.

    A case waits when its oldest due date lies before ``due_from`` (a person decides about outside help) or after
    ``due_until`` (not time yet), when a reply is unread, when a hold stands on ``today``, when a promise is due on
    ``promised_from`` or later, when we made contact after ``contacted_after`` (UTC), or since the last of the rising
    ``steps`` (days after the oldest due date) that is reached, or when its due balance is not above ``tolerance``
    (minor units of its currency; none: zero). What was said at a step is not all there is to say where a promise fell
    due before ``promised_from``, or a payment plan was agreed.

    ``shown`` are the states in which a message keeps its case on the list. With ``search``, only cases are listed whose
    customer's name and case id hold each of its words, whatever their case; with ``language``, ``currency``,
    ``due_between`` (the oldest due date, both days included) and ``only``, those of which that is true; ``login`` is
    who asks for what is their own.
    """

    today: date
    due_from: date
    due_until: date
    promised_from: date
    contacted_after: datetime
    steps: tuple[int, ...]
    tolerance: Mapping[str, int]
    shown: frozenset[Status]
    weights: Weights
    limit: int
    offset: int = 0
    sort: Sort = Sort.PRIORITY
    search: str = ""
    language: Language | None = None
    currency: str = ""
    due_between: tuple[date, date] | None = None
    only: Only | None = None
    login: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueCounts:
    """How many cases there are in all that can be worked and have no open message, and that call for attention."""

    to_draft: int
    returned: int
    promises_due: int
    replies_unread: int


@dataclass(frozen=True, kw_only=True, slots=True)
class QueuePage:
    """(customer code, currency) of the cases of one page, and how many cases there are in all."""

    keys: tuple[tuple[str, str], ...]
    total: int


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxEntry:
    """A released message version: ``state`` is claimed, delivered, uncertain or failed; ``place`` is where it went."""

    message_id: str
    version: int
    content_hash: str
    header_id: str
    queued: datetime
    state: str
    place: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """A signed-in browser; only the SHA-256 of its token is stored. Times are UTC."""

    token_hash: str
    login: str
    created: datetime
    last_seen: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptReply:
    """The answer to a request that carried a key: ``digest`` is of what was asked, ``at`` in UTC."""

    login: str
    key: str
    digest: str
    status: int
    body: str
    at: datetime


class Record(Protocol):
    """The system of record."""

    def begin(self) -> AbstractContextManager[Transaction]:
        """A unit of work that may write: commits on leaving, rolls back on an error. One writer at a time."""
        ...

    def read(self) -> AbstractContextManager[Transaction]:
        """A consistent view for reading; nothing written in it is kept."""
        ...

    def close(self) -> None:
        """Let go of the file and of every connection; a later unit of work opens it again."""
        ...
