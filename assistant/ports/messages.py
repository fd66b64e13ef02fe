"""What use cases ask of the system of record about messages: their versions, the model calls, and what left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.message import Message, Status
from assistant.domain.model_calls import ModelCall, SentCall


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxEntry:
    """A released message version: ``state`` is claimed, delivered, uncertain or failed; ``place`` is where it went."""

    message_id: str
    version: int
    content_hash: str
    header_id: str
    queued: datetime
    state: str
    place: str = ""


class Messages(Protocol):
    """The part of a unit of work that keeps messages."""

    def add_message(self, message: Message) -> None: ...
    def message(self, message_id: str) -> Message:
        """Raises NotFound."""
        ...

    def messages(
        self, *, status: frozenset[Status] | None = None, case_ids: Collection[str] | None = None
    ) -> tuple[Message, ...]:
        """Newest versions in one of these states, on one of these cases, oldest message first; None for any."""
        ...

    def newest_messages(self, status: frozenset[Status], most: int) -> tuple[tuple[str, int], ...]:
        """(id, version) of at most so many messages in one of these states, the newest first; they are not read."""
        ...

    def cases_with_messages(self, status: frozenset[Status]) -> tuple[str, ...]:
        """Ids of the cases that have a message in one of these states, in order; the messages are not read."""
        ...

    def replace_message(self, old: Message, new: Message) -> None:
        """Store ``new`` only while the record still holds ``old``'s version, status and facts; else raises OutOfDate.

        Every version's text and report stay in the record.
        """
        ...

    def versions(self, message_id: str) -> tuple[Message, ...]:
        """Every stored version of a message, oldest first, each as it last stood."""
        ...

    # what left this machine for a language model
    def add_model_calls(self, about: str, calls: Sequence[ModelCall], *, version: int = 0) -> None:
        """Append them in their order; ``about`` is the id of a message (then ``version`` is its), reply or case."""
        ...

    def model_calls(self, about: str | None = None, *, newest: int | None = None) -> tuple[SentCall, ...]:
        """What was kept, oldest first; None for anything, and with ``newest`` only the last so many."""
        ...

    # outbox
    def add_to_outbox(self, entry: OutboxEntry) -> bool:
        """False when this message version is in the outbox already."""
        ...

    def outbox(self) -> tuple[OutboxEntry, ...]: ...
    def mark_outbox(self, message_id: str, version: int, state: str, place: str = "") -> None:
        """Set the state, and the place when one is given; raises NotFound."""
        ...
