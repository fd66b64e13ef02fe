"""Says what a caller may offer next on the phone, without asking anybody."""

from assistant.domain.arrangement import Arrangement
from assistant.domain.case import Case
from assistant.domain.parties import Person
from assistant.errors import Refused
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.negotiation.at_the_table import at_the_table


def next_steps(
    desk: Desk, tx: Transaction, person: Person, case: Case, offered: Arrangement
) -> tuple[Arrangement, ...]:
    """How far the caller may go beyond ``offered``: the limit of their authority, where it is another."""
    try:
        found = at_the_table(desk, tx, person, case).position
    except Refused:
        return ()
    limit = found.limit.arrangement
    return () if limit.same_as(offered) else (limit,)
