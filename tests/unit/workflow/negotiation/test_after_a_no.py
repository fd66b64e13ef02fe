"""After a customer's no: their older figures are no yes to us, what they refused is not put to them as if it were new."""

from datetime import timedelta

import pytest

from assistant.domain.commitments import Reply
from assistant.domain.ledger import LedgerStamp
from assistant.domain.negotiation import AnswerSaid, AnswerWay, Party
from assistant.intake.given_acceptance import AnswerGiven
from assistant.intake.given_choices import OfferGiven, ProposalGiven
from assistant.workflow.acceptance import record_answer
from assistant.workflow.negotiation.make_offer import make_offer
from assistant.workflow.negotiation.note_proposal import note_proposal
from assistant.workflow.negotiation.view import negotiation_view
from assistant.workflow.negotiation.with_words import negotiation_with
from assistant.workflow.release_draft import release_draft
from tests.desk import LIN, a_desk, later
from tests.unit.planning.accounts import NOW
from tests.unit.workflow.negotiation.talks import CASE, CONFIRMS, accepted, submitted

FOUR = "最近资金紧张，能否先付3000元，余款分三期付清？"


def said(desk, text, *, days):
    """The desk so many days after the first words, with ``text`` as the customer's newest reply."""
    then = later(desk, NOW + timedelta(days=days))
    with then.record.begin() as tx:
        tx.save_stamp(LedgerStamp(as_of=then.clock.now(), source="ledger.csv"))
        received = then.clock.now() - timedelta(minutes=30)
        tx.save_reply(
            Reply(id=f"R-{days}", customer_code="C1", currency="CNY", received=received, subject="货款", text=text)
        )
    return then


def left(desk, made):
    accepted(desk, submitted(desk, made.message))
    release_draft(desk, LIN, made.message.id)
    return made


def where(desk):
    return negotiation_view(desk, CASE, LIN).table.position


@pytest.mark.parametrize("no", ["这个方案我们做不到。", "不行，我们接受不了。", "That does not work for us."])
def test_a_plain_no_changes_no_figure_of_ours_and_is_answered_by_a_question(no):
    desk = said(a_desk(), FOUR, days=0)
    first = left(desk, make_offer(desk, LIN, CASE, OfferGiven()))
    for days in (1, 2):
        desk = said(desk, no, days=days)
        now = where(desk)
        assert (now.move.by, now.move.arrangement.schedule) == (Party.US, first.offer.arrangement.schedule)
        assert [reason.code for reason in now.why] == ["why_not_moved", "why_call", "why_beyond"]
        again = left(desk, make_offer(desk, LIN, CASE, OfferGiven()))
        points = [fact.value for fact in again.message.brief.grounds.facts_of("point")]
        assert "stands" in points
        assert "我们可以接受的安排是" not in again.message.draft.body


def test_what_we_put_to_them_first_or_anew_does_not_stand_yet_and_a_confirmation_says_nothing_of_it():
    desk = said(a_desk(), FOUR, days=0)
    first = left(desk, make_offer(desk, LIN, CASE, OfferGiven()))
    desk = said(desk, "先付3400元，余款7月20日付清，可以吗？", days=1)
    second = make_offer(desk, LIN, CASE, OfferGiven())
    assert second.offer.arrangement.schedule != first.offer.arrangement.schedule
    confirmed = make_offer(desk, LIN, CASE, OfferGiven(of=first.offer.id, kind=CONFIRMS))
    points = [[f.value for f in made.message.brief.grounds.facts_of("point")] for made in (first, second, confirmed)]
    assert all("stands" not in each for each in points)


def declined(desk):
    """The same desk a minute after the customer said no to the confirmation of our move."""
    left(desk, make_offer(desk, LIN, CASE, OfferGiven(kind=CONFIRMS)))
    then = later(desk, desk.clock.now() + timedelta(minutes=1))
    [agreement] = negotiation_view(desk, CASE, LIN).agreements
    no = AnswerGiven(said=AnswerSaid.DECLINED, way=AnswerWay.CALL, name="王小明", words="这样不行")
    record_answer(then, LIN, agreement.id, no)
    return then


TWO = "最近资金紧张，我们分两期付，6月22日付5000元，7月3日付5000元，可以吗？"


@pytest.mark.parametrize("noted", [False, True])
def test_figures_of_theirs_that_they_declined_in_writing_are_not_taken_for_their_proposal(noted):
    desk = said(a_desk(), TWO, days=0)
    if noted:
        note_proposal(desk, LIN, CASE, ProposalGiven())
    assert [reason.code for reason in where(desk).why] == ["why_accept"]
    now = where(declined(desk))
    assert (now.proposed, now.move.by) == (None, Party.US)
    assert [reason.code for reason in now.why] == ["why_declined", "why_call"]


def test_other_figures_of_theirs_stand_after_they_declined_ours():
    desk = declined(said(a_desk(), FOUR, days=0))
    assert len(where(desk).proposed.arrangement.schedule) == 4
    assert [reason.code for reason in where(desk).why] == ["why_declined", "why_beyond"]


def test_who_proposes_again_what_they_declined_proposes_it():
    desk = said(declined(said(a_desk(), TWO, days=0)), TWO, days=1)
    assert [reason.code for reason in where(desk).why] == ["why_accept"]


def test_so_does_who_is_heard_to_say_it_again():
    desk = declined(said(a_desk(), TWO, days=0))
    assert negotiation_with(desk, LIN, CASE, TWO).position.move.by is Party.CUSTOMER
    assert note_proposal(desk, LIN, CASE, ProposalGiven(text=TWO)).table.position.move.by is Party.CUSTOMER
    assert where(desk).move.by is Party.CUSTOMER
