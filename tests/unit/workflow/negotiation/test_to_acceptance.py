"""From the customer's proposal to their own yes, and what the case looks like then."""

from datetime import timedelta

from assistant.domain.brief import Refusal
from assistant.domain.kinds import MessageKind
from assistant.domain.language import Language
from assistant.domain.negotiation import AgreementState, AnswerSaid, OfferStatus, Party
from assistant.intake.given_acceptance import LinkAnswer
from assistant.intake.given_choices import OfferGiven, ProposalGiven
from assistant.workflow.acceptance import VisitState, answer_by_link, look, make_link
from assistant.workflow.negotiation.make_offer import make_offer
from assistant.workflow.negotiation.note_proposal import note_proposal
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.search_history import search_history
from tests.desk import LIN, later
from tests.unit.planning.accounts import NOW
from tests.unit.workflow.negotiation.talks import CASE
from tests.unit.workflow.negotiation.test_flow import (
    TWO_HALVES,
    desk,  # noqa: F401  (a fixture)
    leave,
    offers,
    view,
)

ADDRESS = "198.51.100.7"


def test_what_was_offered_confirmed_and_accepted_is_one_thing(desk):  # noqa: F811
    note_proposal(desk, LIN, CASE, ProposalGiven(reply="R-1"))
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES)).message)
    friday = later(desk, NOW + timedelta(days=3))
    confirmed = make_offer(friday, LIN, CASE, OfferGiven(plan=TWO_HALVES, kind=MessageKind.WRITTEN_CONFIRMATION))
    leave(friday, confirmed.message)
    token = make_link(friday, LIN, "AG-0001").address.removeprefix("/accept/")

    shown = look(friday, token, ADDRESS)
    assert (shown.state, shown.told.message.id) == (VisitState.OPEN, confirmed.message.id)
    given = LinkAnswer(said=AnswerSaid.ACCEPTED, content_hash=confirmed.message.content_hash, name="王小明")
    answer_by_link(friday, token, ADDRESS, given)

    assert offers(friday) == {
        "OF-0001": (Party.CUSTOMER, OfferStatus.COUNTERED, True),
        "OF-0002": (Party.US, OfferStatus.ACCEPTED, True),
    }
    seen = view(friday)
    assert [agreement.state for agreement in seen.agreements] == [AgreementState.ACCEPTED]
    held = prepare_draft(friday, LIN, CASE)
    assert isinstance(held, Refusal)
    assert held.reason.code == "on_plan"
    found = search_history(friday, "did they accept", customer_code="C1", language=Language.EN)
    assert "王小明 answered AG-0001: agreed (acceptance link)" in [hit.piece.text for hit in found]
