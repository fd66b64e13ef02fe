"""Decides what a ledger row is: an invoice, a payment, a refund or a credit note, and whether its values can stand."""

from dataclasses import dataclass
from datetime import date

from assistant.domain.ledger import RUNNING_TOTAL, CreditNote, Invoice, Payment, Retention
from assistant.domain.money import Money
from assistant.errors import BadInput
from assistant.intake.cleaning import look_alikes, narrow
from assistant.intake.proofs import read_proofs
from assistant.intake.reading import Entry, ProofRead
from assistant.intake.rows import Row

RECEIPTS = frozenset({"payment", "refund"})
# No customer is given longer to pay.
_MOST_YEARS = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A ledger row's entry, what it claims to be paid (None where it says nothing), and its proofs.

    ``by_balance`` tells that the claim follows from what is still open, so that credit notes are part of it.
    """

    entry: Entry
    claimed: Money | None = None
    by_balance: bool = False
    proofs: tuple[ProofRead, ...] = ()


def read_document(row: Row) -> Document:
    """The entry of ``row``; raises BadInput with the first thing that is wrong."""
    kind = kind_of(row)
    if kind in RECEIPTS:
        return Document(entry=_payment(row, is_refund=kind == "refund"))
    if kind == "credit_note":
        return Document(entry=_credit_note(row))
    return _invoice(row)


def kind_of(row: Row) -> str:
    """What the row says, else what its sheet lists; raises BadInput for a word that is no kind."""
    text = row.text("kind")
    kind = row.terms.words.kind(text) if text else row.terms.kind
    if kind is None:
        message = f"{text!r} is not a kind of document; use invoice, credit_note, payment or refund."
        raise BadInput("unknown_kind", message, text=text)
    return kind


def paid_so_far(invoice: Invoice, claimed: Money, ledger_date: date | None) -> Payment:
    """The payment that a ``paid`` column stands for, dated by the day on which the ledger was true."""
    return Payment(
        number=f"{RUNNING_TOTAL}{invoice.number}",
        customer_code=invoice.customer_code,
        amount=claimed,
        received=max(invoice.issued, ledger_date) if ledger_date else invoice.issued,
        invoice_no=invoice.number,
        source=invoice.source,
    )


def is_far_off(issued: date, due: date, ledger_date: date | None) -> bool:
    """Whether an invoice is due so many years after it was issued, or after its ledger, that a year may be mistyped."""
    start = min(issued, ledger_date) if ledger_date else issued
    return due.year - start.year > _MOST_YEARS


def reference_of(reference: str, payment_no: str, invoice_no: str) -> str:
    """The invoice that a payment names: where it has a number of its own, the invoice's may be its reference."""
    return reference or (invoice_no if payment_no else "")


def _invoice(row: Row) -> Document:
    amount = row.sum("amount")
    if amount.minor < 0:
        message = f"an invoice cannot be below zero ({amount}); enter it as a credit_note."
        raise BadInput("negative_invoice", message, amount=str(amount))
    invoice = Invoice(
        number=row.code("invoice_no"),
        customer_code=row.code("customer_code"),
        amount=amount,
        issued=row.day("issue_date"),
        due=row.day("due_date"),
        contract_no=row.aside("contract_no"),
        terms=row.aside("payment_terms"),
        note=row.text("note"),
        source=row.source,
        retention=_retention(row, amount),
    )
    claimed = _claimed(row, amount)
    _remark_odd(row, invoice, claimed)
    by_balance = claimed is not None and not row.holds_sum("paid")
    return Document(entry=invoice, claimed=claimed, by_balance=by_balance, proofs=read_proofs(row, invoice))


def _paid(row: Row, amount: Money) -> Money | None:
    if not row.holds_sum("paid"):
        return None
    paid = row.sum("paid", amount)
    if paid.currency != amount.currency:
        message = f"paid is in {paid.currency}, the invoice in {amount.currency}; correct one of them."
        raise BadInput("mixed_currencies", message, amount=paid.currency, currency=amount.currency)
    if paid.minor < 0:
        raise BadInput("negative_payment", f"paid cannot be below zero ({paid}).", amount=str(paid))
    return paid


