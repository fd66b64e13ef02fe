"""The record as a database: how it is made and brought up to date, what it refuses, and what a crash leaves."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from assistant.adapters.store import SqlRecord, columns, engine, open_record, revision
from assistant.adapters.store import record as record_module
from assistant.errors import WorkspaceUnusable
from tests.contract.conftest import DATABASES, empty_database
from tests.contract.things import a_customer, a_message
from tests.fakes.clock import FixedClock

ROOT = Path(__file__).parents[2]
CLOCK = FixedClock(datetime(2026, 6, 16, 8, 30, tzinfo=UTC))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


@pytest.fixture
def record(file: Path) -> Iterator[SqlRecord]:
    made = open_record(f"sqlite:///{file}", CLOCK)
    yield made
    made.close()


def python(program: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run ``program`` in a fresh interpreter."""
    command = [sys.executable, "-W", "error", "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


# --- making and migrating ----------------------------------------------------
@pytest.mark.parametrize("kind", DATABASES)
def test_the_tables_that_migrations_make_are_the_tables_that_the_program_uses(kind: str, tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with empty_database(kind, tmp_path) as url:
        open_record(url, CLOCK).close()
        reader = create_engine(engine.address_of(url))
        with reader.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), columns.metadata) == []
        reader.dispose()


def test_the_newest_migration_is_the_one_that_the_program_expects() -> None:
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(Path(revision.__file__).parent / "migrations"))
    assert scripts.get_heads() == [revision.HEAD]


def test_opening_a_record_again_changes_nothing(record: SqlRecord, file: Path) -> None:
    with record.begin() as tx:
        tx.save_customer(a_customer())
    again = open_record(f"sqlite:///{file}", CLOCK)
    with again.read() as tx:
        assert tx.customers() == (a_customer(),)
    again.close()


def test_a_usual_start_loads_neither_alembic_nor_pydantic(record: SqlRecord, file: Path) -> None:
    program = """
import sys
from assistant.adapters.clock import SystemClock
from assistant.adapters.store import open_record
with open_record(sys.argv[1], SystemClock()).read() as tx:
    assert tx.customers() == ()
print(sorted({name.partition(".")[0] for name in sys.modules} & {"alembic", "mako", "pydantic", "sqlalchemy"}))
"""
    done = python(program, f"sqlite:///{file}")
    assert (done.stderr, done.stdout) == ("", "['sqlalchemy']\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_new_record_is_for_its_owner_alone(record: SqlRecord, file: Path) -> None:
    with record.begin() as tx:
        tx.save_customer(a_customer())
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert modes == {"record.db": 0o600, "record.db-wal": 0o600, "record.db-shm": 0o600}


# --- how it is written -------------------------------------------------------
def test_every_connection_is_durable_checks_references_and_waits(record: SqlRecord) -> None:
    def asked(name: str) -> object:
        with record.begin() as tx:
            return tx._connection.exec_driver_sql(f"PRAGMA {name}").scalar()  # type: ignore[attr-defined]

    assert asked("journal_mode") == "wal"
    assert asked("synchronous") == 2  # FULL
    assert asked("foreign_keys") == 1
    assert asked("busy_timeout") == 30_000
    assert asked("wal_autocheckpoint") == 0


# --- what is refused, and in what words --------------------------------------
def refusal(address: str) -> WorkspaceUnusable:
    with pytest.raises(WorkspaceUnusable) as refused:
        open_record(address, CLOCK)
    return refused.value


def test_a_file_that_is_not_a_database_is_refused_and_left_alone(file: Path) -> None:
    file.write_text("invoice;amount\n" * 100, encoding="utf-8")
    assert str(refusal(f"sqlite:///{file}")) == (
        f"{file} is not a record, or is damaged (file is not a database); name another file or restore a backup."
    )
    assert file.read_text(encoding="utf-8") == "invoice;amount\n" * 100


def test_a_database_of_another_program_is_refused_and_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE songs (title TEXT)")
    assert str(refusal(f"sqlite:///{file}")) == (
        f"{file} is a database of another program; name another file for the record."
    )
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("songs",)]


