"""One unit of work on the record in memory."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from assistant.domain.case import HELD_IN, Account, open_case, without_undone
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.contract_terms import CheckedTerm
from assistant.domain.contracts import Contract
from assistant.domain.entries import KEYS, EntryKind, Undone
from assistant.domain.late_terms import LateTerms, ReferenceRate, ScopeAnswer
from assistant.domain.ledger import Allocation, CreditNote, Invoice, LedgerStamp, Payment, Proof
from assistant.domain.money import Money
from assistant.domain.parties import Creditor, Customer
from assistant.domain.read_replies import ReadReply
from assistant.errors import NotFound
from assistant.ports import LedgerKey, QueueCounts, QueuePage, QueueWish
from tests.fakes.desk_side import DeskSide
from tests.fakes.negotiated import Negotiations
from tests.fakes.queue import Queued, counted

T = TypeVar("T")


class MemoryTransaction(DeskSide, Negotiations):
    """A `assistant.ports.Transaction` on a copy of the state."""

    # parties
    def save_creditor(self, creditor: Creditor) -> bool:
        return self._put(self._state.one, "creditor", creditor)

    def creditor(self) -> Creditor:
        found = self._state.one.get("creditor")
        if not isinstance(found, Creditor):
            raise NotFound("no_creditor", "Our own company profile is not stored yet; import it first.")
        return found

    def save_customer(self, customer: Customer) -> bool:
        return self._put(self._state.customers, customer.code, customer)

    def customers(self) -> tuple[Customer, ...]:
        return tuple(sorted(self._state.customers.values(), key=lambda c: c.code))

    # ledger
    def save_invoice(self, invoice: Invoice) -> bool:
        self.customer(invoice.customer_code)
        return self._put(self._state.invoices, (invoice.customer_code, invoice.number), invoice)

    def invoice(self, customer_code: str, number: str) -> Invoice | None:
        return self._state.invoices.get((customer_code, number))

    def save_payment(self, payment: Payment) -> bool:
        self.customer(payment.customer_code)
        return self._put(self._state.payments, (payment.customer_code, payment.number), payment)

    def save_credit_note(self, note: CreditNote) -> bool:
        self.customer(note.customer_code)
        return self._put(self._state.credit_notes, (note.customer_code, note.number), note)

    def payment(self, customer_code: str, number: str) -> Payment | None:
        return self._state.payments.get((customer_code, number))

    def credit_note(self, customer_code: str, number: str) -> CreditNote | None:
        return self._state.credit_notes.get((customer_code, number))

    def _payments_on(self, customer_code: str, invoice_no: str) -> tuple[Payment, ...]:
        found = (
            p for p in self._state.payments.values() if (p.customer_code, p.invoice_no) == (customer_code, invoice_no)
        )
        return tuple(sorted(found, key=lambda p: (p.received, p.number)))

    def save_allocation(self, allocation: Allocation) -> bool:
        self.customer(allocation.customer_code)
        return self._put(self._state.allocations, allocation.id, allocation)

    def save_proof(self, proof: Proof) -> bool:
        self.customer(proof.customer_code)
        return self._put(self._state.proofs, (proof.customer_code, proof.id), proof)

    def stamps(self) -> tuple[LedgerStamp, ...]:
        return tuple(self._state.stamps[feed] for feed in sorted(self._state.stamps))

    def save_stamp(self, stamp: LedgerStamp) -> bool:
        return self._put(self._state.stamps, stamp.feed, stamp)

    # the ledger in bulk
    def customers_coded(self, codes: Collection[str]) -> Mapping[str, Customer]:
        return {code: self._state.customers[code] for code in codes if code in self._state.customers}

    def invoices_numbered(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, Invoice]:
        return {key: self._state.invoices[key] for key in keys if key in self._state.invoices}

    def payments_numbered(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, Payment]:
        return {key: self._state.payments[key] for key in keys if key in self._state.payments}

    def credit_notes_numbered(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, CreditNote]:
        return {key: self._state.credit_notes[key] for key in keys if key in self._state.credit_notes}

    def payments_on_invoices(self, keys: Collection[LedgerKey]) -> Mapping[LedgerKey, tuple[Payment, ...]]:
        found = {key: self._payments_on(*key) for key in keys}
        return {key: payments for key, payments in found.items() if payments}

    def payments_called(self, numbers: Collection[str]) -> tuple[Payment, ...]:
        found = (p for p in self._state.payments.values() if p.number in set(numbers))
        return tuple(sorted(found, key=lambda p: (p.number, p.customer_code)))

    def invoice_keys(self) -> Iterator[LedgerKey]:
        gone = {(u.customer_code, u.key) for u in self._state.undone.values() if u.kind is EntryKind.INVOICE}
        return iter(sorted(key for key in self._state.invoices if key not in gone))

    def add_all(self, values: Iterable[Customer | Invoice | Payment | CreditNote | Proof]) -> None:
        for value in values:
            kept, key = self._place(value)
            if key in kept:
                raise ValueError(f"{value} is recorded already")
            if not isinstance(value, Customer):
                self.customer(value.customer_code)
            kept[key] = value

    def _place(self, value: Customer | Invoice | Payment | CreditNote | Proof) -> tuple[dict, object]:  # type: ignore[type-arg]
        match value:
            case Customer():
                return self._state.customers, value.code
            case Invoice():
                return self._state.invoices, (value.customer_code, value.number)
            case Payment():
                return self._state.payments, (value.customer_code, value.number)
            case CreditNote():
                return self._state.credit_notes, (value.customer_code, value.number)
            case Proof():
                return self._state.proofs, (value.customer_code, value.id)

    # looking back
    def history_stamp(self, customer_code: str, case_ids: Collection[str]) -> object:
        state = self._state
        held = (state.payments, state.credit_notes, state.allocations, state.promises, state.disputes, state.undone)
        said = (state.holds, state.plans, state.contacts, state.replies, state.causes)
        negotiated = (state.offers, state.agreements)
        theirs = [v for kept in (*held, *said, *negotiated) for v in kept.values() if v.customer_code == customer_code]
        return tuple(theirs), tuple((m.id, m.version, m.status) for m in self.messages(case_ids=case_ids))

    def parties_stamp(self) -> object:
        return self.customers(), self.people(), self._state.one.get("creditor")

    def earlier(self, shape: type[T], *key: object) -> tuple[tuple[datetime, T], ...]:
        found = ((moment, value) for kind, at, moment, value in self._state.earlier if (kind, at) == (shape, key))
        return tuple((moment, value) for moment, value in found if isinstance(value, shape))

    # undoing
    def undo(self, undone: Undone) -> bool:
        held = getattr(self._state, HELD_IN[undone.kind])
        theirs = (e for e in held.values() if e.customer_code == undone.customer_code)
        if undone.key not in {getattr(entry, KEYS[undone.kind]) for entry in theirs}:
            raise NotFound(
                "unknown_entry",
                f"Customer {undone.customer_code} has no {undone.kind} {undone.key!r} in the record.",
                customer=undone.customer_code,
                entry=undone.key,
            )
        key = (undone.customer_code, undone.kind, undone.key)
        if key in self._state.undone:
            return False
        self._state.undone[key] = undone
        return True

    # late payment
    def save_late_terms(self, terms: LateTerms) -> bool:
        self.customer(terms.customer_code)
        return self._put(self._state.late_terms, terms.contract_no, terms)

    def late_terms(self, customer_code: str) -> tuple[LateTerms, ...]:
        found = (t for t in self._state.late_terms.values() if t.customer_code == customer_code)
        return tuple(sorted(found, key=lambda t: t.contract_no))

    def save_checked_term(self, term: CheckedTerm) -> bool:
        self.customer(term.customer_code)
        return self._put(self._state.checked_terms, (term.contract_no, term.id), term)

    def checked_terms(self, customer_code: str) -> tuple[CheckedTerm, ...]:
        found = (t for t in self._state.checked_terms.values() if t.customer_code == customer_code)
        return tuple(sorted(found, key=lambda t: (t.contract_no, t.id)))

    def save_reference_rate(self, rate: ReferenceRate) -> bool:
        return self._put(self._state.reference_rates, (rate.series, rate.valid_from), rate)

    def reference_rates(self) -> tuple[ReferenceRate, ...]:
        return tuple(self._state.reference_rates[key] for key in sorted(self._state.reference_rates))

    def save_scope_answer(self, answer: ScopeAnswer) -> bool:
        self.customer(answer.customer_code)
        return self._put(self._state.scope_answers, (answer.customer_code, answer.rule, answer.question), answer)

    def scope_answers(self, customer_code: str) -> tuple[ScopeAnswer, ...]:
        found = (a for a in self._state.scope_answers.values() if a.customer_code == customer_code)
        return tuple(sorted(found, key=lambda a: (a.rule, a.question)))

    # commitments
    def save_promise(self, promise: Promise) -> bool:
        self.customer(promise.customer_code)
        return self._put(self._state.promises, promise.id, promise)

    def save_dispute(self, dispute: Dispute) -> bool:
        self.customer(dispute.customer_code)
        return self._put(self._state.disputes, dispute.id, dispute)

    def save_hold(self, hold: Hold) -> bool:
        self.customer(hold.customer_code)
        return self._put(self._state.holds, hold.id, hold)

    def save_plan(self, plan: PaymentPlan) -> bool:
        self.customer(plan.customer_code)
        return self._put(self._state.plans, plan.id, plan)

    def save_contact(self, contact: ContactMade) -> bool:
        self.customer(contact.customer_code)
        key = (contact.customer_code, contact.currency, contact.at, contact.channel, contact.kind)
        return self._put(self._state.contacts, key, contact)

    def save_reply(self, reply: Reply) -> bool:
        self.customer(reply.customer_code)
        return self._put(self._state.replies, reply.id, reply)

    def save_read_reply(self, read: ReadReply) -> bool:
        self.customer(read.customer_code)
        return self._put(self._state.read_replies, read.reply_id, read)

    def save_cause(self, note: CauseNote) -> bool:
        self.customer(note.customer_code)
        return self._put(self._state.causes, (note.customer_code, note.currency), note)

    # cases
    def account(self, customer_code: str, currency: str) -> Account:
        state, key = self._state, (customer_code, currency)
        invoices = _of(state.invoices, key, "due", "number")
        proofs = [p for p in state.proofs.values() if p.customer_code == customer_code]
        account = Account(
            customer=self.customer(customer_code),
            currency=currency,
            invoices=invoices,
            payments=_of(state.payments, key, "received", "number"),
            credit_notes=_of(state.credit_notes, key, "issued", "number"),
            allocations=_of(state.allocations, key, "made_on", "id"),
            proofs=tuple(
                p
                for p in sorted(proofs, key=lambda p: (p.on, p.id))
                if p.invoice_no in {invoice.number for invoice in invoices}
            ),
            promises=_of(state.promises, key, "made_on", "id"),
            disputes=_of(state.disputes, key, "opened_on", "id"),
            holds=_of(state.holds, key, "since", "id"),
            plans=_of(state.plans, key, "agreed_on", "id"),
            contacts=_of(state.contacts, key, "at", "channel", "kind"),
            replies=_of(state.replies, key, "received", "id"),
            read_replies=_of(state.read_replies, key, "read_at", "reply_id"),
            cause=state.causes.get(key),
            stamps=self.stamps(),
        )
        own = replace(account, holds=tuple(hold for hold in account.holds if hold.currency), stamps=())
        if own == Account(customer=own.customer, currency=currency):
            raise NotFound(
                "unknown_account",
                f"Nothing is recorded for customer {customer_code} in {currency}; import its ledger first.",
                customer=customer_code,
                currency=currency,
            )
        return without_undone(account, (u for u in state.undone.values() if u.customer_code == customer_code))

    def accounts(self, keys: Sequence[tuple[str, str]]) -> tuple[Account, ...]:
        return tuple(self.account(*key) for key in keys)

    def currencies_of(self, customer_code: str) -> tuple[str, ...]:
        kept = (self._state.invoices, self._state.payments, self._state.credit_notes)
        found = {v.amount.currency for held in kept for v in held.values() if v.customer_code == customer_code}
        return tuple(sorted(found))

    def case_currencies(self, customer_code: str) -> tuple[str, ...]:
        state = self._state
        held = (state.invoices, state.payments, state.credit_notes, state.allocations, state.promises, state.disputes)
        said = (state.holds, state.plans, state.contacts, state.replies, state.causes)
        theirs = (v for kept in (*held, *said) for v in kept.values() if v.customer_code == customer_code)
        return tuple(sorted({currency for value in theirs if (currency := _currency(value, ""))}))

    def queue(self, wish: QueueWish) -> QueuePage:
        listed = sorted(self._listed(wish), key=lambda queued: queued.place)
        page = [queued.case for queued in listed[wish.offset : wish.offset + wish.limit]]
        return QueuePage(keys=tuple((c.customer.code, c.currency) for c in page), total=len(listed))

    def queue_counts(self, wish: QueueWish) -> QueueCounts:
        return counted(self._listed(wish))

    def _listed(self, wish: QueueWish) -> list[Queued]:
        kept = (self._state.invoices, self._state.payments, self._state.credit_notes)
        keys = {(v.customer_code, v.amount.currency) for held in kept for v in held.values()}
        cases = [open_case(self.account(*key), now=self._clock.now(), today=wish.today) for key in keys]
        messages = self.messages()
        queue = (Queued(wish, case, [m for m in messages if m.brief.case_id == case.id]) for case in cases)
        return [queued for queued in queue if queued.is_listed]

    def account_keys(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted({(i.customer_code, i.amount.currency) for i in self._state.invoices.values()}))

    # contracts
    def save_contract(self, contract: Contract) -> bool:
        self.customer(contract.customer_code)
        return self._put(self._state.contracts, contract.number, contract)

    def contract_owner(self, number: str) -> str | None:
        found = self._state.contracts.get(number)
        return found.customer_code if found else None

    def contract(self, number: str) -> Contract:
        if number not in self._state.contracts:
            raise NotFound("unknown_contract", f"There is no contract {number!r} in the record.", contract=number)
        return self._state.contracts[number]

    def contracts(self, customer_code: str | None = None) -> tuple[Contract, ...]:
        found = (c for c in self._state.contracts.values() if customer_code in (None, c.customer_code))
        return tuple(sorted(found, key=lambda c: c.number))


def _of(kept: Mapping, key: tuple[str, str], *order: str) -> tuple:  # type: ignore[type-arg]
    """The values of one customer in one currency, in order."""
    found = (v for v in kept.values() if (v.customer_code, _currency(v, key[1])) == key)
    return tuple(sorted(found, key=lambda v: tuple(getattr(v, name) for name in order)))


def _currency(value: object, wanted: str) -> str:
    if isinstance(value, Hold):
        return value.currency or wanted
    amount = getattr(value, "amount", None)
    return amount.currency if isinstance(amount, Money) else value.currency  # type: ignore[attr-defined]
