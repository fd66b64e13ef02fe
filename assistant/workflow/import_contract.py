"""Imports a contract: its text, and its clauses with their places; the search index follows at the next search."""

from pathlib import Path

from assistant.domain.contracts import Contract
from assistant.domain.language import Language
from assistant.errors import Refused
from assistant.intake import read_contract
from assistant.workflow.desk import Desk
from assistant.workflow.freshness import mark_stale


def import_contract(
    desk: Desk, actor: str, text: str, *, number: str, customer_code: str, language: Language | None = None
) -> tuple[Contract, bool]:
    """Store ``text`` as contract ``number`` of a customer; the contract, and whether anything changed.

    Raises NotFound for an unknown customer, and Refused when the number belongs to another customer's contract.
    """
    contract = read_contract(text, number=number, customer_code=customer_code, language=language)
    with desk.record.begin() as tx:
        tx.customer(customer_code)
        _require_same_owner(tx.contracts(), contract)
        changed = tx.save_contract(contract)
        if changed:
            mark_stale(desk, tx, {customer_code})
            tx.audit(actor, "contract_imported", number, body={"clauses": len(contract.clauses)})
    return contract, changed


def contract_number_of(path: Path) -> str:
    """The number that a file name gives: its stem."""
    return path.stem


def _require_same_owner(stored: tuple[Contract, ...], contract: Contract) -> None:
    other = next((c for c in stored if c.number == contract.number), None)
    if other and other.customer_code != contract.customer_code:
        raise Refused(
            "contract_of_another",
            f"Contract {contract.number} belongs to customer {other.customer_code}; import it under its own number.",
            contract=contract.number,
            customer=other.customer_code,
        )
