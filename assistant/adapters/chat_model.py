"""Decides how long, how often and how hard a language model is asked; what does not come of it is ModelUnavailable."""

import asyncio
import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.adapters.background import BackgroundLoop, ClosedError
from assistant.adapters.breaker import Breaker
from assistant.adapters.model_endpoint import Endpoint, Failure, Limits
from assistant.ports import ChatMessage, Completion

if TYPE_CHECKING:
    from assistant.adapters.openai_client import Client

# How long a call may outlive its deadline before it is left behind; a loop that is alive ends it at once.
_GRACE = 2.0


class OpenAIChatModel:
    """A ports.ChatModel for any OpenAI-compatible endpoint, safe for several threads.

    Calls run on one event loop in a daemon thread: a call can be given up at any moment, even in the middle of an
    answer that drips. Nothing is loaded or connected before the first call.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        limits: Limits | None = None,
        *,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``jitter`` gives numbers from 0 to 1, ``now`` seconds that never go back."""
        self._endpoint = endpoint
        self._limits = limits or Limits()
        self._jitter = jitter
        self._now = now
        bounds = self._limits
        self._breaker = Breaker(failures=bounds.failures, window=bounds.window, rest=bounds.rest, now=now)
        self._opening = threading.Lock()
        self._line: _Line | None = None

    def complete(self, messages: Sequence[ChatMessage], *, max_tokens: int) -> Completion:
        """One answer of at most ``max_tokens``; raises ModelUnavailable, at the latest when the deadline has passed.

        ``finish_reason`` is the endpoint's word, or ``refusal`` when it marked its text as one. The very first call
        also loads LangChain, which takes seconds that are not counted.
        """
        line = self._open()
        if isinstance(line, Failure):
            raise line.as_error(self._endpoint)
        try:
            outcome = line.loop.run(self._in_turn(line, messages, max_tokens), self._limits.deadline + _GRACE)
        except TimeoutError:
            outcome = self._too_slow()
        except ClosedError:
            outcome = Failure(code="model_unreachable", what="was left before it answered")
        if isinstance(outcome, Completion):
            return outcome
        raise outcome.as_error(self._endpoint)

    def close(self) -> None:
        """End all calls and connections; the next call opens anew."""
        with self._opening:
            line, self._line = self._line, None
            if line:
                line.loop.close(line.client.connections.aclose())

    def _open(self) -> "_Line | Failure":
        from assistant.adapters.openai_client import open_client

        with self._opening:
            if self._line is None:
                client = open_client(self._endpoint, self._limits)
                if isinstance(client, Failure):
                    return client
                turns = asyncio.Semaphore(self._limits.at_once)
                self._line = _Line(loop=BackgroundLoop("model-calls"), client=client, turns=turns)
            return self._line

    async def _in_turn(self, line: "_Line", messages: Sequence[ChatMessage], max_tokens: int) -> Completion | Failure:
        ends = self._now() + self._limits.deadline
        asked = False
        try:
            async with asyncio.timeout(self._limits.deadline), line.turns:
                asked = True
                return await self._tries(line.client, messages, max_tokens, ends)
        except TimeoutError:
            if asked:
                self._breaker.failed()
                return self._too_slow()
            return Failure(code="model_busy", what="is busy with other calls")

    async def _tries(
        self, client: "Client", messages: Sequence[ChatMessage], max_tokens: int, ends: float
    ) -> Completion | Failure:
        from assistant.adapters.openai_client import ask

        if resting := self._breaker.wait():
            what = "failed too often and is left alone for a while"
            return Failure(code="model_paused", what=what, retry_after=resting)
        attempt = 0
        while True:
            outcome = await ask(client, messages, max_tokens)
            self._note(outcome)
            if isinstance(outcome, Completion):
                return outcome
            wait = self._wait(outcome, attempt)
            if wait is None or self._now() + wait >= ends or self._breaker.wait():
                return outcome
            await asyncio.sleep(wait)
            attempt += 1

    def _note(self, outcome: Completion | Failure) -> None:
        if isinstance(outcome, Completion):
            self._breaker.succeeded()
        elif outcome.counts:
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
class _Line:
    """What is open towards an endpoint: the loop, the client that lives on it, and the turns to take."""

    loop: BackgroundLoop
    client: "Client"
    turns: asyncio.Semaphore
