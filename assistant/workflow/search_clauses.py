"""Searches clauses in one contract, one customer's contracts, or all of them."""

from dataclasses import replace

from assistant.domain.contracts import Contract
from assistant.ports import Hit
from assistant.retrieval import Found
from assistant.workflow.asking import require_question
from assistant.workflow.desk import Desk


def search_clauses(
    desk: Desk, query: str, *, customer_code: str | None = None, contract_no: str | None = None, k: int = 5
) -> tuple[Hit, ...]:
    """The hits of `find_clauses`."""
    return find_clauses(desk, query, customer_code=customer_code, contract_no=contract_no, k=k).hits


def find_clauses(
    desk: Desk, query: str, *, customer_code: str | None = None, contract_no: str | None = None, k: int = 5
) -> Found:
    """The clauses that answer ``query``, best first; all contracts are searched when neither place is named.

    Raises NotFound for an unknown customer or contract, BadInput for an empty question or one that is too long.
    """
    require_question(query)
    with desk.record.read() as tx:
        if contract_no is not None:
            contracts: tuple[Contract, ...] = (tx.contract(contract_no),)
        elif customer_code is not None:
            contracts = tx.contracts(tx.customer(customer_code).code)
        else:
            contracts = tx.contracts()
    search = desk.search()
    # The index of all contracts serves searches across customers alone.
    everywhere = contract_no is None and customer_code is None
    notes = search.refresh(contracts) if everywhere else ()
    found = search.find(query, contracts, k=k)
    return replace(found, notes=notes + tuple(note for note in found.notes if note not in notes))
