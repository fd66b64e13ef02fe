from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.audit import first_broken
from assistant.domain.brief import Refusal
from assistant.domain.finding import Verdict
from assistant.domain.ledger import LedgerStamp
from assistant.domain.message import Status, endorsed_by_two
from assistant.domain.parties import Role
from assistant.errors import BadInput, Blocked, ModelUnavailable, NotAllowed, NotFound, OutOfDate, Refused
from assistant.workflow.desk import ReviewRules
from assistant.workflow.edit_draft import edit_draft
from assistant.workflow.freshness import mark_stale
from assistant.workflow.prepare_draft import prepare_draft
from assistant.workflow.release_draft import release_draft
from assistant.workflow.review import accept_draft, reject_draft, return_draft, submit_draft, withdraw_draft
from tests.desk import AUDITOR, BOTH, LIN, ZHOU, a_desk, later, pay
from tests.unit.planning.accounts import NOW, a_contact

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
    with pytest.raises(BadInput, match="composer"):
        prepare_draft(desk, LIN, "C1-CNY", writer="ghost")
    with pytest.raises(ModelUnavailable, match="TACTFUL_MODEL"):
        prepare_draft(desk, LIN, "C1-CNY", writer="model")


def test_a_new_draft_takes_the_place_of_an_unfinished_one(desk, draft):
    second = prepare_draft(desk, LIN, "C1-CNY")
    assert stored(desk, draft).status is Status.SUPERSEDED
    assert second.id != draft.id


def test_while_a_message_is_under_review_no_second_one_is_drafted(desk, submitted):
    with pytest.raises(Refused, match=submitted.id):
        prepare_draft(desk, LIN, "C1-CNY")


def test_a_message_that_lapsed_under_review_makes_way_for_a_new_draft(desk, submitted):
    pay(desk, "4000.00")
    second = prepare_draft(desk, LIN, "C1-CNY")
    assert stored(desk, submitted).status is Status.SUPERSEDED
    assert str(second.brief.grounds.value("total_open")) == "CNY 6,000.00"


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
    with pytest.raises(NotAllowed):
        accept_draft(desk, LIN, submitted.id, content_hash=submitted.content_hash)
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


def fresh_ledger(desk):
    with desk.record.begin() as tx:
        tx.save_stamp(LedgerStamp(as_of=desk.clock.now(), source="ledger.csv"))


def without_days(desk, message):
    """The draft edited so that it counts nothing from today and names no date ahead."""
    body = "王经理，您好：\n\n想跟您确认发票 INV-1 的付款安排。\n\n林知夏"
    return edited(desk, LIN, message, body=body, subject="关于发票 INV-1")


def test_days_overdue_in_the_text_hold_for_that_day_only(desk, approved):
    tomorrow = later(desk, NOW + timedelta(days=1))
    fresh_ledger(tomorrow)
    with pytest.raises(OutOfDate) as stopped:
        release_draft(tomorrow, LIN, approved.id)
    assert stopped.value.details["reason"].code == "day_or_rules_changed"


def test_a_text_that_counts_nothing_from_today_may_leave_tomorrow(desk, draft):
    plain = without_days(desk, draft)
    submit_draft(desk, LIN, plain.id, content_hash=plain.content_hash)
    accept_draft(desk, ZHOU, plain.id, content_hash=plain.content_hash, reasons="short on purpose")
    tomorrow = later(desk, NOW + timedelta(days=1))
    fresh_ledger(tomorrow)
    assert release_draft(tomorrow, LIN, plain.id).state == "delivered"


def test_an_approval_lapses_after_two_days(desk, draft):
    plain = without_days(desk, draft)
    submit_draft(desk, LIN, plain.id, content_hash=plain.content_hash)
    accept_draft(desk, ZHOU, plain.id, content_hash=plain.content_hash, reasons="short on purpose")
    third_day = later(desk, NOW + timedelta(hours=48, minutes=1))
    fresh_ledger(third_day)
    with pytest.raises(OutOfDate):
        release_draft(third_day, LIN, plain.id)
    assert stored(desk, plain).status is Status.EXPIRED


