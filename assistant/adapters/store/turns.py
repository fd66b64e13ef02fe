"""Lets the threads of this program write one after the other, in the order in which they came."""

import threading
from collections import deque


class Turns:
    """A lock that is handed on to whoever waits longest; a plain lock goes to whoever is quickest, and some starve."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._holder: int | None = None
        self._taken = False

    def mine(self) -> bool:
        """Whether this thread has the turn."""
        return self._holder == threading.get_ident()

    def take(self, patience: float) -> bool:
        """Wait for the turn, ``patience`` seconds at most; whether it came."""
        gate = threading.Lock()
        with self._mutex:
            if self._taken:
                gate.acquire()
                self._waiting.append(gate)
            self._taken = True
        came = gate.acquire(timeout=patience) or not self._withdrawn(gate)
        if came:
            self._holder = threading.get_ident()
        return came

    def hand_on(self) -> None:
        """End this thread's turn."""
        with self._mutex:
            self._holder = None
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _withdrawn(self, gate: threading.Lock) -> bool:
        # The turn may come in the very moment in which patience ends.
        with self._mutex:
            if gate not in self._waiting:
                return False
            self._waiting.remove(gate)
            return True
