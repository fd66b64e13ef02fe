"""What a customer contests in words alone holds our move back, as if it were on record, until a person says otherwise."""

from datetime import timedelta

import pytest

from assistant.domain.commitments import Reply
from assistant.errors import Refused
from assistant.intake.given_choices import OfferGiven, PlanGiven, ProposalGiven
from assistant.intake.given_entries import DisputeGiven, ResolutionGiven
from assistant.intake.given_reading import ReadingGiven
from assistant.workflow.negotiation.held_back import held_back
from assistant.workflow.negotiation.make_offer import make_offer
from assistant.workflow.negotiation.note_proposal import note_proposal
from assistant.workflow.negotiation.plan_by_hand import plan_by_hand
from assistant.workflow.negotiation.view import negotiation_view
from assistant.workflow.negotiation.with_words import negotiation_with
from assistant.workflow.record import record_dispute, resolve_dispute
from assistant.workflow.replies import confirm_reading
from tests.desk import LIN, a_desk
from tests.unit.planning.accounts import NOW, TODAY, an_invoice, cny
from tests.unit.workflow.negotiation.talks import CASE, drafted

PART = "INV-1里有2000元的货损坏了，这部分我们不付。其余的分两期付可以吗？"
WHOLE = "INV-1 was delivered damaged and we will not pay it."
PLAIN = "最近资金紧张，能否分两期付？"


@pytest.fixture
def desk():
    return a_desk()


def replied(desk, text, id="R-1", hours=2):
    with desk.record.begin() as tx:
        received = NOW - timedelta(hours=hours)
        tx.save_reply(Reply(id=id, customer_code="C1", currency="CNY", received=received, subject="货款", text=text))


def view(desk):
    return negotiation_view(desk, CASE, LIN)


def contested(amount=""):
    answer_by = TODAY + timedelta(days=7)
    return DisputeGiven(
        invoice="INV-1", reason="quality", quote="货损坏了", handler="quality", answer_by=answer_by, amount=amount
    )


def asked_for(table):
    return {option.arrangement.outstanding for option in table.position.options}


# words that contest a part of it


@pytest.mark.parametrize(
    "text", [PART, "2,000 of INV-1 is for damaged goods and we will not pay that. Two instalments?"]
)
def test_no_option_asks_for_what_pasted_words_contest(desk, text):
    table = negotiation_with(desk, LIN, CASE, text)

    assert table.contested.of_each == {"INV-1": cny("2000.00")}
    assert asked_for(table) == {cny("8000.00")}


def test_nor_after_a_reply_that_nobody_has_read_and_words_that_only_ask(desk):
    replied(desk, PART, hours=30)

    assert asked_for(negotiation_with(desk, LIN, CASE, PLAIN)) == {cny("8000.00")}


def test_nor_does_a_plan_by_hand(desk):
    replied(desk, PART)

    seen = plan_by_hand(desk, LIN, CASE, PlanGiven(count=2, start=TODAY + timedelta(days=6), first_pct="50"))

    assert seen.arrangement.scheduled == cny("8000.00")


def test_half_is_half_of_what_they_do_not_contest(desk):
    text = "2,000 of INV-1 is for damaged goods and we will not pay that. Half of the rest on 26 June, all by 24 July."
    noted = note_proposal(desk, LIN, CASE, ProposalGiven(text=text))

    assert [part.amount for part in noted.offer.arrangement.schedule] == [cny("4000.00"), cny("4000.00")]


def test_a_proposal_that_was_noted_with_it_stands_and_is_what_they_propose(desk):
    noted = note_proposal(desk, LIN, CASE, ProposalGiven(text=PART, first_payment="5000"))

    seen = view(desk)

    assert [each.stands for each in seen.offers] == [True]
    assert seen.table.position.proposed.arrangement.same_as(noted.offer.arrangement)


def test_who_proposes_nothing_and_contests_a_part_is_to_have_that_recorded(desk):
    with pytest.raises(Refused) as refused:
        note_proposal(desk, LIN, CASE, ProposalGiven(text="2,000 of INV-1 is for damaged goods; we will not pay that."))

    assert refused.value.details["reason"].code == "contested_unrecorded"


def test_what_is_only_guessed_or_asked_holds_nothing_back(desk):
    table = negotiation_with(desk, LIN, CASE, PLAIN)

    assert table.contested is None
    assert asked_for(table) == {cny("10000.00")}


# no message before it is on record


def test_no_message_is_written_before_a_person_has_recorded_it(desk):
    replied(desk, PART)

    with pytest.raises(Refused) as refused:
        make_offer(desk, LIN, CASE, OfferGiven())

    assert refused.value.details["reason"].code == "contested_unrecorded"
    assert held_back(desk, view(desk), OfferGiven().kind).reason.code == "contested_unrecorded"


def test_a_message_that_asked_for_all_of_it_goes_no_further_once_they_contest_it(desk):
    message = drafted(desk)
    replied(desk, PART, hours=0)

    assert held_back(desk, view(desk), message.brief.kind).reason.code == "contested_unrecorded"


def test_once_it_is_recorded_the_rest_is_offered(desk):
    note_proposal(desk, LIN, CASE, ProposalGiven(text=PART))
    record_dispute(desk, LIN, CASE, contested("2000.00"))

    made = make_offer(desk, LIN, CASE, OfferGiven())

    assert view(desk).contested is None
    assert made.offer.arrangement.outstanding == cny("8000.00")


def test_a_dispute_that_has_ended_since_the_words_holds_nothing_back_any_more(desk):
    replied(desk, PART)
    entry = record_dispute(desk, LIN, CASE, contested("2000.00")).entry
    resolve_dispute(desk, LIN, CASE, entry.id, ResolutionGiven(outcome="withdrawn"))

    assert view(desk).contested is None
    assert asked_for(view(desk).table) == {cny("10000.00")}


def test_nor_does_a_reply_of_which_a_person_says_that_it_contests_nothing(desk):
    replied(desk, PART)
    confirm_reading(desk, LIN, CASE, "R-1", ReadingGiven())

    assert view(desk).contested is None


# words that contest all of it


def test_nothing_is_asked_for_where_all_of_it_is_contested_and_the_reason_says_so(desk):
    replied(desk, WHOLE)

    seen = view(desk)

    assert (seen.table, seen.why_not.code) == (None, "contested_all_unrecorded")
    assert seen.contested.of_each == {"INV-1": cny("10000.00")}


def test_of_several_invoices_the_one_that_they_contest_is_left_out(desk):
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(10, "INV-2", "3000.00"))

    table = negotiation_with(desk, LIN, CASE, "INV-2 was delivered damaged and we will not pay it. INV-1 in two parts?")

    assert {option.arrangement.invoice_nos for option in table.position.options} == {("INV-1",)}
