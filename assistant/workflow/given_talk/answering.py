"""Answers a customer's words on a record given by hand: what they ask, our options, and our move as a letter."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.domain.bargain import Bargain
from assistant.domain.brief import Refusal
from assistant.domain.commitments import Cause
from assistant.domain.language import Language, Reason
from assistant.domain.money import Money
from assistant.domain.negotiation import Party
from assistant.intake.given_arrangement import arrangement_from
from assistant.intake.given_talk import GivenTalk, GivenTurn
from assistant.negotiation.after_ours import after_our_offer
from assistant.negotiation.asked import agrees_with, asked_of, completed, names_payments, only_says_after
from assistant.negotiation.candidates import terms_of
from assistant.negotiation.changed import with_changes
from assistant.negotiation.making import Maker
from assistant.negotiation.option import NegotiatingPosition, Option
from assistant.negotiation.position import position, waiting
from assistant.negotiation.proposed import proposed
from assistant.negotiation.situation import Asked, Offered, Situation, last_by
from assistant.negotiation.strategy import IN_NEED
from assistant.workflow.contested_words import CONTESTING
from assistant.workflow.draft_given import Written
from assistant.workflow.given_talk.contesting import Contesting, contesting, is_waiting, with_contested
from assistant.workflow.given_talk.replying import NegotiatingDesk, acknowledgement, letter
from assistant.workflow.given_talk.situation import TalkRead, given_situation, read_talk

_OUTWEIGHS_NEED = frozenset({Cause.QUALITY_DISPUTE, Cause.UNWILLING, Cause.OUR_ERROR})
_PLAIN = 0.9
# Days by which a named day may move to the next business day.
_A_LONG_HOLIDAY = 10
# With the one to wait they make six, as many as anywhere.
_MOST_LATER = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Answered:
    """The answer to one turn: what was read, where we stand, and the letter of our move.

    ``agreed`` tells that both sides want the same: our move is then what is confirmed. ``accepts``: they say yes, and
    name nothing that is not in our last offer. ``contested`` is what their words contest of each invoice: it is owed
    besides the debts of ``situation``. ``once_settled`` are ways to pay all of it where all of it waits: nobody offers
    them before what is contested is cleared up.
    """

    bargain: Bargain
    asked: Asked | None
    cause: Cause
    situation: Situation
    language: Language
    position: NegotiatingPosition
    agreed: bool
    accepts: bool
    doubts: tuple[Reason, ...]
    contested: Mapping[str, Money]
    reply: Written | Refusal
    once_settled: tuple[Option, ...] = ()


def negotiate_given(desk: NegotiatingDesk, talk: GivenTalk) -> Answered | Refusal:
    """Our move on ``talk``, or why there is nothing to negotiate about.

    Raises BadInput for an offer of the history that cannot be read, and Refused where the letter lacks a fact.
    """
    recorded = given_situation(talk.record, talk.region)
    if recorded.outstanding.minor <= 0:
        return Refusal(case_id=talk.id, reason=_why_nothing(talk))
    read = read_talk(talk, recorded)
    dispute = contesting(talk, read, recorded)
    if dispute.asks_for_nothing(recorded):
        return _waiting(desk, talk, read, recorded, dispute)
    asking, begun = talk, recorded
    if dispute.of_each:
        # "All of it" is less once a part is in question: the words are read anew.
        asking = with_contested(talk, dispute.of_each)
        begun = given_situation(asking.record, talk.region)
        read = read_talk(talk, begun, dispute.of_each)
    bargain, situation = read.now, _with_talk(desk, talk, read, begun)
    accepted = _accepted(desk, bargain, situation)
    where = accepted or position(situation, desk.terms, desk.table, desk.drafts.calendar)
    # Who contests a part of it has not agreed to pay all of it, nor has who only tries to. A plan of which they change
    # a payment is put to them as a whole before it is confirmed.
    is_firm = bargain.reading.dispute is None and not bargain.tentative and not bargain.changes
    agreed = accepted is not None or (is_firm and _is_theirs(situation, where))
    return Answered(
        bargain=bargain,
        asked=situation.asked,
        cause=situation.cause,
        situation=situation,
        language=talk.language,
        position=where,
        agreed=agreed,
        accepts=bargain.accepts is not None and (accepted is not None or situation.asked is None),
        doubts=_doubts(bargain, situation, where, dispute, agreed=agreed),
        contested=dispute.of_each,
        reply=letter(desk, asking, where, bargain, situation, dispute, agreed=agreed),
    )


def _doubts(
    bargain: Bargain, situation: Situation, where: NegotiatingPosition, dispute: Contesting, *, agreed: bool
) -> tuple[Reason, ...]:
    """What has to be asked, each once."""
    found = [*bargain.doubts, *where.doubts]
    if dispute.asks_how_much:
        found.append(Reason.of("ask_how_much_contested"))
    if bargain.accepts and not agreed and situation.asked is None:
        found.append(Reason.of("accepted_what"))
    return tuple({reason.code: reason for reason in found}.values())


def _waiting(
    desk: NegotiatingDesk, talk: GivenTalk, read: TalkRead, recorded: Situation, dispute: Contesting
) -> Answered | Refusal:
    """Our answer where all of it is contested, or nobody can tell how much: it asks for that, and for no money."""
    nothing = Money.zero(recorded.outstanding.currency)
    all_of_it = _with_talk(desk, talk, read, recorded)
    later = position(all_of_it, desk.terms, desk.table, desk.drafts.calendar).options[:_MOST_LATER]
    situation = replace(all_of_it, asked=None, debts=(), late_interest=nothing)
    where = waiting(situation, desk.terms, desk.table, desk.drafts.calendar)
    return Answered(
        bargain=read.now,
        asked=None,
        cause=situation.cause,
        situation=situation,
        language=talk.language,
        position=where,
        agreed=False,
        accepts=False,
        doubts=(Reason.of("ask_how_much_contested"),),
        contested=dispute.of_each,
        reply=acknowledgement(desk, talk),
        once_settled=tuple(replace(each, id=f"S{n}") for n, each in enumerate(later, start=1)),
    )


def _why_nothing(talk: GivenTalk) -> Reason:
    contested = [each.no for each in talk.record.invoices if str(each.disputed) not in ("0", "0.00", "")]
    return Reason.of("disputed", invoice=", ".join(contested)) if contested else Reason.of("nothing_open")


def _with_talk(desk: NegotiatingDesk, talk: GivenTalk, read: TalkRead, begun: Situation) -> Situation:
    """The situation with what was offered before, and what they say now."""
    history: list[Offered] = []
    cause, before, bargain = Cause.UNKNOWN, None, read.now
    for turn, earlier in zip(talk.history, read.earlier, strict=True):
        wanted = None
        if earlier:
            cause = _cause_after(earlier, cause)
            wanted = _asked(earlier, before, history, begun)
        history += _offered(desk, turn, wanted, replace(begun, cause=cause, history=tuple(history)))
        before = wanted if wanted and (before is None or names_payments(wanted)) else before
    now = bargain.reading.primary_cause
    told = _tells_of_need(bargain) and cause is not now and any(each.by is Party.US for each in history)
    asked = _asked(bargain, before, history, begun)
    if told:
        asked = replace(asked or Asked(quote=bargain.reading.causes[0].evidence.quote), news=True)
    cause = _cause_after(bargain, cause)
    return replace(begun, cause=cause, asked=asked, history=tuple(history))


def _asked(said: Bargain, before: Asked | None, history: list[Offered], begun: Situation) -> Asked | None:
    """What they ask, put together with what they asked ``before``, and with the plan of which they change a payment."""
    named, ours = asked_of(said, begun.outstanding, begun.today), last_by(Party.US, history)
    if named and ours and only_says_after(named, said, ours):
        return None
    # A yes that names no payment takes our plan, whatever number of payments they asked before.
    takes_ours = said.accepts is not None and named is not None and not names_payments(named)
    asked = named if takes_ours else completed(named, before, begun.outstanding)
    meant = after_our_offer(asked, said, ours, begun) if asked and ours else asked
    return with_changes(meant, said, history)


def _cause_after(said: Bargain, known: Cause) -> Cause:
    """The cause once ``said`` is heard: one that is known gives way only to what is said plainly, or to its denial."""
    causes = said.reading.causes
    if known in said.denies or (said.uncontested and known in CONTESTING):
        known = Cause.UNKNOWN
    if not causes or causes[0].cause is Cause.UNKNOWN:
        return known
    now, plain = causes[0].cause, causes[0].evidence.certainty >= _PLAIN
    # Who is in need and asks for a document is in need still.
    outweighs = known not in IN_NEED or now in IN_NEED or now in _OUTWEIGHS_NEED
    return now if known is Cause.UNKNOWN or (plain and outweighs) else known


def _tells_of_need(bargain: Bargain) -> bool:
    """Whether the words say plainly why they cannot pay: no other reason is worth a step of ours."""
    causes = bargain.reading.causes
    return bool(causes) and causes[0].cause in IN_NEED and causes[0].evidence.certainty >= _PLAIN


def _offered(desk: NegotiatingDesk, turn: GivenTurn, asked: Asked | None, at: Situation) -> list[Offered]:
    """What one turn offered: the option that stands with it, else what the customer's words ask."""
    if turn.who is Party.US and turn.offer and is_waiting(turn.offer):
        return []
    if turn.offer is not None:
        made = arrangement_from(
            turn.offer,
            owed=at.outstanding,
            late_interest=at.late_interest,
            invoice_nos=tuple(debt.invoice_no for debt in at.debts),
        )
        return [Offered(by=turn.who, arrangement=made)]
    maker = Maker(situation=replace(at, asked=asked), terms=desk.terms, calendar=desk.drafts.calendar)
    theirs = proposed(asked, maker).arrangement
    return [Offered(by=Party.CUSTOMER, arrangement=theirs)] if theirs else []


