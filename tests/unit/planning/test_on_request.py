"""Messages that a person asks for and that chase nothing: thanks, an answer to a dispute, a statement, a courtesy note."""

from datetime import timedelta

import pytest

from assistant.domain.brief import Refusal
from assistant.domain.commitments import Dispute, Hold, HoldReason
from assistant.domain.kinds import Channel, MessageKind, Stage, Tone
from assistant.domain.language import Language
from assistant.knowledge import read_yaml, shipped
from assistant.planning import Policy, Wishes, decide
from assistant.wording import Wording
from tests.fakes.calendar import WeekdayCalendar
from tests.unit.planning.accounts import TODAY, a_case, a_contact, a_payment, an_invoice, cny

POLICY = read_yaml(shipped("knowledge") / "policies" / "dunning.yaml", Policy)
DISPUTE = Dispute(
    id="D-1",
    customer_code="C1",
    invoice_no="INV-1",
    amount=cny("10000.00"),
    reason="quality",
    opened_on=TODAY - timedelta(days=2),
    quote="",
    handler="quality",
    answer_by=TODAY + timedelta(days=5),
)


def asked(kind, case, **wishes):
    return decide(case, POLICY, WeekdayCalendar(), Wishes(kind=kind, **wishes))


def reason(kind, case, **wishes):
    refusal = asked(kind, case, **wishes)
    assert isinstance(refusal, Refusal), refusal
    return refusal.reason.code


def test_a_payment_is_thanked_for_though_nothing_is_open_any_more():
    paid = a_payment("10000.00", "INV-1", TODAY - timedelta(days=1))
    decision = asked(MessageKind.RECEIPT_THANKS, a_case(an_invoice(20), payments=(paid,)))

    assert (decision.kind, decision.tone, decision.channel) == (
        MessageKind.RECEIPT_THANKS,
        Tone.FRIENDLY,
        Channel.EMAIL,
    )


def test_nobody_is_thanked_for_a_payment_of_last_quarter_or_for_none():
    old = a_payment("5000.00", "INV-1", TODAY - timedelta(days=31))
    assert reason(MessageKind.RECEIPT_THANKS, a_case(an_invoice(60), payments=(old,))) == "no_payment_to_thank_for"
    assert reason(MessageKind.RECEIPT_THANKS, a_case(an_invoice(20))) == "no_payment_to_thank_for"


def test_an_open_dispute_is_acknowledged_with_its_invoice_although_it_covers_all_of_it():
    decision = asked(MessageKind.DISPUTE_ACKNOWLEDGEMENT, a_case(an_invoice(20), disputes=(DISPUTE,)))
    assert [item.invoice.number for item in decision.items] == ["INV-1"]
    assert reason(MessageKind.DISPUTE_ACKNOWLEDGEMENT, a_case(an_invoice(20))) == "no_dispute_open"


def test_a_statement_counts_what_is_contested_too():
    decision = asked(MessageKind.STATEMENT_OF_ACCOUNT, a_case(an_invoice(20), disputes=(DISPUTE,)))
    assert decision.asked == cny("10000.00")


@pytest.mark.parametrize("kind", [MessageKind.STATEMENT_OF_ACCOUNT, MessageKind.RELATIONSHIP_NOTE])
def test_what_answers_nothing_waits_after_the_last_contact(kind):
    assert reason(kind, a_case(an_invoice(20), contacts=(a_contact(1),))) == "contacted_recently"


def test_a_hold_stops_these_as_well():
    hold = Hold(id="H-1", customer_code="C1", reason=HoldReason.DO_NOT_CONTACT, note="", since=TODAY)
    assert reason(MessageKind.RELATIONSHIP_NOTE, a_case(an_invoice(20), holds=(hold,))) == "on_hold"


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (MessageKind.NEGOTIATION_REPLY, "kind_is_negotiated"),
        (MessageKind.PLAN_PROPOSAL, "kind_is_negotiated"),
        (MessageKind.WRITTEN_CONFIRMATION, "kind_is_negotiated"),
        (MessageKind.COUNSEL_BRIEF, "kind_not_from_record"),
    ],
)
def test_what_was_agreed_or_decided_is_not_read_out_of_a_case(kind, why):
    assert reason(kind, a_case(an_invoice(20))) == why


@pytest.mark.parametrize("language", Language)
def test_the_way_to_what_is_negotiated_is_named(language):
    why = asked(MessageKind.WRITTEN_CONFIRMATION, a_case(an_invoice(20))).reason
    said = Wording.of(language).reason(why)
    assert "tactful negotiate C1-CNY --offer" in said
    assert "--kind written_confirmation" in said


def test_a_formal_demand_belongs_to_its_stage_and_is_not_softened():
    contacts = (a_contact(30), a_contact(20))
    late = a_case(an_invoice(80), contacts=contacts)

    assert reason(MessageKind.FORMAL_DEMAND, a_case(an_invoice(20))) == "not_at_stage"
    assert reason(MessageKind.FORMAL_DEMAND, late, tone=Tone.FRIENDLY) == "tone_not_for_kind"
    assert asked(MessageKind.FORMAL_DEMAND, late, because="agreed with the board").step.stage is Stage.FORMAL


def test_a_courtesy_note_is_no_reminder():
    contacts = (a_contact(20, kind="payment_reminder"), a_contact(10, kind="relationship_note"))
    case = a_case(an_invoice(25), contacts=contacts)
    assert asked(MessageKind.PAYMENT_REMINDER, case, channel=Channel.EMAIL, because="they write").number == 2
