"""Keeps what was sent to language models and what came back, beside what it was made for."""

from collections.abc import Sequence

from sqlalchemy import insert, select

from assistant.adapters.store.desk_tables import model_calls
from assistant.adapters.store.unit import Unit
from assistant.domain.model_calls import ModelCall, SentCall


class ModelCalls(Unit):
    """The part of a transaction that knows what left this machine."""

    def add_model_calls(self, about: str, calls: Sequence[ModelCall], *, version: int = 0) -> None:
        """Append them in their order."""
        if calls:
            self._connection.execute(
                insert(model_calls), [{"about": about, "version": version, "call": call} for call in calls]
            )

    def model_calls(self, about: str | None = None, *, newest: int | None = None) -> tuple[SentCall, ...]:
        """Oldest first; with ``newest`` only the last so many."""
        query = select(model_calls).order_by(model_calls.c.seq.desc()).limit(newest)
        found = self._connection.execute(query if about is None else query.where(model_calls.c.about == about))
        return tuple(SentCall(about=row.about, version=row.version, call=row.call) for row in found)[::-1]
