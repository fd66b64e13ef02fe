"""The promises of every record on customers, their accounts and their contracts."""

from dataclasses import replace
from datetime import date, timedelta, timezone
from typing import Any

import pytest

from assistant.domain.case import Account
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

# A contract has no currency, and nobody reads a reply that is not there.
OPENING = [each for each in SAVED if each[0] not in {"save_contract", "save_read_reply"}]


# --- parties -----------------------------------------------------------------
def test_our_own_profile_is_kept(record: Record) -> None:
    with pytest.raises(NotFound, match="Our own company profile is not stored yet"), record.read() as tx:
        tx.creditor()
    with record.begin() as tx:
        tx.save_creditor(a_creditor())
    with record.read() as tx:
        assert tx.creditor() == a_creditor()


def test_customers_come_by_code(record: Record) -> None:
    codes = ["TW01", "CN10", "cn02", "CN02", "鹿01"]
    with record.begin() as tx:
        for code in codes:
            tx.save_customer(a_customer(code))
    with record.read() as tx:
        assert [customer.code for customer in tx.customers()] == ["CN02", "CN10", "TW01", "cn02", "鹿01"]


def test_an_unknown_customer_is_not_found(record: Record) -> None:
    with pytest.raises(NotFound, match="There is no customer 'XX99'"), record.read() as tx:
        tx.customer("XX99")


# --- cases -------------------------------------------------------------------
def test_an_account_holds_everything_of_one_customer_in_one_currency(record: Record) -> None:
    everywhere, elsewhere = a_hold("H-2", currency="", since=date(2026, 6, 9)), a_hold("H-3", currency="USD")
    with with_customer(record).begin() as tx:
        tx.save_customer(a_customer("HK01"))
        tx.save_stamp(a_stamp())
        for save, thing in SAVED:
            getattr(tx, save)(thing)
            getattr(tx, save)(replace(thing, customer_code="HK01", **_another_id(thing)))
        tx.save_invoice(an_invoice("INV-2001", currency="USD"))
        tx.save_payment(a_payment("P-2", currency="USD"))
        tx.save_hold(everywhere)
        tx.save_hold(elsewhere)
    with record.read() as tx:
        assert tx.account(*HKD) == Account(
            customer=a_customer(),
            currency="HKD",
            invoices=(an_invoice(),),
            payments=(a_payment(),),
            credit_notes=(a_credit_note(),),
            promises=(a_promise(),),
            disputes=(a_dispute(),),
            holds=(a_hold(), everywhere),
            plans=(a_plan(),),
            contacts=(a_contact(),),
            replies=(a_reply(),),
            read_replies=(a_read_reply(),),
            cause=a_cause(),
            stamps=(a_stamp(),),
        )
        assert tx.account("HK02", "USD") == Account(
            customer=a_customer(),
            currency="USD",
            invoices=(an_invoice("INV-2001", currency="USD"),),
            payments=(a_payment("P-2", currency="USD"),),
            holds=(elsewhere, everywhere),
            stamps=(a_stamp(),),
        )


def _another_id(thing: Any) -> dict[str, str]:
    name = next((name for name in ("id", "number", "reply_id") if hasattr(thing, name)), None)
    return {name: f"{getattr(thing, name)}-HK01"} if name else {}


def test_an_account_is_in_order_of_time(record: Record) -> None:
    june = [date(2026, 6, day) for day in (1, 2, 3)]
    moments = [NOON + timedelta(microseconds=n) for n in range(3)]
    with with_customer(record).begin() as tx:
        for n in (1, 2, 0):
            tx.save_invoice(an_invoice(f"I-{3 - n}", due=june[n]))
            tx.save_payment(a_payment(f"P-{3 - n}", received=june[n]))
            tx.save_promise(a_promise(f"R-{3 - n}", made_on=june[n]))
            tx.save_contact(a_contact(at=moments[n]))
            tx.save_reply(a_reply(f"R-{3 - n}", received=moments[n]))
    with record.read() as tx:
        account = tx.account(*HKD)
    assert [invoice.due for invoice in account.invoices] == june
    assert [payment.received for payment in account.payments] == june
    assert [promise.made_on for promise in account.promises] == june
    assert [contact.at for contact in account.contacts] == moments
    assert [reply.received for reply in account.replies] == moments


