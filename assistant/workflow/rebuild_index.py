"""Makes the search index anew from the record."""

from assistant.workflow.desk import Desk


def rebuild_index(desk: Desk) -> tuple[int, int]:
    """How many contracts and clauses the new index holds."""
    with desk.record.read() as tx:
        contracts = tx.contracts()
    desk.search().rebuild(contracts)
    return len(contracts), sum(len(contract.clauses) for contract in contracts)
