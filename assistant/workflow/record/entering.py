"""One act of recording: who may, on which case, and what is stored with it in the same transaction."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeAlias

from assistant.domain.brief import digest
from assistant.domain.case import Account, Case, open_case, open_items
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, Promise
from assistant.domain.entries import KEYS, EntryKind
from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote, OpenItem, Payment, Proof
from assistant.domain.money import Money
from assistant.domain.parties import Person, Role
from assistant.errors import BadInput, NotFound
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, billing_digits_of, require_role, split_case_id
from assistant.workflow.freshness import mark_stale
from assistant.workflow.record import typed
from assistant.workflow.record.sentences import told

Entry: TypeAlias = Payment | CreditNote | Promise | Dispute | Hold | ContactMade | Proof | CauseNote
# A cause note is replaced by the next one and cannot be undone; so it is no `EntryKind`.
CAUSE = "cause"
# What the audit log calls each act.
RECORDED, RESOLVED, LIFTED, OUTCOME_RECORDED = "entry_recorded", "dispute_resolved", "hold_lifted", "outcome_recorded"
_KINDS: Mapping[type, EntryKind] = {
    Payment: EntryKind.PAYMENT,
    CreditNote: EntryKind.CREDIT_NOTE,
    Promise: EntryKind.PROMISE,
    Dispute: EntryKind.DISPUTE,
    Hold: EntryKind.HOLD,
    Proof: EntryKind.PROOF,
    ContactMade: EntryKind.CONTACT,
}
RECORDERS = (Role.ACCOUNT_MANAGER, Role.REVIEWER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recorded:
    """What was stored under which key, in a sentence, and the ``case`` as it stands with it.

    ``new`` is false when exactly this was recorded already; ``notes`` are what the person should know; ``stale`` names
    the open messages that it made out of date.
    """

    kind: str
    key: str
    entry: Entry
    what: Reason
    case: Case
    new: bool
    notes: tuple[Reason, ...]
    stale: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Entering:
    """An open unit of work on one case, by someone who may record."""

    desk: Desk
    tx: Transaction
    person: Person
    case: Case
    billing_digits: Mapping[str, int]

    @property
    def customer(self) -> str:
        """The customer's code."""
        return self.case.customer.code

    @property
    def today(self) -> date:
        """The creditor's own calendar day."""
        return self.case.today

    def amount(self, text: str) -> Money:
        """An amount above zero in the currency of the case; raises BadAmount."""
        return typed.amount(text, self.case.currency, self.billing_digits)

    def item(self, number: str) -> OpenItem:
        """The invoice of that number with what is on it; raises NotFound when the case has none."""
        wanted = typed.line(number, "invoice")
        found = next((i for i in open_items(self.case.account, self.today) if i.invoice.number == wanted), None)
        if found is None:
            raise NotFound(
                "unknown_invoice",
                f"{self.case.id} has no invoice {wanted!r}; check its number.",
                case=self.case.id,
                invoice=wanted,
            )
        return found

    def keep(self, entry: Entry, *notes: Reason, event: str = RECORDED, what: Reason | None = None) -> Recorded:
        """Store ``entry`` with its line in the audit log, and mark the messages that it makes out of date.

        ``what`` says what was done where the entry does not say it by itself.
        """
        kind, key = kind_and_key(entry)
        new = _save(self.tx, entry)
        stale: tuple[str, ...] = ()
        if new:
            self.tx.audit(self.person.login, event, self.case.id, body=audited(entry))
            stale = mark_stale(self.desk, self.tx, {self.customer})
        case = self.desk.case(self.tx, self.customer, self.case.currency)
        said = what or told(entry)
        return Recorded(kind=kind, key=key, entry=entry, what=said, case=case, new=new, notes=notes, stale=stale)

    def as_it_is(self, entry: Entry) -> Recorded:
        """``entry`` was recorded before, and nothing is stored."""
        kind, key = kind_and_key(entry)
        again = (Reason.of("recorded_already", kind=kind, entry=key),)
        said = told(entry)
        return Recorded(kind=kind, key=key, entry=entry, what=said, case=self.case, new=False, notes=again, stale=())


@contextmanager
def entering(desk: Desk, person: Person, case_id: str, *, currency: str = "") -> Iterator[Entering]:
    """A unit of work on ``case_id``, for those who may record.

    ``currency`` is the one that was said in so many words: with it, a customer may get a first entry in that currency.
    Raises NotAllowed, NotFound for an unknown case, and BadInput when the case is in another currency.
    """
    require_role(person, *RECORDERS)
    code, own = split_case_id(case_id)
    if currency not in ("", own):
        raise BadInput(
            "other_currency",
            f"{case_id} is in {own}, not in {currency[:8]}; record it on the case of that currency.",
            case=case_id,
            currency=currency[:8],
        )
    with desk.record.begin() as tx:
        case = _case(desk, tx, code, own, said=bool(currency))
        yield Entering(desk=desk, tx=tx, person=person, case=case, billing_digits=billing_digits_of(tx))


def kind_and_key(entry: Entry) -> tuple[str, str]:
    """What kind of entry it is, and under which key the customer's account tells it from others of the kind."""
    if isinstance(entry, CauseNote):
        return CAUSE, f"{entry.customer_code}-{entry.currency}"
    kind = _KINDS[type(entry)]
    return kind, getattr(entry, KEYS[kind])


def audited(entry: Entry) -> dict[str, object]:
    """What the audit log says of an entry: kind, key, amount or code, and a hash of the whole; none of its words."""
    kind, key = kind_and_key(entry)
    amount = getattr(entry, "amount", None)
    code = getattr(entry, "outcome", "") or getattr(entry, "cause", "")
    body: dict[str, object] = {"kind": str(kind), "key": key, "amount": str(amount or ""), "code": str(code)}
    return {name: value for name, value in body.items() if value} | {"entry": digest(asdict(entry))}


def _case(desk: Desk, tx: Transaction, code: str, currency: str, *, said: bool) -> Case:
    try:
        return desk.case(tx, code, currency)
    except NotFound:
        if not said:
            raise
        Money.zero(currency)  # raises for a currency that nobody knows
        account = Account(customer=tx.customer(code), currency=currency, stamps=tx.stamps())
        return open_case(account, now=desk.clock.now(), today=desk.today(tx))


def _save(tx: Transaction, entry: Entry) -> bool:
    saves: Mapping[type, Callable[[Any], bool]] = {
        Payment: tx.save_payment,
        CreditNote: tx.save_credit_note,
        Promise: tx.save_promise,
        Dispute: tx.save_dispute,
        Hold: tx.save_hold,
        Proof: tx.save_proof,
        ContactMade: tx.save_contact,
        CauseNote: tx.save_cause,
    }
    return saves[type(entry)](entry)
