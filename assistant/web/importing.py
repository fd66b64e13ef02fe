"""Runs what the import page asks for and says what came of it, whatever kind of file it was."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from assistant.domain.parties import Person
from assistant.errors import BadInput
from assistant.intake.layouts import TableMapping
from assistant.intake.mapping import load_mapping
from assistant.intake.reading import DateOrder, DecimalMark, Options, RejectedRow, Remark
from assistant.knowledge import shipped
from assistant.web.document_imports import of_contracts, of_replies
from assistant.web.import_view import Asked, Line, Outcome
from assistant.web.labels import Labels
from assistant.wording import Wording
from assistant.workflow.desk import Desk
from assistant.workflow.import_ledger import LedgerImport, import_ledger
from assistant.workflow.import_payments import PaymentsImport, import_payments

Choice = TypeVar("Choice", bound=StrEnum)


def run_import(
    desk: Desk, person: Person, paths: Sequence[Path], asked: Asked, words: Wording, say: Labels, *, store: bool
) -> Outcome:
    """Import ``paths``, or only try it; raises what the use case raises, and BadInput for an unknown kind."""
    match asked.kind:
        case "ledger":
            columns, given = _mapping(asked), _options(asked)
            return _of_tables(
                import_ledger(desk, person.login, paths, given, mapping=columns, dry_run=not store), words
            )
        case "payments":
            given = _options(asked)
            done = import_payments(desk, person.login, paths, given, customer=asked.customer, dry_run=not store)
            return _of_tables(done, words)
        case "contract":
            return of_contracts(desk, person, paths, asked, words, say, store=store)
        case "reply":
            return of_replies(desk, person, paths, asked, words, say, store=store)
        case _:
            raise BadInput("unknown_import", f"There is no import of {asked.kind!r}; choose one of the list.")


def known_mappings() -> list[str]:
    """The programs whose exports we know the columns of."""
    return sorted(path.stem for path in (shipped("knowledge") / "import" / "mappings").glob("*.yaml"))


def _mapping(asked: Asked) -> TableMapping | None:
    """The mapping that was chosen: a shipped one, since a path would reach into this machine."""
    name = asked.first("mapping")
    return load_mapping(name) if name in known_mappings() else None


def _options(asked: Asked) -> Options:
    signs = (pair.partition("=") for value in asked.options.get("signs", ()) for pair in value.split())
    return Options(
        date_order=_chosen(DateOrder, asked, "date_order"),
        decimal_mark=_chosen(DecimalMark, asked, "decimal_mark"),
        signs={sign: currency for sign, _, currency in signs},
        currency=asked.first("currency"),
    )


def _of_tables(done: LedgerImport | PaymentsImport, words: Wording) -> Outcome:
    return Outcome(
        counts={
            "read": done.read,
            "accepted": done.accepted,
            "unchanged": done.unchanged,
            "rejected": len(done.rejected),
        },
        totals=done.totals,
        refused=_lines(done.rejected, words),
        warnings=_lines(done.remarks, words),
        questions=done.questions,
        asked=[words.reason(q.reason, default=q.message) for q in done.questions],
        told=[f"{', '.join(done.stale)}: {words.label('now_stale')}"] if done.stale else [],
    )


def _lines(rows: Iterable[RejectedRow | Remark], words: Wording) -> list[Line]:
    return [Line(file=r.file, row=r.row, text=words.reason(r.reason, default=r.message)) for r in rows]


def _chosen(members: type[Choice], asked: Asked, name: str) -> Choice | None:
    value = asked.first(name)
    return members(value) if value in set(members) else None
