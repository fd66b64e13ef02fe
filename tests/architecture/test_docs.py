"""Every command, setting and rule has an entry in the reference."""

import re
import runpy
from dataclasses import fields
from pathlib import Path

import typer

from assistant.cli import app
from assistant.negotiation.authority import AuthorityTable, Limits
from assistant.negotiation.policy import NegotiationPolicy
from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def commands(group, path=("tactful",)):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


def test_every_command_is_in_the_reference_with_an_example_in_its_help():
    page = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    for name, command in commands(typer.main.get_command(app)):
        noun = " ".join(name.split()[:2])
        last = name.split()[-1]
        assert re.search(rf"`{re.escape(noun)}|`{last}`", page), name
        assert "Example: " in (command.help or ""), name


def test_each_command_has_one_row():
    rows = re.findall(r"^\| (`tactful [^|]*) \|", (REFERENCE / "cli.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(set(rows))


def test_every_link_of_a_page_leads_to_a_file_that_is_there():
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
    links = [
        (page.relative_to(ROOT).as_posix(), link)
        for page in pages
        for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8"))
    ]
    assert len(links) > 50
    assert [(page, link) for page, link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_each_decision_has_a_number_of_its_own():
    numbers = [page.name[:4] for page in (ROOT / "docs" / "decisions").glob("0*.md")]
    assert sorted(numbers) == [f"{n:04}" for n in range(1, len(numbers) + 1)]


def test_every_setting_is_in_the_reference_with_its_default():
    page = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        row = next((line for line in page.splitlines() if f"`TACTFUL_{name.upper()}`" in line), None)
        assert row, name
        default = field.get_default()
        if isinstance(default, int | float) and not isinstance(default, bool):
            assert f"| {default:g} |" in row, row


def test_every_key_of_the_policies_of_a_negotiation_has_a_row_that_tells_what_it_means():
    page = (ROOT / "docs" / "how-to" / "change-how-we-negotiate.md").read_text(encoding="utf-8")
    told = {
        key for row in page.splitlines() if row.startswith("| `") for key in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    keys = {field.name for shape in (AuthorityTable, Limits, NegotiationPolicy) for field in fields(shape)}
    assert keys - told == set()


def test_the_page_of_guardrail_rules_is_made_from_the_rules():
    made = runpy.run_path(str(ROOT / "docs" / "guardrail_reference.py"))["page"]()
    assert (REFERENCE / "guardrail.md").read_text(encoding="utf-8") == made, "run: python docs/guardrail_reference.py"


def test_the_project_speaks_of_the_product_alone():
    for path in ROOT.rglob("*"):
        inside = path.relative_to(ROOT).parts
        if inside[0].startswith(".git") or inside[0] in {".venv", "tactful-data"} or not path.is_file():
            continue
        if (
            path.suffix in {".py", ".md", ".toml", ".yaml", ".yml", ".lock", ".txt", ".json"}
            and path.name != Path(__file__).name
        ):
            text = path.read_text(encoding="utf-8", errors="ignore")
            assert not re.search(r"pythonhosted|pypi\.org|registry\.npmjs|deb\.debian", text), path
