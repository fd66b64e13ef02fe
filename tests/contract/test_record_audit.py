"""The promises of every record on the audit log, and what a database does against tampering."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from assistant.adapters.store import SqlRecord, open_record
from assistant.domain.audit import GENESIS, AuditEntry, first_broken
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.ports import Record
from tests.fakes.clock import FixedClock


def entries(record: Record) -> list[AuditEntry]:
    with record.read() as tx:
        return list(tx.audit_entries())


def test_what_happened_is_read_back_in_order_and_the_chain_holds(record: Record, clock: FixedClock) -> None:
    with record.begin() as tx:
        tx.audit("ann", "draft_prepared", "M-0001", version=1, body={"content": "c" * 64, "status": "composing"})
        clock.advance(timedelta(seconds=90))
        tx.audit("ben", "draft_accepted", "M-0001", version=1)
    with record.begin() as tx:
        tx.audit("outbox", "delivered", "M-0001", version=1)
    first, second, third = entries(record)
    assert (first.seq, first.at, first.actor, first.event, first.subject, first.version) == (
        1,
        datetime(2026, 6, 16, 8, 30, tzinfo=UTC),
        "ann",
        "draft_prepared",
        "M-0001",
        1,
    )
    assert first.body == {"content": "c" * 64, "status": "composing"}
    assert (first.previous, second.previous, third.previous) == (GENESIS, first.hash, second.hash)
    assert second.at == datetime(2026, 6, 16, 8, 31, 30, tzinfo=UTC)
    assert first_broken([first, second, third]) is None


def test_what_the_log_says_about_some_subjects_comes_in_order(record: Record) -> None:
    with record.begin() as tx:
        for number, subject in enumerate(("C1-CNY", "C2-CNY", "C1-USD", "C1-CNY"), start=1):
            tx.audit("ann", "noted", subject, version=number)
    with record.read() as tx:
        about = [(entry.subject, entry.version) for entry in tx.audit_about(["C1-USD", "C1-CNY"])]
        assert list(tx.audit_about([])) == []
    assert about == [("C1-CNY", 1), ("C1-USD", 3), ("C1-CNY", 4)]


def test_the_chain_holds_for_every_sort_of_value_in_a_body(record: Record) -> None:
    body = {
        "status": Status.IN_REVIEW,
        "day": date(2026, 6, 16),
        "amount": Money(8640000, "HKD"),
        "codes": ("a", "b"),
        "nested": {"z": 1, "a": None, "share": 0.1},
        "文": "催收",
    }
    with record.begin() as tx:
        tx.audit("ann", "noted", "HK02", body=body)
    [entry] = entries(record)
    assert entry.body == {
        "status": "in_review",
        "day": "2026-06-16",
        "amount": "HKD 86,400.00",
        "codes": ["a", "b"],
        "nested": {"z": 1, "a": None, "share": 0.1},
        "文": "催收",
    }
    assert first_broken([entry]) is None


def test_a_clock_of_another_zone_is_written_down_in_utc(record: Record, clock: FixedClock) -> None:
    clock.show(clock.now().astimezone(timezone(timedelta(hours=8))))
    with record.begin() as tx:
        tx.audit("ann", "noted", "HK02")
    [entry] = entries(record)
    assert entry.at.isoformat() == "2026-06-16T08:30:00+00:00"
    assert first_broken([entry]) is None


def test_a_long_log_is_read_whole(record: Record) -> None:
    with record.begin() as tx:
        for n in range(1203):
            tx.audit("ann", "noted", str(n))
    read = entries(record)
    assert [entry.subject for entry in read] == [str(n) for n in range(1203)]
    assert first_broken(read) is None


def test_there_is_no_log_before_anything_happened(record: Record) -> None:
    assert entries(record) == []


# --- tampering ---------------------------------------------------------------
@pytest.fixture
def logged(address: str, clock: FixedClock) -> Iterator[SqlRecord]:
    """A record on a database with three entries."""
    made = open_record(address, clock)
    with made.begin() as tx:
        for n in range(3):
            tx.audit("ann", "noted", f"S{n}", body={"n": n})
    yield made
    made.close()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET actor = 'eve' WHERE seq = 2",
        "UPDATE audit SET hash = hash",
        "DELETE FROM audit WHERE seq = 2",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT 2, at, 'eve', event, subject, version, body, previous, hash FROM audit"
        " WHERE seq = 2",
        "INSERT INTO audit SELECT 0, at, 'eve', event, subject, version, body, previous, hash FROM audit WHERE seq = 2",
    ],
)
def test_raw_sql_that_changes_the_log_is_refused(logged: SqlRecord, address: str, sql: str) -> None:
    before = entries(logged)
    if not address.startswith("sqlite") and "REPLACE" in sql:
        pytest.skip("PostgreSQL has no REPLACE")
    engine = create_engine(address)
    with pytest.raises(DBAPIError, match="the audit log only grows"), engine.begin() as connection:
        connection.execute(text(sql))
    engine.dispose()
    assert entries(logged) == before


@pytest.mark.parametrize(
    ("tamper", "broken"),
    [
        ("UPDATE audit SET actor = 'eve' WHERE seq = 2", 2),
        ("UPDATE audit SET at = '2026-06-16T08:30:01+00:00' WHERE seq = 3", 3),
        ("UPDATE audit SET at = 'yesterday' WHERE seq = 1", 1),
        ("UPDATE audit SET body = '{\"n\":9}' WHERE seq = 2", 2),
        ("UPDATE audit SET body = '{' WHERE seq = 2", 2),
        ("UPDATE audit SET body = '[]' WHERE seq = 2", 2),
        ("UPDATE audit SET version = 7 WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 2", 2),
        ("UPDATE audit SET seq = CASE seq WHEN 2 THEN 30 ELSE 20 END WHERE seq > 1", 2),
    ],
)
def test_a_change_past_the_triggers_is_named_by_the_chain(
    logged: SqlRecord, tmp_path: Path, tamper: str, broken: int
) -> None:
    logged.close()
    file = tmp_path / "record.db"
    if not file.exists():
        pytest.skip("needs the file of an SQLite record")
    with closing(sqlite3.connect(file)) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(tamper)
    assert first_broken(entries(logged)) == broken
