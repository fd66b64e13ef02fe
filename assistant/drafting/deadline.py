"""Ends a model's answers when the time for the whole draft is over."""

from collections.abc import Callable

from assistant.domain.model_calls import ModelCall
from assistant.ports import Watch


class Until:
    """A watch that passes everything on to another, and also stops when ``now`` reaches ``ends``."""

    def __init__(self, watch: Watch, ends: float, now: Callable[[], float]) -> None:
        """``ends`` and what ``now`` gives are seconds on the same clock."""
        self._watch = watch
        self._ends = ends
        self._now = now

    def is_stopped(self) -> bool:
        """Whether the person stopped it, or the time is over."""
        return self._watch.is_stopped() or self._now() >= self._ends

    def wants_text(self) -> bool:
        """As the other says."""
        return self._watch.wants_text()

    def begins(self) -> None:
        """Pass it on."""
        self._watch.begins()

    def came(self, piece: str) -> None:
        """Pass it on."""
        self._watch.came(piece)

    def called(self, call: ModelCall) -> None:
        """Pass it on."""
        self._watch.called(call)
