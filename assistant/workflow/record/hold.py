"""Records that a person stops a case, and that the stop is over."""

from dataclasses import replace
from datetime import timedelta

from assistant.domain.commitments import Hold
from assistant.domain.parties import Person
from assistant.errors import NotFound, Refused
from assistant.intake.given_entries import HoldGiven
from assistant.workflow.desk import Desk
from assistant.workflow.record import typed
from assistant.workflow.record.entering import LIFTED, Entering, Recorded, entering
from assistant.workflow.record.sentences import lifted


def record_hold(desk: Desk, person: Person, case_id: str, given: HoldGiven) -> Recorded:
    """A hold from today on: up to and including a day, or until someone lifts it; on this case or on every currency."""
    with entering(desk, person, case_id) as entry:
        until = given.until and typed.not_before(given.until, "until", entry.today, entry.today)
        hold = Hold(
            id=entry.tx.next_id("HD"),
            customer_code=entry.customer,
            reason=given.reason,
            note=typed.words(given.note, "note", needed=False),
            since=entry.today,
            until=until,
            currency="" if given.every_currency else entry.case.currency,
        )
        return entry.keep(hold)


def lift_hold(desk: Desk, person: Person, case_id: str, hold_id: str) -> Recorded:
    """The hold ends now: yesterday is its last day, so that the case may go on today; it stays in the record.

    Raises Refused when it does not stand any more.
    """
    with entering(desk, person, case_id) as entry:
        hold = _hold(entry, hold_id)
        if hold.until is not None and hold.until < entry.today:
            raise Refused("hold_over", f"{hold.id} ended on {hold.until} already.", entry=hold.id, day=hold.until)
        ended = replace(hold, until=entry.today - timedelta(days=1))
        return entry.keep(ended, event=LIFTED, what=lifted(hold))


def _hold(entry: Entering, hold_id: str) -> Hold:
    found = next((h for h in entry.case.account.holds if h.id == hold_id), None)
    if found is None:
        raise NotFound(
            "unknown_entry",
            f"Customer {entry.customer} has no hold {hold_id!r} in the record.",
            customer=entry.customer,
            entry=hold_id,
        )
    return found
