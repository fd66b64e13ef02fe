"""What is PostgreSQL's own about a record: its connections, its locks and its errors."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.adapters.store import SqlRecord, engine, open_record
from assistant.adapters.store.engine import address_of
from assistant.errors import WorkspaceUnusable
from tests.contract.conftest import NEEDS_POSTGRES, empty_database
from tests.contract.things import a_customer, an_invoice
from tests.fakes.clock import FixedClock

pytestmark = NEEDS_POSTGRES
CLOCK = FixedClock(datetime(2026, 6, 16, 8, 30, tzinfo=UTC))


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    with empty_database("postgresql", tmp_path) as made:
        yield made


@pytest.fixture
def record(url: str) -> Iterator[SqlRecord]:
    made = open_record(url, CLOCK)
    yield made
    made.close()


def test_connections_that_the_server_dropped_are_made_anew(record: SqlRecord, url: str) -> None:
    with record.begin() as tx:
        tx.save_customer(a_customer())
        backend = tx._connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()  # type: ignore[attr-defined]
    server = create_engine(address_of(url), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        assert connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend}).scalar()
    server.dispose()
    with record.read() as tx:
        assert tx.customers() == (a_customer(),)


def test_a_writer_of_another_program_that_takes_too_long_is_named(
    record: SqlRecord, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_record(url, CLOCK)
    monkeypatch.setattr(engine, "PATIENCE_S", 0.05)
    with (
        other.begin(),
        pytest.raises(WorkspaceUnusable, match="Somebody else has been writing to postgresql") as busy,
        record.begin(),
    ):
        pass
    other.close()
    assert busy.value.code == "record_busy"
    assert "***" in str(busy.value)
    with record.begin() as tx:
        tx.save_customer(a_customer())


@pytest.mark.parametrize("way", ["one by one", "in bulk"])
def test_what_the_database_cannot_hold_is_an_error_of_ours_and_nothing_is_kept(record: SqlRecord, way: str) -> None:
    unholdable = an_invoice(note="a\0b")

    def write() -> None:
        with record.begin() as tx:
            tx.save_customer(a_customer())
            tx.add_all([unholdable]) if way == "in bulk" else tx.save_invoice(unholdable)

    with pytest.raises(WorkspaceUnusable, match="NUL"):
        write()
    with record.read() as tx:
        assert tx.customers() == ()


def test_reading_does_not_wait_for_a_writer(record: SqlRecord) -> None:
    with record.begin() as tx:
        tx.save_customer(a_customer())
        with record.read() as meanwhile:
            assert meanwhile.customers() == ()
