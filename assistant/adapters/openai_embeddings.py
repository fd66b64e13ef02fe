"""Decides how OpenAI's client is set up for embeddings, and which answers are vectors.

Imported only when something is embedded for the first time: the client takes a second to load.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import httpx
import openai

from assistant.adapters.model_endpoint import Endpoint, Failure, Limits
from assistant.adapters.openai_connection import connections, failure_of, step_timeouts

_MOST_PLACES = 8192


@dataclass(frozen=True, kw_only=True, slots=True)
class EmbeddingClient:
    """OpenAI's client together with the connections that it uses."""

    client: openai.AsyncOpenAI
    model: str
    connections: httpx.AsyncClient

    async def aclose(self) -> None:
        """End the connections."""
        await self.connections.aclose()


def open_embeddings(endpoint: Endpoint, limits: Limits) -> EmbeddingClient | Failure:
    """A client that tries once; a Failure when the settings make no sense, such as an address that is none."""
    try:
        bounded = connections(limits)
        # The client is typed for httpx2 and takes httpx, too.
        client = openai.AsyncOpenAI(
            base_url=endpoint.url,
            api_key=endpoint.api_key or "none",  # local servers want no key, the client insists on one
            timeout=step_timeouts(limits),  # type: ignore[arg-type]
            max_retries=0,
            http_client=bounded,  # type: ignore[arg-type]
        )
    except Exception as error:  # noqa: BLE001  (what the libraries say of a bad address is of any class)
        return Failure(code="model_unknown", what=f"cannot be set up ({type(error).__name__})", counts=False)
    return EmbeddingClient(client=client, model=endpoint.model, connections=bounded)


async def ask(client: EmbeddingClient, texts: Sequence[str]) -> Sequence[tuple[float, ...]] | Failure:
    """One try: a vector for each text, in order; every error comes back as a Failure."""
    try:
        answer = await client.client.embeddings.create(model=client.model, input=list(texts), encoding_format="float")
        rows = sorted(answer.data, key=lambda row: row.index)
        return _vectors([row.index for row in rows], [row.embedding for row in rows], len(texts))
    except Exception as error:  # noqa: BLE001  (the one border: errors arrive as any class there is)
        return failure_of(error)


def _vectors(indexes: Sequence[int], rows: Sequence[Sequence[float]], count: int) -> Sequence[tuple[float, ...]]:
    """The rows as vectors; raises ValueError unless each text has one, all of one size and of plain numbers."""
    vectors = [tuple(float(place) for place in row) for row in rows]
    sizes = {len(vector) for vector in vectors}
    if list(indexes) != list(range(count)) or len(sizes) != 1 or not 1 <= min(sizes) <= _MOST_PLACES:
        raise ValueError("not one vector for each text")
    if not all(math.isfinite(place) for vector in vectors for place in vector) or not all(map(any, vectors)):
        raise ValueError("not vectors of numbers")
    return vectors
