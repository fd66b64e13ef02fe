"""Decides whether somebody may offer an arrangement: by their own authority, or because a named approver granted it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.domain.arrangement import Arrangement, InterestTreatment
from assistant.domain.authority import Authority, OfferKind
from assistant.domain.case import Case
from assistant.domain.kinds import MessageKind
from assistant.domain.message import Message
from assistant.domain.negotiation import AuthorityRequest
from assistant.domain.parties import Person, Role
from assistant.errors import BadInput, NotFound, Refused
from assistant.law import Known, law_of, shipped_law
from assistant.negotiation import ruling
from assistant.negotiation.option import Ruling
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, split_case_id
from assistant.workflow.negotiation.authority_on import authority_on, role_of

# Where a confirmation that changes late interest can cut off the contract's own clause on it.
_KEEPS_INTEREST = "CN"


def ruling_on(desk: Desk, person: Person, case: Case, arrangement: Arrangement) -> Ruling:
    """Whether ``arrangement`` is within what ``person`` may offer alone on ``case`` today."""
    authority = authority_on(desk, case, role_of(person))
    return ruling(arrangement, authority, case.today, desk.authority, standing=case.customer.standing)


def grant_for(tx: Transaction, case: Case, arrangement: Arrangement, author: str) -> AuthorityRequest | None:
    """The grant that lets ``author`` (a login) offer exactly ``arrangement`` on ``case`` today.

    Its approver is still in office, and somebody else: what somebody granted to a colleague is none for themselves.
    """
    asked = tx.authority_requests(case.customer.code, case.currency)
    grants = (each for each in asked if each.covers(arrangement, case.today) and each.decided_by != author)
    return next((each for each in grants if _in_office(tx, each)), None)


def authority_for(desk: Desk, tx: Transaction, author: Person, case: Case, arrangement: Arrangement) -> Authority:
    """What a message on ``arrangement`` may offer: the author's authority, as wide as a grant makes it and no wider."""
    own = authority_on(desk, case, role_of(author))
    grant = grant_for(tx, case, arrangement, author.login)
    if grant is None or grant.decided_at is None:
        return own
    # Counted from the day of the grant, so that a draft does not change with each day that it waits.
    return _widened(own, arrangement, grant.decided_at.astimezone(desk.zone(tx)).date())


def require_authority(desk: Desk, tx: Transaction, message: Message) -> None:
    """Raise Refused unless the author of ``message`` may offer what it offers, today; others pass."""
    arrangement = message.brief.arrangement
    if arrangement is None:
        return
    case = desk.case(tx, *split_case_id(message.brief.case_id))
    found = ruling_on(desk, tx.person(message.author), case, arrangement)
    if found.within or grant_for(tx, case, arrangement, message.author):
        return
    raise Refused(
        "beyond_authority",
        f"{message.id} offers more than {message.author} may; ask for authority first.",
        message=message.id,
        login=message.author,
        beyond=found.beyond[0],
        approver=found.approver,
    )


def wants_interest_reason(desk: Desk, tx: Transaction, message: Message) -> bool:
    """Whether it confirms, under the law of mainland China, that late interest ends, and nobody granted just that."""
    arrangement = message.brief.arrangement
    if message.brief.kind is not MessageKind.WRITTEN_CONFIRMATION or arrangement is None:
        return False
    if arrangement.interest is InterestTreatment.CONTINUES:
        return False
    case = desk.case(tx, *split_case_id(message.brief.case_id))
    return under_mainland_law(tx, case, arrangement) and grant_for(tx, case, arrangement, message.author) is None


def require_interest_reason(desk: Desk, tx: Transaction, message: Message, reasons: str) -> None:
    """Raise BadInput where the reviewer has to say why late interest is given up, and did not."""
    if not reasons.strip() and wants_interest_reason(desk, tx, message):
        raise BadInput(
            "interest_reason_needed",
            f"{message.id} ends late interest under a contract of mainland law; say why this is meant.",
            message=message.id,
        )


def _in_office(tx: Transaction, request: AuthorityRequest) -> bool:
    try:
        decider = tx.person(request.decided_by)
    except NotFound:
        return False
    return decider.may(request.approver) or decider.may(Role.ADMIN)


def under_mainland_law(tx: Transaction, case: Case, arrangement: Arrangement) -> bool:
    """Whether mainland law governs any of the invoices: there, a confirmation can end the clause on late interest."""
    code, law = case.customer.code, shipped_law()
    known = Known.of(case.customer, tx.late_terms(code), tx.scope_answers(code), law)
    covered = (i for i in case.account.invoices if i.number in arrangement.invoice_nos)
    return any(law_of(invoice.contract_no, known)[1] == _KEEPS_INTEREST for invoice in covered)


def _widened(own: Authority, arrangement: Arrangement, since: date) -> Authority:
    """``own`` with each limit as far as ``arrangement`` goes, days counted from ``since``."""
    days = [(part.due - since).days for part in arrangement.schedule] or [0]
    single = len(arrangement.schedule) == 1 or arrangement.kind is OfferKind.PART_NOW
    principal = arrangement.outstanding - arrangement.discount
    first = arrangement.first
    share = Decimal(first.amount.minor * 100) / principal.minor if first and principal.minor else Decimal(100)
    return replace(
        own,
        max_extension_days=max(own.max_extension_days, days[-1]) if single else own.max_extension_days,
        max_instalments=max(own.max_instalments, len(arrangement.schedule)),
        min_first_payment_pct=min(own.min_first_payment_pct, share),
        max_first_payment_days=max(own.first_payment_within, days[0]),
        max_plan_days=max(own.plan_within, days[-1]),
        max_discount_pct=max(own.max_discount_pct, arrangement.discount_pct),
        may_waive_late_fee=own.may_waive_late_fee or arrangement.interest is InterestTreatment.WAIVED,
        may_freeze_interest=own.may_freeze_interest or arrangement.interest is InterestTreatment.FROZEN,
    )
