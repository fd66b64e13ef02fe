"""What a person may concede without asking, and what a brief may therefore offer."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.domain.commitments import Instalment


class OfferKind(StrEnum):
    """The rungs of the concession ladder that a first offer may use, cheapest for the creditor first."""

    OTHER_PAYMENT_METHOD = "other_payment_method"
    EXTENSION = "extension"
    INSTALMENTS = "instalments"


@dataclass(frozen=True, kw_only=True, slots=True)
class Authority:
    """Limits of one role: days, per cent, counts. Nothing here ever reaches the principal."""

    role: str
    max_extension_days: int
    max_instalments: int
    min_first_payment_pct: Decimal
    max_plan_days: int
    max_discount_pct: Decimal
    may_waive_late_fee: bool

    @property
    def may_offer_instalments(self) -> bool:
        """Whether a schedule of two or more payments is within the limit."""
        return self.max_instalments >= 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """One thing the message may offer; ``schedule`` sums to the debt exactly when it is a plan or an extension."""

    kind: OfferKind
    schedule: tuple[Instalment, ...] = ()
