"""Shows a negotiation whole: what was said and offered, where it stands, what may come next, and what was agreed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from assistant.domain.case import Case
from assistant.domain.commitments import INBOUND, PaymentPlan
from assistant.domain.kinds import Channel
from assistant.domain.language import Reason
from assistant.domain.message import OPEN, Message, Status
from assistant.domain.negotiation import Agreement, AuthorityRequest, Party
from assistant.domain.parties import Person
from assistant.errors import Refused
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.negotiation.at_the_table import NegotiatingTable, at_the_table
from assistant.workflow.negotiation.heard import LastWords, heard_on
from assistant.workflow.negotiation.make_offer import may_offer
from assistant.workflow.negotiation.offers_seen import OfferSeen, offers_seen
from assistant.workflow.negotiation.said_yes import accepted_offer
from assistant.workflow.negotiation.unrecorded import Unrecorded, unrecorded_on

# What leaves in writing stands in the thread as the message itself.
_WRITTEN = frozenset({Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.CHAT})


class Said(StrEnum):
    """What one turn of a negotiation is."""

    REPLY = "reply"
    MESSAGE = "message"
    CONTACT = "contact"
    OFFER = "offer"


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreadEntry:
    """One thing that was said or offered; ``at`` in UTC, ``text`` as it was written: never markup, never an order."""

    at: datetime
    by: Party
    said: Said
    id: str
    text: str
    offer: OfferSeen | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NegotiationView:
    """A negotiation as ``person`` sees it; ``thread`` is in order of time.

    ``table`` holds situation and position, None where ``why_not`` says that there is nothing to negotiate about.
    ``contested`` is what the customer's words contest and nobody has recorded.
    ``requests`` are for authority, ``granted`` those of them that count today; ``message`` is the one that is open,
    ``zone`` the office's.
    """

    case: Case
    person: Person
    thread: tuple[ThreadEntry, ...]
    heard: LastWords | None
    table: NegotiatingTable | None
    why_not: Reason | None
    contested: Unrecorded | None
    offers: tuple[OfferSeen, ...]
    requests: tuple[AuthorityRequest, ...]
    granted: frozenset[str]
    agreements: tuple[Agreement, ...]
    plans: tuple[PaymentPlan, ...]
    message: Message | None
    zone: tzinfo

    @property
    def today(self) -> date:
        """The creditor's own calendar day."""
        return self.case.today

    @property
    def may_offer(self) -> bool:
        """Whether this person makes offers at all; how much they may offer is another matter."""
        return may_offer(self.person)

    @property
    def accepted(self) -> OfferSeen | None:
        """Our offer that their last words say yes to, after they had heard it: what is to be confirmed in writing."""
        return accepted_offer(self.offers, self.heard, self.today, self.zone)


def negotiation_view(desk: Desk, case_id: str, person: Person) -> NegotiationView:
    """Everything about the negotiation on a case; nothing is stored. Raises NotFound for an unknown case."""
    with desk.record.read() as tx:
        code, currency = split_case_id(case_id)
        case = desk.case(tx, code, currency)
        table, why_not = _table(desk, tx, person, case)
        offers = table.offers if table else offers_seen(desk, tx, case)
        heard = table.heard if table else heard_on(desk, tx, case)
        requests = tx.authority_requests(code, currency)
        open_ones = tx.messages(status=OPEN, case_ids=[case_id])
        return NegotiationView(
            case=case,
            person=person,
            thread=tuple(sorted(_thread(tx, case, offers), key=lambda turn: turn.at)),
            heard=heard,
            table=table,
            why_not=why_not,
            contested=table.contested if table else unrecorded_on(desk, tx, person, case, heard),
            offers=offers,
            requests=requests,
            granted=frozenset(each.id for each in requests if each.counts_on(case.today)),
            agreements=tx.agreements(code, currency),
            plans=tuple(plan for plan in case.account.plans if plan.ended_on is None),
            message=open_ones[-1] if open_ones else None,
            zone=desk.zone(tx),
        )


def _table(desk: Desk, tx: Transaction, person: Person, case: Case) -> tuple[NegotiatingTable | None, Reason | None]:
    try:
        return at_the_table(desk, tx, person, case), None
    except Refused as refused:
        reason = refused.details.get("reason")
        if not isinstance(reason, Reason):
            raise
        return None, reason


def _thread(tx: Transaction, case: Case, offers: tuple[OfferSeen, ...]) -> Iterator[ThreadEntry]:
    for reply in case.account.replies:
        yield ThreadEntry(at=reply.received, by=Party.CUSTOMER, said=Said.REPLY, id=reply.id, text=reply.text)
    for message in tx.messages(status=frozenset({Status.RELEASED}), case_ids=[case.id]):
        yield ThreadEntry(at=message.changed, by=Party.US, said=Said.MESSAGE, id=message.id, text=message.draft.text)
    for contact in case.account.contacts:
        inbound = contact.kind == INBOUND
        if contact.channel in _WRITTEN and not inbound:
            continue
        by = Party.CUSTOMER if inbound else Party.US
        yield ThreadEntry(at=contact.at, by=by, said=Said.CONTACT, id=contact.key, text=contact.note)
    for seen in offers:
        offer = seen.offer
        yield ThreadEntry(at=offer.at, by=offer.by, said=Said.OFFER, id=offer.id, text=offer.quote, offer=seen)