def _claimed(row: Row, amount: Money) -> Money | None:
    """What was paid by the ``paid`` column, else by what the ledger says is still open; both must agree."""
    paid = _paid(row, amount)
    if not row.text("balance"):
        return paid
    balance = row.sum("balance", amount)
    if balance.currency != amount.currency:
        message = f"the balance is in {balance.currency}, the invoice in {amount.currency}; correct one of them."
        raise BadInput("mixed_currencies", message, amount=balance.currency, currency=amount.currency)
    left = amount - paid if paid else amount
    if balance != left and (paid is not None or amount < balance):
        message = f"the balance says {balance}, the amount less what was paid is {left}; correct or fill in paid."
        raise BadInput("balance_disagrees", message, balance=str(balance), left=str(left))
    return paid if balance == left else amount - balance


def _retention(row: Row, amount: Money) -> Retention | None:
    """What the customer may hold back and until when: one says nothing without the other."""
    if not row.holds_sum("retention") and not row.text("retention_until"):
        return None
    held = row.sum("retention", amount)
    if not held and not row.text("retention_until"):
        return None
    if held.currency != amount.currency:
        message = f"the retention is in {held.currency}, the invoice in {amount.currency}; correct one of them."
        raise BadInput("mixed_currencies", message, amount=held.currency, currency=amount.currency)
    if held.minor <= 0:
        raise BadInput("bad_retention", f"a retention must be above zero, not {held}.", retention=str(held))
    if amount < held:
        message = f"the retention ({held}) is more than the amount ({amount}); correct one of them."
        raise BadInput("retention_too_large", message, retention=str(held), amount=str(amount))
    return Retention(amount=held, until=row.day("retention_until"))


def _remark_odd(row: Row, invoice: Invoice, paid: Money | None) -> None:
    number = invoice.number
    if letters := look_alikes(number):
        message = f"{number} is written with letters that look like Latin ones but are not ({letters}); check it."
        row.remark("looks_alike", message, text=number, letters=letters)
    if not invoice.amount:
        row.remark("zero_invoice", f"invoice {number} is over nothing.", invoice=number)
    if invoice.due < invoice.issued:
        row.remark("due_before_issue", f"invoice {number} is due before it was issued.", invoice=number)
    if is_far_off(invoice.issued, invoice.due, row.terms.options.ledger_date):
        message = f"invoice {number} is due on {invoice.due}, many years ahead; check both dates."
        row.remark("due_far_off", message, invoice=number, due=invoice.due.isoformat())
    if paid and invoice.amount < paid:
        message = f"invoice {number}: {paid} paid is more than the {invoice.amount} invoiced."
        row.remark("overpaid", message, invoice=number, paid=str(paid), amount=str(invoice.amount))


def _payment(row: Row, *, is_refund: bool) -> Payment:
    """A refund is money that went back, with or without a minus before it.

    A payment below zero may be a refund, or one that its ledger writes as a credit: which of them is not guessed.
    """
    amount = row.sum("amount")
    if amount.minor < 0 and not is_refund:
        message = f"a payment is above zero, not {amount}; leave off the minus, or call it a refund if money went back."
        raise BadInput("negative_payment", message, amount=str(amount))
    if not amount:
        raise BadInput("zero_payment", "a payment over nothing says nothing; leave out the row, or correct the amount.")
    return Payment(
        number=row.code(_first_filled(row, "payment_no", "invoice_no")),
        customer_code=row.code("customer_code"),
        amount=-amount if is_refund and amount.minor > 0 else amount,
        received=row.day(_first_filled(row, "received_date", "issue_date")),
        invoice_no=reference_of(_reference(row), row.text("payment_no"), narrow(row.text("invoice_no"))),
        source=row.source,
    )


def _first_filled(row: Row, name: str, other: str) -> str:
    """Which of two columns holds the value; the first when both are empty and the sheet has it."""
    return other if not row.text(name) and (row.text(other) or name not in row.cells) else name


def _credit_note(row: Row) -> CreditNote:
    amount = row.sum("amount")
    if not amount:
        raise BadInput("zero_credit_note", "a credit note over nothing says nothing; leave out the row.")
    # Many ledgers write a credit note as a negative amount; by its kind it always reduces what is owed.
    return CreditNote(
        number=row.code("invoice_no"),
        customer_code=row.code("customer_code"),
        amount=-amount if amount.minor < 0 else amount,
        issued=row.day("issue_date"),
        invoice_no=_reference(row),
        source=row.source,
    )


def _reference(row: Row) -> str:
    row.require_result("reference")
    return narrow(row.text("reference"))
