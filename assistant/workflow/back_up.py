"""Backs the record up to a file, and notes in the audit log who has taken a copy of it."""

from dataclasses import dataclass
from pathlib import Path

from assistant.domain.backup import Backup
from assistant.errors import WorkspaceUnusable
from assistant.ports import Backups
from assistant.workflow.desk import Desk


@dataclass(frozen=True, kw_only=True, slots=True)
class BackupMade:
    """A backup that was written; ``noted`` is False when the audit log could not be written meanwhile."""

    backup: Backup
    noted: bool


def back_up(desk: Desk, backups: Backups, actor: str, path: Path, *, replace: bool = False) -> BackupMade:
    """The record as it stands now, at ``path``; others may go on writing.

    A record that cannot be written, or is being written, can still be backed up. Raises BadInput when there is a file
    of that name and ``replace`` is not set, WorkspaceUnusable when the record cannot be read or the file not written.
    """
    backup = backups.write(path, at=desk.clock.now(), replace=replace)
    body = {"digest": backup.digest, "seq": backup.head.seq, "head": backup.head.hash}
    try:
        with desk.record.begin() as tx:
            tx.audit(actor, "backup_made", path.name, body=body)
    except WorkspaceUnusable:
        return BackupMade(backup=backup, noted=False)
    return BackupMade(backup=backup, noted=True)
