"""What grades shares no code with what it grades."""

import ast
from pathlib import Path

import pytest

DRAFTING = Path(__file__).parents[2] / "evals" / "drafting"
SCORERS = ("figures.py", "scoring.py", "wording.py")


@pytest.mark.parametrize("name", SCORERS)
def test_scorers_of_drafts_import_nothing_of_the_product_but_its_domain(name):
    tree = ast.parse((DRAFTING / name).read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    ours = {module for module in modules if module.startswith("assistant")}
    assert {module for module in ours if not module.startswith("assistant.domain.")} == set()
