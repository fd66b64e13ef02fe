"""Fills an empty record from a proven backup in one transaction, and reads it back before anything is kept."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Connection, Engine, Table, create_engine
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.pool import StaticPool

from assistant.adapters.backup_manifest import table_member
from assistant.adapters.backup_proof import ProvenBackup, proven
from assistant.adapters.backup_writing import last_entry
from assistant.adapters.output_files import write_new
from assistant.adapters.store.copying import (
    broken_references,
    go_on_counting,
    is_empty,
    lines_of,
    load_lines,
    tables_in,
    tables_of_record,
)
from assistant.adapters.store.engine import place_of, plain_errors, writing
from assistant.adapters.store.revision import HEAD, known_revisions, upgrade_to
from assistant.domain.backup import Backup
from assistant.domain.language import Reason
from assistant.errors import Refused, WorkspaceUnusable

# Gives the lines of the table of that name.
_Source: TypeAlias = Callable[[str], Iterator[bytes]]


def load_backup(
    engine: Engine, folder: Path, path: Path, *, head: str = "", finish: Callable[[Connection, Backup], None]
) -> Backup:
    """Restore the record of ``engine`` and the files of the workspace ``folder`` from ``path``: all of it or nothing.

    ``finish`` does, in the same transaction, what has to be done before anybody may see the record.
    ``head`` is the hash of the last audit entry, where somebody kept it. Raises UnreadableFile for a file that is
    damaged or none of ours, WorkspaceUnusable for one of a newer program, Refused when the record is not empty, when a
    file of the workspace is in the way, or when the backup has another head.
    """
    with proven(path) as backup:
        _require_wanted(backup, head)
        with plain_errors(engine.url), _source(backup) as source:
            summary = backup.manifest.summary(backup.digest)
            _fill(engine, folder, backup, source, lambda connection: finish(connection, summary))
        return summary


def _fill(
    engine: Engine, folder: Path, backup: ProvenBackup, source: _Source, finish: Callable[[Connection], None]
) -> None:
    with writing(engine.connect()) as connection, connection.begin():
        if not is_empty(connection):
            place = place_of(engine.url)
            raise Refused(
                "record_not_empty",
                f"The record at {place} holds data already; restore into a new workspace or an empty database.",
                path=place,
            )
        missing = _missing_files(backup, folder)
        sums = {table.name: _load(connection, table, backup, source) for table in tables_in(connection)}
        go_on_counting(connection, tables_in(connection))
        _require_same(connection, backup, sums)
        finish(connection)
        # Files come before the end of the transaction: a kill in between leaves the record empty, to be filled anew.
        _place_files(backup, folder, missing)


def _require_wanted(backup: ProvenBackup, head: str) -> None:
    manifest = backup.manifest
    if manifest.revision not in known_revisions():
        raise WorkspaceUnusable(
            "backup_newer",
            f"{backup.name} was made by a newer version of the program ({manifest.program}); update the program.",
            name=backup.name,
            program=manifest.program,
        )
    if head and head != manifest.audit.hash:
        raise Refused(
            "backup_other_head",
            f"The audit log in {backup.name} ends with {manifest.audit.hash}, not with the entry that you named;"
            " it may have been cut, or this is another backup.",
            name=backup.name,
            hash=manifest.audit.hash,
        )


@contextmanager
def _source(backup: ProvenBackup) -> Iterator[_Source]:
    """Where the tables of HEAD come from: the backup itself, or a scratch record that it was brought up to date in."""
    if backup.manifest.revision == HEAD:
        _require_tables(tables_of_record(), backup)
        yield backup.lines
        return
    engine = create_engine("sqlite://", creator=_scratch, poolclass=StaticPool)
    try:
        with engine.connect() as connection:
            _bring_up_to_date(connection, backup)
            tables = {table.name: table for table in tables_of_record()}
            yield lambda name: lines_of(connection, tables[name])
    finally:
        engine.dispose()


def _scratch() -> sqlite3.Connection:
    """A database that is on disk, but under no name: whatever happens, nothing of it stays behind."""
    connection = sqlite3.connect("", isolation_level=None)
    connection.execute("BEGIN")
    return connection


def _bring_up_to_date(connection: Connection, backup: ProvenBackup) -> None:
    upgrade_to(connection, backup.manifest.revision)
    _require_tables(tables_in(connection), backup)
    for table in tables_in(connection):
        _load(connection, table, backup, backup.lines)
    upgrade_to(connection, "head")


def _require_tables(tables: Iterable[Table], backup: ProvenBackup) -> None:
    if {table.name for table in tables} != backup.manifest.tables.keys():
        revision = backup.manifest.revision
        reason = Reason.of("backup_tables_differ", revision=revision)
        backup.refuse(reason, f"its tables are not those of revision {revision}")


def _load(connection: Connection, table: Table, backup: ProvenBackup, source: _Source) -> str:
    """Fill one table; the SHA-256 of its lines."""
    sums = hashlib.sha256()

    def passing() -> Iterator[bytes]:
        for line in source(table.name):
            sums.update(line)
            yield line

    try:
        load_lines(connection, table, passing())
    except (ValueError, IntegrityError, DataError) as error:
        problem = str(getattr(error, "orig", error)).splitlines()[0]
        member = table_member(table.name)
        backup.refuse(Reason.of("backup_row_wrong", member=member, problem=problem), f"{member}: {problem}")
    return sums.hexdigest()


def _require_same(connection: Connection, backup: ProvenBackup, sums: Mapping[str, str]) -> None:
    """What the database holds now is what was given to it, row by row, and refers to nothing that is not there."""
    for table in tables_of_record():
        stored = hashlib.sha256()
        for line in lines_of(connection, table):
            stored.update(line)
        if stored.hexdigest() != sums[table.name]:
            member = table_member(table.name)
            reason = Reason.of("backup_row_wrong", member=member, problem="")
            backup.refuse(reason, f"{member} does not read back as it was written")
    if broken := broken_references(connection):
        reason = Reason.of("backup_rows_without", count=broken)
        backup.refuse(reason, f"{broken} rows refer to something that is not in it")
    if (head := last_entry(connection)) != backup.manifest.audit:
        reason = Reason.of("backup_log_ends_elsewhere", seq=head.seq)
        backup.refuse(reason, "its audit log ends elsewhere than its manifest says")


def _missing_files(backup: ProvenBackup, folder: Path) -> Sequence[str]:
    """Which of the workspace's files are still to be written; one that is there already must be the same."""
    missing = []
    for name in backup.manifest.files:
        place = folder / name
        if not place.exists():
            missing.append(name)
        elif place.read_bytes() != backup.content(name):
            raise Refused(
                "restore_in_the_way",
                f"{place} is there already and differs from the backup; restore into a new workspace.",
                path=str(place),
            )
    return missing


def _place_files(backup: ProvenBackup, folder: Path, names: Iterable[str]) -> None:
    for name in names:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        write_new(place, backup.content(name))
