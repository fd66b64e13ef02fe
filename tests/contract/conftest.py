"""The records that the contract tests are run against; PostgreSQL too, when TACTFUL_TEST_POSTGRES names a database."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.adapters.store import open_record
from assistant.adapters.store.engine import address_of
from assistant.ports import Record
from tests.fakes.clock import FixedClock
from tests.fakes.record import MemoryRecord

POSTGRES = os.getenv("TACTFUL_TEST_POSTGRES")
NEEDS_POSTGRES = pytest.mark.skipif(
    not POSTGRES, reason="TACTFUL_TEST_POSTGRES names no PostgreSQL database in which schemas can be made"
)
DATABASES = ["sqlite", pytest.param("postgresql", marks=NEEDS_POSTGRES)]


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 6, 16, 8, 30, tzinfo=UTC))


@pytest.fixture(params=DATABASES)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a record can be made on a database, with nothing there yet."""
    with empty_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture(params=["memory", *DATABASES])
def record(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> Iterator[Record]:
    """Every record that has to keep the contract."""
    if request.param == "memory":
        yield MemoryRecord(clock)
        return
    with empty_database(request.param, tmp_path) as url:
        made = open_record(url, clock)
        yield made
        made.close()


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'record.db'}"
        return
    schema = "test_" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    server = create_engine(address_of(str(POSTGRES)), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        try:
            yield f"{POSTGRES}?options=-csearch_path%3D{schema}"
        finally:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()
