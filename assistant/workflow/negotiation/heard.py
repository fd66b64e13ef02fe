"""Reads what the customer's last words ask: as a person said that they do, else as they are read by the program."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, tzinfo
from decimal import Decimal

from assistant.domain.bargain import Bargain
from assistant.domain.case import Case
from assistant.domain.commitments import Cause, Reply
from assistant.domain.language import Reason
from assistant.domain.money import Money, total
from assistant.domain.negotiation import OfferMade, Party
from assistant.domain.reading import Evidence, ProposalRead, Reading
from assistant.intake.given_reading import ProposalSaid, reading_said
from assistant.intake.points import points_in
from assistant.intake.replies.amounts import OpenTotal
from assistant.intake.replies.bargain import read_bargain
from assistant.negotiation.asked import asked_of, completed
from assistant.negotiation.situation import Asked
from assistant.planning.negotiated_facts import points_read
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.on_the_table import on_the_table
from assistant.workflow.replies.shown import day_received, ledger_now


@dataclass(frozen=True, kw_only=True, slots=True)
class LastWords:
    """The customer's words as they bear on the negotiation; ``asked`` is None where they ask and promise nothing.

    ``accepts`` are the words that say yes to our last offer, empty where there is no plain yes. ``corrected`` tells
    that a person said otherwise than the program had read. ``points`` are those that the words raise, besides what
    they ask. ``bargain`` is all that the program reads in them, as said on ``day``.
    """

    reply: Reply | None
    text: str
    asked: Asked | None
    cause: Cause = Cause.UNKNOWN
    accepts: str = ""
    doubts: tuple[Reason, ...] = ()
    corrected: bool = False
    points: tuple[str, ...] = ()
    bargain: Bargain | None = None
    day: date | None = None

    def says(self, offer: OfferMade) -> bool:
        """Whether ``offer`` of the customer's was noted from just these words."""
        return offer.source == self.reply.id if self.reply else bool(self.text) and offer.quote == self.text


def heard_on(desk: Desk, tx: Transaction, case: Case) -> LastWords | None:
    """What the customer said last on ``case``, in a reply or in words that a person noted; None where they did not."""
    newest = max(case.account.replies, key=lambda reply: reply.received, default=None)
    replies = {reply.id for reply in case.account.replies}
    offers = tx.offers(case.customer.code, case.currency)
    noted = [o for o in offers if o.by is Party.CUSTOMER and o.quote and o.source not in replies]
    if not noted:
        return heard_in(desk, case, newest) if newest else None
    words, zone = noted[-1], desk.zone(tx)
    # Where the day or the moment is the same, the reply comes after an offer that was made since the words.
    answered = offers[-1] is not words
    if newest and may_follow(newest, words.at, zone) and (answered or newest.received > words.at):
        return heard_in(desk, case, newest)
    return words_heard(desk, case, words.quote, words.at.astimezone(zone).date())


def may_follow(reply: Reply, moment: datetime, zone: tzinfo) -> bool:
    """Whether ``reply`` came after ``moment``, or on the same day where no more is known of it.

    A reply of which a person gave the day alone stands at noon of it where the company is (`intake.mail`).
    """
    came = reply.received.astimezone(zone)
    if came.time() == time(12):
        return came.date() >= moment.astimezone(zone).date()
    return reply.received >= moment


def heard_in(desk: Desk, case: Case, reply: Reply) -> LastWords:
    """What ``reply`` says; where a person has read it, what it proposes is what they said that it does."""
    day = day_received(case, reply)
    found = words_heard(desk, case, reply.text, day)
    read = next((each for each in case.account.read_replies if each.reply_id == reply.id), None)
    if read is None:
        return replace(found, reply=reply)
    said = reading_said(read)
    proposal = _proposal(said.proposal, found.asked.quote if found.asked else "") if said.proposal else None
    if "proposal" not in read.corrected:
        return replace(found, reply=reply, cause=said.cause)
    known = found.bargain.deadlines if found.bargain else frozenset()
    meant = Bargain(reading=Reading(proposal=proposal), deadlines=known)
    asked = _asked(desk, case, meant, day) if proposal else None
    return replace(found, reply=reply, cause=said.cause, asked=asked, doubts=(), corrected=True)


def words_heard(desk: Desk, case: Case, text: str, day: date) -> LastWords:
    """What words that were said on ``day`` ask: a call's, or those that a person typed. Half is half of the table's."""
    known = ledger_now(case)
    owed = OpenTotal(amount=_owed(desk, case).decimal, currency=case.currency) if case.items else known.total
    items = on_the_table(case, desk.policy.promise_grace_days)
    each = tuple((item.invoice.number, item.collectable.decimal) for item in items)
    bargain = read_bargain(text, day, replace(known, total=owed, open_by_no=each))
    return LastWords(
        reply=None,
        text=text,
        asked=_asked(desk, case, bargain, day),
        cause=bargain.reading.primary_cause,
        accepts=bargain.accepts.quote if bargain.accepts else "",
        doubts=bargain.doubts,
        points=tuple(dict.fromkeys((*points_in(text), *points_read(bargain.reading)))),
        bargain=bargain,
        day=day,
    )


def heard_again(desk: Desk, case: Case, heard: LastWords | None) -> LastWords | None:
    """``heard`` read once more, on another state of its case: half of it is less where less may be asked for."""
    if heard and heard.reply:
        return heard_in(desk, case, heard.reply)
    return words_heard(desk, case, heard.text, heard.day) if heard and heard.day else heard


def _owed(desk: Desk, case: Case) -> Money:
    items = on_the_table(case, desk.policy.promise_grace_days)
    return total((item.collectable for item in items), case.currency)


def _asked(desk: Desk, case: Case, bargain: Bargain, day: date) -> Asked | None:
    """What was asked on ``day``, in days from today."""
    owed = _owed(desk, case)
    asked = completed(asked_of(bargain, owed, day), None, owed)
    if asked is None or asked.extension_days is None:
        return asked
    return replace(asked, extension_days=asked.extension_days - (case.today - day).days)


def _proposal(said: ProposalSaid, quote: str) -> ProposalRead:
    """A proposal as a person corrected it."""
    return ProposalRead(
        kind=said.kind,
        instalments=int(said.instalments) if said.instalments else None,
        first_payment=Decimal(said.first_payment) if said.first_payment else None,
        per_instalment=Decimal(said.per_instalment) if said.per_instalment else None,
        until=date.fromisoformat(said.until) if said.until else None,
        extension_days=int(said.extension_days) if said.extension_days else None,
        discount_pct=Decimal(said.discount_pct) if said.discount_pct else None,
        waive_interest=said.waive_interest,
        evidence=Evidence(quote=quote, start=0, end=len(quote), certainty=1.0),
    )
