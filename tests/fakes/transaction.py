"""One unit of work on the record in memory."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from assistant.domain.audit import AuditEntry, chained
from assistant.domain.case import Account
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.contracts import Contract
from assistant.domain.ledger import CreditNote, Invoice, LedgerStamp, Payment
from assistant.domain.message import Message, Status
from assistant.domain.money import Money
from assistant.domain.parties import Creditor, Customer, Person
from assistant.errors import NotFound, OutOfDate
from assistant.ports import Clock, OutboxEntry, Session
from tests.fakes.state import SignIn, State


class MemoryTransaction:
    """A `assistant.ports.Transaction` on a copy of the state."""

    def __init__(self, state: State, clock: Clock) -> None:
        self._state = state
        self._clock = clock

    # parties
    def save_creditor(self, creditor: Creditor) -> bool:
        return _put(self._state.one, "creditor", creditor)

    def creditor(self) -> Creditor:
        found = self._state.one.get("creditor")
        if not isinstance(found, Creditor):
            raise NotFound("no_creditor", "Our own company profile is not stored yet; import it first.")
        return found

    def save_customer(self, customer: Customer) -> bool:
        return _put(self._state.customers, customer.code, customer)

    def customer(self, code: str) -> Customer:
        if code not in self._state.customers:
            raise NotFound("unknown_customer", f"There is no customer {code!r}; import it first.", customer=code)
        return self._state.customers[code]

    def customers(self) -> tuple[Customer, ...]:
        return tuple(sorted(self._state.customers.values(), key=lambda c: c.code))

    # ledger
    def save_invoice(self, invoice: Invoice) -> bool:
        self.customer(invoice.customer_code)
        return _put(self._state.invoices, (invoice.customer_code, invoice.number), invoice)

    def invoice(self, customer_code: str, number: str) -> Invoice | None:
        return self._state.invoices.get((customer_code, number))

    def save_payment(self, payment: Payment) -> bool:
        self.customer(payment.customer_code)
        return _put(self._state.payments, (payment.customer_code, payment.number), payment)

    def save_credit_note(self, note: CreditNote) -> bool:
        self.customer(note.customer_code)
        return _put(self._state.credit_notes, (note.customer_code, note.number), note)

    def payment(self, customer_code: str, number: str) -> Payment | None:
        return self._state.payments.get((customer_code, number))

    def credit_note(self, customer_code: str, number: str) -> CreditNote | None:
        return self._state.credit_notes.get((customer_code, number))

    def payments_on(self, customer_code: str, invoice_no: str) -> tuple[Payment, ...]:
        found = (
            p for p in self._state.payments.values() if (p.customer_code, p.invoice_no) == (customer_code, invoice_no)
        )
        return tuple(sorted(found, key=lambda p: (p.received, p.number)))

    def stamp(self) -> LedgerStamp | None:
        stamp = self._state.one.get("stamp")
        return stamp if isinstance(stamp, LedgerStamp) else None

    def save_stamp(self, stamp: LedgerStamp) -> bool:
        return _put(self._state.one, "stamp", stamp)

    # commitments
    def save_promise(self, promise: Promise) -> bool:
        self.customer(promise.customer_code)
        return _put(self._state.promises, promise.id, promise)

    def save_dispute(self, dispute: Dispute) -> bool:
        self.customer(dispute.customer_code)
        return _put(self._state.disputes, dispute.id, dispute)

    def save_hold(self, hold: Hold) -> bool:
        self.customer(hold.customer_code)
        return _put(self._state.holds, hold.id, hold)

    def save_plan(self, plan: PaymentPlan) -> bool:
        self.customer(plan.customer_code)
        return _put(self._state.plans, plan.id, plan)

    def save_contact(self, contact: ContactMade) -> bool:
        self.customer(contact.customer_code)
        key = (contact.customer_code, contact.currency, contact.at, contact.channel, contact.kind)
        return _put(self._state.contacts, key, contact)

    def save_reply(self, reply: Reply) -> bool:
        self.customer(reply.customer_code)
        return _put(self._state.replies, reply.id, reply)

    def save_cause(self, note: CauseNote) -> bool:
        self.customer(note.customer_code)
        return _put(self._state.causes, (note.customer_code, note.currency), note)

    # cases
    def account(self, customer_code: str, currency: str) -> Account:
        state, key = self._state, (customer_code, currency)
        account = Account(
            customer=self.customer(customer_code),
            currency=currency,
            invoices=_of(state.invoices, key, "due", "number"),
            payments=_of(state.payments, key, "received", "number"),
            credit_notes=_of(state.credit_notes, key, "issued", "number"),
            promises=_of(state.promises, key, "made_on", "id"),
            disputes=_of(state.disputes, key, "opened_on", "id"),
            holds=_of(state.holds, key, "since", "id"),
            plans=_of(state.plans, key, "agreed_on", "id"),
            contacts=_of(state.contacts, key, "at", "channel", "kind"),
            replies=_of(state.replies, key, "received", "id"),
            cause=state.causes.get(key),
            stamp=self.stamp(),
        )
        own = replace(account, holds=tuple(hold for hold in account.holds if hold.currency), stamp=None)
        if own == Account(customer=own.customer, currency=currency):
            raise NotFound(
                "unknown_account",
                f"Nothing is recorded for customer {customer_code} in {currency}; import its ledger first.",
                customer=customer_code,
                currency=currency,
            )
        return account

    def account_keys(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted({(i.customer_code, i.amount.currency) for i in self._state.invoices.values()}))

    # contracts
    def save_contract(self, contract: Contract) -> bool:
        self.customer(contract.customer_code)
        return _put(self._state.contracts, contract.number, contract)

    def contract(self, number: str) -> Contract:
        if number not in self._state.contracts:
            raise NotFound("unknown_contract", f"There is no contract {number!r} in the record.", contract=number)
        return self._state.contracts[number]

    def contracts(self, customer_code: str | None = None) -> tuple[Contract, ...]:
        found = (c for c in self._state.contracts.values() if customer_code in (None, c.customer_code))
        return tuple(sorted(found, key=lambda c: c.number))

    # messages
    def next_message_id(self) -> str:
        self._state.counted += 1
        return f"M-{self._state.counted:04d}"

    def add_message(self, message: Message) -> None:
        if message.id in self._state.messages:
            raise ValueError(f"{message.id} is stored already")
        self._state.messages[message.id] = {message.version: message}

    def message(self, message_id: str) -> Message:
        versions = self.versions(message_id)
        if not versions:
            raise NotFound("unknown_message", f"There is no message {message_id!r} in the record.", message=message_id)
        return versions[-1]

    def messages(self, *, status: frozenset[Status] | None = None, case_id: str | None = None) -> tuple[Message, ...]:
        newest = (self.message(message_id) for message_id in self._state.messages)
        found = (m for m in newest if (status is None or m.status in status) and case_id in (None, m.brief.case_id))
        return tuple(sorted(found, key=lambda m: m.created))

    def replace_message(self, old: Message, new: Message) -> None:
        if new.id != old.id or new.version not in (old.version, old.version + 1):
            raise ValueError(f"{new.id} version {new.version} cannot follow {old.id} version {old.version}")
        if new.version == old.version and new.content_hash != old.content_hash:
            raise ValueError(f"{new.id}: another text needs another version than {old.version}")
        versions = self.versions(old.id)
        if not versions or _lock(versions[-1]) != _lock(old):
            raise OutOfDate(
                "changed_meanwhile",
                f"{old.id} was changed by someone else meanwhile; look at it again.",
                message=old.id,
            )
        self._state.messages[new.id][new.version] = new

    def versions(self, message_id: str) -> tuple[Message, ...]:
        return tuple(message for _, message in sorted(self._state.messages.get(message_id, {}).items()))

    # outbox
    def add_to_outbox(self, entry: OutboxEntry) -> bool:
        key = (entry.message_id, entry.version)
        if key in self._state.outbox:
            return False
        if entry.version not in self._state.messages.get(entry.message_id, {}):
            raise NotFound(
                "unknown_message",
                f"There is no message {entry.message_id!r} with version {entry.version} in the record.",
                message=entry.message_id,
            )
        return _put(self._state.outbox, key, entry)

    def outbox(self) -> tuple[OutboxEntry, ...]:
        return tuple(self._state.outbox.values())

    def mark_outbox(self, message_id: str, version: int, state: str, place: str = "") -> None:
        entry = self._state.outbox.get((message_id, version))
        if entry is None:
            raise NotFound(
                "not_in_outbox", f"Version {version} of {message_id} is not in the outbox.", message=message_id
            )
        self._state.outbox[message_id, version] = replace(entry, state=state, place=place or entry.place)

    # people
    def save_person(self, person: Person, password_hash: str) -> bool:
        before = self._state.people.get(person.login)
        new_password = self._state.hashes.get(person.login) != password_hash
        if before and (new_password or (before.roles, before.active) != (person.roles, person.active)):
            kept = {token: s for token, s in self._state.sessions.items() if s.login != person.login}
            self._state.sessions = kept
        changed = [
            _put(self._state.people, person.login, person),
            _put(self._state.hashes, person.login, password_hash),
        ]
        return any(changed)

    def person(self, login: str) -> Person:
        if login not in self._state.people:
            raise NotFound("unknown_person", f"There is no person {login!r} here.", login=login)
        return self._state.people[login]

    def people(self) -> tuple[Person, ...]:
        return tuple(sorted(self._state.people.values(), key=lambda p: p.login))

    def password_hash(self, login: str) -> str | None:
        return self._state.hashes.get(login)

    def add_session(self, session: Session) -> None:
        self.person(session.login)
        self._state.sessions[session.token_hash] = session

    def session(self, token_hash: str) -> Session | None:
        return self._state.sessions.get(token_hash)

    def end_session(self, token_hash: str) -> None:
        self._state.sessions.pop(token_hash, None)

    def note_sign_in(self, login: str, address: str, at: datetime, succeeded: bool) -> None:
        self._state.sign_ins.append(SignIn(login, address, at, succeeded))

    def failed_sign_ins(self, login: str, address: str, since: datetime) -> int:
        tries = self._state.sign_ins
        unforgiven = by_login = 0
        for n, one in enumerate(tries):
            if one.succeeded or one.at < since:
                continue
            successes = [later for later in tries[n + 1 :] if later.succeeded and later.login == one.login]
            by_login += one.login == login and not successes
            unforgiven += one.address == address and not any(later.address == address for later in successes)
        return max(by_login, unforgiven)

    # audit
    def audit(
        self, actor: str, event: str, subject: str, *, version: int = 0, body: Mapping[str, object] | None = None
    ) -> None:
        previous = self._state.audit[-1] if self._state.audit else None
        at = self._clock.now().astimezone(UTC)
        plain = json.loads(json.dumps(body or {}, default=str))
        entry = chained(
            previous=previous, at=at, actor=actor, event=event, subject=subject, version=version, body=plain
        )
        self._state.audit.append(entry)

    def audit_entries(self) -> Iterator[AuditEntry]:
        return iter(tuple(self._state.audit))


def _put(kept: dict, key: object, value: object) -> bool:  # type: ignore[type-arg]
    changed = kept.get(key) != value
    kept[key] = value
    return changed


def _of(kept: Mapping, key: tuple[str, str], *order: str) -> tuple:  # type: ignore[type-arg]
    """The values of one customer in one currency, in order."""
    found = (v for v in kept.values() if (v.customer_code, _currency(v, key[1])) == key)
    return tuple(sorted(found, key=lambda v: tuple(getattr(v, name) for name in order)))


def _currency(value: object, wanted: str) -> str:
    if isinstance(value, Hold):
        return value.currency or wanted
    amount = getattr(value, "amount", None)
    return amount.currency if isinstance(amount, Money) else value.currency  # type: ignore[attr-defined]


def _lock(message: Message) -> tuple[int, Status, str]:
    return message.version, message.status, message.facts_fingerprint
