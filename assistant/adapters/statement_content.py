"""Decides what a statement of account says and in which order; how it looks is up to the page, sheet or terminal."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from assistant.adapters.statement_words import Speech, clean
from assistant.domain.language import LocalText
from assistant.domain.ledger import Proof, ProofKind
from assistant.domain.money import Money
from assistant.domain.statement import CurrencyStatement, Receipt, StatedItem, Statement

Value: TypeAlias = str | Money | date | int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows under headings; ``figures`` are the positions of columns that are set to the right.

    ``remarks`` holds for each row what has no column of its own, empty for most; ``note`` stands beneath the table.
    """

    title: str
    columns: tuple[str, ...]
    figures: frozenset[int]
    rows: tuple[tuple[Value, ...], ...]
    remarks: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One currency: its ``sums`` (label, amount) with a ``note`` beneath, its tables, and how to pay, if asked for.

    ``receipts`` are the tables of unmatched amounts and of payments received, as far as there are any.
    """

    currency: str
    heading: str
    sums: tuple[tuple[str, Money], ...]
    note: str
    items: Table | None
    ageing: Table | None
    receipts: tuple[Table, ...]
    said: tuple[str, ...]
    pay: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Content:
    """A whole statement in words and values."""

    letterhead: tuple[str, ...]
    title: str
    addressee: tuple[str, ...]
    dated: tuple[str, ...]
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]


def content_of(statement: Statement, speech: Speech) -> Content:
    """What ``statement`` says, in the words of ``speech``."""
    words, creditor, customer = speech.words, statement.creditor, statement.customer
    reach = " · ".join(part for part in (creditor.phone, creditor.email) if part)
    attention = [words.attention.format(contact=customer.contact.name)] if customer.contact.name else []
    nothing = [words.nothing_open.format(day=speech.day(statement.as_of))] if statement.nothing_open else []
    asked = [words.crossed] if any(section.balance.minor > 0 for section in statement.accounts) else []
    return Content(
        letterhead=_cleaned(_local(creditor.name, speech), _local(creditor.address, speech), reach),
        title=words.title,
        addressee=_cleaned(customer.name, *attention),
        dated=_cleaned(
            words.as_of.format(day=speech.day(statement.as_of)),
            words.customer_code.format(code=customer.code),
            *_feeds(statement, speech),
        ),
        opening=_cleaned(*nothing),
        sections=tuple(_section(account, statement, speech) for account in statement.accounts),
        closing=_cleaned(*asked, words.compare, words.contact.format(contact=reach)),
    )


def proof_text(proof: Proof, speech: Speech) -> str:
    """What is known, since when, and which paper shows it."""
    return clean(" · ".join(part for part in (proof.status, speech.short_day(proof.on), proof.document) if part))


def proofs_of(stated: StatedItem, kind: ProofKind, speech: Speech) -> str:
    """Everything known of one kind about an invoice."""
    return "; ".join(proof_text(proof, speech) for proof in stated.proofs if proof.kind is kind)


def receipt_row(receipt: Receipt, speech: Speech) -> tuple[Value, ...]:
    """Day, number, what it is, its invoices, amount; a ledger's own sum has no number that the customer knows."""
    number = "" if receipt.kind == "paid_to_date" else clean(receipt.number)
    invoices = clean(", ".join(dict.fromkeys(receipt.invoice_nos)))
    return (receipt.on, number, speech.words.kinds[receipt.kind], invoices, receipt.amount)


def sums_of(account: CurrencyStatement, speech: Speech) -> Iterator[tuple[str, Money]]:
    """The total, what of it is special, and what is left after money that is not matched yet."""
    words = speech.words
    yield words.total_open, account.total_open
    if account.items:
        yield words.overdue, account.overdue
    parts = ((words.disputed, account.disputed), (words.retained, account.retained))
    yield from ((label, amount) for label, amount in parts if amount)
    if account.unmatched:
        yield words.unmatched_total, account.unmatched_total
        yield words.balance, account.balance


def _section(account: CurrencyStatement, statement: Statement, speech: Speech) -> Section:
    words = speech.words
    received = words.received.format(day=speech.day(statement.received_from))
    listed = ((words.unmatched, account.unmatched, words.tell_us_where), (received, account.received, ""))
    return Section(
        currency=account.currency,
        heading=words.account.format(currency=speech.currency(account.currency)),
        sums=tuple(sums_of(account, speech)) if account.items or account.unmatched else (),
        note=speech.capitals(account.total_open) if account.items else "",
        items=_items(account, speech) if account.items else None,
        ageing=_ageing(account, speech) if account.items else None,
        receipts=tuple(_receipts(*each, speech) for each in listed if each[1]),
        said=_cleaned(*_said(account, statement, speech)),
        pay=_cleaned(*_pay(account, statement, speech)) if account.balance.minor > 0 else (),
    )


