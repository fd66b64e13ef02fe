from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.audit import first_broken
from assistant.domain.brief import Refusal
from assistant.domain.finding import Verdict
from assistant.domain.message import Status
from assistant.errors import BadInput, Blocked, NotAllowed, NotFound, OutOfDate, Refused
from assistant.workflow.desk import ReviewRules
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.freshness import mark_stale
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.release_draft import release_draft
from assistant.workflow.review import accept_draft, reject_draft, return_draft, submit_draft
from tests.desk import AUDITOR, BOTH, LIN, ZHOU, a_desk, later, pay
from tests.unit.planning.accounts import NOW

THREAT = "再不付款，后果自负。"


@pytest.fixture
def desk():
    return a_desk()


@pytest.fixture
def draft(desk):
    return prepare_draft(desk, LIN, "C1-CNY")


@pytest.fixture
def submitted(desk, draft):
    return submit_draft(desk, LIN, draft.id, content_hash=draft.content_hash)


@pytest.fixture
def approved(desk, submitted):
    return accept_draft(desk, ZHOU, submitted.id, content_hash=submitted.content_hash)


def stored(desk, message):
    with desk.record.read() as tx:
        return tx.message(message.id)


def edited(desk, person, message, body=None, subject=None):
    now = stored(desk, message)
    return edit_draft(
        desk,
        person,
        message.id,
        version=now.version,
        subject=now.draft.subject if subject is None else subject,
        body=now.draft.body if body is None else body,
    )


def test_a_draft_of_the_composer_passes_the_guardrail(draft):
    assert (draft.report.verdict, draft.report.findings) == (Verdict.PASS, ())
    assert draft.status is Status.COMPOSING


def test_a_refusal_comes_back_with_its_reason_and_stores_nothing(desk):
    pay(desk, "10000.00")
    refusal = prepare_draft(desk, LIN, "C1-CNY")
    assert isinstance(refusal, Refusal)
    assert refusal.reason.code == "nothing_open"
    with desk.record.read() as tx:
        assert tx.messages() == ()


def test_an_unknown_case_is_not_found(desk):
    with pytest.raises(NotFound):
        prepare_draft(desk, LIN, "C9-CNY")
    with pytest.raises(BadInput, match="nonsense"):
        prepare_draft(desk, LIN, "nonsense")


def test_only_an_account_manager_drafts(desk):
    for person in (ZHOU, AUDITOR):
        with pytest.raises(NotAllowed):
            prepare_draft(desk, person, "C1-CNY")


def test_an_unknown_writer_is_named(desk):
    with pytest.raises(BadInput, match="TACTFUL_MODEL"):
        prepare_draft(desk, LIN, "C1-CNY", writer="model")


def test_a_new_draft_takes_the_place_of_an_unfinished_one(desk, draft):
    second = prepare_draft(desk, LIN, "C1-CNY")
    assert stored(desk, draft).status is Status.SUPERSEDED
    assert second.id != draft.id


def test_while_a_message_is_under_review_no_second_one_is_drafted(desk, submitted):
    with pytest.raises(Refused, match=submitted.id):
        prepare_draft(desk, LIN, "C1-CNY")


def test_the_author_cannot_approve_their_own_draft(desk):
    message = prepare_draft(desk, BOTH, "C1-CNY")
    submit_draft(desk, BOTH, message.id, content_hash=message.content_hash)
    with pytest.raises(NotAllowed, match="own"):
        accept_draft(desk, BOTH, message.id, content_hash=message.content_hash)


def test_a_one_person_team_may_be_allowed_to_by_a_setting():
    desk = a_desk(review=ReviewRules(one_person=True))
    message = prepare_draft(desk, BOTH, "C1-CNY")
    submit_draft(desk, BOTH, message.id, content_hash=message.content_hash)
    accept_draft(desk, BOTH, message.id, content_hash=message.content_hash)
    assert release_draft(desk, BOTH, message.id).state == "delivered"


def test_another_person_approves_and_the_message_leaves_once(desk, approved):
    assert approved.status is Status.APPROVED
    first = release_draft(desk, LIN, approved.id)
    second = release_draft(desk, LIN, approved.id)
    assert first == second
    assert first.state == "delivered"
    assert [message.draft.body for message, _, _ in desk.dispatcher.messages] == [approved.draft.body]


def test_what_was_released_counts_as_a_contact(desk, approved):
    release_draft(desk, LIN, approved.id)
    refusal = prepare_draft(desk, LIN, "C1-CNY")
    assert refusal.reason.code == "contacted_recently"


def test_a_message_nobody_approved_does_not_leave(desk, submitted):
    with pytest.raises(Refused, match="in_review"):
        release_draft(desk, LIN, submitted.id)


def test_a_draft_nobody_submitted_is_not_approved(desk, draft):
    with pytest.raises(Refused):
        accept_draft(desk, ZHOU, draft.id, content_hash=draft.content_hash)


def test_only_the_author_submits(desk, draft):
    with pytest.raises(NotAllowed):
        submit_draft(desk, BOTH, draft.id, content_hash=draft.content_hash)


def test_only_a_reviewer_decides(desk, submitted):
    for decide in (accept_draft,):
        with pytest.raises(NotAllowed):
            decide(desk, LIN, submitted.id, content_hash=submitted.content_hash)
    with pytest.raises(NotAllowed):
        return_draft(desk, LIN, submitted.id, reason="x")


