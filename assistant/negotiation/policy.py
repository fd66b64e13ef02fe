"""The shape of ``knowledge/policies/negotiation.yaml``: what money costs, the ladder of concessions, and its steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from assistant.domain.arrangement import Return
from assistant.domain.authority import OfferKind
from assistant.domain.commitments import Cause
from assistant.domain.money import ISO_DIGITS, Money
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed
from assistant.negotiation.plan_spec import Rhythm


class Gift(StrEnum):
    """What a rung gives away: another form of payment, time, late interest, part of the debt."""

    FORM = "form"
    TIME = "time"
    INTEREST = "interest"
    DISCOUNT = "discount"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rung(Closed):
    """One rung of the ladder: what it gives, and what is asked for it."""

    rung: OfferKind
    gives: tuple[Gift, ...]
    asks: tuple[Return, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AfterBroken(Closed):
    """What is asked of who broke their word: per cent at least, within days, and all of it within ``plan_days``."""

    first_payment_pct: Decimal
    within_days: int
    plan_days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Weights(Closed):
    """Points by which options are ranked: see the file."""

    fit: Decimal
    asked: Decimal
    cost: Decimal
    exposure: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class NegotiationPolicy(Closed):
    """Everything that options and moves are worked out by; rates in per cent a year, shares in per cent.

    ``steps`` are shares of the room up to the limit, rising in shrinking steps to 100. ``least_instalment`` is in major
    units; ``first_payment_days`` are calendar days from today, ``offer_stands_days`` business days.
    """

    version: str
    cost_of_capital: Mapping[str, Decimal]
    cost_of_capital_otherwise: Decimal
    ladder: tuple[Rung, ...]
    fitting: Mapping[Cause, tuple[OfferKind, ...]]
    steps: tuple[Decimal, ...]
    near_enough_pct: Decimal
    prompt_days: int
    least_move_pct: Decimal
    rhythms: tuple[Rhythm, ...]
    longest_gap_days: int
    first_shares: tuple[Decimal, ...]
    first_payment_days: int
    offer_stands_days: int
    least_instalment: Mapping[str, Decimal]
    most_payments: int
    farthest_days: int
    after_broken: AfterBroken
    weights: Weights

    def __post_init__(self) -> None:
        """Refuse a ladder with holes or gifts for nothing, steps that do not shrink, and measures of nothing."""
        if sorted(each.rung for each in self.ladder) != sorted(OfferKind) or self.ladder[0].rung != OfferKind.FULL_NOW:
            raise _refused("the ladder has each rung once, full_now first")
        for each in self.ladder:
            if each.gives and not each.asks:
                raise _refused(f"{each.rung} gives something for nothing; say what it asks")
        if set(self.fitting) != set(Cause):
            raise _refused("fitting names each cause once")
        growth = [after - before for before, after in pairwise((Decimal(0), *self.steps))]
        shrinks = all(later <= earlier for earlier, later in pairwise(growth))
        if not growth or min(growth) <= 0 or not shrinks or self.steps[-1] != 100:
            raise _refused("steps rise to 100 in steps that do not grow")
        days = (
            self.longest_gap_days,
            self.first_payment_days,
            self.offer_stands_days,
            self.farthest_days,
            self.after_broken.within_days,
        )
        if min(days) < 1 or self.most_payments < 2:
            raise _refused("days are 1 or more, payments 2 or more")
        if not self.rhythms or Rhythm.DAYS in self.rhythms:
            raise _refused("rhythms are week, fortnight and month")
        shares = (*self.first_shares, self.after_broken.first_payment_pct)
        if not all(0 < share <= 100 for share in shares):
            raise _refused("shares of a first payment are above 0 and up to 100")
        rates = (*self.cost_of_capital.values(), self.cost_of_capital_otherwise)
        if not all(0 <= rate <= 100 for rate in (*rates, self.near_enough_pct, self.least_move_pct)):
            raise _refused("rates and per cents are from 0 to 100")

    def rate(self, currency: str) -> Decimal:
        """The cost of capital in per cent a year."""
        return self.cost_of_capital.get(currency, self.cost_of_capital_otherwise)

    def rung(self, kind: OfferKind) -> Rung:
        """The rung of ``kind``."""
        return self.ladder[self.height(kind)]

    def asks(self, kinds: Iterable[OfferKind]) -> tuple[Return, ...]:
        """What the rungs of ``kinds`` ask in return, each once and in their order."""
        return tuple(dict.fromkeys(each for kind in kinds for each in self.rung(kind).asks))

    def height(self, kind: OfferKind) -> int:
        """How high on the ladder ``kind`` is, from 0."""
        return next(n for n, each in enumerate(self.ladder) if each.rung is kind)

    def least(self, currency: str) -> Money:
        """The least size of a payment of a plan."""
        major = self.least_instalment.get(currency, Decimal(0))
        return Money(int(major.scaleb(ISO_DIGITS[currency])), currency)


def _refused(problem: str) -> BadKnowledge:
    return BadKnowledge("policy_negotiation", f"negotiation policy: {problem}; correct the file.", problem=problem)
