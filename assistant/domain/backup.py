"""What a backup says of itself: when it was made, how much is in it, and where the audit log stood."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.audit import GENESIS


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditHead:
    """The last entry of an audit log; kept elsewhere it shows when the end of a log was cut off."""

    seq: int = 0
    hash: str = GENESIS


@dataclass(frozen=True, kw_only=True, slots=True)
class Backup:
    """A backup file: ``digest`` is its SHA-256, ``made`` the moment of its facts (UTC), ``rows`` how many by table.

    ``files`` counts the released letters and settings of the workspace that are in it.
    """

    digest: str
    made: datetime
    revision: str
    rows: Mapping[str, int]
    files: int
    head: AuditHead
