"""Asks a language model behind an OpenAI-compatible endpoint, within the bounds of `BoundedCalls`."""

import random
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from assistant.adapters.bounded_calls import BoundedCalls, Call
from assistant.adapters.model_endpoint import Endpoint, Failure, Limits
from assistant.adapters.tokens import most_tokens
from assistant.ports import UNWATCHED, ChatMessage, Completion, Watch

if TYPE_CHECKING:
    from assistant.adapters.openai_client import Client

ChatCalls: TypeAlias = "BoundedCalls[Client]"


class OpenAIChatModel:
    """A ports.ChatModel for any OpenAI-compatible endpoint, safe for several threads.

    Nothing is loaded or connected before the first call.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        limits: Limits | None = None,
        calls: "ChatCalls | None" = None,
        *,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``calls`` are shared by all models at the address with the same key; without it they are this model's own.

        ``limits`` hold for the time and size of each call, and for the rest where ``calls`` are its own. ``jitter``
        gives numbers from 0 to 1, ``now`` seconds that never go back.
        """
        self._endpoint = endpoint
        self._limits = limits or Limits()
        self._calls = calls or chat_calls(self._limits, jitter=jitter, now=now)

    def complete(self, messages: Sequence[ChatMessage], *, max_tokens: int, watch: Watch = UNWATCHED) -> Completion:
        """One answer of at most ``max_tokens``; raises ModelUnavailable, at the latest when the deadline has passed.

        Where ``watch`` wants text, the answer is streamed to it; raises Stopped when it was stopped meanwhile.

        ``finish_reason`` is the endpoint's word, ``refusal`` when it marked its text as one, and empty when the answer
        ended without any.
        """

        async def ask(client: "Client") -> Completion | Failure:
            from assistant.adapters.openai_client import Question, ask

            question = Question(endpoint=self._endpoint, limits=self._limits, messages=messages, max_tokens=max_tokens)
            return await ask(client, question, watch)

        call = Call(
            endpoint=self._endpoint,
            deadline=self._limits.deadline,
            tokens=most_tokens(messages, max_tokens) if self._limits.tokens_per_minute else 0,
            watch=watch,
        )
        return self._calls.run(call, ask, _used)

    def close(self) -> None:
        """End all calls and connections; the next call opens anew."""
        self._calls.close()


def chat_calls(
    limits: Limits,
    *,
    jitter: Callable[[], float] = random.random,
    now: Callable[[], float] = time.monotonic,
) -> ChatCalls:
    """The calls that all models at one address with one key share."""

    def connect() -> "Client | Failure":
        from assistant.adapters.openai_client import open_client

        return open_client(limits)

    return BoundedCalls(limits, connect, jitter=jitter, now=now)


def _used(answer: Completion) -> int | None:
    return (answer.tokens_in or 0) + (answer.tokens_out or 0) or None
