"""What arrives when a mapped export is read as a ledger."""

from collections import Counter

from assistant.intake import read_ledger
from assistant.intake.mapping import apply_mapping, load_mapping
from assistant.intake.reading import LedgerReading, Options
from assistant.ports import Table


def read(table: Table, mapping: str, **options: object) -> LedgerReading:
    return read_ledger([apply_mapping(table, load_mapping(mapping))], Options(**options))


def balances(reading: LedgerReading) -> dict[str, dict[str, str]]:
    """By customer: what is open on each invoice, and what is loose (payments and credit notes on none)."""
    found: dict[str, dict[str, str]] = {}
    paid = Counter()
    for payment in reading.payments:
        paid[payment.customer_code, payment.invoice_no] += payment.amount.minor
    for invoice in reading.invoices:
        left = invoice.amount.minor - paid[invoice.customer_code, invoice.number]
        found.setdefault(invoice.customer_code, {})[invoice.number] = f"{invoice.amount} / {left / 100:.2f}"
    loose = [*(p for p in reading.payments if not p.invoice_no), *reading.credit_notes]
    for receipt in loose:
        found.setdefault(receipt.customer_code, {})[f"{type(receipt).__name__} {receipt.number}"] = str(receipt.amount)
    return found


def notes(reading: LedgerReading) -> list[str]:
    return [remark.message for remark in reading.remarks if remark.reason.code == "table_note"]
