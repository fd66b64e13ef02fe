"""What reading a ledger gives: rows to store one by one, rows refused with a reason, and what must be answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from assistant.domain.language import Reason
from assistant.domain.ledger import CreditNote, Feed, Invoice, Payment, Proof
from assistant.domain.money import BILLING_DIGITS, Money
from assistant.domain.parties import Customer

if TYPE_CHECKING:
    from assistant.intake.columns import Sheet

Entry: TypeAlias = Invoice | Payment | CreditNote


class DateOrder(StrEnum):
    """In which order a date such as 03/04/2026 names day, month and year."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class DecimalMark(StrEnum):
    """The sign between whole units and their fraction."""

    POINT = "."
    COMMA = ","


class Outcome(StrEnum):
    """What became of a file: refused when no row of it could be taken."""

    ACCEPTED = "accepted"
    NEEDS_ANSWER = "needs_answer"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What the user says about the files, so that nothing has to be guessed.

    ``encoding`` names the codec of the files where that cannot be told; ``columns`` maps a column's name in the file to
    the canonical one; ``signs`` says what a shared sign such as ``$`` means here; ``currency`` serves rows that name
    none; ``home_region`` serves customers whose region nothing tells; ``ledger_date`` is the day on which the ledger
    was true.
    """

    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: DateOrder | None = None
    decimal_mark: DecimalMark | None = None
    signs: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""
    home_region: str = "CN"
    ledger_date: date | None = None
    billing_digits: Mapping[str, int] = field(default_factory=lambda: dict(BILLING_DIGITS))


# What each column about the contact is called there.
CONTACT_PARTS: Mapping[str, str] = {
    "contact": "name",
    "salutation": "salutation",
    "position": "position",
    "email": "email",
    "phone": "phone",
    "address": "address",
    "preferred_channel": "channel",
    "formality": "formality",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerRead:
    """A customer as a row gives it; ``given`` names the columns that held a value, the rest is assumed."""

    customer: Customer
    given: frozenset[str]

    def onto(self, stored: Customer | None) -> Customer:
        """What to store: the values given here over those ``stored`` before; all of them for a new customer."""
        if stored is None:
            return self.customer
        read = self.customer
        said = {part: getattr(read.contact, part) for column, part in CONTACT_PARTS.items() if column in self.given}
        contact = replace(stored.contact, **said)
        return replace(
            stored,
            name=read.name,
            contact=contact,
            language=read.language if "language" in self.given else stored.language,
            region=read.region if "region" in self.given else stored.region,
            timezone=read.timezone if self.given & {"timezone", "region"} else stored.timezone,
            standing=read.standing if "standing" in self.given else stored.standing,
            since=read.since if "customer_since" in self.given else stored.since,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofRead:
    """A proof as a row gives it; where the row gives no day (``dated``), its day is only the one it was known on."""

    proof: Proof
    dated: bool


class AcceptedRow(NamedTuple):
    """One good row and all that it brings: each part is stored by its own key.

    ``claimed`` is what the row's ``paid`` column says, None where it is empty; ``paid`` is the payment that it stands
    for where no payment rows give it. With ``by_balance`` both follow from what the row says is still open. ``again``
    marks a row that only says once more what an earlier one says. A tuple, as a large ledger makes very many of them.
    """

    file: str
    row: int
    customer_code: str
    customer: CustomerRead | None = None
    entry: Entry | None = None
    claimed: Money | None = None
    paid: Payment | None = None
    by_balance: bool = False
    proofs: tuple[ProofRead, ...] = ()
    again: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RejectedRow:
    """One row of which nothing is stored; ``message`` is the English line of ``reason``.

    ``customer_code`` is empty where the row names no customer that could be read.
    """

    file: str
    row: int
    reason: Reason
    message: str
    customer_code: str = ""


_ASSUMPTIONS = frozenset({"region_assumed", "timezone_assumed"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """Something odd in a row that was taken all the same; ``row`` is 0 when it is about the whole file."""

    file: str
    row: int
    reason: Reason
    message: str

    @property
    def is_assumption(self) -> bool:
        """Whether it says what is assumed where the file says nothing, and not what is odd about the file."""
        return self.reason.code in _ASSUMPTIONS


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """What must be said before the file can be read in one way only.

    ``option`` is the field of `Options` that answers it, ``choices`` its possible values, ``examples`` cells in doubt.
    """

    file: str
    reason: Reason
    message: str
    option: str
    choices: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LedgerReading:
    """Everything that was read, in the order of the files; ``read`` is always accepted plus rejected.

    ``sheets`` are what was read, in the order of the files. Lines of totals are not counted. While there are questions
    nothing of the reading may be stored: the rows in doubt stand among the rejected. ``feeds`` says which feeds the
    files bring up to date: invoices when one was taken, payments when a row of payments or a filled ``paid`` cell is
    there, whether or not that row could be taken.
    """

    rows: tuple[AcceptedRow, ...]
    rejected: tuple[RejectedRow, ...]
    sheets: tuple["Sheet", ...] = ()
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()
    feeds: frozenset[Feed] = frozenset()

    @property
    def read(self) -> int:
        """How many rows the files hold."""
        return len(self.rows) + len(self.rejected)

    @property
    def outcome(self) -> Outcome:
        """Whether the accepted rows may be stored."""
        if self.questions:
            return Outcome.NEEDS_ANSWER
        return Outcome.REFUSED if self.rejected and not self.rows else Outcome.ACCEPTED

    @property
    def invoices(self) -> tuple[Invoice, ...]:
        """The accepted invoices, in file order."""
        return tuple(row.entry for row in self.rows if isinstance(row.entry, Invoice))

    @property
    def payments(self) -> tuple[Payment, ...]:
        """The accepted payments, those of ``paid`` columns included."""
        own = [row.entry for row in self.rows if isinstance(row.entry, Payment)]
        return (*own, *(row.paid for row in self.rows if row.paid))

    @property
    def credit_notes(self) -> tuple[CreditNote, ...]:
        """The accepted credit notes, in file order."""
        return tuple(row.entry for row in self.rows if isinstance(row.entry, CreditNote))

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The accepted proofs, in file order."""
        return tuple(read.proof for row in self.rows for read in row.proofs)

    @property
    def totals(self) -> Mapping[str, Money]:
        """The sum of the accepted invoices in each currency."""
        return invoice_totals(self.rows)


def invoice_totals(rows: Iterable[AcceptedRow]) -> Mapping[str, Money]:
    """The sum of the invoices of ``rows`` in each currency; what is said once more counts once."""
    sums: dict[str, int] = {}
    for row in rows:
        if isinstance(row.entry, Invoice) and not row.again:
            amount = row.entry.amount
            sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    return {currency: Money(minor, currency) for currency, minor in sums.items()}
