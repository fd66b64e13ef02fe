"""Keeps customers, their ledger, commitments and contracts, what was replaced of them, and what was undone."""

from typing import Any

from sqlalchemy import select

from assistant.adapters.store import rows
from assistant.adapters.store.case_tables import contracts
from assistant.adapters.store.rows import Kept
from assistant.adapters.store.unit import FIGURED, Unit
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.contracts import Contract
from assistant.domain.entries import KEYS, EntryKind, Undone
from assistant.domain.ledger import Allocation, CreditNote, Invoice, LedgerStamp, Payment, Proof
from assistant.domain.parties import Customer
from assistant.domain.read_replies import ReadReply
from assistant.errors import NotFound


class Cases(Unit):
    """The part of a transaction that cases are made of."""

    def save_customer(self, customer: Customer) -> bool:
        """By code."""
        return self._save(rows.CUSTOMERS, customer)

    def customers(self) -> tuple[Customer, ...]:
        """All of them, by code."""
        return rows.CUSTOMERS.all(self._connection)

    def save_invoice(self, invoice: Invoice) -> bool:
        """By customer and number."""
        return self._save_theirs(rows.INVOICES, invoice)

    def invoice(self, customer_code: str, number: str) -> Invoice | None:
        """The customer's invoice of that number."""
        return rows.INVOICES.one(self._connection, customer_code, number)

    def save_payment(self, payment: Payment) -> bool:
        """By customer and number."""
        return self._save_theirs(rows.PAYMENTS, payment)

    def save_credit_note(self, note: CreditNote) -> bool:
        """By customer and number."""
        return self._save_theirs(rows.CREDIT_NOTES, note)

    def payment(self, customer_code: str, number: str) -> Payment | None:
        """The customer's payment of that number."""
        return rows.PAYMENTS.one(self._connection, customer_code, number)

    def credit_note(self, customer_code: str, number: str) -> CreditNote | None:
        """The customer's credit note of that number."""
        return rows.CREDIT_NOTES.one(self._connection, customer_code, number)

    def save_allocation(self, allocation: Allocation) -> bool:
        """By id."""
        return self._save_theirs(rows.ALLOCATIONS, allocation)

    def save_proof(self, proof: Proof) -> bool:
        """By customer and id."""
        return self._save_theirs(rows.PROOFS, proof)

    def stamps(self) -> tuple[LedgerStamp, ...]:
        """How fresh each feed is."""
        return rows.STAMPS.all(self._connection)

    def save_stamp(self, stamp: LedgerStamp) -> bool:
        """The last one saved is the feed's."""
        return self._save(rows.STAMPS, stamp)

    def save_promise(self, promise: Promise) -> bool:
        """By id."""
        return self._save_theirs(rows.PROMISES, promise)

    def save_dispute(self, dispute: Dispute) -> bool:
        """By id."""
        return self._save_theirs(rows.DISPUTES, dispute)

    def save_hold(self, hold: Hold) -> bool:
        """By id."""
        return self._save_theirs(rows.HOLDS, hold)

    def save_plan(self, plan: PaymentPlan) -> bool:
        """By id."""
        return self._save_theirs(rows.PLANS, plan)

    def save_contact(self, contact: ContactMade) -> bool:
        """By case, moment, channel and kind."""
        return self._save_theirs(rows.CONTACTS, contact)

    def save_reply(self, reply: Reply) -> bool:
        """By id."""
        return self._save_theirs(rows.REPLIES, reply)

    def save_read_reply(self, read: ReadReply) -> bool:
        """By reply."""
        return self._save_theirs(rows.READ_REPLIES, read)

    def save_cause(self, note: CauseNote) -> bool:
        """By case: a new note takes the place of the old one."""
        return self._save_theirs(rows.CAUSES, note)

    def save_contract(self, contract: Contract) -> bool:
        """By number."""
        return self._save_theirs(rows.CONTRACTS, contract)

    def contract_owner(self, number: str) -> str | None:
        """Whose contract this is."""
        owner = select(contracts.c.customer_code).where(contracts.c.number == number)
        return self._connection.execute(owner).scalar_one_or_none()

    def contract(self, number: str) -> Contract:
        """The contract of that number; raises NotFound."""
        contract = rows.CONTRACTS.one(self._connection, number)
        if contract is None:
            raise NotFound("unknown_contract", f"There is no contract {number!r} in the record.", contract=number)
        return contract

    def contracts(self, customer_code: str | None = None) -> tuple[Contract, ...]:
        """One customer's, or all, by number."""
        if customer_code is None:
            return rows.CONTRACTS.all(self._connection)
        return rows.CONTRACTS.of(self._connection, [customer_code])

    def undo(self, undone: Undone) -> bool:
        """Kept beside the entry, which stays as it was."""
        kept = _UNDOABLE[undone.kind]
        theirs = kept.of(self._connection, [undone.customer_code])
        if undone.key not in {getattr(entry, KEYS[undone.kind]) for entry in theirs}:
            raise NotFound(
                "unknown_entry",
                f"Customer {undone.customer_code} has no {undone.kind} {undone.key!r} in the record.",
                customer=undone.customer_code,
                entry=undone.key,
            )
        if rows.UNDONE.one(self._connection, undone.customer_code, undone.kind, undone.key):
            return False
        if kept.table in FIGURED:
            self._touched.add(undone.customer_code)
        return self._save(rows.UNDONE, undone)


_UNDOABLE: dict[EntryKind, Kept[Any]] = {
    EntryKind.INVOICE: rows.INVOICES,
    EntryKind.PAYMENT: rows.PAYMENTS,
    EntryKind.CREDIT_NOTE: rows.CREDIT_NOTES,
    EntryKind.ALLOCATION: rows.ALLOCATIONS,
    EntryKind.PROOF: rows.PROOFS,
    EntryKind.PROMISE: rows.PROMISES,
    EntryKind.DISPUTE: rows.DISPUTES,
    EntryKind.HOLD: rows.HOLDS,
    EntryKind.PLAN: rows.PLANS,
    EntryKind.CONTACT: rows.CONTACTS,
}
