"""``tactful terms``: what a contract says about payment, with the words that say it."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.cli.session import json_lines, print_json, print_line, wording
from assistant.errors import BadInput, TactfulError

if TYPE_CHECKING:
    from assistant.domain.contract_terms import ContractTerm
    from assistant.wording import Wording


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("terms")(terms)


def terms(
    context: typer.Context,
    file: Path | None = typer.Argument(None, help="A contract: .docx, .pdf, .txt or .md."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
    jsonl: bool = typer.Option(False, "--jsonl", help="One JSON object per line, from standard input."),
) -> None:
    """Find what a contract says about payment; nothing is stored, and a person confirms what counts.

    Example: tactful terms contract.docx
    """
    if jsonl:
        _answer_lines()
        return
    if file is None:
        raise BadInput("no_contract_file", "Name the contract's file, or give lines to --jsonl.")
    from assistant.bootstrap import read_document_file
    from assistant.intake.terms import read_terms

    read = read_document_file(file)
    found = read_terms(read.text)
    words = wording(context)
    if as_json:
        notes = [{"code": note.code, "text": words.reason(note)} for note in read.notes]
        print_json({"file": file.name, "terms": [term.as_line() for term in found], "notes": notes})
        return
    for note in read.notes:
        print(f"! {words.reason(note)}", file=sys.stderr)
    for term in found:
        print(_line(term, words))
    if not found:
        print(words.label("no_terms"))


def _answer_lines() -> None:
    failed = False
    for number, item in json_lines(sys.stdin):
        name = number if isinstance(item, BadInput) else item.get("id", number)
        try:
            print_line({"id": name, "terms": _terms(item, number)})
        except TactfulError as error:
            print_line({"id": name, "terms": [], "errors": [str(error)]})
            failed = True
    if failed:
        raise typer.Exit(3)


def _terms(item: Mapping[str, object] | BadInput, number: int) -> list[dict[str, object]]:
    from assistant.intake.terms import read_terms

    if isinstance(item, BadInput):
        raise item
    text = item.get("text")
    if not isinstance(text, str):
        raise BadInput("no_text", f"line {number} has no text to check.", line=number)
    return [term.as_line() for term in read_terms(text)]


def _line(term: "ContractTerm", words: "Wording") -> str:
    """One line: what is settled and how, the words that say it, where they stand, and how sure that is."""
    from assistant.workflow.term_words import value_in_words

    said = value_in_words(term.value, words)
    quote = " ".join(term.quote.split())
    return f"{words.name(term.field)}: {said}  “{quote}”  {term.start}–{term.end}  {term.confidence:.2f}"
