"""More values of the ledger: what stands behind an invoice, and where money was put."""

from dataclasses import replace
from datetime import date
from typing import Any

from assistant.domain.ledger import Allocation, AllocationBasis, Proof, ProofKind
from assistant.domain.money import Money


def a_proof(proof_id: str = "DN-1", **changes: Any) -> Proof:
    proof = Proof(
        id=proof_id,
        customer_code="HK02",
        invoice_no="INV-1001",
        kind=ProofKind.DELIVERY,
        on=date(2026, 4, 28),
        status="signed",
        document="送貨單 0428.pdf",
        source="deliveries.csv row 3",
    )
    return replace(proof, **changes)


def an_allocation(allocation_id: str = "AL-1", **changes: Any) -> Allocation:
    allocation = Allocation(
        id=allocation_id,
        customer_code="HK02",
        receipt_no="P-1",
        invoice_no="INV-1001",
        amount=Money.parse("300.00", "HKD"),
        made_on=date(2026, 6, 4),
        basis=AllocationBasis.BY_HAND,
    )
    return replace(allocation, **changes)
