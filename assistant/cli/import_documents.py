"""``tactful import contract`` and ``tactful import reply``: what was signed, and what customers write."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from assistant.cli.imports import imports
from assistant.cli.read import reading_lines
from assistant.cli.session import open_desk, operator, print_json, wording
from assistant.domain.language import Language
from assistant.errors import BadInput, NotFound, TactfulError

if TYPE_CHECKING:
    from assistant.domain.contracts import Contract
    from assistant.domain.language import Reason
    from assistant.wording import Wording
    from assistant.workflow.import_reply import ReplyImport

T = TypeVar("T")


def register(_: typer.Typer) -> None:
    """Add the commands to the noun ``import``."""
    imports.command()(contract)
    imports.command()(reply)


def contract(
    context: typer.Context,
    files: list[Path] = typer.Argument(help="Contracts as .docx, .pdf, .txt or .md."),
    customer: str = typer.Option(..., help="The customer's code."),
    number: str | None = typer.Option(None, help="The contract's number; else the file's name."),
    language: Language | None = typer.Option(None, help="Else found from the text."),
    dry_run: bool = typer.Option(False, help="Say what would be read and store nothing."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Import contracts and split them into clauses; the same file twice changes nothing.

    Tracked changes are shown as {--taken out--} and {++put in++}, never accepted or dropped.

    Example: tactful import contract frame-agreement.docx --customer CN01
    """
    from assistant.bootstrap import read_document_file
    from assistant.workflow.import_contract import contract_number_of, import_contract

    if number and len(files) > 1:
        raise BadInput("one_number_one_file", "With --number, import one file at a time.")
    desk, words = open_desk(context), wording(context)
    actor = operator(context, desk)
    numbers = {path: number or contract_number_of(path) for path in files}

    def bring_in(path: Path) -> "tuple[Contract, bool]":
        _require_own_number(path, numbers)
        read = read_document_file(path)
        return import_contract(
            desk,
            actor,
            read.text,
            number=numbers[path],
            customer_code=customer,
            language=language,
            notes=read.notes,
            dry_run=dry_run,
        )

    done, failed = _each(files, bring_in)
    if as_json:
        contracts = [_contract_json(path, *each, words) for path, each in done]
        print_json({"contracts": contracts, "refused": _refused_json(failed, words)})
    else:
        for _, (found, changed) in done:
            _print_contract(found, _state(changed, dry_run=dry_run), words, to_confirm=changed and not dry_run)
    _end(done, failed, words, quiet=as_json)


def reply(
    context: typer.Context,
    files: list[Path] = typer.Argument(help="Mails as .eml, or plain text."),
    customer: str | None = typer.Option(None, help="The customer's code; else the one with the sender's address."),
    currency: str | None = typer.Option(None, help="Which account it is about, where the customer has several."),
    received: str | None = typer.Option(
        None, help="When it arrived, such as 2026-06-16; else what the mail says, else now."
    ),
    dry_run: bool = typer.Option(False, help="Say what would be stored and store nothing."),
    as_json: bool = typer.Option(False, "--json", help="One JSON document."),
) -> None:
    """Import what customers wrote; open messages to them are stopped until someone has read it.

    Example: tactful import reply answer.eml --customer CN01
    """
    from assistant.bootstrap import read_mail_file
    from assistant.workflow.import_reply import import_reply

    desk, words = open_desk(context), wording(context)
    actor = operator(context, desk)

    def bring_in(path: Path) -> "ReplyImport":
        mail = read_mail_file(path)
        return import_reply(
            desk, actor, mail, customer_code=customer, currency=currency, received=received, dry_run=dry_run
        )

    done, failed = _each(files, bring_in)
    if as_json:
        print_json({"replies": [_reply_json(each, words) for _, each in done], "refused": _refused_json(failed, words)})
    else:
        for _, each in done:
            _print_reply(each, _state(each.changed, dry_run=dry_run), words)
    _end(done, failed, words, quiet=as_json)


