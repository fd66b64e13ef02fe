"""What grades shares no code with what it grades."""

import ast
from pathlib import Path

import pytest

EVALS = Path(__file__).parents[2] / "evals"
SCORERS = (
    *(f"drafting/{name}.py" for name in ("figures", "scoring", "wording")),
    *(
        f"negotiation/{name}.py"
        for name in ("customer", "outcome", "said", "scoring", "strategies", "talking", "terms")
    ),
)


@pytest.mark.parametrize("name", SCORERS)
def test_what_scores_or_plays_a_customer_imports_nothing_of_the_product_but_its_domain(name):
    tree = ast.parse((EVALS / name).read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    ours = {module for module in modules if module.startswith("assistant")}
    assert {module for module in ours if not module.startswith("assistant.domain.")} == set()
