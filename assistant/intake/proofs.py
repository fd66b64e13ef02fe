"""Decides what an invoice row tells of the performance behind it: delivered, accepted, how far the project is."""

from collections.abc import Iterator
from datetime import date

from assistant.domain.ledger import Invoice, Proof, ProofKind
from assistant.errors import BadInput
from assistant.intake.reading import ProofRead
from assistant.intake.rows import Row

PROOF_FIELDS = ("delivered_on", "delivery_status", "accepted_on", "project_status")
# Where each kind of proof has its day and its status; the empty name is a column that there is not.
_PLACES = (
    (ProofKind.DELIVERY, "delivered_on", "delivery_status"),
    (ProofKind.ACCEPTANCE, "accepted_on", ""),
    (ProofKind.PROJECT, "", "project_status"),
)


def read_proofs(row: Row, invoice: Invoice) -> tuple[ProofRead, ...]:
    """The proofs of ``row``, each under an id that stays the same, such as ``delivery:INV-1``.

    A status without a day counts for the day on which the ledger was true. A day that is none is remarked on and left
    out: it is no reason to refuse an invoice. Raises BadInput for a day that can be read in two ways.
    """
    return tuple(_proofs(row, invoice))


def _proofs(row: Row, invoice: Invoice) -> Iterator[ProofRead]:
    for kind, day_field, status_field in _PLACES:
        on, status = _day(row, day_field, invoice), row.text(status_field)
        if on or status:
            proof = Proof(
                id=f"{kind.value}:{invoice.number}",
                customer_code=invoice.customer_code,
                invoice_no=invoice.number,
                kind=kind,
                on=on or row.terms.options.ledger_date or invoice.issued,
                status=status,
                document="" if kind is ProofKind.PROJECT else row.text("proof_document"),
                source=invoice.source,
            )
            yield ProofRead(proof=proof, dated=on is not None)


def _day(row: Row, field: str, invoice: Invoice) -> date | None:
    if not row.text(field):
        return None
    try:
        return row.day(field)
    except BadInput as error:
        if error.code != "not_a_date":
            raise
        text = row.text(field)
        message = f"invoice {invoice.number}: {field} reads {text!r}, which is no date; it was left out."
        row.remark("proof_without_day", message, invoice=invoice.number, field=field, text=text)
        return None
