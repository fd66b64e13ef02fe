"""A payment arrangement: what would be paid when, what is given away, and what stays open; exact to the minor unit."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from assistant.domain.authority import Offer, OfferKind
from assistant.domain.commitments import Instalment, InterestTreatment
from assistant.domain.money import Money, total

__all__ = ["Arrangement", "InterestTreatment", "Return"]


class Return(StrEnum):
    """What we ask for what we give: nothing is conceded without something in return."""

    WRITTEN_ACCEPTANCE = "written_acceptance"
    FIRST_PAYMENT_NOW = "first_payment_now"
    FIXED_DATE = "fixed_date"
    STANDING_ORDER = "standing_order"
    PAYMENT_IN_FULL = "payment_in_full"
    COMPLETION = "completion"
    SECURITY = "security"
    NEW_ORDERS_PREPAID = "new_orders_prepaid"


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrangement:
    """What one side offers, or what both agreed, about some invoices of one case.

    ``outstanding`` is the principal that it covers, ``late_interest`` what had accrued on the day it was priced,
    whether or not it is asked for; ``discount`` (``discount_pct`` of the outstanding) and ``interest_waived`` are given
    away, ``fees`` are added. The schedule is what is paid under it, in order of days. ``returns`` is what we ask for
    it, ``method`` another way to pay, ``security`` what the customer puts up; ``lapses_on`` is the last day on which an
    offer stands, or on which a discount is still earned.
    """

    kind: OfferKind
    invoice_nos: tuple[str, ...]
    outstanding: Money
    late_interest: Money
    interest_waived: Money
    discount: Money
    fees: Money
    schedule: tuple[Instalment, ...]
    interest: InterestTreatment = InterestTreatment.CONTINUES
    discount_pct: Decimal = Decimal(0)
    returns: tuple[Return, ...] = ()
    method: str = ""
    security: str = ""
    lapses_on: date | None = None

    @property
    def currency(self) -> str:
        """The one currency of all its amounts."""
        return self.outstanding.currency

    @property
    def scheduled(self) -> Money:
        """The sum of the schedule."""
        return total((part.amount for part in self.schedule), self.currency)

    @property
    def remaining(self) -> Money:
        """What it neither schedules nor gives away: late interest that goes on as before, or a rest left open.

        Schedule and remaining together are always outstanding + late interest + fees - discount - interest waived.
        """
        owed = self.outstanding + self.late_interest + self.fees
        return owed - self.discount - self.interest_waived - self.scheduled

    @property
    def first(self) -> Instalment | None:
        """The payment that comes first; None where nothing is scheduled."""
        return self.schedule[0] if self.schedule else None

    @property
    def last_day(self) -> date | None:
        """The day of the last payment."""
        return self.schedule[-1].due if self.schedule else None

    def as_offer(self) -> Offer:
        """What of it a brief offers: its rung and its schedule."""
        return Offer(kind=self.kind, schedule=self.schedule)

    def lapsing(self, day: date | None) -> "Arrangement":
        """The same, standing until ``day``."""
        return replace(self, lapses_on=day)

    def same_as(self, other: "Arrangement") -> bool:
        """Whether both say the same: the day on which an offer lapses is no part of that.

        Neither is late interest that goes on, which comes to another figure every day.
        """
        return self._lasting() == other._lasting()

    def _lasting(self) -> "Arrangement":
        goes_on = self.interest is InterestTreatment.CONTINUES
        accrued = Money.zero(self.currency) if goes_on else self.late_interest
        return replace(self, lapses_on=None, late_interest=accrued)
