"""Decides the next step of a case, or refuses with the reason: the rules of contact in their order."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from assistant.domain.brief import Refusal
from assistant.domain.case import Case
from assistant.domain.days import open_days_after
from assistant.domain.kinds import REMINDING, SOLEMN, Channel, MessageKind, Stage, Tone
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem
from assistant.planning.channel import choose_channel
from assistant.planning.collectable import Askable, Missed, askable
from assistant.planning.decision import Decision, Wishes
from assistant.planning.on_request import NOT_FROM_RECORD, ON_REQUEST, decide_on_request
from assistant.planning.policy import Policy, Step
from assistant.planning.refuse import in_reach, refusal_of_substance
from assistant.planning.timing import day_of, opening, outbound, too_soon
from assistant.planning.tone import choose_tone, payment_record
from assistant.ports import Calendar

# Spoken or buzzing at once: these wait for the customer's working hours even to be prepared.
AT_ONCE = frozenset({Channel.PHONE, Channel.SMS})


def decide(
    case: Case, policy: Policy, calendar: Calendar, wishes: Wishes | None = None, *, ignore_timing: bool = False
) -> Decision | Refusal:
    """The next step for ``case``, or why there is none.

    Wishes override tone, channel, language and kind, and are named in the explanation; nothing overrides a refusal.
    ``ignore_timing`` leaves out the rules on how often and when: for looking again at a message under review.
    """
    state = askable(case, policy.promise_grace_days)
    wanted = wishes or Wishes()
    if wanted.kind in NOT_FROM_RECORD:
        return Refusal(case_id=case.id, reason=Reason.of("kind_not_from_record", kind=wanted.kind))
    if wanted.kind in ON_REQUEST:
        return decide_on_request(wanted.kind, case, state, policy, wanted, ignore_timing=ignore_timing)
    refusal = refusal_of_substance(case, state, policy)
    if refusal is None and not ignore_timing:
        refusal = too_soon(case, policy.contact)
    if refusal:
        return refusal
    items = in_reach(case, state, policy)
    oldest = max(item.days_past_due(case.today) for item in items)
    step = policy.step_at(oldest)
    if step is None:
        raise AssertionError("an item in reach has a step")  # in_reach keeps only such items
    decision = _decided(case, items, state, step, policy, calendar, wanted)
    mismatch = _mismatch(decision)
    if mismatch:
        return Refusal(case_id=case.id, reason=mismatch)
    if decision.channel in AT_ONCE and not ignore_timing:
        opens = opening(case.now, case.customer.timezone, case.customer.region, policy.contact, calendar)
        if opens != case.now:
            return Refusal(case_id=case.id, reason=Reason.of("quiet_hours", opens=opens), until=opens)
    return decision


def waits_for_step(decision: Decision, policy: Policy) -> Refusal | None:
    """A refusal when this step's message was sent already: the worklist then shows the day of the next step."""
    oldest_due = min(item.invoice.due for item in decision.items)
    reached = oldest_due + timedelta(days=decision.step.day)
    if decision.missed or not any(day_of(c, decision.case) >= reached for c in outbound(decision.case)):
        return None
    following = policy.next_step_after(decision.step.day)
    day = oldest_due + timedelta(days=following.day) if following else None
    return Refusal(case_id=decision.case.id, reason=Reason.of("step_done", stage=decision.step.stage, next=day))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Approach:
    """What policy would write, how firmly and through which channel, and why."""

    kind: MessageKind
    tone: Tone
    channel: Channel
    reasons: tuple[Reason, ...]


