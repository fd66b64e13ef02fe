"""From the customer's proposal to their own yes, and what the case looks like then."""

from dataclasses import replace
from datetime import timedelta

from assistant.domain.brief import Refusal
from assistant.domain.entries import EntryKind
from assistant.domain.kinds import MessageKind
from assistant.domain.language import Language, Reason
from assistant.domain.negotiation import AgreementState, AnswerSaid, OfferStatus, Party
from assistant.intake.given_acceptance import LinkAnswer
from assistant.intake.given_choices import OfferGiven, ProposalGiven
from assistant.workflow.acceptance import VisitState, agreement_shown, answer_by_link, look, make_link
from assistant.workflow.negotiation.make_offer import make_offer
from assistant.workflow.negotiation.note_proposal import note_proposal
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.search_history import search_history
from assistant.workflow.undo import undo_in_case
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


def accepted_on_friday(desk):  # noqa: F811
    """Proposal, offer, confirmation, and their yes by link; the desk of that day and the link's token."""
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
    return friday, token


def test_what_was_offered_confirmed_and_accepted_is_one_thing(desk):  # noqa: F811
    friday, _ = accepted_on_friday(desk)

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


def test_an_agreement_whose_plan_is_undone_is_taken_back_and_may_be_confirmed_anew(desk):  # noqa: F811
    friday, token = accepted_on_friday(desk)
    undo_in_case(friday, LIN, CASE, EntryKind.PLAN, "PP-0001", "noted on the wrong customer")

    shown = agreement_shown(friday, "AG-0001")
    assert shown.agreement.state is AgreementState.VOID
    assert [answer.name for answer in shown.agreement.answers] == ["王小明"]
    assert shown.changed == Reason.of("agreement_plan_undone", plan="PP-0001")
    assert offers(friday)["OF-0002"] == (Party.US, OfferStatus.OPEN, True)
    assert look(friday, token, ADDRESS).state is VisitState.CHANGED
    again = make_offer(friday, LIN, CASE, OfferGiven(plan=TWO_HALVES, kind=MessageKind.WRITTEN_CONFIRMATION))
    leave(friday, again.message)
    assert [agreement.state for agreement in view(friday).agreements] == [
        AgreementState.VOID,
        AgreementState.PROPOSED,
    ]


def test_reminders_begin_again_when_the_plan_is_undone(desk):  # noqa: F811
    friday, _ = accepted_on_friday(desk)
    undo_in_case(friday, LIN, CASE, EntryKind.PLAN, "PP-0001", "noted on the wrong customer")

    held = prepare_draft(friday, LIN, CASE)
    assert held.reason.code == "contacted_recently"  # no plan, only the pause after a contact


def test_what_a_newer_offer_has_followed_is_not_on_the_table_again(desk):  # noqa: F811
    friday, _ = accepted_on_friday(desk)
    with friday.record.begin() as tx:
        agreed = tx.offers("C1", "CNY")[-1]
        tx.save_offer(replace(agreed, id="OF-0003", at=friday.clock.now(), status=OfferStatus.LAPSED, source=""))
    undo_in_case(friday, LIN, CASE, EntryKind.PLAN, "PP-0001", "agreed by mistake")

    assert offers(friday)["OF-0002"] == (Party.US, OfferStatus.COUNTERED, True)
