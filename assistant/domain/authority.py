"""What a person may concede without asking, and what a brief may therefore offer."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.domain.commitments import Instalment


class OfferKind(StrEnum):
    """The rungs of the concession ladder, cheapest for the creditor first."""

    FULL_NOW = "full_now"
    OTHER_PAYMENT_METHOD = "other_payment_method"
    EXTENSION = "extension"
    PART_NOW = "part_now"
    INSTALMENTS = "instalments"
    WAIVE_INTEREST = "waive_interest"
    DISCOUNT = "discount"
    COLLATERAL = "collateral"


class AmountBand(StrEnum):
    """How large the principal of a case is, by the bands of its currency."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


# A payment run of a company takes two weeks: money that comes within them is paid now, and no time was given.
PAYMENT_RUN_DAYS = 14
# The longest month: monthly payments are at most so many days apart.
_MONTH_DAYS = 31


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority:
    """Limits of one role on one case: counts, per cent, and days counted from today; the principal is never in it.

    None where no limit is named: ``first_payment_within`` and ``plan_within`` then say what follows from the others.
    """

    role: str
    max_extension_days: int
    max_instalments: int
    min_first_payment_pct: Decimal
    max_plan_days: int | None
    max_discount_pct: Decimal
    may_waive_late_fee: bool
    max_first_payment_days: int | None = None
    may_freeze_interest: bool = False

    @property
    def may_offer_instalments(self) -> bool:
        """Whether a schedule of two or more payments is within the limit."""
        return self.max_instalments >= 2

    @property
    def first_payment_within(self) -> int:
        """Days to the first of several payments: not named, those of a payment run or of an extension."""
        if self.max_first_payment_days is not None:
            return self.max_first_payment_days
        return max(self.max_extension_days, PAYMENT_RUN_DAYS)

    @property
    def plan_within(self) -> int:
        """Days to the last of several payments: not named, those that monthly payments take after the first."""
        if self.max_plan_days is not None:
            return self.max_plan_days
        return self.first_payment_within + _MONTH_DAYS * max(self.max_instalments - 1, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """One thing the message may offer; ``schedule`` sums to the debt exactly when it is a plan or an extension."""

    kind: OfferKind
    schedule: tuple[Instalment, ...] = ()
