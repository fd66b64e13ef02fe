"""What every ports.Embeddings and every ports.VectorCache does, the fake and the real adapter alike."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.adapters.embedding_model import OpenAIEmbeddings
from assistant.adapters.model_endpoint import Endpoint
from assistant.adapters.vector_cache import FileVectorCache
from assistant.errors import ModelUnavailable
from assistant.ports import Embeddings, VectorCache
from tests.fakes.embeddings import FakeEmbeddings, MemoryVectorCache, meaning_of
from tests.fakes.model_server import Behaviour, ModelServer, embeds, fails

Make = Callable[..., Embeddings]


@pytest.fixture(params=["fake", "endpoint"])
def embeddings_that(request: pytest.FixtureRequest) -> Iterator[Make]:
    opened: list[ModelServer | OpenAIEmbeddings] = []

    def fake(*, fail: bool = False) -> Embeddings:
        return FakeEmbeddings(fails_after=0 if fail else None)

    def endpoint(*, fail: bool = False) -> Embeddings:
        behaviour: Behaviour = fails(400) if fail else embeds(meaning_of, backwards=True)
        server = ModelServer(behaviour).__enter__()
        made = OpenAIEmbeddings(Endpoint(base_url=server.url, model="small-1", api_key="k"))
        opened.extend((made, server))
        return made

    yield fake if request.param == "fake" else endpoint
    for thing in opened:
        thing.close() if isinstance(thing, OpenAIEmbeddings) else thing.__exit__(None, None, None)


def test_each_text_has_its_vector_in_order(embeddings_that: Make) -> None:
    texts = ["Pay the invoice.", "The court decides.", "逾期付款", ""]

    assert [tuple(v) for v in embeddings_that().embed(texts)] == [meaning_of(text) for text in texts]


def test_no_texts_have_no_vectors(embeddings_that: Make) -> None:
    assert list(embeddings_that().embed([])) == []


def test_more_texts_than_fit_one_call_are_embedded_all_the_same(embeddings_that: Make) -> None:
    texts = [f"{'pay ' * n}" for n in range(150)]

    assert [tuple(v) for v in embeddings_that().embed(texts)] == [meaning_of(text) for text in texts]


def test_what_cannot_be_embedded_is_model_unavailable(embeddings_that: Make) -> None:
    with pytest.raises(ModelUnavailable):
        list(embeddings_that(fail=True).embed(["Pay."]))


# the cache


@pytest.fixture(params=["memory", "file"])
def cache(request: pytest.FixtureRequest, tmp_path: Path) -> VectorCache:
    return MemoryVectorCache() if request.param == "memory" else FileVectorCache(tmp_path / "deep" / "vectors.sqlite")


def test_what_was_kept_comes_back_to_its_owner_and_model_alone(cache: VectorCache) -> None:
    cache.put("C1", "m/1", {"k1": [0.5, -2.0], "k2": [1.0, 0.25]})

    assert {key: list(v) for key, v in cache.get("C1", "m/1", ["k1", "k2", "k3"]).items()} == {
        "k1": [0.5, -2.0],
        "k2": [1.0, 0.25],
    }
    assert cache.get("C2", "m/1", ["k1"]) == {}
    assert cache.get("C1", "m/2", ["k1"]) == {}


def test_keeping_again_replaces(cache: VectorCache) -> None:
    cache.put("C1", "m", {"k": [1.0]})
    cache.put("C1", "m", {"k": [2.0]})

    assert list(cache.get("C1", "m", ["k"])["k"]) == [2.0]


def test_only_what_is_named_is_kept(cache: VectorCache) -> None:
    cache.put("C1", "m", {"k1": [1.0], "k2": [1.0]})
    cache.put("C2", "m", {"k1": [1.0]})
    cache.put("C1", "old", {"k1": [1.0]})
    cache.keep_only("m", {"C1": {"k1"}, "C3": {"k1"}})

    left = [
        (owner, model, sorted(cache.get(owner, model, ["k1", "k2"])))
        for owner in ("C1", "C2")
        for model in ("m", "old")
    ]
    assert left == [("C1", "m", ["k1"]), ("C1", "old", []), ("C2", "m", []), ("C2", "old", [])]


@pytest.mark.parametrize("damage", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_file_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    path = tmp_path / "vectors.sqlite"
    path.write_bytes(damage)
    cache = FileVectorCache(path)

    assert cache.get("C1", "m", ["k"]) == {}
    cache.put("C1", "m", {"k": [1.0]})
    assert list(cache.get("C1", "m", ["k"])["k"]) == [1.0]


def test_a_file_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    cache = FileVectorCache(tmp_path / "file" / "vectors.sqlite")

    cache.put("C1", "m", {"k": [1.0]})
    cache.keep_only("m", {})
    assert cache.get("C1", "m", ["k"]) == {}
