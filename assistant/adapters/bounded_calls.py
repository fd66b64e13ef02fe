"""Decides how long, how often and how hard an endpoint is asked; what does not come of it is ModelUnavailable."""

import asyncio
import random
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from assistant.adapters.background import BackgroundLoop, ClosedError
from assistant.adapters.breaker import Breaker
from assistant.adapters.model_endpoint import Endpoint, Failure, Limits

# How long a call may outlive its deadline before it is left behind; a loop that is alive ends it at once.
_GRACE = 2.0


class Connected(Protocol):
    """A client with connections of its own."""

    async def aclose(self) -> None:
        """End its connections."""
        ...


C = TypeVar("C", bound=Connected)
T = TypeVar("T")


class BoundedCalls(Generic[C]):
    """Calls to one endpoint within its limits, safe for several threads.

    Calls run on one event loop in a daemon thread: a call can be given up at any moment, even in the middle of an
    answer that drips. Nothing is loaded or connected before the first call.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        limits: Limits,
        connect: Callable[[], C | Failure],
        *,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``connect`` makes the client; ``jitter`` gives numbers from 0 to 1, ``now`` seconds that never go back."""
        self._endpoint = endpoint
        self._limits = limits
        self._connect = connect
        self._jitter = jitter
        self._now = now
        self._breaker = Breaker(failures=limits.failures, window=limits.window, rest=limits.rest, now=now)
        self._opening = threading.Lock()
        self._line: _Line[C] | None = None

    def run(self, ask: Callable[[C], Awaitable[T | Failure]]) -> T:
        """What ``ask``, which tries once, gets in the end; raises ModelUnavailable when the deadline has passed.

        The very first call also loads the client's libraries, which takes seconds that are not counted.
        """
        line = self._open()
        if isinstance(line, Failure):
            raise line.as_error(self._endpoint)
        outcome: T | Failure
        try:
            outcome = line.loop.run(self._in_turn(line, ask), self._limits.deadline + _GRACE)
        except TimeoutError:
            outcome = self._too_slow()
        except ClosedError:
            outcome = Failure(code="model_unreachable", what="was left before it answered")
        if isinstance(outcome, Failure):
            raise outcome.as_error(self._endpoint)
        return outcome

    def close(self) -> None:
        """End all calls and connections; the next call opens anew."""
        with self._opening:
            line, self._line = self._line, None
            if line:
                line.loop.close(line.client.aclose())

    def _open(self) -> "_Line[C] | Failure":
        with self._opening:
            if self._line is None:
                client = self._connect()
                if isinstance(client, Failure):
                    return client
                turns = asyncio.Semaphore(self._limits.at_once)
                self._line = _Line(loop=BackgroundLoop("model-calls"), client=client, turns=turns)
            return self._line

    async def _in_turn(self, line: "_Line[C]", ask: Callable[[C], Awaitable[T | Failure]]) -> T | Failure:
        ends = self._now() + self._limits.deadline
        asked = False
        try:
            async with asyncio.timeout(self._limits.deadline), line.turns:
                asked = True
                return await self._tries(line.client, ask, ends)
        except TimeoutError:
            if asked:
                self._breaker.failed()
                return self._too_slow()
            return Failure(code="model_busy", what="is busy with other calls")

    async def _tries(self, client: C, ask: Callable[[C], Awaitable[T | Failure]], ends: float) -> T | Failure:
        if resting := self._breaker.wait():
            what = "failed too often and is left alone for a while"
            return Failure(code="model_paused", what=what, retry_after=resting)
        attempt = 0
        while True:
            outcome = await ask(client)
            if not isinstance(outcome, Failure):
                self._breaker.succeeded()
                return outcome
            self._note(outcome)
            wait = self._wait(outcome, attempt)
            if wait is None or self._now() + wait >= ends or self._breaker.wait():
                return outcome
            await asyncio.sleep(wait)
            attempt += 1

    def _note(self, failure: Failure) -> None:
        if failure.counts:
            self._breaker.failed()
        else:
            self._breaker.learned_nothing()

    def _wait(self, failure: Failure, attempt: int) -> float | None:
        """Seconds before the next try, None when there is to be none."""
        asked_for = failure.retry_after or 0.0
        if not failure.retry or attempt >= self._limits.retries or asked_for > self._limits.longest_wait:
            return None
        return asked_for + self._jitter() * self._limits.backoff * float(2**attempt)

    def _too_slow(self) -> Failure:
        return Failure(code="model_too_slow", what=f"gave no whole answer within {self._limits.deadline:g} seconds")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line(Generic[C]):
    """What is open towards an endpoint: the loop, the client that lives on it, and the turns to take."""

    loop: BackgroundLoop
    client: C
    turns: asyncio.Semaphore
