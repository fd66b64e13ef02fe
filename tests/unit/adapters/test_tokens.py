"""Tokens are counted exactly where the ranks are at hand, else bounded by bytes; nothing is ever fetched or deleted."""

import hashlib
import inspect
from pathlib import Path

import pytest

from assistant.adapters.tokens import KNOWN_RANKS, Ranks, TiktokenCounter, cache_folder

TEXT = "Invoice 发票 發票"
RANKS = b"the ranks"
KNOWN = {"o200k_base": Ranks(url="https://ranks.example/o200k", sha256=hashlib.sha256(RANKS).hexdigest())}


class Words:
    """An encoding that has one token for each word."""

    def encode_ordinary(self, text: str) -> list[int]:
        return [0] * len(text.split())


class Loader:
    """Stands for tiktoken.get_encoding, which would download what is missing."""

    def __init__(self) -> None:
        self.loaded: list[str] = []

    def __call__(self, name: str) -> Words:
        self.loaded.append(name)
        return Words()


def counter(folder: Path, load: Loader, model: str = "gpt-5") -> TiktokenCounter:
    return TiktokenCounter(model, {"TIKTOKEN_CACHE_DIR": str(folder)}, known=KNOWN, load=load)


def put(folder: Path, content: bytes) -> Path:
    path = folder / KNOWN["o200k_base"].file_name
    path.write_bytes(content)
    return path


def test_with_whole_ranks_at_hand_the_count_is_exact(tmp_path: Path) -> None:
    put(tmp_path, RANKS)
    load = Loader()
    tokens = counter(tmp_path, load)

    assert (tokens.count(TEXT), tokens.is_exact(), load.loaded) == (3, True, ["o200k_base"])


def test_without_ranks_the_count_is_the_bytes_and_nothing_is_loaded(tmp_path: Path) -> None:
    load = Loader()
    tokens = counter(tmp_path, load)

    assert (tokens.count(TEXT), tokens.is_exact(), load.loaded) == (8 + 6 + 1 + 6, False, [])


def test_damaged_ranks_are_neither_used_nor_deleted(tmp_path: Path) -> None:
    path = put(tmp_path, RANKS[:-1])
    load = Loader()

    assert (counter(tmp_path, load).is_exact(), load.loaded, path.read_bytes()) == (False, [], RANKS[:-1])


@pytest.mark.parametrize("model", ["deepseek-chat", "qwen-max", "", "gpt-2"])
def test_a_model_whose_encoding_is_not_known_is_bounded_by_bytes(tmp_path: Path, model: str) -> None:
    put(tmp_path, RANKS)
    load = Loader()

    assert (counter(tmp_path, load, model).count("付款"), load.loaded) == (6, [])


def test_the_ranks_are_looked_for_once(tmp_path: Path) -> None:
    load = Loader()
    tokens = counter(tmp_path, load)
    before = tokens.count("a b c")
    put(tmp_path, RANKS)

    assert (before, tokens.count("a b c"), load.loaded) == (5, 5, [])


def test_a_lone_surrogate_is_counted_and_not_a_crash(tmp_path: Path) -> None:
    assert counter(tmp_path, Loader()).count("\ud800") == 3


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"TIKTOKEN_CACHE_DIR": "/a", "DATA_GYM_CACHE_DIR": "/b"}, Path("/a")),
        ({"DATA_GYM_CACHE_DIR": "/b"}, Path("/b")),
        ({"TIKTOKEN_CACHE_DIR": ""}, None),
    ],
)
def test_the_cache_folder_is_the_one_that_tiktoken_would_take(environ: dict[str, str], folder: Path | None) -> None:
    assert cache_folder(environ) == folder


def test_the_known_ranks_are_those_of_the_installed_tiktoken() -> None:
    from tiktoken_ext import openai_public

    for name in ("o200k_base", "cl100k_base"):
        source = inspect.getsource(getattr(openai_public, name))
        assert KNOWN_RANKS[name].url in source
        assert KNOWN_RANKS[name].sha256 in source
    assert "o200k_base()" in inspect.getsource(openai_public.o200k_harmony)


def test_the_file_names_are_those_of_tiktokens_cache() -> None:
    assert KNOWN_RANKS["o200k_base"].file_name == "fb374d419588a4632f3f557e76b4b70aebbca790"
    assert KNOWN_RANKS["cl100k_base"].file_name == "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
