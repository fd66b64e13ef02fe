"""Reads bank statements of every form that is taken: camt.053, and a bank's own tables."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo

from assistant.domain.language import Reason
from assistant.intake.bank_camt import is_camt, read_camt
from assistant.intake.bank_receipts import Gathered, StatementReading, once_each
from assistant.intake.bank_tables import read_bank_table
from assistant.intake.bank_words import BankWords, shipped_bank_words
from assistant.intake.questions import UNCLEAR, ask
from assistant.intake.reading import Options, Remark
from assistant.intake.words import ImportWords, shipped_words
from assistant.ports import Table

_LEFT_OUT = {
    "entries_pending": "{count} entries are not booked yet and were left out.",
    "entries_outgoing": "{count} outgoing entries were left out.",
    "entries_returned_to_us": "{count} payments of ours came back; they are no customer's money and were left out.",
}


def read_bank_entries(
    tables: Sequence[Table],
    options: Options | None = None,
    zone: tzinfo = UTC,
    words: ImportWords | None = None,
    bank: BankWords | None = None,
) -> StatementReading:
    """Customers' money in ``tables``, read as one statement; ``zone`` is that of the bank's clock where it says none.

    Raises MissingColumns when a table is neither a camt.053 statement nor a table of a bank's entries.
    """
    options, words, bank = options or Options(), words or shipped_words(), bank or shipped_bank_words()
    gathered: list[Gathered] = []
    until: list[datetime] = []
    for table in tables:
        if is_camt(table):
            found, complete = read_camt(table, options, zone)
            until += [complete] if complete else []
        else:
            found = read_bank_table(table, options, words, bank)
        gathered.append(found)
    return _as_one(tables, gathered, max(until, default=None))


def _as_one(tables: Sequence[Table], gathered: Sequence[Gathered], until: datetime | None) -> StatementReading:
    receipts, differing, again = once_each(receipt for found in gathered for receipt in found.receipts)
    rejected = [row for found in gathered for row in found.rejected]
    doubts = [(found.file, error) for found in gathered for _, error in found.refused if error.code in UNCLEAR]
    remarks = [_note(table.name, note) for table in tables for note in table.notes]
    remarks += [remark for found in gathered for remark in (*_left_out(found), *found.remarks)]
    remarks += [_again(receipt.file, receipt.row, receipt.number) for receipt in again]
    return StatementReading(
        receipts=receipts,
        rejected=(*rejected, *differing),
        again=len(again),
        remarks=tuple(remarks),
        questions=ask(doubts),
        until=until,
    )


def _left_out(found: Gathered) -> list[Remark]:
    return [
        Remark(
            file=found.file,
            row=0,
            reason=Reason(code, {"count": count}),
            message=_LEFT_OUT[code].format(count=count),
        )
        for code, count in found.left_out.items()
    ]


def _note(file: str, note: str) -> Remark:
    return Remark(file=file, row=0, reason=Reason.of("table_note", note=note), message=note)


def _again(file: str, row: int, number: str) -> Remark:
    message = f"{number} stands in the files twice, with the same content."
    return Remark(file=file, row=row, reason=Reason.of("given_twice", number=number), message=message)
