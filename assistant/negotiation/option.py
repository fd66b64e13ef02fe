"""An option on the table: its arrangement with its price, its fit to the customer's record, and who may agree to it."""

from dataclasses import dataclass

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import OfferKind
from assistant.domain.language import Reason
from assistant.domain.money import Money
from assistant.domain.negotiation import Fit, Party
from assistant.domain.parties import Role


@dataclass(frozen=True, kw_only=True, slots=True)
class Ruling:
    """Whether an arrangement is within somebody's authority: ``beyond`` says what is not, ``approver`` who may."""

    within: bool
    approver: Role | None = None
    beyond: tuple[Reason, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """What an arrangement is worth beside all of it in cash today.

    ``present_value`` discounts each payment at the creditor's cost of capital: simple interest, actual days over 365,
    rounded half up once, to what the currency is billed in; ``cost`` is what is lost against cash today, gifts
    included. ``days`` is the average delay of a unit of money in whole days, ``exposure`` what is still open after the
    first payment.
    """

    present_value: Money
    cost: Money
    days: int
    exposure: Money


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """One way forward; ``by`` tells whose idea it is, ``gives`` and ``asks`` what changes hands, in words."""

    id: str
    by: Party
    arrangement: Arrangement
    price: Price
    ruling: Ruling
    fit: Fit
    why_fit: tuple[Reason, ...]
    gives: tuple[Reason, ...]
    asks: tuple[Reason, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NegotiatingPosition:
    """Where a negotiation stands: what they propose, what we may answer, and how far we may go.

    ``options`` stand best first; our move is the first of them within authority. ``proposed`` is the customer's own
    proposal as an option, None where their words do not make one; ``doubts`` say why, and what is odd about it.
    ``limit`` is the furthest option within authority, ``next_rung`` the concession that would come after our move, None
    when there is none left. ``why`` explains the move.
    """

    options: tuple[Option, ...]
    proposed: Option | None
    limit: Option
    next_rung: OfferKind | None
    doubts: tuple[Reason, ...]
    why: tuple[Reason, ...]

    @property
    def move(self) -> Option:
        """What we would offer now: paying in full is within everybody's authority, so there always is one."""
        return next(option for option in self.options if option.ruling.within)