def _each(
    files: Sequence[Path], bring_in: Callable[[Path], T]
) -> tuple[list[tuple[Path, T]], list[tuple[Path, TactfulError]]]:
    """What became of each file, those that could not be taken in apart; an unknown customer ends it all."""
    done: list[tuple[Path, T]] = []
    failed: list[tuple[Path, TactfulError]] = []
    for path in files:
        try:
            done.append((path, bring_in(path)))
        except NotFound:
            raise
        except TactfulError as error:
            if len(files) == 1:
                raise
            failed.append((path, error))
    return done, failed


def _end(done: Sequence[object], failed: Sequence[tuple[Path, TactfulError]], words: "Wording", *, quiet: bool) -> None:
    for path, error in failed if not quiet else ():
        print(f"{words.value(path.name)}: {words.error(error)}")
    if failed:
        raise typer.Exit(3 if done else failed[0][1].exit_code)


def _require_own_number(path: Path, numbers: dict[Path, str]) -> None:
    """Two files of one number would be one contract, and the second would replace the first."""
    others = [other for other, number in numbers.items() if number == numbers[path] and other != path]
    if others:
        message = f"{path.name} and {others[0].name} have the same number {numbers[path]}; import one with --number."
        raise BadInput("one_number_twice", message, name=path.name, other=others[0].name, number=numbers[path])


def _state(changed: bool, *, dry_run: bool = False) -> str:
    return "unchanged" if not changed else "would be stored" if dry_run else "stored"


def _print_contract(found: "Contract", state: str, words: "Wording", *, to_confirm: bool) -> None:
    from assistant.intake.terms import read_terms

    title = words.value(f"{found.number}: {found.title} · {found.language}")
    print(f"{title} · {len(found.clauses)} clauses · {state}")
    for line in _note_lines(found.notes, words):
        print(f"  ! {line}")
    terms = len(read_terms(found.text)) if to_confirm else 0
    if terms:
        print("  " + words.label("terms_read").format(count=terms, contract=words.value(found.number)))


def _print_reply(done: "ReplyImport", state: str, words: "Wording") -> None:
    it = done.reply
    parts = (f"{it.customer_code}-{it.currency}", words.value(it.received), it.sender, it.subject, state)
    print(words.value(f"{it.id}: " + " · ".join(part for part in parts if part)))
    for line in _note_lines(done.notes, words):
        print(f"  ! {line}")
    if done.stale:
        print(f"  {', '.join(done.stale)}: {words.label('now_stale')}")
    if done.changed:
        for line in reading_lines(done.reading, words):
            print(f"  {line}")


def _note_lines(notes: "tuple[Reason, ...]", words: "Wording") -> Iterator[str]:
    return (words.value(words.reason(note)) for note in notes)


def _contract_json(path: Path, found: "Contract", changed: bool, words: "Wording") -> dict[str, object]:
    return {
        "file": path.name,
        "number": found.number,
        "customer": found.customer_code,
        "title": found.title,
        "language": found.language,
        "clauses": len(found.clauses),
        "changed": changed,
        "notes": _notes_json(found.notes, words),
    }


def _reply_json(done: "ReplyImport", words: "Wording") -> dict[str, object]:
    it = done.reply
    return {
        "file": it.source,
        "id": it.id,
        "case": f"{it.customer_code}-{it.currency}",
        "received": it.received.isoformat(),
        "sender": it.sender,
        "subject": it.subject,
        "changed": done.changed,
        "notes": _notes_json(done.notes, words),
        "stale": list(done.stale),
    }


def _notes_json(notes: "tuple[Reason, ...]", words: "Wording") -> list[dict[str, str]]:
    return [{"code": note.code, "text": words.reason(note)} for note in notes]


def _refused_json(failed: Sequence[tuple[Path, TactfulError]], words: "Wording") -> list[dict[str, str]]:
    return [{"file": path.name, "code": error.code, "reason": words.error(error)} for path, error in failed]