def _said(account: CurrencyStatement, statement: Statement, speech: Speech) -> Iterator[str]:
    words = speech.words
    if not account.items and not statement.nothing_open:
        yield words.nothing_open_here
    if account.interest:
        label = words.interest.format(day=speech.day(statement.as_of))
        sources = (basis.in_language(speech.language) for basis in account.interest.basis)
        yield speech.pair(label, " · ".join((speech.money(account.interest.amount), *sources)))


def _items(account: CurrencyStatement, speech: Speech) -> Table:
    names = ("invoice", "issued", "due", "amount", "paid", "credited", "open", "days")
    return Table(
        title=speech.words.items,
        columns=tuple(speech.words.columns[name] for name in names),
        figures=frozenset(range(3, 8)),
        rows=tuple(_item(stated) for stated in account.items),
        remarks=tuple(_remark(stated, speech) for stated in account.items),
    )


def _item(stated: StatedItem) -> tuple[Value, ...]:
    item, invoice = stated.item, stated.item.invoice
    late = stated.days_past_due if stated.days_past_due > 0 else None
    amounts = (invoice.amount, item.paid or None, item.credited or None, item.open_balance)
    return (clean(invoice.number), invoice.issued, invoice.due, *amounts, late)


def _remark(stated: StatedItem, speech: Speech) -> str:
    """Contract, contested and held back parts and proofs of one invoice, on one line."""
    columns, item = speech.words.columns, stated.item
    parts = [(columns["contract"], item.invoice.contract_no)]
    if item.disputed:
        parts.append((columns["disputed"], speech.figure(item.disputed)))
    if item.retained and item.invoice.retention:
        held = speech.words.held_until.format(
            amount=speech.figure(item.retained), day=speech.short_day(item.invoice.retention.until)
        )
        parts.append((columns["retained"], held))
    parts += [(columns[kind], proofs_of(stated, kind, speech)) for kind in ProofKind]
    return clean(" | ".join(speech.pair(name, text) for name, text in parts if text))


def _ageing(account: CurrencyStatement, speech: Speech) -> Table:
    return Table(
        title=speech.words.ageing,
        columns=tuple(speech.words.buckets[bucket] for bucket in account.ageing),
        figures=frozenset(range(len(account.ageing))),
        rows=(tuple(account.ageing.values()),),
    )


def _receipts(title: str, receipts: tuple[Receipt, ...], note: str, speech: Speech) -> Table:
    names = ("dated", "number", "kind", "invoices", "amount")
    return Table(
        title=title,
        columns=tuple(speech.words.columns[name] for name in names),
        figures=frozenset({4}),
        rows=tuple(receipt_row(receipt, speech) for receipt in receipts),
        note=note,
    )


def _feeds(statement: Statement, speech: Speech) -> Iterator[str]:
    """How fresh each feed is; for a day in the past only what ends before that day is over."""
    for stamp in statement.stamps:
        if stamp.as_of.astimezone(speech.zone).date() <= statement.as_of:
            yield speech.words.feeds[stamp.feed].format(moment=speech.moment(stamp.as_of))


def _pay(account: CurrencyStatement, statement: Statement, speech: Speech) -> Iterator[str]:
    words, creditor = speech.words, statement.creditor
    ways = creditor.ways_to_pay.get(statement.customer.region) or creditor.ways_to_pay.get("*")
    if account.bank:
        yield words.pay
        yield words.holder.format(holder=account.bank.holder)
        yield words.bank.format(bank=account.bank.bank)
        yield words.account_no.format(number=account.bank.number)
        if account.bank.swift:
            yield words.swift.format(swift=account.bank.swift)
    elif creditor.payment_link or ways:
        yield words.pay_otherwise
    if creditor.payment_link:
        yield words.link.format(link=creditor.payment_link)
    if ways:
        yield words.ways.format(ways=_local(ways, speech))


def _local(text: LocalText, speech: Speech) -> str:
    return text.in_language(speech.language)


def _cleaned(*lines: str) -> tuple[str, ...]:
    return tuple(text for text in map(clean, lines) if text)
