"""Tables as a test writes them down."""

from assistant.ports import Table

LEDGER = "customer_code,customer_name,email,invoice_no,issue_date,due_date,currency,amount,paid,note"


def table(text: str, name: str = "ledger.csv") -> Table:
    """A table from lines of comma-separated cells, the header first; no quoting."""
    header, *lines = [line for line in text.strip().splitlines() if line.strip()]
    columns = tuple(header.split(","))
    rows = [(number, line.split(",")) for number, line in enumerate(lines, start=2)]
    return Table(name=name, columns=columns, rows=tuple(rows))


def ledger(*lines: str) -> Table:
    """A ledger in the canonical columns."""
    return table("\n".join((LEDGER, *lines)))


def an_invoice(**changes: str) -> Table:
    """A ledger of one invoice; amounts may hold commas."""
    cells = {
        "customer_code": "C1",
        "customer_name": "云岭贸易有限公司",
        "email": "ap@yunling.example",
        "invoice_no": "INV-1",
        "issue_date": "2026-05-01",
        "due_date": "2026-05-31",
        "currency": "CNY",
        "amount": "48200.00",
        "paid": "",
        "note": "",
    } | changes
    return Table(name="ledger.csv", columns=tuple(cells), rows=((2, tuple(cells.values())),))
