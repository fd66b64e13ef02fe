"""What use cases ask of the system of record."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeAlias, TypeVar

from assistant.domain.audit import AuditEntry
from assistant.domain.case import Account
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.contract_terms import CheckedTerm
from assistant.domain.contracts import Contract
from assistant.domain.entries import Undone
from assistant.domain.late_terms import LateTerms, ReferenceRate, ScopeAnswer
from assistant.domain.ledger import Allocation, CreditNote, Invoice, LedgerStamp, Payment, Proof
from assistant.domain.parties import Creditor, Customer
from assistant.domain.read_replies import ReadReply
from assistant.ports.messages import Messages
from assistant.ports.negotiations import Negotiations
from assistant.ports.people import People
from assistant.ports.queue import QueueCounts, QueuePage, QueueWish

LedgerKey: TypeAlias = tuple[str, str]
T = TypeVar("T")


class Transaction(Messages, Negotiations, People, Protocol):
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

    def queue(self, wish: QueueWish) -> QueuePage:
        """One page of the cases that have something open, or an open message on them."""
        ...

    def queue_counts(self, wish: QueueWish) -> QueueCounts:
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

    # numbers
    def next_id(self, prefix: str) -> str:
        """A new id, ``M-0001`` and so on for the prefix ``M``, never given twice."""
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
