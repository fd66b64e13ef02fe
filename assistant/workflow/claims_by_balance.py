"""Decides what was paid where a ledger tells only what is still open: credit notes have made that smaller, too."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote
from assistant.domain.money import Money, total
from assistant.errors import NotFound
from assistant.intake.reading import AcceptedRow, RejectedRow
from assistant.ports import LedgerKey, Transaction


def less_credited(tx: Transaction, rows: Sequence[AcceptedRow]) -> tuple[Sequence[AcceptedRow], dict[int, RejectedRow]]:
    """``rows`` with what was paid by their open balance less what is credited, here or on record.

    The rows whose balance is larger than the credit notes leave come apart, by their place, as refused.
    """
    places = {place: row for place, row in enumerate(rows) if row.by_balance and row.paid}
    if not places:
        return rows, {}
    credited = _credited(tx, rows, {_key(row) for row in places.values()})
    less, refused = list(rows), {}
    for place, row in places.items():
        notes = credited.get(_key(row))
        if notes and row.paid:
            rest = row.paid.amount - total(notes.values(), row.paid.amount.currency)
            if rest.minor < 0:
                refused[place] = _refused(row, rest)
            else:
                less[place] = row._replace(paid=replace(row.paid, amount=rest) if rest else None)
    return less, refused


def _credited(
    tx: Transaction, rows: Sequence[AcceptedRow], keys: set[LedgerKey]
) -> Mapping[LedgerKey, Mapping[str, Money]]:
    """What each credit note on these invoices takes off, by its number: one that is on record and here counts once."""
    credited: dict[LedgerKey, dict[str, Money]] = {}
    entries = [row.entry for row in rows if isinstance(row.entry, CreditNote)]
    for note in (*_recorded(tx, {code for code, _ in keys}), *entries):
        key = (note.customer_code, note.invoice_no)
        if key in keys:
            credited.setdefault(key, {})[note.number] = note.amount
    return credited


def _recorded(tx: Transaction, codes: set[str]) -> list[CreditNote]:
    found: list[CreditNote] = []
    for code in sorted(tx.customers_coded(codes)):
        try:
            accounts = tx.accounts([(code, currency) for currency in tx.currencies_of(code)])
        except NotFound:
            continue
        found += [note for account in accounts for note in account.credit_notes]
    return found


def _refused(row: AcceptedRow, rest: Money) -> RejectedRow:
    number = row.entry.number if row.entry else ""
    message = f"Invoice {number}: its open balance leaves {-rest} less for credit notes than there are; correct it."
    return RejectedRow(
        file=row.file,
        row=row.row,
        reason=Reason.of("credited_differs", invoice=number, missing=-rest),
        message=message,
        customer_code=row.customer_code,
    )


def _key(row: AcceptedRow) -> LedgerKey:
    return row.customer_code, row.entry.number if row.entry else ""
