"""``tactful rules``: the rules of the guardrail, and those that a company adds."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import print_json, settings, wording

if TYPE_CHECKING:
    from assistant.guardrail import Checker
    from assistant.guardrail.examples import Miss
    from assistant.wording import Wording

rules = typer.Typer(help="The guardrail's rules, and your own.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(rules, name="rules")


@rules.command("list")
def list_rules(
    context: typer.Context,
    own: bool = typer.Option(False, "--own", help="Only the rules of this workspace."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """List the rules: id, category, severity, whose it is, and why it is switched off where it is.

    Example: tactful rules list --own
    """
    from assistant.bootstrap import build_checker

    words = wording(context)
    rows = [row for row in _rows(build_checker(settings(context).workspace)) if row["own"] or not own]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        whose = words.label("own_rule") if row["own"] else words.label("shipped_rule")
        off = words.label("rule_off").format(why=row["off"]) if row["off"] else ""
        severity = words.listed("severity", str(row["severity"]))
        print(" · ".join(part for part in (f"{row['category']} {row['rule']}", severity, whose, off) if part))


@rules.command("check")
def check_rules(
    context: typer.Context,
    workspace: Path | None = typer.Argument(
        None, exists=True, file_okay=False, help="A folder with guardrail/*.yaml; else this workspace."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Check the rules of a workspace, and run the examples that stand with them.

    Example: tactful rules check
    """
    from assistant.bootstrap import build_checker
    from assistant.guardrail.examples import misses

    checker, words = build_checker(workspace or settings(context).workspace), wording(context)
    entries = [entry for entry in checker.rules.entries if entry.id in checker.rules.own]
    wrong = list(misses(checker, entries))
    examples = sum(len(entry.fail.all()) + len(entry.passing.all()) for entry in entries)
    if as_json:
        print_json({"rules": len(entries), "examples": examples, "wrong": [_document(miss) for miss in wrong]})
    else:
        for miss in wrong:
            print(_line(miss, words))
        print(words.label("rules_checked").format(rules=len(entries), examples=examples, wrong=len(wrong)))
    if wrong:
        raise typer.Exit(1)


def _rows(checker: "Checker") -> Iterator[dict[str, object]]:
    severities = {rule.id: rule.severity for rule in checker.rules.rules}
    for name, category in sorted(checker.rules.categories.items(), key=lambda pair: (pair[1], pair[0])):
        written = checker.rules.findings.get(name)
        yield {
            "rule": name,
            "category": category,
            "severity": severities.get(name) or (written.severity if written else "none"),
            "own": name in checker.rules.own,
            "off": checker.policy.switched_off.get(name),
        }


def _document(miss: "Miss") -> dict[str, object]:
    return {
        "rule": miss.rule,
        "example": miss.example,
        "expected": "pass" if miss.should_pass else "found",
        "found_by": list(miss.found_by),
    }


def _line(miss: "Miss", words: "Wording") -> str:
    if miss.should_pass:
        found = ", ".join(miss.found_by)
        return f"✕ {miss.rule}: {words.label('example_found').format(example=miss.example, rules=found)}"
    if not miss.example:
        return f"✕ {miss.rule}: {words.label('no_failing_example')}"
    return f"✕ {miss.rule}: {words.label('example_not_found').format(example=miss.example)}"
