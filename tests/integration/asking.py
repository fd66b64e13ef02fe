"""A model at an endpoint that follows a script, and what a caller gets of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from assistant.adapters.chat_model import OpenAIChatModel
from assistant.adapters.model_endpoint import Endpoint, Limits
from assistant.errors import ModelUnavailable
from assistant.ports import UNWATCHED, ChatMessage, Watch
from tests.fakes.model_server import KEY, Behaviour, ModelServer

ASKED = (ChatMessage(role="system", content="Be brief.", prompt="greet"), ChatMessage(role="user", content="你好 {x}"))
QUICK = Limits(deadline=5.0, read=3.0, retries=0, backoff=0.01)


@contextmanager
def asking(
    *script: Behaviour, limits: Limits = QUICK, **parts: object
) -> Iterator[tuple[OpenAIChatModel, ModelServer]]:
    """The model and its endpoint, until both are closed."""
    with ModelServer(*script) as server:
        endpoint = Endpoint(base_url=server.url, model="small-1", api_key=KEY)
        model = OpenAIChatModel(endpoint, limits, jitter=lambda: 0.0, **parts)  # type: ignore[arg-type]
        try:
            yield model, server
        finally:
            model.close()


def refused(model: OpenAIChatModel, watch: Watch = UNWATCHED) -> ModelUnavailable:
    """The failure in which a question ends."""
    with pytest.raises(ModelUnavailable) as raised:
        model.complete(ASKED, max_tokens=50, watch=watch)
    return raised.value


def until(true: Callable[[], object]) -> None:
    """Wait until it is true, on a loaded machine as well."""
    give_up = time.monotonic() + 30.0
    while not true():
        assert time.monotonic() < give_up, "it did not come true"
        time.sleep(0.01)
