"""Writes the brief of a message of a negotiation from the record and an arrangement, or says why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from assistant.domain.arrangement import Arrangement, InterestTreatment
from assistant.domain.authority import Authority, OfferKind
from assistant.domain.brief import Brief, Excerpt, Refusal
from assistant.domain.case import Case
from assistant.domain.commitments import Reply
from assistant.domain.days import open_days_after
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem
from assistant.domain.money import Money, total
from assistant.domain.parties import SenderRank
from assistant.planning.brief import write_brief
from assistant.planning.channel import unreachable
from assistant.planning.collectable import askable
from assistant.planning.decision import Decision, Wishes
from assistant.planning.facts import Sender
from assistant.planning.negotiated_facts import (
    facts_of_agreement,
    facts_of_arrangement,
    facts_of_next,
    facts_of_talk,
)
from assistant.planning.override import chosen_day, forbidden, override_for_day, still_waits, waits_for_hours
from assistant.planning.policy import Policy
from assistant.planning.refuse import refusal_of_record
from assistant.planning.timing import outbound
from assistant.ports import Calendar

# How each of these kinds may travel, the usual way first.
CHANNELS = {
    MessageKind.NEGOTIATION_REPLY: (Channel.EMAIL, Channel.LETTER, Channel.CHAT),
    MessageKind.PLAN_PROPOSAL: (Channel.EMAIL, Channel.LETTER),
    MessageKind.WRITTEN_CONFIRMATION: (Channel.EMAIL, Channel.LETTER),
    MessageKind.CALL_SCRIPT: (Channel.PHONE,),
}
NEGOTIATED = frozenset(CHANNELS)
# Business days to answer in, where the arrangement names no day.
ANSWER_DAYS = 5
_IN_WRITING = frozenset({MessageKind.PLAN_PROPOSAL, MessageKind.WRITTEN_CONFIRMATION})


@dataclass(frozen=True, kw_only=True, slots=True)
class Negotiated:
    """What a message of a negotiation rests on, put together from the record.

    ``arrangement`` is our offer, or what was agreed; ``authority`` that of the sender, widened by a grant where one
    covers it. Of the customer's ``reply``, ``points`` are those that its words raise (by the names of
    ``knowledge/record/points.yaml``) and ``asked`` the rungs of the ladder that it asks for: each is answered.
    ``next_steps`` are what a caller may offer after it without asking, the nearest first. ``agreed_on`` and
    ``agreed_with`` tell of the yes that is confirmed, in writing or by word. ``wishes.kind`` is one of NEGOTIATED.
    """

    case: Case
    wishes: Wishes
    arrangement: Arrangement
    sender: Sender
    authority: Authority
    excerpts: tuple[Excerpt, ...] = ()
    reply: Reply | None = None
    points: tuple[str, ...] = ()
    asked: tuple[OfferKind, ...] = ()
    next_steps: tuple[Arrangement, ...] = ()
    agreed_on: date | None = None
    agreed_with: str = ""

    @property
    def kind(self) -> MessageKind:
        """The kind wished for, an answer where none is."""
        return self.wishes.kind or MessageKind.NEGOTIATION_REPLY


def brief_negotiated(
    talk: Negotiated, policy: Policy, calendar: Calendar, *, under_review: bool = False
) -> Brief | Refusal:
    """What the message is to say, or why nothing may be sent; Brief.arrangement is that of ``talk``.

    These kinds answer the customer, so the waiting time between contacts does not hold them; a call keeps the
    customer's hours. ``under_review`` looks again at a message that was prepared before, as in `decide`. The day to
    answer by is the arrangement's last, or five business days of the customer's region from today.
    """
    case, state = talk.case, askable(talk.case, policy.promise_grace_days)
    refusal = refusal_of_record(case, state, policy)
    refusal = refusal or (None if under_review else still_waits(case, None, talk.wishes, policy))
    if refusal:
        return refusal
    items = tuple(i for i in case.items if i.invoice.number in talk.arrangement.invoice_nos)
    channel = talk.wishes.channel or CHANNELS.get(talk.kind, (Channel.EMAIL,))[0]
    reason = _no_ground(talk, items) or _not_by(talk, channel)
    if reason:
        return Refusal(case_id=case.id, reason=reason)
    decision = _decided(talk, items, channel, policy, calendar)
    refusal = forbidden(decision, state)
    refusal = refusal or (None if under_review else waits_for_hours(decision, talk.wishes, policy, calendar))
    return refusal or _brief(talk, decision, policy)


def _no_ground(talk: Negotiated, items: tuple[OpenItem, ...]) -> Reason | None:
    """Nothing of it is open, all of it is disputed or held back, or the arrangement is not about what is open."""
    case, arrangement = talk.case, talk.arrangement
    if not items:
        return Reason.of("nothing_open")
    open_now = total((item.collectable for item in items), case.currency)
    if open_now.minor <= 0:
        return Reason.of("disputed", invoice=", ".join(item.invoice.number for item in items))
    if arrangement.outstanding != open_now or arrangement.remaining != _left_open(arrangement):
        return Reason.of("plan_not_the_debt", planned=arrangement.scheduled, open=open_now)
    passed = next((part.due for part in arrangement.schedule if part.due < case.today), None)
    passed = passed or (arrangement.lapses_on if (arrangement.lapses_on or case.today) < case.today else None)
    if passed and talk.kind is not MessageKind.WRITTEN_CONFIRMATION:
        return Reason.of("offer_over", day=passed)
    return None


def _left_open(arrangement: Arrangement) -> Money:
    """What may stand outside the schedule: late interest that continues, and nothing of the principal."""
    if arrangement.interest is InterestTreatment.CONTINUES:
        return arrangement.late_interest - arrangement.interest_waived
    return Money.zero(arrangement.currency)


def _not_by(talk: Negotiated, channel: Channel) -> Reason | None:
    if channel not in CHANNELS.get(talk.kind, ()):
        return Reason.of("kind_not_for_channel", kind=talk.kind, channel=channel)
    return unreachable(talk.case, channel)


def _decided(
    talk: Negotiated, items: tuple[OpenItem, ...], channel: Channel, policy: Policy, calendar: Calendar
) -> Decision:
    case, wishes = talk.case, talk.wishes
    days = max(item.days_past_due(case.today) for item in items)
    why = Reason.of("on_request", kind=talk.kind)
    tone = wishes.tone or Tone.NEUTRAL
    return Decision(
        case=case,
        kind=talk.kind,
        step=policy.step_at(days) or policy.steps[0],
        channel=channel,
        tone=tone,
        language=wishes.language or case.customer.language,
        items=items,
        missed=None,
        ask_by=_answer_by(talk, calendar),
        number=1 + sum(contact.kind == talk.kind for contact in outbound(case)),
        sentence=why,
        explanation=(why,),
        warnings=tuple(_warnings(talk)),
        sender=wishes.sender or SenderRank.NORMAL,
        override=override_for_day(talk.kind, tone, channel, wishes, chosen_day(wishes, case.today, None)),
    )


def _answer_by(talk: Negotiated, calendar: Calendar) -> date:
    """An offer stands until its last day; what was agreed is objected to within five business days."""
    lapses, today, region = talk.arrangement.lapses_on, talk.case.today, talk.case.customer.region
    if lapses and lapses >= today:
        return lapses
    return open_days_after(today, ANSWER_DAYS, partial(calendar.is_business_day, region=region))


def _warnings(talk: Negotiated) -> Iterator[Reason]:
    """What the law makes of it, and what the letter alone does not settle: for the person who sends it."""
    arrangement, region = talk.arrangement, talk.case.customer.region
    if arrangement.interest is InterestTreatment.FROZEN:
        fixed = arrangement.late_interest - arrangement.interest_waived
        yield Reason.of("interest_frozen_cn" if region == "CN" else "interest_frozen", amount=fixed)
    if talk.kind in _IN_WRITING and region == "CN":
        yield Reason.of("plan_restarts_clock_cn")
    if talk.kind in _IN_WRITING and region == "TW":
        yield Reason.of("plan_restarts_clock_tw")
    if arrangement.security:
        yield Reason.of("security_apart", security=arrangement.security)
    if talk.case.unallocated:
        yield Reason.of("unallocated", amount=talk.case.unallocated)


def _brief(talk: Negotiated, decision: Decision, policy: Policy) -> Brief:
    besides = (
        *facts_of_talk(talk.reply, talk.points, talk.asked, talk.case),
        *facts_of_arrangement(talk.arrangement),
        *(facts_of_next(talk.next_steps) if talk.kind is MessageKind.CALL_SCRIPT else ()),
        *facts_of_agreement(talk.kind, talk.agreed_on, talk.agreed_with),
    )
    brief = write_brief(
        decision,
        talk.sender,
        excerpts=talk.excerpts,
        offers=(),
        besides=besides,
        authority=talk.authority,
        policy_version=policy.version,
    )
    grounds = replace(brief.grounds, offers=(talk.arrangement.as_offer(),))
    return replace(brief, grounds=grounds, arrangement=talk.arrangement)
