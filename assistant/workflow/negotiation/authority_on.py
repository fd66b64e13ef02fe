"""Says what somebody may concede alone on a case: by their role, its size and the customer's standing."""

from assistant.domain.authority import Authority
from assistant.domain.case import Case
from assistant.domain.parties import Person, Role
from assistant.workflow.desk import Desk


def authority_on(desk: Desk, case: Case, role: Role) -> Authority:
    """What ``role`` may concede on ``case``, as large as it is and with this customer."""
    return desk.authority.of(role, amount=case.open_balance, standing=case.customer.standing)


def role_of(person: Person) -> Role:
    """In which role somebody negotiates: who keeps the account does it as its manager, whatever else they are."""
    reviews = person.may(Role.REVIEWER) and not person.may(Role.ACCOUNT_MANAGER)
    return Role.REVIEWER if reviews else Role.ACCOUNT_MANAGER
