"""What is kept of each case for the worklist is what the case itself says, whatever was written in whatever order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from assistant.adapters.store import SqlRecord, open_record
from assistant.adapters.store.ledger_tables import case_figures, case_retentions
from assistant.domain.case import Case, open_case
from assistant.domain.commitments import ContactMade
from assistant.domain.entries import EntryKind, Undone
from assistant.domain.ledger import Allocation, AllocationBasis, CreditNote, Invoice, Payment, Retention
from assistant.domain.money import Money
from assistant.errors import NotFound
from assistant.ports import Transaction
from tests.contract.ledger_things import an_allocation
from tests.contract.things import a_customer, a_payment, an_invoice
from tests.fakes.clock import FixedClock

START = date(2026, 6, 1)
DAYS = st.integers(0, 5).map(lambda n: START + timedelta(days=n))
MOMENTS = st.integers(0, 2).map(lambda n: datetime(2026, 6, 1, 4, n, tzinfo=UTC))
NUMBERS = st.sampled_from(["1", "2", "3"])
CURRENCIES = st.sampled_from(["HKD", "USD"])
UNDOABLE = [
    EntryKind.INVOICE,
    EntryKind.PAYMENT,
    EntryKind.CREDIT_NOTE,
    EntryKind.ALLOCATION,
    EntryKind.CONTACT,
]
NAMES = count()


@pytest.fixture
def record(address: str, clock: FixedClock) -> Iterator[SqlRecord]:
    made = open_record(address, clock)
    yield made
    made.close()


def money(currency: str) -> st.SearchStrategy[Money]:
    return st.integers(-3, 12).map(lambda minor: Money(minor, currency))


@st.composite
def entries(draw: st.DrawFn, codes: tuple[str, str]) -> Any:
    """Something to write about one of two customers; receipts name known, unknown and no invoices."""
    code, currency = draw(st.sampled_from(codes)), draw(CURRENCIES)
    amount, named = draw(money(currency)), draw(st.sampled_from(["", "", "1", "2", "3", "9"]))
    shared: Any = {"customer_code": code, "number": draw(NUMBERS), "amount": amount}
    match draw(
        st.sampled_from(["invoice", "invoice", "payment", "payment", "note", "share", "contact", "undo", "undo"])
    ):
        case "invoice":
            held = draw(st.none() | st.builds(Retention, amount=money(currency), until=DAYS))
            return Invoice(**shared, issued=START, due=draw(DAYS), retention=held)
        case "payment":
            return Payment(**shared, received=START, invoice_no=named)
        case "note":
            return CreditNote(**shared, issued=START, invoice_no=named)
        case "share":
            return Allocation(
                id=f"{codes[0]}-{draw(NUMBERS)}",
                customer_code=code,
                receipt_no=draw(NUMBERS),
                invoice_no=named,
                amount=amount,
                made_on=START,
                basis=AllocationBasis.BY_HAND,
                is_credit=draw(st.booleans()),
            )
        case "contact":
            return a_contact_of(code, currency, draw(MOMENTS), draw(st.sampled_from(["call", "in"])))
    kind = draw(st.sampled_from(UNDOABLE))
    key = draw(NUMBERS)
    if kind is EntryKind.ALLOCATION:
        key = f"{codes[0]}-{key}"
    if kind is EntryKind.CONTACT:
        key = a_contact_of(code, currency, draw(MOMENTS), draw(st.sampled_from(["call", "in"]))).key
    return Undone(customer_code=code, kind=kind, key=key, at=datetime(2026, 6, 9, tzinfo=UTC), by="ann", reason="")


def a_contact_of(code: str, currency: str, at: datetime, kind: str) -> ContactMade:
    return ContactMade(
        customer_code=code, currency=currency, at=at, channel="phone", kind=kind, stage="early", outcome=""
    )


def write(tx: Transaction, entry: Any) -> None:
    match entry:
        case Undone():
            try:
                tx.undo(entry)
            except NotFound:
                return
        case Invoice() if not tx.invoice(entry.customer_code, entry.number):
            tx.add_all([entry])
        case Payment() if not tx.payment(entry.customer_code, entry.number):
            tx.add_all([entry])
        case _:
            saves: Any = {
                Invoice: tx.save_invoice,
                Payment: tx.save_payment,
                CreditNote: tx.save_credit_note,
                Allocation: tx.save_allocation,
                ContactMade: tx.save_contact,
            }
            saves[type(entry)](entry)


def kept_figures(tx: Any, code: str) -> dict[str, tuple[object, ...]]:
    """What the database keeps of each currency of a customer; what is due on each of the days comes last."""
    figures, retentions = case_figures.c, case_retentions.c
    found: dict[str, tuple[object, ...]] = {}
    for row in tx._connection.execute(select(case_figures).where(figures.customer_code == code)).mappings():
        mine = (retentions.customer_code == code, retentions.currency == row["currency"])
        held = tx._connection.execute(select(retentions.until, retentions.minor).where(*mine)).all()
        due = tuple(
            row["open_minor"] - sum(one.minor for one in held if one.until >= START + timedelta(days=day))
            for day in range(7)
        )
        names = ("open_minor", "open_items", "oldest_due", "unallocated_minor", "last_contact")
        found[row["currency"]] = (*(row[name] for name in names), due)
    return found


def true_figures(tx: Transaction, code: str) -> dict[str, tuple[object, ...]]:
    """The same from the accounts."""

    def on(day: int, currency: str) -> Case:
        now = datetime(2026, 6, 1, tzinfo=UTC) + timedelta(days=day)
        return open_case(tx.account(code, currency), now=now, today=now.date())

    found: dict[str, tuple[object, ...]] = {}
    for currency in tx.currencies_of(code):
        case = on(0, currency)
        found[currency] = (
            case.open_balance.minor,
            len(case.items),
            min((item.invoice.due for item in case.items), default=None),
            case.unallocated.minor,
            max((contact.at for contact in case.account.contacts if contact.kind != "in"), default=None),
            tuple(sum(item.due_balance.minor for item in on(day, currency).items) for day in range(7)),
        )
    return found


def test_figures_are_what_the_case_says(record: SqlRecord) -> None:
    @given(st.data())
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def check(data: st.DataObject) -> None:
        name = next(NAMES)
        codes = (f"{name}A", f"{name}B")
        with record.begin() as tx:
            tx.add_all(a_customer(code) for code in codes)
        for unit in data.draw(st.lists(st.lists(entries(codes), max_size=8), min_size=1, max_size=3)):
            with record.begin() as tx:
                for entry in unit:
                    write(tx, entry)
        with record.read() as tx:
            for code in codes:
                kept, true = kept_figures(tx, code), true_figures(tx, code)
                # A share of money that is not there may be all that a currency has: no case is opened in it.
                assert {currency: kept[currency] for currency in true} == true
                assert all(kept[currency][:2] == (0, 0) for currency in kept.keys() - true.keys())

    check()


def test_an_allocation_that_moves_to_another_customer_leaves_the_first_ones_figures_true(record: SqlRecord) -> None:
    share = an_allocation()
    with record.begin() as tx:
        tx.add_all([a_customer("HK01"), a_customer(), an_invoice(), a_payment(invoice_no="")])
        tx.add_all([an_invoice(customer_code="HK01"), a_payment(customer_code="HK01", invoice_no="")])
        tx.save_allocation(share)
    with record.begin() as tx:
        tx.save_allocation(replace(share, customer_code="HK01"))
    with record.read() as tx:
        for code in ("HK01", "HK02"):
            assert kept_figures(tx, code) == true_figures(tx, code)
