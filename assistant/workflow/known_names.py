"""The names that the record knows: what must not stand in a customer's words that leave this machine."""

from collections.abc import Iterator

from assistant.domain.brief import FactKind
from assistant.domain.language import LocalText
from assistant.domain.parties import Customer
from assistant.errors import NotFound
from assistant.ports import Transaction
from assistant.prompting.ledger_names import Known, Ledger


def ledger_of(tx: Transaction) -> Ledger:
    """Every customer with its contact, our own company and our own people; a second for some thousand customers."""
    return Ledger(_known(tx))


def _known(tx: Transaction) -> Iterator[Known]:
    for customer in tx.customers():
        yield from _of_customer(customer)
    for person in tx.people():
        yield from (Known(FactKind.PERSON, name, person.login) for name in _all_of(person.name))
    try:
        creditor = tx.creditor()
    except NotFound:
        return
    yield from (Known(FactKind.COMPANY, name, "us") for name in _all_of(creditor.name))
    yield from (Known(FactKind.TEXT, address) for address in _all_of(creditor.address))
    for signatory in creditor.senders.values():
        yield from (Known(FactKind.PERSON, name, name) for name in _all_of(signatory.name))


def _of_customer(customer: Customer) -> Iterator[Known]:
    contact = customer.contact
    yield Known(FactKind.COMPANY, customer.name, customer.code)
    if contact.name:
        yield Known(FactKind.PERSON, contact.name, customer.code)
    if contact.address:
        yield Known(FactKind.TEXT, contact.address)


def _all_of(name: LocalText) -> set[str]:
    return {name.en, name.zh_hans, name.zh_hant}
