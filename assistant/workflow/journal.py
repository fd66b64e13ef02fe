"""The journal of a customer or a case: all that was recorded, in time order, with who recorded it, undone or not."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from assistant.domain.audit import AuditEntry
from assistant.domain.case import HELD_IN, Account, case_id
from assistant.domain.commitments import Cause, Hold
from assistant.domain.entries import KEYS, EntryKind, Undone
from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.record.entering import CAUSE, LIFTED, OUTCOME_RECORDED, RECORDED, RESOLVED
from assistant.workflow.record.sentences import Told, day_of, lifted, outcome_name, resolution, told

REPLY = "reply"
_EVENTS = frozenset({RECORDED, RESOLVED, LIFTED, OUTCOME_RECORDED})
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class JournalLine:
    """One thing that happened on ``day`` in the case ``case``.

    ``kind`` and ``key`` are what undoing asks for; ``by`` and ``recorded`` (UTC) say who recorded it and when, as far
    as the audit log knows; ``undone`` is set when it counts no longer.
    """

    case: str
    day: date
    kind: str
    key: str
    what: Reason
    by: str = ""
    recorded: datetime | None = None
    undone: Undone | None = None


def journal(desk: Desk, customer_code: str, currency: str | None = None) -> tuple[JournalLine, ...]:
    """Everything of one case, or of all cases of the customer; oldest first. Raises NotFound."""
    with desk.record.read() as tx:
        tx.customer(customer_code)
        currencies = (currency,) if currency else tx.currencies_of(customer_code)
        accounts = [tx.account(customer_code, each) for each in currencies]
        reading = _Reading(tx=tx, zone=desk.zone(tx), log=_log(tx, customer_code, currency))
        lines = [line for account in accounts for line in reading.lines(account)]
    order = sorted(_each_once(lines), key=lambda line: (line.day, line.recorded or _LONG_AGO, line.kind, line.key))
    return tuple(order)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Log:
    """What the audit log says of entries, by kind and key, oldest first; ``undone`` are not among them."""

    entries: Mapping[tuple[str, str], list[AuditEntry]] = field(default_factory=dict)

    def of(self, kind: str, key: str, event: str = RECORDED) -> AuditEntry | None:
        """The first event of that kind on the entry."""
        return next((e for e in self.entries.get((kind, key), ()) if e.event == event), None)


def _log(tx: Transaction, customer_code: str, currency: str | None) -> _Log:
    """A hold of every currency was recorded on one case only, so that all of the customer's are looked at.

    A case on which nothing but talk is recorded has no currency of the ledger.
    """
    currencies = {*tx.currencies_of(customer_code), *([currency] if currency else [])}
    cases = sorted(case_id(customer_code, each) for each in currencies)
    found: dict[tuple[str, str], list[AuditEntry]] = {}
    for entry in tx.audit_about(cases):
        if entry.event in _EVENTS:
            found.setdefault((str(entry.body.get("kind")), str(entry.body.get("key"))), []).append(entry)
    return _Log(entries=found)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    tx: Transaction
    zone: ZoneInfo
    log: _Log

    def lines(self, account: Account) -> Iterator[JournalLine]:
        """Every line of one account."""
        for kind, name in HELD_IN.items():
            for entry in getattr(account, name):
                yield self._line(account, kind, getattr(entry, KEYS[kind]), self._as_it_was(entry))
        for reply in account.replies:
            yield self._line(account, REPLY, reply.id, reply)
        yield from self._resolutions(account)
        yield from self._lifted(account)
        yield from self._outcomes(account)
        yield from self._causes(account)
        for undone in account.undone:
            yield from self._undone(account, undone)

    def _line(self, account: Account, kind: str, key: str, entry: Told) -> JournalLine:
        return self._noted(account, day_of(entry, self.zone), kind, key, told(entry), self.log.of(kind, key))

    def _as_it_was(self, entry: Told) -> Told:
        """A hold that was lifted stood until then, whatever day it now ends on."""
        noted = self.log.of(EntryKind.HOLD, entry.id, LIFTED) if isinstance(entry, Hold) else None
        return replace(entry, until=self._day(noted.at)) if isinstance(entry, Hold) and noted else entry

    def _noted(
        self, account: Account, day: date, kind: str, key: str, what: Reason, noted: AuditEntry | None
    ) -> JournalLine:
        by, recorded = (noted.actor, noted.at) if noted else ("", None)
        return JournalLine(case=_case(account), day=day, kind=kind, key=key, what=what, by=by, recorded=recorded)

    def _resolutions(self, account: Account) -> Iterator[JournalLine]:
        for dispute in account.disputes:
            if dispute.resolved_on:
                noted = self.log.of(EntryKind.DISPUTE, dispute.id, RESOLVED)
                what = resolution(dispute)
                yield self._noted(account, dispute.resolved_on, EntryKind.DISPUTE, dispute.id, what, noted)

    def _lifted(self, account: Account) -> Iterator[JournalLine]:
        for hold in account.holds:
            noted = self.log.of(EntryKind.HOLD, hold.id, LIFTED)
            if noted:
                yield self._noted(account, self._day(noted.at), EntryKind.HOLD, hold.id, lifted(hold), noted)

    def _outcomes(self, account: Account) -> Iterator[JournalLine]:
        """What became of contacts after they were made."""
        for contact in account.contacts:
            for noted in self.log.entries.get((EntryKind.CONTACT, contact.key), ()):
                if noted.event == OUTCOME_RECORDED:
                    what = Reason.of("entry_outcome", outcome=outcome_name(str(noted.body.get("code", ""))))
                    yield self._noted(account, self._day(noted.at), EntryKind.CONTACT, contact.key, what, noted)

    def _causes(self, account: Account) -> Iterator[JournalLine]:
        """The cause that stands, in full; of those before it the log knows the code."""
        noted = self.log.entries.get((CAUSE, _case(account)), [])
        if account.cause:
            latest = noted[-1] if noted else None
            day, what = day_of(account.cause, self.zone), told(account.cause)
            yield self._noted(account, day, CAUSE, _case(account), what, latest)
        for n, before in enumerate(noted[:-1], start=1):
            what = Reason.of("entry_cause_before", cause=Cause(str(before.body["code"])))
            yield self._noted(account, self._day(before.at), CAUSE, f"{_case(account)} {n}", what, before)

    def _undone(self, account: Account, undone: Undone) -> Iterator[JournalLine]:
        """An entry that counts no longer, with its content as far as it can still be read by its number."""
        entry = self._read_back(undone)
        noted = self.log.of(undone.kind, undone.key)
        elsewhere = noted is not None and noted.subject != _case(account)
        if elsewhere or (entry is not None and entry.amount.currency != account.currency):
            return
        if entry is not None:
            day, what = day_of(entry, self.zone), told(entry)
        else:
            day = self._day(noted.at if noted else undone.at)
            what = Reason.of("entry_of_old", kind=undone.kind, amount=noted.body.get("amount", "") if noted else "")
        by, recorded = (noted.actor, noted.at) if noted else ("", None)
        yield JournalLine(
            case=_case(account),
            day=day,
            kind=undone.kind,
            key=undone.key,
            what=what,
            by=by,
            recorded=recorded,
            undone=undone,
        )

    def _read_back(self, undone: Undone) -> Invoice | Payment | CreditNote | None:
        code, key = undone.customer_code, undone.key
        match undone.kind:
            case EntryKind.INVOICE:
                return self.tx.invoice(code, key)
            case EntryKind.PAYMENT:
                return self.tx.payment(code, key)
            case EntryKind.CREDIT_NOTE:
                return self.tx.credit_note(code, key)
        return None

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def _each_once(lines: Iterable[JournalLine]) -> Iterator[JournalLine]:
    """What belongs to every currency, such as a hold, or to one that nobody knows any more, stands there once."""
    seen = set()
    for line in lines:
        same = (line.kind, line.key, line.what.code)
        everywhere = line.kind == EntryKind.HOLD or line.undone is not None
        if not everywhere or same not in seen:
            yield line
        seen.add(same)


def _case(account: Account) -> str:
    return case_id(account.customer.code, account.currency)
