"""Writes the brief of a message asked for on a record given by hand, or says why nothing of the kind may be written."""

from dataclasses import replace
from datetime import date
from functools import partial

from assistant.domain.authority import Offer, OfferKind
from assistant.domain.brief import Brief, Fact, FactKind, Grounds, Refusal, Source, SourceKind, number_facts
from assistant.domain.days import open_days_after
from assistant.domain.given import GivenTask
from assistant.domain.kinds import ONLY_CHANNEL, REMINDING, SOLEMN, Channel, MessageKind, Stage, Tone
from assistant.domain.language import Reason
from assistant.domain.money import Money
from assistant.planning.facts import facts_of_offers
from assistant.planning.policy import Policy, Step
from assistant.ports import Calendar


def brief_given(task: GivenTask, policy: Policy, calendar: Calendar) -> Brief | Refusal:
    """What is to be said by ``task``; the policy adds the stage, and a day to answer by where none is given."""
    reason = _why_not(task)
    if reason:
        return Refusal(case_id=task.id, reason=reason)
    step = policy.step_at(_days_late(task.grounds))
    return Brief(
        case_id=task.id,
        customer_code=task.customer,
        kind=task.kind,
        channel=task.channel,
        tone=task.tone,
        stage=step.stage if step else Stage.UPCOMING,
        language=task.language,
        region=task.region,
        number=task.number,
        invoices=task.invoices,
        grounds=_with_limits(task.kind, _with_deadline(task, step, calendar)),
        explanation=(),
        policy_version=policy.version,
        max_chars=task.max_chars,
    )


def rung_of(brief: Brief, policy: Policy) -> OfferKind | None:
    """What a first offer in ``brief`` may be: none where something is offered already or no day is named."""
    grounds = brief.grounds
    if grounds.offers or brief.kind not in REMINDING or not grounds.fact("ask_by"):
        return None
    if brief.kind is MessageKind.CALL_SCRIPT:
        in_parts = grounds.authority.may_offer_instalments and grounds.authority.max_plan_days
        return OfferKind.INSTALMENTS if in_parts else OfferKind.EXTENSION
    step = policy.step_at(_days_late(grounds))
    return step.offer if step else None


def with_offers(brief: Brief, offers: tuple[Offer, ...]) -> Brief:
    """``brief`` with ``offers`` and their facts."""
    facts = number_facts([*brief.grounds.facts, *facts_of_offers(offers)])
    return replace(brief, grounds=replace(brief.grounds, facts=facts, offers=offers))


def _why_not(task: GivenTask) -> Reason | None:
    kind = task.kind
    if (ONLY_CHANNEL.get(kind, task.channel) is not task.channel) or (
        task.channel is Channel.PHONE and kind not in (MessageKind.CALL_SCRIPT, MessageKind.PROMISE_FOLLOWUP)
    ):
        return Reason.of("kind_not_for_channel", kind=kind, channel=task.channel)
    if kind in SOLEMN and task.tone.force < Tone.FIRM.force:
        return Reason.of("tone_not_for_kind", kind=kind, tone=task.tone)
    if not task.may_offer_plan:
        return Reason.of("plan_beyond_authority", most=task.grounds.authority.max_instalments)
    return _nothing_to_ask(task) or _plan_differs(task)


def _nothing_to_ask(task: GivenTask) -> Reason | None:
    """Why nothing may be asked for: nothing is open, all of it is contested, or it is not due yet."""
    grounds = task.grounds
    if task.kind not in REMINDING:
        return None
    asked, opened = grounds.value("total_open"), grounds.facts_of("open_balance")
    if not any(isinstance(f.value, Money) and f.value.minor > 0 for f in opened):
        return Reason.of("nothing_open")
    if isinstance(asked, Money) and asked.minor <= 0:
        return Reason.of("disputed", invoice=", ".join(task.invoices))
    if task.kind in SOLEMN and _days_late(grounds) <= 0:
        return Reason.of("not_due", due=min(_due_dates(grounds)))
    return _promised(task)


def _promised(task: GivenTask) -> Reason | None:
    """A promise whose day has not passed holds everything back; a follow-up needs one whose day has."""
    promised = task.grounds.value("promise_due")
    if isinstance(promised, date) and promised >= task.grounds.as_of:
        amount = task.grounds.value("promise_amount") or task.grounds.value("total_open")
        return Reason.of("promised", amount=amount, due=promised)
    if task.kind is MessageKind.PROMISE_FOLLOWUP and not promised:
        return Reason.of("no_promise_missed")
    return None


def _plan_differs(task: GivenTask) -> Reason | None:
    """A plan that is proposed comes to the debt exactly, with late interest or without."""
    grounds = task.grounds
    planned = grounds.value("plan_total")
    if task.kind is not MessageKind.PLAN_PROPOSAL or not isinstance(planned, Money):
        return None
    roles = ("total_open", "total_with_interest", "remaining", "undisputed")
    sums = [f.value for f in grounds.facts_of(*roles)]
    asked = grounds.value("total_open")
    return None if planned in sums else Reason.of("plan_not_the_debt", planned=planned, open=asked)


def _with_deadline(task: GivenTask, step: Step | None, calendar: Calendar) -> Grounds:
    grounds = task.grounds
    days = (step.reply_days if step else None) or (5 if task.kind in SOLEMN | {MessageKind.PROMISE_FOLLOWUP} else None)
    if task.kind not in REMINDING or grounds.fact("ask_by") or days is None:
        return grounds
    day = open_days_after(grounds.as_of, days, partial(calendar.is_business_day, region=task.region))
    at = Source(kind=SourceKind.POLICY, reference=f"dunning.yaml, {days}")
    fact = Fact(id="", kind=FactKind.DATE, role="ask_by", value=day, source=at)
    return replace(grounds, facts=number_facts([*grounds.facts, fact]))


def _with_limits(kind: MessageKind, grounds: Grounds) -> Grounds:
    """The limits of authority as facts, for those who speak with the customer themselves."""
    if kind not in (MessageKind.VISIT_BRIEF, MessageKind.CALL_SCRIPT):
        return grounds
    authority, at = grounds.authority, Source(kind=SourceKind.POLICY, reference="authority")
    most = authority.max_instalments if authority.may_offer_instalments else 0
    limits = [
        Fact(id="", kind=FactKind.DAYS, role="may_extend", value=authority.max_extension_days, source=at),
        Fact(id="", kind=FactKind.COUNT, role="may_instalments", value=most, source=at),
    ]
    return replace(grounds, facts=number_facts([*grounds.facts, *(f for f in limits if f.value)]))


def _due_dates(grounds: Grounds) -> list[date]:
    dues = [fact.value for fact in grounds.facts_of("due_date") if isinstance(fact.value, date)]
    return dues or [grounds.as_of]


def _days_late(grounds: Grounds) -> int:
    return (grounds.as_of - min(_due_dates(grounds))).days