def test_a_text_other_than_the_one_shown_is_not_approved(desk, submitted):
    with pytest.raises(OutOfDate):
        accept_draft(desk, ZHOU, submitted.id, content_hash="0" * 64)


def test_a_threat_is_blocked_at_its_place_and_cannot_be_submitted(desk, draft):
    bad = edited(desk, LIN, draft, body=f"{draft.draft.body}\n{THREAT}")
    assert bad.report.verdict is Verdict.BLOCK
    place = bad.draft.text.index("后果自负")
    assert any(finding.start <= place < finding.end for finding in bad.report.findings)
    with pytest.raises(Blocked):
        submit_draft(desk, LIN, bad.id, content_hash=bad.content_hash)
    good = edited(desk, LIN, bad, body=draft.draft.body)
    assert submit_draft(desk, LIN, good.id, content_hash=good.content_hash).status is Status.IN_REVIEW


def test_an_invented_amount_is_blocked(desk, draft):
    bad = edited(desk, LIN, draft, body=draft.draft.body.replace("10,000.00", "11,000.00"))
    assert bad.report.verdict is Verdict.BLOCK


def test_every_version_is_kept(desk, draft):
    edited(desk, LIN, draft, subject="关于发票 INV-1 付款事宜")
    with desk.record.read() as tx:
        assert [version.version for version in tx.versions(draft.id)] == [1, 2]


def test_an_edit_that_changes_nothing_stores_nothing(desk, draft):
    assert edited(desk, LIN, draft).version == 1


def test_an_edit_of_an_old_version_is_refused(desk, draft):
    edited(desk, LIN, draft, subject="关于发票 INV-1")
    with pytest.raises(OutOfDate):
        edit_draft(desk, LIN, draft.id, version=1, subject="x", body="y")


def test_an_empty_text_is_refused(desk, draft):
    with pytest.raises(BadInput):
        edited(desk, LIN, draft, body="  \n ")


def test_somebody_elses_draft_is_not_edited(desk, draft):
    with pytest.raises(NotAllowed):
        edited(desk, replace(LIN, login="mei"), draft, body="x")


def test_a_reviewers_edit_waits_for_the_author_and_then_stands(desk, submitted):
    changed = edited(desk, ZHOU, submitted, subject="关于发票 INV-1 的付款")
    assert changed.status is Status.AWAITING_AUTHOR
    assert [e.login for e in changed.endorsements] == ["zhou"]
    confirmed = submit_draft(desk, LIN, changed.id, content_hash=changed.content_hash)
    assert confirmed.status is Status.APPROVED
    assert release_draft(desk, LIN, confirmed.id).state == "delivered"


def test_a_returned_draft_says_why_and_can_be_submitted_again(desk, submitted):
    returned = return_draft(desk, ZHOU, submitted.id, reason="开头再柔和一些")
    assert returned.note.details["text"] == "开头再柔和一些"
    again = edited(desk, LIN, returned, subject="关于发票 INV-1")
    assert submit_draft(desk, LIN, again.id, content_hash=again.content_hash).status is Status.IN_REVIEW


def test_a_rejected_draft_is_over(desk, submitted):
    reject_draft(desk, ZHOU, submitted.id, reason="已电话沟通")
    with pytest.raises(Refused):
        submit_draft(desk, LIN, submitted.id, content_hash=submitted.content_hash)


def test_a_decision_against_needs_a_reason(desk, submitted):
    with pytest.raises(BadInput):
        return_draft(desk, ZHOU, submitted.id, reason=" ")


def test_a_payment_that_arrives_makes_the_approved_message_stale(desk, approved):
    pay(desk, "4000.00")
    with pytest.raises(Refused):
        release_draft(desk, LIN, approved.id)
    now = stored(desk, approved)
    assert now.status is Status.STALE
    assert str(now.note.details["was"]) == "CNY 10,000.00"
    assert desk.dispatcher.messages == []


def test_an_import_turns_open_messages_of_its_customers_stale_at_once(desk, submitted):
    pay(desk, "4000.00")
    with desk.record.begin() as tx:
        assert mark_stale(desk, tx, {"C1"}) == (submitted.id,)
    assert stored(desk, submitted).status is Status.STALE


def test_facts_that_changed_stop_an_approval(desk, submitted):
    pay(desk, "4000.00")
    with pytest.raises(OutOfDate):
        accept_draft(desk, ZHOU, submitted.id, content_hash=submitted.content_hash)


def test_days_overdue_in_the_text_hold_for_that_day_only(desk, approved):
    tomorrow = later(desk, NOW + timedelta(days=1))
    assert any(f.kind == "days" for f in approved.brief.grounds.facts)
    with pytest.raises(Refused):
        release_draft(tomorrow, LIN, approved.id)


def test_nothing_leaves_outside_the_customers_hours(desk, approved):
    evening = later(desk, NOW + timedelta(hours=2))
    with pytest.raises(Refused, match="working hours"):
        release_draft(evening, LIN, approved.id)
    assert stored(desk, approved).status is Status.APPROVED


def test_the_audit_chain_holds_every_step(desk, approved):
    release_draft(desk, LIN, approved.id)
    with desk.record.read() as tx:
        entries = tuple(tx.audit_entries())
    assert first_broken(entries) is None
    assert [e.event for e in entries] == [
        "draft_prepared",
        "draft_submitted",
        "draft_accepted",
        "released",
        "delivered",
    ]
    assert not any("尊敬" in str(e.body) or "10,000" in str(e.body) for e in entries)
