"""Knows the names and addresses of everybody in the record, so that none of them leaves in a text."""

import threading
from collections.abc import Iterator
from contextlib import suppress

from assistant.domain.brief import FactKind
from assistant.domain.language import LocalText
from assistant.domain.parties import Creditor, Customer, Person, Signatory
from assistant.errors import NotFound
from assistant.ports import Transaction
from assistant.prompting.ledger_names import Known, Ledger


class LedgerNames:
    """The `Ledger` of a record, made when it is first asked for and again when anybody was renamed or came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[object, Ledger] | None = None

    def ledger(self, tx: Transaction) -> Ledger:
        """Everybody whom the record of ``tx`` knows: ourselves, our people, every customer."""
        stamp = tx.parties_stamp()
        with self._lock:
            if self._kept is None or self._kept[0] != stamp:
                self._kept = stamp, Ledger(_everybody(tx))
            return self._kept[1]


def _everybody(tx: Transaction) -> Iterator[Known]:
    with suppress(NotFound):
        yield from _of_creditor(tx.creditor())
    for person in tx.people():
        yield from _of_person(person, person.login)
    for customer in tx.customers():
        yield from _of_customer(customer)


def _of_customer(customer: Customer) -> Iterator[Known]:
    contact, code = customer.contact, customer.code
    named = ((FactKind.COMPANY, customer.name), (FactKind.PERSON, contact.name), (FactKind.PERSON, contact.salutation))
    reached = ((FactKind.EMAIL, contact.email), (FactKind.PHONE, contact.phone), (FactKind.TEXT, contact.address))
    return (Known(kind, text, code) for kind, text in (*named, *reached) if text)


def _of_creditor(creditor: Creditor) -> Iterator[Known]:
    for kind, local in ((FactKind.COMPANY, creditor.name), (FactKind.TEXT, creditor.address)):
        yield from (Known(kind, text, "creditor") for text in _in_every_language(local))
    yield Known(FactKind.PHONE, creditor.phone)
    yield Known(FactKind.EMAIL, creditor.email)
    for account in creditor.accounts:
        yield Known(FactKind.COMPANY, account.bank, account.bank)
        yield Known(FactKind.COMPANY, account.holder, "creditor")
        yield from (Known(FactKind.ACCOUNT, text) for text in (account.number, account.swift) if text)
    for rank, signatory in creditor.senders.items():
        yield from _of_person(signatory, rank)


def _of_person(person: Person | Signatory, whose: str) -> Iterator[Known]:
    yield from (Known(FactKind.PERSON, text, whose) for text in _in_every_language(person.name))
    yield Known(FactKind.EMAIL, person.email)
    yield Known(FactKind.PHONE, person.phone)


def _in_every_language(text: LocalText) -> tuple[str, ...]:
    return text.en, text.zh_hans, text.zh_hant
