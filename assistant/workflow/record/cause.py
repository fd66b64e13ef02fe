"""Records why a case is late, with the words that show it."""

from dataclasses import replace

from assistant.domain.commitments import CauseNote
from assistant.domain.language import Reason
from assistant.domain.parties import Person
from assistant.intake.given_entries import CauseGiven
from assistant.workflow.desk import Desk
from assistant.workflow.freshness import stop_messages
from assistant.workflow.record import typed
from assistant.workflow.record.entering import Recorded, entering


def record_cause(desk: Desk, person: Person, case_id: str, given: CauseGiven) -> Recorded:
    """The cause from now on; it takes the place of the one before, which stays in the audit log.

    When it is another one, open messages of the case are stopped.
    """
    with entering(desk, person, case_id) as entry:
        note = CauseNote(
            customer_code=entry.customer,
            currency=entry.case.currency,
            cause=given.cause,
            evidence=typed.words(given.evidence, "evidence"),
            noted_on=entry.today,
        )
        before = entry.case.account.cause
        if note == before:
            return entry.as_it_is(note)
        kept = entry.keep(note)
        if before and before.cause is note.cause:
            return kept
        # How firmly one may write depends on the cause: what was written before it was known is thought over.
        reason = Reason.of("cause_changed", cause=note.cause)
        return replace(kept, stale=(*kept.stale, *stop_messages(desk, entry.tx, [entry.case.id], reason)))
