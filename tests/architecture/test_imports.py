"""The import contracts hold, and each was seen to break on a small violation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    shutil.copytree(ROOT / "assistant", folder / "assistant", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_contracts_hold(copy):
    result = lint_imports(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("domain/money.py", "import assistant.workflow.desk", "Imports only go down"),
        ("planning/policy.py", "import assistant.guardrail.checker", "Imports only go down"),
        ("adapters/outbox_folder.py", "import assistant.bootstrap", "Imports only go down"),
        ("domain/money.py", "import pydantic", "The domain is plain Python"),
        ("workflow/desk.py", "import sqlalchemy", "Frameworks stay at the edge"),
        ("drafting/composer.py", "import langchain_openai", "Frameworks stay at the edge"),
        ("guardrail/checker.py", "import fastapi", "Frameworks stay at the edge"),
    ],
)
def test_a_small_violation_breaks_its_contract(copy, module, line, contract):
    path = copy / "assistant" / module
    whole = path.read_text(encoding="utf-8")
    path.write_text(f"{whole}\n\n{line}  # noqa\n", encoding="utf-8")
    try:
        result = lint_imports(copy)
    finally:
        path.write_text(whole, encoding="utf-8")
    broken = [text for text in result.stdout.splitlines() if text.endswith("BROKEN")]
    assert result.returncode == 1
    assert any(text.startswith(contract) for text in broken), result.stdout


def test_a_package_that_nobody_placed_breaks_the_layers(copy):
    stray = copy / "assistant" / "misc.py"
    stray.write_text('"""Nobody placed this."""\n', encoding="utf-8")
    try:
        result = lint_imports(copy)
    finally:
        stray.unlink()
    assert result.returncode == 1
    assert "assistant.misc" in result.stdout
