"""Restores an empty record from a backup, closes its acceptance links, and notes that its log goes on from there."""

from dataclasses import dataclass
from pathlib import Path

from assistant.domain.backup import Backup
from assistant.ports import Backups, Transaction
from assistant.workflow.acceptance.links import revoke_links


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """What was restored; ``closed`` are the agreements whose links no longer open: their customers get new ones."""

    backup: Backup
    closed: tuple[str, ...]


def restore(backups: Backups, actor: str, path: Path, *, head: str = "") -> Restored:
    """Everything in the backup at ``path``, or nothing; ``head`` is the hash of its last audit entry, if that was kept.

    No acceptance link of the backup opens afterwards: one that was revoked, or answered, since it was made would else
    open again. The audit log then says which file the record was restored from, after the entry that was the backup's
    last. Raises UnreadableFile, WorkspaceUnusable or Refused, and then the record is as it was.
    """
    closed: list[str] = []

    def finish(tx: Transaction, backup: Backup) -> None:
        closed.extend(_close_links(tx))
        body = {"digest": backup.digest, "made": backup.made, "seq": backup.head.seq, "head": backup.head.hash}
        tx.audit(actor, "record_restored", path.name, body={**body, "links_closed": closed})

    backup = backups.restore(path, head=head, finish=finish)
    return Restored(backup=backup, closed=tuple(closed))


def _close_links(tx: Transaction) -> tuple[str, ...]:
    """The agreements of which a link was open."""
    agreements = (each for case in tx.account_keys() for each in tx.agreements(*case))
    return tuple(each.id for each in agreements if revoke_links(tx, each.id))
