"""Finds what the customer's words contest that nobody has recorded yet, and sees the case as if it were recorded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.domain.case import Case, open_case
from assistant.domain.commitments import Dispute
from assistant.domain.language import Reason
from assistant.domain.money import Money, total
from assistant.domain.negotiation import Party
from assistant.domain.parties import Person
from assistant.domain.reading import DisputeRead
from assistant.errors import Refused
from assistant.negotiation.contested import Contested, held_back, without
from assistant.negotiation.situation import Situation
from assistant.ports import Transaction
from assistant.workflow.contested_words import contested_after
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.heard import LastWords, words_heard
from assistant.workflow.negotiation.offers_seen import OfferSeen
from assistant.workflow.negotiation.said_before import said_before
from assistant.workflow.negotiation.situation import situation_of
from assistant.workflow.replies.shown import day_received


@dataclass(frozen=True, kw_only=True, slots=True)
class Unrecorded:
    """What is contested in words alone: how much ``of_each`` invoice, by the ``dispute`` that ``heard`` said last.

    ``whole`` tells that nothing else of the debt is left to be asked for.
    """

    of_each: Mapping[str, Money]
    dispute: DisputeRead
    heard: LastWords
    whole: bool

    @property
    def reason(self) -> Reason:
        """Why it is left out of what we ask for, or why we ask for nothing."""
        sums = tuple(self.of_each.values())
        code = "contested_all_unrecorded" if self.whole else "contested_unrecorded"
        return Reason.of(code, invoices=list(self.of_each), amount=total(sums, sums[0].currency))

    def recorded_on(self, case: Case) -> Case:
        """``case`` as it would be with these disputes on record."""
        found = (
            Dispute(
                id="",
                customer_code=case.customer.code,
                invoice_no=number,
                amount=amount,
                reason=self.dispute.reason,
                opened_on=case.today,
                quote=self.dispute.evidence.quote,
                handler="",
                answer_by=case.today,
            )
            for number, amount in self.of_each.items()
        )
        account = replace(case.account, disputes=(*case.account.disputes, *found))
        return open_case(account, now=case.now, today=case.today)


def unrecorded(
    desk: Desk, tx: Transaction, case: Case, offers: tuple[OfferSeen, ...], heard: LastWords | None, begun: Situation
) -> Unrecorded | None:
    """What the words since both sides last agreed, ``heard`` the last of them, contest of the debts of ``begun``.

    The rule is that of a record given by hand. A reply of which a person has said what it says contests what stands on
    record by that; so do any words once a dispute over their invoice was recorded after them, however it ended.
    """
    held: tuple[Contested, ...] = ()
    dispute, by = None, heard
    for day, each in _words(desk, tx, case, offers, heard):
        if each.bargain is None:
            continue
        now = contested_after(each.text, each.bargain, held, begun, recorded=_recorded(case, day))
        if now != held and each.bargain.reading.dispute:
            dispute, by = each.bargain.reading.dispute, each
        held = now
    of_each = held_back(held, begun.debts)
    if not of_each or dispute is None or by is None:
        return None
    return Unrecorded(of_each=of_each, dispute=dispute, heard=by, whole=not without(begun.debts, of_each))


def unrecorded_on(
    desk: Desk, tx: Transaction, person: Person, case: Case, heard: LastWords | None
) -> Unrecorded | None:
    """The same, where nothing has been gathered; None where there is nothing to negotiate about anyway."""
    try:
        gathered = situation_of(desk, tx, person, case)
    except Refused:
        return None
    return unrecorded(desk, tx, case, gathered.offers, heard, gathered.situation)


def _recorded(case: Case, day: date) -> set[str]:
    """The invoices of which a dispute is open, or was recorded on ``day`` or after it."""
    disputes = case.account.disputes
    return {each.invoice_no for each in disputes if each.is_open_on(case.today) or each.opened_on >= day}


def _words(
    desk: Desk, tx: Transaction, case: Case, offers: tuple[OfferSeen, ...], heard: LastWords | None
) -> Iterator[tuple[date, LastWords]]:
    """Everything that they said and no person has read, in order of time, each with its day."""
    before, zone = said_before(desk, case, offers), desk.zone(tx)
    read = {each.reply_id for each in case.account.read_replies}
    replies = {each.id for each in case.account.replies}
    said: list[tuple[datetime, date, LastWords]] = [
        (each.reply.received, day_received(case, each.reply), each)
        for each in before.heard
        if each.reply and each.reply.id not in read
    ]
    for offer in (seen.offer for seen in before.offers):
        if offer.by is Party.CUSTOMER and offer.quote and offer.source not in replies:
            day = offer.at.astimezone(zone).date()
            said.append((offer.at, day, words_heard(desk, case, offer.quote, day)))
    yield from ((day, each) for _, day, each in sorted(said, key=lambda one: one[0]))
    if heard and heard.reply is None and all(each.text != heard.text for _, _, each in said):
        yield case.today, heard
