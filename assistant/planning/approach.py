"""What policy would write next on a case: which kind, how firmly, through which channel, and why."""

from dataclasses import dataclass
from datetime import timedelta

from assistant.domain.case import Case
from assistant.domain.kinds import SOLEMN, Channel, MessageKind, Tone
from assistant.domain.language import Reason
from assistant.domain.ledger import OpenItem
from assistant.planning.channel import choose_channel
from assistant.planning.collectable import Askable, Missed
from assistant.planning.policy import Policy, Step
from assistant.planning.timing import day_of, outbound
from assistant.planning.tone import choose_tone


@dataclass(frozen=True, kw_only=True, slots=True)
class Approach:
    """The policy's own choice; the last of ``why_tone`` is what set the tone, that of ``why_channel`` the channel."""

    kind: MessageKind
    tone: Tone
    channel: Channel
    missed: Missed | None
    why_tone: tuple[Reason, ...]
    why_channel: tuple[Reason, ...]


def approach_of(case: Case, items: tuple[OpenItem, ...], state: Askable, step: Step, policy: Policy) -> Approach | None:
    """What policy would write about ``items`` at ``step``; None when the record names no way to reach the customer."""
    tone, why_tone = choose_tone(
        case, step, policy, min(item.invoice.due for item in items), shielded=any(c[2] for c in state.covered)
    )
    missed = state.missed if _first_since(case, state.missed, policy) else None
    if missed and case.customer.contact.reached_by(Channel.EMAIL):
        # A broken promise is taken up by mail, where it can be quoted.
        broken = Reason.of("promise_missed", amount=missed.amount, due=missed.due)
        return Approach(
            kind=MessageKind.PROMISE_FOLLOWUP,
            tone=min(tone, Tone.NEUTRAL, key=lambda t: t.force),
            channel=Channel.EMAIL,
            missed=missed,
            why_tone=(broken,),
            why_channel=(broken,),
        )
    chosen = choose_channel(case, step)
    if chosen is None:
        return None
    channel, why_channel = chosen
    return Approach(
        kind=MessageKind.CALL_SCRIPT if channel is Channel.PHONE else MessageKind.PAYMENT_REMINDER,
        tone=tone,
        channel=channel,
        missed=missed,
        why_tone=why_tone,
        why_channel=why_channel,
    )


def channel_for(kind: MessageKind | None, planned: Approach) -> Channel:
    """The policy's channel, unless the kind that is wished for goes another way."""
    if kind in SOLEMN:
        return planned.channel if planned.channel in (Channel.EMAIL, Channel.LETTER) else Channel.LETTER
    if kind is MessageKind.CALL_SCRIPT:
        return Channel.PHONE
    spoken = kind is not None and planned.channel is Channel.PHONE
    return Channel.EMAIL if spoken else planned.channel


def kind_for(channel: Channel | None, planned: Approach) -> MessageKind:
    """The policy's kind, unless it does not go through the channel that is wished for."""
    if channel is Channel.PHONE:
        return MessageKind.CALL_SCRIPT
    quoted = channel in (None, Channel.EMAIL) or planned.kind is not MessageKind.PROMISE_FOLLOWUP
    if quoted and planned.kind is not MessageKind.CALL_SCRIPT:
        return planned.kind
    return planned.kind if channel is None else MessageKind.PAYMENT_REMINDER


def _first_since(case: Case, missed: Missed | None, policy: Policy) -> bool:
    """A broken promise is followed up once, calmly, before the ladder goes on; before its grace ended, nobody could."""
    if missed is None:
        return False
    broken = missed.due + timedelta(days=policy.promise_grace_days)
    return not any(
        day_of(c, case) > (missed.due if c.kind == MessageKind.PROMISE_FOLLOWUP else broken) for c in outbound(case)
    )
