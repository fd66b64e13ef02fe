"""Which channel is chosen: the customer's wish counts as far as the policy and the record allow it, and is explained."""

from dataclasses import replace

import pytest

from assistant.domain.brief import Refusal
from assistant.domain.kinds import Channel, MessageKind
from assistant.planning import Wishes
from assistant.planning.channel import choose_channel
from tests.unit.planning.accounts import a_case, a_contact, a_customer, an_invoice
from tests.unit.planning.test_decide import POLICY, decided, refused


def a_case_of(days_late=20, *, contacts=(), **contact):
    customer = a_customer()
    customer = replace(customer, contact=replace(customer.contact, **contact))
    return a_case(an_invoice(days_late), customer=customer, contacts=contacts)


def chosen(case, days_late=20):
    channel, reasons = choose_channel(case, POLICY.step_at(days_late))
    return channel, [(reason.code, dict(reason.details)) for reason in reasons]


def test_without_a_preference_it_is_the_steps_first():
    step = POLICY.step_at(20)
    assert chosen(a_case_of()) == (step.channels[0], [("channel_of_step", {"channel": step.channels[0]})])


def test_a_preferred_channel_of_the_step_is_used():
    assert Channel.PHONE in POLICY.step_at(20).channels[1:]
    assert chosen(a_case_of(channel=Channel.PHONE)) == (
        Channel.PHONE,
        [("channel_preferred", {"channel": Channel.PHONE})],
    )


def test_a_channel_that_the_policy_does_not_use_then_is_not_and_it_says_so():
    case = a_case_of(channel=Channel.LETTER)
    step = POLICY.step_at(20)
    assert chosen(case) == (
        step.channels[0],
        [
            ("preferred_not_at_step", {"channel": Channel.LETTER, "stage": step.stage}),
            ("channel_of_step", {"channel": step.channels[0]}),
        ],
    )


def test_a_preferred_channel_without_contact_data_is_not_used_and_it_says_so():
    channel, reasons = chosen(a_case_of(channel=Channel.PHONE, phone=""))
    assert channel is not Channel.PHONE
    assert reasons[0] == ("preferred_without_contact", {"channel": Channel.PHONE})


def test_silence_calls_for_another_channel_than_the_preferred_one():
    contacts = (a_contact(12, Channel.EMAIL), a_contact(6, Channel.EMAIL))
    channel, [(code, _)] = chosen(a_case_of(contacts=contacts, channel=Channel.EMAIL))
    assert (channel, code) == (Channel.PHONE, "other_channel_after_silence")


def test_where_the_first_channel_has_no_contact_data_the_next_one_is_used():
    case = a_case_of(email="")
    step = POLICY.step_at(20)
    following = next(channel for channel in step.channels if channel is not Channel.EMAIL)
    lacking = {"channel": following, "missing": Channel.EMAIL}
    assert chosen(case) == (following, [("channel_on_record", lacking)])


def test_a_customer_who_cannot_be_reached_is_not_written_to():
    refusal = refused(a_case_of(email="", phone=""))
    assert (refusal.reason.code, dict(refusal.reason.details)) == ("no_way_to_reach", {"customer": "示例客户有限公司"})


@pytest.mark.parametrize(
    ("channel", "lacking"), [(Channel.PHONE, "phone"), (Channel.SMS, "phone"), (Channel.EMAIL, "email")]
)
def test_a_person_cannot_choose_a_channel_that_the_record_has_nothing_for(channel, lacking):
    refusal = refused(a_case_of(**{lacking: ""}), Wishes(channel=channel))
    assert refusal.reason.code == "channel_not_on_record"
    assert not isinstance(
        decided(a_case_of(**{lacking: ""}), Wishes(channel=Channel.LETTER, because="by post")), Refusal
    )


def test_a_statement_for_a_customer_without_an_address_says_what_is_missing():
    refusal = refused(a_case_of(email=""), Wishes(kind=MessageKind.STATEMENT_OF_ACCOUNT))
    assert refusal.reason.code == "channel_not_on_record"
    decision = decided(a_case_of(email=""), Wishes(kind=MessageKind.STATEMENT_OF_ACCOUNT, channel=Channel.LETTER))
    assert decision.channel is Channel.LETTER


def test_another_channel_of_the_step_needs_no_reason_unless_silence_spoke_against_it():
    assert decided(a_case_of(), Wishes(channel=Channel.PHONE)).override.reasons[0].code == "channel_of_step_by_person"
    assert refused(a_case_of(), Wishes(channel=Channel.LETTER)).reason.code == "reason_wanted"
    silent = a_case_of(contacts=(a_contact(13, Channel.EMAIL), a_contact(9, Channel.EMAIL)))
    assert refused(silent, Wishes(channel=Channel.EMAIL)).reason.code == "reason_wanted"
