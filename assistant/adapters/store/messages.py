"""Keeps messages with every version of them, and the outbox; who comes second with a change is refused."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, update

from assistant.adapters.store import rows
from assistant.adapters.store.asked import among
from assistant.adapters.store.desk_tables import counters, message_versions, messages, outbox
from assistant.adapters.store.unit import Unit
from assistant.domain.message import Message, Status
from assistant.errors import NotFound, OutOfDate
from assistant.ports import OutboxEntry

# A message as it is read: what all versions share, and one version.
_SHARED = (messages.c.id, messages.c.author, messages.c.created)
_VERSION = tuple(column for column in message_versions.c if column.name != "message_id")
_JOINED = messages.join(message_versions, messages.c.id == message_versions.c.message_id)
_NEWEST = messages.c.version == message_versions.c.version
# Messages were counted under this name before there were other ids.
_COUNTERS = {"M": "message"}


class Messages(Unit):
    """The part of a transaction that is about what we send."""

    def next_id(self, prefix: str) -> str:
        """``M-0001`` and so on."""
        name = _COUNTERS.get(prefix, prefix)
        mine = counters.c.name == name
        counted = self._connection.execute(update(counters).where(mine).values(value=counters.c.value + 1))
        if not counted.rowcount:
            self._connection.execute(insert(counters).values(name=name, value=1))
        number = self._connection.execute(select(counters.c.value).where(mine)).scalar_one()
        return f"{prefix}-{number:04d}"

    def add_message(self, message: Message) -> None:
        """Store a new message; one that is there already is a programming error (ValueError)."""
        if self._found(messages.c.id == message.id):
            raise ValueError(f"{message.id} is stored already")
        self._connection.execute(insert(messages).values(_head(message)))
        self._connection.execute(insert(message_versions).values(_version(message)))

    def message(self, message_id: str) -> Message:
        """The newest version; raises NotFound."""
        found = self._found(_NEWEST, messages.c.id == message_id)
        if not found:
            raise NotFound("unknown_message", f"There is no message {message_id!r} in the record.", message=message_id)
        return found[0]

    def messages(
        self, *, status: frozenset[Status] | None = None, case_ids: Collection[str] | None = None
    ) -> tuple[Message, ...]:
        """Newest versions, oldest message first."""
        wanted = [_NEWEST]
        if status is not None:
            # Of a few cases the messages are few: an index over the states of everybody's would be the longer way.
            column = messages.c.status if case_ids is None else func.coalesce(messages.c.status, "")
            wanted.append(column.in_(sorted(status)))
        if case_ids is not None:
            wanted.append(among(messages.c.case_id, case_ids, self._connection))
        return self._found(*wanted)

    def newest_messages(self, status: frozenset[Status], most: int) -> tuple[tuple[str, int], ...]:
        """Without the messages."""
        newest = select(messages.c.id, messages.c.version).where(messages.c.status.in_(sorted(status)))
        found = self._connection.execute(newest.order_by(messages.c.seq.desc()).limit(most))
        return tuple((message_id, version) for message_id, version in found)

    def cases_with_messages(self, status: frozenset[Status]) -> tuple[str, ...]:
        """Without the messages."""
        ids = select(messages.c.case_id).where(messages.c.status.in_(sorted(status))).distinct()
        return tuple(self._connection.execute(ids.order_by(messages.c.case_id)).scalars())

    def versions(self, message_id: str) -> tuple[Message, ...]:
        """Every version, oldest first, each as it last stood."""
        return self._found(messages.c.id == message_id)

    def replace_message(self, old: Message, new: Message) -> None:
        """First writer wins: raises OutOfDate when the record no longer holds ``old``'s version, status and facts."""
        _require_successor(old, new)
        unchanged = and_(
            messages.c.id == old.id,
            messages.c.version == old.version,
            messages.c.status == old.status,
            messages.c.facts_fingerprint == old.facts_fingerprint,
        )
        done = self._connection.execute(update(messages).where(unchanged).values(_head(new)))
        if done.rowcount == 0:
            raise OutOfDate(
                "changed_meanwhile",
                f"{old.id} was changed by someone else meanwhile; look at it again.",
                message=old.id,
            )
        if new.version > old.version:
            self._connection.execute(insert(message_versions).values(_version(new)))
        else:
            mine = and_(message_versions.c.message_id == new.id, message_versions.c.version == new.version)
            self._connection.execute(update(message_versions).where(mine).values(_version(new)))

    def add_to_outbox(self, entry: OutboxEntry) -> bool:
        """False when this version is in the outbox already; raises NotFound for a version that is not stored."""
        if rows.OUTBOX.one(self._connection, entry.message_id, entry.version):
            return False
        if not self._found(messages.c.id == entry.message_id, message_versions.c.version == entry.version):
            raise NotFound(
                "unknown_message",
                f"There is no message {entry.message_id!r} with version {entry.version} in the record.",
                message=entry.message_id,
            )
        return self._save(rows.OUTBOX, entry)

    def outbox(self) -> tuple[OutboxEntry, ...]:
        """All of it, in the order of release."""
        return rows.OUTBOX.all(self._connection)

    def mark_outbox(self, message_id: str, version: int, state: str, place: str = "") -> None:
        """Set the state, and the place when one is given; raises NotFound."""
        values = {"state": state} | ({"place": place} if place else {})
        mine = and_(outbox.c.message_id == message_id, outbox.c.version == version)
        done = self._connection.execute(update(outbox).where(mine).values(values))
        if done.rowcount == 0:
            raise NotFound(
                "not_in_outbox", f"Version {version} of {message_id} is not in the outbox.", message=message_id
            )

    def _found(self, *conditions: ColumnElement[bool]) -> tuple[Message, ...]:
        query = select(*_SHARED, *_VERSION).select_from(_JOINED).where(*conditions)
        order = (messages.c.created, messages.c.seq, message_versions.c.version)
        return tuple(Message(**row) for row in self._connection.execute(query.order_by(*order)).mappings())


def _head(message: Message) -> Mapping[str, Any]:
    return {
        "id": message.id,
        "case_id": message.brief.case_id,
        "version": message.version,
        "status": message.status,
        "facts_fingerprint": message.facts_fingerprint,
        "author": message.author,
        "created": message.created,
    }


def _version(message: Message) -> Mapping[str, Any]:
    return {"message_id": message.id} | {column.name: getattr(message, column.name) for column in _VERSION}


def _require_successor(old: Message, new: Message) -> None:
    """A text may only change under a new version, else the version that was endorsed would be lost."""
    if new.id != old.id or new.version not in (old.version, old.version + 1):
        raise ValueError(f"{new.id} version {new.version} cannot follow {old.id} version {old.version}")
    if new.version == old.version and new.content_hash != old.content_hash:
        raise ValueError(f"{new.id}: another text needs another version than {old.version}")
