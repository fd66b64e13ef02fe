"""A negotiation from the customer's words to an agreement on offer, through the use cases that screens call."""

from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Instalment, PaymentPlan, Reply
from assistant.domain.kinds import MessageKind
from assistant.domain.message import Status
from assistant.domain.negotiation import AgreementState, OfferStatus, Party
from assistant.domain.reading import ProposalKind
from assistant.errors import BadInput, NotAllowed, NotFound, Refused
from assistant.intake.given_choices import DecisionGiven, LineGiven, OfferGiven, PlanGiven, ProposalGiven, RhythmGiven
from assistant.intake.given_entries import MoneyGiven
from assistant.intake.given_reading import ProposalSaid, ReadingGiven
from assistant.workflow.negotiation.authority_requests import ask_authority, decide_authority
from assistant.workflow.negotiation.make_offer import make_offer, withdraw_offer
from assistant.workflow.negotiation.note_proposal import note_proposal
from assistant.workflow.negotiation.plan_by_hand import plan_by_hand
from assistant.workflow.negotiation.view import Said, negotiation_view
from assistant.workflow.record import record_payment
from assistant.workflow.release_draft import release_draft
from assistant.workflow.replies import confirm_reading
from assistant.workflow.review import withdraw_draft
from tests.desk import AUDITOR, LIN, ZHOU, a_desk, later
from tests.unit.planning.accounts import NOW, TODAY, an_invoice, cny
from tests.unit.workflow.negotiation.talks import CASE, accepted, audited, submitted

WORDS = "最近资金紧张，能否先付3000元，余款分三期付清？"
TWO_HALVES = PlanGiven(count=2, start=date(2026, 6, 22), first_pct="50")


def a_reply(id, text, received):
    return Reply(id=id, customer_code="C1", currency="CNY", received=received, subject="货款", text=text)


@pytest.fixture
def desk():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_reply(a_reply("R-1", WORDS, NOW - timedelta(hours=2)))
    return desk


def view(desk, person=LIN):
    return negotiation_view(desk, CASE, person)


def offers(desk):
    return {seen.offer.id: (seen.offer.by, seen.status, seen.heard) for seen in view(desk).offers}


def leave(desk, message):
    accepted(desk, submitted(desk, message))
    release_draft(desk, LIN, message.id)


# what is shown


def test_their_words_our_counter_and_our_limit_stand_side_by_side(desk):
    seen = view(desk)
    assert seen.heard.reply.id == "R-1"
    assert (seen.heard.asked.instalments, seen.heard.asked.first_payment) == (4, cny("3000.00"))
    proposed = seen.table.position.proposed.arrangement
    assert [str(part.amount) for part in proposed.schedule] == [
        "CNY 3,000.00",
        "CNY 2,333.33",
        "CNY 2,333.33",
        "CNY 2,333.34",
    ]
    assert not seen.table.position.proposed.ruling.within
    assert seen.table.position.move.ruling.within
    assert seen.table.position.limit.ruling.within


def test_where_a_person_read_it_otherwise_that_counts(desk):
    proposal = ProposalSaid(kind=ProposalKind.EXTENSION, until="2026-07-10")
    confirm_reading(desk, LIN, CASE, "R-1", ReadingGiven(proposal=proposal))
    heard = view(desk).heard
    assert (heard.corrected, heard.asked.kinds, heard.asked.until) == (True, (OfferKind.EXTENSION,), date(2026, 7, 10))


def test_half_is_half_of_what_is_overdue_and_not_of_what_falls_due_later():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(-20, "INV-2", "4000.00"))
        tx.save_reply(a_reply("R-1", "先付一半，剩下的7月10日付清。", NOW))
    seen = view(desk)
    assert seen.heard.asked.first_payment == cny("5000.00")
    assert [str(part.amount) for part in seen.table.position.proposed.arrangement.schedule] == ["CNY 5,000.00"] * 2


