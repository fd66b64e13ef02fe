"""Ends a model's answers when the time for the whole draft is over."""

from collections.abc import Callable

from assistant.ports import PassedOn, Watch


class Until(PassedOn):
    """A watch that passes everything on to another, and also stops when ``now`` reaches ``ends``."""

    def __init__(self, watch: Watch, ends: float, now: Callable[[], float]) -> None:
        """``ends`` and what ``now`` gives are seconds on the same clock."""
        super().__init__(watch)
        self._ends = ends
        self._now = now

    def is_stopped(self) -> bool:
        """Whether the person stopped it, or the time is over."""
        return super().is_stopped() or self._now() >= self._ends
