"""The records that the contract tests are run against; PostgreSQL too, when TACTFUL_TEST_POSTGRES names a database."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

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


@pytest.fixture(scope="session")
def tables_made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The address of a database with our tables and nothing in them: making those anew takes longer than most tests."""
    clock = FixedClock(datetime(2026, 6, 16, tzinfo=UTC))
    with ExitStack() as stack:

        @cache
        def made(kind: str) -> str:
            url = stack.enter_context(empty_database(kind, tmp_path_factory.mktemp(kind)))
            open_record(url, clock).close()
            return url

        yield made


@pytest.fixture(params=["memory", *DATABASES])
def record(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock, tables_made: Callable[[str], str]
) -> Iterator[Record]:
    """Every record that has to keep the contract."""
    if request.param == "memory":
        yield MemoryRecord(clock)
        return
    url = tables_made(request.param)
    if request.param == "sqlite":
        url = f"sqlite:///{shutil.copy(url.removeprefix('sqlite:///'), tmp_path)}"
    made = open_record(url, clock)
    yield made
    made.close()
    if request.param == "postgresql":
        _empty(url)


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


def _empty(url: str) -> None:
    """Take all rows out of the tables of a record on PostgreSQL, the log's too, which refuses that otherwise."""
    server = create_engine(address_of(url))
    with server.begin() as connection:
        tables = ", ".join(name for name in inspect(connection).get_table_names() if name != "alembic_version")
        connection.execute(text("ALTER TABLE audit DISABLE TRIGGER USER"))
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY"))
        connection.execute(text("ALTER TABLE audit ENABLE TRIGGER USER"))
    server.dispose()
