"""Whatever a file holds, import answers: every row is accepted or refused, and every clause is in its place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.adapters.tables import FileTables
from assistant.domain.money import Money
from assistant.intake import read_contract, read_ledger
from assistant.intake.agreed_customers import agreed_customers
from assistant.intake.reading import Outcome
from assistant.knowledge import shipped
from assistant.ports import Table

COLUMNS = (
    "customer_code", "customer_name", "email", "phone", "language", "region", "kind", "invoice_no", "issue_date",
    "due_date", "currency", "amount", "paid", "reference", "note",
)  # fmt: skip
CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["", "C1", "INV-1", "CNY", "TWD", "$", "¥", "2026-05-01", "03/04/2026", "31/02/2026", "payment", "贷项"]
    ),
    st.decimals(allow_nan=True, allow_infinity=True).map(str),
    st.from_regex(r"[0-9]{1,3}([.,][0-9]{1,3}){0,3}", fullmatch=True),
)
ROW = st.lists(CELL, min_size=len(COLUMNS), max_size=len(COLUMNS))
LABEL = st.sampled_from(
    ["第一条 付款", "1. Payment", "1.1 ", "1.2 ", "（一）", "(a) ", "(b) ", "一、", "ARTICLE I", "SCHEDULE 1", "附件一",
     "2. ", "A. ", "IN WITNESS WHEREOF", "NOW, THEREFORE", "**8.2** ", "# 3. "]
)  # fmt: skip
LINES = st.lists(st.tuples(st.sampled_from(["", "    ", "　"]), LABEL | st.text(max_size=10), st.text(max_size=30)))


@settings(max_examples=150, deadline=None)
@given(st.lists(ROW, max_size=6))
def test_read_is_always_accepted_plus_rejected(rows):
    numbered = tuple(enumerate(rows, start=2))
    reading = read_ledger([Table(name="any.csv", columns=COLUMNS, rows=numbered)])
    assert reading.read == len(rows) == len(reading.rows) + len(reading.rejected)
    assert {row.row for row in reading.rows} | {row.row for row in reading.rejected} == set(range(2, len(rows) + 2))
    assert all(row.message and "\n" not in row.reason.code for row in reading.rejected)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_clauses_are_always_in_their_places(lines):
    text = "合同 Agreement\n" + "\n".join("".join(parts) for parts in lines)
    contract = read_contract(text, "K", "C")
    end = 0
    for clause in contract.clauses:
        assert end <= clause.start < clause.end <= len(text)
        assert text[clause.start : clause.end] == clause.text
        end = clause.end
    assert len({clause.id for clause in contract.clauses}) == len(contract.clauses)


def test_the_sample_ledger_is_taken_whole():
    folder = shipped("knowledge") / "sample"
    tables = [table for name in ("customers.csv", "invoices.csv") for table in FileTables().read(folder / name)]
    reading = read_ledger(tables)
    assert (reading.outcome, reading.rejected, reading.remarks, reading.questions) == (Outcome.ACCEPTED, (), (), ())
    assert (len(agreed_customers(reading.rows)), len(reading.invoices), len(reading.payments), len(reading.credit_notes)) == (
        14, 60, 36, 2,
    )  # fmt: skip
    assert reading.totals["TWD"] == Money(263190000, "TWD")
