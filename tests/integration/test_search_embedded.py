"""``tactful search`` with an embedding model: set up by settings alone, and said in a line when it changes or fails."""

import pytest
from typer.testing import CliRunner

from assistant.adapters import embedding_model
from assistant.cli import app
from assistant.cli.session import Options
from tests.fakes.embeddings import meaning_of
from tests.fakes.model_server import ModelServer, embeds, fails
from tests.integration.conftest import sample_desk

QUESTION = "how long do they have to pay?"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("embedded")
    sample_desk(folder)
    return folder


@pytest.fixture(autouse=True)
def _closed(monkeypatch):
    """What a command leaves open until its process ends is closed after each test."""
    opened = []

    class Noted(embedding_model.OpenAIEmbeddings):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            opened.append(self)

    monkeypatch.setattr(embedding_model, "OpenAIEmbeddings", Noted)
    yield
    for each in opened:
        each.close()


@pytest.fixture
def server(monkeypatch):
    with ModelServer(embeds(meaning_of)) as made:
        monkeypatch.setenv("TACTFUL_EMBEDDING_MODEL", "embed-1")
        monkeypatch.setenv("TACTFUL_BASE_URL", made.url)
        monkeypatch.setenv("TACTFUL_API_KEY", "sk-of-the-model")
        yield made


def search(workspace, *arguments, lang="en"):
    command = ["--workspace", str(workspace), "--lang", lang, "search", QUESTION, *arguments]
    result = CliRunner().invoke(app, command, obj=Options())
    assert (result.exit_code, result.exception) == (0, None)
    return result.stdout, result.stderr


def host_of(server):
    return server.url.removeprefix("http://").removesuffix("/v1")


def test_a_customers_clauses_are_embedded_once_whatever_process_asks(sample, server):
    first, second = search(sample, "--customer", "HK01"), search(sample, "--customer", "HK01")

    texts = [text for asked in server.asked for text in asked.body["input"]]
    assert first == second
    assert first[1] == ""
    assert texts.count(QUESTION) == 2
    assert len(texts) - 1 == len(set(texts))
    assert server.asked[0].headers["authorization"] == "Bearer sk-of-the-model"


def test_the_index_of_all_contracts_is_made_anew_for_another_model_and_says_so(sample, server, monkeypatch):
    said = [search(sample, "--all")[1], search(sample, "--all")[1]]
    monkeypatch.setenv("TACTFUL_EMBEDDING_MODEL", "embed-2")
    said.append(search(sample, "--all", lang="zh-Hans")[1])

    line = said[0].removesuffix(f" were made anew with embed-1@{host_of(server)}/5.\n")
    assert line.startswith("! The vectors of all ")
    assert said[1] == ""
    assert said[2].startswith(f"! 已用 embed-2@{host_of(server)}/5 重新生成全部 ")


def test_an_endpoint_that_fails_leaves_the_search_as_it_is_without_one_and_is_named(sample, server, monkeypatch):
    server.play(fails(401))
    found, said = search(sample, "--customer", "TW01")
    assert said == (
        "! Meaning was compared by words and concepts on this machine, not by the embedding model: "
        f"The model endpoint {host_of(server)} refuses the API key; check the key in the settings.\n"
    )
    monkeypatch.delenv("TACTFUL_EMBEDDING_MODEL")
    server.play(fails(401))
    assert search(sample, "--customer", "TW01") == (found, "")
    assert server.asked == []


def test_the_key_of_the_model_goes_to_no_other_address(sample, server, monkeypatch):
    monkeypatch.setenv("TACTFUL_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("TACTFUL_EMBEDDING_BASE_URL", server.url)
    search(sample, "--customer", "HK02")
    assert {asked.headers["authorization"] for asked in server.asked} == {"Bearer none"}

    monkeypatch.setenv("TACTFUL_EMBEDDING_API_KEY", "sk-its-own")
    server.play(embeds(meaning_of))
    search(sample, "--customer", "HK02")
    assert {asked.headers["authorization"] for asked in server.asked} == {"Bearer sk-its-own"}