def test_days_count_from_the_day_of_the_reply():
    desk = a_desk()
    with desk.record.begin() as tx:
        tx.save_reply(a_reply("R-1", "能不能再宽限十天？", NOW - timedelta(days=4)))
    seen = view(desk)
    assert seen.heard.asked.extension_days == 6
    assert [part.due for part in seen.table.position.proposed.arrangement.schedule] == [TODAY + timedelta(days=6)]


def test_words_that_were_noted_after_the_newest_reply_are_the_last_that_were_said(desk):
    told = "全部款项7月10日付清，违约金能不能免掉？"
    note_proposal(desk, LIN, CASE, ProposalGiven(text=told))
    heard = view(desk).heard
    assert (heard.reply, heard.text, heard.asked.promised_on, heard.asked.waive_interest) == (
        None,
        told,
        date(2026, 7, 10),
        True,
    )
    points = make_offer(desk, LIN, CASE, OfferGiven()).message.brief.grounds.facts_of("point")
    assert {"asks_waiver"} <= {point.value for point in points} <= {"asks_waiver", "asks_time"}


def test_a_reply_that_comes_after_what_was_noted_is_heard_again(desk):
    note_proposal(desk, LIN, CASE, ProposalGiven(text="全部款项7月10日付清，可以吗？"))
    desk = later(desk, NOW + timedelta(hours=2))
    with desk.record.begin() as tx:
        tx.save_reply(a_reply("R-2", "能不能再宽限十天？", NOW + timedelta(hours=1)))
    assert view(desk).heard.reply.id == "R-2"


NOON = datetime(2026, 6, 16, 4, tzinfo=UTC)


@pytest.mark.parametrize("received", [NOW, NOON], ids=["the same moment", "the same day"])
def test_a_yes_is_heard_after_our_offer_even_where_only_its_day_is_known(received):
    desk = a_desk()
    note_proposal(desk, LIN, CASE, ProposalGiven(text="全部款项7月10日付清，可以吗？"))
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven()).message)
    with desk.record.begin() as tx:
        tx.save_reply(a_reply("R-2", "同意，就按贵司的方案办。", received))
    assert view(desk).accepted
    note_proposal(desk, LIN, CASE, ProposalGiven(text="全部款项6月30日付清，可以吗？"))
    assert view(desk).heard.text == "全部款项6月30日付清，可以吗？"


@pytest.mark.parametrize("words", [{"reply": "R-1"}, {"text": WORDS + "谢谢。"}])
def test_figures_that_a_person_corrected_count_before_those_that_are_read(desk, words):
    note_proposal(desk, LIN, CASE, ProposalGiven(**words, first_payment="5000", instalments="3"))
    seen = view(desk)
    proposed = seen.table.position.proposed.arrangement
    assert [str(part.amount) for part in proposed.schedule] == ["CNY 5,000.00", "CNY 2,500.00", "CNY 2,500.00"]
    [on_record] = [each.offer.arrangement for each in seen.offers]
    assert proposed.same_as(on_record)


def test_looking_stores_nothing(desk):
    with desk.record.read() as tx:
        before = list(tx.audit_entries())
    view(desk)
    with desk.record.read() as tx:
        assert list(tx.audit_entries()) == before


def test_the_thread_is_in_order_of_time(desk):
    note_proposal(desk, LIN, CASE, ProposalGiven())
    desk = later(desk, NOW + timedelta(hours=1))
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven()).message)
    assert [(turn.by, turn.said) for turn in view(desk).thread] == [
        (Party.CUSTOMER, Said.REPLY),
        (Party.CUSTOMER, Said.OFFER),
        (Party.US, Said.MESSAGE),
        (Party.US, Said.OFFER),
    ]


def test_where_nothing_is_open_the_view_says_so(desk):
    record_payment(desk, LIN, CASE, MoneyGiven(amount="10000.00", on=TODAY, invoice="INV-1"))
    seen = view(desk)
    assert (seen.table, seen.why_not.code) == (None, "nothing_open")
    with pytest.raises(Refused, match="nothing open"):
        make_offer(desk, LIN, CASE, OfferGiven())


