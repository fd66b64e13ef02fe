"""``tactful doctor``: what it finds, what it fetches, and that it changes and gives away nothing."""

import hashlib
import json
import os
import sqlite3
import time
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from assistant.adapters.token_ranks import fetch_ranks
from assistant.adapters.tokens import Ranks
from assistant.bootstrap.doctor import examine, python_checked, warm
from assistant.domain.health import Part
from assistant.domain.model_calls import ModelRole
from assistant.errors import RanksUnavailable
from assistant.settings import Settings
from tests.architecture.test_lightness import loaded_after
from tests.fakes.model_server import (
    KEY,
    ModelServer,
    a_closed_port,
    drips,
    echoes_the_key,
    fails,
    floods,
    hangs,
    says,
    sends,
)
from tests.integration.conftest import sample_desk
from tests.integration.shell import tactful

DATA = b"IQ== 0\nIg== 1\n"
SHA256 = hashlib.sha256(DATA).hexdigest()


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    sample_desk(folder)
    return folder


def found(settings, environ=None, **options):
    return {(one.part, one.found.code): one for one in examine(settings, environ or {}, **options)}


def codes(settings, part, environ=None, **options):
    return [(one.found.code, one.well) for one in examine(settings, environ or {}, **options) if one.part is part]


# what it looks at


@pytest.mark.parametrize(
    ("version", "well"),
    [((3, 11, 9), False), ((3, 11, 10), True), ((3, 12, 4), False), ((3, 12, 5), True), ((3, 13, 0), True)],
)
def test_a_python_that_lets_names_into_headers_needs_attention(version, well):
    assert python_checked(version).well is well


def test_a_workspace_in_use_is_well(workspace):
    settings = Settings(workspace=workspace)
    for part, code in (
        (Part.WORKSPACE, "doctor_workspace"),
        (Part.RECORD, "doctor_record"),
        (Part.OUTBOX, "doctor_no_outbox"),
        (Part.PROMPTS, "doctor_prompts"),
        (Part.CLOCK, "doctor_clock"),
    ):
        assert codes(settings, part) == [(code, True)], part


def test_a_workspace_that_is_not_there_is_not_made(tmp_path):
    folder = tmp_path / "none"
    assert codes(Settings(workspace=folder), Part.WORKSPACE) == [("doctor_no_workspace", True)]
    assert codes(Settings(workspace=folder), Part.RECORD) == [("doctor_no_record", True)]
    assert not folder.exists()


@pytest.mark.parametrize(
    ("revision", "code", "well"),
    [
        ("0001", "doctor_record_older", True),
        ("9999", "doctor_record_newer", False),
        (None, "doctor_record_empty", False),
    ],
)
def test_a_record_of_another_revision_is_told_and_left_as_it_is(tmp_path, revision, code, well):
    with sqlite3.connect(tmp_path / "record.sqlite") as file:
        file.execute("CREATE TABLE alembic_version (version_num TEXT)")
        file.executemany("INSERT INTO alembic_version VALUES (?)", [(revision,)] if revision else [])
    assert codes(Settings(workspace=tmp_path), Part.RECORD) == [(code, well)]
    with sqlite3.connect(tmp_path / "record.sqlite") as file:
        assert [row[0] for row in file.execute("SELECT version_num FROM alembic_version")] == [revision][
            : bool(revision)
        ]


def test_a_file_that_is_no_record_needs_attention(tmp_path):
    (tmp_path / "record.sqlite").write_bytes(b"not a database" * 100)
    ((_, well),) = codes(Settings(workspace=tmp_path), Part.RECORD)
    assert not well


def test_a_clock_behind_the_workspace_needs_attention(tmp_path):
    (tmp_path / "workspace.yaml").write_text("sample: false\n", encoding="utf-8")
    later = (datetime.now(UTC) + timedelta(days=2)).timestamp()
    os.utime(tmp_path / "workspace.yaml", (later, later))
    assert codes(Settings(workspace=tmp_path), Part.CLOCK) == [("doctor_clock_behind", False)]


