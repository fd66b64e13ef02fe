"""The shape of a company file: who the creditor is, and its people with their first passwords."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from assistant.domain.language import LocalText
from assistant.domain.parties import BankAccount, Creditor, Person, Role, SenderRank, Signatory
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class SignatoryFile(Closed):
    """Someone who signs letters, as the file has them."""

    name: LocalText
    title: LocalText
    email: str
    phone: str

    def signatory(self) -> Signatory:
        """The signatory as the record keeps them."""
        return Signatory(name=self.name, title=self.title, email=self.email, phone=self.phone)


@dataclass(frozen=True, kw_only=True, slots=True)
class CreditorFile(Closed):
    """The creditor's profile as the file has it; without ``senders`` the author of a message signs it."""

    name: LocalText
    timezone: str
    address: LocalText
    email: str
    phone: str
    accounts: tuple[BankAccount, ...]
    payment_link: str
    ways_to_pay: Mapping[str, LocalText]
    billing_digits: Mapping[str, int]
    senders: Mapping[SenderRank, SignatoryFile] = field(default_factory=dict)

    def creditor(self) -> Creditor:
        """The profile as the record keeps it."""
        return Creditor(
            name=self.name,
            timezone=self.timezone,
            address=self.address,
            email=self.email,
            phone=self.phone,
            accounts=self.accounts,
            payment_link=self.payment_link,
            ways_to_pay=dict(self.ways_to_pay),
            billing_digits=dict(self.billing_digits),
            senders={rank: sender.signatory() for rank, sender in self.senders.items()},
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonFile(Closed):
    """One of the creditor's people, with a first password to be changed."""

    login: str
    name: LocalText
    title: LocalText
    email: str
    phone: str
    roles: frozenset[Role]
    password: str

    def person(self) -> Person:
        """The person as the record keeps them."""
        return Person(
            login=self.login, name=self.name, title=self.title, email=self.email, phone=self.phone, roles=self.roles
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class CompanyFile(Closed):
    """A whole company file; ``as_of`` stands only in a sample, whose clock is stopped there."""

    creditor: CreditorFile
    people: tuple[PersonFile, ...]
    as_of: datetime | None = None
