"""Restores an empty record from a backup, and notes in its audit log that it goes on from there."""

from pathlib import Path

from assistant.domain.backup import Backup
from assistant.ports import Backups
from assistant.workflow.desk import Desk


def restore(desk: Desk, backups: Backups, actor: str, path: Path, *, head: str = "") -> Backup:
    """Everything in the backup at ``path``, or nothing; ``head`` is the hash of its last audit entry, if that was kept.

    The audit log then says which file the record was restored from, after the entry that was the backup's last. Raises
    UnreadableFile, WorkspaceUnusable or Refused, and then the record is as it was.
    """
    backup = backups.restore(path, head=head)
    with desk.record.begin() as tx:
        body = {"digest": backup.digest, "made": backup.made, "seq": backup.head.seq, "head": backup.head.hash}
        tx.audit(actor, "record_restored", path.name, body=body)
    return backup
