"""Imports ledgers: what is new or changed is stored in one transaction, what contradicts the record is refused."""

import gc
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from assistant.domain.ledger import CreditNote, Invoice, Payment, Proof
from assistant.domain.message import OPEN
from assistant.domain.money import Money
from assistant.domain.parties import Customer
from assistant.errors import UnreadableFile
from assistant.intake import read_ledger
from assistant.intake.columns import Sheet
from assistant.intake.layouts import TableMapping
from assistant.intake.mapping import apply_mapping
from assistant.intake.questions import ask_encoding
from assistant.intake.reading import LedgerReading, Options, Outcome, Question, RejectedRow, Remark, invoice_totals
from assistant.intake.sheet_rows import Progress
from assistant.ports import Table, Transaction
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.freshness import mark_stale
from assistant.workflow.ledger_changes import Changes, Value, changes_of
from assistant.workflow.ledger_stamps import stamp_feeds


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerImport:
    """What an import did: ``read`` is always ``accepted`` plus the rejected rows; ``unchanged`` counts among accepted.

    While there are ``questions`` no row counts as accepted, and those in doubt stand among the rejected ones.
    ``totals`` sums the accepted invoices by currency; refused rows can be looked up in ``sheets``. ``would_add`` and
    ``would_replace`` are what a dry run would have stored. ``stale`` names the open messages whose facts this import
    changed.
    """

    outcome: Outcome
    read: int
    accepted: int = 0
    unchanged: int = 0
    rejected: tuple[RejectedRow, ...] = ()
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()
    totals: Mapping[str, Money] = field(default_factory=dict)
    sheets: tuple[Sheet, ...] = ()
    would_add: tuple[Value, ...] = ()
    would_replace: tuple[Value, ...] = ()
    stale: tuple[str, ...] = ()


def import_ledger(
    desk: Desk,
    actor: str,
    paths: Sequence[Path],
    options: Options | None = None,
    *,
    mapping: TableMapping | None = None,
    as_of: datetime | None = None,
    dry_run: bool = False,
    progress: Progress = lambda _: None,
) -> LedgerImport:
    """Read ``paths`` as one ledger and store it; the same files twice change nothing.

    ``mapping`` says what the columns of another program's export are; ``as_of`` is when the ledger was true (UTC), now
    by default. With ``dry_run`` the record stays as it is. ``progress`` is told how many rows more have been read.
    Raises UnreadableFile, MissingColumns or BadInput, and then nothing of any file is stored.
    """
    stamped = as_of or desk.clock.now()
    options = _with_profile(desk, options or Options(), stamped)
    source = ", ".join(path.name for path in paths)
    with _without_collector():
        reading = _read(desk, paths, options, mapping, progress)
        if reading.outcome is not Outcome.ACCEPTED:
            return _not_taken(reading)
        with desk.record.read() if dry_run else desk.record.begin() as tx:
            changes = changes_of(tx, reading.rows)
            done, codes, feeds = _done(reading, changes, dry_run=dry_run), _codes(reading, changes), reading.feeds
            if done.outcome is Outcome.REFUSED:
                return done
            del reading  # a large ledger is let go while it is stored
            _store(tx, changes, _with_open_messages(tx, codes) if dry_run else None)
            stale = mark_stale(desk, tx, codes) if codes else ()
            stamped_now = stamp_feeds(tx, feeds, stamped, source, done.rejected)
            if codes or stamped_now:
                tx.audit(actor, "ledger_imported", source, body=_counts(done))
            return replace(done, stale=stale)


def _with_profile(desk: Desk, options: Options, stamped: datetime) -> Options:
    """The options with the company's billing habits, and the ledger's day where the company is unless one is given."""
    with desk.record.read() as tx:
        day = options.ledger_date or stamped.astimezone(desk.zone(tx)).date()
        return replace(options, billing_digits=billing_digits_of(tx), ledger_date=day)


@contextmanager
def _without_collector() -> Iterator[None]:
    """A ledger's values refer to nothing in circles; to look them all through for circles is a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(
    desk: Desk, paths: Sequence[Path], options: Options, mapping: TableMapping | None, progress: Progress
) -> LedgerReading:
    try:
        tables = [table for path in paths for table in desk.tables.read(path, encoding=options.encoding)]
    except UnreadableFile as error:
        if error.code != "unclear_encoding":
            raise
        return LedgerReading(rows=(), rejected=(), questions=(ask_encoding(error),))
    if mapping:
        tables = [apply_mapping(table, mapping, options.decimal_mark) for table in tables]
    return read_ledger(_told_apart(tables), options, progress=progress)


def _told_apart(tables: Sequence[Table]) -> list[Table]:
    """The tables with names that differ, as their files' names need not: rows are found again by them."""
    seen: Counter[str] = Counter()
    apart = []
    for table in tables:
        seen[table.name] += 1
        count = seen[table.name]
        apart.append(replace(table, name=f"{table.name} ({count})") if count > 1 else table)
    return apart


def _not_taken(reading: LedgerReading) -> LedgerImport:
    """What came of files of which nothing may be stored."""
    return LedgerImport(
        outcome=reading.outcome,
        read=reading.read,
        rejected=reading.rejected,
        remarks=reading.remarks,
        questions=reading.questions,
        sheets=reading.sheets,
    )


def _done(reading: LedgerReading, changes: Changes, *, dry_run: bool) -> LedgerImport:
    """What came of the rows; when the record refuses every one of them, nothing is stored."""
    rows, refused = reading.rows, changes.refused
    accepted = [row for place, row in enumerate(rows) if place not in refused] if refused else rows
    order = {sheet.table.name: place for place, sheet in enumerate(reading.sheets)}
    rejected = sorted((*reading.rejected, *refused.values()), key=lambda row: (order[row.file], row.row))
    return LedgerImport(
        outcome=Outcome.REFUSED if refused and not accepted else Outcome.ACCEPTED,
        read=reading.read,
        accepted=len(accepted),
        unchanged=len(accepted) - sum(changes.bearing),
        rejected=tuple(rejected),
        remarks=(*reading.remarks, *changes.remarks),
        totals=invoice_totals(accepted),
        sheets=reading.sheets,
        would_add=tuple(changes.added) if dry_run else (),
        would_replace=tuple(changes.replaced) if dry_run else (),
    )


def _codes(reading: LedgerReading, changes: Changes) -> set[str]:
    """The customers whose accounts change."""
    return {row.customer_code for row, bears in zip(reading.rows, changes.bearing, strict=True) if bears}


def _with_open_messages(tx: Transaction, codes: set[str]) -> set[str]:
    """In a dry run only what may turn messages stale is written, and forgotten: the rest would be work for nothing."""
    return codes & {message.brief.customer_code for message in tx.messages(status=OPEN)}


def _store(tx: Transaction, changes: Changes, only: Collection[str] | None) -> None:
    tx.add_all(value for value in changes.hand_over() if only is None or _owner(value) in only)
    for value in changes.replaced:
        if only is None or _owner(value) in only:
            _save(tx, value)


def _save(tx: Transaction, value: Value) -> None:
    match value:
        case Customer():
            tx.save_customer(value)
        case Invoice():
            tx.save_invoice(value)
        case Payment():
            tx.save_payment(value)
        case CreditNote():
            tx.save_credit_note(value)
        case Proof():
            tx.save_proof(value)


def _owner(value: Value) -> str:
    return value.code if isinstance(value, Customer) else value.customer_code


def _counts(done: LedgerImport) -> dict[str, object]:
    changed = done.accepted - done.unchanged
    return {"read": done.read, "changed": changed, "rejected": len(done.rejected)}
