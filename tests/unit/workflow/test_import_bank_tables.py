"""A bank's own tables are booked like its statements: by the payer's name and what was written."""

import pytest

from assistant.adapters.tables import FileTables
from assistant.domain.ledger import Feed
from assistant.intake.reading import Options, Outcome
from assistant.workflow.import_payments import import_payments
from tests.desk import a_desk


@pytest.fixture
def desk():
    return a_desk(tables=FileTables())


@pytest.fixture
def name(desk):
    with desk.record.read() as tx:
        return tx.customer("C1").name


def payments(desk):
    with desk.record.read() as tx:
        return [
            (p.number, str(p.amount), p.received.isoformat(), p.invoice_no) for p in tx.account("C1", "CNY").payments
        ]


def test_a_table_of_the_bank_is_booked_by_names_and_texts(desk, tmp_path, name):
    path = tmp_path / "bank.csv"
    path.write_text(
        f"交易日期,交易流水号,贷方发生额,借方发生额,对方户名,附言\n"
        f"2026-06-10,K1,100.00,,{name},INV-1\n2026-06-10,K2,,9.00,供电局,电费\n2026-06-10,K3,8.00,,某人,\n",
        encoding="utf-8",
    )
    done = import_payments(desk, "operator", [path], Options(currency="CNY"))
    assert (done.read, done.accepted, [(r.row, r.reason.code) for r in done.rejected]) == (2, 1, [(4, "unknown_payer")])
    assert payments(desk) == [("bank:K1", "CNY 100.00", "2026-06-10", "INV-1")]
    with desk.record.read() as tx:
        assert {stamp.feed: stamp.as_of for stamp in tx.stamps()}[Feed.PAYMENTS] == desk.clock.now()


def test_a_question_leaves_everything_as_it_was(desk, tmp_path, name):
    path = tmp_path / "bank.csv"
    path.write_text(f"Date,Payer,Amount\n03/04/2026,{name},100.00\n", encoding="utf-8")
    done = import_payments(desk, "operator", [path], Options(currency="CNY"))
    assert (done.outcome, done.accepted, [q.option for q in done.questions]) == (
        Outcome.NEEDS_ANSWER,
        0,
        ["date_order"],
    )
    assert payments(desk) == []


def test_an_encoding_that_cannot_be_told_is_asked_about_and_then_taken_as_said(desk, tmp_path):
    path = tmp_path / "bank.csv"
    path.write_bytes("Date,Payer,Amount\n2026-06-10,王小明,5.00\n".encode("gbk"))
    asked = import_payments(desk, "operator", [path], Options(currency="CNY"))
    assert (asked.outcome, [question.option for question in asked.questions]) == (Outcome.NEEDS_ANSWER, ["encoding"])
    done = import_payments(desk, "operator", [path], Options(currency="CNY", encoding="gb18030"))
    assert "王小明" in done.rejected[0].message
