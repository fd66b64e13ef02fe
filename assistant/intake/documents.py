"""Decides what a ledger row is: an invoice, a payment or a credit note, and whether its values can stand."""

from dataclasses import dataclass

from assistant.domain.ledger import CreditNote, Invoice, Payment
from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.intake.reading import Entry
from assistant.intake.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A ledger row's entry, and what its ``paid`` column claims: None where the cell is empty."""

    entry: Entry
    paid: Money | None = None


def read_document(row: Row) -> Document:
    """The entry of ``row``; raises BadInput with the first thing that is wrong."""
    kind = kind_of(row)
    if kind == "payment":
        return Document(entry=_payment(row))
    if kind == "credit_note":
        return Document(entry=_credit_note(row))
    return _invoice(row)


def kind_of(row: Row) -> str:
    """``invoice`` where the row says nothing else; raises BadInput for a word that is no kind."""
    text = row.text("kind")
    kind = row.terms.words.kind(text) if text else "invoice"
    if kind is None:
        message = f"{text!r} is not a kind of document; use invoice, credit_note or payment."
        raise BadInput("unknown_kind", message, text=text)
    return kind


def _invoice(row: Row) -> Document:
    amount = row.sum("amount")
    if amount.minor < 0:
        message = f"an invoice cannot be below zero ({amount}); enter it as a credit_note."
        raise BadInput("negative_invoice", message, amount=str(amount))
    invoice = Invoice(
        number=row.needed("invoice_no"),
        customer_code=row.needed("customer_code"),
        amount=amount,
        issued=row.day("issue_date"),
        due=row.day("due_date"),
        contract_no=row.text("contract_no"),
        terms=row.text("payment_terms"),
        note=row.text("note"),
        source=row.source,
    )
    paid = _paid(row, amount)
    _remark_odd(row, invoice, paid)
    return Document(entry=invoice, paid=paid)


def _paid(row: Row, amount: Money) -> Money | None:
    if not row.text("paid"):
        return None
    paid = row.sum("paid")
    if paid.currency != amount.currency:
        message = f"paid is in {paid.currency}, the invoice in {amount.currency}; correct one of them."
        raise BadInput("mixed_currencies", message, amount=paid.currency, currency=amount.currency)
    if paid.minor < 0:
        raise BadInput("negative_payment", f"paid cannot be below zero ({paid}).", amount=str(paid))
    return paid


def _remark_odd(row: Row, invoice: Invoice, paid: Money | None) -> None:
    number = invoice.number
    if not invoice.amount:
        row.remark("zero_invoice", f"invoice {number} is over nothing.", invoice=number)
    if invoice.due < invoice.issued:
        row.remark("due_before_issue", f"invoice {number} is due before it was issued.", invoice=number)
    if paid and invoice.amount < paid:
        message = f"invoice {number}: {paid} paid is more than the {invoice.amount} invoiced."
        row.remark("overpaid", message, invoice=number, paid=str(paid), amount=str(invoice.amount))


def _payment(row: Row) -> Payment:
    amount = row.sum("amount")
    if amount.minor <= 0:
        message = f"a payment must be above zero ({amount}); leave out the row, or correct the amount."
        raise BadInput("negative_payment", message, amount=str(amount))
    return Payment(
        number=row.needed("invoice_no"),
        customer_code=row.needed("customer_code"),
        amount=amount,
        received=row.day("issue_date"),
        invoice_no=row.text("reference"),
        source=row.source,
    )


def _credit_note(row: Row) -> CreditNote:
    amount = row.sum("amount")
    if not amount:
        raise BadInput("zero_credit_note", "a credit note over nothing says nothing; leave out the row.")
    # Many ledgers write a credit note as a negative amount; by its kind it always reduces what is owed.
    return CreditNote(
        number=row.needed("invoice_no"),
        customer_code=row.needed("customer_code"),
        amount=-amount if amount.minor < 0 else amount,
        issued=row.day("issue_date"),
        invoice_no=row.text("reference"),
        source=row.source,
    )
