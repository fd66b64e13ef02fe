"""The shapes of the files in knowledge/law: what a rule of law may say, by kind, and what every rule must say."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import Field

from assistant.domain.daily_rate import USUAL_YEAR, Fixing
from assistant.domain.language import LocalText
from assistant.domain.late_terms import Per, Rate
from assistant.domain.limitation import SignKind
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class Words(Closed):
    """One text in three languages."""

    en: str
    zh_hans: str
    zh_hant: str

    def local(self) -> LocalText:
        """The text as the domain holds it."""
        return LocalText(en=self.en, zh_hans=self.zh_hans, zh_hant=self.zh_hant)


class Reading(StrEnum):
    """What was read: the text of the law itself, a copy of it, or an official summary."""

    TEXT = "text"
    COPY = "copy"
    SUMMARY = "summary"


@dataclass(frozen=True, kw_only=True, slots=True)
class Source(Closed):
    """Where a rule stands: the work, the article, and the date and kind of the text that was read."""

    work: Words
    article: str
    text_of: date
    read: Reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Question(Closed):
    """What must be answered by a person before a rule applies; ``id`` is the name that answers are kept under."""

    id: str
    text: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule(Closed):
    """What every rule says; ``valid_from`` and ``valid_to`` are days, both included.

    Every one of ``questions`` must be answered with yes.
    """

    id: str
    title: Words
    valid_from: date
    source: Source
    counsel: Words
    valid_to: date | None = None
    questions: tuple[Question, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Whether the rule is in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


R = TypeVar("R", bound=Rule)


@dataclass(frozen=True, kw_only=True, slots=True)
class RateValue(Closed):
    """A percentage for a period, or a reference series with one or two factors (a range) and a margin in points."""

    percent: Decimal = Decimal(0)
    per: Per = Per.YEAR
    reference: str = ""
    factors: tuple[Decimal, ...] = (Decimal(1),)
    margin: Decimal = Decimal(0)
    days_in_year: int = USUAL_YEAR

    def rate(self, factor: Decimal) -> Rate:
        """The rate with one of the factors, or one between them."""
        return Rate(
            percent=self.percent,
            per=self.per,
            reference=self.reference,
            factor=factor,
            margin=self.margin,
            days_in_year=self.days_in_year,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class InterestRule(Rule):
    """Interest that the law itself gives where nothing was agreed.

    ``holds_for`` says whether the rule must be in force when the delay begins, or gives each day for itself. Where
    ``demand_unless`` names a question and its answer is no, interest runs only from a demand that arrived.
    """

    kind: Literal["interest"]
    value: RateValue
    fixing: Fixing = Fixing.EACH_DAY
    holds_for: Literal["each_day", "breach"] = "each_day"
    demand_unless: Question | None = None

    def asked(self) -> tuple[Question, ...]:
        """Everything that a person must answer."""
        return self.questions + ((self.demand_unless,) if self.demand_unless else ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Band(Closed):
    """``amount`` for debts below ``below`` (major units); the last band has no ``below``."""

    amount: Decimal
    below: Decimal | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class FixedSumRule(Rule):
    """A sum that is due once for each invoice together with the interest of the rule ``goes_with``."""

    kind: Literal["fixed_sum"]
    goes_with: str
    currency: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CeilingRule(Rule):
    """The highest yearly percentage that may be agreed; what is above it is cut."""

    kind: Literal["ceiling"]
    percent: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitationRule(Rule):
    """How long a claim can be brought: ``of`` the price or of interest; not where ``unless`` is answered with yes."""

    kind: Literal["limitation"]
    of: Literal["price", "interest"]
    years: int
    restarted_by: frozenset[SignKind] = frozenset()
    suit_within_months: int | None = None
    unless: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocationRule(Rule):
    """The order in which debts that the debtor did not designate are paid."""

    kind: Literal["allocation"]
    steps: tuple[Literal["debtor", "due", "security", "burden", "earliest_due", "pro_rata"], ...]
    within_a_debt: tuple[Literal["costs", "interest", "principal"], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PaymentTermRule(Rule):
    """The term that the law sets where none was agreed (``days``), and the longest that may be agreed (``most``)."""

    kind: Literal["payment_term"]
    days: int | None = None
    most: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class WarningRule(Rule):
    """What to know before claiming: shown with every claim, or with agreed rates alone; asks no question of its own.

    Shown only where the questions of the rule ``of_rule`` are answered with yes, when one is named.
    """

    kind: Literal["warning"]
    claims: Literal["any", "agreed"]
    text: Words
    of_rule: str = ""


AnyRule: TypeAlias = Annotated[
    InterestRule | FixedSumRule | CeilingRule | LimitationRule | AllocationRule | PaymentTermRule | WarningRule,
    Field(discriminator="kind"),
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Jurisdiction(Closed):
    """One file: a body of law, the regions (ISO 3166) where it governs, and what is not covered or only thinly read.

    ``no_contract`` is asked where an invoice names no contract: does this law govern, and was nothing agreed?
    """

    id: str
    regions: tuple[str, ...]
    name: Words
    no_contract: tuple[Question, ...]
    thin: tuple[Words, ...] = ()
    rules: tuple[AnyRule, ...] = field(default=())

    def of_kind(self, kind: type[R]) -> tuple[R, ...]:
        """The rules of one kind, in the file's order: the first that applies is taken."""
        return tuple(rule for rule in self.rules if isinstance(rule, kind))


@dataclass(frozen=True, kw_only=True, slots=True)
class Series(Closed):
    """A published rate that moves; ``published`` says where it can be looked up."""

    id: str
    name: Words
    published: Words


@dataclass(frozen=True, kw_only=True, slots=True)
class SeriesFile(Closed):
    """The rates that the user keeps."""

    series: tuple[Series, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ArrivalFile(Closed):
    """Which contacts count as a demand that arrived: kinds of message, written channels, and outcomes that show it."""

    kinds: frozenset[str]
    channels: frozenset[str]
    arrived: frozenset[str]
