"""Makes the pieces of a customer's history from what the record has: our sentence about each, and their own words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from assistant.domain.case import Account, case_id
from assistant.domain.commitments import CauseNote, ContactMade, Dispute, Hold, PaymentPlan, Promise, Reply
from assistant.domain.history import Piece, PieceKind
from assistant.domain.kinds import Channel
from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote, Payment
from assistant.domain.message import Message, Status
from assistant.wording import Wording
from assistant.workflow.record.sentences import Told, day_of, resolution, told

_KINDS: Mapping[type, PieceKind] = {
    Reply: PieceKind.REPLY,
    Promise: PieceKind.PROMISE,
    Payment: PieceKind.PAYMENT,
    CreditNote: PieceKind.CREDIT_NOTE,
    Dispute: PieceKind.DISPUTE,
    CauseNote: PieceKind.CAUSE,
    Hold: PieceKind.HOLD,
    PaymentPlan: PieceKind.PLAN,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """In whose words and in which time zone a history is told."""

    words: Wording
    zone: ZoneInfo

    def pieces(
        self, accounts: Iterable[Account], earlier_causes: Iterable[CauseNote], messages: Iterable[Message]
    ) -> tuple[Piece, ...]:
        """All pieces; what belongs to every currency stands there once, and what was undone is in no account."""
        found: list[Piece] = []
        for account in accounts:
            found += self._of_account(account)
        found += [self._entry(note, note.currency) for note in earlier_causes]
        found += [self._message(message) for message in messages]
        return tuple(dict.fromkeys(found))

    def _of_account(self, account: Account) -> Iterator[Piece]:
        shares: dict[tuple[str, bool], list[str]] = {}
        for share in account.allocations:
            shares.setdefault((share.receipt_no, share.is_credit), []).append(share.invoice_no)
        for payment in account.payments:
            yield self._entry(payment, account.currency, shares.get((payment.number, False), ()))
        for note in account.credit_notes:
            yield self._entry(note, account.currency, shares.get((note.number, True), ()))
        said = (account.promises, account.plans, account.contacts, account.replies, account.disputes)
        for entry in (entry for entries in said for entry in entries):
            yield self._entry(entry, account.currency)
        for hold in account.holds:
            yield self._entry(hold, hold.currency)
        if account.cause:
            yield self._entry(account.cause, account.currency)
        for dispute in account.disputes:
            if dispute.resolved_on:
                yield self._resolution(dispute, account.currency)

    def _entry(self, entry: Told, currency: str, invoice_nos: Iterable[str] = ()) -> Piece:
        return Piece(
            id=_id(entry, currency),
            kind=_kind(entry),
            customer_code=entry.customer_code,
            case_id=case_id(entry.customer_code, currency) if currency else "",
            day=day_of(entry, self.zone),
            text=self.words.reason(told(entry)),
            quote=entry.text if isinstance(entry, Reply) else "",
            about=tuple(dict.fromkeys((*_invoices(entry), *invoice_nos))),
            source=entry.source if isinstance(entry, Promise | Reply) else "",
        )

    def _resolution(self, dispute: Dispute, currency: str) -> Piece:
        return Piece(
            id=dispute.id,
            kind=PieceKind.DISPUTE,
            customer_code=dispute.customer_code,
            case_id=case_id(dispute.customer_code, currency),
            day=dispute.resolved_on or dispute.opened_on,
            text=self.words.reason(resolution(dispute)),
            about=(dispute.invoice_no,),
        )

    def _message(self, message: Message) -> Piece:
        brief = message.brief
        code = brief.case_id.rpartition("-")[0]
        if message.status is Status.RELEASED:
            about = Reason.of("history_released", kind=brief.kind, channel=brief.channel)
        else:
            about = Reason.of("history_not_released", kind=brief.kind, channel=brief.channel, status=message.status)
        return Piece(
            id=message.id,
            kind=PieceKind.MESSAGE,
            customer_code=code,
            case_id=brief.case_id,
            day=message.changed.astimezone(self.zone).date(),
            text=self.words.reason(about),
            quote=message.draft.text,
            source=message.author,
            status=message.status,
        )


def _kind(entry: Told) -> PieceKind:
    if isinstance(entry, ContactMade):
        return PieceKind.CALL if entry.channel == Channel.PHONE else PieceKind.CONTACT
    return _KINDS[type(entry)]


def _id(entry: Told, currency: str) -> str:
    """What the record calls the entry; a contact and a cause have no number of their own."""
    match entry:
        case ContactMade():
            return entry.key
        case CauseNote():
            return case_id(entry.customer_code, currency)
        case Payment() | CreditNote():
            return entry.number
        case Promise() | Dispute() | Hold() | PaymentPlan() | Reply():
            return entry.id
    raise TypeError(f"{entry!r} is no piece of a history")


def _invoices(entry: Told) -> tuple[str, ...]:
    if isinstance(entry, Promise | PaymentPlan):
        return entry.invoice_nos
    if isinstance(entry, Payment | CreditNote | Dispute) and entry.invoice_no:
        return (entry.invoice_no,)
    return ()
