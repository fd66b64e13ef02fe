"""An import stores what is new or changed, once, and says of everything else why not."""

import gc
from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.adapters.tables import FileTables
from assistant.domain.ledger import Feed
from assistant.domain.message import Status
from assistant.intake.mapping import load_mapping
from assistant.intake.reading import Options, Outcome
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
    before = account(desk).stamps
    imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,5.00,,", as_of=desk.clock.now() - timedelta(days=9))
    assert account(desk).stamps == before


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
    assert [q.option for q in done.questions] == ["date_order"]
    assert [i.number for i in account(desk).invoices] == ["INV-1"]


def stamps(desk):
    with desk.record.read() as tx:
        return {stamp.feed: stamp for stamp in tx.stamps()}


def entries_in_the_log(desk):
    with desk.record.read() as tx:
        return [entry for entry in tx.audit_entries() if entry.event == "ledger_imported"]


INVOICES = [f"C1,,B-{n},invoice,2026-05-0{n},2026-05-31,CNY,{n}00.00,,," for n in (1, 2, 3)]
B1, PAID_B1 = (
    "C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,,",
    "C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,500.00,90.00,",
)


def test_the_same_rows_in_another_order_under_another_name_change_nothing(desk, tmp_path):
    head = "customer_code,customer_name,email,invoice_no,kind,issue_date,due_date,currency,amount,paid,reference\n"
    rows = [
        "C9,碧川制造厂,a@bichuan.example,N-1,invoice,2026-05-01,2026-05-31,CNY,100.00,40.00,\n",
        "C9,碧川制造厂,b@bichuan.example,N-2,invoice,2026-05-02,2026-05-31,CNY,100.00,,\n",
        "C9,,,R-1,payment,2026-05-03,,CNY,5.00,,N-2\n",
        "C9,碧川制造厂,,K-1,credit_note,2026-05-04,,CNY,6.00,,N-2\n",
        "C9,碧川制造厂,a@bichuan.example,N-1,invoice,2026-05-01,2026-05-31,CNY,100.00,40.00,\n",
    ]
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(head + "".join(rows), encoding="utf-8")
    second.write_text(head + "".join(reversed(rows)), encoding="utf-8")
    done = import_ledger(desk, "operator", [first])
    assert (done.read, done.accepted, done.unchanged, done.rejected) == (5, 5, 1, ())
    with desk.record.read() as tx:
        before = tx.account("C9", "CNY")
    again = import_ledger(desk, "operator", [second])
    assert (again.accepted, again.unchanged) == (5, 5)
    with desk.record.read() as tx:
        assert replace(tx.account("C9", "CNY"), stamps=()) == replace(before, stamps=())


def test_a_row_without_a_name_may_stand_before_the_row_that_names_its_customer(imported):
    done = imported(
        "C9,,N-1,invoice,2026-05-01,2026-05-31,CNY,100.00,,",
        "C9,碧川制造厂,N-2,invoice,2026-05-01,2026-05-31,CNY,9.00,,",
    )
    assert (done.accepted, done.rejected) == (2, ())


def test_an_export_that_tells_less_does_not_empty_what_an_earlier_one_told(desk, tmp_path):
    path = tmp_path / "ledger.csv"
    head = "customer_code,invoice_no,issue_date,due_date,currency,amount"
    row = "C1,B-1,2026-05-01,2026-05-31,CNY,500.00"
    path.write_text(
        f"{head},contract_no,note,retention,retention_until\n{row},K-1,urgent,25.00,2027-05-01\n", encoding="utf-8"
    )
    import_ledger(desk, "operator", [path])
    path.write_text(f"{head}\n{row}\n", encoding="utf-8")
    assert import_ledger(desk, "operator", [path]).unchanged == 1
    with desk.record.read() as tx:
        stored = tx.invoice("C1", "B-1")
    assert (stored.contract_no, stored.note, str(stored.retention.amount)) == ("K-1", "urgent", "CNY 25.00")


def test_when_the_record_refuses_every_row_nothing_at_all_is_stored(desk, imported):
    imported(B1)
    before, log = stamps(desk), len(entries_in_the_log(desk))
    done = imported("C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,600.00,,")
    assert (done.outcome, done.accepted, done.totals) == (Outcome.REFUSED, 0, {})
    assert (stamps(desk), len(entries_in_the_log(desk))) == (before, log)


