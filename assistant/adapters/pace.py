"""Decides when the next call may leave, so that no minute sees more of them than a provider allows."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

_MINUTE = 60.0
# Less than this is not worth a look at the clock, and might be lost in rounding.
_SHORTEST = 0.001


@dataclass(slots=True)
class Taken:
    """One call that left: when, and how many tokens it is taken to cost; ``tokens`` may be put right afterwards."""

    at: float
    tokens: int


class Pace:
    """At most so many calls and tokens in any 60 seconds; 0 is no bound.

    A call that is larger than the bound itself goes alone. Not safe for several threads: its owner calls it from one.
    """

    def __init__(self, *, requests: int, tokens: int, now: Callable[[], float]) -> None:
        """``now`` counts seconds and never goes back."""
        self._requests = requests
        self._tokens = tokens
        self._now = now
        self._taken: deque[Taken] = deque()

    def take(self, tokens: int) -> Taken | float:
        """The call, taken as made, or the seconds after which to ask again."""
        now = self._now()
        while self._taken and now - self._taken[0].at >= _MINUTE:
            self._taken.popleft()
        if self._taken and self._is_full(tokens):
            return max(self._taken[0].at + _MINUTE - now, _SHORTEST)
        taken = Taken(now, tokens)
        if self._requests or self._tokens:
            self._taken.append(taken)
        return taken

    def _is_full(self, tokens: int) -> bool:
        if self._requests and len(self._taken) >= self._requests:
            return True
        return bool(self._tokens) and sum(call.tokens for call in self._taken) + tokens > self._tokens
