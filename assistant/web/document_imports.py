"""Runs the import of contracts and of customers' replies from the page: each file by itself, good ones in."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.bootstrap import read_document_file, read_mail_file
from assistant.domain.language import Reason
from assistant.domain.parties import Person
from assistant.errors import BadInput, TactfulError
from assistant.web.import_view import Asked, Line, Outcome
from assistant.web.labels import Labels
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.import_contract import contract_number_of, import_contract
from assistant.workflow.import_reply import import_reply

# What became of one file: whether it changes the record, one line about it, and what to know of it.
Told = tuple[bool, str, Sequence[Reason]]


def of_contracts(
    desk: Desk, person: Person, paths: Sequence[Path], asked: Asked, words: Wording, say: Labels, *, store: bool
) -> Outcome:
    """Import contracts of one customer; raises BadInput when it is not said whose they are."""
    number = asked.first("number")
    if not asked.customer:
        raise BadInput("customer_needed", "Say whose contract it is: give the customer's code.")
    if number and len(paths) > 1:
        raise BadInput("one_number_one_file", "With --number, import one file at a time.")

    def bring_in(path: Path) -> Told:
        read = read_document_file(path)
        contract, changed = import_contract(
            desk,
            person.login,
            read.text,
            number=number or contract_number_of(path),
            customer_code=asked.customer,
            notes=read.notes,
            dry_run=not store,
        )
        told = say("imports.contract", number=contract.number, title=contract.title, clauses=len(contract.clauses))
        return changed, told, contract.notes

    return _each(paths, bring_in, words)


def of_replies(
    desk: Desk, person: Person, paths: Sequence[Path], asked: Asked, words: Wording, say: Labels, *, store: bool
) -> Outcome:
    """Import what customers wrote; without a customer it is the one with the sender's address."""

    def bring_in(path: Path) -> Told:
        done = import_reply(
            desk,
            person.login,
            read_mail_file(path),
            customer_code=asked.customer or None,
            currency=asked.first("currency") or None,
            received=asked.first("received") or None,
            dry_run=not store,
        )
        reply = done.reply
        told = say(
            "imports.reply",
            case=f"{reply.customer_code}-{reply.currency}",
            day=words.value(reply.received),
            subject=reply.subject or "–",
        )
        stopped = f" {', '.join(done.stale)}: {words.label('now_stale')}" if done.stale else ""
        return done.changed, f"{told}{stopped}", done.notes

    return _each(paths, bring_in, words)


def _each(paths: Sequence[Path], bring_in: Callable[[Path], Told], words: Wording) -> Outcome:
    lines: list[str] = []
    refused: list[Line] = []
    notes: list[Line] = []
    unchanged = 0
    for path in paths:
        try:
            changed, line, remarks = bring_in(path)
        except TactfulError as error:
            if len(paths) == 1:
                raise
            refused.append(Line(file=path.name, row=0, text=words.error(error)))
            continue
        unchanged += not changed
        lines.append(line)
        notes += (Line(file=path.name, row=0, text=words.reason(remark)) for remark in remarks)
    counts = {"files_taken": len(lines), "files_unchanged": unchanged, "files_refused": len(refused)}
    return Outcome(counts=counts, totals={}, refused=refused, warnings=notes, questions=(), asked=(), told=lines)
