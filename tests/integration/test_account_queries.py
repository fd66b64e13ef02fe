"""An account is read by one query for each table that holds anything of it, and no table is read through."""

import pytest
from sqlalchemy import event

from assistant.adapters.store import open_record
from tests.contract.things import HKD, NOON, a_customer, a_dispute, a_hold, a_plan, an_invoice
from tests.fakes.clock import FixedClock


@pytest.fixture
def record(tmp_path):
    made = open_record(f"sqlite:///{tmp_path / 'record.db'}", FixedClock(NOON))
    yield made
    made.close()


def queries_for(record, *keys):
    """The tables that the queries on these accounts read, query by query, and how SQLite goes about them."""
    asked = []
    with record.read() as tx:
        note = lambda *call: asked.append((call[2], call[3]))  # noqa: E731
        event.listen(record._engine, "before_cursor_execute", note)
        tx.accounts(keys)
        event.remove(record._engine, "before_cursor_execute", note)
    with record._engine.connect() as connection:
        plans = [[row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {s}", v)] for s, v in asked]
    return [sorted({line.split()[1] for line in plan if line.startswith(("SCAN", "SEARCH"))}) for plan in plans], plans


def test_only_tables_that_hold_something_of_the_customer_are_read(record):
    with record.begin() as tx:
        tx.add_all([a_customer("HK02"), a_customer("HK03"), an_invoice()])
        tx.save_hold(a_hold())
    read, _ = queries_for(record, HKD)
    assert [tables for tables in read if len(tables) == 1 and tables != ["CONSTANT"]] == [
        ["customers"],
        ["invoices"],
        ["holds"],
        ["feed_stamps"],
    ]
    assert len(read) == 5


def test_no_table_is_read_through_for_one_account(record):
    with record.begin() as tx:
        tx.add_all([a_customer("HK02"), an_invoice()])
        tx.save_hold(a_hold())
        tx.save_dispute(a_dispute())
        tx.save_plan(a_plan())
    _, plans = queries_for(record, HKD)
    scanned = {line.split()[1] for plan in plans for line in plan if line.startswith("SCAN")}
    assert scanned - {"CONSTANT"} == {"feed_stamps"}
