"""From an arrangement to a brief: what a message of a negotiation may state, and when none is written."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.authority import OfferKind
from assistant.domain.brief import Brief, Refusal
from assistant.domain.commitments import Cause, Dispute, Hold, HoldReason, Instalment
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.reading import DisputeRead, DisputeReason, Evidence, GivenCause, Reading, Sign
from assistant.planning import NEGOTIATED, Negotiated
from assistant.planning.negotiated_facts import points_asked, points_read
from tests.unit.planning.accounts import TODAY, a_case, a_contact, a_customer, a_payment, an_invoice, cny
from tests.unit.planning.talks import a_talk, an_arrangement, briefed, frozen

# 21:00 in Shanghai.
EVENING = datetime(2026, 6, 16, 13, 0, tzinfo=UTC)


def said(brief: Brief, *roles: str) -> list[tuple[str, str, object]]:
    return [(fact.role, fact.about, fact.value) for fact in brief.grounds.facts_of(*roles)]


def why_not(*args, **changes) -> str:
    refusal = briefed(*args, **changes)
    assert isinstance(refusal, Refusal), refusal
    return refusal.reason.code


def test_a_brief_states_each_payment_their_sum_and_the_day_to_answer_by_and_no_figure_of_interest():
    brief = briefed()

    roles = ("instalment_count", "plan_total", "instalment_amount", "instalment_due", "total_open", "ask_by")
    assert said(brief, *roles) == [
        ("total_open", "", cny("30000.00")),
        ("ask_by", "", date(2026, 6, 22)),
        ("instalment_count", "", 3),
        ("plan_total", "", cny("30000.00")),
        ("instalment_amount", "1", cny("10000.00")),
        ("instalment_due", "1", date(2026, 6, 26)),
        ("instalment_amount", "2", cny("10000.00")),
        ("instalment_due", "2", date(2026, 7, 24)),
        ("instalment_amount", "3", cny("10000.00")),
        ("instalment_due", "3", date(2026, 8, 24)),
    ]
    assert [fact.id for fact in brief.grounds.facts] == [f"F{n + 1}" for n in range(len(brief.grounds.facts))]
    assert cny("120.00") not in [fact.value for fact in brief.grounds.facts]
    assert brief.arrangement == an_arrangement()
    assert brief.grounds.offers == (an_arrangement().as_offer(),)
    assert (brief.tone, brief.channel) == (Tone.NEUTRAL, Channel.EMAIL)


def test_frozen_interest_is_a_figure_with_a_warning_that_gives_the_law_where_the_customer_is():
    brief = briefed(MessageKind.WRITTEN_CONFIRMATION, arrangement=frozen())
    assert said(brief, "interest_fixed", "plan_total") == [
        ("plan_total", "", cny("30120.00")),
        ("interest_fixed", "", cny("120.00")),
    ]
    assert [warning.code for warning in brief.warnings] == ["interest_frozen_cn", "plan_restarts_clock_cn"]

    elsewhere = a_case(an_invoice(20, amount="30000.00"), customer=a_customer(region="TW", timezone="Asia/Taipei"))
    brief = briefed(MessageKind.WRITTEN_CONFIRMATION, case=elsewhere, arrangement=frozen())
    assert [warning.code for warning in brief.warnings] == ["interest_frozen", "plan_restarts_clock_tw"]


def test_interest_that_is_waived_names_no_figure_and_a_discount_does():
    waived = an_arrangement(interest=InterestTreatment.WAIVED, interest_waived=cny("120.00"))
    assert not said(briefed(arrangement=waived), "interest", "interest_fixed")

    discounted = an_arrangement(
        kind=OfferKind.DISCOUNT,
        discount=cny("600.00"),
        schedule=(Instalment(due=date(2026, 6, 22), amount=cny("29400.00")),),
    )
    brief = briefed(arrangement=discounted)
    assert said(brief, "discount", "plan_total") == [
        ("plan_total", "", cny("29400.00")),
        ("discount", "", cny("600.00")),
    ]


def test_an_extension_says_until_when():
    whole = (Instalment(due=date(2026, 7, 10), amount=cny("30000.00")),)
    brief = briefed(arrangement=an_arrangement(kind=OfferKind.EXTENSION, schedule=whole))
    assert said(brief, "extension_until") == [("extension_until", "", date(2026, 7, 10))]


def test_every_point_the_customer_raised_is_to_be_answered_once():
    brief = briefed(
        MessageKind.NEGOTIATION_REPLY,
        points=("cash_flow", "asks_waiver"),
        asked=(OfferKind.INSTALMENTS, OfferKind.WAIVE_INTEREST),
    )
    assert [value for _, _, value in said(brief, "point")] == ["cash_flow", "asks_waiver", "asks_instalments"]
    assert said(brief, "message_date") == [("message_date", "", date(2026, 6, 15))]


def test_only_a_caller_is_told_how_far_the_next_step_goes():
    halves = tuple(Instalment(due=due, amount=cny("15000.00")) for due in (date(2026, 6, 26), date(2026, 9, 24)))
    further = (an_arrangement(schedule=halves),)
    script = briefed(MessageKind.CALL_SCRIPT, next_steps=further)
    assert said(script, "next_count", "next_first", "next_until") == [
        ("next_count", "", 2),
        ("next_first", "", cny("15000.00")),
        ("next_until", "", date(2026, 9, 24)),
    ]
    assert script.channel is Channel.PHONE
    assert not said(briefed(next_steps=further), "next_count", "next_first", "next_until")


def test_what_was_agreed_names_when_and_with_whom_and_leaves_five_business_days_to_object():
    agreed = an_arrangement(lapses_on=None)
    brief = briefed(
        MessageKind.WRITTEN_CONFIRMATION, arrangement=agreed, agreed_on=date(2026, 6, 15), agreed_with="王小明"
    )
    assert said(brief, "agreed_on", "agreed_with", "ask_by") == [
        ("ask_by", "", date(2026, 6, 23)),
        ("agreed_on", "", date(2026, 6, 15)),
        ("agreed_with", "", "王小明"),
    ]


def test_answers_do_not_wait_after_the_last_contact_but_a_call_keeps_the_customers_hours():
    spoken_to = {"contacts": (a_contact(0), a_contact(1))}
    case = a_case(an_invoice(20, amount="30000.00"), **spoken_to)
    assert isinstance(briefed(case=case), Brief)

    evening = a_case(an_invoice(20, amount="30000.00"), now=EVENING)
    assert why_not(MessageKind.CALL_SCRIPT, case=evening) == "quiet_hours"
    assert isinstance(briefed(MessageKind.PLAN_PROPOSAL, case=evening), Brief)


@pytest.mark.parametrize("reason", [HoldReason.MANUAL, HoldReason.DO_NOT_CONTACT, HoldReason.DISPUTE])
@pytest.mark.parametrize("kind", sorted(NEGOTIATED))
def test_a_hold_stops_every_kind(reason, kind):
    hold = Hold(id="H-1", customer_code="C1", reason=reason, note="", since=TODAY)
    assert why_not(kind, case=a_case(an_invoice(20, amount="30000.00"), holds=(hold,))) == "on_hold"


def test_nothing_is_arranged_about_what_is_paid_contested_or_no_longer_the_same():
    whole = an_invoice(20, amount="30000.00")
    paid = a_payment("30000.00", "INV-1", TODAY)
    contested = Dispute(
        id="D-1",
        customer_code="C1",
        invoice_no="INV-1",
        amount=cny("30000.00"),
        reason="quality",
        opened_on=TODAY,
        quote="",
        handler="quality",
        answer_by=TODAY + timedelta(days=5),
    )
    assert why_not(case=a_case(whole, payments=(paid,))) == "nothing_open"
    assert why_not(case=a_case(whole, disputes=(contested,))) == "disputed"
    assert why_not(case=a_case(whole, payments=(replace(paid, amount=cny("1.00")),))) == "plan_not_the_debt"
    assert why_not(arrangement=an_arrangement(schedule=an_arrangement().schedule[:2])) == "plan_not_the_debt"


def test_an_offer_whose_day_has_passed_is_not_made_again_though_it_may_be_confirmed():
    over = an_arrangement(lapses_on=TODAY - timedelta(days=1))
    assert why_not(arrangement=over) == "offer_over"
    assert isinstance(briefed(MessageKind.WRITTEN_CONFIRMATION, arrangement=over), Brief)


def test_a_plan_is_no_text_message_and_no_kind_is_called_but_the_script():
    assert why_not(wishes={"channel": Channel.SMS}) == "kind_not_for_channel"
    assert why_not(wishes={"channel": Channel.PHONE}) == "kind_not_for_channel"
    assert why_not(MessageKind.CALL_SCRIPT, wishes={"channel": Channel.EMAIL}) == "kind_not_for_channel"


def test_security_is_said_to_need_a_document_of_its_own():
    brief = briefed(arrangement=an_arrangement(kind=OfferKind.COLLATERAL, security="母公司保证函"))
    assert said(brief, "security") == [("security", "", "母公司保证函")]
    assert [warning.code for warning in brief.warnings] == ["plan_restarts_clock_cn", "security_apart"]


def test_a_talk_without_a_kind_is_an_answer():
    talk: Negotiated = a_talk(kind=None)
    assert talk.kind is MessageKind.NEGOTIATION_REPLY


def the(**found):
    words = Evidence(quote="", start=0, end=0, certainty=found.pop("certainty", 1.0))
    causes = tuple(GivenCause(cause=cause, evidence=words) for cause in found.get("causes", ()))
    contests = found.get("contests")
    dispute = contests and DisputeRead(reason=contests, whole=False, invoice_no=None, evidence=words)
    return Reading(causes=causes, dispute=dispute, signs=dict.fromkeys(found.get("signs", ()), words))


@pytest.mark.parametrize(
    ("reading", "points"),
    [
        (the(causes=(Cause.CASH_FLOW, Cause.CREDIT_WEAKNESS)), ("cash_flow",)),
        (the(causes=(Cause.APPROVAL_DELAY,), certainty=0.6), ()),
        (the(signs=(Sign.ALREADY_PAID, Sign.WRONG_CONTACT)), ("says_paid", "wrong_contact")),
        (the(contests=DisputeReason.QUANTITY), ("quality",)),
        (the(contests=DisputeReason.PRICE), ("contested",)),
        (the(causes=(Cause.OUR_ERROR,)), ("contested",)),
        (the(causes=(Cause.OUR_ERROR,), signs=(Sign.DOCUMENT_REQUEST,)), ("needs_documents",)),
        (
            the(causes=(Cause.OUR_ERROR,), signs=(Sign.DOCUMENT_REQUEST,), contests=DisputeReason.TAX),
            ("needs_documents", "contested"),
        ),
    ],
)
def test_what_a_reader_finds_in_plain_words_is_a_point_to_answer(reading, points):
    assert points_read(reading) == points


def test_security_that_they_offer_is_a_point_to_answer():
    assert points_asked((OfferKind.COLLATERAL, OfferKind.EXTENSION)) == ("asks_security", "asks_time")
