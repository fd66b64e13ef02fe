"""Decides the next step of a case, or refuses with the reason: the rules of contact in their order."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from assistant.domain.brief import Refusal
from assistant.domain.case import Case
from assistant.domain.days import open_days_after
from assistant.domain.kinds import REMINDING, SOLEMN, Channel, MessageKind, Stage, Tone
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem
from assistant.domain.parties import SenderRank
from assistant.planning.approach import Approach, approach_of, channel_for, kind_for
from assistant.planning.channel import unreachable
from assistant.planning.collectable import Askable, Missed, askable
from assistant.planning.decision import Decision, Wishes
from assistant.planning.on_request import NOT_FROM_RECORD, ON_REQUEST, decide_on_request, why_not_from_record
from assistant.planning.override import forbidden, lacks_reason, override_of, still_waits, waits_for_hours
from assistant.planning.policy import Policy, Step
from assistant.planning.refuse import in_reach, refusal_of_policy, refusal_of_substance
from assistant.planning.sentence import in_a_sentence
from assistant.planning.timing import day_of, opening, outbound, too_soon
from assistant.planning.tone import payment_record
from assistant.ports import Calendar

# They stay with our own people, and chase nobody.
_INTERNAL = frozenset({Channel.VISIT, Channel.FILE})


def decide(
    case: Case, policy: Policy, calendar: Calendar, wishes: Wishes | None = None, *, under_review: bool = False
) -> Decision | Refusal:
    """The next step for ``case``, or why there is none.

    Wishes choose otherwise than the policy would: less at once, more with a reason (see `planning.override`); nothing
    overrides what the record, a commitment or the limits of contact forbid. ``under_review`` looks again at a message
    that was prepared before: how often and when, and why a person chose otherwise, was judged then.
    """
    state = askable(case, policy.promise_grace_days)
    wanted = wishes or Wishes()
    if wanted.kind in NOT_FROM_RECORD:
        return Refusal(case_id=case.id, reason=why_not_from_record(wanted.kind, case))
    if wanted.kind in ON_REQUEST:
        return decide_on_request(wanted.kind, case, state, policy, wanted, under_review=under_review)
    refusal = refusal_of_substance(case, state, policy)
    if refusal:
        return refusal
    items = in_reach(case, state, policy) or _first_due(state)
    step = policy.step_at(max(item.days_past_due(case.today) for item in items)) or policy.steps[0]
    planned = approach_of(case, items, state, step, policy)
    if planned is None:
        return Refusal(case_id=case.id, reason=Reason.of("no_way_to_reach", customer=case.customer.name))
    waits = _waits(case, state, items, step, planned, policy, wanted.on, under_review=under_review)
    refusal = None if under_review and wanted.on else still_waits(case, waits, wanted, policy)
    if refusal:
        return refusal
    decision = _decided(case, items, step, planned, policy, wanted)
    decision = replace(
        decision,
        ask_by=_ask_by(case, step, policy, calendar, planned.missed),
        warnings=_warnings(case, state, policy, calendar),
        override=override_of(decision, planned, wanted, waits),
    )
    return _refused(decision, state, wanted, policy, calendar, under_review=under_review) or decision


def _first_due(state: Askable) -> tuple[OpenItem, ...]:
    """Before the first step: what falls due first, should a person want to speak of it already."""
    first = min(item.invoice.due for item in state.items)
    return tuple(item for item in state.items if item.invoice.due == first)


def _waits(
    case: Case,
    state: Askable,
    items: tuple[OpenItem, ...],
    step: Step,
    planned: Approach,
    policy: Policy,
    on: date | None,
    *,
    under_review: bool,
) -> Refusal | None:
    """Why policy would not write now, or on the later day that a person named."""
    waits = refusal_of_policy(case, state, policy)
    if waits or under_review:
        return waits
    return too_soon(case, policy.contact, on) or (None if planned.missed else _step_done(case, items, step, policy))


def _step_done(case: Case, items: tuple[OpenItem, ...], step: Step, policy: Policy) -> Refusal | None:
    """A refusal when this step's message was sent already: a step never fires twice."""
    oldest_due = min(item.invoice.due for item in items)
    reached = oldest_due + timedelta(days=step.day)
    if not any(day_of(c, case) >= reached for c in outbound(case)):
        return None
    following = policy.next_step_after(step.day)
    day = oldest_due + timedelta(days=following.day) if following else None
    return Refusal(case_id=case.id, reason=Reason.of("step_done", stage=step.stage, next=day))


