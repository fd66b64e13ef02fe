"""Everything that a use case works with, put together once by the bootstrap."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from zoneinfo import ZoneInfo

from assistant.domain.case import Case, open_case
from assistant.domain.model_prices import NO_PRICES, ModelPrices
from assistant.domain.money import BILLING_DIGITS
from assistant.domain.parties import Person, Role
from assistant.errors import BadInput, ModelUnavailable, NotAllowed, NotFound
from assistant.guardrail import Checker
from assistant.intake.reply_reader import ReplyReader
from assistant.negotiation import AuthorityTable, NegotiationPolicy
from assistant.planning import Policy
from assistant.ports import Calendar, Clock, Dispatcher, Letters, Passwords, Record, Tables, Transaction, Writer
from assistant.retrieval import ClauseSearch, HistorySearch
from assistant.workflow.learned import Learned
from assistant.workflow.ledger_names import LedgerNames


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewRules:
    """How long an approval lives (hours) and whether one person may both write and approve (off by default)."""

    approval_hours: int = 48
    one_person: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class AcceptanceRules:
    """How long an acceptance link opens its page (days), and the address that ours begin with for customers, if set."""

    days: int = 14
    public_url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The ports, the rules and the rooms; ``writers`` are asked for by name, ``default_writer`` when nobody says.

    Guardrail, ``search``, ``history`` and writers are made on first use, so that a command that needs none does not pay
    for them. ``new_token`` gives an unguessable session token. ``names`` and ``learned`` keep what prompts are made
    with; ``prices`` are what the models of the settings cost. ``reply_reader`` is None where no model is set up for it.
    """

    record: Record
    clock: Clock
    calendar: Calendar
    policy: Policy
    authority: AuthorityTable
    negotiation: NegotiationPolicy
    make_checker: Callable[[], Checker]
    search: Callable[[], ClauseSearch]
    history: Callable[[], HistorySearch]
    writers: Mapping[str, Callable[[], Writer]]
    default_writer: str
    dispatcher: Dispatcher
    letters: Letters
    tables: Tables
    passwords: Passwords
    new_token: Callable[[], str]
    review: ReviewRules
    names: LedgerNames = field(default_factory=LedgerNames)
    learned: Learned = field(default_factory=Learned)
    prices: ModelPrices = NO_PRICES
    acceptance: AcceptanceRules = AcceptanceRules()
    reply_reader: Callable[[], ReplyReader] | None = None

    @property
    def checker(self) -> Checker:
        """The guardrail with its rules."""
        return self.make_checker()

    def writer(self, name: str | None) -> tuple[str, Writer]:
        """The writer called ``name``, or the default one; raises BadInput for a name that is not set up."""
        wanted = name or self.default_writer
        if wanted == "model" and wanted not in self.writers:
            raise ModelUnavailable("model_not_set_up", "No model is set up; name one with TACTFUL_MODEL.")
        if wanted not in self.writers:
            known = ", ".join(sorted(self.writers))
            raise BadInput(
                "unknown_writer",
                f"There is no writer {wanted!r} here; use one of: {known}.",
                writer=wanted,
                known=known,
            )
        return wanted, self.writers[wanted]()

    def within(self, tx: Transaction) -> "Desk":
        """This desk, whose every unit of work is the one that is open."""
        return replace(self, record=_Joined(tx))

    def zone(self, tx: Transaction) -> ZoneInfo:
        """The creditor's own time zone; UTC before a company profile is stored."""
        try:
            return ZoneInfo(tx.creditor().timezone)
        except NotFound:
            return ZoneInfo("UTC")

    def today(self, tx: Transaction) -> date:
        """The creditor's own calendar day."""
        return self.clock.now().astimezone(self.zone(tx)).date()

    def case(self, tx: Transaction, customer_code: str, currency: str) -> Case:
        """The case as it stands now; raises NotFound."""
        account = tx.account(customer_code, currency)
        return open_case(account, now=self.clock.now(), today=self.today(tx))


class _Joined:
    """A record whose units of work are all the one that is open."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        yield self._tx

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        yield self._tx

    def close(self) -> None:
        """Nothing: whoever opened the unit of work closes it."""


def billing_digits_of(tx: Transaction) -> Mapping[str, int]:
    """Decimals that each currency is billed in: the usual ones, with what the company's profile says on top."""
    try:
        return {**BILLING_DIGITS, **tx.creditor().billing_digits}
    except NotFound:
        return BILLING_DIGITS


def split_case_id(case_id: str) -> tuple[str, str]:
    """Customer code and currency of ``CN01-CNY``; raises BadInput when it is not of that form."""
    code, dash, currency = case_id.rpartition("-")
    if not (dash and code and currency):
        raise BadInput("not_a_case_id", f"{case_id!r} is not a case; write it like CN01-CNY.", case=case_id)
    return code, currency


def require_role(person: Person, *roles: Role) -> None:
    """Raise NotAllowed unless ``person`` is active and holds one of ``roles``."""
    if not any(person.may(role) for role in roles):
        wanted = " or ".join(role.value.replace("_", " ") for role in roles)
        raise NotAllowed(
            "role_needed",
            f"{person.login} may not do this: it takes the role {wanted}.",
            login=person.login,
            role=wanted,
        )
