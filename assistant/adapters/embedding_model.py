"""Turns texts into vectors by an OpenAI-compatible endpoint, in batches, within the bounds of `BoundedCalls`."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.adapters.bounded_calls import BoundedCalls, Call
from assistant.adapters.model_endpoint import Endpoint, Failure, Limits

if TYPE_CHECKING:
    from assistant.adapters.openai_embeddings import EmbeddingClient

# One call: so many texts, and so many bytes of them, fit every endpoint that is in use.
_MOST_TEXTS, _MOST_BYTES = 64, 96_000
# Models take about 8,000 tokens of a text, and no text has more tokens than it has bytes.
_LONGEST = 8_000
# 64 vectors of 4,096 places, each place written with some 20 characters, take 5 MB. A search waits for an answer, and
# there is another way to search: an endpoint that failed three times is left alone for a minute.
LIMITS = Limits(max_bytes=8 * 1024 * 1024, retries=2, failures=3, window=120.0, rest=60.0)


class OpenAIEmbeddings:
    """A ports.Embeddings for any OpenAI-compatible endpoint, safe for several threads.

    Nothing is loaded or connected before the first call. Of a text over 8,000 bytes only the beginning is embedded.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        deadline: float = 20.0,
        limits: Limits = LIMITS,
        *,
        jitter: Callable[[], float] = random.random,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``deadline`` (seconds) and ``limits`` hold for each batch; ``jitter`` gives numbers from 0 to 1."""
        bounds = replace(limits, deadline=deadline)

        def connect() -> "EmbeddingClient | Failure":
            from assistant.adapters.openai_embeddings import open_embeddings

            return open_embeddings(endpoint, bounds)

        self._endpoint = endpoint
        self._deadline = deadline
        self._calls = BoundedCalls(bounds, connect, jitter=jitter, now=now)

    @property
    def name(self) -> str:
        """The model and where it is: another endpoint's model of the same name makes other vectors."""
        return f"{self._endpoint.model}@{self._endpoint.host}"

    def embed(self, texts: Sequence[str]) -> Iterator[tuple[float, ...]]:
        """A vector for each text, in order, batch by batch; raises ModelUnavailable when a batch fails."""
        for batch in _batches([_cut(text) for text in texts]):
            yield from self._batch(batch)

    def close(self) -> None:
        """End all calls and connections; the next call opens anew."""
        self._calls.close()

    def _batch(self, texts: Sequence[str]) -> Sequence[tuple[float, ...]]:
        async def ask(client: "EmbeddingClient") -> Sequence[tuple[float, ...]] | Failure:
            from assistant.adapters.openai_embeddings import ask

            return await ask(client, texts)

        return self._calls.run(Call(endpoint=self._endpoint, deadline=self._deadline), ask, _unknown)


def _unknown(_vectors: object) -> None:
    """How many tokens it took is not asked: embeddings have no bound on them."""


def _cut(text: str) -> str:
    """The beginning of ``text``; a blank where it is empty, which endpoints refuse."""
    return text.encode(errors="replace")[:_LONGEST].decode(errors="ignore") or " "


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        length = len(text.encode())
        if batch and (len(batch) == _MOST_TEXTS or size + length > _MOST_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += length
    if batch:
        yield batch