def test_settings_are_named_and_a_misspelt_one_is_pointed_out(tmp_path):
    environ = {"TACTFUL_MODEL": "small", "TACTFUL_MODLE": "x", "TACTFUL_TEST_POSTGRES": "y", "HOME": "/"}
    told = found(Settings(workspace=tmp_path), environ)
    assert told[Part.SETTINGS, "doctor_settings"].found.details["names"] == "TACTFUL_MODEL"
    assert told[Part.SETTINGS, "doctor_setting_unknown"].found.details["name"] == "TACTFUL_MODLE"


def test_prices_that_cannot_be_used_need_attention(tmp_path):
    (tmp_path / "prices.yaml").write_text("models:\n  small: {currency: USD, tokens_in: abc, tokens_out: 1}\n")
    assert codes(Settings(workspace=tmp_path), Part.SETTINGS) == [
        ("doctor_settings", True),
        ("knowledge_invalid", False),
    ]


def test_prompts_that_cannot_be_used_need_attention(tmp_path):
    assert codes(Settings(workspace=tmp_path, prompts=str(tmp_path / "none")), Part.PROMPTS) == [
        ("prompt_lock_unreadable", False)
    ]


# models


def with_models(url, **changes):
    return Settings(model="small", judge_model="other", base_url=url, api_key=SecretStr(KEY), **changes)


def test_without_asking_nothing_is_sent(tmp_path):
    with ModelServer(says("OK")) as server:
        settings = with_models(server.url, workspace=tmp_path)
        assert codes(settings, Part.MODEL) == [("doctor_model_keyed", True)] * 2
        assert server.asked == []


def test_each_model_is_asked_one_word_when_that_is_wanted(tmp_path):
    with ModelServer(says("OK")) as server:
        settings = with_models(server.url, workspace=tmp_path)
        told = [one for one in examine(settings, {}, ask=True) if one.part is Part.MODEL]
    assert [(one.role, one.found.code) for one in told] == [
        ("writer", "doctor_model_answered"),
        ("judge", "doctor_model_answered"),
    ]
    assert [(asked.body["model"], asked.messages[0].content) for asked in server.asked] == [
        ("small", "Say OK."),
        ("other", "Say OK."),
    ]


def test_an_endpoint_that_fails_says_what_to_do_and_the_key_stays_unsaid(tmp_path, monkeypatch):
    monkeypatch.setenv("TACTFUL_MODEL", "small")
    monkeypatch.setenv("TACTFUL_API_KEY", KEY)
    with ModelServer(echoes_the_key(401)) as server:
        monkeypatch.setenv("TACTFUL_BASE_URL", server.url)
        code, printed = tactful(tmp_path, "doctor", "--try")
    host = server.url.removeprefix("http://").removesuffix("/v1")
    (line,) = (line for line in printed.splitlines() if "model (" in line)
    assert code == 1
    assert (
        line
        == f"✕ model (writer of drafts): The model endpoint {host} refuses the API key; check the key in the settings."
    )
    assert "TACTFUL_API_KEY, TACTFUL_BASE_URL, TACTFUL_MODEL" in printed
    assert KEY not in printed


def test_each_role_is_looked_at_where_it_is(tmp_path):
    settings = with_models("http://127.0.0.1:9/v1", workspace=tmp_path, judge_base_url="http://127.0.0.2:9/v1")
    told = [one.found for one in examine(settings, {}) if one.part is Part.MODEL]
    assert [(one.code, one.details["host"]) for one in told] == [
        ("doctor_model_keyed", "127.0.0.1:9"),
        ("doctor_model", "127.0.0.2:9"),
    ]


def test_no_role_that_has_a_model_is_left_out(tmp_path):
    names = {f"{name}_model": f"small-{name}" for name in ("reply", "terms", "judge", "eval")}
    settings = Settings(model="small", base_url="http://127.0.0.1:9/v1", workspace=tmp_path, **names)
    told = [(one.role, one.found.details["model"]) for one in examine(settings, {}) if one.part is Part.MODEL]
    assert told == [
        (ModelRole.WRITER, "small"),
        (ModelRole.REPLY_READER, "small-reply"),
        (ModelRole.TERMS_READER, "small-terms"),
        (ModelRole.JUDGE, "small-judge"),
        (ModelRole.EVAL_JUDGE, "small-eval"),
    ]


