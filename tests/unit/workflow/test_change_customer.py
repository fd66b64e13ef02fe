"""What a person says of a customer's contact and preferences is stored, noted and heeded; what makes no sense is not."""

import pytest

from assistant.domain.kinds import Channel
from assistant.domain.language import Language
from assistant.domain.message import Status
from assistant.domain.parties import Formality
from assistant.errors import BadInput, NotAllowed, NotFound
from assistant.intake.given_customer import CustomerGiven
from assistant.workflow.change_customer import change_customer
from assistant.workflow.prepare_draft import prepare_draft
from tests.desk import AUDITOR, LIN, a_desk


@pytest.fixture
def desk():
    return a_desk()


def changed(desk, person=LIN, code="C1", **given):
    return change_customer(desk, person, code, CustomerGiven(**given))


def stored(desk):
    with desk.record.read() as tx:
        return tx.customer("C1")


def noted(desk):
    with desk.record.read() as tx:
        return [(e.actor, e.subject, dict(e.body)) for e in tx.audit_entries() if e.event == "customer_changed"]


def test_what_is_said_is_stored_and_the_rest_stays(desk):
    before = stored(desk)
    done = changed(desk, preferred_channel="邮寄", formality="formal", position=" Head  of Finance ", language="英文")
    customer = stored(desk)
    assert done.customer == customer
    assert done.changed == ("position", "preferred_channel", "formality", "language")
    assert (customer.contact.channel, customer.contact.formality) == (Channel.LETTER, Formality.FORMAL)
    assert (customer.contact.position, customer.language) == ("Head of Finance", Language.EN)
    assert (customer.contact.email, customer.region) == (before.contact.email, before.region)


def test_the_log_tells_what_was_chosen_and_no_name_or_address(desk):
    changed(desk, contact="李四", email="li@customer.example", formality="plain", preferred_channel="none")
    body = {"changed": ["contact", "email", "formality"], "to": {"formality": "plain"}}
    assert noted(desk) == [("lin", "C1", body)]


def test_what_is_known_already_changes_nothing(desk):
    assert changed(desk, email=stored(desk).contact.email, preferred_channel="none").changed == ()
    assert noted(desk) == []


def test_a_preference_and_a_detail_can_be_taken_away(desk):
    changed(desk, preferred_channel="phone", address="8 Bay Road")
    changed(desk, preferred_channel="none", address="")
    assert (stored(desk).contact.channel, stored(desk).contact.address) == (None, "")


def test_a_message_to_the_old_address_is_out_of_date(desk):
    message = prepare_draft(desk, LIN, "C1-CNY")
    assert changed(desk, email="new@customer.example").stale == (message.id,)
    with desk.record.read() as tx:
        assert tx.message(message.id).status is Status.STALE


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"preferred_channel": "visit"}, "unknown_channel"),
        ({"formality": "rude"}, "unknown_formality"),
        ({"language": "fr"}, "unknown_language"),
        ({"language": ""}, "missing_value"),
        ({"region": "Atlantis"}, "unknown_region"),
        ({"timezone": "Asia/Nowhere"}, "unknown_timezone"),
        ({"timezone": "Asia"}, "unknown_timezone"),
        ({"timezone": "localtime"}, "unknown_timezone"),
        ({"email": "a@b.example, c@d.example"}, "bad_email"),
        ({"address": "x" * 201}, "value_too_long"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(desk, given, code):
    before = stored(desk)
    with pytest.raises(BadInput) as refused:
        changed(desk, contact="李四", **given)
    assert refused.value.code == code
    assert stored(desk) == before


def test_only_those_who_work_the_case_may_change_it(desk):
    with pytest.raises(NotAllowed):
        changed(desk, AUDITOR, formality="plain")
    with pytest.raises(NotFound):
        changed(desk, code="C9", formality="plain")
