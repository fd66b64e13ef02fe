"""What happens between the steps of a negotiation: whoever was not told of it lets nothing out, and nothing is lost."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from assistant.domain.authority import OfferKind
from assistant.domain.commitments import InterestTreatment
from assistant.domain.kinds import MessageKind
from assistant.domain.language import Language
from assistant.domain.ledger import LedgerStamp
from assistant.domain.message import Status
from assistant.domain.negotiation import AgreementState, AnswerSaid, AnswerWay, OfferStatus
from assistant.domain.parties import Role
from assistant.domain.plan_following import follow_plans
from assistant.errors import BadInput, OutOfDate, Refused
from assistant.intake.given_acceptance import AnswerGiven, LinkAnswer
from assistant.intake.given_choices import DecisionGiven, OfferGiven, PlanGiven, ProposalGiven
from assistant.intake.given_entries import MoneyGiven
from assistant.intake.mail import Mail
from assistant.wording import Wording
from assistant.workflow.acceptance import VisitState, answer_by_link, make_link, record_answer
from assistant.workflow.desk import split_case_id
from assistant.workflow.import_reply import import_reply
from assistant.workflow.negotiation.authority_requests import ask_authority, decide_authority
from assistant.workflow.negotiation.make_offer import make_offer, withdraw_offer
from assistant.workflow.negotiation.note_proposal import note_proposal
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.record import record_payment
from assistant.workflow.release_draft import release_draft
from tests.desk import BOTH, LIN, ZHOU, a_desk, later
from tests.unit.planning.accounts import NOW, TODAY, cny
from tests.unit.workflow.negotiation.talks import (
    CASE,
    CONFIRMS,
    HALVES,
    QUARTERS,
    accepted,
    audited,
    drafted,
    granted,
    paying,
    sent,
    submitted,
)

HERE = "198.51.100.7"
TWO_HALVES = PlanGiven(count=2, start=date(2026, 6, 22), first_pct="50")
# Two per cent off for payment in six days.
DISCOUNT = paying(
    (6, "9800.00"),
    kind=OfferKind.DISCOUNT,
    discount=cny("200.00"),
    discount_pct=Decimal(2),
    lapses_on=TODAY + timedelta(days=6),
)


@pytest.fixture
def desk():
    return a_desk()


def stored(desk, message_id):
    with desk.record.read() as tx:
        return tx.message(message_id)


def the_offers(desk):
    with desk.record.read() as tx:
        return {offer.id: offer.status for offer in tx.offers("C1", "CNY")}


def the_agreement(desk):
    with desk.record.read() as tx:
        return tx.agreements("C1", "CNY")[-1]


def plan(desk):
    """The newest plan, followed."""
    with desk.record.read() as tx:
        case = desk.case(tx, *split_case_id(CASE))
    return follow_plans(case, desk.policy.promise_grace_days)[-1]


def answered(desk, said=AnswerSaid.ACCEPTED):
    token = make_link(desk, LIN, the_agreement(desk).id).address.removeprefix("/accept/")
    given = LinkAnswer(said=said, content_hash=the_agreement(desk).content_hash, name="王小明")
    return answer_by_link(desk, token, HERE, given)


def imported(desk):
    """The same desk with a ledger of the day."""
    with desk.record.begin() as tx:
        tx.save_stamp(LedgerStamp(as_of=desk.clock.now(), source="ledger.csv"))
    return desk


def by_hand(desk, way=AnswerWay.CALL, **changes):
    given = AnswerGiven(said=AnswerSaid.ACCEPTED, way=way, name="王小明", words="同意")
    return record_answer(desk, LIN, the_agreement(desk).id, replace(given, **changes))


def paid(desk, amount):
    record_payment(desk, LIN, CASE, MoneyGiven(amount=amount, on=desk.clock.now().date(), invoice="INV-1"))


def wrote(desk, text="同意", received=None):
    mail = Mail(text=text, source="reply.eml", sender="wang@customer.example")
    return import_reply(desk, "lin", mail, customer_code="C1", currency="CNY", received=received).reply.id


# offers taken back, and answers that cross


def test_an_offer_that_was_taken_back_takes_its_approved_message_along(desk):
    made = make_offer(desk, LIN, CASE, OfferGiven())
    accepted(desk, submitted(desk, made.message))
    withdraw_offer(desk, LIN, CASE, made.offer.id)
    message = stored(desk, made.message.id)
    assert (message.status, message.note.code) == (Status.STALE, "offer_taken_back")
    with pytest.raises(Refused):
        release_draft(desk, LIN, message.id)
    assert desk.dispatcher.messages == []


@pytest.mark.parametrize("said", [AnswerSaid.ACCEPTED, AnswerSaid.DECLINED])
def test_another_offer_that_was_approved_before_the_customer_answered_does_not_leave(desk, said):
    sent(desk, kind=CONFIRMS)
    other = make_offer(desk, LIN, CASE, OfferGiven(plan=TWO_HALVES))
    accepted(desk, submitted(desk, other.message))
    answered(desk, said)
    message = stored(desk, other.message.id)
    assert (message.status, message.note.code) == (Status.STALE, "agreement_answered")
    assert the_offers(desk) == {other.offer.id: OfferStatus.WITHDRAWN}
    with pytest.raises(Refused):
        release_draft(desk, LIN, message.id)


def test_a_plan_that_ends_for_another_is_in_the_log(desk):
    sent(desk, kind=CONFIRMS)
    answered(desk)
    first = the_agreement(desk).plan_id
    again = later(desk, NOW + timedelta(hours=1))
    sent(again, paying((3, "7000.00"), (30, "3000.00")), kind=CONFIRMS)
    answered(again)
    assert audited(again, first) == ["plan_ended"]


# whose authority


def test_what_somebody_granted_to_a_colleague_is_no_grant_for_themselves(desk):
    request = ask_authority(desk, LIN, CASE, QUARTERS, reason="four months, as their bank does")
    decide_authority(desk, BOTH, CASE, request.id, DecisionGiven(grant=True, until=TODAY))
    with pytest.raises(Refused, match="offers more than both may"):
        submitted(desk, drafted(desk, QUARTERS, author=BOTH), author=BOTH)
    submitted(desk, drafted(desk, QUARTERS))


def test_nothing_leaves_by_the_yes_of_an_author_who_no_longer_keeps_accounts(desk):
    message = submitted(desk, drafted(desk))
    accepted(desk, message)
    with desk.record.begin() as tx:
        tx.save_person(replace(LIN, roles=frozenset({Role.AUDITOR})), "")
    with pytest.raises(Refused, match="lin, who endorsed M-0001"):
        release_draft(desk, ZHOU, message.id)


# how long it stands


def test_what_we_accept_of_theirs_does_not_stand_for_ever(desk):
    note_proposal(desk, LIN, CASE, ProposalGiven(text="我们分两期付，每期五千元，6月22日和7月22日"))
    made = make_offer(desk, LIN, CASE, OfferGiven(of="OF-0001"))
    assert made.offer.arrangement.lapses_on == date(2026, 6, 22)


def test_a_confirmation_on_the_last_day_of_an_offer_leaves_time_to_accept_it(desk):
    made = make_offer(desk, LIN, CASE, OfferGiven(plan=PlanGiven(count=2, start=date(2026, 6, 30), first_pct="50")))
    accepted(desk, submitted(desk, made.message))
    release_draft(desk, LIN, made.message.id)
    last = imported(later(desk, NOW + timedelta(days=7)))
    assert made.offer.arrangement.lapses_on == date(2026, 6, 23)
    confirmed = make_offer(last, LIN, CASE, OfferGiven(of=made.offer.id, kind=CONFIRMS))
    assert confirmed.message.brief.arrangement.lapses_on == date(2026, 6, 30)


def test_no_plan_is_accepted_that_would_begin_broken(desk):
    sent(desk, kind=CONFIRMS)
    assert the_agreement(desk).arrangement.lapses_on is None
    # Midnight in Shanghai after the day of the first payment.
    assert make_link(desk, LIN, "AG-0001", days=30).link.expires.isoformat() == "2026-06-22T16:00:00+00:00"
    after = later(desk, NOW + timedelta(days=7))
    with pytest.raises(Refused, match="AG-0001 stood until 2026-06-22"):
        by_hand(after)
    paid(desk, "5000.00")
    assert by_hand(after).state is AgreementState.ACCEPTED


# the customer's own words


def test_an_old_reply_says_nothing_about_a_confirmation_that_left_after_it(desk):
    before = wrote(desk, received="2026-06-16T15:00")
    sent(desk, kind=CONFIRMS)
    with pytest.raises(BadInput, match="correct it"):
        by_hand(desk, AnswerWay.REPLY, source=before)


def test_a_yes_in_a_reply_was_given_when_the_reply_came(desk):
    sent(desk, replace(HALVES, lapses_on=TODAY), kind=CONFIRMS)
    reply = wrote(later(desk, NOW + timedelta(minutes=5)), received="2026-06-16T16:35")
    agreement = by_hand(later(desk, NOW + timedelta(days=1)), AnswerWay.REPLY, source=reply)
    assert (agreement.state, agreement.answers[0].at) == (AgreementState.ACCEPTED, NOW + timedelta(minutes=5))


# a discount


def test_who_pays_the_discounted_sum_before_saying_yes_has_earned_the_discount(desk):
    granted(desk, DISCOUNT, until=TODAY)
    sent(desk, DISCOUNT, kind=CONFIRMS)
    paid(desk, "9800.00")
    assert the_agreement(desk).state is AgreementState.PROPOSED
    assert answered(desk).state is VisitState.ANSWERED
    assert plan(desk).state == "completed"


def test_a_discount_lapses_with_payment_that_comes_late(desk):
    granted(desk, DISCOUNT, until=TODAY)
    sent(desk, DISCOUNT, kind=CONFIRMS)
    answered(desk)
    late = later(desk, NOW + timedelta(days=14))
    paid(late, "9800.00")
    followed = plan(late)
    assert (followed.state, followed.shortfall, followed.awaited.missing) == ("broken", cny("0.00"), cny("200.00"))
    assert [(each.amount, each.paid) for each in followed.instalments] == [(cny("10000.00"), cny("9800.00"))]


def test_what_is_asked_after_a_missed_discount_is_what_was_agreed(desk):
    granted(desk, DISCOUNT, until=TODAY)
    sent(desk, DISCOUNT, kind=CONFIRMS)
    answered(desk)
    missed = imported(later(desk, NOW + timedelta(days=10)))
    message = prepare_draft(missed, LIN, CASE)
    assert message.brief.kind is MessageKind.PROMISE_FOLLOWUP
    assert "2026年6月22日前应收到人民币 9,800.00 元" in message.draft.body
    assert "目前未付人民币 10,000.00 元" in message.draft.body
    late = imported(later(desk, NOW + timedelta(days=14)))
    paid(late, "9800.00")
    assert prepare_draft(late, LIN, CASE).brief.kind is MessageKind.PAYMENT_REMINDER


@pytest.mark.parametrize(
    ("last", "says"),
    [
        ("5000.00", "for CNY 100.00 more (late interest that was fixed, or fees). Invoice it"),
        (
            "4900.00",
            "for CNY 100.00 more (late interest that was fixed, or fees); CNY 100.00 of it has not come. Invoice",
        ),
    ],
)
def test_interest_that_was_fixed_is_neither_paid_back_nor_forgotten(desk, last, says):
    frozen = paying((6, "5100.00"), (9, "5000.00"), late_interest=cny("100.00"), interest=InterestTreatment.FROZEN)
    granted(desk, frozen, until=TODAY)
    sent(desk, frozen, kind=CONFIRMS)
    answered(desk)
    after = imported(later(desk, NOW + timedelta(days=3)))
    paid(after, "5100.00")
    paid(after, last)
    refused = prepare_draft(after, LIN, CASE)
    assert says in Wording.of(Language.EN).reason(refused.reason)


def test_what_changed_under_way_is_said_before_anything_leaves(desk):
    message = submitted(desk, drafted(desk))
    paid(desk, "1.00")
    with pytest.raises((Refused, OutOfDate)):
        accepted(desk, message)
