"""A confirmation that leaves is an agreement on offer, while it says what is owed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.kinds import MessageKind
from assistant.domain.message import Status
from assistant.domain.negotiation import AgreementState
from assistant.domain.parties import Role
from assistant.errors import BadInput
from assistant.intake.given_choices import DecisionGiven
from assistant.intake.given_entries import DisputeGiven, MoneyGiven
from assistant.workflow.negotiation.authority_requests import ask_authority, decide_authority
from assistant.workflow.record import record_dispute, record_payment
from tests.desk import LIN, ZHOU, a_desk
from tests.unit.planning.accounts import TODAY, cny
from tests.unit.workflow.negotiation.talks import (
    CASE,
    CONFIRMS,
    HALVES,
    accepted,
    audited,
    drafted,
    paying,
    sent,
    submitted,
)

FROZEN = paying((6, "5100.00"), (9, "5000.00"), late_interest=cny("100.00"), interest=InterestTreatment.FROZEN)


@pytest.fixture
def desk():
    return a_desk()


def agreements(desk):
    with desk.record.read() as tx:
        return tx.agreements("C1", "CNY")


def received(desk, amount, invoice="INV-1"):
    return record_payment(desk, LIN, CASE, MoneyGiven(amount=amount, on=TODAY, invoice=invoice))


def test_a_confirmation_that_leaves_is_an_agreement_bound_to_its_text(desk):
    message = sent(desk, kind=CONFIRMS)
    [agreement] = agreements(desk)
    assert (agreement.id, agreement.state, agreement.arrangement) == ("AG-0001", AgreementState.PROPOSED, HALVES)
    assert (agreement.message_id, agreement.version, agreement.content_hash) == ("M-0001", 1, message.content_hash)
    assert audited(desk, "AG-0001") == ["agreement_proposed"]


def test_no_other_message_makes_an_agreement(desk):
    sent(desk, kind=MessageKind.PLAN_PROPOSAL)
    assert agreements(desk) == ()


def test_a_newer_confirmation_takes_the_place_of_one_that_waits(desk):
    sent(desk, kind=CONFIRMS)
    sent(desk, paying((3, "6000.00"), (30, "4000.00")), kind=CONFIRMS)
    assert [each.state for each in agreements(desk)] == [AgreementState.VOID, AgreementState.PROPOSED]
    assert audited(desk, "AG-0001") == ["agreement_proposed", "agreement_void"]


def test_a_payment_that_changes_what_is_owed_ends_it(desk):
    sent(desk, kind=CONFIRMS)
    received(desk, "1000.00")
    assert [each.state for each in agreements(desk)] == [AgreementState.VOID]


def test_so_does_a_dispute(desk):
    sent(desk, kind=CONFIRMS)
    given = DisputeGiven(
        invoice="INV-1", reason="faulty_goods", quote="两台有划痕", handler="周", answer_by=TODAY + timedelta(days=5)
    )
    record_dispute(desk, LIN, CASE, given)
    assert [each.state for each in agreements(desk)] == [AgreementState.VOID]


def test_its_own_first_instalment_leaves_it_on_offer(desk):
    sent(desk, kind=CONFIRMS)
    received(desk, "5000.00")
    assert [each.state for each in agreements(desk)] == [AgreementState.PROPOSED]


def test_a_draft_on_an_arrangement_goes_stale_with_the_debt(desk):
    message = drafted(desk)
    received(desk, "1000.00")
    with desk.record.read() as tx:
        assert tx.message(message.id).status is Status.STALE


def test_under_mainland_law_who_ends_late_interest_says_why():
    desk = a_desk(authority=freezing_by_account_managers())
    message = submitted(desk, drafted(desk, FROZEN, CONFIRMS))
    with pytest.raises(BadInput, match="say why this is meant"):
        accepted(desk, message)
    assert accepted(desk, message, reasons="their bank needs one final figure").status is Status.APPROVED


def test_or_lets_a_grant_say_it():
    desk = a_desk(authority=freezing_by_account_managers())
    request = ask_authority(desk, LIN, CASE, FROZEN, reason="their bank needs one final figure")
    decide_authority(desk, ZHOU, CASE, request.id, DecisionGiven(grant=True, until=TODAY))
    assert accepted(desk, submitted(desk, drafted(desk, FROZEN, CONFIRMS))).status is Status.APPROVED


def freezing_by_account_managers():
    table = a_desk().authority
    limits = replace(table.roles[Role.ACCOUNT_MANAGER], may_freeze_interest=True)
    return replace(table, roles={**table.roles, Role.ACCOUNT_MANAGER: limits})