def _accepted(desk: NegotiatingDesk, bargain: Bargain, situation: Situation) -> NegotiatingPosition | None:
    """Where we stand when they say yes to our last offer; None where they do not, or it cannot be kept any more."""
    ours = last_by(Party.US, situation.history)
    if bargain.accepts is None or ours is None or not agrees_with(situation.asked, ours, situation.today):
        return None
    settled = replace(situation, asked=None, history=(Offered(by=Party.US, arrangement=ours),))
    where = position(settled, desk.terms, desk.table, desk.drafts.calendar)
    return where if terms_of(where.move.arrangement) == terms_of(ours) else None


def _is_theirs(situation: Situation, where: NegotiatingPosition) -> bool:
    """Whether our move is what these very words propose, with every day of it named and hanging on nothing."""
    asked, made = situation.asked, where.move.arrangement
    if asked is None or asked.conditional or where.doubts or where.move.by is not Party.CUSTOMER:
        return False
    last = asked.until
    if last is None and asked.extension_days is not None:
        last = situation.today + timedelta(days=asked.extension_days)
    if len(made.schedule) == 1:
        return _is_on(made.schedule[0].due, last or asked.promised_on, asked)
    ends = _is_on(made.schedule[-1].due, last, asked) if last else bool(asked.instalments or asked.per_instalment)
    return ends and _is_on(made.schedule[0].due, asked.promised_on, asked)


def _is_on(due: date, named: date | None, asked: Asked) -> bool:
    """Whether ``due`` is the day that was named, or the business day that it moves to: for a deadline, one before."""
    if named is None:
        return False
    before = _A_LONG_HOLIDAY if named in asked.deadlines else 0
    return -before <= (due - named).days <= _A_LONG_HOLIDAY
