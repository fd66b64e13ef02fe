"""``tactful read``: what a customer's reply says, each thing with the words that say it."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.in_order import own_faults_told
from assistant.cli.session import json_lines, print_json, print_line, read_text, settings, wording
from assistant.errors import BadInput, TactfulError

if TYPE_CHECKING:
    from assistant.domain.reading import Evidence, Reading
    from assistant.intake.second_reader import SecondReading
    from assistant.wording import Wording


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("read")(read)


def read(
    context: typer.Context,
    file: Path | None = typer.Argument(None, help="A mail as .eml, or plain text; else standard input."),
    received: str | None = typer.Option(None, help="The day it arrived, such as 2026-06-16; else what the mail says."),
    record: Path | None = typer.Option(None, help="What is open, as JSON: currency and invoices."),
    again: bool = typer.Option(
        False, "--second-reader", help="Let the model of TACTFUL_REPLY_MODEL read it, too, under pseudonyms."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
    jsonl: bool = typer.Option(False, "--jsonl", help="One JSON object per line, from standard input."),
) -> None:
    """Read a customer's reply: cause, promise, dispute, proposal and more, with the quoted words; nothing is stored.

    Example: tactful read reply.txt --received 2026-06-16
    """
    words = wording(context)
    second = _second_reader(context) if again else None
    if jsonl:
        _answer_lines(second, words)
        return
    from assistant.intake.replies.given import day_from
    from assistant.workflow.replies.documents import reading_document

    text, day = _reply(file)
    given = {"text": text, "received": received or day, "record": _record(record)}
    reading = _reading(given, 1)
    beside = second(given) if second else None
    if as_json:
        print_json({**reading_document(reading), **_compared(reading, beside, words)})
        return
    if day_from(given["received"]) is None:
        print(f"! {words.label('received_not_given')}", file=sys.stderr)
    for note in beside.notes if beside else ():
        print(f"! {words.reason(note)}", file=sys.stderr)
    for line in reading_lines(reading, words):
        print(line)
    if beside and beside.complete:
        print(f"\n{words.label('second_reader').format(model=beside.model)}")
        for line in _compared_lines(reading, beside.read, words):
            print(line)


def reading_lines(reading: "Reading", words: "Wording") -> Iterator[str]:
    """One line for each label: what is said, the words that say it, and how sure that is."""
    from assistant.workflow.reading_words import labels_in_words

    for said, evidence in labels_in_words(reading, words):
        yield words.value(f"{said}  {_quoted(evidence)}")
    if not reading.evidence():
        yield words.label("nothing_read")


def _quoted(evidence: "Evidence") -> str:
    return f"{_words_of(evidence)}  {evidence.certainty:.2f}"


def _words_of(evidence: "Evidence") -> str:
    return f"“{' '.join(evidence.quote.split())}”"


def _second_reader(context: typer.Context) -> "Callable[[Mapping[str, object]], SecondReading[Reading]]":
    """What lets a model read a reply as it is given on a line."""
    from assistant.bootstrap.readers import build_reply_reader, names_known
    from assistant.intake.replies.given import day_from, ledger_from

    reader, names = build_reply_reader(settings(context)), names_known(settings(context))

    def read_again(item: Mapping[str, object]) -> "SecondReading[Reading]":
        day, record = day_from(item.get("received")), item.get("record")
        return reader.read(str(item["text"]), day, ledger_from(record), names=names)

    return read_again


def _compared(reading: "Reading", beside: "SecondReading[Reading] | None", words: "Wording") -> dict[str, object]:
    """What a second reader adds to the answer: nothing where there is none."""
    from assistant.workflow.replies.documents import compared_document

    return compared_document(reading, beside, words) if beside else {}


def _compared_lines(reading: "Reading", second: "Reading", words: "Wording") -> Iterator[str]:
    """How the second reader's reading stands to the first, label by label, both where they differ."""
    from assistant.domain.concurrence import Concurrence
    from assistant.domain.reading_comparison import compare_readings
    from assistant.workflow.reading_words import by_label

    ours, theirs = by_label(reading, words), by_label(second, words)
    for one in compare_readings(reading, second):
        both = [labels[one.label] for labels in (ours, theirs) if one.label in labels]
        first, *other = (words.value(f"{line}  {_words_of(evidence)}") for line, evidence in both)
        if one.agreement is Concurrence.DIFFER:
            yield f"{words.name(one.agreement)}:\n  1  {first}\n  2  {other[0]}"
        else:
            yield f"{words.name(one.agreement)}: {first}"


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


def _answer_lines(second: "Callable[[Mapping[str, object]], SecondReading[Reading]] | None", words: "Wording") -> None:
    from assistant.workflow.replies.documents import reading_document

    failed = False
    for number, item in json_lines(sys.stdin):
        name = number if isinstance(item, BadInput) else item.get("id", number)
        started = time.perf_counter()
        try:
            with own_faults_told():
                reading = _reading(item, number)
                beside = second(item) if second and not isinstance(item, BadInput) else None
                document = {**reading_document(reading), **_compared(reading, beside, words)}
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
