"""Judges by the customer's own record how likely an arrangement is kept."""

from assistant.domain.arrangement import Arrangement
from assistant.domain.commitments import Cause
from assistant.domain.language import Reason
from assistant.domain.negotiation import Fit
from assistant.negotiation.making import Maker
from assistant.negotiation.situation import Situation

# Settled invoices from which on their punctuality says something.
_ENOUGH = 3


def is_careful(situation: Situation) -> bool:
    """Whether we ask for more at once and an earlier end: more promises broken than kept, or no will to pay."""
    return situation.record.broken > situation.record.kept or situation.cause is Cause.UNWILLING


def keeps_to_care(arrangement: Arrangement, maker: Maker) -> bool:
    """Whether ``arrangement`` keeps to what is asked of who broke their word: enough at once, and an early end."""
    first, last, care = arrangement.first, arrangement.last_day, maker.terms.after_broken
    if first is None or last is None:
        return False
    whole = arrangement.scheduled.minor
    enough = first.amount.minor * 100 >= care.first_payment_pct * whole
    return enough and first.due <= maker.day(care.within_days) and last <= maker.day(care.plan_days)


def fit_to_record(arrangement: Arrangement, maker: Maker) -> tuple[Fit, tuple[Reason, ...]]:
    """How well ``arrangement`` fits the record, and why."""
    record = maker.situation.record
    why = [Reason.of("fit_promises", kept=record.kept, broken=record.broken)] if record.kept or record.broken else []
    why += [Reason.of("fit_invoices", settled=record.settled, late=record.late)] if record.settled else []
    if is_careful(maker.situation):
        if keeps_to_care(arrangement, maker):
            return Fit.FAIR, (*why, Reason.of("fit_short_enough"))
        return Fit.POOR, (*why, Reason.of("fit_too_long"))
    punctual = record.settled >= _ENOUGH and record.late * 3 <= record.settled
    if record.broken == 0 and (record.kept or punctual):
        return Fit.GOOD, tuple(why)
    return Fit.FAIR, tuple(why) or (Reason.of("fit_no_record"),)
