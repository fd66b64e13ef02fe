"""``tactful check``: the guardrail on any text."""

import json
import sys
from enum import StrEnum
from pathlib import Path

import typer

from assistant.cli.session import json_lines, print_json, read_text, settings, wording
from assistant.errors import BadInput


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
    explain: bool = typer.Option(False, help="Tell also what was looked at and not stopped, and why (text, json)."),
    suppressions: Path | None = typer.Option(None, help="YAML file of findings that may stand, each with a reason."),
    judge: bool = typer.Option(
        False, "--judge", help="Let the model of TACTFUL_JUDGE_MODEL look, too; sends the text."
    ),
    jsonl: bool = typer.Option(False, "--jsonl", help="One JSON object per line."),
) -> None:
    """Check a text before it leaves.

    Example: tactful check letter.txt --record record.json
    """
    from assistant.bootstrap import build_checker, read_json_lines
    from assistant.bootstrap.models import build_judge
    from assistant.cli.check_report import Inspection
    from assistant.cli.sarif import sarif
    from assistant.workflow.check_text import text_to_check
    from assistant.workflow.standing_file import suppressions_in

    checker = build_checker(settings(context).workspace)
    inspection = Inspection(
        checker=checker,
        words=wording(context),
        explain=explain,
        suppressions=suppressions_in(suppressions, checker.rules.categories) if suppressions else (),
        judge=build_judge(settings(context)) if judge else None,
    )
    if jsonl:
        lines = read_json_lines(file) if file else sys.stdin
        verdicts = [inspection.answer(number, item) for number, item in json_lines(lines)]
        if "error" in verdicts:
            raise typer.Exit(3)
        return
    raw = _read_record(record) if record else None
    asked = inspection.asked(text_to_check(read_text(file), raw, inbound=inbound))
    report = inspection.report(asked)
    if form is Format.TEXT:
        inspection.print_text(asked, report)
    elif form is Format.JSON:
        print_json(inspection.document(asked, report))
    else:
        print_json(sarif(report, asked.text, str(file) if file else "<stdin>", inspection.words.language))
    if not report.verdict.may_leave:
        raise typer.Exit(1)


def _read_record(path: Path) -> object:
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise BadInput("bad_record", f"{path} is not JSON: {error.msg} at line {error.lineno}; correct it.") from error