def test_a_text_that_names_a_deadline_is_stale_once_it_has_passed(desk, draft):
    body = "王经理，您好：\n\n发票 INV-1 的付款安排，请于2026年6月23日前告知。\n\n林知夏"
    plain = edited(desk, LIN, draft, body=body, subject="关于发票 INV-1")
    after = later(desk, NOW + timedelta(days=8))
    fresh_ledger(after)
    with pytest.raises(OutOfDate) as stopped:
        submit_draft(after, LIN, plain.id, content_hash=plain.content_hash)
    assert stopped.value.details["reason"].code == "date_passed"


def test_a_new_address_of_the_customer_stops_the_release(desk, approved):
    with desk.record.begin() as tx:
        customer = tx.customer("C1")
        tx.save_customer(replace(customer, contact=replace(customer.contact, email="new@customer.example")))
    with pytest.raises(OutOfDate) as stopped:
        release_draft(desk, LIN, approved.id)
    assert stopped.value.details["reason"].code == "address_changed"


def test_an_approval_falls_with_the_person_who_gave_it(desk, approved):
    with desk.record.begin() as tx:
        tx.save_person(replace(ZHOU, roles=frozenset({Role.AUDITOR})), "x")
    with pytest.raises(Refused, match="zhou"):
        release_draft(desk, LIN, approved.id)


def test_an_approved_message_can_still_be_returned(desk, approved):
    assert return_draft(desk, ZHOU, approved.id, reason="客户来电").status is Status.RETURNED


def test_its_author_may_withdraw_a_message_and_draft_anew(desk, submitted):
    with pytest.raises(NotAllowed):
        withdraw_draft(desk, BOTH, submitted.id)
    assert withdraw_draft(desk, LIN, submitted.id).status is Status.WITHDRAWN
    assert prepare_draft(desk, LIN, "C1-CNY").id != submitted.id


def test_facts_that_changed_turn_a_message_under_review_stale_so_that_it_blocks_nothing(desk, submitted):
    pay(desk, "4000.00")
    with pytest.raises(OutOfDate):
        accept_draft(desk, ZHOU, submitted.id, content_hash=submitted.content_hash)
    assert stored(desk, submitted).status is Status.STALE
    assert prepare_draft(desk, LIN, "C1-CNY").status is Status.COMPOSING


def test_a_finding_that_wants_review_wants_a_reason(desk, draft):
    plain = without_days(desk, draft)
    assert plain.report.verdict is Verdict.REVIEW
    submit_draft(desk, LIN, plain.id, content_hash=plain.content_hash)
    with pytest.raises(BadInput, match="parts"):
        accept_draft(desk, ZHOU, plain.id, content_hash=plain.content_hash)


def test_a_reviewers_edit_with_findings_goes_back_into_review(desk, submitted):
    changed = edited(desk, ZHOU, submitted, body="王经理，您好：\n\n想跟您确认发票 INV-1 的付款安排。")
    assert changed.report.verdict is Verdict.REVIEW
    assert submit_draft(desk, LIN, changed.id, content_hash=changed.content_hash).status is Status.IN_REVIEW


def test_a_contact_made_since_stops_the_release(desk, approved):
    with desk.record.begin() as tx:
        tx.save_contact(a_contact(1))
    with pytest.raises(Refused):
        release_draft(desk, LIN, approved.id)


def test_endorsements_count_only_on_these_bytes_and_facts_and_from_another_reviewer(desk, approved):
    assert endorsed_by_two(approved)
    author, reviewer = approved.endorsements
    for bad in (
        replace(reviewer, content_hash="0" * 64),
        replace(reviewer, facts_fingerprint="0" * 64),
        replace(reviewer, login=author.login),
        replace(reviewer, as_reviewer=False),
    ):
        assert not endorsed_by_two(replace(approved, endorsements=(author, bad)))
    own = replace(author, as_reviewer=True)
    assert not endorsed_by_two(replace(approved, endorsements=(own, replace(reviewer, as_reviewer=False))))


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