def test_a_record_of_a_newer_program_is_refused(record: SqlRecord, file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    assert str(refusal(f"sqlite:///{file}")) == (
        f"{file} was made by a newer version of the program (revision 0999); update the program."
    )


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = tmp_path / "missing" / "record.db"
    assert str(refusal(f"sqlite:///{file}")) == (
        f"The record at {file} cannot be opened or written: the folder {tmp_path / 'missing'} does not exist;"
        " check the folder, its rights and the disk."
    )


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    assert "a folder of that name is in the way" in str(refusal(f"sqlite:///{tmp_path}"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("locked", ["record.db", "."])
def test_a_read_only_file_or_folder_is_named(record: SqlRecord, file: Path, locked: str) -> None:
    record.close()
    place = file.parent / locked
    place.chmod(0o555)
    assert f"{place} is read-only" in str(refusal(f"sqlite:///{file}"))
    place.chmod(0o755)


def test_a_record_on_a_read_only_disk_can_be_read_and_says_so_when_written(record: SqlRecord, file: Path) -> None:
    with record.begin() as tx:
        tx.save_customer(a_customer())
    record.close()
    frozen = open_record(f"sqlite:///file:{file}?mode=ro&uri=true", CLOCK)
    with frozen.read() as tx:
        assert tx.customers() == (a_customer(),)
    with pytest.raises(WorkspaceUnusable, match="attempt to write a readonly database"), frozen.begin() as tx:
        tx.save_customer(a_customer(name="renamed"))
    frozen.close()


def test_a_writer_that_waits_too_long_says_for_whom(
    record: SqlRecord, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PATIENCE_S", 0.05)
    impatient = open_record(f"sqlite:///{file}", CLOCK)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceUnusable, match="Somebody else has been writing to") as busy, impatient.begin():
            pass
        with impatient.read() as tx:
            assert tx.customers() == ()
    assert busy.value.code == "record_busy"
    with impatient.begin() as tx:
        tx.save_customer(a_customer())
    impatient.close()


def test_a_thread_that_waits_too_long_for_another_is_told_so(
    record: SqlRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_module, "PATIENCE_S", 0.05)
    codes: list[str] = []

    def write() -> None:
        try:
            with record.begin():
                pass
        except WorkspaceUnusable as error:
            codes.append(error.code)

    other = threading.Thread(target=write)
    with record.begin():
        other.start()
        other.join()
    assert codes == ["record_busy"]
    with record.begin() as tx:
        tx.save_customer(a_customer())


@pytest.mark.parametrize(
    "address", ["record.db", "nosuch:///record.db", "postgresql://host:port/record", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_that_no_record_can_have_is_refused(address: str) -> None:
    assert refusal(address).code == "record_address"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_an_address_of_postgresql_needs_no_driver_in_it(scheme: str) -> None:
    opened = engine.open_engine(f"{scheme}://tactful:s3cret@db.example:5433/tactful?options=-csearch_path%3Da")
    assert opened.dialect.driver == "psycopg"
    assert engine.place_of(opened.url) == (
        "postgresql+psycopg://tactful:***@db.example:5433/tactful?options=-csearch_path%3Da"
    )


def test_a_password_in_an_address_is_not_told() -> None:
    told = engine.place_of(make_url("postgresql://tactful:s3cret@db.example/tactful"))
    assert told == "postgresql://tactful:***@db.example/tactful"


def test_a_naive_moment_is_a_programming_error(record: SqlRecord) -> None:
    naive = a_message(created=datetime(2026, 6, 16, 8, 30))  # noqa: DTZ001  (what is refused)
    with pytest.raises(ValueError, match="2026-06-16 08:30:00 has no time zone"), record.begin() as tx:
        tx.add_message(naive)