def test_totals_are_those_of_the_rows_that_were_taken(imported):
    imported(B1)
    done = imported(
        "C1,,B-1,invoice,2026-05-01,2026-05-31,CNY,600.00,,", "C1,,B-2,invoice,2026-05-01,2026-05-31,CNY,7.00,,"
    )
    assert {currency: str(amount) for currency, amount in done.totals.items()} == {"CNY": "CNY 7.00"}


# stamps


def test_an_import_stamps_the_feeds_that_it_brought(desk, imported):
    later = desk.clock.now() + timedelta(hours=1)
    imported(B1, as_of=later)
    assert {feed: stamp.as_of for feed, stamp in stamps(desk).items()} == {Feed.INVOICES: later}
    imported("C1,,P-1,payment,2026-05-20,,CNY,100.00,,B-1", as_of=later + timedelta(hours=1))
    assert stamps(desk)[Feed.PAYMENTS].as_of == later + timedelta(hours=1)
    assert stamps(desk)[Feed.INVOICES].as_of == later


def test_a_filled_paid_column_makes_the_payments_fresh_too(desk, imported):
    imported(PAID_B1)
    assert stamps(desk).keys() == {Feed.INVOICES, Feed.PAYMENTS}


def test_refused_rows_stand_on_the_stamp_with_whose_they_are_until_the_next_import(desk, imported):
    bad = "C1,,P-1,payment,31/02/2026,,CNY,100.00,,B-1"
    imported(
        B1, bad, "C7,,B-7,invoice,2026-05-01,2026-05-31,CNY,5.00,,", ",,B-8,invoice,2026-05-01,2026-05-31,CNY,5.00,,"
    )
    for feed in Feed:
        assert (stamps(desk)[feed].refused, stamps(desk)[feed].refused_customers) == (3, ("C1", "C7"))
    assert prepare_draft(desk, LIN, "C1-CNY").reason.code == "rows_refused"
    imported(B1, "C1,,P-1,payment,2026-05-20,,CNY,100.00,,B-1")
    for feed in Feed:
        assert (stamps(desk)[feed].refused, stamps(desk)[feed].refused_customers) == (0, ())


def test_an_older_export_says_nothing_about_the_rows_of_a_newer_one(desk, imported):
    imported(B1, "C7,,B-7,invoice,2026-05-01,2026-05-31,CNY,5.00,,")
    imported(B1, as_of=desk.clock.now() - timedelta(days=1))
    assert stamps(desk)[Feed.INVOICES].refused_customers == ("C7",)


def test_every_import_that_stores_something_is_in_the_log_once(desk, imported):
    for _ in range(2):
        imported(B1)
    (entry,) = entries_in_the_log(desk)
    assert (entry.actor, entry.subject, dict(entry.body)) == (
        "operator", "ledger.csv", {"read": 1, "changed": 1, "rejected": 0},
    )  # fmt: skip


# what the record knows already


def test_a_number_recorded_in_other_capitals_is_not_booked_again(imported):
    imported(B1, "C1,,P-1,payment,2026-05-20,,CNY,1.00,,", "C1,,K-1,credit_note,2026-05-20,,CNY,1.00,,")
    done = imported(
        B1.replace("B-1", "b-1"), "C1,,p-1,payment,2026-05-20,,CNY,1.00,,", "C1,,k-1,credit_note,2026-05-20,,CNY,1.00,,"
    )
    assert reasons(done) == ["number_written_differently"] * 3


def test_a_payment_in_another_currency_than_its_invoice_is_refused(imported):
    imported(B1)
    assert reasons(
        imported("C1,,P-1,payment,2026-05-20,,USD,1.00,,B-1", "C1,,K-1,credit_note,2026-05-20,,USD,1.00,,B-1")
    ) == [
        "wrong_reference",
        "wrong_reference",
    ]


def test_a_payment_on_an_invoice_that_nobody_knows_is_taken_and_said(imported):
    done = imported(B1, "C1,,P-1,payment,2026-05-20,,CNY,1.00,,B-7", "C1,,P-2,payment,2026-05-20,,CNY,1.00,,B-1")
    assert [(remark.row, remark.reason.code) for remark in done.remarks] == [(3, "reference_unknown")]
    done = imported("C1,,P-3,payment,2026-05-20,,CNY,1.00,,INV-1", "C9,碧川,P-4,payment,2026-05-20,,CNY,1.00,,X")
    assert [
        (remark.row, remark.reason.code)
        for remark in done.remarks
        if remark.row == 2 or "unknown" in remark.reason.code
    ] == [(3, "reference_unknown")]


