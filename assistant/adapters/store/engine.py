"""Decides how durable a write is, how transactions begin, and what a database's errors mean to a user."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, StatementError
from sqlalchemy.pool import QueuePool

from assistant.adapters.private_file import make_private
from assistant.errors import WorkspaceUnusable

# How long a writer waits for the one before it.
PATIENCE_S = 30
# What a write-ahead log may grow to before it is copied into the record's file: as much as SQLite itself allows.
LONG_LOG_BYTES = 4_096_000
_A_MOMENT_S = 0.02
# As PostgreSQL's own tools write an address.
_PLAIN_POSTGRES = frozenset({"postgresql", "postgres"})
# Any number, as long as it stays the same: whoever writes to a PostgreSQL record holds it.
_WRITER_LOCK = 0x7AC7F01


def open_engine(url: str) -> Engine:
    """An engine for ``url``; raises WorkspaceUnusable when no record can be there."""
    try:
        parsed = address_of(url)
        is_file = parsed.get_backend_name() == "sqlite"
        engine = create_engine(
            parsed,
            hide_parameters=True,
            # As many connections as there are threads at work; a few stay open, and a server may have dropped them.
            poolclass=QueuePool,
            max_overflow=-1,
            pool_pre_ping=not is_file,
            connect_args={"timeout": PATIENCE_S} if is_file else {},
        )
    except (ArgumentError, NoSuchModuleError, ImportError, ValueError) as error:
        raise WorkspaceUnusable(
            "record_address",
            f"The address of the record cannot be used ({_first_line(error)});"
            " write it like sqlite:///folder/record.db or postgresql://user:password@host/database.",
            problem=_first_line(error),
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def address_of(url: str) -> URL:
    """``url`` with the driver that is installed, where it names none; raises ArgumentError."""
    parsed = make_url(url)
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername in _PLAIN_POSTGRES else parsed


def claim_file(url: URL) -> None:
    """Make the file of an SQLite record when it is new, for its owner alone: who owes what is nobody else's business.

    Raises WorkspaceUnusable when the file, or its folder, cannot be written.
    """
    if url.get_backend_name() != "sqlite":
        return
    if url.database in (None, "", ":memory:"):
        raise WorkspaceUnusable(
            "record_address", "The record needs a file; write its address like sqlite:///record.db."
        )
    path = Path(str(url.database))
    if path.parts[0].startswith("file:"):
        return  # an SQLite URI says itself how it is to be opened
    if not path.parent.is_dir():
        raise _unwritable(path, f"the folder {path.parent} does not exist")
    if path.is_dir():
        raise _unwritable(path, "a folder of that name is in the way")
    for place in (path.parent, path):
        if place.exists() and not os.access(place, os.W_OK):
            raise _unwritable(path, f"{place} is read-only")
    try:
        make_private(path)
    except OSError as error:
        raise _unwritable(path, str(error.strerror)) from error


@contextmanager
def plain_errors(url: URL) -> Iterator[None]:
    """Turn a database's own error into WorkspaceUnusable with one line that says what to do."""
    try:
        yield
    except DBAPIError as error:
        raise _explained(error, url) from error
    except StatementError as error:
        # Not the database: a value that a column cannot hold. Its own error says it better.
        raise (error.orig or error) from None


def writing(connection: Connection) -> Connection:
    """The same connection; its next transaction takes the writer's place at once."""
    return connection.execution_options(writes=True)


def reading(connection: Connection) -> Connection:
    """The same connection; its next transaction sees one state of the record."""
    if connection.dialect.name == "sqlite":
        return connection.execution_options(writes=False)
    return connection.execution_options(writes=False, isolation_level="REPEATABLE READ")


def place_of(url: URL) -> str:
    """Where the record is, for people: a path, or an address without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def busy(url: URL) -> WorkspaceUnusable:
    """The error for a writer that waited in vain."""
    place = place_of(url)
    return WorkspaceUnusable(
        "record_busy",
        f"Somebody else has been writing to {place} for {PATIENCE_S} seconds; wait, then try again.",
        path=place,
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin transactions by itself, and too late: `_begin` does.
    connection.isolation_level = None
    cursor = connection.cursor()
    _use_write_ahead_log(cursor)
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # An import touches many pages in no order; with 2 MB, the default, it writes most of them several times.
    cursor.execute("PRAGMA cache_size = -32768")
    # `shorten_log` does it instead; a log that was started anew gives back its room, so that its size tells its length.
    cursor.execute("PRAGMA wal_autocheckpoint = 0")
    cursor.execute(f"PRAGMA journal_size_limit = {LONG_LOG_BYTES}")
    cursor.close()


def _use_write_ahead_log(cursor: Any) -> None:
    """Turn a new record to the write-ahead log; programs that open it at the same moment wait for one another.

    SQLite waits for every lock but those of this very change, which it refuses at once.
    """
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_A_MOMENT_S)
        else:
            return


def _begin(connection: Connection) -> None:
    """One writer at a time on every database, so that what it read still holds when it writes."""
    writes = connection.get_execution_options().get("writes", False)
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
    elif writes:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE_S}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


def _explained(error: DBAPIError, url: URL) -> WorkspaceUnusable:
    problem, place = _first_line(error.orig), place_of(url)
    if "locked" in problem or "lock timeout" in problem:
        return busy(url)
    if "not a database" in problem or "malformed" in problem:
        return WorkspaceUnusable(
            "record_damaged_file",
            f"{place} is not a record, or is damaged ({problem}); name another file or restore a backup.",
            path=place,
        )
    return WorkspaceUnusable(
        "record_unwritable",
        f"The record at {place} cannot be opened or written: {problem}; check the folder, its rights and the disk.",
        path=place,
        problem=problem,
    )


def _unwritable(path: Path, problem: str) -> WorkspaceUnusable:
    return WorkspaceUnusable(
        "record_unwritable",
        f"The record at {path} cannot be opened or written: {problem}; check the folder, its rights and the disk.",
        path=str(path),
        problem=problem,
    )


def _first_line(error: BaseException | None) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
