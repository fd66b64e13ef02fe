"""The write-ahead log of an SQLite record: how long it grows, and when it is copied into the record's file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from assistant.adapters.store import SqlRecord, engine, log_length, open_record
from tests.contract.things import a_customer
from tests.fakes.clock import FixedClock

CLOCK = FixedClock(datetime(2026, 6, 16, 8, 30, tzinfo=UTC))
LONG = 100_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def record(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SqlRecord]:
    monkeypatch.setattr(engine, "LONG_LOG_BYTES", LONG)
    monkeypatch.setattr(log_length, "LONG_LOG_BYTES", LONG)
    made = open_record(f"sqlite:///{file}", CLOCK)
    yield made
    made.close()


def write(record: SqlRecord, piece: int) -> None:
    """A unit of work of some thirty thousand bytes."""
    with record.begin() as tx:
        for n in range(50):
            tx.save_customer(a_customer(f"C-{piece}-{n}", name="Long Name Ltd " * 20))


def log_bytes(file: Path) -> int:
    return file.with_name("record.db-wal").stat().st_size


def whole(file: Path) -> bool:
    with closing(sqlite3.connect(file)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def test_the_log_of_a_record_that_stays_open_is_started_anew_again_and_again(record: SqlRecord, file: Path) -> None:
    lengths = []
    for piece in range(40):
        write(record, piece)
        lengths.append(log_bytes(file))
    assert max(lengths[5:]) < 3 * LONG
    with record.read() as tx:
        assert len(tx.customers()) == 40 * 50
    assert whole(file)


def test_the_log_is_copied_only_while_nobody_may_write(record: SqlRecord, file: Path) -> None:
    others: list[str] = []

    def watch(statement: str) -> None:
        if "wal_checkpoint" in statement:
            with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other:
                try:
                    other.execute("BEGIN IMMEDIATE")
                    others.append("may write")
                except sqlite3.OperationalError as error:
                    others.append(str(error))

    @event.listens_for(record._engine, "connect")  # type: ignore[misc]
    def listen(connection: sqlite3.Connection, _: object) -> None:
        connection.set_trace_callback(watch)

    record.close()
    for piece in range(20):
        write(record, piece)
    assert set(others) == {"database is locked"}


def test_a_long_log_waits_for_who_reads_it_and_keeps_all_that_is_written(record: SqlRecord, file: Path) -> None:
    write(record, 0)
    with record.read() as reading:
        assert len(reading.customers()) == 50
        for piece in range(1, 10):
            write(record, piece)
        assert len(reading.customers()) == 50
    assert log_bytes(file) > 3 * LONG
    for piece in range(10, 13):
        write(record, piece)
    assert log_bytes(file) < 3 * LONG
    with record.read() as tx:
        assert len(tx.customers()) == 13 * 50
    assert whole(file)
