"""Asks a language model behind an OpenAI-compatible endpoint, within the bounds of `BoundedCalls`."""

import random
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.adapters.bounded_calls import BoundedCalls
from assistant.adapters.model_endpoint import Endpoint, Failure, Limits
from assistant.errors import Stopped
from assistant.ports import UNWATCHED, ChatMessage, Completion, Watch

if TYPE_CHECKING:
    from assistant.adapters.openai_client import Client


class OpenAIChatModel:
    """A ports.ChatModel for any OpenAI-compatible endpoint, safe for several threads.

    Nothing is loaded or connected before the first call.
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
        bounds = limits or Limits()

        def connect() -> "Client | Failure":
            from assistant.adapters.openai_client import open_client

            return open_client(endpoint, bounds)

        self._calls = BoundedCalls(endpoint, bounds, connect, jitter=jitter, now=now)

    def complete(self, messages: Sequence[ChatMessage], *, max_tokens: int, watch: Watch = UNWATCHED) -> Completion:
        """One answer of at most ``max_tokens``; raises ModelUnavailable, at the latest when the deadline has passed.

        Raises Stopped when ``watch`` was stopped meanwhile.

        ``finish_reason`` is the endpoint's word, or ``refusal`` when it marked its text as one.
        """

        async def ask(client: "Client") -> Completion | Failure:
            from assistant.adapters.openai_client import ask

            return await ask(client, messages, max_tokens)

        completion = self._calls.run(ask)
        if watch.is_stopped():
            raise Stopped("model_stopped", "You stopped the model; nothing was changed.")
        return completion

    def close(self) -> None:
        """End all calls and connections; the next call opens anew."""
        self._calls.close()
