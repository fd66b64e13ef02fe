"""Searches clauses in one contract, one customer's contracts, or all of them."""

from assistant.domain.contracts import Contract
from assistant.errors import BadInput
from assistant.ports import Hit
from assistant.workflow.desk import Desk


def search_clauses(
    desk: Desk, query: str, *, customer_code: str | None = None, contract_no: str | None = None, k: int = 5
) -> tuple[Hit, ...]:
    """The clauses that answer ``query``, best first; all contracts are searched when neither place is named.

    Raises NotFound for an unknown customer or contract, BadInput for an empty question.
    """
    if not query.strip():
        raise BadInput("empty_query", 'Ask a question, such as "how long do they have to pay?".')
    with desk.record.read() as tx:
        if contract_no is not None:
            contracts: tuple[Contract, ...] = (tx.contract(contract_no),)
        elif customer_code is not None:
            contracts = tx.contracts(tx.customer(customer_code).code)
        else:
            contracts = tx.contracts()
    search = desk.search()
    # The index of all contracts serves searches across customers alone.
    if contract_no is None and customer_code is None and not search.is_current(contracts):
        search.rebuild(contracts)
    return search.search(query, contracts, k=k)
