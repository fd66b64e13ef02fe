"""The shapes of what a person says in a negotiation, typed on the command line or sent as JSON; texts as they came."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.arrangement import InterestTreatment
from assistant.domain.authority import OfferKind
from assistant.domain.kinds import Channel, MessageKind, Tone
from assistant.domain.language import Language
from assistant.knowledge import Closed


@dataclass(frozen=True, kw_only=True, slots=True)
class ProposalGiven(Closed):
    """What the customer proposes: in the ``reply`` of this id, or in ``text``, which stands at ``source`` (a call).

    Each figure that is given counts before the one that is read, and ``none`` takes that away; amounts are plain
    decimals in the currency of the case. ``kinds`` replace those that are read.
    """

    reply: str = ""
    text: str = ""
    source: str = ""
    kinds: tuple[OfferKind, ...] = ()
    instalments: str = ""
    first_payment: str = ""
    per_instalment: str = ""
    until: str = ""
    extension_days: str = ""
    discount_pct: str = ""
    waive_interest: bool | None = None


class RhythmGiven(StrEnum):
    """From one payment of a plan to the next."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    DAYS = "days"


@dataclass(frozen=True, kw_only=True, slots=True)
class LineGiven(Closed):
    """What is set for one payment of a plan, by its number from 1: its day, its amount, or both."""

    number: int
    due: date | None = None
    amount: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanGiven(Closed):
    """A plan by hand: ``count`` payments from ``start``, the first a sum (``first``) or so many per cent.

    Amounts and shares are plain decimals; ``every_days`` counts for the rhythm of days only.
    """

    count: int
    start: date
    first: str = ""
    first_pct: str = ""
    rhythm: RhythmGiven = RhythmGiven.MONTH
    every_days: int = 0
    lines: tuple[LineGiven, ...] = ()
    fees: str = ""
    interest: InterestTreatment = InterestTreatment.CONTINUES
    discount_pct: str = ""
    lapses_on: date | None = None
    security: str = ""
    odd_first: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferGiven(Closed):
    """What to offer or confirm, and in which message; with nothing chosen it is our next move.

    ``option`` is one of the position's, ``of`` an offer on record or a request for authority, ``plan`` one by hand.
    """

    option: str = ""
    of: str = ""
    plan: PlanGiven | None = None
    kind: MessageKind = MessageKind.NEGOTIATION_REPLY
    channel: Channel | None = None
    tone: Tone | None = None
    language: Language | None = None
    writer: str = ""
    on: date | None = None
    because: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthorityGiven(Closed):
    """A request to offer what is chosen as in an offer, and why."""

    reason: str
    option: str = ""
    of: str = ""
    plan: PlanGiven | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionGiven(Closed):
    """A yes up to and including ``until``, or a no with a ``note``."""

    grant: bool
    until: date | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawalGiven(Closed):
    """Taking back an offer needs no more than its id, which the address names."""