@pytest.mark.parametrize(("save", "thing"), OPENING, ids=[save for save, _ in OPENING])
def test_anything_recorded_in_a_currency_opens_the_account(record: Record, save: str, thing: object) -> None:
    with with_customer(record).begin() as tx:
        getattr(tx, save)(thing)
    with record.read() as tx:
        assert tx.account(*HKD).customer == a_customer()
        assert tx.case_currencies(HKD[0]) == ("HKD",)
        assert tx.case_currencies("C9") == ()


def test_a_hold_on_every_currency_opens_no_account(record: Record) -> None:
    with with_customer(record).begin() as tx:
        tx.save_hold(a_hold(currency=""))
        tx.save_stamp(a_stamp())
    with pytest.raises(NotFound, match="Nothing is recorded for customer HK02 in HKD") as missing, record.read() as tx:
        tx.account(*HKD)
    assert missing.value.code == "unknown_account"


def test_account_keys_name_each_customer_and_currency_that_has_an_invoice_once(record: Record) -> None:
    with with_customer(record).begin() as tx:
        tx.save_customer(a_customer("CN01"))
        tx.save_customer(a_customer("TW03"))
        tx.save_payment(a_payment(currency="EUR"))
        tx.save_invoice(an_invoice("1", currency="USD"))
        tx.save_invoice(an_invoice("2"))
        tx.save_invoice(an_invoice("3"))
        tx.save_invoice(an_invoice("1", currency="CNY", customer_code="CN01"))
    with record.read() as tx:
        assert tx.account_keys() == (("CN01", "CNY"), ("HK02", "HKD"), ("HK02", "USD"))


def test_payments_on_an_invoice_are_those_allocated_to_it(record: Record) -> None:
    first, second = a_payment("P-9", received=date(2026, 6, 1)), a_payment("P-1", received=date(2026, 6, 2))
    with with_customer(record).begin() as tx:
        for payment in (second, first, a_payment("P-2", invoice_no=""), a_payment("P-3", invoice_no="INV-1002")):
            tx.save_payment(payment)
    with record.read() as tx:
        theirs, others = ("HK02", "INV-1001"), ("HK01", "INV-1001")
        assert tx.payments_on_invoices([theirs, others]) == {theirs: (first, second)}


@pytest.mark.parametrize("minor", [0, 1, -1, 9_007_199_254_740_993, 10**17])
def test_amounts_are_exact_to_the_minor_unit(record: Record, minor: int) -> None:
    with with_customer(record).begin() as tx:
        tx.save_invoice(replace(an_invoice("BIG"), amount=Money(minor, "HKD")))
    with record.read() as tx:
        invoice = tx.invoice("HK02", "BIG")
    assert invoice is not None
    assert invoice.amount == Money(minor, "HKD")


def test_a_moment_of_another_zone_is_the_same_moment_in_utc(record: Record) -> None:
    taipei = timezone(timedelta(hours=8))
    with with_customer(record).begin() as tx:
        tx.save_reply(a_reply(received=NOON.astimezone(taipei)))
    with record.read() as tx:
        received = tx.account(*HKD).replies[0].received
    assert received == NOON
    assert received.tzinfo is not None


# --- contracts ---------------------------------------------------------------
def test_contracts_come_by_number_of_one_customer_or_of_all(record: Record) -> None:
    other = a_contract("QMD-2024-011", customer_code="CN01")
    with with_customer(record).begin() as tx:
        tx.save_customer(a_customer("CN01"))
        tx.save_contract(a_contract())
        tx.save_contract(other)
    with record.read() as tx:
        assert tx.contract("QMD-HK-2025-006") == a_contract()
        assert tx.contracts() == (other, a_contract())
        assert tx.contracts("HK02") == (a_contract(),)
        assert tx.contracts("XX99") == ()
        assert tx.contract_owner("QMD-2024-011") == "CN01"
        assert tx.contract_owner("QMD-0") is None
        with pytest.raises(NotFound, match="There is no contract 'QMD-0' in the record"):
            tx.contract("QMD-0")
