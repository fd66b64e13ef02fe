"""A customer who wrote is read and answered before anything is asked of them again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.brief import Refusal
from assistant.domain.commitments import Reply
from assistant.domain.read_replies import ReadReply
from assistant.planning import Wishes
from tests.unit.planning.accounts import NOW, TODAY, a_case, a_contact, an_invoice
from tests.unit.planning.test_decide import decided, refused

REPLY = Reply(
    id="R-1", customer_code="C1", currency="CNY", received=NOW - timedelta(days=1), subject="", text="可否分三期？"
)


def read(**said):
    return ReadReply(
        reply_id="R-1",
        customer_code="C1",
        currency="CNY",
        said=said,
        corrected=(),
        entries={},
        read_by="lin",
        read_at=NOW,
    )


def a_case_with(*reads, contacts=()):
    case = a_case(an_invoice(20), contacts=contacts)
    return replace(case, account=replace(case.account, replies=(REPLY,), read_replies=reads))


def test_an_unread_reply_is_read_first():
    refusal = refused(a_case_with())
    assert (refusal.reason.code, refusal.reason.details["reply"]) == ("reply_unread", "R-1")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"proposal": {"kind": "instalments"}}, ("proposal",)),
        ({"signs": {"document_request": True}}, ("document_request",)),
        ({"proposal": {"kind": "extension"}, "signs": {"wrong_contact": True}}, ("proposal", "wrong_contact")),
    ],
)
def test_what_was_asked_of_us_is_answered_first(said, asked):
    refusal = refused(a_case_with(read(**said)))
    assert (refusal.reason.code, refusal.reason.details["asked"]) == ("reply_unanswered", asked)


@pytest.mark.parametrize("case", [a_case_with(read(cause="oversight")), a_case_with(read(proposal=None))])
def test_a_reply_that_asks_nothing_waits_for_nobody(case):
    assert not isinstance(decided(case), Refusal)


@pytest.mark.parametrize("reads", [(), (read(proposal={"kind": "extension"}),)])
def test_once_we_have_made_contact_the_reply_is_dealt_with(reads):
    contact = a_contact(0, at=NOW - timedelta(hours=2))
    assert refused(a_case_with(*reads, contacts=(contact,))).reason.code not in ("reply_unread", "reply_unanswered")


def test_a_person_may_write_all_the_same_and_says_why():
    wishes = Wishes(on=TODAY, because="already answered on the phone")
    assert decided(a_case_with(), wishes).override.because == "already answered on the phone"
