"""What a negotiation starts from: the debt, the customer's record, what they ask, what was offered, and our limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assistant.domain.arrangement import Arrangement
from assistant.domain.authority import Authority, OfferKind
from assistant.domain.commitments import Cause
from assistant.domain.language import Reason
from assistant.domain.money import Money, total
from assistant.domain.negotiation import Party
from assistant.domain.parties import Standing
from assistant.domain.track_record import NOTHING_KNOWN, TrackRecord


@dataclass(frozen=True, kw_only=True, slots=True)
class Debt:
    """One invoice's part of the debt: what may be asked for of it, disputed and retained parts left out."""

    invoice_no: str
    amount: Money
    due: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """One payment that the customer lists; ``day`` is None for now, ``amount`` for what is left by then."""

    day: date | None
    amount: Money | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """What the customer asks for or proposes, as read or as a person corrected it; a figure is None where none is said.

    ``kinds`` are the rungs of the ladder that they name, in their order. ``instalments`` counts every payment,
    ``extension_days`` the days from today, ``every_days`` those between two instalments (None: a month). ``payments``
    are all of them where they list each. ``promised`` is a payment that they commit to whatever we answer.
    ``month_ends``: each is due at the end of its month. ``deadlines`` are the days that they name as the last one for a
    payment, "by the 30th". ``news``: they tell what we did not know when we made our last offer, such as the cause of
    the delay. ``unclear`` is what has to be asked before anything of it makes an arrangement.
    """

    kinds: tuple[OfferKind, ...] = ()
    instalments: int | None = None
    first_payment: Money | None = None
    per_instalment: Money | None = None
    until: date | None = None
    extension_days: int | None = None
    every_days: int | None = None
    discount_pct: Decimal | None = None
    waive_interest: bool = False
    payments: tuple[Listed, ...] = ()
    promised: Money | None = None
    promised_on: date | None = None
    month_ends: bool = False
    deadlines: frozenset[date] = frozenset()
    conditional: bool = False
    news: bool = False
    unclear: Reason | None = None
    quote: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """One offer of the negotiation so far."""

    by: Party
    arrangement: Arrangement


def last_by(side: Party, history: Sequence[Offered]) -> Arrangement | None:
    """What ``side`` offered last in ``history``, which is in order of time; None where it offered nothing."""
    return next((each.arrangement for each in reversed(history) if each.by is side), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """Everything that options are worked out from; ``debts`` are of one currency, the first due first.

    ``late_interest`` is what has accrued by ``today`` on a basis that is known, zero otherwise. ``authority`` is that
    of the person who negotiates, on a case of this size and customer. ``history`` is in order of time, the customer's
    last words may be the last of it. ``noted`` is what a person put on record as the proposal of these last words: it
    counts before what they are read to propose. ``declined`` is what they said no to once it was put in writing, and
    have not proposed again since. Amounts are offered in whole multiples of ``step_minor``.
    """

    debts: tuple[Debt, ...]
    late_interest: Money
    today: date
    region: str
    authority: Authority
    standing: Standing = Standing.STANDARD
    cause: Cause = Cause.UNKNOWN
    record: TrackRecord = NOTHING_KNOWN
    asked: Asked | None = None
    noted: Arrangement | None = None
    history: tuple[Offered, ...] = ()
    declined: tuple[Arrangement, ...] = ()
    step_minor: int = 1

    @property
    def outstanding(self) -> Money:
        """The principal that may be asked for."""
        return total((debt.amount for debt in self.debts), self.late_interest.currency)
