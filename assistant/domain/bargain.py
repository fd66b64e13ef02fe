"""What a customer's words say at one turn of a negotiation: their reading, a yes to our offer, and what is in doubt."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assistant.domain.commitments import Cause
from assistant.domain.days import months_after
from assistant.domain.language import Reason
from assistant.domain.reading import Evidence, Reading

_SATURDAY = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Shift:
    """By how much a payment comes later than planned, or sooner where it is negative; working days skip weekends."""

    months: int = 0
    days: int = 0
    working_days: int = 0

    def of(self, day: date) -> date:
        """``day``, moved; the 31st is the last day of a shorter month."""
        moved = months_after(day, self.months) + timedelta(days=self.days)
        step = timedelta(days=1 if self.working_days > 0 else -1)
        for _ in range(abs(self.working_days)):
            moved += step
            while moved.weekday() >= _SATURDAY:
                moved += step
        return moved


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """Another day or sum for one payment of the plan on the table; the sum is in major units.

    ``which`` counts payments from 0, and -1 is the last; None stands for all that are not named. ``shift`` moves the
    payment from its day in the plan, where they name no day: "a week later".
    """

    which: int | None
    day: date | None = None
    amount: Decimal | None = None
    shift: Shift | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Bargain:
    """``reading`` holds the figures as they are said, also those that cannot be meant; ``doubts`` are of the words.

    ``accepts`` are the words that say yes to what we offered, None where there is no plain yes; ``undecided`` tells
    that they name two ways and choose neither, so that nothing is proposed yet; ``tentative`` that they only try or
    hope to pay as they say, or once money comes to them: to be asked, not confirmed, as are words that mock the offer,
    ask about it, or leave it to somebody else.

    ``all_of_it`` tells that they speak of all that is open, ``of_the_rest`` of what is left of it, ``asks_back`` that a
    question names a day and hardly more: "19 June?". ``changes`` are those of single payments of the plan that stands,
    "but the last one on 15 February"; what they do not name stays as it is, and ``changes_ours`` tells that the plan is
    the one that we offered; ``uncontested`` that what they may have contested before is in order after all; ``denies``
    are the reasons that they say it is not. ``deadlines`` are the days that they name as the last one for a payment:
    "by the 30th", as against on it or until it.
    """

    reading: Reading
    accepts: Evidence | None = None
    undecided: bool = False
    tentative: bool = False
    all_of_it: bool = False
    of_the_rest: bool = False
    asks_back: bool = False
    changes: tuple[Change, ...] = ()
    changes_ours: bool = False
    uncontested: bool = False
    denies: frozenset[Cause] = frozenset()
    deadlines: frozenset[date] = frozenset()
    doubts: tuple[Reason, ...] = ()
