"""Bank statements are booked once, for the customer that paid, or left to a person with a reason."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.adapters.tables import FileTables
from assistant.domain.entries import EntryKind, Undone
from assistant.domain.ledger import RUNNING_TOTAL, Feed, LedgerStamp, Payment
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.errors import NotFound
from assistant.intake.reading import Outcome
from assistant.workflow.import_payments import import_payments
from assistant.workflow.prepare_draft import prepare_draft
from tests.camt import camt, entry, part
from tests.desk import LIN, a_desk
from tests.unit.planning.accounts import a_customer


@pytest.fixture
def desk():
    """One late invoice (INV-1, CNY 10,000.00) of C1; C2 has INV-2 in US dollars and two invoices in yuan."""
    desk = a_desk(tables=FileTables())
    with desk.record.begin() as tx:
        tx.save_customer(replace(a_customer(), code="C2", name="山和电子有限公司"))
        like = tx.invoice("C1", "INV-1")
        for number, currency in (("INV-2", "USD"), ("INV-31", "CNY"), ("INV-32", "CNY")):
            tx.save_invoice(replace(like, customer_code="C2", number=number, amount=Money(50_000, currency)))
    return desk


@pytest.fixture
def name(desk):
    with desk.record.read() as tx:
        return tx.customer("C1").name


@pytest.fixture
def imported(desk, tmp_path):
    def run(*entries, name="statement.xml", about=None, **options):
        return import_payments(desk, "operator", [camt(tmp_path, *entries, name=name, **about or {})], **options)

    return run


def payments(desk, code="C1", currency="CNY"):
    with desk.record.read() as tx:
        account = tx.account(code, currency)
    return [(p.number, str(p.amount), p.received.isoformat(), p.invoice_no) for p in account.payments]


def stamp(desk):
    with desk.record.read() as tx:
        return next(stamp for stamp in tx.stamps() if stamp.feed is Feed.PAYMENTS)


def reasons(done):
    return [(row.row, row.reason.code) for row in done.rejected]


def remarks(done):
    return [(remark.row, remark.reason.code) for remark in done.remarks]


# once


def test_a_receipt_is_booked_on_the_invoice_that_it_names(desk, imported, name):
    done = imported(entry("100.00", part(payer=name, text="INV-1")))
    assert (done.outcome, done.read, done.accepted, done.unchanged) == (Outcome.ACCEPTED, 1, 1, 0)
    assert payments(desk) == [("camt:B-1", "CNY 100.00", "2026-06-10", "INV-1")]
    assert {currency: str(amount) for currency, amount in done.totals.items()} == {"CNY": "CNY 100.00"}


def test_the_same_statement_again_and_one_that_overlaps_change_nothing(desk, imported, name):
    first, second = entry("100.00", part(payer=name)), entry("7.00", part(payer=name, text="x"), bank="B-2")
    imported(first)
    before = payments(desk)
    again = imported(first)
    assert (again.accepted, again.unchanged, payments(desk)) == (1, 1, before)
    overlapping = imported(first, second, name="later.xml")
    assert (overlapping.accepted, overlapping.unchanged) == (2, 1)
    assert payments(desk)[0] == before[0]
    assert sorted(p[0] for p in payments(desk)) == ["camt:B-1", "camt:B-2"]


def test_two_statements_at_once_that_overlap_count_an_entry_once(desk, tmp_path, name):
    files = [camt(tmp_path, entry("100.00", part(payer=name)), name=n) for n in ("a.xml", "b.xml")]
    done = import_payments(desk, "operator", files)
    assert (done.read, done.accepted, done.unchanged, len(payments(desk))) == (2, 2, 1, 1)
    assert {c: str(a) for c, a in done.totals.items()} == {"CNY": "CNY 100.00"}


def test_money_that_was_booked_for_another_customer_by_hand_is_not_booked_again(desk, imported, name):
    by_hand = Payment(
        number="camt:B-1",
        customer_code="C2",
        amount=Money(10_000, "CNY"),
        received=datetime(2026, 6, 10, tzinfo=UTC).date(),
    )
    with desk.record.begin() as tx:
        tx.save_payment(by_hand)
    done = imported(entry("100.00", part(payer=name)))
    assert (done.accepted, done.unchanged, payments(desk)) == (1, 1, [])


def test_what_was_undone_stays_undone(desk, imported, name):
    imported(entry("100.00", part(payer=name)))
    with desk.record.begin() as tx:
        tx.undo(
            Undone(
                customer_code="C1", kind=EntryKind.PAYMENT, key="camt:B-1", at=desk.clock.now(), by="lin", reason="no"
            )
        )
    assert (imported(entry("100.00", part(payer=name))).unchanged, payments(desk)) == (1, [])


def test_an_entry_that_differs_from_what_was_booked_is_refused(desk, imported, name):
    imported(entry("100.00", part(payer=name)))
    done = imported(entry("90.00", part(payer=name)))
    assert (done.outcome, reasons(done)) == (Outcome.REFUSED, [(1, "payment_differs")])
    assert payments(desk)[0][1] == "CNY 100.00"


def test_a_dry_run_says_the_same_and_stores_nothing(desk, imported, name):
    done = imported(entry("100.00", part(payer=name)), dry_run=True)
    assert (done.accepted, done.unchanged, payments(desk)) == (1, 0, [])
    with desk.record.read() as tx:
        assert [stamp.feed for stamp in tx.stamps()] == [Feed.INVOICES]


# whose


def test_unknown_payers_are_listed_with_what_they_paid_and_the_others_are_booked(desk, imported, name):
    done = imported(entry("5.00", part(payer="Nobody Ltd", text="?")), entry("7.00", part(payer=name), bank="B-2"))
    assert reasons(done) == [(1, "unknown_payer")]
    assert done.rejected[0].message == (
        "Nobody Ltd paid CNY 5.00: no customer of that name, no number of an invoice; book it by hand."
    )
    assert (done.read, done.accepted, [p[0] for p in payments(desk)]) == (2, 1, ["camt:B-2"])


def test_several_invoices_make_a_payment_on_none_with_a_remark(desk, imported):
    done = imported(entry("100.00", part(payer="山和电子有限公司", text="INV-31 INV-32")))
    assert payments(desk, "C2") == [("camt:B-1", "CNY 100.00", "2026-06-10", "")]
    (remark,) = done.remarks
    assert (remark.reason.code, remark.reason.details["invoices"]) == ("several_invoices", ("INV-31", "INV-32"))


def test_the_payers_words_stay_with_a_payment_on_no_invoice(desk, imported):
    imported(entry("100.00", part(payer="山和电子有限公司", text="INV-31 INV-32")))
    with desk.record.read() as tx:
        (payment,) = tx.account("C2", "CNY").payments
    assert payment.source == "statement.xml row 1: 山和电子有限公司 · INV-31 INV-32"


def test_money_in_another_currency_is_on_no_invoice(desk, imported):
    done = imported(entry("100.00", part(payer="山和电子有限公司", text="INV-2")))
    assert payments(desk, "C2")[0][3] == ""
    assert remarks(done) == [(1, "invoice_in_other_currency")]


def test_with_a_customer_named_every_receipt_is_theirs(desk, imported):
    imported(entry("100.00", part(payer="Factoring AG", text="collection")), customer="C2")
    assert payments(desk, "C2") == [("camt:B-1", "CNY 100.00", "2026-06-10", "")]


def test_a_customer_that_is_not_there_stops_the_import(desk, imported, name):
    with pytest.raises(NotFound):
        imported(entry("100.00", part(payer=name)), customer="C9")


def test_a_payment_beside_a_running_total_would_count_twice_and_is_refused(desk, imported, name):
    total = Payment(
        number=f"{RUNNING_TOTAL}INV-1", customer_code="C1", amount=Money(5, "CNY"), received=desk.clock.now().date(),
        invoice_no="INV-1",
    )  # fmt: skip
    with desk.record.begin() as tx:
        tx.save_payment(total)
    assert reasons(imported(entry("100.00", part(payer=name, text="INV-1")))) == [(1, "paid_total_recorded")]


# money that goes back


def test_money_that_goes_back_goes_back_on_what_it_had_paid(desk, imported, name):
    imported(entry("100.00", part(payer=name, text="INV-1")))
    back = part(payer="", text="returned", bank="B-1", more="<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")
    done = imported(entry("100.00", back, side="DBIT", bank="R-1", booked="2026-06-12"), name="next.xml")
    assert done.rejected == ()
    assert payments(desk)[1] == ("camt:R-1", "CNY -100.00", "2026-06-12", "INV-1")


def test_money_that_goes_back_to_a_known_payer_is_below_zero(desk, imported, name):
    imported(entry("30.00", part(payer=name, text="INV-1"), side="DBIT", more="<RvslInd>true</RvslInd>"))
    assert payments(desk) == [("camt:B-1", "CNY -30.00", "2026-06-10", "INV-1")]


# what else an import does


def test_the_payments_are_as_fresh_as_the_statement_says(desk, imported, name):
    imported(entry("100.00", part(payer=name)))
    assert (stamp(desk).as_of, stamp(desk).source, stamp(desk).refused) == (
        datetime(2026, 6, 10, 15, 59, 59, tzinfo=UTC), "statement.xml", 0,
    )  # fmt: skip


def test_a_statement_of_an_older_day_does_not_make_them_older(desk, imported, name):
    imported(entry("100.00", part(payer=name)))
    imported(entry("7.00", part(payer=name), bank="B-0"), name="old.xml", about={"until": "2026-06-01T23:59:59+08:00"})
    assert (stamp(desk).source, len(payments(desk))) == ("statement.xml", 2)


def test_a_statement_cannot_be_true_until_tomorrow(desk, imported, name):
    imported(entry("100.00", part(payer=name)), about={"until": "2099-01-01T00:00:00+08:00"})
    assert stamp(desk).as_of == desk.clock.now()


def test_refused_entries_leave_the_accounts_incomplete_that_they_may_belong_to(desk, imported, name):
    imported(entry("5.00", part(payer=name, text="INV-31")), entry("6.00", part(payer="x", text="y"), bank="B-2"))
    assert (stamp(desk).refused, stamp(desk).refused_customers) == (2, ("C1", "C2"))
    with desk.record.begin() as tx:
        tx.save_customer(replace(tx.customer("C2"), name="x"))
    done = imported(entry("6.00", part(payer="x", text="y"), bank="B-2"))
    assert (done.accepted, stamp(desk).refused, stamp(desk).refused_customers) == (1, 0, ())


def test_a_message_about_money_that_arrived_becomes_stale(desk, imported, name):
    message = prepare_draft(desk, LIN, "C1-CNY")
    done = imported(entry("100.00", part(payer=name, text="INV-1")))
    assert done.stale == (message.id,)
    with desk.record.read() as tx:
        assert tx.message(message.id).status is Status.STALE


def test_what_changed_is_in_the_log_and_what_did_not_is_not(desk, imported, name):
    for _ in range(2):
        imported(entry("100.00", part(payer=name)), entry("5.00", part(payer="?", text="?"), bank="B-2"))
    with desk.record.read() as tx:
        logged = [(e.actor, e.subject, dict(e.body)) for e in tx.audit_entries() if e.event == "payments_imported"]
    assert logged == [("operator", "statement.xml", {"read": 2, "changed": 1, "rejected": 1})]


def test_a_statement_without_news_is_logged_for_what_it_makes_fresh(desk, imported):
    imported(entry(side="DBIT"))
    imported(entry(side="DBIT"))
    with desk.record.read() as tx:
        assert [dict(e.body) for e in tx.audit_entries() if e.event == "payments_imported"] == [
            {"read": 0, "changed": 0, "rejected": 0}
        ]


def test_a_failure_on_the_way_stores_nothing(desk, imported, name, monkeypatch):
    monkeypatch.setattr("assistant.workflow.import_payments.mark_stale", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        imported(entry("100.00", part(payer=name)))
    assert payments(desk) == []


def test_whoever_imports_may_say_when_the_statement_was_true(desk, imported, name):
    moment = desk.clock.now() - timedelta(hours=3)
    imported(entry("100.00", part(payer=name)), as_of=moment)
    assert stamp(desk) == LedgerStamp(as_of=moment, source="statement.xml", feed=Feed.PAYMENTS)
