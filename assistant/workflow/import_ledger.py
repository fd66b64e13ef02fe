"""Imports ledgers: what is new or changed is stored in one transaction, what contradicts the record is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assistant.domain.ledger import CreditNote, Invoice, LedgerStamp, Payment
from assistant.intake import read_ledger
from assistant.intake.reading import AcceptedRow, LedgerReading, Options, Outcome, RejectedRow
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.freshness import mark_stale
from assistant.workflow.ledger_conflicts import conflict, increase, known_customer


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerImport:
    """What an import did: ``read`` is always ``accepted`` plus the rejected rows; ``unchanged`` counts among accepted.

    ``stale`` names the open messages whose facts this import changed.
    """

    reading: LedgerReading
    outcome: Outcome
    accepted: int
    unchanged: int
    rejected: tuple[RejectedRow, ...]
    stale: tuple[str, ...]

    @property
    def read(self) -> int:
        """How many rows the files hold."""
        return self.reading.read


def import_ledger(
    desk: Desk,
    actor: str,
    paths: Sequence[Path],
    options: Options | None = None,
    *,
    as_of: datetime | None = None,
    dry_run: bool = False,
) -> LedgerImport:
    """Read ``paths`` as one ledger and store it; the same files twice change nothing.

    ``as_of`` is when the ledger was true (UTC), now by default. With ``dry_run`` the record stays as it is. Raises
    UnreadableFile, MissingColumns or BadInput, and then nothing of any file is stored.
    """
    stamped = as_of or desk.clock.now()
    options = _with_profile(desk, options or Options(), stamped)
    reading = read_ledger([table for path in paths for table in desk.tables.read(path)], options)
    if reading.outcome is not Outcome.ACCEPTED:
        return _result(reading, [], [], ())
    source = ", ".join(path.name for path in paths)
    unit = desk.record.read() if dry_run else desk.record.begin()
    with unit as tx:
        changed, refused = _store(tx, reading)
        stale: tuple[str, ...] = ()
        _stamp(tx, reading, LedgerStamp(as_of=stamped, source=source))
        if changed:
            stale = mark_stale(desk, tx, {row.customer_code for row in changed})
            body = {"read": reading.read, "changed": len(changed), "rejected": len(reading.rejected) + len(refused)}
            tx.audit(actor, "ledger_imported", source, body=body)
    return _result(reading, changed, refused, stale)


def _with_profile(desk: Desk, options: Options, stamped: datetime) -> Options:
    """The options with the company's billing habits, and the ledger's day where the company is unless one is given."""
    with desk.record.read() as tx:
        day = options.ledger_date or stamped.astimezone(desk.zone(tx)).date()
        return replace(options, billing_digits=billing_digits_of(tx), ledger_date=day)


def _stamp(tx: Transaction, reading: LedgerReading, stamp: LedgerStamp) -> None:
    """A list of customers says nothing about the ledger's age, and an older export never makes it older."""
    known = tx.stamp()
    if any(row.entry for row in reading.rows) and (known is None or known.as_of < stamp.as_of):
        tx.save_stamp(stamp)


def _result(
    reading: LedgerReading, changed: list[AcceptedRow], refused: list[RejectedRow], stale: tuple[str, ...]
) -> LedgerImport:
    may_store = reading.outcome is Outcome.ACCEPTED
    accepted = len(reading.rows) - len(refused)
    return LedgerImport(
        reading=reading,
        outcome=Outcome.REFUSED if may_store and not accepted and refused else reading.outcome,
        accepted=accepted if may_store else 0,
        unchanged=accepted - len(changed) if may_store else 0,
        rejected=tuple(sorted((*reading.rejected, *refused), key=lambda row: (row.file, row.row))),
        stale=stale,
    )


def _store(tx: Transaction, reading: LedgerReading) -> tuple[list[AcceptedRow], list[RejectedRow]]:
    """Store row by row; the rows that changed something, and those that contradict the record."""
    changed: list[AcceptedRow] = []
    refused: list[RejectedRow] = []
    for row in reading.rows:
        problem = conflict(tx, row)
        if problem:
            refused.append(problem)
        elif _save(tx, row):
            changed.append(row)
    return changed, refused


def _save(tx: Transaction, row: AcceptedRow) -> bool:
    saved = [tx.save_customer(row.customer.onto(known_customer(tx, row.customer_code)))] if row.customer else []
    match row.entry:
        case Invoice():
            saved.append(tx.save_invoice(row.entry))
        case Payment():
            saved.append(tx.save_payment(row.entry))
        case CreditNote():
            saved.append(tx.save_credit_note(row.entry))
    more = increase(tx, row.paid) if row.paid else None
    if more:
        saved.append(tx.save_payment(more))
    return any(saved)
