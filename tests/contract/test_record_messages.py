"""The promises of every record on messages, their versions, and the outbox."""

import threading
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from assistant.domain.brief import FactKind
from assistant.domain.draft import Draft, Stamp
from assistant.domain.language import Reason
from assistant.domain.message import Message, Status
from assistant.domain.money import Money
from assistant.errors import NotFound, OutOfDate
from assistant.ports import OutboxEntry, Record
from tests.contract.things import NOON, a_message, an_endorsement


def edited(message: Message, body: str = "改過的內容", **changes: Any) -> Message:
    draft = Draft(subject=message.draft.subject, body=body, marks=(), stamp=Stamp(writer="person"))
    usual: dict[str, Any] = {"version": message.version + 1, "draft": draft, "changed": NOON + timedelta(minutes=5)}
    return replace(message, **(usual | changes))


def an_entry(**changes: Any) -> OutboxEntry:
    entry = OutboxEntry(
        message_id="M-0001",
        version=1,
        content_hash="c" * 64,
        header_id="<m-0001.1@qimingdao.example>",
        queued=NOON,
        state="claimed",
    )
    return replace(entry, **changes)


def with_message(record: Record, *messages: Message) -> Record:
    with record.begin() as tx:
        for message in messages or (a_message(),):
            tx.add_message(message)
    return record


# --- ids ---------------------------------------------------------------------
def test_message_ids_count_up_from_one(record: Record) -> None:
    with record.begin() as tx:
        assert [tx.next_id("M") for _ in range(2)] == ["M-0001", "M-0002"]
    with record.begin() as tx:
        assert tx.next_id("M") == "M-0003"


def test_message_ids_grow_longer_after_four_digits(record: Record) -> None:
    with record.begin() as tx:
        ids = [tx.next_id("M") for _ in range(10_001)]
    assert ids[-2:] == ["M-10000", "M-10001"]
    assert len(set(ids)) == 10_001


def test_threads_that_ask_at_once_get_different_ids(record: Record) -> None:
    given: list[str] = []

    def ask() -> None:
        for _ in range(10):
            with record.begin() as tx:
                given.append(tx.next_id("M"))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == [f"M-{n:04d}" for n in range(1, 41)]


# --- messages ----------------------------------------------------------------
def test_a_message_comes_back_as_it_was_stored(record: Record) -> None:
    with with_message(record).read() as tx:
        assert tx.message("M-0001") == a_message()
        assert tx.message("M-0001").content_hash == a_message().content_hash


def test_facts_keep_their_type_even_where_a_text_looks_like_a_date(record: Record) -> None:
    with with_message(record).read() as tx:
        grounds = tx.message("M-0001").brief.grounds
    assert grounds.value("order_no") == "2026-06-16"
    assert type(grounds.value("due_date")) is date
    assert type(grounds.value("days_late")) is int
    assert grounds.value("total_open") == Money.parse("50880.00", "HKD")
    assert {fact.kind for fact in grounds.facts} > {FactKind.MONEY, FactKind.DATE, FactKind.DAYS, FactKind.RATE}


def test_the_fingerprint_of_a_stored_brief_is_that_of_the_brief(record: Record) -> None:
    with with_message(record).read() as tx:
        stored = tx.message("M-0001").brief
    for with_day in (True, False):
        assert stored.fingerprint(with_day=with_day) == a_message().brief.fingerprint(with_day=with_day)


def test_values_in_reasons_keep_their_type(record: Record) -> None:
    with with_message(record).read() as tx:
        unallocated, rate = tx.message("M-0001").brief.warnings
    assert unallocated.details == {
        "days": 21,
        "due": date(2026, 5, 20),
        "open": Money(8640000, "HKD"),
        "opens": NOON,
        "until": None,
    }
    assert str(rate.details["pct"]) == "0.30"


def test_an_unknown_message_is_not_found(record: Record) -> None:
    with record.read() as tx:
        assert tx.versions("M-0001") == ()
        with pytest.raises(NotFound, match="There is no message 'M-0001' in the record"):
            tx.message("M-0001")