def _refused(
    decision: Decision, state: Askable, wishes: Wishes, policy: Policy, calendar: Calendar, *, under_review: bool
) -> Refusal | None:
    """Why what was wished for is not written after all."""
    mismatch = _mismatch(decision)
    if mismatch:
        return Refusal(case_id=decision.case.id, reason=mismatch)
    refusal = forbidden(decision, state)
    if refusal or under_review:
        return refusal
    hours = waits_for_hours(decision, wishes, policy, calendar)
    return lacks_reason(decision.case.id, decision.override) or hours


def _mismatch(decision: Decision) -> Reason | None:
    """Why what was wished for cannot be written: a script is for the telephone, a follow-up needs a broken promise."""
    kind, channel = decision.kind, decision.channel
    if (kind is MessageKind.CALL_SCRIPT) != (channel is Channel.PHONE) or channel in _INTERNAL:
        return Reason.of("kind_not_for_channel", kind=kind, channel=channel)
    out_of_reach = unreachable(decision.case, channel)
    if out_of_reach:
        return out_of_reach
    if kind is MessageKind.PROMISE_FOLLOWUP and decision.missed is None:
        return Reason.of("no_promise_missed")
    return _not_yet(decision) if kind in SOLEMN else None


def _not_yet(decision: Decision) -> Reason | None:
    """A last letter belongs to its stage, and is not softened."""
    if decision.step.stage is not Stage.FORMAL:
        return Reason.of("not_at_stage", kind=decision.kind, stage=decision.step.stage)
    if decision.tone.force < Tone.FIRM.force:
        return Reason.of("tone_not_for_kind", kind=decision.kind, tone=decision.tone)
    return None


def _decided(
    case: Case,
    items: tuple[OpenItem, ...],
    step: Step,
    planned: Approach,
    policy: Policy,
    wishes: Wishes,
) -> Decision:
    # Before their ladder began, no message was about these items, whatever else the customer was written.
    began = min(item.invoice.due for item in items) + timedelta(days=policy.steps[0].day)
    number = 1 + sum(c.kind in REMINDING and day_of(c, case) >= began for c in outbound(case))
    days = max(item.days_past_due(case.today) for item in items)
    return Decision(
        case=case,
        kind=wishes.kind or kind_for(wishes.channel, planned),
        step=step,
        channel=wishes.channel or channel_for(wishes.kind, planned),
        tone=wishes.tone or planned.tone,
        language=wishes.language or case.customer.language,
        items=items,
        missed=planned.missed,
        ask_by=None,
        number=number,
        sentence=in_a_sentence(case, planned, number, days),
        explanation=(
            Reason.of("days_past_due" if days >= 0 else "days_to_due", days=abs(days)),
            *planned.why_tone,
            *(reason for reason in planned.why_channel if reason not in planned.why_tone),
            *_history(case),
            *_signing(step, policy, wishes),
        ),
        warnings=(),
        sender=wishes.sender or policy.signing_at(step.stage),
    )


def _ask_by(case: Case, step: Step, policy: Policy, calendar: Calendar, missed: Missed | None) -> date | None:
    days = step.reply_days or (5 if missed else None)
    if days is None or not policy.causes[case.cause].deadline:
        return None
    return open_days_after(case.today, days, partial(calendar.is_business_day, region=case.customer.region))


def _history(case: Case) -> list[Reason]:
    record = payment_record(case.account)
    reasons = [Reason.of("payment_record", late=record.late, settled=record.settled)] if record.settled else []
    made = outbound(case)
    if made:
        reasons.append(
            Reason.of("last_contact", days=(case.today - day_of(made[-1], case)).days, channel=made[-1].channel)
        )
    return reasons


def _signing(step: Step, policy: Policy, wishes: Wishes) -> list[Reason]:
    """Why somebody senior signs, or that a person chose who does."""
    usual = policy.signing_at(step.stage)
    if wishes.sender and wishes.sender is not usual:
        return [Reason.of("sender_by_person", wished=wishes.sender, policy=usual)]
    return [Reason.of("signed_by_senior", stage=step.stage)] if usual is SenderRank.SENIOR else []


def _warnings(case: Case, state: Askable, policy: Policy, calendar: Calendar) -> tuple[Reason, ...]:
    warnings = [reason for _, reason, _ in state.covered]
    if case.unallocated:
        warnings.append(Reason.of("unallocated", amount=case.unallocated))
    if len({item.invoice.contract_no for item in case.items}) > 1:
        warnings.append(Reason.of("several_contracts"))
    opens = opening(case.now, case.customer.timezone, case.customer.region, policy.contact, calendar)
    if opens != case.now:
        warnings.append(Reason.of("send_from", opens=opens))
    return tuple(warnings)
