from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.tables import FileTables
from assistant.domain.message import Status
from assistant.intake.reading import Outcome
from assistant.workflow.import_ledger import import_ledger
from assistant.workflow.prepare_draft import prepare_draft
from tests.desk import LIN, a_desk

HEAD = "customer_code,customer_name,invoice_no,kind,issue_date,due_date,currency,amount,paid,reference\n"


@pytest.fixture
def desk():
    return a_desk(tables=FileTables())


@pytest.fixture
def imported(desk, tmp_path):
    def run(*rows: str, **options):
        path = tmp_path / "ledger.csv"
        path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return import_ledger(desk, "operator", [path], **options)

    return run


def account(desk):
    with desk.record.read() as tx:
        return tx.account("C1", "CNY")


def reasons(done):
    return [row.reason.code for row in done.rejected]


def test_new_rows_are_stored_and_the_same_file_again_changes_nothing(desk, imported):
    row = "C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,,"
    first, again = imported(row), imported(row)
    assert (first.read, first.accepted, first.unchanged) == (1, 1, 0)
    assert (again.read, again.accepted, again.unchanged) == (1, 1, 1)
    assert {i.number for i in account(desk).invoices} == {"B-1", "INV-1"}


def test_a_dry_run_says_the_same_and_stores_nothing(desk, imported):
    done = imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,,", dry_run=True)
    assert (done.accepted, done.unchanged) == (1, 0)
    assert [i.number for i in account(desk).invoices] == ["INV-1"]


def test_an_invoice_never_changes_its_amount(desk, imported):
    imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,,")
    done = imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,600.00,,")
    assert (done.outcome, reasons(done)) == (Outcome.REFUSED, ["invoice_differs"])


def test_a_new_due_date_is_taken(desk, imported):
    imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,,")
    assert imported("C1,,B-1,invoice,2026-05-01,2026-06-30,CNY,500.00,,").unchanged == 0


def test_a_row_of_an_unknown_customer_is_refused(imported):
    assert reasons(imported("C9,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,,")) == ["unknown_customer"]


def test_a_paid_total_may_grow_and_counts_once(desk, imported):
    for paid in ("100.00", "250.00"):
        imported(f"C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,{paid},")
    assert [str(p.amount) for p in account(desk).payments] == ["CNY 100.00", "CNY 150.00"]


def test_the_same_paid_total_on_a_later_day_changes_nothing(desk, tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text(HEAD + "C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,100.00,\n", encoding="utf-8")
    import_ledger(desk, "operator", [path])
    before = account(desk).payments
    five_days_on = replace(desk, clock=type(desk.clock)(desk.clock.now() + timedelta(days=5)))
    assert import_ledger(five_days_on, "operator", [path]).unchanged == 1
    assert account(desk).payments == before


def test_a_paid_total_never_shrinks(imported):
    imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,250.00,")
    assert reasons(imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,100.00,")) == ["paid_differs"]


def test_an_unallocated_payment_and_a_credit_note_never_change_their_amounts(imported):
    imported("C1,,P-1,payment,2026-05-20,,CNY,100.00,,", "C1,,K-1,credit_note,2026-05-20,,CNY,50.00,,")
    assert reasons(imported("C1,,P-1,payment,2026-05-20,,CNY,999.00,,INV-1")) == ["payment_differs"]
    assert reasons(imported("C1,,K-1,credit_note,2026-05-20,,CNY,60.00,,")) == ["credit_note_differs"]


def test_an_unallocated_payment_may_be_allocated_later(desk, imported):
    imported("C1,,P-1,payment,2026-05-20,,CNY,100.00,,")
    assert imported("C1,,P-1,payment,2026-05-20,,CNY,100.00,,INV-1").rejected == ()
    assert [p.invoice_no for p in account(desk).payments] == ["INV-1"]


def test_a_list_of_customers_does_not_make_the_ledger_fresh(desk, tmp_path):
    late = replace(desk, clock=type(desk.clock)(desk.clock.now() + timedelta(days=4)))
    path = tmp_path / "customers.csv"
    path.write_text("customer_code,customer_name\nC1,示例客户有限公司\n", encoding="utf-8")
    import_ledger(late, "operator", [path])
    assert prepare_draft(late, LIN, "C1-CNY").reason.code == "stale_data"


def test_an_older_export_never_makes_the_ledger_older(desk, imported):
    before = account(desk).stamp
    imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,5.00,,", as_of=desk.clock.now() - timedelta(days=9))
    assert account(desk).stamp == before


def test_a_payment_beside_its_paid_total_would_count_twice_and_is_refused(imported):
    imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,100.00,")
    assert reasons(imported("C1,,P-1,payment,2026-05-20,,CNY,100.00,,B-1")) == ["paid_total_recorded"]


def test_a_paid_total_beside_recorded_payments_must_agree_with_them(desk, imported):
    imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,,", "C1,,P-1,payment,2026-05-20,,CNY,100.00,,B-1")
    assert imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,100.00,").rejected == ()
    assert reasons(imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,120.00,")) == ["paid_differs"]
    assert [p.number for p in account(desk).payments] == ["P-1"]


def test_a_payment_never_changes_its_amount(imported):
    imported("C1,,P-1,payment,2026-05-20,,CNY,100.00,,INV-1")
    assert reasons(imported("C1,,P-1,payment,2026-05-20,,CNY,150.00,,INV-1")) == ["payment_differs"]


def test_an_import_that_pays_an_invoice_turns_its_draft_stale(desk, imported):
    draft = prepare_draft(desk, LIN, "C1-CNY")
    done = imported("C1,,P-1,payment,2026-06-15,,CNY,10000.00,,INV-1")
    assert done.stale == (draft.id,)
    with desk.record.read() as tx:
        message = tx.message(draft.id)
    assert (message.status, message.note.code) == (Status.STALE, "nothing_open")


def test_an_import_makes_the_ledger_fresh_again(desk, tmp_path):
    old = replace(desk, clock=type(desk.clock)(desk.clock.now() + timedelta(days=4)))
    assert prepare_draft(old, LIN, "C1-CNY").reason.code == "stale_data"
    path = tmp_path / "ledger.csv"
    path.write_text(HEAD + "C1,,B-1,invoice,2026-06-01,2026-07-31,CNY,500.00,,\n", encoding="utf-8")
    import_ledger(old, "operator", [path])
    assert prepare_draft(old, LIN, "C1-CNY").id == "M-0001"


def test_a_question_stores_nothing_and_names_the_option(desk, imported):
    done = imported("C1,,B-1,invoice,03/04/2026,05/06/2026,CNY,500.00,,")
    assert (done.outcome, done.accepted) == (Outcome.NEEDS_ANSWER, 0)
    assert [q.option for q in done.reading.questions] == ["date_order"]
    assert [i.number for i in account(desk).invoices] == ["INV-1"]
