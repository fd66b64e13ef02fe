"""Decides how long, how often and how hard an endpoint is asked; what does not come of it is ModelUnavailable."""

import asyncio
import random
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from assistant.adapters.background import BackgroundLoop, ClosedError
from assistant.adapters.breaker import Breaker
from assistant.adapters.model_endpoint import Endpoint, Failure, Limits
from assistant.adapters.pace import Pace, Taken
from assistant.errors import Stopped
from assistant.ports import UNWATCHED, Watch

# How long a call may outlive its deadline before it is left behind; a loop that is alive ends it at once.
_GRACE = 2.0
# How often it is looked whether somebody wants the answer still.
_GLANCE = 0.05


class Connected(Protocol):
    """A client with connections of its own."""

    async def aclose(self) -> None:
        """End its connections."""
        ...


C = TypeVar("C", bound=Connected)
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call: ``deadline`` in seconds, ``tokens`` that it takes at most, and who may stop it.

    ``endpoint`` is named in errors.
    """

    endpoint: Endpoint
    deadline: float
    tokens: int = 0
    watch: Watch = UNWATCHED


class BoundedCalls(Generic[C]):
    """Calls to one address with one key, whatever the models, within its limits; safe for several threads.

    Calls run on one event loop in a daemon thread: a call can be given up at any moment, even in the middle of an
    answer that drips. Nothing is loaded or connected before the first call.
    """

    def __init__(
        self,
        limits: Limits,
        connect: Callable[[], C | Failure],
        *,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``connect`` makes the client; ``jitter`` gives numbers from 0 to 1, ``now`` seconds that never go back."""
        self._limits = limits
        self._connect = connect
        self._jitter = jitter
        self._now = now
        self._breaker = Breaker(failures=limits.failures, window=limits.window, rest=limits.rest, now=now)
        self._pace = Pace(requests=limits.requests_per_minute, tokens=limits.tokens_per_minute, now=now)
        self._opening = threading.Lock()
        self._line: _Line[C] | None = None

    def run(self, call: Call, ask: Callable[[C], Awaitable[T | Failure]], used: Callable[[T], int | None]) -> T:
        """What ``ask``, which tries once, gets in the end; ``used`` says how many tokens that took, None if unknown.

        Raises ModelUnavailable when the deadline has passed, and Stopped when the watch was stopped. The very first
        call also loads the client's libraries, which takes seconds that are not counted.
        """
        line = self._open(call)
        work: _Work[C, T] = _Work(call=call, client=line.client, ask=ask, used=used, ends=self._now() + call.deadline)
        turn = self._in_turn(line, work)
        outcome: T | Failure
        try:
            outcome = line.loop.run(turn, call.deadline + _GRACE)
        except TimeoutError:
            outcome = _too_slow(call)
        except ClosedError:
            outcome = Failure(code="model_unreachable", what="was left before it answered")
        if call.watch.is_stopped():
            raise Stopped("model_stopped", "You stopped the model; nothing was changed.")
        if isinstance(outcome, Failure):
            raise outcome.as_error(call.endpoint)
        return outcome

    def close(self) -> None:
        """End all calls and connections; the next call opens anew."""
        with self._opening:
            line, self._line = self._line, None
            if line:
                line.loop.close(line.client.aclose())

    def _open(self, call: Call) -> "_Line[C]":
        if fault := call.endpoint.fault():
            raise fault.as_error(call.endpoint)
        with self._opening:
            if self._line is None:
                client = self._connect()
                if isinstance(client, Failure):
                    raise client.as_error(call.endpoint)
                self._line = _Line(
                    loop=BackgroundLoop("model-calls"),
                    client=client,
                    turns=asyncio.Semaphore(self._limits.at_once),
                    pacing=asyncio.Lock(),
                )
            return self._line

    async def _in_turn(self, line: "_Line[C]", work: "_Work[C, T]") -> T | Failure:
        call = work.call
        try:
            async with asyncio.timeout(call.deadline) as limit, _ending(limit, call.watch), line.turns:
                if resting := self._breaker.wait():
                    what = "failed too often and is left alone for a while"
                    return Failure(code="model_paused", what=what, retry_after=resting)
                work.admitted = True
                return await self._tries(line, work)
        except TimeoutError:
            if work.left and not call.watch.is_stopped():
                self._breaker.failed()
                return _too_slow(call)
            if work.admitted:
                self._breaker.learned_nothing()
            return _busy()

    async def _tries(self, line: "_Line[C]", work: "_Work[C, T]") -> T | Failure:
        attempt = 0
        while True:
            taken = await self._at_pace(line, work)
            if isinstance(taken, Failure):
                self._breaker.learned_nothing()
                return taken
            work.left = True
            outcome = await work.ask(work.client)
            if not isinstance(outcome, Failure):
                self._breaker.succeeded()
                taken.tokens = work.used(outcome) or taken.tokens
                return outcome
            self._note(outcome)
            wait = self._wait(outcome, attempt)
            if wait is None or self._now() + wait >= work.ends or self._breaker.wait():
                return outcome
            await asyncio.sleep(wait)
            attempt += 1

    async def _at_pace(self, line: "_Line[C]", work: "_Work[C, T]") -> Taken | Failure:
        """The call, taken as made; a Failure at once when the minute has no room for it before its deadline."""
        async with line.pacing:
            while not isinstance(wait := self._pace.take(work.call.tokens), Taken):
                if self._now() + wait >= work.ends:
                    return _busy()
                await asyncio.sleep(wait)
            return wait

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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line(Generic[C]):
    """What is open towards an endpoint: the loop, the client that lives on it, and the turns to take."""

    loop: BackgroundLoop
    client: C
    turns: asyncio.Semaphore
    pacing: asyncio.Lock


@dataclass(kw_only=True, slots=True)
class _Work(Generic[C, T]):
    """One call on its way: what it asks, when it ends, whether the breaker let it by, and whether it has left."""

    call: Call
    client: C
    ask: Callable[[C], Awaitable[T | Failure]]
    used: Callable[[T], int | None]
    ends: float
    admitted: bool = False
    left: bool = False


@asynccontextmanager
async def _ending(limit: asyncio.Timeout, watch: Watch) -> AsyncIterator[None]:
    """Lets ``limit`` pass as soon as ``watch`` is stopped."""
    if watch is UNWATCHED:
        yield
        return

    async def glance() -> None:
        while not watch.is_stopped():
            await asyncio.sleep(_GLANCE)
        limit.reschedule(0.0)

    looking = asyncio.create_task(glance())
    try:
        yield
    finally:
        looking.cancel()


def _busy() -> Failure:
    return Failure(code="model_busy", what="is busy with other calls", counts=False)


def _too_slow(call: Call) -> Failure:
    return Failure(code="model_too_slow", what=f"gave no whole answer within {call.deadline:g} seconds")