def test_a_plain_yes_names_the_offer_that_is_to_be_confirmed(desk):
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES)).message)
    assert view(desk).accepted is None
    after = later(desk, NOW + timedelta(hours=1))
    with after.record.begin() as tx:
        tx.save_reply(a_reply("R-2", "好的，同意贵司的方案，就按这个办。", NOW + timedelta(minutes=30)))
    assert view(after).accepted.offer.id == "OF-0001"


def test_a_confirmation_of_what_they_said_yes_to_names_the_day_of_their_yes(desk):
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES)).message)
    after = later(desk, NOW + timedelta(days=1))
    with after.record.begin() as tx:
        tx.save_reply(a_reply("R-2", "好的，同意贵司的方案，就按这个办。", NOW + timedelta(minutes=30)))
    confirmed = make_offer(after, LIN, CASE, OfferGiven(of="OF-0001", kind=MessageKind.WRITTEN_CONFIRMATION))
    grounds = confirmed.message.brief.grounds
    assert grounds.value("agreed_on") == NOW.date()
    assert grounds.value("agreed_with") == grounds.value("contact_name")
    leave(after, confirmed.message)
    assert [each.state for each in view(after).agreements] == [AgreementState.PROPOSED]


def test_a_confirmation_of_what_nobody_said_yes_to_names_no_day(desk):
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES)).message)
    confirmed = make_offer(desk, LIN, CASE, OfferGiven(of="OF-0001", kind=MessageKind.WRITTEN_CONFIRMATION))
    assert confirmed.message.brief.grounds.value("agreed_on") is None


# what they propose


def test_a_proposal_is_kept_with_its_words_and_where_they_stand(desk):
    noted = note_proposal(desk, LIN, CASE, ProposalGiven(reply="R-1"))
    offer = noted.offer
    assert (offer.id, offer.by, offer.status, offer.source) == ("OF-0001", Party.CUSTOMER, OfferStatus.OPEN, "R-1")
    assert offer.quote in WORDS
    assert audited(desk, "OF-0001") == ["offer_made"]


def test_noted_twice_it_stands_once(desk):
    first = note_proposal(desk, LIN, CASE, ProposalGiven())
    again = note_proposal(desk, LIN, CASE, ProposalGiven())
    assert (again.offer, again.new) == (first.offer, False)


def test_each_figure_can_be_corrected(desk):
    noted = note_proposal(desk, LIN, CASE, ProposalGiven(reply="R-1", instalments="2", first_payment="6000"))
    assert [str(part.amount) for part in noted.offer.arrangement.schedule] == ["CNY 6,000.00", "CNY 4,000.00"]


def test_words_of_a_call_are_read_too_and_take_the_place_of_what_was_proposed_before(desk):
    note_proposal(desk, LIN, CASE, ProposalGiven())
    noted = note_proposal(
        desk, LIN, CASE, ProposalGiven(text="月底前付一半，余款7月10日付清", source="call of 16 June")
    )
    assert noted.offer.source == "call of 16 June"
    assert [(part.due, str(part.amount)) for part in noted.offer.arrangement.schedule][-1] == (
        date(2026, 7, 10),
        "CNY 5,000.00",
    )
    assert [status for _, status, _ in offers(desk).values()] == [OfferStatus.COUNTERED, OfferStatus.OPEN]


def test_a_proposal_by_figures_alone(desk):
    noted = note_proposal(desk, LIN, CASE, ProposalGiven(instalments="2", source="call"))
    assert len(noted.offer.arrangement.schedule) == 2


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"instalments": "400"}, "doubt count"),
        ({"instalments": "0"}, "doubt count"),
        ({"instalments": "two"}, "not a whole number"),
        ({"discount_pct": "150"}, "doubt per cent"),
        ({"first_payment": "20000"}, "doubt above debt"),
        ({"first_payment": "-1"}, "not an amount|not above zero"),
        ({"until": "2026-02-30"}, "not a day"),
        ({"until": "2026-01-05", "kinds": (OfferKind.EXTENSION,)}, "doubt past"),
    ],
)
def test_what_cannot_be_meant_is_asked_for_and_never_guessed(desk, given, says):
    with pytest.raises((Refused, BadInput), match=says):
        note_proposal(desk, LIN, CASE, ProposalGiven(text="您好", **given))
    assert offers(desk) == {}


