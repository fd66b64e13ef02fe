"""What would hold an offer back is known before anybody tries to make it."""

from datetime import timedelta

import pytest

from assistant.domain.brief import Refusal
from assistant.domain.kinds import MessageKind
from assistant.errors import Refused
from assistant.intake.given_choices import OfferGiven, PlanGiven
from assistant.intake.given_entries import MoneyGiven
from assistant.workflow.negotiation.held_back import held_back, not_offered
from assistant.workflow.negotiation.make_offer import make_offer
from assistant.workflow.negotiation.view import negotiation_view
from assistant.workflow.record import record_payment
from assistant.workflow.release_draft import release_draft
from tests.desk import LIN, a_desk, later
from tests.unit.planning.accounts import NOW, TODAY
from tests.unit.workflow.negotiation.talks import CASE, HALVES, accepted, drafted, submitted

ANSWER, CALL = MessageKind.NEGOTIATION_REPLY, MessageKind.CALL_SCRIPT


@pytest.fixture
def desk():
    return a_desk()


def held(desk, kind=ANSWER):
    return held_back(desk, negotiation_view(desk, CASE, LIN), kind)


def against(desk):
    return not_offered(desk, negotiation_view(desk, CASE, LIN))


def test_nothing_holds_a_first_answer_back(desk):
    assert (held(desk), against(desk)) == (None, {})


def test_a_message_that_others_look_at_holds_the_next_one_back(desk):
    submitted(desk, drafted(desk, HALVES))
    assert held(desk).id == "M-0001"
    with pytest.raises(Refused, match="M-0001"):
        make_offer(desk, LIN, CASE, OfferGiven())


def test_one_that_has_lapsed_meanwhile_does_not(desk):
    submitted(desk, drafted(desk, HALVES))
    record_payment(desk, LIN, CASE, MoneyGiven(amount="100.00", on=TODAY, invoice="INV-1"))
    assert held(desk) is None
    make_offer(desk, LIN, CASE, OfferGiven())


def test_the_hours_hold_a_call_back_and_no_letter(desk):
    night = later(desk, NOW + timedelta(hours=12))
    found = held(night, CALL)
    assert isinstance(found, Refusal)
    with pytest.raises(Refused, match=found.reason.code.replace("_", " ")):
        make_offer(night, LIN, CASE, OfferGiven(kind=CALL))
    assert held(night) is None


def test_what_would_take_back_an_offer_that_stands_is_known_by_its_option(desk):
    halves = PlanGiven(count=2, start=TODAY + timedelta(days=6), first_pct="50")
    message = make_offer(desk, LIN, CASE, OfferGiven(plan=halves)).message
    accepted(desk, submitted(desk, message))
    release_draft(desk, LIN, message.id)
    found = against(desk)
    assert {reason.code for reasons in found.values() for reason in reasons} == {"takes_back"}
    for option in negotiation_view(desk, CASE, LIN).table.position.options:
        if option.id in found:
            with pytest.raises(Refused):
                make_offer(desk, LIN, CASE, OfferGiven(option=option.id))
