"""``tactful read``: what a customer's reply says, each thing with the words that say it."""

import json
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import json_lines, print_json, print_line, read_text, wording
from assistant.errors import BadInput, TactfulError

if TYPE_CHECKING:
    from assistant.domain.reading import Evidence, Reading
    from assistant.wording import Wording


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read")(read)


def read(
    context: typer.Context,
    file: Path | None = typer.Argument(None, help="A mail as .eml, or plain text; else standard input."),
    received: str | None = typer.Option(None, help="The day it arrived, such as 2026-06-16; else what the mail says."),
    record: Path | None = typer.Option(None, help="What is open, as JSON: currency and invoices."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
    jsonl: bool = typer.Option(False, "--jsonl", help="One JSON object per line, from standard input."),
) -> None:
    """Read a customer's reply: cause, promise, dispute, proposal and more, with the quoted words; nothing is stored.

    Example: tactful read reply.txt --received 2026-06-16
    """
    if jsonl:
        _answer_lines()
        return
    from assistant.intake.replies.given import day_from
    from assistant.workflow.replies.documents import reading_document

    text, day = _reply(file)
    given = {"text": text, "received": received or day, "record": _record(record)}
    reading = _reading(given, 1)
    words = wording(context)
    if as_json:
        print_json(reading_document(reading))
        return
    if day_from(given["received"]) is None:
        print(f"! {words.label('received_not_given')}", file=sys.stderr)
    for line in reading_lines(reading, words):
        print(line)


def reading_lines(reading: "Reading", words: "Wording") -> Iterator[str]:
    """One line for each label: what is said, the words that say it, and how sure that is."""
    from assistant.workflow.reading_words import labels_in_words

    for said, evidence in labels_in_words(reading, words):
        yield words.value(f"{said}  {_quoted(evidence)}")
    if not reading.evidence():
        yield words.label("nothing_read")


def _quoted(evidence: "Evidence") -> str:
    return f"“{' '.join(evidence.quote.split())}”  {evidence.certainty:.2f}"


def _reply(file: Path | None) -> tuple[str, str | None]:
    """The text and the day on which it arrived, as far as the file says."""
    if file is None or str(file) == "-":
        return read_text(file), None
    from assistant.bootstrap import read_mail_file

    mail = read_mail_file(file)
    return mail.text, mail.received.date().isoformat() if mail.received else None


def _record(path: Path | None) -> object:
    if path is None:
        return None
    try:
        return json.loads(read_text(path))
    except json.JSONDecodeError as error:
        raise BadInput("bad_json_line", f"{path} is not JSON: {error.msg}; correct it.", line=error.lineno) from error


def _answer_lines() -> None:
    from assistant.workflow.replies.documents import reading_document

    failed = False
    for number, item in json_lines(sys.stdin):
        name = number if isinstance(item, BadInput) else item.get("id", number)
        started = time.perf_counter()
        try:
            document = reading_document(_reading(item, number))
        except TactfulError as error:
            document, failed = {"labels": None, "certainty": {}, "quotes": {}, "errors": [str(error)]}, True
        print_line({"id": name, **document, "ms": round((time.perf_counter() - started) * 1000, 2)})
    if failed:
        raise typer.Exit(3)


def _reading(item: Mapping[str, object] | BadInput, number: int) -> "Reading":
    from assistant.intake.replies import read_reply
    from assistant.intake.replies.given import day_from, ledger_from

    if isinstance(item, BadInput):
        raise item
    text = item.get("text")
    if not isinstance(text, str):
        raise BadInput("no_text", f"line {number} has no text to check.", line=number)
    return read_reply(text, day_from(item.get("received")), ledger_from(item.get("record")))
