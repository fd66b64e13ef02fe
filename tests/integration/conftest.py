"""The sample company in a real workspace, loaded once for all integration tests that only look at it."""

import atexit
import shutil
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from assistant.adapters import chat_model
from assistant.bootstrap import RECORD_FILE, build_desk, build_negotiating_desk, make_sample_workspace
from assistant.knowledge import shipped
from assistant.settings import Settings
from assistant.workflow.load_sample import load_sample

AS_OF = datetime.fromisoformat("2026-06-16T16:30:00+08:00")


def sample_desk(folder):
    """The desk of the sample company in ``folder``: what is there, else a copy of one that is made once a process."""
    if not (folder / RECORD_FILE).exists():
        shutil.copytree(_sample_made(), folder, dirs_exist_ok=True)
    return build_desk(Settings(workspace=folder))


@cache
def _sample_made():
    folder = Path(tempfile.mkdtemp(prefix="sample-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    settings = Settings(workspace=folder)
    make_sample_workspace(settings, AS_OF)
    desk = build_desk(settings)
    load_sample(desk, shipped("knowledge") / "sample")
    desk.record.close()
    return folder


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    return sample_desk(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def lin(sample):
    with sample.record.read() as tx:
        return tx.person("lin")


@pytest.fixture(scope="session")
def negotiating_desk(tmp_path_factory):
    """What negotiates on records given by hand."""
    return build_negotiating_desk(Settings(workspace=tmp_path_factory.mktemp("none")))


@pytest.fixture(scope="session")
def openai_loaded():
    """LangChain takes seconds to load, which no deadline counts and no test measures."""
    import assistant.adapters.openai_client  # noqa: F401


@pytest.fixture
def closed_models(monkeypatch):
    """What a command leaves open until its process ends is closed after each test."""
    opened = []

    class Noted(chat_model.OpenAIChatModel):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            opened.append(self)

    monkeypatch.setattr(chat_model, "OpenAIChatModel", Noted)
    yield
    for each in opened:
        each.close()
