"""Shared by every test: nothing of the machine's own settings gets in."""

import os

import pytest

from tests.swiftly import run_swiftly


def pytest_configure():
    run_swiftly()


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch):
    for name in [name for name in os.environ if name.startswith(("TACTFUL_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "False")
