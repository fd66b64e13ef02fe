"""The promises of every record on the order of the worklist."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.commitments import Instalment
from assistant.domain.entries import EntryKind
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.ports import Record, Transaction
from tests.contract.queued import TODAY, WISH, days_ago, message_on, queued, save_case, undone
from tests.contract.things import (
    NOON,
    a_contact,
    a_credit_note,
    a_customer,
    a_hold,
    a_payment,
    a_plan,
    a_promise,
    an_invoice,
)
from tests.fakes.clock import FixedClock
from tests.fakes.record import MemoryRecord


# --- which cases, in what order ----------------------------------------------
def test_what_can_be_worked_comes_first_then_the_furthest_past_due_then_the_code(record: Record) -> None:
    with record.begin() as tx:
        for code, late in (("E", 20), ("B", 30), ("D", 20), ("A", -7), ("not yet", -8), ("outside", 90), ("C", 89)):
            save_case(tx, code, late)
    assert queued(record) == ["C", "B", "D", "E", "A", "outside", "not yet"]


def test_a_case_is_as_late_as_its_oldest_open_item(record: Record) -> None:
    with record.begin() as tx:
        save_case(tx, "A", 10)
        save_case(tx, "B", 20)
        tx.save_invoice(an_invoice("old", customer_code="A", due=days_ago(40)))
        tx.save_invoice(an_invoice("older", customer_code="B", amount="5.00", due=days_ago(80)))
        tx.save_payment(a_payment(customer_code="B", amount="5.00", invoice_no="older"))
    assert queued(record) == ["A", "B"]


def test_every_currency_of_a_customer_is_a_case_of_its_own(record: Record) -> None:
    with record.begin() as tx:
        save_case(tx, "A", 10)
        tx.save_invoice(an_invoice("2", currency="USD", customer_code="A", due=days_ago(30)))
    assert queued(record) == ["A-USD", "A"]


def test_a_case_with_nothing_open_is_not_listed_unless_a_message_is_open_on_it(record: Record) -> None:
    with record.begin() as tx:
        for code in ("paid", "credited", "undone", "released", "in review", "open"):
            save_case(tx, code, amount="500.00")
        tx.save_payment(a_payment(customer_code="paid", amount="500.00"))
        tx.save_payment(a_payment(customer_code="in review", amount="900.00"))
        tx.save_payment(a_payment(customer_code="released", amount="500.00", invoice_no="INV-1001"))
        tx.save_credit_note(replace(a_credit_note(customer_code="credited"), amount=Money(50_000, "HKD")))
        tx.undo(undone("undone", EntryKind.INVOICE, "INV-1001"))
        tx.add_message(message_on("in review", status=Status.IN_REVIEW))
        tx.add_message(message_on("released", status=Status.RELEASED))
    assert queued(record) == ["open", "in review"]


def test_a_message_keeps_a_case_whose_only_invoice_was_undone(record: Record) -> None:
    with record.begin() as tx:
        save_case(tx, "A")
        tx.undo(undone("A", EntryKind.INVOICE, "INV-1001"))
        tx.add_message(message_on("A"))
    assert queued(record) == ["A"]


# --- pages -------------------------------------------------------------------
def test_a_page_says_how_many_cases_there_are_in_all(record: Record) -> None:
    with record.begin() as tx:
        for n in range(7):
            save_case(tx, f"C{n}", 20 - n)
    with record.read() as tx:
        first = tx.queue(replace(WISH, limit=3))
        last = tx.queue(replace(WISH, limit=3, offset=6))
        beyond = tx.queue(replace(WISH, limit=3, offset=9))
    assert [code for code, _ in first.keys] == ["C0", "C1", "C2"]
    assert [code for code, _ in last.keys] == ["C6"]
    assert beyond.keys == ()
    assert (first.total, last.total, beyond.total) == (7, 7, 7)


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("harbour", ["B", "A"]),
        ("HARBOUR lights", ["A"]),
        ("  b-hkd ", ["B"]),
        ("藍棠", ["C"]),
        ("Élan", ["D"]),
        ("100%", ["B"]),
        ("_", []),
        ("lights harbour dusk", []),
        ("", ["B", "C", "D", "A"]),
    ],
)
def test_cases_are_searched_by_the_words_of_their_customer(record: Record, search: str, expected: list[str]) -> None:
    names = {"A": "Harbour Lights", "B": "100% Harbour", "C": "藍棠工程", "D": "Élan Trading"}
    with record.begin() as tx:
        for n, (code, name) in enumerate(names.items()):
            save_case(tx, code, 20 + (9 - n if code != "A" else 0))
            tx.save_customer(a_customer(code, name=name))
    assert queued(record, search=search) == expected
    with record.read() as tx:
        assert tx.queue(replace(WISH, search=search, limit=1)).total == len(expected)


def test_the_queue_sees_what_the_same_unit_of_work_wrote(record: Record) -> None:
    with record.begin() as tx:
        save_case(tx, "A")
        tx.add_all([a_customer("B"), an_invoice(customer_code="B", due=days_ago(30))])
        assert tx.queue(WISH).keys == (("B", "HKD"), ("A", "HKD"))
        tx.save_payment(a_payment(customer_code="B", amount="86400.00"))
        assert tx.queue(WISH).keys == (("A", "HKD"),)


# --- the same on every record ------------------------------------------------
AROUND = st.integers(-95, 10).map(lambda days: TODAY + timedelta(days=days))
LEDGER = st.lists(
    st.tuples(
        st.sampled_from("ABCDE"),
        st.sampled_from(["HKD", "USD"]),
        st.sampled_from(["invoice", "invoice", "payment", "hold", "promise", "contact", "contact", "plan"]),
        AROUND,
        st.integers(1, 4),
    ),
    max_size=25,
)


def fill(tx: Transaction, ledger: list[tuple[str, str, str, date, int]]) -> None:
    for code in "ABCDE":
        tx.save_customer(a_customer(code))
    for n, (code, currency, what, day, amount) in enumerate(ledger):
        money, name = Money(amount * 5_000, currency), str(n)
        match what:
            case "invoice":
                tx.save_invoice(replace(an_invoice(name, customer_code=code, due=day), amount=money))
            case "payment":
                payment = a_payment(name, customer_code=code, invoice_no=str(amount))
                tx.save_payment(replace(payment, amount=money))
            case "hold":
                tx.save_hold(a_hold(name, customer_code=code, currency=currency, since=day))
            case "promise":
                tx.save_promise(a_promise(name, customer_code=code, amount=money, due=day))
            case "plan":
                instalment = Instalment(due=day, amount=money)
                tx.save_plan(a_plan(name, customer_code=code, instalments=(instalment,)))
            case "contact":
                at = datetime.combine(day, NOON.timetz()) + timedelta(microseconds=n)
                tx.save_contact(a_contact(customer_code=code, currency=currency, at=at))


def test_the_order_is_that_of_the_cases_themselves(record: Record, clock: FixedClock) -> None:
    @given(LEDGER)
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def check(ledger: list[tuple[str, str, str, date, int]]) -> None:
        pages = []
        for one in (MemoryRecord(clock), record):
            with one.read() as tx:  # nothing of it is kept
                fill(tx, ledger)
                pages.append([tx.queue(replace(WISH, limit=4, offset=start)) for start in (0, 4, 8)])
        assert pages[0] == pages[1]

    check()