def test_money_in_another_currency_pays_nothing_of_an_invoice(desk, imported):
    imported("C1,,P-1,payment,2026-05-20,,USD,90.00,,B-1")
    assert reasons(imported(PAID_B1)) == ["paid_differs"]


def test_a_refund_is_booked_once(desk, imported):
    imported(B1, "C1,,P-1,payment,2026-05-20,,CNY,100.00,,B-1", "C1,,R-1,refund,2026-05-21,,CNY,40.00,,B-1")
    assert imported("C1,,R-1,refund,2026-05-21,,CNY,40.00,,B-1").unchanged == 1
    assert [str(payment.amount) for payment in account(desk).payments] == ["CNY 100.00", "CNY -40.00"]


# proofs


@pytest.fixture
def delivered(desk, tmp_path):
    def run(day: str, status: str, invoice: str = "INV-1"):
        path = tmp_path / "delivered.csv"
        row = {"INV-1": "INV-1,2026-04-27,2026-05-27,CNY,10000.00"}.get(
            invoice, f"{invoice},2026-05-01,2026-05-31,CNY,5.00"
        )
        head = "customer_code,invoice_no,issue_date,due_date,currency,amount,delivered_on,delivery_status"
        path.write_text(f"{head}\nC1,{row},{day},{status}\n", encoding="utf-8")
        return import_ledger(desk, "operator", [path])

    return run


def proofs(desk):
    return [(proof.id, proof.on.isoformat(), proof.status) for proof in account(desk).proofs]


def test_proofs_come_with_their_invoice_and_follow_what_later_exports_say(desk, delivered):
    assert (delivered("2026-05-01", "on its way").unchanged, delivered("2026-05-01", "on its way").unchanged) == (0, 1)
    assert proofs(desk) == [("delivery:INV-1", "2026-05-01", "on its way")]
    assert delivered("2026-05-03", "signed for").unchanged == 0
    assert proofs(desk) == [("delivery:INV-1", "2026-05-03", "signed for")]


def test_a_status_without_a_day_keeps_the_day_on_which_it_was_first_known(desk, delivered, tmp_path):
    delivered("", "on its way")
    before = proofs(desk)
    next_week = replace(desk, clock=type(desk.clock)(desk.clock.now() + timedelta(days=7)))
    assert import_ledger(next_week, "operator", [tmp_path / "delivered.csv"]).unchanged == 1
    assert proofs(desk) == before == [("delivery:INV-1", "2026-06-16", "on its way")]


def test_a_proof_of_a_new_invoice_of_a_known_customer_is_stored(desk, delivered):
    assert delivered("2026-05-01", "signed for", "B-9").unchanged == 0
    assert proofs(desk) == [("delivery:B-9", "2026-05-01", "signed for")]


# what is still open, instead of what was paid


@pytest.fixture
def open_items(desk, tmp_path):
    def run(*rows: str):
        path = tmp_path / "open.csv"
        head = "customer_code,invoice_no,kind,issue_date,due_date,currency,amount,balance,reference\n"
        path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return import_ledger(desk, "operator", [path])

    return run


NOTE = "C1,K-1,credit_note,2026-05-20,,CNY,30.00,,B-1"
STILL_OPEN = "C1,B-1,,2026-05-01,2026-05-31,CNY,500.00,400.00,"


def test_what_an_open_balance_leaves_out_is_paid_less_what_is_credited(desk, open_items):
    open_items(STILL_OPEN, NOTE)
    assert [str(payment.amount) for payment in account(desk).payments] == ["CNY 70.00"]
    assert open_items(STILL_OPEN).unchanged == 1


def test_a_credit_note_on_record_is_part_of_what_an_open_balance_leaves_out(desk, open_items):
    open_items(STILL_OPEN.replace("400.00", "500.00"), NOTE)
    assert open_items(STILL_OPEN).rejected == ()
    assert [str(payment.amount) for payment in account(desk).payments] == ["CNY 70.00"]


