"""Makes a customer's statement of account from the record, and notes in the audit log each one that becomes a file."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.domain.language import Language, Reason
from assistant.domain.ledger import LedgerStamp
from assistant.domain.parties import Creditor, Customer
from assistant.domain.statement import CurrencyStatement, InterestMemo, Statement, as_it_stood, state_currency
from assistant.errors import BadInput
from assistant.planning import Policy
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, billing_digits_of

# How far back payments are listed unless the caller says from when.
RECENT_DAYS = 90


@dataclass(frozen=True, kw_only=True, slots=True)
class StatementMade:
    """A statement, and what its reader on our side should know before it is passed on."""

    statement: Statement
    warnings: tuple[Reason, ...]


def state_account(
    desk: Desk,
    customer_code: str,
    *,
    as_of: date | None = None,
    received_from: date | None = None,
    interest: Mapping[str, InterestMemo] | None = None,
) -> StatementMade:
    """What the customer owes on ``as_of`` (today unless given), with the payments since ``received_from``.

    For a day in the past only what was dated by then counts. ``interest`` is told per currency, beside the totals.
    Raises NotFound, or BadInput for a day to come.
    """
    with desk.record.read() as tx:
        today = desk.today(tx)
        day = as_of or today
        first = received_from or day - timedelta(days=RECENT_DAYS)
        _require_days(day, first, today)
        creditor, customer = tx.creditor(), tx.customer(customer_code)
        accounts = tuple(_accounts(tx, creditor, customer, day=day, first=first, today=today, interest=interest or {}))
        statement = Statement(
            creditor=creditor,
            customer=customer,
            as_of=day,
            received_from=first,
            stamps=tx.stamps(),
            accounts=accounts,
            billing_digits=billing_digits_of(tx),
        )
        warnings = tuple(_warnings(desk, tx, statement, today))
    return StatementMade(statement=statement, warnings=warnings)


def keep_statement(
    desk: Desk,
    actor: str,
    statement: Statement,
    *,
    form: str,
    language: Language,
    content: bytes,
    store: Callable[[bytes], None],
) -> str:
    """Have ``store`` write ``content`` and note it in the audit log, both or neither; the SHA-256 of the content."""
    digest = hashlib.sha256(content).hexdigest()
    body = {"as_of": statement.as_of, "form": form, "language": language, "digest": digest}
    with desk.record.begin() as tx:
        tx.audit(actor, "statement_made", statement.customer.code, body=body)
        store(content)
    return digest


def _require_days(day: date, first: date, today: date) -> None:
    if day > today:
        raise BadInput(
            "day_to_come",
            f"{day} is still to come; a statement can be made up to today ({today}).",
            day=day,
            today=today,
        )
    if first > day:
        raise BadInput(
            "days_reversed", f"{first} lies after {day}; list payments from an earlier day.", first=first, day=day
        )


def _accounts(
    tx: Transaction,
    creditor: Creditor,
    customer: Customer,
    *,
    day: date,
    first: date,
    today: date,
    interest: Mapping[str, InterestMemo],
) -> Iterator[CurrencyStatement]:
    """Each currency in which there is something to tell."""
    for account in tx.accounts([(customer.code, currency) for currency in tx.currencies_of(customer.code)]):
        stated = state_currency(
            as_it_stood(account, day) if day < today else account,
            day,
            received_from=first,
            bank=creditor.account_for(account.currency),
            interest=interest.get(account.currency),
        )
        if stated.items or stated.unmatched or stated.received:
            yield stated


def _warnings(desk: Desk, tx: Transaction, statement: Statement, today: date) -> Iterator[Reason]:
    """What makes the statement less than the truth: old or refused data, and sums whose days are not known."""
    stamps = tx.stamps()
    if not stamps:
        yield Reason.of("never_imported")
    if statement.as_of == today:
        yield from _stale(desk, stamps, desk.policy)
    for stamp in stamps:
        if statement.customer.code in stamp.refused_customers:
            yield Reason.of("rows_refused", feed=stamp.feed, file=stamp.source)
    if statement.as_of < today:
        yield from _learnt_later(tx, statement)


def _stale(desk: Desk, stamps: tuple[LedgerStamp, ...], policy: Policy) -> Iterator[Reason]:
    for stamp in stamps:
        hours = policy.stale_after_hours[stamp.feed]
        if desk.clock.now() - stamp.as_of > timedelta(hours=hours):
            yield Reason.of("stale_data", feed=stamp.feed, as_of=stamp.as_of, hours=hours)


def _learnt_later(tx: Transaction, statement: Statement) -> Iterator[Reason]:
    """A ledger's own sum of payments says when it was known, not when the money came: it may have been here before."""
    code = statement.customer.code
    for account in tx.accounts([(code, currency) for currency in tx.currencies_of(code)]):
        for payment in account.payments:
            if payment.is_running_total and payment.received > statement.as_of:
                yield Reason.of("paid_day_unknown", invoice=payment.invoice_no, amount=payment.amount)
