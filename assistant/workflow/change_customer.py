"""Changes whom we write to at a customer and how, as a person says, and notes in the audit log what was changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from assistant.domain.parties import Customer, Person
from assistant.errors import BadInput
from assistant.intake.cleaning import narrow
from assistant.intake.customers import (
    channel_named,
    email_address,
    formality_named,
    language_named,
    region_named,
    zone_named,
)
from assistant.intake.given_customer import CustomerGiven
from assistant.intake.reading import CONTACT_PARTS
from assistant.intake.words import shipped_words
from assistant.workflow.desk import Desk, require_role
from assistant.workflow.freshness import mark_stale
from assistant.workflow.record import typed
from assistant.workflow.record.entering import RECORDERS

# What is said for a preference that there is not.
NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerChanged:
    """The customer as stored now, what was changed (names of columns), and the open messages it made out of date."""

    customer: Customer
    changed: tuple[str, ...]
    stale: tuple[str, ...]


def change_customer(desk: Desk, person: Person, code: str, given: CustomerGiven) -> CustomerChanged:
    """Store what ``given`` says of the customer ``code``; nothing is stored when it says what is known.

    Raises NotAllowed, NotFound, and BadInput for a value that makes no sense.
    """
    require_role(person, *RECORDERS)
    said = {name: typed.line(text, name, needed=False) for name, text in asdict(given).items() if text is not None}
    values = {name: _value(name, text) for name, text in said.items()}
    with desk.record.begin() as tx:
        stored = tx.customer(code)
        customer = _with(stored, values)
        changed = tuple(name for name in values if _of(customer, name) != _of(stored, name))
        if not changed:
            return CustomerChanged(customer=stored, changed=(), stale=())
        tx.save_customer(customer)
        # Names and addresses stay out of the log, which nobody can erase.
        chosen = {name: str(values[name] or NONE) for name in changed if name in _CHOICES}
        tx.audit(person.login, "customer_changed", code, body={"changed": sorted(changed), "to": chosen})
        stale = mark_stale(desk, tx, [code])
    return CustomerChanged(customer=customer, changed=changed, stale=stale)


_CHOICES: Mapping[str, Callable[[str], object]] = {
    "preferred_channel": lambda text: channel_named("" if text == NONE else text, shipped_words()),
    "formality": lambda text: formality_named("" if text == NONE else text, shipped_words()),
    "language": lambda text: language_named(text, shipped_words()),
    "region": lambda text: region_named(text, shipped_words()),
    "timezone": zone_named,
}
_NEEDED = frozenset({"language", "region", "timezone"})


def _value(name: str, text: str) -> object:
    if name in _NEEDED and not text:
        raise BadInput("missing_value", f"{name} is empty; fill it in.", field=name)
    if name in _CHOICES:
        return _CHOICES[name](text)
    if name == "email":
        return email_address(text)
    return narrow(text) if name == "phone" else text


def _with(stored: Customer, values: Mapping[str, object]) -> Customer:
    contact: dict[str, Any] = {CONTACT_PARTS[name]: each for name, each in values.items() if name in CONTACT_PARTS}
    others: dict[str, Any] = {name: each for name, each in values.items() if name not in CONTACT_PARTS}
    return replace(stored, contact=replace(stored.contact, **contact), **others)


def _of(customer: Customer, name: str) -> object:
    return getattr(customer.contact, CONTACT_PARTS[name]) if name in CONTACT_PARTS else getattr(customer, name)


def customer_document(customer: Customer) -> dict[str, object]:
    """The customer in JSON, under the names by which it is changed."""
    names: Iterable[str] = (*CONTACT_PARTS, "language", "region", "timezone", "standing")
    return {"customer": customer.code, "name": customer.name, **{name: _of(customer, name) for name in names}}
