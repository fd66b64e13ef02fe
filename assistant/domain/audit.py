"""The audit chain: each entry's hash covers the one before, so that a change in the middle shows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.brief import digest

GENESIS = "0" * 64


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEntry:
    """One thing that happened: ``at`` in UTC; ``body`` holds hashes, codes and states, never message text."""

    seq: int
    at: datetime
    actor: str
    event: str
    subject: str
    version: int
    body: Mapping[str, object]
    previous: str
    hash: str


def chained(
    *,
    previous: AuditEntry | None,
    at: datetime,
    actor: str,
    event: str,
    subject: str,
    version: int = 0,
    body: Mapping[str, object] | None = None,
) -> AuditEntry:
    """The entry that follows ``previous``."""
    seq = previous.seq + 1 if previous else 1
    before = previous.hash if previous else GENESIS
    content = dict(body or {})
    return AuditEntry(
        seq=seq,
        at=at,
        actor=actor,
        event=event,
        subject=subject,
        version=version,
        body=content,
        previous=before,
        hash=digest([seq, at.isoformat(), actor, event, subject, version, content, before]),
    )


def first_broken(entries: Iterable[AuditEntry]) -> int | None:
    """The sequence number of the first entry that does not follow from the one before, or None when all do."""
    before: AuditEntry | None = None
    for entry in entries:
        wanted = chained(
            previous=before,
            at=entry.at,
            actor=entry.actor,
            event=entry.event,
            subject=entry.subject,
            version=entry.version,
            body=entry.body,
        )
        if entry != wanted:
            return wanted.seq
        before = entry
    return None
