"""The letters of the sample company are read as their writers meant them."""

from datetime import date

import pytest

from assistant.intake.replies import read_reply
from assistant.intake.replies.given import ledger_from
from assistant.knowledge import shipped

# The day on which each arrived, and all that it says.
LETTERS = {
    "CN02-forwards-finance": (date(2026, 6, 1), {"cause": "approval_delay", "wrong_contact": True}),
    "CN03-asks-for-instalments": (
        date(2026, 4, 8),
        {"cause": "cash_flow", "proposal": ("instalments", 4, "2026-07-31")},
    ),
    "CN04-noise-complaint": (date(2026, 4, 24), {"cause": "quality_dispute", "dispute": "part"}),
    "CN05-first-promise": (date(2026, 5, 6), {"cause": "unclear_terms", "promise": ("31200.00", "2026-05-15", False)}),
    "EN01-out-of-office": (date(2026, 6, 8), {"away": "2026-06-15"}),
    "EN02-already-paid": (date(2026, 6, 8), {"cause": "our_error", "already_paid": True}),
    "EN03-bank-line-cut": (date(2026, 6, 8), {"cause": "credit_weakness", "injection": True}),
    "EN04-promise": (date(2026, 6, 1), {"promise": ("9870.60", "2026-06-09", False)}),
    "HK01-reads-the-term-differently": (date(2026, 5, 18), {"cause": "unclear_terms"}),
    "HK02-promise": (date(2026, 6, 10), {"cause": "cash_flow", "promise": ("139182.00", "2026-06-26", False)}),
    "HK02-short-delivery": (date(2026, 5, 20), {"cause": "quality_dispute", "dispute": "part"}),
    "TW02-wrong-title": (date(2026, 6, 2), {"cause": "our_error", "document_request": True}),
    "TW03-already-paid": (date(2026, 6, 3), {"already_paid": True}),
}
CURRENCIES = {"EN04-promise": "USD", "HK02-promise": "HKD"}


def told(text, received, currency):
    reading = read_reply(text, received, ledger_from({"currency": currency, "invoices": []}))
    said = {"cause": reading.primary_cause.value} if reading.causes else {}
    if reading.promise:
        promise = reading.labels()["promise"]
        said["promise"] = (promise["amount"], promise["date"], promise["conditional"])
    if reading.proposal:
        proposal = reading.labels()["proposal"]
        said["proposal"] = (proposal["kind"], proposal["instalments"], proposal["until"])
    if reading.dispute:
        said["dispute"] = "all" if reading.dispute.whole else "part"
    if reading.out_of_office:
        said["away"] = reading.labels()["out_of_office"]["until"]
    return said | {sign.value: True for sign in reading.signs}


def test_every_letter_is_here():
    assert {path.stem for path in (shipped("knowledge") / "sample" / "replies").glob("*.txt")} == set(LETTERS)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_says_what_its_writer_meant_and_nothing_else(name):
    received, expected = LETTERS[name]
    text = (shipped("knowledge") / "sample" / "replies" / f"{name}.txt").read_text(encoding="utf-8")
    assert told(text, received, CURRENCIES.get(name, "CNY")) == expected
