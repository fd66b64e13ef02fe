"""Heavy packages load when first used."""

import subprocess
import sys

import pytest

HEAVY = (
    "gradio",
    "chromadb",
    "langchain",
    "langchain_openai",
    "openai",
    "sqlalchemy",
    "pydantic",
    "tiktoken",
    "numpy",
    "rich",
)


def loaded_after(code: str) -> set[str]:
    report = f"{code}\nimport sys; print(' '.join(sorted(name for name in sys.modules if '.' not in name)))"
    result = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].split())


def test_help_loads_nothing_heavy():
    code = (
        "import sys, assistant.__main__ as m; sys.argv = ['tactful', '--help']\ntry: m.main()\nexcept SystemExit: pass"
    )
    assert loaded_after(code).isdisjoint(HEAVY)


@pytest.mark.parametrize("module", ["assistant.guardrail", "assistant.domain.brief", "assistant.ports"])
def test_the_core_needs_nothing_heavy(module):
    heavy = set(HEAVY) - {"pydantic"}
    assert loaded_after(f"import {module}").isdisjoint(heavy)
