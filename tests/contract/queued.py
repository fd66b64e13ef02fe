"""A worklist's wish, and cases that stand in it."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from assistant.domain.attention import Ingredient, Weights
from assistant.domain.case import case_id
from assistant.domain.entries import EntryKind, Undone
from assistant.domain.message import Status
from assistant.ports import QueueWish, Record, Transaction
from tests.contract.things import NOON, a_customer, a_message, an_invoice

TODAY = date(2026, 6, 16)
# As the policy has it: steps from seven days before the due date, outside help from ninety days after it.
WISH = QueueWish(
    today=TODAY,
    due_from=TODAY - timedelta(days=89),
    due_until=TODAY + timedelta(days=7),
    promised_from=TODAY - timedelta(days=2),
    contacted_after=NOON - timedelta(days=3),
    steps=(-7, 0, 14, 60),
    tolerance={"HKD": 10_000},
    weights=Weights(
        points={
            Ingredient.AMOUNT: 0,
            Ingredient.AGE: 90,
            Ingredient.PROMISE_DUE: 0,
            Ingredient.REPLY_UNREAD: 0,
            Ingredient.RETURNED: 0,
        },
        old_days=90,
        large={"HKD": 100_000_00},
    ),
    shown=frozenset({Status.COMPOSING, Status.IN_REVIEW}),
    limit=50,
)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def save_case(tx: Transaction, code: str, days_late: int = 20, **changes: Any) -> None:
    """A customer with one open invoice."""
    tx.save_customer(a_customer(code))
    tx.save_invoice(an_invoice(customer_code=code, due=days_ago(days_late), **changes))


def queued(record: Record, **changes: Any) -> list[str]:
    """The cases of the page, by customer alone where the currency is HKD."""
    with record.read() as tx:
        page = tx.queue(replace(WISH, **changes))
    return [code if currency == "HKD" else case_id(code, currency) for code, currency in page.keys]


def undone(code: str, kind: EntryKind, key: str) -> Undone:
    return Undone(customer_code=code, kind=kind, key=key, at=NOON, by="ann", reason="booked in error")


def message_on(code: str, **changes: Any) -> Any:
    message = a_message(f"M-{code}", **changes)
    return replace(message, brief=replace(message.brief, customer_code=code, case_id=case_id(code, "HKD")))
