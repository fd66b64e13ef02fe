"""Decides whether an endpoint that keeps failing is asked at all."""

from collections import deque
from collections.abc import Callable


class Breaker:
    """Opens after ``failures`` failures within ``window`` seconds; after ``rest`` seconds it lets one call through.

    That call closes it or opens it again. Not safe for several threads: its owner calls it from one.
    """

    def __init__(self, *, failures: int, window: float, rest: float, now: Callable[[], float]) -> None:
        """``now`` counts seconds and never goes back."""
        self._window = window
        self._rest = rest
        self._now = now
        self._failed_at: deque[float] = deque(maxlen=failures)
        self._opened_at: float | None = None
        self._probing = False

    def wait(self) -> float:
        """Seconds until a call may be made; 0 means now, and then that call is taken as made."""
        if self._opened_at is None:
            return 0.0
        left = self._opened_at + self._rest - self._now()
        if left > 0:
            return left
        if self._probing:
            return self._rest
        self._probing = True
        return 0.0

    def succeeded(self) -> None:
        """A call was answered: all failures are forgotten."""
        self._failed_at.clear()
        self._opened_at = None
        self._probing = False

    def failed(self) -> None:
        """A call failed, and the endpoint is to blame."""
        now = self._now()
        self._failed_at.append(now)
        full = len(self._failed_at) == self._failed_at.maxlen and now - self._failed_at[0] <= self._window
        if self._probing or full:
            self._opened_at = now
        self._probing = False

    def learned_nothing(self) -> None:
        """A call ended in a way that says nothing about the endpoint's health, such as a refused key."""
        self._probing = False