def test_words_that_propose_nothing_are_no_offer(desk):
    with pytest.raises(Refused, match="do not make a proposal"):
        note_proposal(desk, LIN, CASE, ProposalGiven(text="收到，谢谢。"))


# what we offer


def test_our_move_becomes_a_message_and_an_offer_that_nobody_has_heard_yet(desk):
    made = make_offer(desk, LIN, CASE, OfferGiven())
    assert (made.offer.id, made.offer.source, made.message.status) == ("OF-0001", "M-0001", Status.COMPOSING)
    assert made.message.brief.arrangement == made.offer.arrangement
    assert made.ruling.within
    assert offers(desk) == {"OF-0001": (Party.US, OfferStatus.OPEN, False)}
    leave(desk, made.message)
    assert offers(desk) == {"OF-0001": (Party.US, OfferStatus.OPEN, True)}


def test_our_answer_takes_up_what_their_words_raise_besides_their_proposal(desk):
    made = make_offer(desk, LIN, CASE, OfferGiven())
    raised = [fact.value for fact in made.message.brief.grounds.facts_of("point")]
    assert raised == ["cash_flow", "asks_instalments"]
    assert "关于资金：" in made.message.draft.body


def test_every_offer_stands_in_the_audit_log_with_its_figures(desk):
    make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES))
    with desk.record.read() as tx:
        [entry] = tx.audit_about(["OF-0001"])
    assert (entry.actor, entry.event) == ("lin", "offer_made")
    assert dict(entry.body) == {
        "by": "us",
        "message": "M-0001",
        "kind": "instalments",
        "outstanding": "CNY 10,000.00",
        "discount": "CNY 0.00",
        "interest_waived": "CNY 0.00",
        "interest": "continues",
        "schedule": [["2026-06-22", "CNY 5,000.00"], ["2026-07-22", "CNY 5,000.00"]],
    }


def test_an_option_is_chosen_by_its_id_and_an_unknown_one_is_not_found(desk):
    wanted = view(desk).table.position.options[-1]
    made = make_offer(desk, LIN, CASE, OfferGiven(option=wanted.id, kind=MessageKind.PLAN_PROPOSAL))
    assert made.offer.arrangement == wanted.arrangement
    with pytest.raises(NotFound, match="no option 'Z9'"):
        make_offer(desk, LIN, CASE, OfferGiven(option="Z9"))
    with pytest.raises(BadInput, match="Choose one"):
        make_offer(desk, LIN, CASE, OfferGiven(option=wanted.id, plan=TWO_HALVES))


def test_an_offer_answers_the_earlier_ones_as_it_leaves(desk):
    note_proposal(desk, LIN, CASE, ProposalGiven())
    make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES))
    made = make_offer(desk, LIN, CASE, OfferGiven())
    statuses = [OfferStatus.OPEN, OfferStatus.WITHDRAWN, OfferStatus.OPEN]
    assert [status for _, status, _ in offers(desk).values()] == statuses
    leave(later(desk, NOW + timedelta(hours=1)), made.message)
    assert [status for _, status, _ in offers(desk).values()] == [OfferStatus.COUNTERED, *statuses[1:]]
    assert view(desk).offers[-1].offer.at == NOW + timedelta(hours=1)


def test_where_we_offer_just_what_they_propose_theirs_stands_on(desk):
    note_proposal(desk, LIN, CASE, ProposalGiven(text="我们分两期付，每期五千元，6月22日和7月22日"))
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven(of="OF-0001")).message)
    assert [status for _, status, _ in offers(desk).values()] == [OfferStatus.OPEN, OfferStatus.OPEN]


