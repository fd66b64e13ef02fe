"""``tactful contract``: the terms of an imported contract, and what a person says of each."""

from typing import TYPE_CHECKING

import typer

from assistant.cli.recording import pairs
from assistant.cli.session import open_desk, operator, print_json, wording
from assistant.domain.contract_terms import TermField, TermState

if TYPE_CHECKING:
    from assistant.wording import Wording
    from assistant.workflow.contract_terms import TermLine

contract = typer.Typer(help="The terms of imported contracts, and what you say of them.", no_args_is_help=True)

_NUMBER = typer.Argument(help="The contract's number.")
_TERM = typer.Argument(help="The term's id, as the list shows it.")
_NOTE = typer.Option("", help="A word on why.")
_LAW = typer.Option("", help="For late interest: whose law governs, such as CN or GB.")
_CHANGES = typer.Argument(None, help="key=value for each key to correct; key= takes one away.")


def register(app: typer.Typer) -> None:
    """Add the noun to the command line."""
    app.add_typer(contract, name="contract")


@contract.command()
def terms(
    context: typer.Context, number: str = _NUMBER, as_json: bool = typer.Option(False, "--json", help="One document.")
) -> None:
    """List what the contract says about payment, each term with its words and what was said of it.

    Example: tactful contract terms QMD-2024-011
    """
    from assistant.workflow.contract_terms import terms_of
    from assistant.workflow.term_documents import terms_document

    desk, words = open_desk(context), wording(context)
    with desk.record.read() as tx:
        found = terms_of(tx, number)
    if as_json:
        print_json(terms_document(found, words))
        return
    for line in found.lines:
        print(_line(line, words))
    for lost in found.lost:
        print(f"{lost.id}  ! {words.label('term_words_gone')}  “{' '.join(lost.quote.split())}”")
    if not found.lines:
        print(words.label("no_terms"))


@contract.command()
def confirm(
    context: typer.Context, number: str = _NUMBER, term: str = _TERM, law: str = _LAW, note: str = _NOTE
) -> None:
    """Confirm that the contract says what was read; a confirmed rate is what late interest is computed by.

    Example: tactful contract confirm QMD-2024-011 late_interest-3fa92c1b --law CN
    """
    _check(context, number, TermState.CONFIRMED, term=term, law=law, note=note)


@contract.command()
def correct(
    context: typer.Context,
    number: str = _NUMBER,
    term: str = _TERM,
    changes: list[str] = _CHANGES,
    law: str = _LAW,
    note: str = _NOTE,
) -> None:
    """Correct what was read and confirm the rest.

    Example: tactful contract correct QMD-2024-011 payment_term-90c2e1aa days=45 trigger=invoice_receipt
    """
    _check(context, number, TermState.CORRECTED, term=term, changes=changes, law=law, note=note)


@contract.command()
def reject(context: typer.Context, number: str = _NUMBER, term: str = _TERM, note: str = _NOTE) -> None:
    """Say that these words are no such term.

    Example: tactful contract reject QMD-2024-011 notice-12ab34cd --note "about price changes"
    """
    _check(context, number, TermState.REJECTED, term=term, note=note)


@contract.command()
def add(
    context: typer.Context,
    number: str = _NUMBER,
    field: TermField = typer.Argument(help="What the term settles, such as late_interest."),
    changes: list[str] = _CHANGES,
    quote: str = typer.Option(..., help="The contract's own words, letter for letter."),
    law: str = _LAW,
    note: str = _NOTE,
) -> None:
    """Add a term that was not found, with the words that say it.

    Example: tactful contract add QMD-2024-011 deposit percent=30 --quote "预付百分之三十"
    """
    _check(context, number, TermState.CORRECTED, field=field, quote=quote, changes=changes, law=law, note=note)


def _check(
    context: typer.Context,
    number: str,
    state: TermState,
    *,
    term: str = "",
    field: TermField | None = None,
    quote: str = "",
    changes: list[str] | None = None,
    law: str = "",
    note: str = "",
) -> None:
    from assistant.intake.given_entries import TermGiven
    from assistant.workflow.contract_terms import check_term
    from assistant.workflow.term_words import value_in_words

    desk, words = open_desk(context), wording(context)
    given = TermGiven(
        state=state,
        term=term,
        field=field,
        quote=quote,
        changes=pairs(changes or []),
        law=law,
        note=note,
    )
    kept, notes, changed = check_term(desk, operator(context, desk), number, given)
    said = value_in_words(kept.value, words)
    stored = words.label("now_stored") if changed else words.label("no_change")
    print(f"{number} · {kept.id} · {words.name(kept.state)} · {words.name(kept.field)}: {said}  {stored}")
    for reason in notes:
        print(f"  ! {words.reason(reason)}")


def _line(line: "TermLine", words: "Wording") -> str:
    """One line: the id, what was said of it, what is settled and how, the words, and where they stand."""
    from assistant.workflow.term_words import value_in_words

    state = words.name(line.checked.state) if line.checked else words.label("to_confirm")
    clause = line.clause.number if line.clause else ""
    said = f"{words.name(line.field)}: {value_in_words(line.value, words)}"
    quote = " ".join(line.quote.split())
    return f"{line.id}  [{state}]  {said}  “{quote}”  {clause}  {line.start}–{line.end}"
