"""Imports a contract: its text becomes clauses, and a changed text replaces the stored one."""

from pathlib import Path

from assistant.domain.contracts import Contract
from assistant.domain.language import Language, Reason
from assistant.errors import BadInput, Refused
from assistant.intake import read_contract
from assistant.ports import Transaction
from assistant.workflow.desk import Desk
from assistant.workflow.freshness import mark_stale

_LONGEST_NUMBER = 100


def import_contract(
    desk: Desk,
    actor: str,
    text: str,
    *,
    number: str,
    customer_code: str,
    language: Language | None = None,
    notes: tuple[Reason, ...] = (),
    dry_run: bool = False,
) -> tuple[Contract, bool]:
    """Store ``text`` as contract ``number`` of a customer; the contract, and whether anything changed.

    ``notes`` are kept with it. With ``dry_run`` the record stays as it is. Raises NotFound for an unknown customer,
    UnreadableFile for a text without words, BadInput for a number that cannot be one, and Refused when the number
    belongs to another customer's contract.
    """
    _require_number(number)
    contract = read_contract(text, number=number, customer_code=customer_code, language=language, notes=notes)
    unit = desk.record.read() if dry_run else desk.record.begin()
    with unit as tx:
        tx.customer(customer_code)
        _require_same_owner(tx, contract)
        changed = tx.save_contract(contract)
        if changed and not dry_run:
            mark_stale(desk, tx, {customer_code})
            body = {"clauses": len(contract.clauses), "notes": [note.code for note in notes]}
            tx.audit(actor, "contract_imported", number, body=body)
    return contract, changed


def contract_number_of(path: Path) -> str:
    """The number that a file name gives: its stem."""
    return path.stem.strip()


def _require_number(number: str) -> None:
    if not number or len(number) > _LONGEST_NUMBER or not number.isprintable():
        message = f"{number[:_LONGEST_NUMBER]!r} cannot be a contract's number; give another with --number."
        raise BadInput("bad_contract_number", message, number=number[:_LONGEST_NUMBER])


def _require_same_owner(tx: Transaction, contract: Contract) -> None:
    owner = tx.contract_owner(contract.number)
    if owner not in (None, contract.customer_code):
        raise Refused(
            "contract_of_another",
            f"Contract {contract.number} belongs to customer {owner}; import it under its own number.",
            contract=contract.number,
            customer=owner,
        )