def test_a_credit_note_that_takes_off_all_that_is_missing_leaves_nothing_paid(desk, open_items):
    assert open_items(STILL_OPEN.replace("400.00", "470.00"), NOTE).rejected == ()
    assert account(desk).payments == ()


def test_an_open_balance_that_leaves_less_than_is_credited_is_refused(open_items):
    assert reasons(open_items(STILL_OPEN.replace("400.00", "490.00"), NOTE)) == ["credited_differs"]


# a dry run, and how files are read


def test_a_dry_run_names_exactly_what_would_be_stored(desk, imported):
    imported(B1)
    rows = (
        "C9,碧川制造厂,N-1,invoice,2026-05-01,2026-05-31,CNY,1.00,,",
        PAID_B1.replace("05-31", "06-30"),
        "C1,,B-9,gift,,,,,,",
    )
    before = account(desk)
    done = imported(*rows, dry_run=True)
    assert [getattr(value, "number", None) or value.code for value in done.would_add] == ["C9", "N-1", "paid:B-1"]
    assert [(value.number, value.due.isoformat()) for value in done.would_replace] == [("B-1", "2026-06-30")]
    assert (account(desk), len(entries_in_the_log(desk))) == (before, 1)
    stored = imported(*rows)
    assert (stored.accepted, stored.unchanged, stored.rejected) == (done.accepted, done.unchanged, done.rejected)
    assert (stored.would_add, stored.would_replace) == ((), ())


def test_a_dry_run_tells_which_messages_would_turn_stale_and_leaves_them(desk, imported):
    draft = prepare_draft(desk, LIN, "C1-CNY")
    assert imported("C1,,P-1,payment,2026-06-15,,CNY,10000.00,,INV-1", dry_run=True).stale == (draft.id,)
    with desk.record.read() as tx:
        assert tx.message(draft.id).status is not Status.STALE


def test_an_encoding_that_cannot_be_told_is_asked_about_and_nothing_is_stored(desk, tmp_path):
    path = tmp_path / "ledger.csv"
    row = "customer_code,customer_name,invoice_no,issue_date,due_date,currency,amount\nC9,云岭,N-1,2026-05-01,2026-05-31,CNY,1.00\n"
    path.write_bytes(row.encode("gb18030"))
    done = import_ledger(desk, "operator", [path])
    assert (done.outcome, done.read) == (Outcome.NEEDS_ANSWER, 0)
    assert [question.option for question in done.questions] == ["encoding"]
    assert import_ledger(desk, "operator", [path], Options(encoding="gb18030")).accepted == 1


def test_an_export_of_another_program_is_read_by_its_mapping(desk, tmp_path):
    path = tmp_path / "SalesInvoices.csv"
    path.write_text(
        "ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Currency,Type,Status\n"
        "Harbour Lane Ltd,INV-0212,2026-05-01,2026-05-31,3600.00,0.00,3600.00,GBP,Sales invoice,Awaiting Payment\n",
        encoding="utf-8",
    )
    done = import_ledger(desk, "operator", [path], mapping=load_mapping("xero"))
    assert (done.accepted, done.rejected) == (1, ())
    assert {currency: str(amount) for currency, amount in done.totals.items()} == {"GBP": "GBP 3,600.00"}


def test_two_files_of_one_name_are_told_apart(desk, tmp_path):
    head = "customer_code,invoice_no,issue_date,due_date,currency,amount"
    paths = []
    for folder, row in (("a", "C1,A-1,2026-05-01,soon,CNY,1.00"), ("b", "C1,A-2,2026-05-01,2026-05-31,CNY,1.00")):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "ledger.csv")
        paths[-1].write_text(f"{head}\n{row}\n", encoding="utf-8")
    done = import_ledger(desk, "operator", paths)
    assert [(row.file, row.row) for row in done.rejected] == [("ledger.csv", 2)]
    assert [sheet.table.name for sheet in done.sheets] == ["ledger.csv", "ledger.csv (2)"]


def test_progress_counts_every_row_once(desk, imported):
    told = []
    imported(B1, *INVOICES[1:], progress=told.append)
    assert sum(told) == 3


def test_the_collector_of_the_process_is_as_before(imported):
    imported(B1)
    assert gc.isenabled()