def test_a_plan_that_is_kept_is_what_they_ask_to_change_where_nothing_else_is_open(desk):
    part = [Instalment(due=TODAY + timedelta(days=days), amount=cny("5000.00")) for days in (10, 40)]
    with desk.record.begin() as tx:
        tx.save_plan(
            PaymentPlan(id="PP-1", customer_code="C1", agreed_on=TODAY, instalments=tuple(part), invoice_nos=("INV-1",))
        )
    assert [debt.invoice_no for debt in view(desk).table.situation.debts] == ["INV-1"]
    with desk.record.begin() as tx:
        tx.save_invoice(an_invoice(5, number="INV-2"))
    assert [debt.invoice_no for debt in view(desk).table.situation.debts] == ["INV-2"]


def test_the_same_words_earn_no_second_concession_whether_or_not_anybody_noted_them(desk):
    first = view(desk).table.position.move.arrangement
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven()).message)
    assert view(desk).table.position.move.arrangement == first
    after = later(desk, NOW + timedelta(hours=1))
    with after.record.begin() as tx:
        tx.save_reply(a_reply("R-2", WORDS, NOW + timedelta(minutes=30)))
    assert view(after).table.position.move.arrangement == first


def test_what_stands_is_not_taken_back_but_by_a_grant(desk):
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES)).message)
    sooner = PlanGiven(count=2, start=date(2026, 6, 18), first_pct="90", rhythm=RhythmGiven.WEEK)
    with pytest.raises(Refused, match="takes back"):
        make_offer(desk, LIN, CASE, OfferGiven(plan=sooner))
    arrangement = plan_by_hand(desk, LIN, CASE, sooner).arrangement
    request = ask_authority(desk, LIN, CASE, arrangement, reason="their parent company pays at once")
    decide_authority(desk, ZHOU, CASE, request.id, DecisionGiven(grant=True, until=TODAY))
    assert make_offer(desk, LIN, CASE, OfferGiven(of=request.id)).offer.arrangement == arrangement


def test_what_is_beyond_authority_is_a_preview_until_it_is_granted(desk):
    quarters = PlanGiven(count=4, start=date(2026, 6, 22), first_pct="25")
    made = make_offer(desk, LIN, CASE, OfferGiven(plan=quarters))
    assert (made.ruling.within, made.ruling.approver, made.granted) == (False, "reviewer", False)
    with pytest.raises(Refused, match="more than lin may"):
        submitted(desk, made.message)
    request = ask_authority(desk, LIN, CASE, made.offer.arrangement, reason="four months, as their bank does")
    decide_authority(desk, ZHOU, CASE, request.id, DecisionGiven(grant=True, until=TODAY))
    with desk.record.read() as tx:
        leave(desk, tx.message(made.message.id))
    assert offers(desk)["OF-0001"] == (Party.US, OfferStatus.OPEN, True)


def test_an_offer_whose_draft_was_given_up_was_never_made(desk):
    made = make_offer(desk, LIN, CASE, OfferGiven())
    withdraw_draft(desk, LIN, made.message.id)
    [seen] = view(desk).offers
    assert (seen.status, seen.why.code) == (OfferStatus.WITHDRAWN, "offer_never_left")


def test_what_nobody_heard_can_be_taken_back_and_what_they_heard_cannot(desk):
    made = make_offer(desk, LIN, CASE, OfferGiven())
    assert withdraw_offer(desk, LIN, CASE, "OF-0001").status is OfferStatus.WITHDRAWN
    made = make_offer(desk, LIN, CASE, OfferGiven())
    leave(desk, made.message)
    with pytest.raises(Refused, match="can still be taken back"):
        withdraw_offer(desk, LIN, CASE, made.offer.id)


def test_an_offer_lapses_by_itself_with_its_day(desk):
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES)).message)
    [seen] = view(later(desk, NOW + timedelta(days=8))).offers
    assert (seen.status, seen.why.code, seen.why.details) == (
        OfferStatus.LAPSED,
        "offer_lapsed",
        {"day": date(2026, 6, 22)},
    )


