"""Decides what an import changes: which rows are new, which say something else than the record, which nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from operator import attrgetter
from typing import TypeAlias

from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote, Invoice, Payment, Proof
from assistant.domain.parties import Customer
from assistant.intake.agreed_customers import agreed_customers
from assistant.intake.reading import AcceptedRow, Entry, ProofRead, RejectedRow, Remark
from assistant.ports import LedgerKey, Transaction
from assistant.workflow.claims_by_balance import less_credited
from assistant.workflow.ledger_conflicts import conflict, increase
from assistant.workflow.recorded_ledger import Recorded, recorded_about

Value: TypeAlias = Customer | Invoice | Payment | CreditNote | Proof

# So many rows are looked up in the record at once.
_AT_ONCE = 5_000
# What a document says, but for the file and row that said it.
_CONTENT: Mapping[type, Callable[[object], object]] = {
    Invoice: attrgetter("amount", "issued", "due", "contract_no", "terms", "note", "retention"),
    Payment: attrgetter("amount", "received", "invoice_no"),
    CreditNote: attrgetter("amount", "issued", "invoice_no"),
    Proof: attrgetter("on", "status", "document", "kind", "invoice_no"),
}


@dataclass(kw_only=True, slots=True)
class Changes:
    """What is to be stored: ``new`` values, and ``changed`` ones in place of those recorded; customers apart.

    ``bearing`` marks, by its place among the rows, each row that brings something new or changed.
    """

    new_customers: list[Customer] = field(default_factory=list)
    changed_customers: list[Customer] = field(default_factory=list)
    new: list[Value] = field(default_factory=list)
    changed: list[Value] = field(default_factory=list)
    refused: dict[int, RejectedRow] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    bearing: bytearray = field(default_factory=bytearray)

    @property
    def added(self) -> Iterator[Value]:
        """Everything new, customers before what is theirs."""
        return chain(self.new_customers, self.new)

    @property
    def replaced(self) -> Iterator[Value]:
        """Everything that takes the place of something recorded."""
        return chain(self.changed_customers, self.changed)

    def hand_over(self) -> Iterator[Value]:
        """The same as ``added``, once: each value is let go, so that a large import need not be held to its end."""
        for values in (self.new_customers, self.new):
            values.reverse()
            while values:
                yield values.pop()


def changes_of(tx: Transaction, rows: Sequence[AcceptedRow]) -> Changes:
    """What ``rows`` change; the record itself is only read, so that the order of the rows does not matter."""
    rows, refused = less_credited(tx, rows)
    changes = Changes(bearing=bytearray(len(rows)), refused=refused)
    brought = {row.customer_code for row in rows if row.customer}
    customers = tx.customers_coded({row.customer_code for row in rows})
    unknown: list[tuple[AcceptedRow, LedgerKey]] = []
    for start in range(0, len(rows), _AT_ONCE):
        chunk = rows[start : start + _AT_ONCE]
        recorded = recorded_about(tx, chunk, customers)
        for place, row in enumerate(chunk, start=start):
            if place in refused:
                continue
            if row.customer_code not in customers and row.customer_code in brought:
                changes.bearing[place] = _take(row, changes)
            elif _is_recorded(recorded, row):
                continue
            elif problem := conflict(recorded, row):
                changes.refused[place] = problem
                continue
            else:
                changes.bearing[place] = _weigh(recorded, row, changes)
            if missing := _missing_invoice(recorded, row):
                unknown.append((row, missing))
    _weigh_customers(rows, customers, changes)
    changes.remarks += _unknown_references(rows, unknown)
    return changes


def _is_recorded(recorded: Recorded, row: AcceptedRow) -> bool:
    """Whether the row is an invoice that the record holds as it stands, with nothing besides: most rows are."""
    entry = row.entry
    if not isinstance(entry, Invoice) or row.proofs:
        return False
    key = (entry.customer_code, entry.number)
    stored = recorded.invoices.get(key)
    if stored is None or not _says_the_same(stored, entry):
        return False
    if row.paid is None:
        return True
    received = recorded.paid_on.get(key, ())
    return len(received) == 1 and received[0].is_running_total and received[0].amount == row.paid.amount


def _take(row: AcceptedRow, changes: Changes) -> bool:
    """Everything of a customer who is new is new."""
    if row.again or row.entry is None:
        return False
    changes.new.append(row.entry)
    if row.paid:
        changes.new.append(row.paid)
    if row.proofs:
        changes.new += [read.proof for read in row.proofs]
    return True


def _weigh(recorded: Recorded, row: AcceptedRow, changes: Changes) -> bool:
    """Put what the row brings among the changes; whether it brings anything."""
    entry = row.entry
    if row.again or entry is None:
        return False
    stored = recorded.of_kind(entry).get((entry.customer_code, entry.number))
    bears = _weigh_entry(stored, entry, changes)
    if row.paid and (more := increase(recorded, row.paid)):
        changes.new.append(more)
        bears = True
    for read in row.proofs:
        bears |= _weigh_proof(recorded, read, changes)
    return bears


def _weigh_entry(stored: Entry | None, entry: Entry, changes: Changes) -> bool:
    if stored is None:
        changes.new.append(entry)
        return True
    entry = _onto(stored, entry)
    if _says_the_same(stored, entry):
        return False
    changes.changed.append(entry)
    return True


def _onto(stored: Entry, entry: Entry) -> Entry:
    """An export without a column does not empty what an earlier one said there."""
    if not (isinstance(stored, Invoice) and isinstance(entry, Invoice)):
        return entry
    kept = {name: value for name in ("contract_no", "terms", "note") if (value := getattr(stored, name))}
    lost = {name: value for name, value in kept.items() if not getattr(entry, name)}
    if stored.retention and not entry.retention:
        return replace(entry, **lost, retention=stored.retention)
    return replace(entry, **lost) if lost else entry


def _weigh_proof(recorded: Recorded, read: ProofRead, changes: Changes) -> bool:
    proof = read.proof
    stored = recorded.proofs.get((proof.customer_code, proof.id))
    if stored and not read.dated:
        proof = replace(proof, on=stored.on)
    if stored and _says_the_same(stored, proof):
        return False
    changes.changed.append(proof)  # saved by its key: one that was undone is still there
    return True


def _says_the_same(stored: Entry | Proof, read: Entry | Proof) -> bool:
    content = _CONTENT[type(read)]
    return content(stored) == content(read)


def _weigh_customers(rows: Sequence[AcceptedRow], recorded: Mapping[str, Customer], changes: Changes) -> None:
    """Each customer as all accepted rows say together; the first row of one that is new or changed bears the change."""
    refused = changes.refused
    accepted = [row for place, row in enumerate(rows) if place not in refused] if refused else rows
    bearing = set()
    for code, read in agreed_customers(accepted).items():
        stored = recorded.get(code)
        customer = read.onto(stored)
        if customer != stored:
            bearing.add(code)
            (changes.new_customers if stored is None else changes.changed_customers).append(customer)
    for place, row in enumerate(rows) if bearing else ():
        if row.customer_code in bearing and row.customer and place not in refused:
            bearing.discard(row.customer_code)
            changes.bearing[place] = True


def _missing_invoice(recorded: Recorded, row: AcceptedRow) -> LedgerKey | None:
    """The invoice that a payment or credit note names and the record does not hold."""
    entry = row.entry
    if isinstance(entry, Payment | CreditNote) and entry.invoice_no:
        key = (entry.customer_code, entry.invoice_no)
        return None if key in recorded.invoices else key
    return None


def _unknown_references(
    rows: Sequence[AcceptedRow], unknown: Sequence[tuple[AcceptedRow, LedgerKey]]
) -> Iterator[Remark]:
    """A remark on each payment or credit note whose invoice is neither recorded nor among ``rows``."""
    wanted = {key for _, key in unknown}
    there = {
        key
        for row in (rows if wanted else ())
        if isinstance(row.entry, Invoice) and (key := (row.customer_code, row.entry.number)) in wanted
    }
    for row, key in unknown:
        if key not in there and row.entry:
            number, invoice = row.entry.number, key[1]
            message = f"{number} names invoice {invoice}, which is not known; it counts once that invoice is imported."
            reason = Reason.of("reference_unknown", number=number, invoice=invoice)
            yield Remark(file=row.file, row=row.row, reason=reason, message=message)
