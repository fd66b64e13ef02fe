"""A customer who wants another day for one payment of the plan on the table moves that payment, and no other."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.commitments import Reply
from assistant.domain.negotiation import OfferMade, OfferStatus, Party
from assistant.intake.given_choices import ProposalGiven
from assistant.workflow.negotiation.note_proposal import note_proposal
from assistant.workflow.negotiation.view import negotiation_view
from assistant.workflow.negotiation.with_words import negotiation_with
from tests.desk import LIN, a_desk
from tests.unit.planning.accounts import NOW, TODAY
from tests.unit.workflow.negotiation.talks import CASE, HALVES

SHIFT = "第二期可否延後五天？"
LATER = [(TODAY + timedelta(days=6), "5,000.00"), (TODAY + timedelta(days=41), "5,000.00")]


@pytest.fixture(params=[OfferStatus.OPEN, OfferStatus.ACCEPTED])
def desk(request):
    desk = a_desk()
    ours = OfferMade(
        id="OF-1",
        customer_code="C1",
        currency="CNY",
        by=Party.US,
        at=NOW - timedelta(days=1),
        arrangement=HALVES,
        status=request.param,
        actor="lin",
    )
    with desk.record.begin() as tx:
        tx.save_offer(ours)
    return desk


def proposed_by(table):
    return [(part.due, part.amount.number()) for part in table.position.proposed.arrangement.schedule]


@pytest.mark.parametrize(
    "text",
    [
        "第二期推迟到7月27号，其余不变。",
        "Can we move the last payment to 27 July? The rest is OK.",
        SHIFT,
        "Could we push the last payment back by five days?",
    ],
)
def test_pasted_words_move_the_one_payment_that_they_name(desk, text):
    assert proposed_by(negotiation_with(desk, LIN, CASE, text)) == LATER


@pytest.mark.parametrize("text", ["第二期推迟到7月27号，其余不变。", SHIFT])
def test_so_does_a_reply(desk, text):
    with desk.record.begin() as tx:
        received = NOW + timedelta(hours=1)
        tx.save_reply(Reply(id="R-9", customer_code="C1", currency="CNY", received=received, subject="货款", text=text))
    assert proposed_by(negotiation_view(desk, CASE, LIN).table) == LATER


def test_what_is_noted_is_the_whole_plan_with_that_payment_moved(desk):
    noted = note_proposal(desk, LIN, CASE, ProposalGiven(text="第二期推迟到7月27号，其余不变。"))
    assert [(part.due, part.amount.number()) for part in noted.offer.arrangement.schedule] == LATER
    assert proposed_by(noted.table) == LATER


def test_a_figure_that_a_person_corrects_takes_its_place(desk):
    given = ProposalGiven(text="第二期推迟到7月27号，其余不变。", first_payment="6000")
    noted = note_proposal(desk, LIN, CASE, given)
    assert [(part.due, part.amount.number()) for part in noted.offer.arrangement.schedule] == [
        (LATER[0][0], "6,000.00"),
        (LATER[1][0], "4,000.00"),
    ]


def test_a_changed_plan_that_nobody_noted_is_what_they_proposed_last(desk):
    with desk.record.begin() as tx:
        for hours, text in ((1, "第二期推迟到7月27号，其余不变。"), (2, "收到，谢谢。")):
            received = NOW + timedelta(hours=hours)
            reply = Reply(
                id=f"R-{hours}", customer_code="C1", currency="CNY", received=received, subject="货款", text=text
            )
            tx.save_reply(reply)
    assert proposed_by(negotiation_view(desk, CASE, LIN).table) == LATER


@pytest.fixture
def after_us(desk):
    """Where the negotiation stands once they have written, an hour from now."""

    def stands(text):
        received = NOW + timedelta(hours=1)
        with desk.record.begin() as tx:
            tx.save_reply(Reply(id="R-9", customer_code="C1", currency="CNY", received=received, subject="", text=text))
        return negotiation_view(desk, CASE, LIN).table.position

    return stands


ONLY_A_DAY = pytest.mark.parametrize("text", ["OK, 22 June.", "22 June is fine.", "22 June?"])


@ONLY_A_DAY
@pytest.mark.parametrize("desk", [OfferStatus.OPEN], indirect=True)
def test_who_only_says_a_day_of_our_plan_after_us_does_not_propose_all_of_it_on_that_day(after_us, text):
    position = after_us(text)
    assert (position.proposed, position.move.arrangement.schedule) == (None, HALVES.schedule)


@ONLY_A_DAY
@pytest.mark.parametrize("desk", [OfferStatus.ACCEPTED], indirect=True)
def test_once_that_plan_is_agreed_the_day_that_they_say_is_theirs(after_us, text):
    position = after_us(text)
    assert [part.amount.number() for part in position.proposed.arrangement.schedule] == ["10,000.00"]


def test_who_names_all_of_it_on_such_a_day_does(desk):
    table = negotiation_with(desk, LIN, CASE, "We will pay all of it on 22 June.")
    assert proposed_by(table) == [(TODAY + timedelta(days=6), "10,000.00")]


@pytest.mark.parametrize("text", ["第二期推迟到7月27号，其余不变。", SHIFT])
def test_what_is_noted_of_it_is_not_moved_once_more(desk, text):
    with desk.record.begin() as tx:
        received = NOW - timedelta(minutes=1)
        tx.save_reply(Reply(id="R-9", customer_code="C1", currency="CNY", received=received, subject="货款", text=text))
    first = note_proposal(desk, LIN, CASE, ProposalGiven(reply="R-9"))
    assert [(part.due, part.amount.number()) for part in first.offer.arrangement.schedule] == LATER
    assert proposed_by(negotiation_view(desk, CASE, LIN).table) == LATER
    again = note_proposal(desk, LIN, CASE, ProposalGiven(reply="R-9"))
    assert (first.new, again.new, again.offer.arrangement.schedule) == (True, False, first.offer.arrangement.schedule)


@pytest.mark.parametrize("status", [OfferStatus.OPEN, OfferStatus.ACCEPTED])
def test_nor_is_our_plan_that_answers_them(desk, status):
    with desk.record.begin() as tx:
        received = NOW - timedelta(hours=2)
        tx.save_reply(
            Reply(id="R-9", customer_code="C1", currency="CNY", received=received, subject="货款", text=SHIFT)
        )
    moved = negotiation_view(desk, CASE, LIN).table.position.proposed.arrangement
    with desk.record.begin() as tx:
        ours = replace(tx.offers("C1", "CNY")[0], id="OF-2", at=NOW - timedelta(hours=1), arrangement=moved)
        tx.save_offer(replace(ours, status=status))
    table = negotiation_view(desk, CASE, LIN).table
    assert [part.due for part in table.position.proposed.arrangement.schedule] == [day for day, _ in LATER]
