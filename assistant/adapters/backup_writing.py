"""Writes the whole record, as it stood at one moment, to one file: a zip of tables as JSON lines, sealed at its end."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath

from sqlalchemy import Connection, Engine, Table, select

from assistant.adapters.backup_manifest import (
    FORMAT,
    KEPT_FOLDERS,
    MANIFEST,
    OWN_FILES,
    Head,
    Manifest,
    Member,
    file_member,
    is_member_name,
    manifest_bytes,
    seal,
    seal_comment,
    table_member,
)
from assistant.adapters.output_files import new_file
from assistant.adapters.store.copying import lines_of, tables_of_record
from assistant.adapters.store.desk_tables import audit
from assistant.adapters.store.engine import place_of, plain_errors, reading
from assistant.adapters.store.revision import HEAD
from assistant.domain.audit import GENESIS
from assistant.domain.backup import Backup
from assistant.errors import UnreadableFile, WorkspaceUnusable

# Lines are gathered to pieces of about this many bytes before they are packed.
_PIECE = 1 << 18
_PACKING = 6


def write_backup(engine: Engine, folder: Path, path: Path, *, at: datetime, replace: bool) -> Backup:
    """The record of ``engine`` and the files of the workspace ``folder`` that belong to it, at ``path``.

    Raises as `new_file` does; WorkspaceUnusable when the record cannot be read, UnreadableFile when a letter cannot.
    """
    with new_file(path, replace=replace) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING) as archive:
            archive.comment = seal_comment()
            with plain_errors(engine.url), reading(engine.connect()) as connection, connection.begin():
                manifest = _write_members(archive, connection, folder, at)
            _add(archive, MANIFEST, [manifest_bytes(manifest)], at)
        digest = seal(file)
    return manifest.summary(digest)


def last_entry(connection: Connection) -> Head:
    """Where the audit log ends."""
    query = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return Head(seq=row.seq, hash=row.hash) if row else Head(seq=0, hash=GENESIS)


def _write_members(archive: zipfile.ZipFile, connection: Connection, folder: Path, at: datetime) -> Manifest:
    head = last_entry(connection)
    members = [_add_table(archive, table_member(t.name), _read(connection, t), at) for t in tables_of_record()]
    members += [_add(archive, file_member(path), [_content(folder / path)], at) for path in _files_of(folder)]
    return Manifest(
        format=FORMAT,
        program=_program(),
        revision=HEAD,
        made=at.astimezone(UTC),
        audit=head,
        members=tuple(members),
    )


def _read(connection: Connection, table: Table) -> Iterator[bytes]:
    try:
        yield from lines_of(connection, table)
    except ValueError as error:
        place = place_of(connection.engine.url)
        raise WorkspaceUnusable(
            "record_damaged_file",
            f"{place} holds a value that cannot be read ({error}); restore a backup.",
            path=place,
        ) from error


def _add_table(archive: zipfile.ZipFile, name: str, lines: Iterable[bytes], at: datetime) -> Member:
    counted = _Counted(lines)
    member = _add(archive, name, counted, at)
    return Member(name=name, size=member.size, sha256=member.sha256, rows=counted.lines - 1)


class _Counted:
    """Lines gathered to larger pieces; afterwards ``lines`` says how many there were."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.lines = 0
        self._given = lines

    def __iter__(self) -> Iterator[bytes]:
        held: list[bytes] = []
        size = 0
        for line in self._given:
            held.append(line)
            size += len(line)
            self.lines += 1
            if size >= _PIECE:
                yield b"".join(held)
                held, size = [], 0
        yield b"".join(held)


def _add(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes], at: datetime) -> Member:
    made = at.astimezone(UTC)
    info = zipfile.ZipInfo(name, (made.year, made.month, made.day, made.hour, made.minute, made.second))
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    sums, size = hashlib.sha256(), 0
    # The size is known only at the end, and may need the long form.
    with archive.open(info, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            sums.update(piece)
            size += len(piece)
    return Member(name=name, size=size, sha256=sums.hexdigest())


def _files_of(folder: Path) -> Iterator[PurePosixPath]:
    """The workspace's own files that belong to the record; links are not followed, and other files stay behind."""
    others = [PurePosixPath(name, path.name) for name in KEPT_FOLDERS for path in sorted((folder / name).glob("*"))]
    for path in (*map(PurePosixPath, OWN_FILES), *others):
        found = folder / path
        if is_member_name(file_member(path)) and found.is_file() and not found.is_symlink():
            yield path


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            "file_unreadable", f"{path} cannot be read: {error.strerror}; check its rights.", name=str(path)
        ) from error


def _program() -> str:
    try:
        return version("tactful")
    except PackageNotFoundError:
        return "unknown"
