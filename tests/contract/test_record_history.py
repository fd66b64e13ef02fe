"""The promises of every record on what is replaced: it stays, as it stood, with the moment of its end."""

from dataclasses import replace
from datetime import date, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from assistant.domain.commitments import ContactMade
from assistant.domain.contract_terms import CheckedTerm, TermField, TermState
from assistant.domain.entries import EntryKind, Undone
from assistant.domain.late_terms import LateTerms, Rate, ReferenceRate, ScopeAnswer
from assistant.domain.ledger import Feed, Invoice, ProofKind, Retention
from assistant.domain.message import Status
from assistant.domain.money import Money
from assistant.domain.parties import Creditor, Person, Role
from assistant.ports import Record
from tests.contract.ledger_things import a_proof, an_allocation
from tests.contract.negotiated_things import an_agreement, an_offer
from tests.contract.test_record import CHANGED
from tests.contract.things import (
    NOON,
    SAVED,
    a_contact,
    a_creditor,
    a_customer,
    a_message,
    a_person,
    a_promise,
    an_invoice,
    with_customer,
)
from tests.fakes.clock import FixedClock

# What a history is told from: invoices and contracts are told elsewhere.
IN_A_HISTORY = [
    *(each for each in SAVED if each[0] not in {"save_invoice", "save_contract", "save_read_reply"}),
    ("save_allocation", an_allocation()),
    ("save_offer", an_offer()),
    ("save_agreement", an_agreement()),
]
TERMS = LateTerms(
    contract_no="QMD-HK-2025-006",
    customer_code="HK02",
    law="HK",
    rate=Rate(percent=Decimal("0.05")),
    clause="5.5",
    quote="每日按萬分之五計付",
    grace_days=0,
    confirmed_by="ann",
    confirmed_on=date(2026, 6, 1),
)
CHECKED = CheckedTerm(
    contract_no="QMD-HK-2025-006",
    customer_code="HK02",
    id="late_interest-3fa92c1b",
    field=TermField.LATE_INTEREST,
    value={"rate": Decimal("0.5"), "cap": {"percent": Decimal(5)}, "parts": [{"percent": 30}]},
    quote="每日按萬分之五計付",
    state=TermState.CONFIRMED,
    note="",
    checked_by="ann",
    checked_on=date(2026, 6, 1),
)
LPR = ReferenceRate(series="LPR", valid_from=date(2026, 5, 20), percent=Decimal("3.10"), source="published table")
ANSWER = ScopeAnswer(customer_code="HK02", rule="sme", question="is_small", answer=True, by="ann", on=date(2026, 6, 1))
KEYS: dict[str, tuple[object, ...]] = {
    "save_creditor": (),
    "save_customer": ("HK02",),
    "save_stamp": (Feed.INVOICES,),
    "save_invoice": ("HK02", "INV-1001"),
    "save_payment": ("HK02", "P-1"),
    "save_credit_note": ("HK02", "CN-1"),
    "save_promise": ("PR-1",),
    "save_dispute": ("D-1",),
    "save_hold": ("H-1",),
    "save_plan": ("PL-1",),
    "save_contact": ("HK02", "HKD", NOON, "email", "payment_reminder"),
    "save_reply": ("R-7",),
    "save_read_reply": ("R-7",),
    "save_cause": ("HK02", "HKD"),
    "save_contract": ("QMD-HK-2025-006",),
}
REPLACED = [(save, KEYS[save], old, new) for save, old, new in CHANGED] + [
    ("save_allocation", ("AL-1",), an_allocation(), an_allocation(invoice_no="INV-1002")),
    ("save_proof", ("HK02", "DN-1"), a_proof(), a_proof(kind=ProofKind.ACCEPTANCE)),
    ("save_late_terms", ("QMD-HK-2025-006",), TERMS, replace(TERMS, rate=None)),
    (
        "save_checked_term",
        ("QMD-HK-2025-006", "late_interest-3fa92c1b"),
        CHECKED,
        replace(CHECKED, state=TermState.REJECTED, note="superseded"),
    ),
    ("save_reference_rate", ("LPR", date(2026, 5, 20)), LPR, replace(LPR, source="corrected")),
    ("save_scope_answer", ("HK02", "sme", "is_small"), ANSWER, replace(ANSWER, answer=False)),
]


@pytest.mark.parametrize(("save", "key", "old", "new"), REPLACED, ids=[save for save, *_ in REPLACED])
def test_what_is_replaced_stays_under_its_key(
    record: Record, clock: FixedClock, save: str, key: tuple[object, ...], old: Any, new: Any
) -> None:
    with with_customer(record).begin() as tx:
        getattr(tx, save)(old)
        getattr(tx, save)(old)
        assert tx.earlier(type(old), *key) == ()
    first = clock.now()
    clock.advance(timedelta(hours=1))
    with record.begin() as tx:
        getattr(tx, save)(new)
        getattr(tx, save)(old)
    with record.read() as tx:
        assert tx.earlier(type(old), *key) == ((clock.now(), old), (clock.now(), new))
    assert clock.now() > first


def test_what_is_replaced_comes_back_type_and_all(record: Record) -> None:
    held = an_invoice(retention=Retention(amount=Money(1, "HKD"), until=date(2027, 1, 1)))
    with with_customer(record).begin() as tx:
        tx.save_invoice(held)
        tx.save_invoice(an_invoice())
    with record.read() as tx:
        ((_, earlier),) = tx.earlier(Invoice, "HK02", "INV-1001")
    assert earlier == held
    assert type(earlier.due) is date


