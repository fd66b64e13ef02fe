"""The promises of every record on units of work, and on writing and replacing; more in the files beside this one."""

import threading
from datetime import date, timedelta

import pytest

from assistant.domain.commitments import Cause
from assistant.domain.money import Money
from assistant.errors import NotFound
from assistant.ports import Record
from tests.contract.things import (
    HKD,
    NOON,
    SAVED,
    a_cause,
    a_contact,
    a_contract,
    a_credit_note,
    a_creditor,
    a_customer,
    a_dispute,
    a_hold,
    a_payment,
    a_plan,
    a_promise,
    a_read_reply,
    a_reply,
    a_stamp,
    an_invoice,
    with_customer,
)

CHANGED = [
    ("save_creditor", a_creditor(), a_creditor(phone="000-8800 0099")),
    ("save_customer", a_customer(), a_customer(since=None)),
    ("save_stamp", a_stamp(), a_stamp(as_of=NOON - timedelta(days=3))),
    ("save_invoice", an_invoice(), an_invoice(amount="86400.01")),
    ("save_payment", a_payment(), a_payment(invoice_no="")),
    ("save_credit_note", a_credit_note(), a_credit_note(invoice_no="")),
    ("save_promise", a_promise(), a_promise(invoice_nos=())),
    ("save_dispute", a_dispute(), a_dispute(resolved_on=date(2026, 6, 15))),
    ("save_hold", a_hold(), a_hold(until=date(2026, 6, 30))),
    ("save_plan", a_plan(), a_plan(invoice_nos=("INV-1001", "INV-1002"))),
    ("save_contact", a_contact(), a_contact(outcome="bounced")),
    ("save_reply", a_reply(), a_reply(subject="")),
    ("save_read_reply", a_read_reply(), a_read_reply(corrected=())),
    ("save_cause", a_cause(), a_cause(cause=Cause.UNWILLING)),
    ("save_contract", a_contract(), a_contract(clauses=())),
]


# --- units of work -----------------------------------------------------------
def test_what_is_written_in_a_unit_of_work_is_there_afterwards(record: Record) -> None:
    with record.begin() as tx:
        assert tx.save_customer(a_customer()) is True
        assert tx.customer("HK02") == a_customer()
    with record.read() as tx:
        assert tx.customer("HK02") == a_customer()


def test_an_error_in_a_unit_of_work_undoes_all_of_it(record: Record) -> None:
    with_customer(record)

    def fail_at_the_end() -> None:
        with record.begin() as tx:
            tx.save_customer(a_customer(name="renamed"))
            tx.save_invoice(an_invoice())
            tx.audit("ann", "imported", "HK02")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_at_the_end()
    with record.read() as tx:
        assert tx.customer("HK02") == a_customer()
        assert tx.invoice("HK02", "INV-1001") is None
        assert list(tx.audit_entries()) == []


def test_what_is_written_in_a_read_view_is_not_kept(record: Record) -> None:
    with record.read() as tx:
        tx.save_customer(a_customer())
    with record.read() as tx:
        assert tx.customers() == ()


def test_a_read_view_does_not_see_what_is_written_meanwhile(record: Record) -> None:
    with_customer(record)
    with record.read() as before:
        assert before.customer("HK02").name == a_customer().name
        with record.begin() as tx:
            tx.save_customer(a_customer(name="renamed"))
        assert before.customer("HK02").name == a_customer().name
    with record.read() as after:
        assert after.customer("HK02").name == "renamed"


def test_a_unit_of_work_inside_another_is_refused_at_once_and_leaves_the_record_usable(record: Record) -> None:
    with pytest.raises(RuntimeError, match="in a unit of work already"), record.begin(), record.begin():
        pass
    with_customer(record)


def test_two_threads_that_write_at_once_take_turns_and_lose_nothing(record: Record) -> None:
    with_customer(record)
    at_the_line = threading.Barrier(2)
    failures: list[Exception] = []

    def work(name: str) -> None:
        try:
            at_the_line.wait()
            for n in range(25):
                with record.begin() as tx:
                    known = len(tx.account(*HKD).invoices) if tx.account_keys() else 0
                    tx.save_invoice(an_invoice(f"{name}-{n}", note=str(known)))
                    tx.audit(name, "invoice_saved", f"{name}-{n}")
        except Exception as error:  # noqa: BLE001  (whatever it is, the test has to see it)
            failures.append(error)

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with record.read() as tx:
        seen = sorted(int(invoice.note) for invoice in tx.account(*HKD).invoices)
        assert seen == list(range(50))  # each writer saw all that was written before it
        assert [entry.seq for entry in tx.audit_entries()] == list(range(1, 51))


# --- writing and replacing ---------------------------------------------------
@pytest.mark.parametrize(("save", "thing", "other"), CHANGED, ids=[save for save, _, _ in CHANGED])
def test_saving_says_whether_anything_changed(record: Record, save: str, thing: object, other: object) -> None:
    with with_customer(record).begin() as tx:
        first = False if save == "save_customer" else getattr(tx, save)(thing)
        again = getattr(tx, save)(thing)
    with record.begin() as tx:
        in_another_unit = getattr(tx, save)(thing)
        changed = getattr(tx, save)(other)
        unchanged = getattr(tx, save)(other)
        back = getattr(tx, save)(thing)
    assert (first, again, in_another_unit) == (save != "save_customer", False, False)
    assert (changed, unchanged, back) == (True, False, True)


@pytest.mark.parametrize(("save", "thing"), SAVED, ids=[save for save, _ in SAVED])
def test_nothing_is_saved_for_a_customer_that_is_not_known(record: Record, save: str, thing: object) -> None:
    with (
        pytest.raises(NotFound, match="There is no customer 'HK02'; import it first") as refused,
        record.begin() as tx,
    ):
        getattr(tx, save)(thing)
    assert refused.value.code == "unknown_customer"


def test_two_customers_may_have_documents_of_the_same_number(record: Record) -> None:
    with with_customer(record).begin() as tx:
        tx.save_customer(a_customer("HK01"))
        tx.save_invoice(an_invoice())
        tx.save_payment(a_payment())
        assert tx.save_invoice(an_invoice(customer_code="HK01", amount="5.00"))
        assert tx.save_payment(a_payment(customer_code="HK01", amount="5.00"))
    with record.read() as tx:
        assert tx.account(*HKD).invoices == (an_invoice(),)
        assert tx.account(*HKD).payments == (a_payment(),)
        assert tx.account("HK01", "HKD").payments[0].amount == Money(500, "HKD")
