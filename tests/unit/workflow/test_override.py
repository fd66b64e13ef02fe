"""What was chosen against the policy stays with the message: its reviewer sees it, the log names it, release keeps to it."""

from datetime import date, timedelta

import pytest

from assistant.domain.brief import Refusal
from assistant.domain.kinds import Channel, Tone
from assistant.domain.message import Status
from assistant.errors import BadInput, OutOfDate, Refused
from assistant.planning import Wishes
from assistant.workflow.freshness import mark_stale
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.release_draft import release_draft
from assistant.workflow.review import accept_draft, submit_draft
from tests.desk import LIN, ZHOU, a_desk, later
from tests.unit.planning.accounts import NOW, TODAY, a_contact, an_invoice
from tests.unit.planning.test_override import a_dispute

WHY = "their buyer asked for it"
EARLY = Wishes(on=TODAY, because=WHY)


@pytest.fixture
def desk():
    """A desk whose customer was written to two days ago, at the step before."""
    made = a_desk()
    with made.record.begin() as tx:
        tx.save_invoice(an_invoice(14))
        tx.save_contact(a_contact(2))
    return made


def prepared(desk, wishes):
    message = prepare_draft(desk, LIN, "C1-CNY", wishes)
    assert not isinstance(message, Refusal), message
    return message


def approved(desk, wishes):
    message = prepared(desk, wishes)
    seen = submit_draft(desk, LIN, message.id, content_hash=message.content_hash)
    return accept_draft(desk, ZHOU, message.id, content_hash=seen.content_hash)


def contacted(desk, at, channel=Channel.PHONE):
    with desk.record.begin() as tx:
        tx.save_contact(a_contact(0, channel, at=at))


def test_the_message_keeps_what_was_planned_what_was_chosen_and_why(desk):
    message = prepared(desk, Wishes(tone=Tone.FIRM, on=TODAY, because=f"  {WHY}\n"))
    with desk.record.read() as tx:
        brief, logged = tx.message(message.id).brief, list(tx.audit_entries())[-1]
    assert (brief.tone, brief.override.tone, brief.override.because) == (Tone.FIRM, Tone.NEUTRAL, WHY)
    assert logged.body["against_policy"] == ["tone_raised_by_person", "earlier_by_person"]
    assert logged.body["because"] == WHY


def test_a_reason_that_is_an_essay_is_refused(desk):
    with pytest.raises(BadInput) as refused:
        prepare_draft(desk, LIN, "C1-CNY", Wishes(on=TODAY, because="x" * 2001))
    assert refused.value.code == "value_too_long"


def test_without_a_reason_nothing_is_stored(desk):
    refusal = prepare_draft(desk, LIN, "C1-CNY", Wishes(on=TODAY))
    assert refusal.reason.code == "reason_wanted"
    with desk.record.read() as tx:
        assert list(tx.messages()) == []


def test_what_was_written_early_with_a_reason_leaves_early(desk):
    message = approved(desk, EARLY)
    assert release_draft(desk, LIN, message.id).state == "delivered"
    with desk.record.read() as tx:
        assert [contact.note for contact in tx.account("C1", "CNY").contacts][-1] == message.id


def test_it_leaves_on_a_saturday_morning_but_not_at_night(desk):
    message = approved(desk, EARLY)
    night = later(desk, NOW + timedelta(hours=5))  # 21:30 in Shanghai
    with pytest.raises(Refused) as refused:
        release_draft(night, LIN, message.id)
    assert (refused.value.code, str(refused.value.details["opens"])) == ("quiet_hours", "2026-06-17 08:00:00+08:00")
    evening = later(desk, NOW + timedelta(hours=4))
    assert release_draft(evening, LIN, message.id).state == "delivered"


def test_a_contact_that_crossed_it_is_one_that_the_reason_did_not_know_of(desk):
    message = approved(desk, EARLY)
    contacted(desk, NOW + timedelta(minutes=1))
    with pytest.raises(OutOfDate) as stale:
        release_draft(later(desk, NOW + timedelta(minutes=5)), LIN, message.id)
    assert stale.value.details["reason"].details["role"] == "last_contact"


def test_after_it_left_the_next_one_waits_as_after_any_other(desk):
    release_draft(desk, LIN, approved(desk, EARLY).id)
    assert prepare_draft(desk, LIN, "C1-CNY").reason.code == "contacted_recently"
    assert prepare_draft(desk, LIN, "C1-CNY", EARLY).reason.code == "beyond_limits"
    following = later(desk, NOW + timedelta(days=5))
    assert prepare_draft(following, LIN, "C1-CNY").reason.code in ("step_done", "stale_data")


def test_a_later_day_is_waited_for(desk):
    message = approved(desk, Wishes(on=date(2026, 6, 17)))
    with pytest.raises(Refused) as refused:
        release_draft(desk, LIN, message.id)
    assert (refused.value.code, refused.value.details["on"]) == ("not_before", date(2026, 6, 17))


def test_looking_again_at_it_asks_for_no_second_reason(desk):
    message = prepared(desk, Wishes(tone=Tone.FIRM, channel=Channel.SMS, on=TODAY, because=WHY))
    with desk.record.begin() as tx:
        assert mark_stale(desk, tx, ["C1"]) == ()
    submit_draft(desk, LIN, message.id, content_hash=message.content_hash)


def test_a_dispute_still_stops_it(desk):
    message = approved(desk, Wishes(tone=Tone.FIRM, on=TODAY, because=WHY))
    with desk.record.begin() as tx:
        tx.save_dispute(a_dispute())
    with pytest.raises(OutOfDate) as stale:
        release_draft(desk, LIN, message.id)
    assert stale.value.details["reason"].code in ("tone_forbidden", "fact_changed")
    with desk.record.read() as tx:
        assert tx.message(message.id).status is Status.STALE
