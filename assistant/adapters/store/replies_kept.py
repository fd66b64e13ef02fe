"""Keeps the reply to each request that carried a key, so that the same request again has no second effect."""

from datetime import datetime

from sqlalchemy import delete, insert

from assistant.adapters.store import rows
from assistant.adapters.store.desk_tables import idempotency_keys
from assistant.adapters.store.unit import Unit
from assistant.ports import KeptReply


class RepliesKept(Unit):
    """The part of a transaction that knows which requests were answered."""

    def kept_reply(self, login: str, key: str) -> KeptReply | None:
        """The reply that this person's request under ``key`` got."""
        return rows.REPLIES_KEPT.one(self._connection, login, key)

    def keep_reply(self, reply: KeptReply, *, forget_before: datetime) -> None:
        """Store it and forget those of before; a key that is there already is an error of the database."""
        self._connection.execute(delete(idempotency_keys).where(idempotency_keys.c.at < forget_before))
        self._connection.execute(insert(idempotency_keys), rows.as_row(reply))
