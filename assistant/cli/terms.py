"""``tactful terms``: what a contract says about payment, with the words that say it."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.in_order import own_faults_told
from assistant.cli.session import json_lines, print_json, print_line, settings, wording
from assistant.errors import BadInput, TactfulError

if TYPE_CHECKING:
    from assistant.domain.contract_terms import ContractTerm
    from assistant.domain.language import Reason
    from assistant.intake.second_reader import SecondReader, SecondReading, Terms
    from assistant.wording import Wording


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("terms")(terms)


def terms(
    context: typer.Context,
    file: Path | None = typer.Argument(None, help="A contract: .docx, .pdf, .txt or .md."),
    again: bool = typer.Option(
        False, "--second-reader", help="Let the model of TACTFUL_TERMS_MODEL read it, too; this sends it sentences."
    ),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
    jsonl: bool = typer.Option(False, "--jsonl", help="One JSON object per line, from standard input."),
) -> None:
    """Find what a contract says about payment; nothing is stored, and a person confirms what counts.

    Example: tactful terms contract.docx
    """
    if (file is not None) == jsonl:
        raise BadInput("no_contract_file", "Name the contract's file, or give lines to --jsonl.")
    words = wording(context)
    reader = _second_reader(context) if again else None
    if file is None:
        _answer_lines(reader, words)
        return
    from assistant.bootstrap import read_document_file
    from assistant.intake.terms import read_terms

    read = read_document_file(file)
    found = read_terms(read.text)
    reading = reader.read(read.text, found) if reader else None
    if as_json:
        answer: dict[str, object] = {"file": file.name, "terms": [term.as_line() for term in found]}
        print_json(answer | _compared_json(found, reading, words) | {"notes": _notes(read.notes, words)})
        return
    for note in (*read.notes, *(reading.notes if reading else ())):
        print(f"! {words.reason(note)}", file=sys.stderr)
    for term in found:
        print(_line(term, words))
    if not found:
        print(words.label("no_terms"))
    if reading and reading.complete:
        _print_compared(found, reading, words)


def _second_reader(context: typer.Context) -> "SecondReader":
    from assistant.bootstrap.readers import build_second_reader

    return build_second_reader(settings(context))


def _answer_lines(reader: "SecondReader | None", words: "Wording") -> None:
    failed = False
    for number, item in json_lines(sys.stdin):
        name = number if isinstance(item, BadInput) else item.get("id", number)
        try:
            with own_faults_told():
                document = _answer(_text(item, number), reader, words)
        except TactfulError as error:
            document, failed = {"terms": [], "errors": [str(error)]}, True
        print_line({"id": name, **document})
    if failed:
        raise typer.Exit(3)


def _text(item: Mapping[str, object] | BadInput, number: int) -> str:
    if isinstance(item, BadInput):
        raise item
    text = item.get("text")
    if not isinstance(text, str):
        raise BadInput("no_text", f"line {number} has no text to check.", line=number)
    return text


def _answer(text: str, reader: "SecondReader | None", words: "Wording") -> dict[str, object]:
    from assistant.intake.terms import read_terms

    found = read_terms(text)
    reading = reader.read(text, found) if reader else None
    return {"terms": [term.as_line() for term in found], **_compared_json(found, reading, words)}


def _compared_json(
    found: Sequence["ContractTerm"], reading: "SecondReading[Terms] | None", words: "Wording"
) -> dict[str, object]:
    """What a second reader adds to the answer: nothing where there is none."""
    if reading is None:
        return {}
    from assistant.domain.term_comparison import compare_terms
    from assistant.workflow.second_readers import second_reader_document

    compared = compare_terms(found, reading.read) if reading.complete else ()
    return {
        "second_reader": second_reader_document(reading, words),
        "comparison": [
            {
                "field": one.field,
                "agreement": one.agreement,
                "patterns": one.patterns.as_line() if one.patterns else None,
                "model": _without_confidence(one.model) if one.model else None,
            }
            for one in compared
        ],
    }


def _without_confidence(term: "ContractTerm") -> dict[str, object]:
    return {key: value for key, value in term.as_line().items() if key != "confidence"}


def _notes(notes: Iterable["Reason"], words: "Wording") -> list[dict[str, str]]:
    return [{"code": note.code, "text": words.reason(note)} for note in notes]


def _print_compared(found: Sequence["ContractTerm"], reading: "SecondReading[Terms]", words: "Wording") -> None:
    """Below the patterns' reading: how the second reader's stands to it, term by term, both where they differ."""
    from assistant.domain.concurrence import Concurrence
    from assistant.domain.term_comparison import compare_terms

    print(f"\n{words.label('second_reader').format(model=reading.model)}")
    for one in compare_terms(found, reading.read):
        said = words.name(one.agreement)
        if one.agreement is Concurrence.DIFFER and one.patterns and one.model:
            print(f"{said}:\n  1  {_stated(one.patterns, words)}\n  2  {_stated(one.model, words)}")
        elif term := one.patterns or one.model:
            print(f"{said}: {_stated(term, words)}")


def _line(term: "ContractTerm", words: "Wording") -> str:
    """One line: what is settled and how, the words that say it, where they stand, and how sure that is."""
    return f"{_stated(term, words)}  {term.confidence:.2f}"


def _stated(term: "ContractTerm", words: "Wording") -> str:
    from assistant.workflow.term_words import value_in_words

    quote = " ".join(term.quote.split())
    return f"{words.name(term.field)}: {value_in_words(term.value, words)}  “{quote}”  {term.start}–{term.end}"
