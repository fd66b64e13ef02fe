"""Records what shows that an invoice is owed: delivery, acceptance, or how far its project is."""

from assistant.domain.ledger import Proof
from assistant.domain.parties import Person
from assistant.intake.given_entries import ProofGiven
from assistant.workflow.desk import Desk
from assistant.workflow.record import typed
from assistant.workflow.record.entering import Recorded, entering


def record_proof(desk: Desk, person: Person, case_id: str, given: ProofGiven) -> Recorded:
    """A proof for one invoice of the case; raises NotFound for an invoice that the case has not."""
    with entering(desk, person, case_id) as entry:
        proof = Proof(
            id=entry.tx.next_id("PF"),
            customer_code=entry.customer,
            invoice_no=entry.item(given.invoice).invoice.number,
            kind=given.kind,
            on=typed.past(given.on, "on", entry.today),
            status=typed.line(given.status, "status"),
            document=typed.line(given.document, "document", needed=False),
        )
        return entry.keep(proof)
