"""Decides whether a file is a backup that can be trusted: whole, complete, nothing more, and true to its manifest."""

import hashlib
import io
import json
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, NoReturn

from assistant.adapters.backup_manifest import (
    FORMAT,
    MANIFEST,
    Manifest,
    Member,
    file_member,
    is_member_name,
    read_manifest,
    table_member,
    whole_digest,
)
from assistant.domain.audit import AuditEntry, first_broken
from assistant.domain.backup import AuditHead
from assistant.domain.language import Reason
from assistant.errors import UnreadableFile, WorkspaceUnusable

_LARGEST_MANIFEST = 64 << 20
_LONGEST_LINE = 64 << 20
_PIECE = 1 << 20
# A table of a record packs to a tenth or so; what packs far better than that was made to fill a disk.
_TIGHTEST, _SMALL = 200, 1 << 20
_ENCRYPTED = 0x1
_LOG = "audit"
# What stands in the first local header of every backup, where the name of its member begins.
_NAME_AT, _BEGINNING = 30, b"tables/"


class ProvenBackup:
    """A backup that was read through once and found whole; ``digest`` is the SHA-256 of the file."""

    def __init__(self, name: str, archive: zipfile.ZipFile, manifest: Manifest, digest: str) -> None:
        self.name = name
        self.manifest = manifest
        self.digest = digest
        self._archive = archive

    def lines(self, table: str) -> Iterator[bytes]:
        """The lines of one table."""
        yield from _lines(self._archive, table_member(table))

    def content(self, path: str) -> bytes:
        """One of the workspace's files."""
        return self._archive.read(file_member(PurePosixPath(path)))

    def refuse(self, reason: Reason, problem: str) -> NoReturn:
        """Raise UnreadableFile for what only the loading could show."""
        raise _damaged(self.name, reason, problem)


@contextmanager
def proven(path: Path) -> Iterator[ProvenBackup]:
    """The backup at ``path``, after everything about it was checked.

    Raises UnreadableFile that names what is wrong, or WorkspaceUnusable for a backup of a newer program.
    """
    with _opened(path) as file:
        digest = whole_digest(file)
        if digest is None:
            raise _broken(file, path.name)
        try:
            with zipfile.ZipFile(file) as archive:
                manifest = _manifest(archive, path.name)
                _require_members(archive, manifest, path.name)
                for member in manifest.members:
                    _require_same(archive, member, path.name)
                _require_chain(archive, manifest, path.name)
                yield ProvenBackup(path.name, archive, manifest, digest)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise _damaged(path.name, Reason.of("backup_not_whole"), str(error)) from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise UnreadableFile("file_missing", f"{path} does not exist; check the name.", name=str(path)) from error
    except OSError as error:
        raise UnreadableFile(
            "file_unreadable",
            f"{path} cannot be read: {error.strerror}; check the file and its rights.",
            name=str(path),
        ) from error
    with file:
        yield file


def _broken(file: IO[bytes], name: str) -> UnreadableFile:
    """The error for a file whose seal does not hold: damaged when it begins as ours do, else something else."""
    file.seek(_NAME_AT)
    alike = sum(here == ours for here, ours in zip(file.read(len(_BEGINNING)), _BEGINNING, strict=False))
    if alike < len(_BEGINNING) - 1:  # one of these bytes may be the damaged one
        return _foreign(name)
    return _damaged(name, Reason.of("backup_not_whole"), "bytes of it were changed, lost or added")


def _manifest(archive: zipfile.ZipFile, name: str) -> Manifest:
    found = [info for info in archive.infolist() if info.filename == MANIFEST]
    if len(found) != 1 or found[0].file_size > _LARGEST_MANIFEST:
        raise _foreign(name)
    with archive.open(found[0]) as member:
        manifest = read_manifest(member.read(_LARGEST_MANIFEST))
    if manifest is None:
        raise _foreign(name)
    if manifest.format > FORMAT:
        raise WorkspaceUnusable(
            "backup_newer",
            f"{name} was made by a newer version of the program ({manifest.program}); update the program.",
            name=name,
            program=manifest.program,
        )
    return manifest


