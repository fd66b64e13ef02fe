"""What is asked of one customer is answered from that customer's own rows, however many others there are."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest
from sqlalchemy import event

from assistant.adapters.store import open_record
from assistant.domain.commitments import ContactMade, Promise, Reply
from assistant.domain.language import Language
from assistant.domain.ledger import Payment
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.retrieval import HistorySearch
from assistant.workflow.exemplars import exemplars
from assistant.workflow.search_history import search_history
from tests.desk import a_desk, fill
from tests.fakes.clock import FixedClock
from tests.unit.planning.accounts import NOW, TODAY
from tests.unit.workflow.histories import a_letter

PIECES = 200
QUESTION = "他们承诺什么时候付款"
# One row or a few, whoever asks.
SMALL = {"creditors", "feed_stamps"}
# What a query is given to look up is a table too, as SQLite sees it, and so is the one row that tells what there is.
GIVEN = {"json_each", "asked", "anon_1", "CONSTANT"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    clock = FixedClock(NOW)
    record = open_record(f"sqlite:///{tmp_path_factory.mktemp('speed') / 'record.db'}", clock)
    made = replace(a_desk(), record=record, history=cache(HistorySearch))
    fill(made)
    with record.begin() as tx:
        for n in range(PIECES // 5):
            day, at = TODAY - timedelta(days=n), NOW - timedelta(hours=n)
            amount = Money(100_000 + n, "CNY")
            tx.save_payment(
                Payment(number=f"P-{n}", customer_code="C1", amount=amount, received=day, invoice_no=f"INV-{n}")
            )
            tx.save_promise(
                Promise(
                    id=f"PR-{n}", customer_code="C1", amount=amount, made_on=day, due=day, quote="月底前付清", source=""
                )
            )
            tx.save_contact(
                ContactMade(
                    customer_code="C1",
                    currency="CNY",
                    at=at,
                    channel="phone",
                    kind="call_script",
                    stage="",
                    outcome="reached",
                )
            )
            tx.save_reply(
                Reply(
                    id=f"R-{n}",
                    customer_code="C1",
                    currency="CNY",
                    received=at,
                    subject="回复",
                    text="审批流程未走完，月底付款。" * 5,
                )
            )
            tx.add_message(a_letter(f"M-{n}", "C1", status=Status.RELEASED, day=1 + n % 28))
    yield made
    record.close()


def ask(desk, query):
    return search_history(desk, query, customer_code="C1", language=Language.ZH_HANS)


def test_no_table_is_read_through_for_one_customers_question(desk):
    brief = a_letter("M", "C1", status=Status.RELEASED, day=1).brief
    asked = []
    engine = desk.record._engine
    note = lambda *call: asked.append((call[2], call[3]))  # noqa: E731
    event.listen(engine, "before_cursor_execute", note)
    ask(replace(desk, history=cache(HistorySearch)), QUESTION)
    exemplars(desk, "C1", kind=brief.kind, tone=brief.tone, language=brief.language)
    event.remove(engine, "before_cursor_execute", note)
    with engine.connect() as connection:
        plans = [
            row[3]
            for statement, values in asked
            if statement.startswith("SELECT") and "LIMIT" not in statement
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    scanned = {plan.split()[1] for plan in plans if plan.startswith("SCAN")}
    assert scanned - GIVEN <= SMALL
    assert not any("ix_messages_status" in plan for plan in plans)
    assert any("ix_messages_case_id" in plan for plan in plans)
