"""``tactful check``: the guardrail on any text."""

import json
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import json_lines, print_json, print_line, read_text, wording
from assistant.domain.language import Language
from assistant.errors import BadInput, TactfulError

if TYPE_CHECKING:
    from assistant.domain.finding import Report
    from assistant.guardrail import Checker
    from assistant.wording import Wording


class Format(StrEnum):
    """How a report is printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    context: typer.Context,
    file: Path | None = typer.Argument(None, help="A text file; else standard input."),
    record: Path | None = typer.Option(None, help="JSON record to hold the figures against."),
    form: Format = typer.Option(Format.TEXT, "--format", help="text, json or sarif."),
    inbound: bool = typer.Option(False, help="The text is a customer's: look only for hidden instructions."),
    jsonl: bool = typer.Option(False, "--jsonl", help="One JSON object per line, from standard input."),
) -> None:
    """Check a text before it leaves.

    Example: tactful check letter.txt --record record.json
    """
    from assistant.bootstrap import build_checker

    checker, reader = build_checker(), wording(context).language
    if jsonl:
        answers = [_answer(checker, item, number, reader) for number, item in json_lines(sys.stdin)]
        if "error" in answers:
            raise typer.Exit(3)
        return
    text = read_text(file)
    raw = _read_record(record) if record else None
    report = _report(checker, text, raw, inbound=inbound)
    name = str(file) if file else "<stdin>"
    if form is Format.TEXT:
        _print_text(report, text, wording(context))
    elif form is Format.JSON:
        print_json(_document(report, reader))
    else:
        from assistant.cli.sarif import sarif

        print_json(sarif(report, text, name, reader))
    if not report.verdict.may_leave:
        raise typer.Exit(1)


def _answer(checker: "Checker", item: Mapping[str, object] | BadInput, number: int, reader: Language) -> str:
    """Print the answer to one line, and give its verdict; what cannot be checked is an error, never a pass."""
    name = number if isinstance(item, BadInput) else item.get("id", number)
    try:
        document = _checked(checker, item, number, reader)
    except TactfulError as error:
        document = {"verdict": "error", "findings": [], "errors": [str(error)], "ms": 0.0}
    print_line({"id": name, **document})
    return str(document["verdict"])


def _checked(
    checker: "Checker", item: Mapping[str, object] | BadInput, number: int, reader: Language
) -> dict[str, object]:
    if isinstance(item, BadInput):
        raise item
    text, language = item.get("text"), _language(item.get("language"))
    if not isinstance(text, str):
        raise BadInput("no_text", f"line {number} has no text to check.", line=number)
    inbound = item.get("direction") == "inbound"
    report = _report(checker, text, item.get("record"), inbound=inbound, language=language)
    return _document(report, language or reader)


def _language(tag: object) -> Language | None:
    return Language(tag) if isinstance(tag, str) and tag in set(Language) else None


def _report(
    checker: "Checker", text: str, raw: object, *, inbound: bool = False, language: Language | None = None
) -> "Report":
    if inbound:
        return checker.check_inbound(text)
    if raw is None:
        return checker.check(text, language=language)
    from assistant.intake.given_record import grounds_from_record

    if not isinstance(raw, dict):
        raise BadInput("bad_record", "The record is not a JSON object; see docs/reference/cli.md.")
    grounds, found = grounds_from_record(raw)
    return checker.check(text, grounds=grounds, language=language or found)


def _read_record(path: Path) -> object:
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise BadInput("bad_record", f"{path} is not JSON: {error.msg} at line {error.lineno}; correct it.") from error


def _document(report: "Report", reader: Language) -> dict[str, object]:
    return {
        "verdict": report.verdict,
        "findings": [finding.as_line(reader) for finding in report.findings],
        "errors": list(report.errors),
        "ms": round(report.ms, 3),
    }


def _print_text(report: "Report", text: str, words: "Wording") -> None:
    from assistant.cli.show import finding_line

    for finding in report.findings:
        line = text.count("\n", 0, finding.start) + 1
        print(f"{line}: {finding_line(finding, words)}")
        if finding.suggestion is not None:
            print(f"   → {finding.suggestion or '∅'}")
    for problem in report.errors:
        print(f"! {problem}")
    print(words.name(report.verdict))
