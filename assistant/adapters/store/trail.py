"""Appends to the audit log and reads it back exactly as it is stored, tampered entries included."""

import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import Row, insert, select

from assistant.adapters.store.desk_tables import audit
from assistant.adapters.store.unit import Unit
from assistant.domain.audit import AuditEntry, chained

# The log may be long: it is read in pieces.
_PIECE = 500


class Trail(Unit):
    """The part of a transaction that says who did what."""

    def audit(
        self, actor: str, event: str, subject: str, *, version: int = 0, body: Mapping[str, object] | None = None
    ) -> None:
        """Append to the hash chain."""
        entry = chained(
            previous=self._last(),
            at=self._clock.now().astimezone(UTC),
            actor=actor,
            event=event,
            subject=subject,
            version=version,
            body=body,
        )
        self._connection.execute(
            insert(audit).values(
                seq=entry.seq,
                at=entry.at.isoformat(),
                actor=entry.actor,
                event=entry.event,
                subject=entry.subject,
                version=entry.version,
                body=_canonical(entry.body),
                previous=entry.previous,
                hash=entry.hash,
            )
        )

    def audit_entries(self) -> Iterator[AuditEntry]:
        """Every entry, oldest first; to be used up inside the transaction."""
        last: int | None = None
        query = select(audit).order_by(audit.c.seq).limit(_PIECE)
        while piece := self._connection.execute(query if last is None else query.where(audit.c.seq > last)).all():
            yield from (_entry(row) for row in piece)
            last = piece[-1].seq

    def audit_about(self, subjects: Collection[str]) -> Iterator[AuditEntry]:
        """The entries about these subjects, oldest first."""
        about = select(audit).where(audit.c.subject.in_(subjects)).order_by(audit.c.seq)
        for row in self._connection.execute(about):
            yield _entry(row)

    def _last(self) -> AuditEntry | None:
        row = self._connection.execute(select(audit).order_by(audit.c.seq.desc()).limit(1)).one_or_none()
        return _entry(row) if row else None


def _canonical(body: Mapping[str, object]) -> str:
    """The text that the chain hashes: what is read back from it hashes the same."""
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)


def _entry(row: Row[tuple[object, ...]]) -> AuditEntry:
    return AuditEntry(
        seq=row.seq,
        at=_moment(row.at),
        actor=row.actor,
        event=row.event,
        subject=row.subject,
        version=row.version,
        body=_body(row.body),
        previous=row.previous,
        hash=row.hash,
    )


def _moment(text: str) -> datetime:
    """A damaged moment becomes one that no entry has, so that the chain shows the entry as broken."""
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return datetime.min.replace(tzinfo=UTC)


def _body(text: str) -> Mapping[str, object]:
    try:
        body = json.loads(text)
    except (TypeError, ValueError):
        return {"unreadable": text}
    return body if isinstance(body, dict) else {"unreadable": text}
