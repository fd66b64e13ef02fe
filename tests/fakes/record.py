"""The record in memory: the same promises as the real one, held to the same contract tests."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.ports import Clock, Transaction
from tests.fakes.state import State
from tests.fakes.transaction import MemoryTransaction


class MemoryRecord:
    """A `assistant.ports.Record` that forgets everything when it goes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._state = State()
        self._writer = threading.Lock()
        self._here = threading.local()

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        if getattr(self._here, "writes", False):
            raise RuntimeError("this thread is in a unit of work already")
        with self._writer:
            self._here.writes = True
            try:
                work = self._state.copy()
                yield MemoryTransaction(work, self._clock)
                self._state = work
            finally:
                self._here.writes = False

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        yield MemoryTransaction(self._state.copy(), self._clock)

    def close(self) -> None:
        """Nothing: memory needs no letting go."""
