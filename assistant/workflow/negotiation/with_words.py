"""Shows where a negotiation would stand with words that are not on record; nothing is stored."""

from assistant.domain.parties import Person
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.negotiation.at_the_table import NegotiatingTable, at_the_table
from assistant.workflow.negotiation.heard import words_heard


def negotiation_with(desk: Desk, person: Person, case_id: str, text: str) -> NegotiatingTable:
    """Where ``person`` stands with ``text`` as the customer's last words, or with their newest reply where it is empty.

    Raises NotFound, and Refused where there is nothing to negotiate about.
    """
    with desk.record.read() as tx:
        case = desk.case(tx, *split_case_id(case_id))
        heard = words_heard(desk, case, text, case.today) if text.strip() else None
        return at_the_table(desk, tx, person, case, heard=heard)
