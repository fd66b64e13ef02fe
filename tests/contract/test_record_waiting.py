"""The promises of every record on what makes a case wait in the worklist."""

from datetime import date, timedelta
from typing import Any

import pytest

from assistant.domain.entries import EntryKind
from assistant.domain.ledger import Retention
from assistant.domain.money import Money
from assistant.ports import Record
from tests.contract.queued import TODAY, days_ago, queued, save_case, undone
from tests.contract.things import (
    NOON,
    a_contact,
    a_hold,
    a_payment,
    a_plan,
    a_promise,
)


def waits(record: Record) -> bool:
    """Whether the case of HK02 comes after one that is less late."""
    with record.begin() as tx:
        save_case(tx, "later", 1)
    return queued(record) == ["later", "HK02"]


@pytest.mark.parametrize(
    ("hold", "expected"),
    [
        (a_hold(since=TODAY), True),
        (a_hold(since=days_ago(1), until=TODAY), True),
        (a_hold(currency=""), True),
        (a_hold(since=days_ago(-1)), False),
        (a_hold(until=days_ago(1)), False),
        (a_hold(currency="USD"), False),
        (a_hold(customer_code="later"), False),
    ],
)
def test_a_case_on_hold_waits(record: Record, hold: Any, expected: bool) -> None:
    with record.begin() as tx:
        save_case(tx, "HK02")
        save_case(tx, "later", 1)
        tx.save_hold(hold)
    assert waits(record) is expected


@pytest.mark.parametrize(
    ("promise", "expected"),
    [
        (a_promise(due=days_ago(-1)), True),
        # From its day on somebody looks whether the money came, although nothing is written yet.
        (a_promise(due=days_ago(0)), False),
        (a_promise(due=days_ago(2)), False),
        (a_promise(due=days_ago(3)), False),
        (a_promise(due=days_ago(-30)), True),
        (a_promise(amount=Money(1, "USD")), False),
    ],
)
def test_a_case_with_a_promise_that_is_not_over_waits(record: Record, promise: Any, expected: bool) -> None:
    with record.begin() as tx:
        save_case(tx, "HK02")
        tx.save_promise(promise)
    assert waits(record) is expected


@pytest.mark.parametrize(
    ("contact", "expected"),
    [
        (a_contact(at=NOON - timedelta(days=2)), True),
        (a_contact(at=NOON - timedelta(days=3)), False),
        (a_contact(at=NOON - timedelta(days=3) + timedelta(microseconds=1)), True),
        (a_contact(kind="in"), False),
        (a_contact(currency="USD"), False),
    ],
)
def test_a_case_that_we_contacted_lately_waits(record: Record, contact: Any, expected: bool) -> None:
    with record.begin() as tx:
        save_case(tx, "HK02")
        tx.save_contact(a_contact(at=NOON - timedelta(days=9)))
        tx.save_contact(contact)
        tx.save_plan(a_plan())
    assert waits(record) is expected


@pytest.mark.parametrize(
    ("days_after_due", "expected"), [(13, False), (14, True), (40, True)], ids=["before", "on the day", "since"]
)
def test_a_case_whose_step_was_taken_waits_for_the_next(record: Record, days_after_due: int, expected: bool) -> None:
    with record.begin() as tx:
        save_case(tx, "HK02", 59)
        tx.save_contact(a_contact(at=NOON - timedelta(days=59 - days_after_due)))
    assert waits(record) is expected


def test_a_step_that_is_reached_after_the_last_contact_is_still_to_be_taken(record: Record) -> None:
    with record.begin() as tx:
        save_case(tx, "HK02", 60)
        tx.save_contact(a_contact(at=NOON - timedelta(days=10)))
    assert not waits(record)


@pytest.mark.parametrize(
    ("save", "entry", "expected"),
    [
        ("save_promise", a_promise(due=days_ago(3)), False),
        ("save_promise", a_promise(due=days_ago(3), amount=Money(1, "USD")), True),
        ("save_plan", a_plan(), False),
    ],
)
def test_a_missed_promise_or_a_plan_may_ask_for_more_than_the_step(
    record: Record, save: str, entry: Any, expected: bool
) -> None:
    with record.begin() as tx:
        save_case(tx, "HK02", 30)
        tx.save_contact(a_contact(at=NOON - timedelta(days=5)))
        getattr(tx, save)(entry)
    assert waits(record) is expected
    with record.begin() as tx:
        kind = EntryKind.PLAN if save == "save_plan" else EntryKind.PROMISE
        tx.undo(undone("HK02", kind, entry.id))
    assert waits(record)


@pytest.mark.parametrize(("paid", "expected"), [("86299.99", False), ("86300.00", True)])
def test_a_case_with_no_more_open_than_is_tolerated_waits(record: Record, paid: str, expected: bool) -> None:
    with record.begin() as tx:
        save_case(tx, "HK02")
        tx.save_payment(a_payment(amount=paid))
    assert waits(record) is expected


@pytest.mark.parametrize(("until", "expected"), [(TODAY, True), (days_ago(1), False)])
def test_what_may_be_held_back_today_is_not_due(record: Record, until: date, expected: bool) -> None:
    retention = Retention(amount=Money(8_630_000, "HKD"), until=until)
    with record.begin() as tx:
        save_case(tx, "HK02", retention=retention)
    assert waits(record) is expected


def test_what_was_undone_makes_no_case_wait(record: Record) -> None:
    contact = a_contact()
    with record.begin() as tx:
        save_case(tx, "HK02")
        tx.save_hold(a_hold())
        tx.save_promise(a_promise())
        tx.save_contact(contact)
    assert waits(record)
    with record.begin() as tx:
        tx.undo(undone("HK02", EntryKind.HOLD, "H-1"))
        tx.undo(undone("HK02", EntryKind.PROMISE, "PR-1"))
        tx.undo(undone("HK02", EntryKind.CONTACT, contact.key))
    assert not waits(record)
