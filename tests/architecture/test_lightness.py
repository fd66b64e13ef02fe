"""Heavy packages load when first used."""

import os
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
    assert loaded_after(f"import {module}").isdisjoint(HEAVY)


def test_the_guardrail_checks_a_text_with_little_more_than_itself():
    used = loaded_after("from assistant.guardrail import load_checker; load_checker().check('Hello')")
    assert used.isdisjoint(set(HEAVY) - {"pydantic", "numpy"})


def test_the_guardrail_is_imported_in_less_than_a_third_of_a_second(tmp_path):
    """Time of the processor, at best: other programs run on this machine, too, and the first try compiles."""
    code = "import time; begun = time.process_time(); import assistant.guardrail; print(time.process_time() - begun)"
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path)}
    command = [sys.executable, "-c", code]
    tries = [subprocess.run(command, capture_output=True, text=True, check=True, env=environment) for _ in range(5)]
    assert min(float(done.stdout) for done in tries) <= 0.3
