"""Asks for authority to offer more than one may, and decides such requests: an approval of its own, with a name."""

from dataclasses import replace
from datetime import date

from assistant.domain.arrangement import Arrangement
from assistant.domain.brief import Refusal
from assistant.domain.case import Case
from assistant.domain.message import EDITABLE, Message
from assistant.domain.negotiation import AuthorityRequest, RequestStatus
from assistant.domain.parties import Person, Role
from assistant.errors import BadInput, NotAllowed, NotFound, Refused
from assistant.intake.given_choices import AuthorityGiven, DecisionGiven
from assistant.ports import Transaction
from assistant.workflow.brief_case import brief_case, wishes_of
from assistant.workflow.desk import Desk, require_role, split_case_id
from assistant.workflow.negotiation.at_the_table import at_the_table
from assistant.workflow.negotiation.audit_figures import audited
from assistant.workflow.negotiation.choosing import chosen
from assistant.workflow.negotiation.grants import grant_for, ruling_on
from assistant.workflow.next_version import next_version
from assistant.workflow.record import typed
from assistant.workflow.record.entering import RECORDERS


def ask_authority(
    desk: Desk, person: Person, case_id: str, arrangement: Arrangement, *, reason: str
) -> AuthorityRequest:
    """A request to offer exactly ``arrangement``, for the lowest role that may let it be offered.

    The same that still waits, or was granted, is given back. Within ``person``'s own authority a reviewer decides: they
    ask for what the rules of conceding would refuse. Raises NotAllowed, NotFound, and BadInput without a reason.
    """
    require_role(person, *RECORDERS)
    why = typed.words(reason, "reason")
    with desk.record.begin() as tx:
        code, currency = split_case_id(case_id)
        case = desk.case(tx, code, currency)
        known = request_waiting(tx, case, arrangement, person.login) or grant_for(tx, case, arrangement, person.login)
        if known:
            return known
        request = AuthorityRequest(
            id=tx.next_id("AR"),
            customer_code=code,
            currency=currency,
            arrangement=arrangement,
            approver=ruling_on(desk, person, case, arrangement).approver or Role.REVIEWER,
            reason=why,
            asked_by=person.login,
            asked_at=desk.clock.now(),
        )
        tx.save_authority_request(request)
        body = {"case": case_id, "approver": request.approver, **audited(arrangement)}
        tx.audit(person.login, "authority_asked", request.id, body=body)
    return request


def ask_chosen(desk: Desk, person: Person, case_id: str, given: AuthorityGiven) -> AuthorityRequest:
    """The same for what is chosen as in an offer; raises as `chosen` and `ask_authority` do."""
    require_role(person, *RECORDERS)
    with desk.record.read() as tx:
        table = at_the_table(desk, tx, person, desk.case(tx, *split_case_id(case_id)))
        arrangement = chosen(desk, tx, table, given)
    return ask_authority(desk, person, case_id, arrangement, reason=given.reason)


def decide_authority(
    desk: Desk, decider: Person, case_id: str, request_id: str, given: DecisionGiven
) -> AuthorityRequest:
    """``decider``'s word on a request on a case: granted up to and including a day, or refused with a note.

    Drafts that offer just that are looked at anew, so that they may be submitted. Raises NotFound; NotAllowed for who
    asked, and for who lacks the role; Refused when it was decided before; BadInput for a grant without a day, or on a
    day that is over, and for a refusal without words.
    """
    with desk.record.begin() as tx:
        request = _request_on(tx, case_id, request_id)
        require_role(decider, request.approver, Role.ADMIN)
        if decider.login == request.asked_by:
            raise NotAllowed(
                "own_request", f"{request.id} is your own request; somebody else decides it.", request=request.id
            )
        if request.status is not RequestStatus.WAITING:
            raise Refused(
                "request_decided",
                f"{request.id} was decided by {request.decided_by}.",
                request=request.id,
                login=request.decided_by,
                status=request.status,
            )
        decided = replace(
            request,
            status=RequestStatus.GRANTED if given.grant else RequestStatus.REFUSED,
            decided_by=decider.login,
            decided_at=desk.clock.now(),
            note=typed.words(given.note, "note", needed=not given.grant),
            expires=_last_day(given.until, desk.today(tx)) if given.grant else None,
        )
        tx.save_authority_request(decided)
        body = {"asked_by": request.asked_by, "until": str(decided.expires or ""), **audited(request.arrangement)}
        tx.audit(decider.login, f"authority_{decided.status.value}", request.id, body=body)
        if given.grant:
            _look_anew(desk, tx, decided)
    return decided


def requests_for(desk: Desk, person: Person) -> tuple[AuthorityRequest, ...]:
    """The requests that wait for somebody in a role of ``person``'s, oldest first; never their own."""
    with desk.record.read() as tx:
        waiting = [each for each in tx.authority_requests() if each.status is RequestStatus.WAITING]
    return tuple(each for each in waiting if each.may_be_decided_by(person))


def request_waiting(tx: Transaction, case: Case, arrangement: Arrangement, author: str) -> AuthorityRequest | None:
    """``author``'s request to offer exactly ``arrangement`` on ``case`` that nobody has decided yet."""
    asked = tx.authority_requests(case.customer.code, case.currency)
    waiting = (each for each in asked if each.status is RequestStatus.WAITING and each.asked_by == author)
    return next((each for each in waiting if each.arrangement.same_as(arrangement)), None)


def _request_on(tx: Transaction, case_id: str, request_id: str) -> AuthorityRequest:
    """The request of that id on that case; one on another case is none there."""
    code, currency = split_case_id(case_id)
    found = next((each for each in tx.authority_requests(code, currency) if each.id == request_id), None)
    if found is None:
        shown = request_id[:20]
        raise NotFound(
            "unknown_request", f"{case_id} has no request for authority {shown!r}.", case=case_id, request=shown
        )
    return found


def _last_day(until: date | None, today: date) -> date:
    if until is None:
        raise BadInput("value_needed", "until is empty; fill it in.", field="until")
    return typed.not_before(until, "until", today, today)


def _look_anew(desk: Desk, tx: Transaction, request: AuthorityRequest) -> None:
    """Let unfinished drafts on just this arrangement rest on the grant: it is a fact that they had lacked."""
    case_id = f"{request.customer_code}-{request.currency}"
    for message in tx.messages(status=EDITABLE, case_ids=[case_id]):
        offered = message.brief.arrangement
        if offered and request.covers(offered, desk.today(tx)):
            _rest_on_grant(desk, tx, message, offered)


def _rest_on_grant(desk: Desk, tx: Transaction, message: Message, offered: Arrangement) -> None:
    author, old = tx.person(message.author), message.brief
    wishes = wishes_of(old)
    brief = brief_case(desk, tx, author, old.case_id, wishes, under_review=True, arrangement=offered)
    if isinstance(brief, Refusal):
        return
    report = desk.checker.check(message.draft.text, brief=brief, suppressions=message.report.suppressions)
    next_version(desk, tx, message, author, message.draft, report, brief=brief, event="draft_authorised")