def test_each_customers_earlier_documents_are_their_own(record: Record) -> None:
    with with_customer(record).begin() as tx:
        tx.save_customer(a_customer("HK01"))
        for code in ("HK01", "HK02"):
            tx.save_invoice(an_invoice(customer_code=code))
        tx.save_invoice(an_invoice(customer_code="HK01", note="corrected"))
    with record.read() as tx:
        assert [old.customer_code for _, old in tx.earlier(Invoice, "HK01", "INV-1001")] == ["HK01"]
        assert tx.earlier(Invoice, "HK02", "INV-1001") == ()


def test_an_error_keeps_no_earlier_version(record: Record) -> None:
    with with_customer(record).begin() as tx:
        tx.save_invoice(an_invoice())

    def fail_at_the_end() -> None:
        with record.begin() as tx:
            tx.save_invoice(an_invoice(note="corrected"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_at_the_end()
    with record.read() as tx:
        assert tx.earlier(Invoice, "HK02", "INV-1001") == ()


def test_an_earlier_person_is_kept_and_a_password_hash_is_not(record: Record) -> None:
    with record.begin() as tx:
        tx.save_person(a_person(), "hash-1")
        tx.save_person(a_person(), "hash-2")
        tx.save_person(a_person("ann", Role.REVIEWER), "hash-3")
    with record.read() as tx:
        assert [old for _, old in tx.earlier(Person, "ann")] == [a_person()]


def test_a_moment_of_another_zone_is_the_same_key(record: Record) -> None:
    taipei = NOON.astimezone(timezone(timedelta(hours=8)))
    with with_customer(record).begin() as tx:
        tx.save_contact(a_contact())
        tx.save_contact(a_contact(at=taipei, outcome="bounced"))
    with record.read() as tx:
        found = tx.earlier(ContactMade, "HK02", "HKD", taipei, "email", "payment_reminder")
    assert [old for _, old in found] == [a_contact()]


def test_our_own_earlier_profile_is_kept(record: Record) -> None:
    with record.begin() as tx:
        tx.save_creditor(a_creditor())
        tx.save_creditor(a_creditor(phone=""))
    with record.read() as tx:
        assert [old for _, old in tx.earlier(Creditor)] == [a_creditor()]


# --- the stamp of a history --------------------------------------------------
def stamp(record: Record, code: str = "HK02") -> object:
    with record.read() as tx:
        return tx.history_stamp(code, [f"{code}-HKD"])


@pytest.mark.parametrize(("save", "thing"), IN_A_HISTORY, ids=[save for save, _ in IN_A_HISTORY])
def test_the_stamp_of_a_history_is_another_with_each_thing_in_it(record: Record, save: str, thing: object) -> None:
    with with_customer(record).begin() as tx:
        tx.save_customer(a_customer("HK03"))
    before, theirs = stamp(record), stamp(record, "HK03")
    assert stamp(record) == before
    with record.begin() as tx:
        getattr(tx, save)(thing)
    assert stamp(record) != before
    assert stamp(record, "HK03") == theirs


def test_the_stamp_of_a_history_is_another_when_something_is_said_otherwise_or_undone(record: Record) -> None:
    seen = []
    with with_customer(record).begin() as tx:
        tx.save_promise(a_promise())
    seen.append(stamp(record))
    with record.begin() as tx:
        tx.save_promise(a_promise(quote="other words"))
    seen.append(stamp(record))
    with record.begin() as tx:
        tx.undo(Undone(customer_code="HK02", kind=EntryKind.PROMISE, key="PR-1", at=NOON, by="ann", reason="twice"))
    seen.append(stamp(record))
    assert len(set(seen)) == 3


def test_the_stamp_of_a_history_is_another_when_a_message_comes_or_moves_on(record: Record) -> None:
    seen = [stamp(with_customer(record))]
    message = a_message(brief=replace(a_message().brief, case_id="HK02-HKD"))
    with record.begin() as tx:
        tx.add_message(message)
    seen.append(stamp(record))
    with record.begin() as tx:
        tx.replace_message(message, replace(message, status=Status.IN_REVIEW))
    seen.append(stamp(record))
    assert len(set(seen)) == 3
    with record.begin() as tx:
        tx.add_message(replace(message, id="M-0002", brief=replace(message.brief, case_id="HK03-HKD")))
    assert stamp(record) == seen[-1]


# --- the stamp of everybody --------------------------------------------------
def test_the_stamp_of_everybody_is_another_when_anybody_comes_or_is_called_otherwise(record: Record) -> None:
    seen = []

    def look() -> None:
        with record.read() as tx:
            seen.append(tx.parties_stamp())

    changes = (
        ("save_creditor", a_creditor()),
        ("save_creditor", a_creditor(phone="+86 0000-0000-1009")),
        ("save_customer", a_customer("HK02")),
        ("save_customer", a_customer("HK02", name="新名貿易有限公司")),
        ("save_customer", a_customer("HK03")),
    )
    look()
    for save, thing in changes:
        with record.begin() as tx:
            getattr(tx, save)(thing)
        look()
    for email in ("ann@one.example", "ann@two.example"):
        with record.begin() as tx:
            tx.save_person(a_person(email=email), "hash")
        look()
    assert len(set(map(repr, seen))) == len(seen)
    look()
    assert seen[-1] == seen[-2]