def test_a_payment_in_the_middle_lapses_what_it_no_longer_fits(desk):
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES)).message)
    record_payment(desk, LIN, CASE, MoneyGiven(amount="1000.00", on=TODAY, invoice="INV-1"))
    [seen] = view(desk).offers
    assert (seen.status, seen.why.code) == (OfferStatus.LAPSED, "arrangement_outgrown")
    assert seen.why.details == {"was": cny("10000.00"), "now": cny("9000.00")}
    with pytest.raises(Refused, match="lapsed"):
        make_offer(desk, LIN, CASE, OfferGiven(of="OF-0001", kind=MessageKind.WRITTEN_CONFIRMATION))


def test_the_first_instalment_arriving_early_is_noted_and_leaves_the_offer(desk):
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES)).message)
    record_payment(desk, LIN, CASE, MoneyGiven(amount="5000.00", on=TODAY, invoice="INV-1"))
    [seen] = view(desk).offers
    assert (seen.status, seen.paid_ahead) == (OfferStatus.OPEN, cny("5000.00"))


def test_only_an_account_manager_offers_and_only_in_messages_that_offer(desk):
    for person in (ZHOU, AUDITOR):
        with pytest.raises(NotAllowed):
            make_offer(desk, person, CASE, OfferGiven())
    with pytest.raises(BadInput, match="offers nothing"):
        make_offer(desk, LIN, CASE, OfferGiven(kind=MessageKind.FORMAL_DEMAND))
    with pytest.raises(NotAllowed):
        note_proposal(desk, AUDITOR, CASE, ProposalGiven())


# a plan by hand


def test_a_plan_by_hand_is_priced_and_checked_without_being_stored(desk):
    seen = plan_by_hand(desk, LIN, CASE, TWO_HALVES)
    assert str(seen.price.present_value + seen.price.cost) == "CNY 10,000.00"
    assert [(check.state.value, check.reason.code) for check in seen.checks] == [
        ("ok", "plan_sum_exact"),
        ("ok", "plan_days_fine"),
        ("ok", "plan_within_authority"),
        ("ok", "plan_first_soon"),
    ]
    assert [(share.number, share.invoice_no, str(share.amount)) for share in seen.shares] == [
        (1, "INV-1", "CNY 5,000.00"),
        (2, "INV-1", "CNY 5,000.00"),
    ]
    assert offers(desk) == {}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"count": 0}, "1 to 60 payments"),
        ({"count": 400}, "1 to 60 payments"),
        ({"first_pct": "120"}, "no share"),
        ({"first_pct": "half"}, "not per cent"),
        ({"first_pct": "", "first": "20000"}, "20,000"),
        ({"start": date(2020, 1, 1)}, "correct the day"),
        ({"lines": (LineGiven(number=3, amount="5"),)}, "not one of the 2"),
    ],
)
def test_a_plan_that_cannot_be_meant_is_one_plain_error(desk, changes, says):
    values = {"count": 2, "start": date(2026, 6, 22), "first_pct": "50"} | changes
    with pytest.raises(BadInput, match=says):
        plan_by_hand(desk, LIN, CASE, PlanGiven(**values))


# the call


def test_the_script_of_a_call_knows_what_may_be_offered_next(desk):
    made = make_offer(desk, LIN, CASE, OfferGiven(kind=MessageKind.CALL_SCRIPT))
    limit = view(desk).table.position.limit.arrangement
    assert limit != made.offer.arrangement
    assert made.message.brief.grounds.value("next_until") == limit.last_day


# the whole way


def test_from_a_proposal_to_an_agreement_on_offer(desk):
    note_proposal(desk, LIN, CASE, ProposalGiven(reply="R-1"))
    leave(desk, make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES, kind=MessageKind.PLAN_PROPOSAL)).message)
    confirmed = make_offer(desk, LIN, CASE, OfferGiven(of="OF-0002", kind=MessageKind.WRITTEN_CONFIRMATION))
    assert confirmed.offer.source == "M-0001"
    leave(desk, confirmed.message)
    [agreement] = view(desk).agreements
    assert (agreement.state, agreement.message_id) == (AgreementState.PROPOSED, "M-0002")
    assert agreement.arrangement == confirmed.offer.arrangement
