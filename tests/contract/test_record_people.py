"""The promises of every record on people, their sessions and their tries to sign in."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from assistant.domain.parties import Role
from assistant.errors import NotFound
from assistant.ports import Record, Session, Transaction
from tests.contract.things import NOON, a_creditor, a_person

OFFICE, ELSEWHERE = "192.0.2.7", "198.51.100.9"


def a_session(token_hash: str = "t" * 64, login: str = "ann") -> Session:
    return Session(token_hash=token_hash, login=login, created=NOON, last_seen=NOON)


def with_people(record: Record) -> Record:
    with record.begin() as tx:
        tx.save_person(a_person("ben", Role.REVIEWER), "hash of ben")
        tx.save_person(a_person("ann"), "hash of ann")
    return record


# --- people ------------------------------------------------------------------
def test_people_come_by_login_with_their_roles(record: Record) -> None:
    with with_people(record).read() as tx:
        assert tx.people() == (a_person("ann"), a_person("ben", Role.REVIEWER))
        assert tx.person("ben") == a_person("ben", Role.REVIEWER)
        assert tx.person("ben").may(Role.REVIEWER)


def test_an_unknown_person_is_not_found_and_has_no_password(record: Record) -> None:
    with record.read() as tx:
        assert tx.password_hash("ann") is None
        with pytest.raises(NotFound, match="There is no person 'ann' here"):
            tx.person("ann")


def test_a_password_hash_is_kept_with_the_person(record: Record) -> None:
    with with_people(record).read() as tx:
        assert tx.password_hash("ann") == "hash of ann"


def test_saving_a_person_says_whether_anything_changed(record: Record) -> None:
    with with_people(record).begin() as tx:
        assert tx.save_person(a_person("ann"), "hash of ann") is False
        assert tx.save_person(a_person("ann"), "new hash") is True
        assert tx.save_person(a_person("ann", phone="021"), "new hash") is True
        assert tx.save_person(a_person("eva"), "hash of eva") is True
    with record.read() as tx:
        assert tx.password_hash("ann") == "new hash"
        assert tx.person("ann").phone == "021"


# --- sessions ----------------------------------------------------------------
def test_a_session_lasts_until_it_is_ended(record: Record) -> None:
    with with_people(record).begin() as tx:
        tx.add_session(a_session())
        tx.add_session(a_session("u" * 64))
    with record.begin() as tx:
        assert tx.session("t" * 64) == a_session()
        tx.end_session("t" * 64)
        tx.end_session("t" * 64)
    with record.read() as tx:
        assert tx.session("t" * 64) is None
        assert tx.session("u" * 64) == a_session("u" * 64)


def test_a_session_seen_again_takes_the_place_of_the_old_one(record: Record) -> None:
    later = replace(a_session(), last_seen=NOON + timedelta(minutes=5))
    with with_people(record).begin() as tx:
        tx.add_session(a_session())
        tx.add_session(later)
        assert tx.session("t" * 64) == later


def test_a_session_needs_a_known_person(record: Record) -> None:
    with pytest.raises(NotFound, match="There is no person 'eva' here"), with_people(record).begin() as tx:
        tx.add_session(a_session(login="eva"))


@pytest.mark.parametrize("change", [{"roles": frozenset({Role.AUDITOR})}, {"active": False}], ids=["roles", "leaves"])
def test_sessions_end_when_what_a_person_may_do_changes(record: Record, change: dict[str, Any]) -> None:
    with with_people(record).begin() as tx:
        tx.add_session(a_session())
        tx.add_session(a_session("u" * 64, "ben"))
        tx.save_person(replace(a_person("ann"), **change), "hash of ann")
    with record.read() as tx:
        assert tx.session("t" * 64) is None
        assert tx.session("u" * 64) == a_session("u" * 64, "ben")


def test_sessions_outlive_a_new_phone_number(record: Record) -> None:
    with with_people(record).begin() as tx:
        tx.add_session(a_session())
        tx.save_person(a_person("ann", phone="021"), "hash of ann")
        assert tx.session("t" * 64) == a_session()


# --- tries to sign in --------------------------------------------------------
def fail(tx: Transaction, login: str = "ann", address: str = OFFICE, at: datetime = NOON) -> None:
    tx.note_sign_in(login, address, at, succeeded=False)


def test_failures_are_counted_by_login_and_by_address_and_the_higher_count_holds(record: Record) -> None:
    with record.begin() as tx:
        assert tx.failed_sign_ins("ann", OFFICE, NOON) == 0
        fail(tx)
        fail(tx, address=ELSEWHERE)
        fail(tx, login="ben")
        fail(tx, login="eva")
        assert tx.failed_sign_ins("ann", "203.0.113.1", NOON) == 2
        assert tx.failed_sign_ins("nobody", OFFICE, NOON) == 3
        assert tx.failed_sign_ins("ann", OFFICE, NOON) == 3
        assert tx.failed_sign_ins("nobody", "203.0.113.1", NOON) == 0


def test_failures_before_the_window_do_not_count(record: Record) -> None:
    with record.begin() as tx:
        fail(tx, at=NOON - timedelta(seconds=1))
        fail(tx, at=NOON)
        assert tx.failed_sign_ins("ann", OFFICE, NOON) == 1


def test_a_success_forgives_the_failures_before_it_though_the_clock_stands_still(record: Record) -> None:
    with record.begin() as tx:
        fail(tx)
        fail(tx)
        tx.note_sign_in("ann", OFFICE, NOON, succeeded=True)
        assert tx.failed_sign_ins("ann", OFFICE, NOON) == 0
        fail(tx)
        assert tx.failed_sign_ins("ann", OFFICE, NOON) == 1


def test_a_success_forgives_nobody_elses_failures(record: Record) -> None:
    with record.begin() as tx:
        fail(tx, login="ben")
        fail(tx, login="eva")
        tx.note_sign_in("ann", OFFICE, NOON, succeeded=True)
        assert tx.failed_sign_ins("ann", OFFICE, NOON) == 2
        assert tx.failed_sign_ins("ben", ELSEWHERE, NOON) == 1


def test_a_success_elsewhere_does_not_clear_an_address(record: Record) -> None:
    with record.begin() as tx:
        fail(tx)
        tx.note_sign_in("ann", ELSEWHERE, NOON, succeeded=True)
        assert tx.failed_sign_ins("ann", ELSEWHERE, NOON) == 0
        assert tx.failed_sign_ins("nobody", OFFICE, NOON) == 1


def test_our_profile_is_what_was_saved_last_by_whomever(record: Record) -> None:
    with record.begin() as tx:
        with pytest.raises(NotFound, match="Our own company profile is not stored yet"):
            tx.creditor()
        tx.save_creditor(a_creditor())
        assert tx.creditor() == a_creditor()
        tx.save_creditor(a_creditor(phone="000-8800 0099"))
        assert tx.creditor().phone == "000-8800 0099"
    with record.begin() as tx:
        assert tx.creditor().phone == "000-8800 0099"
        tx.save_creditor(a_creditor())
    with record.read() as tx:
        assert tx.creditor() == a_creditor()
