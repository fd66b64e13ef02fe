"""What an embedding endpoint can do wrong ends in one typed error, in time, and is never taken for vectors."""

import json
import logging
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from assistant.adapters.embedding_model import LIMITS, OpenAIEmbeddings
from assistant.adapters.model_endpoint import Endpoint, Limits
from assistant.errors import ModelUnavailable
from tests.fakes.embeddings import meaning_of
from tests.fakes.model_server import (
    KEY,
    Behaviour,
    ModelServer,
    a_closed_port,
    breaks_off,
    drips,
    echoes_the_key,
    embeds,
    fails,
    floods,
    hangs,
    says,
    sends,
)

ONCE = replace(LIMITS, retries=0, backoff=0.01)


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """The client takes a second to load, which no deadline counts and no test here measures."""
    import assistant.adapters.openai_embeddings  # noqa: F401


@contextmanager
def asking(
    *script: Behaviour, limits: Limits = ONCE, deadline: float = 5.0, **parts: object
) -> Iterator[tuple[OpenAIEmbeddings, ModelServer]]:
    with ModelServer(*script) as server:
        endpoint = Endpoint(base_url=server.url, model="embed-1", api_key=KEY)
        made = OpenAIEmbeddings(endpoint, deadline, limits, jitter=lambda: 0.0, **parts)  # type: ignore[arg-type]
        try:
            yield made, server
        finally:
            made.close()


def refused(embeddings: OpenAIEmbeddings, texts: tuple[str, ...] = ("a", "b")) -> ModelUnavailable:
    with pytest.raises(ModelUnavailable) as raised:
        list(embeddings.embed(texts))
    return raised.value


def answer(*rows: object) -> Behaviour:
    data = [{"object": "embedding", "index": n, "embedding": row} for n, row in enumerate(rows)]
    return sends(json.dumps({"object": "list", "model": "embed-1", "data": data}).encode())


def test_the_request_holds_the_texts_and_nothing_else() -> None:
    with asking(embeds(meaning_of)) as (embeddings, server):
        list(embeddings.embed(["第八条 付款", "Court"]))

    assert server.asked[0].path == "/v1/embeddings"
    assert server.asked[0].body == {"input": ["第八条 付款", "Court"], "model": "embed-1", "encoding_format": "float"}


def test_texts_go_in_batches_of_bounded_size_and_long_ones_are_cut_between_characters() -> None:
    texts = ["x"] * 70 + ["条" * 5000] * 20
    with asking(embeds(meaning_of)) as (embeddings, server):
        assert len(list(embeddings.embed(texts))) == 90

    sent = [asked.body["input"] for asked in server.asked]
    assert [len(batch) for batch in sent] == [64, 18, 8]
    assert {len(text) for batch in sent for text in batch} == {1, 2666}


@pytest.mark.parametrize(
    "behaviour",
    [
        answer([1.0, 2.0]),
        answer([1.0, 2.0], [1.0, 2.0], [1.0, 2.0]),
        answer([1.0, 2.0], [1.0]),
        answer([], []),
        answer([1.0, float("nan")], [1.0, 2.0]),
        answer([1.0, float("inf")], [1.0, 2.0]),
        answer([0.0, 0.0], [1.0, 2.0]),
        answer(["a", "b"], [1.0, 2.0]),
        answer(None, [1.0, 2.0]),
        answer([1.0] * 9000, [1.0] * 9000),
        sends(b'{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]}'),
        sends(b'{"data": null}'),
        sends(b"this is no JSON"),
        sends(b"<html>Please sign in</html>", kind="text/html"),
        sends(b'{"error": {"message": "overloaded"}}'),
        says("Hello"),
    ],
)
def test_what_is_not_one_vector_for_each_text_is_unreadable(behaviour: Behaviour) -> None:
    with asking(behaviour) as (embeddings, _):
        error = refused(embeddings)

    assert error.code == "model_answer_unreadable"
    assert "overloaded" not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    ("behaviour", "code"),
    [
        (fails(401), "model_key_refused"),
        (fails(404), "model_unknown"),
        (fails(400), "model_request_refused"),
        (fails(500), "model_failing"),
        (breaks_off(), "model_unreachable"),
        (floods(9 * 1024 * 1024), "model_answer_too_large"),
    ],
)
def test_each_failure_has_its_code(behaviour: Behaviour, code: str) -> None:
    with asking(behaviour) as (embeddings, _):
        assert refused(embeddings).code == code


@pytest.mark.parametrize("behaviour", [hangs(), drips()], ids=["hangs", "drips"])
def test_the_deadline_of_a_batch_holds(behaviour: Behaviour) -> None:
    with asking(behaviour, deadline=0.4) as (embeddings, _):
        began = time.monotonic()
        assert refused(embeddings).code == "model_too_slow"

    assert time.monotonic() - began < 2.0


def test_the_wait_that_the_endpoint_asks_for_is_kept() -> None:
    with asking(fails(429, Retry_After="0.5"), embeds(meaning_of), limits=LIMITS) as (embeddings, server):
        began = time.monotonic()
        list(embeddings.embed(["a"]))

    assert 0.5 <= time.monotonic() - began < 2.0
    assert len(server.asked) == 2


def test_an_endpoint_that_failed_three_times_is_left_alone_for_a_minute() -> None:
    clock = [0.0]
    with asking(fails(500), fails(500), fails(500), embeds(meaning_of), limits=LIMITS, now=lambda: clock[0]) as (
        embeddings,
        server,
    ):
        codes = [refused(embeddings).code, refused(embeddings).code]
        clock[0] = 61.0
        vectors = list(embeddings.embed(["a"]))

    assert codes == ["model_failing", "model_paused"]
    assert (len(vectors), len(server.asked)) == (1, 4)


def test_what_was_embedded_before_a_failure_has_come() -> None:
    with asking(embeds(meaning_of), fails(500)) as (embeddings, _):
        coming = iter(embeddings.embed(["a"] * 100))
        came = [next(coming) for _ in range(64)]
        with pytest.raises(ModelUnavailable):
            next(coming)

    assert came == [meaning_of("a")] * 64


@pytest.mark.parametrize(
    ("address", "code"),
    [(lambda: "nonsense", "model_address_bad"), (a_closed_port, "model_unreachable")],
    ids=["nonsense", "closed"],
)
def test_an_address_that_is_none_is_told_and_nobody_else_is_asked(address: Callable[[], str], code: str) -> None:
    embeddings = OpenAIEmbeddings(Endpoint(base_url=address(), model="embed-1", api_key=KEY), 5.0, ONCE)

    assert refused(embeddings).code == code
    embeddings.close()


@pytest.mark.parametrize("status", [400, 401, 429, 500])
def test_the_key_is_in_no_error_and_no_log(status: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with asking(echoes_the_key(status)) as (embeddings, _):
        error = refused(embeddings)

    assert KEY not in "".join([*traceback.format_exception(error), repr(error), str(vars(error)), caplog.text])
    assert KEY not in repr(vars(embeddings))
