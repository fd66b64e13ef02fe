"""Decides which invoices payments and credit notes name, and points out names that may mean the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.intake.checks import referred
from assistant.intake.reading import AcceptedRow, Remark


def named_alike(rows: list[AcceptedRow]) -> list[AcceptedRow]:
    """The rows, in which payments and credit notes write an invoice of their customer as its own row writes it."""
    named = {
        referred(row.customer_code, row.entry.invoice_no)
        for row in rows
        if isinstance(row.entry, Payment | CreditNote) and row.entry.invoice_no
    }
    written: dict[tuple[str, str], str] = {}
    for row in rows if named else ():
        if isinstance(row.entry, Invoice) and (key := referred(row.customer_code, row.entry.number)) in named:
            written.setdefault(key, row.entry.number)
    return [_naming(row, written) for row in rows] if written else rows


def named_like_invoices(rows: Sequence[AcceptedRow]) -> Iterator[Remark]:
    """A remark on each payment that names no invoice and bears the number of one: it may have been meant for it."""
    loose = {
        referred(row.customer_code, row.entry.number): row
        for row in rows
        if isinstance(row.entry, Payment) and not row.entry.invoice_no
    }
    for row in rows if loose else ():
        if isinstance(row.entry, Invoice) and (
            payment := loose.pop(referred(row.customer_code, row.entry.number), None)
        ):
            number = row.entry.number
            message = (
                f"the payment {number} bears the number of an invoice, but names none; if it pays that invoice, "
                "put the invoice's number under reference."
            )
            reason = Reason("payment_like_invoice", {"number": number})
            yield Remark(file=payment.file, row=payment.row, reason=reason, message=message)


def codes_alike(rows: Sequence[AcceptedRow]) -> Iterator[Remark]:
    """A remark on the first row of each customer whose code differs from an earlier one only in its capitals."""
    known: dict[str, str] = {}
    first = {row.customer_code: row for row in reversed(rows)}
    for code, row in sorted(first.items(), key=lambda item: (item[1].file, item[1].row)):
        other = known.setdefault(code.casefold(), code)
        if other != code:
            message = (
                f"the codes {code} and {other} differ only in capitals; if they are one customer, write them alike."
            )
            reason = Reason("codes_alike", {"code": code, "other": other})
            yield Remark(file=row.file, row=row.row, reason=reason, message=message)


def _naming(row: AcceptedRow, written: Mapping[tuple[str, str], str]) -> AcceptedRow:
    entry = row.entry
    if not isinstance(entry, Payment | CreditNote) or not entry.invoice_no:
        return row
    number = written.get(referred(row.customer_code, entry.invoice_no), entry.invoice_no)
    return row if number == entry.invoice_no else row._replace(entry=replace(entry, invoice_no=number))
