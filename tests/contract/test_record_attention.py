"""The promises of every record on what calls for attention: the priority of cases, other orders, filters and counts."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.attention import Ingredient, Only, Sort, Weights
from assistant.domain.entries import EntryKind
from assistant.domain.language import Language
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.ports import QueueCounts, Record, Transaction
from tests.contract.queued import TODAY, WISH, days_ago, message_on, queued, save_case, undone
from tests.contract.things import (
    NOON,
    a_contact,
    a_customer,
    a_hold,
    a_payment,
    a_promise,
    a_read_reply,
    a_reply,
    an_invoice,
)
from tests.fakes.clock import FixedClock
from tests.fakes.record import MemoryRecord

WEIGHTS = Weights(
    points={
        Ingredient.AMOUNT: 40,
        Ingredient.AGE: 30,
        Ingredient.PROMISE_DUE: 25,
        Ingredient.REPLY_UNREAD: 35,
        Ingredient.RETURNED: 20,
    },
    old_days=60,
    large={"HKD": 100_000_00},
)
SHOWN = frozenset({Status.COMPOSING, Status.IN_REVIEW, Status.RETURNED})
ASKED = {"weights": WEIGHTS, "shown": SHOWN}


def listed(record: Record, **changes: object) -> list[str]:
    return queued(record, **ASKED, **changes)


def noon(days: int) -> datetime:
    return NOON - timedelta(days=days)


def save_promise(tx: Transaction, code: str, days: int, **changes: object) -> None:
    values = {"due": days_ago(days), "made_on": days_ago(days + 5), "amount": Money(500_00, "HKD")}
    tx.save_promise(a_promise(f"P-{code}", customer_code=code, **(values | changes)))


# --- the priority ------------------------------------------------------------
def test_age_and_amount_are_weighed_together(record: Record) -> None:
    with record.begin() as tx:
        for code, late, amount in (("old", 60, "1000.00"), ("large", 14, "100000.00"), ("both", 50, "90000.00")):
            save_case(tx, code, late, amount=amount)
    assert listed(record) == ["both", "large", "old"]  # 25 + 36, 7 + 40, 30 + 0 points


def test_beyond_what_is_large_and_old_nothing_counts_more(record: Record) -> None:
    with record.begin() as tx:
        for code, late, amount in (("A", 61, "100000.00"), ("B", 80, "999999.00"), ("C", 70, "100001.00")):
            save_case(tx, code, late, amount=amount)
    assert listed(record) == ["B", "C", "A"]  # all the same points: by age


def test_a_currency_without_a_measure_counts_half(record: Record) -> None:
    with record.begin() as tx:
        for code, amount in (("A", "45000.00"), ("C", "55000.00")):
            save_case(tx, code, amount=amount)
        tx.save_customer(a_customer("B"))
        tx.save_invoice(an_invoice(customer_code="B", due=days_ago(20), amount="9.00", currency="USD"))
    assert listed(record) == ["C", "B-USD", "A"]


def test_what_calls_for_attention_comes_before_what_can_merely_be_worked(record: Record) -> None:
    with record.begin() as tx:
        for code in ("plain", "promised", "wrote", "returned"):
            save_case(tx, code, 20, amount="10000.00")
        save_promise(tx, "promised", 0)
        tx.save_reply(a_reply("R-1", customer_code="wrote", received=noon(0)))
        tx.add_message(message_on("returned", status=Status.RETURNED))
    # The promise still has its days of grace, so that the case waits; somebody looks at it all the same.
    assert listed(record) == ["wrote", "promised", "returned", "plain"]


def test_a_promise_is_due_until_money_or_one_of_us_has_come(record: Record) -> None:
    with record.begin() as tx:
        for code in ("due", "kept", "kept late", "asked", "to come", "undone", "money undone"):
            save_case(tx, code)
            save_promise(tx, code, -3 if code == "to come" else 4)
        for code, received in (("kept", 5), ("kept late", 1), ("money undone", 5)):
            paid = a_payment(customer_code=code, amount="500.00", received=days_ago(received), invoice_no="")
            tx.save_payment(paid)
        tx.save_payment(a_payment("P-0", customer_code="due", amount="500.00", received=days_ago(40)))
        tx.save_contact(a_contact(customer_code="asked", at=noon(3)))
        tx.save_contact(a_contact(customer_code="due", at=noon(4)))
        tx.undo(undone("undone", EntryKind.PROMISE, "P-undone"))
        tx.undo(undone("money undone", EntryKind.PAYMENT, "P-1"))
    assert sorted(listed(record, only=Only.PROMISE_DUE)) == ["due", "money undone"]


def test_a_reply_is_unread_until_somebody_said_what_it_says_or_made_contact(record: Record) -> None:
    with record.begin() as tx:
        for code in ("wrote", "answered", "read", "noted", "wrote again"):
            save_case(tx, code)
            tx.save_reply(a_reply(f"R-{code}", customer_code=code, received=noon(5)))
        tx.save_contact(a_contact(customer_code="answered", at=noon(5) + timedelta(minutes=1)))
        tx.save_contact(a_contact(customer_code="wrote", at=noon(6)))
        tx.save_contact(a_contact(customer_code="wrote", at=noon(1), kind="in"))
        tx.save_read_reply(a_read_reply("R-read", customer_code="read"))
        save_promise(tx, "noted", -9, made_on=days_ago(4))
        tx.save_read_reply(a_read_reply("R-wrote again", customer_code="wrote again"))
        tx.save_reply(a_reply("R-2", customer_code="wrote again", received=noon(2)))
    assert sorted(listed(record, only=Only.REPLY_UNREAD)) == ["noted", "wrote", "wrote again"]


# --- other orders ------------------------------------------------------------
def test_by_amount_each_currency_has_its_own_measure(record: Record) -> None:
    with record.begin() as tx:
        for code, amount in (("A", "40000.00"), ("B", "900000.00"), ("C", "60000.00")):
            save_case(tx, code, amount=amount)
        tx.save_customer(a_customer("D"))
        tx.save_invoice(an_invoice(customer_code="D", due=days_ago(20), amount="12.00", currency="USD"))
    assert listed(record, sort=Sort.AMOUNT) == ["B", "C", "D-USD", "A"]


def test_by_age_by_promise_and_by_reply(record: Record) -> None:
    with record.begin() as tx:
        for code, late in (("A", 10), ("B", 70), ("C", 30), ("D", 5), ("E", 6)):
            save_case(tx, code, late)
        save_promise(tx, "A", -9)
        save_promise(tx, "C", 2)
        tx.save_promise(a_promise("first", customer_code="A", due=days_ago(3), made_on=days_ago(40)))
        tx.save_reply(a_reply("R-1", customer_code="D", received=noon(0)))
        tx.save_reply(a_reply("R-2", customer_code="E", received=noon(1)))
        tx.save_reply(a_reply("R-3", customer_code="D", received=noon(2)))
    assert listed(record, sort=Sort.AGE) == ["B", "C", "A", "E", "D"]
    assert listed(record, sort=Sort.PROMISE) == ["A", "C", "B", "E", "D"]
    assert listed(record, sort=Sort.REPLY) == ["D", "E", "B", "C", "A"]


# --- filters and counts ------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"language": Language.EN}, ["B"]),
        ({"language": Language.EN, "search": "b-usd"}, []),
        ({"currency": "USD"}, ["A-USD"]),
        ({"due_between": (days_ago(44), days_ago(14))}, ["B"]),
        ({"due_between": (date.max, date.min)}, []),
        ({"only": Only.ON_HOLD}, ["C"]),
        ({"only": Only.MESSAGE}, ["D"]),
        ({"only": Only.MINE, "login": "ann"}, ["D"]),
        ({"only": Only.MINE, "login": "ben"}, []),
        ({"only": Only.RETURNED}, ["D"]),
        ({"only": Only.WAIT}, ["C"]),
        ({"only": Only.ACT}, ["D", "B", "A", "A-USD"]),
    ],
)
def test_cases_are_chosen(record: Record, changes: dict[str, object], expected: list[str]) -> None:
    with record.begin() as tx:
        for code, late in (("A", 3), ("B", 20), ("C", 60), ("D", 50)):
            save_case(tx, code, late)
        tx.save_invoice(an_invoice("2", currency="USD", customer_code="A", due=days_ago(8)))
        tx.save_customer(a_customer("B", language=Language.EN))
        tx.save_hold(a_hold("H", customer_code="C", currency="", since=days_ago(1)))
        tx.add_message(message_on("D", status=Status.RETURNED))
    assert listed(record, **changes) == expected
    with record.read() as tx:
        assert tx.queue(replace(WISH, **ASKED, **changes, limit=1)).total == len(expected)


def test_what_there_is_to_do_is_counted_whatever_the_page(record: Record) -> None:
    with record.begin() as tx:
        for code in ("A", "B", "C", "D", "held"):
            save_case(tx, code)
        tx.add_message(message_on("A", status=Status.RETURNED))
        tx.add_message(message_on("B", status=Status.IN_REVIEW))
        tx.save_reply(a_reply("R", customer_code="C"))
        tx.save_hold(a_hold("H", customer_code="held", since=days_ago(1)))
        save_promise(tx, "held", 3)
    with record.read() as tx:
        assert tx.queue_counts(replace(WISH, **ASKED, limit=1)) == QueueCounts(
            to_draft=1, returned=1, promises_due=1, replies_unread=1
        )
        assert tx.queue_counts(replace(WISH, **ASKED, search="nobody")) == QueueCounts(
            to_draft=0, returned=0, promises_due=0, replies_unread=0
        )


# --- the same on every record ------------------------------------------------
AROUND = st.integers(-95, 10).map(lambda days: TODAY + timedelta(days=days))
WHAT = ("invoice", "invoice", "payment", "hold", "promise", "promise", "contact", "reply", "reply", "read")
LEDGER = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(["HKD", "USD"]),
        st.sampled_from((*WHAT, "returned")),
        AROUND,
        st.integers(1, 4),
    ),
    max_size=25,
)


def fill(tx: Transaction, ledger: list[tuple[str, str, str, date, int]]) -> None:
    for code in "ABC":
        tx.save_customer(a_customer(code))
    for n, entry in enumerate(ledger):
        record_one(tx, n, *entry)


def record_one(tx: Transaction, n: int, code: str, currency: str, what: str, day: date, amount: int) -> None:
    money, name = Money(amount * 5_000, currency), str(n)
    case = {"customer_code": code, "currency": currency}
    at = datetime.combine(day, time(12), UTC) + timedelta(microseconds=n)
    promise = a_promise(name, customer_code=code, amount=money, due=day, made_on=day - timedelta(days=amount))
    payment = a_payment(name, customer_code=code, invoice_no=str(amount), received=day)
    message = replace(message_on(code, status=Status.RETURNED), id=f"M-{n}")
    {
        "invoice": lambda: tx.save_invoice(replace(an_invoice(name, customer_code=code, due=day), amount=money)),
        "payment": lambda: tx.save_payment(replace(payment, amount=money)),
        "hold": lambda: tx.save_hold(a_hold(name, **case, since=day)),
        "promise": lambda: tx.save_promise(promise),
        "contact": lambda: tx.save_contact(a_contact(**case, at=at)),
        "reply": lambda: tx.save_reply(a_reply(name, **case, received=at)),
        "read": lambda: (
            tx.save_reply(a_reply(name, **case, received=at)) and tx.save_read_reply(a_read_reply(name, **case))
        ),
        "returned": lambda: tx.add_message(message),
    }[what]()


def test_order_choice_and_counts_are_those_of_the_cases_themselves(record: Record, clock: FixedClock) -> None:
    @given(LEDGER, st.sampled_from(Sort), st.none() | st.sampled_from(Only))
    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    def check(ledger: list[tuple[str, str, str, date, int]], sort: Sort, only: Only | None) -> None:
        wish = replace(WISH, **ASKED, sort=sort, only=only, login="ann", limit=4)
        told = []
        for one in (MemoryRecord(clock), record):
            with one.read() as tx:  # nothing of it is kept
                fill(tx, ledger)
                told.append([tx.queue_counts(wish), *(tx.queue(replace(wish, offset=start)) for start in (0, 4))])
        assert told[0] == told[1]

    check()
