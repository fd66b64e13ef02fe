"""Says in one sentence what the next step is and why: which message, how late, what came before, by which channel."""

from assistant.domain.case import Case
from assistant.domain.kinds import CHASING
from assistant.domain.language import Reason
from assistant.planning.approach import Approach
from assistant.planning.timing import day_of, outbound
from assistant.planning.tone import payment_record

# Beyond it nobody counts.
_COUNTED = 10


def in_a_sentence(case: Case, planned: Approach, number: int, days: int) -> Reason:
    """What the policy does next; ``number`` counts the reminders, this one included, ``days`` are past the due date."""
    made, record = outbound(case), payment_record(case.account)
    counted = planned.kind in CHASING
    return Reason.of(
        "next_step",
        kind=planned.kind,
        which=(str(number) if number <= _COUNTED else "more") if counted else "",
        tone=planned.tone,
        due=_due(days),
        since=(case.today - day_of(made[-1], case)).days if made else 0,
        late=record.late,
        settled=record.settled,
        channel=planned.channel,
        because=_because(planned),
    )


def _due(days: int) -> Reason:
    if days > 0:
        return Reason.of("late_by", days=days)
    return Reason.of("due_in", days=-days) if days else Reason.of("due_today")


def _because(planned: Approach) -> Reason | None:
    """What speaks for this channel, where it is not simply the step's own."""
    why = planned.why_channel[-1]
    if why.code == "other_channel_after_silence":
        return Reason.of("after_silence", silent=why.details["silent"], count=why.details["count"])
    if why.code == "channel_on_record":
        return Reason.of("nothing_on_record", missing=why.details["missing"])
    if why.code == "channel_preferred":
        return Reason.of("as_preferred")
    return None
