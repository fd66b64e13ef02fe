"""What our ledger says, as it is given beside a reply: the open invoices in one currency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from assistant.errors import BadInput, BadKnowledge
from assistant.intake.replies.amounts import OpenTotal
from assistant.knowledge import check

Number: TypeAlias = str | int | float
# Beyond this a figure is no sum of money.
_MOST = Decimal(10) ** 15


@dataclass(frozen=True, kw_only=True)
class GivenInvoice:
    """One invoice; amounts are decimals in major units of the record's currency."""

    no: str
    amount: Number
    paid: Number | None = None


@dataclass(frozen=True, kw_only=True)
class _GivenRecord:
    currency: str = ""
    invoices: tuple[GivenInvoice, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerNow:
    """The open invoices' numbers, and what is open in all; at the table also what is open on each, in major units."""

    invoice_nos: tuple[str, ...] = ()
    total: OpenTotal = field(default_factory=OpenTotal)
    open_by_no: tuple[tuple[str, Decimal], ...] = ()


def ledger_from(raw: object) -> LedgerNow:
    """The ledger that ``raw`` gives; other keys of a record are left alone. Raises BadInput for what cannot be read."""
    if raw is None:
        return LedgerNow()
    if not isinstance(raw, Mapping):
        raise BadInput("bad_record", "The record is no JSON object; correct it.", place="record", problem="no object")
    try:
        given = check(dict(raw), _GivenRecord, "the record")
    except BadKnowledge as error:
        place, problem = error.details.get("place"), error.details.get("problem")
        message = f"The record is wrong at {place}: {problem}; correct it."
        raise BadInput("bad_record", message, place=place, problem=problem) from error
    if not given.invoices:
        return LedgerNow(total=OpenTotal(currency=given.currency))
    amount = sum((_decimal(each.amount) - _decimal(each.paid or 0) for each in given.invoices), Decimal(0))
    total = OpenTotal(amount=amount, currency=given.currency)
    return LedgerNow(invoice_nos=tuple(each.no for each in given.invoices), total=total)


def day_from(raw: object) -> date | None:
    """The day on which a reply was received; None when it is not given. Raises BadInput for anything but ISO 8601."""
    if raw is None or raw == "":
        return None
    try:
        return date.fromisoformat(str(raw).strip()[:10])
    except ValueError as error:
        message = f"{raw!r} is no day; write it like 2026-06-16."
        raise BadInput("bad_received_day", message, text=str(raw)) from error


def _decimal(raw: Number) -> Decimal:
    try:
        value = Decimal(str(raw).replace(",", "").strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) >= _MOST:
        message = f"{raw!r} is not an amount; write it like 48200.00."
        raise BadInput("bad_record", message, place="invoices", problem=message)
    return value
