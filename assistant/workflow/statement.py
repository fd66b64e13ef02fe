"""Makes a customer's statement of account from the record, and notes in the audit log each one that becomes a file."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import chain

from assistant.domain.language import Language, LocalText, Reason
from assistant.domain.ledger import LedgerStamp
from assistant.domain.money import total
from assistant.domain.parties import Creditor, Customer
from assistant.domain.statement import CurrencyStatement, InterestMemo, Statement, as_it_stood, state_currency
from assistant.errors import BadInput
from assistant.law import Basis
from assistant.planning import Policy
from assistant.ports import Transaction
from assistant.workflow.desk import Desk, billing_digits_of
from assistant.workflow.late_interest import InterestWishes, interest_of

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
    with_interest: bool = False,
) -> StatementMade:
    """What the customer owes on ``as_of`` (today unless given), with the payments since ``received_from``.

    For a day in the past only what was dated by then counts. With ``with_interest``, late interest on what is open is
    told beside each total, where every step of it is certain; a warning says where it is not.
    Raises NotFound, or BadInput for a day to come.
    """
    with desk.record.read() as tx:
        today = desk.today(tx)
        day = as_of or today
        # No calendar goes back further than its first day.
        first = received_from or day - min(timedelta(days=RECENT_DAYS), day - date.min)
        _require_days(day, first, today)
        creditor, customer = tx.creditor(), tx.customer(customer_code)
        accounts = tuple(_accounts(tx, creditor, customer, day=day, first=first, today=today))
        doubts: tuple[Reason, ...] = ()
        if with_interest and accounts:
            accounts, told = zip(*(_with_interest(desk, tx, customer, one, day) for one in accounts), strict=True)
            doubts = tuple(chain.from_iterable(told))
        statement = Statement(
            creditor=creditor,
            customer=customer,
            as_of=day,
            received_from=first,
            stamps=tx.stamps(),
            accounts=accounts,
            billing_digits=billing_digits_of(tx),
        )
        warnings = (*_warnings(desk, tx, statement, today), *doubts)
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
) -> Iterator[CurrencyStatement]:
    """Each currency in which there is something to tell."""
    for account in tx.accounts([(customer.code, currency) for currency in tx.currencies_of(customer.code)]):
        stated = state_currency(
            as_it_stood(account, day) if day < today else account,
            day,
            received_from=first,
            bank=creditor.account_for(account.currency),
        )
        if stated.items or stated.unmatched or stated.received:
            yield stated


def _with_interest(
    desk: Desk, tx: Transaction, customer: Customer, account: CurrencyStatement, day: date
) -> tuple[CurrencyStatement, tuple[Reason, ...]]:
    """``account`` with late interest on its open items; as it is where that is not one certain sum. And the doubts."""
    case = desk.case(tx, customer.code, account.currency)
    found = interest_of(desk, tx, case, InterestWishes(as_of=day))
    listed = {stated.item.invoice.number for stated in account.items}
    lines = [line for line in found.invoices if line.invoice.number in listed]
    claimed = [(line, line.basis) for line in lines if isinstance(line.basis, Basis)]
    unclaimed = len(lines) - len(claimed)
    doubts = (Reason.of("interest_partly_claimed", currency=account.currency, count=unclaimed),) if unclaimed else ()
    sums = [line.amounts(account.currency) for line, _ in claimed]
    if any(low != high for low, high in sums) or not all(line.is_complete for line, _ in claimed):
        return account, (*doubts, Reason.of("interest_not_one_sum", case=case.id))
    amount = total((low for low, _ in sums), account.currency)
    sources = tuple(dict.fromkeys(_source_of(basis) for _, basis in claimed))
    if not amount:
        return account, doubts
    # What the law warns of when interest is written down for a customer, above all.
    notes = [note for note in found.notes if note.code == "interest_words_gone"]
    notes += (note for line, _ in claimed for note in line.notes if note not in notes)
    return replace(account, interest=InterestMemo(amount=amount, basis=sources)), (*doubts, *notes)


def _source_of(basis: Basis) -> LocalText:
    """Where the rate stands: the clause of the contract, or the article of the law."""
    if basis.rule:
        work, article = basis.rule.source.work.local(), basis.rule.source.article
        return LocalText(
            en=f"{work.en} {article}".strip(),
            zh_hans=f"{work.zh_hans} {article}".strip(),
            zh_hant=f"{work.zh_hant} {article}".strip(),
        )
    terms = basis.terms
    return LocalText.same(f"{terms.contract_no} {terms.clause}".strip() if terms else "")


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
