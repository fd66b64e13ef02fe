"""Prompts are constant files, filled in by one renderer: nothing in the source runs a template language or loads one."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BANNED_MODULES = {"jinja2", "mustache", "chevron", "pystache", "mako", "pickle"}
BANNED_NAMES = {
    "load_prompt",
    "load_prompt_from_config",
    "hub",
    "PromptTemplate",
    "ChatPromptTemplate",
    "template_format",
}


def banned_in(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import():
                found |= {alias.name.split(".")[0] for alias in node.names} & BANNED_MODULES
            case ast.ImportFrom():
                module = (node.module or "").split(".")
                found |= {module[0]} & BANNED_MODULES
                found |= {alias.name for alias in node.names} & BANNED_NAMES
                found |= {node.module} & {"langchain_core.load", "langchain.load"} if node.module else set()
            case ast.Attribute():
                found |= {node.attr} & BANNED_NAMES
            case ast.keyword():
                found |= {node.arg} & BANNED_NAMES
    return found


def test_no_template_language_and_no_loaded_prompt_in_the_source():
    files = [path for folder in ("assistant", "evals") for path in (ROOT / folder).rglob("*.py")]
    wrong = {str(path): found for path in files if (found := banned_in(path.read_text(encoding="utf-8")))}
    assert wrong == {}


@pytest.mark.parametrize(
    "source",
    [
        "from jinja2.sandbox import SandboxedEnvironment",
        "import chevron",
        "from langchain_core.prompts import load_prompt",
        "from langchain_core.load import loads",
        "langchain.hub.pull('x')",
        "make('Dear {{name}}', template_format='mustache')",
        "import pickle",
    ],
)
def test_each_way_in_is_noticed(source):
    assert banned_in(source)
