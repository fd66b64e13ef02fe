"""Through which channel the next message goes: the step's first that reaches the customer; another after silence."""

from assistant.domain.case import Case
from assistant.domain.kinds import Channel, Stage
from assistant.domain.language import Reason
from assistant.planning.policy import Step
from assistant.planning.timing import day_of, outbound

# Outcomes after which nobody on the other side has spoken; every other outcome is an answer.
SILENT = frozenset({"", "sent", "no_reply", "unreachable", "voicemail_left", "undeliverable", "arrival_confirmed"})
# So many messages in a row on one channel without an answer call for another channel, not a harsher tone.
SILENT_AFTER = 2
_BEFORE = frozenset({Stage.UPCOMING, Stage.DUE})


def choose_channel(case: Case, step: Step) -> tuple[Channel, Reason] | None:
    """The channel of this step, with its reason; None when none of them reaches the customer."""
    open_ways = [channel for channel in step.channels if reachable(case, channel)]
    if not open_ways:
        return None
    unanswered = _unanswered(case)
    last = unanswered[-SILENT_AFTER:]
    if len(last) == SILENT_AFTER and len(set(last)) == 1:
        other = next((channel for channel in open_ways if channel != last[0]), None)
        if other:
            return other, Reason.of("other_channel_after_silence", channel=other, silent=last[0], count=len(unanswered))
    if open_ways[0] is not step.channels[0]:
        return open_ways[0], Reason.of("channel_on_record", channel=open_ways[0], missing=step.channels[0])
    return open_ways[0], Reason.of("channel_of_step", channel=open_ways[0])


def reachable(case: Case, channel: Channel) -> bool:
    """Whether the record holds what ``channel`` needs: an address, a number."""
    contact = case.customer.contact
    if channel in (Channel.PHONE, Channel.SMS):
        return bool(contact.phone.strip())
    return channel is not Channel.EMAIL or bool(contact.email.strip())


def _unanswered(case: Case) -> list[str]:
    """The channels of the messages since anybody answered, in their order."""
    answered = max((reply.received for reply in case.account.replies), default=None)
    paid = max((p.received for p in case.account.payments if not p.is_running_total), default=None)
    unanswered: list[str] = []
    for contact in outbound(case):
        spoken = contact.outcome not in SILENT or (answered is not None and contact.at <= answered)
        # Money is an answer, too, and what was sent before the due date asked for none.
        spoken = spoken or contact.stage in _BEFORE or (paid is not None and day_of(contact, case) <= paid)
        unanswered = [] if spoken else [*unanswered, contact.channel]
    return unanswered