def test_a_message_is_added_once(record: Record) -> None:
    with pytest.raises(ValueError, match="M-0001 is stored already"), with_message(record).begin() as tx:
        tx.add_message(a_message(author="ben"))
    with record.read() as tx:
        assert tx.message("M-0001").author == "ann"


def test_messages_are_found_by_status_and_by_case_oldest_first(record: Record) -> None:
    usd = replace(a_message().brief, case_id="HK02-USD")
    first = a_message("M-0003", created=NOON - timedelta(days=1))
    second = a_message("M-0002", status=Status.IN_REVIEW)
    third = a_message("M-0001", brief=usd)
    with with_message(record, second, third, first).read() as tx:
        assert tx.messages() == (first, second, third)
        assert tx.messages(status=frozenset({Status.COMPOSING})) == (first, third)
        assert tx.messages(case_ids=["HK02-USD"]) == (third,)
        assert tx.messages(case_ids={"HK02-USD", "HK01-HKD", "XX99-HKD"}) == (first, second, third)
        assert tx.messages(status=frozenset({Status.IN_REVIEW, Status.APPROVED}), case_ids=["HK01-HKD"]) == (second,)
        assert tx.messages(status=frozenset({Status.IN_REVIEW}), case_ids=["HK02-USD"]) == ()
        assert tx.messages(status=frozenset()) == ()
        assert tx.messages(case_ids=[]) == ()


def test_the_cases_of_messages_are_named_once_without_the_messages(record: Record) -> None:
    usd = replace(a_message().brief, case_id="HK02-USD")
    again, reviewed = a_message("M-0002"), a_message("M-0003", brief=usd, status=Status.IN_REVIEW)
    with with_message(record, a_message(), again, reviewed).read() as tx:
        assert tx.cases_with_messages(frozenset({Status.COMPOSING, Status.IN_REVIEW})) == ("HK01-HKD", "HK02-USD")
        assert tx.cases_with_messages(frozenset({Status.IN_REVIEW})) == ("HK02-USD",)
        assert tx.cases_with_messages(frozenset({Status.APPROVED})) == ()


def test_the_newest_messages_are_named_without_being_read(record: Record) -> None:
    made = [a_message(f"M-000{n}", status=status) for n, status in enumerate((Status.RELEASED,) * 3, start=1)]
    with with_message(record, a_message("M-0009"), *made).read() as tx:
        assert tx.newest_messages(frozenset({Status.RELEASED}), 2) == (("M-0003", 1), ("M-0002", 1))
        assert tx.newest_messages(frozenset({Status.APPROVED}), 2) == ()


# --- replacing ---------------------------------------------------------------
def test_a_new_version_leaves_the_old_one_as_it_last_stood(record: Record) -> None:
    first = a_message()
    submitted = replace(first, status=Status.IN_REVIEW, endorsements=(an_endorsement(first, "ann"),))
    second = edited(submitted, status=Status.AWAITING_AUTHOR, editor="ben", endorsements=())
    with with_message(record).begin() as tx:
        tx.replace_message(first, submitted)
        tx.replace_message(submitted, second)
    with record.read() as tx:
        assert tx.message("M-0001") == second
        assert tx.versions("M-0001") == (submitted, second)
        assert tx.messages() == (second,)


def test_a_decision_on_a_version_is_kept_with_it(record: Record) -> None:
    first = a_message(status=Status.IN_REVIEW)
    returned = replace(first, status=Status.RETURNED, note=Reason.of("by_person", text="口氣太硬", login="ben"))
    with with_message(record, first).begin() as tx:
        tx.replace_message(first, returned)
        assert tx.versions("M-0001") == (returned,)


@pytest.mark.parametrize(
    "meanwhile",
    [{"status": Status.RETURNED}, {"facts_fingerprint": "b" * 64}, {"version": 2}],
    ids=["status", "facts", "version"],
)
def test_the_first_writer_wins(record: Record, meanwhile: dict[str, Any]) -> None:
    seen = a_message(status=Status.IN_REVIEW)
    faster = replace(seen, **meanwhile)
    with with_message(record, seen).begin() as tx:
        tx.replace_message(seen, faster)
    with pytest.raises(OutOfDate, match="M-0001 was changed by someone else meanwhile") as late, record.begin() as tx:
        tx.replace_message(seen, replace(seen, status=Status.APPROVED))
    assert late.value.code == "changed_meanwhile"
    assert late.value.details == {"message": "M-0001"}
    with record.read() as tx:
        assert tx.message("M-0001") == faster