def _require_members(archive: zipfile.ZipFile, manifest: Manifest, name: str) -> None:
    """Exactly what the manifest names, each once, under names that a backup may have, packed as we pack."""
    listed = [member.name for member in manifest.members]
    inside = [info.filename for info in archive.infolist() if info.filename != MANIFEST]
    for given in (*listed, *inside):
        if not is_member_name(given):
            problem = f"{given!r} is not the name of anything that a backup holds"
            raise _damaged(name, Reason.of("backup_member_name", member=repr(given)), problem)
    for member in sorted(set(listed) - set(inside)):
        raise _damaged(name, Reason.of("backup_lacks_member", member=member), f"{member} is missing")
    more = Counter(inside) - Counter(set(listed)) + (Counter(listed) - Counter(set(listed)))
    for member in sorted(more):
        raise _damaged(name, Reason.of("backup_has_more", member=member), f"{member} does not belong in it")
    for info in archive.infolist():
        plainly = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not info.flag_bits & _ENCRYPTED
        if not plainly or info.file_size > max(_SMALL, info.compress_size * _TIGHTEST):
            problem = f"{info.filename} unpacks to far more than a backup holds"
            raise _damaged(name, Reason.of("backup_unpacks_too_far", member=info.filename), problem)


def _require_same(archive: zipfile.ZipFile, member: Member, name: str) -> None:
    """Read one member through: its size, its sum and its rows are those of the manifest."""
    sums, size, lines, open_line = hashlib.sha256(), 0, 0, 0
    with archive.open(member.name) as content:
        while size <= member.size and open_line <= _LONGEST_LINE and (piece := content.read(_PIECE)):
            sums.update(piece)
            size += len(piece)
            ends = piece.count(b"\n")
            lines += ends
            open_line = len(piece) - piece.rfind(b"\n") - 1 if ends else open_line + len(piece)
    same = (size, sums.hexdigest()) == (member.size, member.sha256)
    if not same or (member.rows is not None and (lines != member.rows + 1 or open_line)):
        problem = f"{member.name} is not what its manifest says"
        raise _damaged(name, Reason.of("backup_member_differs", member=member.name), problem)


def _require_chain(archive: zipfile.ZipFile, manifest: Manifest, name: str) -> None:
    """The audit log follows from itself, and ends where the manifest says."""
    if _LOG not in manifest.tables:
        raise _damaged(name, Reason.of("backup_lacks_member", member=table_member(_LOG)), "the audit log is missing")
    last = AuditHead()

    def entries() -> Iterator[AuditEntry]:
        nonlocal last
        for entry in _entries(_lines(archive, table_member(_LOG))):
            yield entry
            last = AuditHead(seq=entry.seq, hash=entry.hash)

    try:
        broken = first_broken(entries())
    except (ValueError, TypeError, KeyError) as error:
        problem = "the audit log cannot be read"
        raise _damaged(name, Reason.of("backup_chain_broken", seq=last.seq + 1), problem) from error
    if broken is not None:
        raise _damaged(name, Reason.of("backup_chain_broken", seq=broken), f"its audit log is broken at entry {broken}")
    if last != AuditHead(seq=manifest.audit.seq, hash=manifest.audit.hash):
        problem = "its audit log ends elsewhere than its manifest says"
        raise _damaged(name, Reason.of("backup_log_ends_elsewhere", seq=last.seq), problem)


def _entries(lines: Iterator[bytes]) -> Iterator[AuditEntry]:
    names = json.loads(next(lines))
    for line in lines:
        row = dict(zip(names, json.loads(line), strict=True))
        row["at"], row["body"] = datetime.fromisoformat(row["at"]), json.loads(row["body"])
        yield AuditEntry(**row)


def _lines(archive: zipfile.ZipFile, member: str) -> Iterator[bytes]:
    with archive.open(member) as packed, io.BufferedReader(packed, _PIECE) as content:  # type: ignore[type-var]
        while line := content.readline(_LONGEST_LINE):
            yield line


def _damaged(name: str, reason: Reason, problem: str) -> UnreadableFile:
    message = f"{name} is damaged or was changed: {problem}; use another copy of the backup."
    return UnreadableFile("backup_damaged", message, name=name, problem=reason)


def _foreign(name: str) -> UnreadableFile:
    return UnreadableFile("not_a_backup", f"{name} is not a backup of this program; name one.", name=name)
