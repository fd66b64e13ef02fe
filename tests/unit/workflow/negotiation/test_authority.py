"""Nobody lets a message out that offers more than its author may, unless a named person granted exactly that."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.kinds import MessageKind
from assistant.domain.language import Language
from assistant.domain.message import Status
from assistant.domain.negotiation import RequestStatus
from assistant.domain.parties import Role
from assistant.errors import BadInput, Blocked, NotAllowed, NotFound, OutOfDate, Refused
from assistant.intake.given_choices import DecisionGiven
from assistant.wording import Wording
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.negotiation.authority_requests import ask_authority, decide_authority, requests_for
from assistant.workflow.release_draft import release_draft
from tests.desk import AUDITOR, BOTH, LIN, ZHOU, a_desk, later
from tests.unit.planning.accounts import NOW, TODAY, cny
from tests.unit.workflow.negotiation.talks import (
    CASE,
    CONFIRMS,
    HALVES,
    NEXT_WEEK,
    QUARTERS,
    accepted,
    asked,
    audited,
    drafted,
    granted,
    paying,
    sent,
    submitted,
)


@pytest.fixture
def desk():
    return a_desk()


def stored(desk, message):
    with desk.record.read() as tx:
        return tx.message(message.id)


def test_what_the_author_may_offer_leaves_as_any_message(desk):
    assert sent(desk, HALVES).status is Status.RELEASED


def test_what_they_may_not_offer_is_written_as_a_preview_and_not_submitted(desk):
    preview = drafted(desk, QUARTERS)
    assert preview.status is Status.COMPOSING
    with pytest.raises(Refused) as refused:
        submitted(desk, preview)
    assert Wording.of(Language.EN).error(refused.value) == (
        "M-0001 offers more than lin may. 4 payments; the limit is 3. Ask for authority first; it takes the role reviewer."
    )


def test_with_a_grant_the_draft_goes_its_way_without_being_written_again(desk):
    preview = drafted(desk, QUARTERS)
    granted(desk)
    ready = stored(desk, preview)
    assert (ready.version, ready.draft, ready.report.verdict) == (2, preview.draft, "pass")
    accepted(desk, submitted(desk, ready))
    assert release_draft(desk, LIN, ready.id).state == "delivered"


def test_a_message_written_after_the_grant_needs_no_more(desk):
    granted(desk)
    assert sent(desk, QUARTERS).status is Status.RELEASED


def test_a_grant_covers_exactly_what_was_asked_for(desk):
    granted(desk)
    later_last = replace(QUARTERS.schedule[-1], due=QUARTERS.schedule[-1].due + timedelta(days=1))
    with pytest.raises(Refused, match="offers more than lin may"):
        submitted(desk, drafted(desk, replace(QUARTERS, schedule=(*QUARTERS.schedule[:-1], later_last))))


def test_a_grant_counts_for_the_same_plan_on_a_later_day_when_late_interest_has_gone_on(desk):
    granted(desk, replace(QUARTERS, late_interest=cny("100.00")))
    assert sent(desk, replace(QUARTERS, late_interest=cny("104.00"))).status is Status.RELEASED


def test_a_grant_that_ran_out_lets_nothing_leave_that_was_approved_before(desk):
    granted(desk, until=TODAY)
    message = submitted(desk, drafted(desk, QUARTERS))
    accepted(desk, message)
    tomorrow = later(desk, NOW + timedelta(days=1))
    with pytest.raises(Refused):
        release_draft(tomorrow, LIN, message.id)
    assert tomorrow.dispatcher.messages == []


def test_a_grant_counts_while_its_approver_is_in_office(desk):
    granted(desk)
    message = drafted(desk, QUARTERS)
    with desk.record.begin() as tx:
        tx.save_person(replace(ZHOU, roles=frozenset({Role.AUDITOR})), "")
    with pytest.raises((Refused, OutOfDate)):
        submitted(desk, message)


def test_the_lowest_role_that_may_is_asked_and_the_request_is_on_record(desk):
    request = asked(desk)
    assert (request.id, request.approver, request.status, request.asked_by) == (
        "AR-0001",
        Role.REVIEWER,
        RequestStatus.WAITING,
        "lin",
    )
    assert asked(desk) == request
    assert audited(desk, "AR-0001") == ["authority_asked"]


def test_a_request_waits_for_those_who_may_decide_it(desk):
    request = asked(desk)
    assert requests_for(desk, ZHOU) == requests_for(desk, BOTH) == (request,)
    assert requests_for(desk, LIN) == requests_for(desk, AUDITOR) == ()


def test_a_request_of_somebody_else_is_not_ones_own(desk):
    assert (asked(desk).id, asked(desk, person=BOTH).id, asked(desk).id) == ("AR-0001", "AR-0002", "AR-0001")


def test_nobody_decides_their_own_request(desk):
    request = asked(desk, person=BOTH)
    with pytest.raises(NotAllowed, match="your own request"):
        decide_authority(desk, BOTH, CASE, request.id, DecisionGiven(grant=True, until=NEXT_WEEK))
    assert requests_for(desk, BOTH) == ()


def test_only_the_role_that_it_takes_decides(desk):
    with pytest.raises(NotAllowed, match="takes the role reviewer or admin"):
        decide_authority(desk, LIN, CASE, asked(desk, person=BOTH).id, DecisionGiven(grant=True, until=NEXT_WEEK))


def test_a_decision_stands(desk):
    request = granted(desk)
    assert (request.status, request.decided_by, request.expires) == (RequestStatus.GRANTED, "zhou", NEXT_WEEK)
    assert audited(desk, request.id) == ["authority_asked", "authority_granted"]
    with pytest.raises(Refused, match="was decided by zhou"):
        decide_authority(desk, BOTH, CASE, request.id, DecisionGiven(grant=False, note="too long"))


def test_a_refusal_says_why_and_a_grant_until_when(desk):
    request = asked(desk)
    with pytest.raises(BadInput, match="note is empty"):
        decide_authority(desk, ZHOU, CASE, request.id, DecisionGiven(grant=False))
    with pytest.raises(BadInput, match="until is empty"):
        decide_authority(desk, ZHOU, CASE, request.id, DecisionGiven(grant=True))
    with pytest.raises(BadInput, match="lies before"):
        decide_authority(desk, ZHOU, CASE, request.id, DecisionGiven(grant=True, until=TODAY - timedelta(days=1)))
    refused = decide_authority(desk, ZHOU, CASE, request.id, DecisionGiven(grant=False, note="they broke two promises"))
    assert (refused.status, refused.note) == (RequestStatus.REFUSED, "they broke two promises")
    with pytest.raises(Refused, match="offers more than lin may"):
        submitted(desk, drafted(desk, QUARTERS))


def test_who_asks_says_why_and_an_unknown_request_is_not_found(desk):
    with pytest.raises(BadInput, match="reason is empty"):
        ask_authority(desk, LIN, CASE, QUARTERS, reason=" ")
    with pytest.raises(NotAllowed):
        ask_authority(desk, AUDITOR, CASE, QUARTERS, reason="please")
    with pytest.raises(NotFound):
        decide_authority(desk, ZHOU, CASE, "AR-9999", DecisionGiven(grant=False, note="no"))


@pytest.mark.parametrize("kind", [MessageKind.NEGOTIATION_REPLY, MessageKind.PLAN_PROPOSAL, CONFIRMS])
def test_no_edit_puts_an_amount_of_the_schedule_on_another_day(desk, kind):
    parts = drafted(desk, paying((6, "7000.00"), (36, "3000.00")), kind)
    swapped = parts.draft.body.replace("7,000.00", "…").replace("3,000.00", "7,000.00").replace("…", "3,000.00")
    edited = edit_draft(desk, LIN, parts.id, version=1, subject=parts.draft.subject, body=swapped)
    assert edited.report.verdict == "pass"
    with pytest.raises(Blocked) as blocked:
        submitted(desk, edited)
    assert Wording.of(Language.EN).error(blocked.value) == (
        "The text says CNY 3,000.00 on 22 June 2026, which is not in the schedule that it offers or confirms; correct it."
    )
    mended = edit_draft(desk, LIN, parts.id, version=2, subject=parts.draft.subject, body=parts.draft.body)
    assert submitted(desk, mended).status is Status.IN_REVIEW
