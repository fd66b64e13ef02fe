"""What a person may choose against the policy: softer at once, more with a reason, and nothing beyond the limits."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.domain.brief import Override, Refusal
from assistant.domain.case import Case
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Reason
from assistant.planning.approach import Approach
from assistant.planning.collectable import Askable
from assistant.planning.decision import Decision, Wishes
from assistant.planning.policy import Policy
from assistant.planning.timing import beyond_limits, opening, opening_within_limits
from assistant.ports import Calendar

# No more than the policy would do: nobody has to say why.
_FREE = frozenset({"tone_lowered_by_person", "channel_of_step_by_person", "later_by_person", "hours_by_person"})
# Spoken or buzzing at once: these wait for the customer's hours even to be prepared.
_AT_ONCE = frozenset({Channel.PHONE, Channel.SMS})


def override_of(decision: Decision, planned: Approach, wishes: Wishes, waits: Refusal | None) -> Override | None:
    """What ``wishes`` changed of the policy's plan; ``waits`` is why policy would not write on that day at all."""
    reasons = tuple(_choices(decision, planned, wishes, waits))
    if not reasons:
        return None
    return Override(
        kind=planned.kind,
        tone=planned.tone,
        channel=planned.channel,
        reasons=reasons,
        on=wishes.on,
        because=wishes.because.strip(),
    )


def override_for_day(
    kind: MessageKind, tone: Tone, channel: Channel, wishes: Wishes, chosen: Reason | None
) -> Override | None:
    """The day that was named for a message that chases nothing; its kind, tone and channel are anybody's to choose."""
    if chosen is None:
        return None
    return Override(
        kind=kind, tone=tone, channel=channel, reasons=(chosen,), on=wishes.on, because=wishes.because.strip()
    )


def lacks_reason(case_id: str, override: Override | None) -> Refusal | None:
    """A refusal that says why the policy would not have done it, while the person has not said why they would."""
    if override is None or override.because:
        return None
    against = next((reason for reason in override.reasons if reason.code not in _FREE), None)
    return Refusal(case_id=case_id, reason=Reason.of("reason_wanted", against=against)) if against else None


def forbidden(decision: Decision, state: Askable) -> Refusal | None:
    """Why a firmer tone is not written whatever the reason: an open dispute, a live promise, a plan that is kept."""
    case, firmest = decision.case, Tone.NEUTRAL
    held = Reason.of("held_by_dispute") if case.open_disputes else None
    if held is None and any(until for _, _, until in state.covered):
        held = Reason.of("held_by_commitment")
    if held is None or decision.tone.force <= firmest.force:
        return None
    return Refusal(case_id=case.id, reason=Reason.of("tone_forbidden", tone=decision.tone, why=held))


def waits_for_hours(decision: Decision, wishes: Wishes, policy: Policy, calendar: Calendar) -> Refusal | None:
    """A refusal while it is no time to call or text the customer; a person's reason opens the hours of the limits."""
    case, rules = decision.case, policy.contact
    later = wishes.on is not None and wishes.on > case.today
    if decision.channel not in _AT_ONCE or later:
        return None
    zone = case.customer.timezone
    if wishes.on and wishes.because.strip():
        opens = opening_within_limits(case.now, zone, rules.limits)
    else:
        opens = opening(case.now, zone, case.customer.region, rules, calendar)
    if opens == case.now:
        return None
    within = opening_within_limits(case.now, zone, rules.limits) == case.now
    return Refusal(case_id=case.id, reason=Reason.of("quiet_hours", opens=opens), until=opens, yields=within)


def still_waits(case: Case, waits: Refusal | None, wishes: Wishes, policy: Policy) -> Refusal | None:
    """``waits``, unless a person names a day and says why; beyond the limits of contact nobody may."""
    if wishes.on and wishes.on < case.today:
        return Refusal(case_id=case.id, reason=Reason.of("day_is_over", day=wishes.on))
    if waits is None:
        return None
    if wishes.on is None:
        return replace(waits, yields=beyond_limits(case, policy.contact) is None)
    if not wishes.because.strip():
        against = chosen_day(wishes, case.today, waits)
        return Refusal(case_id=case.id, reason=Reason.of("reason_wanted", against=against))
    return beyond_limits(case, policy.contact, wishes.on)


def chosen_day(wishes: Wishes, today: date, waits: Refusal | None) -> Reason | None:
    """What the day that was named means beside ``waits``, why policy would not write on it; None without one."""
    if wishes.on is None:
        return None
    if waits:
        return Reason.of("earlier_by_person", on=wishes.on, why=waits.reason)
    if wishes.on > today:
        return Reason.of("later_by_person", on=wishes.on)
    return Reason.of("hours_by_person", on=wishes.on) if wishes.because.strip() else None


def _choices(decision: Decision, planned: Approach, wishes: Wishes, waits: Refusal | None) -> Iterator[Reason]:
    tone, policy_tone = decision.tone, planned.tone
    if tone is not policy_tone:
        code = "tone_raised_by_person" if tone.force > policy_tone.force else "tone_lowered_by_person"
        yield Reason.of(code, wished=tone, policy=policy_tone, why=planned.why_tone[-1])
    if wishes.kind and decision.kind is not planned.kind:
        yield Reason.of("kind_by_person", wished=decision.kind, policy=planned.kind)
    if wishes.channel and decision.channel is not planned.channel:
        why = planned.why_channel[-1]
        # The step's own channels are as good as one another, unless silence spoke against one of them.
        as_good = decision.channel in decision.step.channels and why.code != "other_channel_after_silence"
        code = "channel_of_step_by_person" if as_good else "channel_by_person"
        yield Reason.of(code, wished=decision.channel, policy=planned.channel, why=why)
    day = chosen_day(wishes, decision.case.today, waits)
    if day:
        yield day
