"""Paths, commands and options that a page names are there: who follows it is not sent astray."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from assistant.cli import app

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "evals").rglob("*.md")]
OURS = ("assistant", "benchmarks", "docs", "evals", "knowledge", "prompts", "tests")
# A room is named without the house: `workflow/negotiation/`.
HOUSES = (ROOT, ROOT / "assistant")
# What a code span or a line of a code block is, up to the next command of the line.
COMMAND = re.compile(r"(?:`|^(?:\$ )?(?:\w+=\S+ )*)tactful ([^`\n]*)", re.MULTILINE)
ENDS = re.compile(r"\s(?:[|;>#]|&&|\\\|)")


def paths_of(page: Path) -> Iterator[str]:
    """What stands in backticks and begins as a path of the project does."""
    rooms = {path.name for path in (ROOT / "assistant").iterdir() if path.is_dir()}
    for code in re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8")):
        for path in re.findall(r"(?<![\w/.<{-])[\w-]+/[\w*./-]*", code):
            if path.split("/")[0] in {*OURS, *rooms}:
                yield path.rstrip("/.")


def is_there(path: str) -> bool:
    return any(next(house.glob(ending), None) for house in HOUSES for ending in (path, f"{path}.py"))


def options_of(command) -> set[str]:
    if hasattr(command, "commands"):
        below = [options_of(each) for each in command.commands.values()]
        return {"--help"}.union(*below, *(each.opts for each in command.params))
    return {"--help"}.union(*((*each.opts, *each.secondary_opts) for each in command.params))


def wrong_in(words: str, root) -> Iterator[str]:
    """What a command line names that is not there."""
    command, rest = root, words.split()
    while rest and hasattr(command, "commands"):
        if rest[0] not in command.commands:
            if re.fullmatch(r"[a-z][a-z-]*", rest[0]):
                yield rest[0]
            break
        command, rest = command.commands[rest[0]], rest[1:]
    known = options_of(command) | {option for each in root.params for option in each.opts}
    yield from (option for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", words) if option not in known)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_path_that_a_page_names_is_there(page):
    assert [path for path in paths_of(page) if not is_there(path)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_and_option_that_a_page_names_is_there(page):
    root = typer.main.get_command(app)
    lines = [ENDS.split(line)[0] for line in COMMAND.findall(page.read_text(encoding="utf-8"))]
    assert [(line, wrong) for line in lines for wrong in wrong_in(line, root)] == []


def test_pages_name_enough_to_tell():
    assert sum(1 for page in PAGES for _ in paths_of(page)) > 50
    assert sum(len(COMMAND.findall(page.read_text(encoding="utf-8"))) for page in PAGES) > 100


def test_what_is_not_there_is_found():
    root = typer.main.get_command(app)
    assert list(wrong_in("negotiate C1-CNY --optoins", root)) == ["--optoins"]
    assert list(wrong_in("negociate C1-CNY", root)) == ["negociate"]
    assert not is_there("workflow/negotiations/")
    assert is_there("workflow/negotiation")
