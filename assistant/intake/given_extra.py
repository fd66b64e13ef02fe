"""Turns what is given besides a record, such as an agreed plan or a payment received, into facts with their roles."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeAlias

from assistant.domain.brief import Fact, FactKind
from assistant.domain.money import Money, total
from assistant.errors import BadAmount
from assistant.intake.given_record import given_fact, given_money
from assistant.intake.given_shapes import Number
from assistant.knowledge import Closed

Words: TypeAlias = str | tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenPart(Closed):
    """One payment of a schedule, or a payment received: its day and its amount in the record's currency."""

    amount: Number
    date: dt.date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class GivenExtra(Closed):
    """What ``extra`` of ``tactful draft --jsonl`` may hold; ``max_chars`` bounds the body and is no fact."""

    relation: str = ""
    reminders_sent: tuple[dt.date, ...] = ()
    ask_by: dt.date | None = None
    reply_by: dt.date | None = None
    deadline: dt.date | None = None
    plan: tuple[GivenPart, ...] = ()
    agreed_plan: tuple[GivenPart, ...] = ()
    proposal_allowed: tuple[GivenPart, ...] = ()
    agreed_on: dt.date | None = None
    agreed_with: str = ""
    if_missed: str = ""
    interest: Number | Mapping[str, Any] | None = None
    customer_message: str = ""
    message_date: dt.date | None = None
    disputed_amount: Number | None = None
    undisputed_amount: Number | None = None
    answer_by: dt.date | None = None
    undisputed_pay_by: dt.date | None = None
    documents_needed: Words = ""
    received: GivenPart | None = None
    remaining: Number | None = None
    visit_date: dt.date | None = None
    attendees: Words = ""
    documents: Words = ""
    old_terms: str = ""
    new_terms: str = ""
    effective: dt.date | None = None
    existing_pay_by: dt.date | None = None
    goal: str = ""
    delivery: str = ""
    seller_address: str = ""
    customer_address: str = ""
    max_chars: int | None = None

    @property
    def schedule(self) -> tuple[GivenPart, ...]:
        """The payments that are on offer or agreed."""
        return self.agreed_plan or self.plan or self.proposal_allowed


EXTRA_KEYS = frozenset(field.name for field in fields(GivenExtra))


def facts_of_extra(extra: GivenExtra, currency: str, *, between: str) -> Iterator[Fact]:
    """Every value of ``extra`` as a fact of source "given"; ``between`` stands between things listed."""
    yield from _days(extra)
    yield from _words(extra, between)
    yield from _schedule(extra.schedule, currency)
    yield from _amounts(extra, currency)
    yield from _interest(extra.interest, currency)


def notes_of(unknown: Mapping[str, Any]) -> Iterator[Fact]:
    """What nobody has a name for, kept as notes under the key that it came with."""
    for key, value in unknown.items():
        yield given_fact(FactKind.TEXT, "given_note", str(value), key)


def _days(extra: GivenExtra) -> Iterator[Fact]:
    ask_by = extra.ask_by or extra.reply_by or extra.deadline or extra.undisputed_pay_by
    for role, day in (
        ("ask_by", ask_by),
        ("agreed_on", extra.agreed_on),
        ("message_date", extra.message_date),
        ("answer_by", extra.answer_by),
        ("undisputed_pay_by", extra.undisputed_pay_by),
        ("visit_date", extra.visit_date),
        ("effective", extra.effective),
        ("existing_pay_by", extra.existing_pay_by),
    ):
        if day:
            yield given_fact(FactKind.DATE, role, day)
    for n, day in enumerate(extra.reminders_sent, start=1):
        yield given_fact(FactKind.DATE, "reminder_sent", day, f"reminder {n}")


def _words(extra: GivenExtra, between: str) -> Iterator[Fact]:
    for role, words in (
        ("relation", extra.relation),
        ("agreed_with", extra.agreed_with),
        ("if_missed", extra.if_missed),
        ("customer_message", extra.customer_message),
        ("documents_needed", extra.documents_needed),
        ("attendees", extra.attendees),
        ("documents", extra.documents),
        ("old_terms", extra.old_terms),
        ("new_terms", extra.new_terms),
        ("goal", extra.goal),
        ("delivery", extra.delivery),
        ("creditor_address", extra.seller_address),
        ("customer_address", extra.customer_address),
    ):
        text = words if isinstance(words, str) else between.join(words)
        if text.strip():
            yield given_fact(FactKind.TEXT, role, text.strip())


def _schedule(parts: tuple[GivenPart, ...], currency: str) -> Iterator[Fact]:
    if not parts:
        return
    amounts = [given_money(part.amount, currency) for part in parts]
    yield given_fact(FactKind.COUNT, "instalment_count", len(parts))
    yield given_fact(FactKind.MONEY, "plan_total", total(amounts, currency))
    for n, (part, amount) in enumerate(zip(parts, amounts, strict=True), start=1):
        yield given_fact(FactKind.MONEY, "instalment_amount", amount, str(n))
        if part.date:
            yield given_fact(FactKind.DATE, "instalment_due", part.date, str(n))


def _amounts(extra: GivenExtra, currency: str) -> Iterator[Fact]:
    for role, amount in (
        ("disputed_amount", extra.disputed_amount),
        ("undisputed", extra.undisputed_amount),
        ("remaining", extra.remaining),
    ):
        if amount is not None:
            yield given_fact(FactKind.MONEY, role, given_money(amount, currency))
    if extra.received:
        yield given_fact(FactKind.MONEY, "received", given_money(extra.received.amount, currency))
        if extra.received.date:
            yield given_fact(FactKind.DATE, "received_on", extra.received.date)


# What a computation of interest may be given with: key -> role of a sum, of a day, or of words.
_SUMS = {"amount": "interest", "total": "interest", "sum": "interest", "base": "interest_base"} | {
    "principal": "interest_base"
}
_FROM_TO = {"from": "interest_from", "since": "interest_from", "to": "interest_until", "until": "interest_until"}


def _interest(given: Number | Mapping[str, Any] | None, currency: str) -> Iterator[Fact]:
    if given is None or given == "":
        return
    if not isinstance(given, Mapping):
        amount = _amount_or_none(given, currency)
        if amount is None:
            yield given_fact(FactKind.TEXT, "interest_words", str(given))
        else:
            yield given_fact(FactKind.MONEY, "interest", amount)
        return
    for key, value in given.items():
        if key in _SUMS:
            yield given_fact(FactKind.MONEY, _sum_role(key), given_money(value, currency))
        elif key in _FROM_TO:
            yield given_fact(FactKind.DATE, _day_role(key), dt.date.fromisoformat(str(value)))
        elif key == "days":
            yield given_fact(FactKind.DAYS, "interest_days", int(value))
        elif key == "rate":
            yield given_fact(FactKind.TEXT, "interest_rate", f"{value}{given.get('unit', '')}")
        elif key != "unit":
            yield given_fact(FactKind.TEXT, "interest_words", str(value))


def _sum_role(key: str) -> str:
    return _SUMS[key]


def _day_role(key: str) -> str:
    return _FROM_TO[key]


def _amount_or_none(given: Number, currency: str) -> Money | None:
    try:
        return given_money(given, currency)
    except BadAmount:
        return None
