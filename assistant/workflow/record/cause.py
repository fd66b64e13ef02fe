"""Records why a case is late, with the words that show it."""

from assistant.domain.commitments import CauseNote
from assistant.domain.parties import Person
from assistant.intake.given_entries import CauseGiven
from assistant.workflow.desk import Desk
from assistant.workflow.record import typed
from assistant.workflow.record.entering import Recorded, entering


def record_cause(desk: Desk, person: Person, case_id: str, given: CauseGiven) -> Recorded:
    """The cause from now on; it takes the place of the one before, which stays in the audit log."""
    with entering(desk, person, case_id) as entry:
        note = CauseNote(
            customer_code=entry.customer,
            currency=entry.case.currency,
            cause=given.cause,
            evidence=typed.words(given.evidence, "evidence"),
            noted_on=entry.today,
        )
        return entry.as_it_is(note) if note == entry.case.account.cause else entry.keep(note)
