"""Writes the letter of our move on a record given by hand: an answer, a confirmation, or that we look into it first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.bargain import Bargain
from assistant.domain.brief import Brief, Fact, FactKind, Refusal, number_facts
from assistant.domain.commitments import Cause
from assistant.domain.days import open_days_after
from assistant.domain.kinds import MessageKind
from assistant.domain.negotiation import Party
from assistant.domain.reading import Sign
from assistant.intake.given_record import given_fact, given_money
from assistant.intake.given_talk import GivenTalk
from assistant.intake.given_task import task_from_line
from assistant.intake.replies.reading import own_text
from assistant.negotiation.authority import AuthorityTable
from assistant.negotiation.candidates import terms_of
from assistant.negotiation.option import NegotiatingPosition
from assistant.negotiation.policy import NegotiationPolicy
from assistant.negotiation.situation import Situation
from assistant.negotiation.strategy import IN_NEED
from assistant.planning import brief_given
from assistant.planning.negotiated import ANSWER_DAYS
from assistant.planning.negotiated_facts import facts_contested, facts_of_arrangement, points_asked, points_read
from assistant.workflow.draft_given import GivenDesk, Written, write_given
from assistant.workflow.given_talk.contesting import Contesting


@dataclass(frozen=True, kw_only=True, slots=True)
class NegotiatingDesk:
    """What negotiating by hand works with."""

    drafts: GivenDesk
    terms: NegotiationPolicy
    table: AuthorityTable


def letter(
    desk: NegotiatingDesk,
    talk: GivenTalk,
    where: NegotiatingPosition,
    bargain: Bargain,
    situation: Situation,
    dispute: Contesting,
    *,
    agreed: bool,
) -> Written | Refusal:
    """The letter of our move: a confirmation of what both want, else an answer that offers exactly it."""
    move = where.move.arrangement
    kind = MessageKind.WRITTEN_CONFIRMATION if agreed else MessageKind.NEGOTIATION_REPLY
    by = move.lapses_on or (_day_of_answer(desk, talk) if agreed else None)
    extra: dict[str, object] = {"ask_by": by.isoformat()} if by else {}
    extra |= {"agreed_on": talk.record.as_of.isoformat(), "agreed_with": talk.record.contact} if agreed else {}
    extra |= {"answer_by": _day_of_answer(desk, talk).isoformat()} if dispute.held else {}
    extra |= {} if Sign.INJECTION in bargain.reading.signs else {"customer_message": own_text(talk.proposal)}
    brief = _brief(desk, talk, kind, extra)
    if isinstance(brief, Refusal):
        return brief
    ours = [each.arrangement for each in situation.history if each.by is Party.US]
    points = [] if agreed else list(_points(where, bargain, situation, ours))
    points += ["how_much"] if dispute.asks_how_much and not agreed else []
    about = _about(brief, move, points, _contested(talk, move, dispute))
    return write_given(desk.drafts, talk.writer, replace(about, number=1 + len(ours)))


def acknowledgement(desk: NegotiatingDesk, talk: GivenTalk) -> Written | Refusal:
    """The letter where nothing is asked for: that we look into it, until when, and what we have to know."""
    by: dict[str, object] = {"answer_by": _day_of_answer(desk, talk).isoformat()}
    brief = _brief(desk, talk, MessageKind.DISPUTE_ACKNOWLEDGEMENT, by)
    if isinstance(brief, Refusal):
        return brief
    asks = given_fact(FactKind.TEXT, "point", "how_much")
    grounds = replace(brief.grounds, facts=number_facts([*brief.grounds.facts, asks]))
    return write_given(desk.drafts, talk.writer, replace(brief, grounds=grounds))


def _brief(desk: NegotiatingDesk, talk: GivenTalk, kind: MessageKind, extra: dict[str, object]) -> Brief | Refusal:
    task = task_from_line(
        {
            "id": talk.id,
            "record": talk.raw,
            "kind": kind,
            "language": talk.language,
            "region": talk.region,
            "writer": talk.writer,
            "extra": {"message_date": talk.record.as_of.isoformat(), **extra},
        }
    )
    return brief_given(task, desk.drafts.policy, desk.drafts.calendar)


def _day_of_answer(desk: NegotiatingDesk, talk: GivenTalk) -> date:
    """By when a confirmation that names no day may be objected to, and we answer what they contest."""
    is_open = partial(desk.drafts.calendar.is_business_day, region=talk.region)
    return open_days_after(talk.record.as_of, ANSWER_DAYS, is_open)


def _points(
    where: NegotiatingPosition, bargain: Bargain, situation: Situation, ours: list[Arrangement]
) -> Iterator[str]:
    """What the answer takes up besides what their words show: their wishes, and how our move stands to them."""
    yield from points_asked(situation.asked.kinds if situation.asked else ())
    yield from points_read(bargain.reading)
    if bargain.undecided:
        yield "undecided"
    if not ours and _waits_for_cause(where, situation):
        yield "cause_first"
    if situation.cause in IN_NEED and where.proposed and not where.proposed.ruling.within:
        yield "beyond"
    if ours and terms_of(ours[-1]) == terms_of(where.move.arrangement):
        yield "stands"


def _waits_for_cause(where: NegotiatingPosition, situation: Situation) -> bool:
    """Whether they ask for a discount that authority has, and what hands it back is that nobody knows the cause."""
    wanted = situation.asked is not None and OfferKind.DISCOUNT in situation.asked.kinds
    unknown = situation.cause is Cause.UNKNOWN and not where.move.arrangement.discount
    return wanted and unknown and situation.authority.max_discount_pct > 0


def _contested(talk: GivenTalk, move: Arrangement, dispute: Contesting) -> Iterator[Fact]:
    """What is contested of the invoices in our currency, on record or in the customer's words."""
    own = [each for each in talk.record.invoices if (each.currency or move.currency) == move.currency]
    of_each = {each.no: given_money(each.disputed, move.currency) for each in own}
    named = all(each.invoice_no for each in dispute.held)
    return facts_contested(move, {no: amount for no, amount in of_each.items() if amount}, named=named)


def _about(brief: Brief, move: Arrangement, points: Iterable[str], contested: Iterable[Fact]) -> Brief:
    """``brief`` with what our move holds, what is contested besides, and each of ``points`` that it lacks."""
    raised = {fact.value for fact in brief.grounds.facts_of("point")}
    more = [given_fact(FactKind.TEXT, "point", point) for point in points if point not in raised]
    facts = number_facts([*brief.grounds.facts, *more, *facts_of_arrangement(move), *contested])
    grounds = replace(brief.grounds, facts=facts, offers=(move.as_offer(),))
    return replace(brief, grounds=grounds, arrangement=move)