def _mismatch(decision: Decision) -> Reason | None:
    """Why what was wished for cannot be written: a script is for the telephone, a follow-up needs a broken promise."""
    if (decision.kind is MessageKind.CALL_SCRIPT) != (decision.channel is Channel.PHONE):
        return Reason.of("kind_not_for_channel", kind=decision.kind, channel=decision.channel)
    if decision.kind is MessageKind.PROMISE_FOLLOWUP and decision.missed is None:
        return Reason.of("no_promise_missed")
    if decision.kind in SOLEMN:
        return _not_yet(decision)
    return None


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
    state: Askable,
    step: Step,
    policy: Policy,
    calendar: Calendar,
    wishes: Wishes,
) -> Decision:
    missed = state.missed if _first_since(case, state.missed, policy) else None
    approach = _approach(case, items, state, step, policy, missed, wishes)
    days = max(item.days_past_due(case.today) for item in items)
    reasons = [
        Reason.of("days_past_due" if days >= 0 else "days_to_due", days=abs(days)),
        *approach.reasons,
        *_history(case),
        *_overrides(wishes, approach.tone, approach.channel),
    ]
    # Before their ladder began, no message was about these items, whatever else the customer was written.
    began = min(item.invoice.due for item in items) + timedelta(days=policy.steps[0].day)
    sent = (c for c in outbound(case) if c.kind in REMINDING and day_of(c, case) >= began)
    return Decision(
        case=case,
        kind=wishes.kind or approach.kind,
        step=step,
        channel=wishes.channel or _channel(wishes.kind, approach),
        tone=wishes.tone or approach.tone,
        language=wishes.language or case.customer.language,
        items=items,
        missed=missed,
        ask_by=_ask_by(case, step, policy, calendar, missed),
        number=1 + sum(1 for _ in sent),
        explanation=tuple(reasons),
        warnings=_warnings(case, state, policy, calendar),
    )


def _approach(
    case: Case,
    items: tuple[OpenItem, ...],
    state: Askable,
    step: Step,
    policy: Policy,
    missed: Missed | None,
    wishes: Wishes,
) -> _Approach:
    tone, tone_reasons = choose_tone(
        case, step, policy, min(item.invoice.due for item in items), shielded=any(c[2] for c in state.covered)
    )
    # A broken promise is taken up by mail, where it can be quoted; a person may still prefer the telephone.
    if missed and wishes.channel in (None, Channel.EMAIL):
        return _Approach(
            kind=MessageKind.PROMISE_FOLLOWUP,
            tone=min(tone, Tone.NEUTRAL, key=lambda t: t.force),
            channel=Channel.EMAIL,
            reasons=(Reason.of("promise_missed", amount=missed.amount, due=missed.due),),
        )
    channel, channel_reason = choose_channel(case, step)
    spoken = (wishes.channel or channel) is Channel.PHONE
    return _Approach(
        kind=MessageKind.CALL_SCRIPT if spoken else MessageKind.PAYMENT_REMINDER,
        tone=tone,
        channel=channel,
        reasons=(*tone_reasons, channel_reason),
    )


def _channel(kind: MessageKind | None, approach: _Approach) -> Channel:
    """The policy's, unless the kind that is wished for goes another way."""
    if kind in SOLEMN:
        return approach.channel if approach.channel in (Channel.EMAIL, Channel.LETTER) else Channel.LETTER
    return Channel.PHONE if kind is MessageKind.CALL_SCRIPT else approach.channel


def _first_since(case: Case, missed: Missed | None, policy: Policy) -> bool:
    """A broken promise is followed up once, calmly, before the ladder goes on; before its grace ended, nobody could."""
    if missed is None:
        return False
    broken = missed.due + timedelta(days=policy.promise_grace_days)
    return not any(
        day_of(c, case) > (missed.due if c.kind == MessageKind.PROMISE_FOLLOWUP else broken) for c in outbound(case)
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


def _overrides(wishes: Wishes, tone: Tone, channel: Channel) -> list[Reason]:
    reasons = []
    if wishes.tone and wishes.tone is not tone:
        code = "tone_raised_by_person" if wishes.tone.force > tone.force else "tone_lowered_by_person"
        reasons.append(Reason.of(code, wished=wishes.tone, policy=tone))
    if wishes.channel and wishes.channel is not channel:
        reasons.append(Reason.of("channel_by_person", wished=wishes.channel, policy=channel))
    return reasons


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