def test_of_many_who_approve_at_once_one_succeeds(record: Record) -> None:
    seen = a_message(status=Status.IN_REVIEW)
    with_message(record, seen)
    line, outcomes = threading.Barrier(6), []

    def approve(login: str) -> None:
        line.wait()
        try:
            with record.begin() as tx:
                yes = an_endorsement(seen, login)
                tx.replace_message(seen, replace(seen, status=Status.APPROVED, endorsements=(yes,)))
                tx.audit(login, "draft_accepted", seen.id, version=1)
            outcomes.append(login)
        except OutOfDate:
            outcomes.append("late")

    threads = [threading.Thread(target=approve, args=(f"reviewer{n}",)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes).count("late") == 5
    with record.read() as tx:
        [yes] = tx.message("M-0001").endorsements
        [entry] = tx.audit_entries()
    assert entry.actor == yes.login
    assert yes.login in outcomes


def test_a_message_that_is_not_stored_cannot_be_replaced(record: Record) -> None:
    with pytest.raises(OutOfDate), record.begin() as tx:
        tx.replace_message(a_message(), a_message(status=Status.IN_REVIEW))


@pytest.mark.parametrize(
    "successor",
    [a_message("M-0002"), a_message(version=3), a_message(version=0), edited(a_message(), version=1)],
    ids=["another message", "two ahead", "backwards", "another text in the same version"],
)
def test_what_would_lose_a_version_is_a_programming_error(record: Record, successor: Message) -> None:
    with pytest.raises(ValueError, match="M-000"), with_message(record).begin() as tx:
        tx.replace_message(a_message(), successor)
    with record.read() as tx:
        assert tx.versions("M-0001") == (a_message(),)


# --- outbox ------------------------------------------------------------------
def test_a_message_version_goes_into_the_outbox_once(record: Record) -> None:
    with with_message(record).begin() as tx:
        assert tx.add_to_outbox(an_entry()) is True
        assert tx.add_to_outbox(an_entry(header_id="<again@qimingdao.example>")) is False
    with record.begin() as tx:
        assert tx.add_to_outbox(an_entry(state="delivered")) is False
        assert tx.outbox() == (an_entry(),)


def test_only_a_stored_version_goes_into_the_outbox(record: Record) -> None:
    with with_message(record).begin() as tx:
        with pytest.raises(NotFound, match="There is no message 'M-0001' with version 2 in the record"):
            tx.add_to_outbox(an_entry(version=2))
        assert tx.outbox() == ()


def test_the_outbox_is_in_the_order_of_release(record: Record) -> None:
    with with_message(record, a_message("M-0001"), a_message("M-0002")).begin() as tx:
        tx.add_to_outbox(an_entry(message_id="M-0002"))
        tx.add_to_outbox(an_entry(message_id="M-0001"))
    with record.begin() as tx:
        tx.mark_outbox("M-0002", 1, "delivered", "outbox/M-0002.eml")
        assert [entry.message_id for entry in tx.outbox()] == ["M-0002", "M-0001"]


def test_marking_sets_the_state_and_keeps_the_place_unless_a_new_one_is_given(record: Record) -> None:
    with with_message(record).begin() as tx:
        tx.add_to_outbox(an_entry())
        tx.mark_outbox("M-0001", 1, "delivered", "outbox/M-0001.eml")
        assert tx.outbox() == (an_entry(state="delivered", place="outbox/M-0001.eml"),)
        tx.mark_outbox("M-0001", 1, "uncertain")
        assert tx.outbox() == (an_entry(state="uncertain", place="outbox/M-0001.eml"),)
        with pytest.raises(NotFound, match="Version 2 of M-0001 is not in the outbox"):
            tx.mark_outbox("M-0001", 2, "delivered")
