"""Through which channel the next message goes: the one preferred or the step's first, another one after silence."""

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


def choose_channel(case: Case, step: Step) -> tuple[Channel, tuple[Reason, ...]] | None:
    """The channel of this step, with its reasons, the last of which decided; None when none reaches the customer.

    What the customer prefers counts among the step's channels, as far as it can be used; after silence another counts.
    """
    contact = case.customer.contact
    usable = [channel for channel in step.channels if contact.reached_by(channel)]
    if not usable:
        return None
    silent, count = _silent(case)
    other = next((channel for channel in usable if channel != silent), None) if silent else None
    if other:
        return other, (Reason.of("other_channel_after_silence", channel=other, silent=silent, count=count),)
    wanted = contact.channel
    if wanted in usable:
        return wanted, (Reason.of("channel_preferred", channel=wanted),)
    first = step.channels[0]
    chosen = Reason.of("channel_of_step", channel=usable[0])
    if usable[0] is not first:
        chosen = Reason.of("channel_on_record", channel=usable[0], missing=first)
    return usable[0], (*_not_as_preferred(wanted, step), chosen)


def unreachable(case: Case, channel: Channel) -> Reason | None:
    """Why nothing can go by ``channel``: the record does not have what it takes."""
    if case.customer.contact.reached_by(channel):
        return None
    return Reason.of("channel_not_on_record", channel=channel, customer=case.customer.name)


def _not_as_preferred(wanted: Channel | None, step: Step) -> tuple[Reason, ...]:
    if wanted is None:
        return ()
    if wanted in step.channels:
        return (Reason.of("preferred_without_contact", channel=wanted),)
    return (Reason.of("preferred_not_at_step", channel=wanted, stage=step.stage),)


def _silent(case: Case) -> tuple[str, int]:
    """The channel on which several messages in a row had no answer, and how many had none; empty when there is none."""
    answered = max((reply.received for reply in case.account.replies), default=None)
    paid = max((p.received for p in case.account.payments if not p.is_running_total), default=None)
    unanswered: list[str] = []
    for contact in outbound(case):
        spoken = contact.outcome not in SILENT or (answered is not None and contact.at <= answered)
        # Money is an answer, too, and what was sent before the due date asked for none.
        spoken = spoken or contact.stage in _BEFORE or (paid is not None and day_of(contact, case) <= paid)
        unanswered = [] if spoken else [*unanswered, contact.channel]
    last = unanswered[-SILENT_AFTER:]
    is_silent = len(last) == SILENT_AFTER and len(set(last)) == 1
    return (last[0], len(unanswered)) if is_silent else ("", 0)