def test_an_address_that_is_none_is_told_without_asking(tmp_path):
    assert codes(with_models("ollama:11434", workspace=tmp_path), Part.MODEL) == [("model_address_bad", False)] * 2


def test_in_json_each_part_has_its_code_and_its_text(tmp_path, monkeypatch):
    monkeypatch.setenv("TACTFUL_MODEL", "small")
    monkeypatch.setenv("TACTFUL_BASE_URL", a_closed_port())
    rows = json.loads(tactful(tmp_path, "doctor", "--json")[1])
    (row,) = (row for row in rows if row["part"] == "model")
    assert (row["role"], row["well"], row["code"]) == ("writer", True, "doctor_model")
    assert row["text"].startswith("small at 127.0.0.1:")


# ranks


def ranks_at(server, sha256=SHA256):
    return Ranks(url=f"{server.url}/o200k_base.tiktoken", sha256=sha256)


def test_ranks_are_fetched_once_into_the_folder_of_tiktoken(tmp_path):
    environ = {"TIKTOKEN_CACHE_DIR": str(tmp_path / "ranks")}
    settings = Settings(model="gpt-4o", judge_model="gpt-4o", terms_model="qwen-max")
    with ModelServer(sends(DATA, kind="application/octet-stream")) as server:
        ranks = ranks_at(server)
        first = [one.found.code for one in warm(settings, environ, known={"o200k_base": ranks})]
        again = [one.found.code for one in warm(settings, environ, known={"o200k_base": ranks})]
    assert first == ["doctor_ranks_fetched", "doctor_ranks_unknown"]
    assert again == ["doctor_ranks_there", "doctor_ranks_unknown"]
    assert [asked.path for asked in server.asked] == ["/v1/o200k_base.tiktoken"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "ranks").iterdir()} == {ranks.file_name: DATA}


@pytest.mark.parametrize(
    ("behaviour", "problem"),
    [
        (sends(b"IQ== 0\n"), "something else came than was asked for"),
        (fails(404), "Not Found"),
        (hangs(), "it took longer than 0.5 seconds"),
        (drips(), "it took longer than 0.5 seconds"),
        (drips(in_headers=True), "it took longer than 0.5 seconds"),
        (floods(20_000_000), "more came than ranks ever have"),
    ],
    ids=["other bytes", "no such file", "a hanging network", "a dripping one", "dripping headers", "a flood"],
)
def test_whatever_the_network_does_it_ends_in_time_and_leaves_nothing(tmp_path, behaviour, problem):
    begun = time.monotonic()
    seconds = 30.0 if "more came" in problem else 0.5
    with ModelServer(behaviour) as server, pytest.raises(RanksUnavailable) as raised:
        fetch_ranks(ranks_at(server), tmp_path / "ranks", seconds=seconds)
    assert time.monotonic() - begun < seconds + 5
    assert problem in str(raised.value)
    assert not (tmp_path / "ranks").exists()


def test_where_nothing_may_be_kept_nothing_is_fetched():
    (one,) = warm(Settings(model="gpt-4o"), {"TIKTOKEN_CACHE_DIR": ""})
    assert (one.found.code, one.well) == ("doctor_ranks_no_folder", False)


def test_without_ranks_the_bound_is_told(tmp_path):
    environ = {"TIKTOKEN_CACHE_DIR": str(tmp_path)}
    settings = Settings(workspace=tmp_path, model="gpt-4o", terms_model="qwen-max", base_url="http://127.0.0.1:9/v1")
    assert codes(settings, Part.TOKENS, environ) == [("doctor_tokens_bound", False), ("doctor_ranks_unknown", True)]


def test_a_plain_look_loads_neither_screens_nor_models():
    code = (
        "from assistant.bootstrap.doctor import examine; from assistant.settings import Settings\n"
        "list(examine(Settings(model='small', base_url='http://127.0.0.1:9/v1'), {}))"
    )
    assert loaded_after(code).isdisjoint({"gradio", "chromadb", "langchain", "langchain_openai", "openai"})
