"""Who writes and who is written to: the creditor, its people, and the customers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.domain.kinds import Channel
from assistant.domain.language import Language, LocalText


class Standing(StrEnum):
    """How much the relationship carries: key customers get more flexible handling, small ones more careful."""

    KEY = "key"
    STANDARD = "standard"
    SMALL = "small"


class Role(StrEnum):
    """What a signed-in person may do."""

    ACCOUNT_MANAGER = "account_manager"
    REVIEWER = "reviewer"
    ADMIN = "admin"
    EVAL_RUNNER = "eval_runner"
    AUDITOR = "auditor"


class Formality(StrEnum):
    """How a customer wants to be greeted and taken leave of."""

    FORMAL = "formal"
    PLAIN = "plain"


# By what a customer may prefer to hear from us.
PREFERABLE = (Channel.EMAIL, Channel.SMS, Channel.PHONE, Channel.LETTER)


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """The person at the customer who deals with our invoices, where they are reached, and how they like to be.

    ``position`` is their job, ``address`` the postal one; ``channel`` and ``formality`` are None without a preference.
    """

    name: str
    salutation: str
    email: str
    phone: str = ""
    position: str = ""
    address: str = ""
    channel: Channel | None = None
    formality: Formality | None = None

    def reached_by(self, channel: Channel) -> bool:
        """Whether the record has what ``channel`` needs; a letter finds a company by its name."""
        match channel:
            case Channel.EMAIL:
                return bool(self.email)
            case Channel.SMS | Channel.PHONE:
                return bool(self.phone)
        return True


@dataclass(frozen=True, kw_only=True, slots=True)
class Customer:
    """A buyer who owes; ``code`` is the ledger's own key, ``region`` an ISO 3166 country, ``since`` a year."""

    code: str
    name: str
    contact: Contact
    language: Language
    region: str
    timezone: str
    standing: Standing = Standing.STANDARD
    since: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BankAccount:
    """Where money of one currency is to be paid."""

    currency: str
    bank: str
    holder: str
    number: str
    swift: str = ""


class SenderRank(StrEnum):
    """In whose name a message is written: the usual one, or that of somebody senior when a case has gone far."""

    NORMAL = "normal"
    SENIOR = "senior"


@dataclass(frozen=True, kw_only=True, slots=True)
class Signatory:
    """Someone of the creditor's who signs letters, and who is called about them."""

    name: LocalText
    title: LocalText
    email: str
    phone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Creditor:
    """The seller: our user's company, its ways to be paid, and its billing habits.

    ``ways_to_pay`` maps a region to the ways offered there in that region's words, beyond the bank transfer; the key
    ``*`` serves every other region. ``billing_digits`` overrides the decimals that a currency is billed in. ``senders``
    sign by their rank; where none is named, the author of a message does.
    """

    name: LocalText
    timezone: str
    address: LocalText
    email: str
    phone: str
    accounts: tuple[BankAccount, ...]
    payment_link: str
    ways_to_pay: Mapping[str, LocalText]
    billing_digits: Mapping[str, int]
    senders: Mapping[SenderRank, Signatory] = field(default_factory=dict)

    def account_for(self, currency: str) -> BankAccount | None:
        """The account that takes ``currency``, if there is one."""
        return next((account for account in self.accounts if account.currency == currency), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Someone of the creditor's own staff who signs in; ``login`` is unique and never reused."""

    login: str
    name: LocalText
    title: LocalText
    email: str
    phone: str
    roles: frozenset[Role]
    active: bool = True

    def may(self, role: Role) -> bool:
        """Whether this person is active and holds ``role``."""
        return self.active and role in self.roles
