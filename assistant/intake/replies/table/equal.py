"""Lists equal payments by their days: "in two halves, on 13 March and 27 March"."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

from assistant.domain.reading import ListedPayment
from assistant.intake.replies import plan
from assistant.intake.replies.heard import Ear
from assistant.intake.replies.named_days import count
from assistant.intake.replies.table.words import table_words

_FEWEST = 2


def equal_payments(ear: Ear, days: list[date]) -> tuple[ListedPayment, ...]:
    """Equal payments on ``days``, where as many are named; whole units of money, the last one what is left."""
    counted, whole = _counted(ear, days), ear.total.amount
    if whole is None or not ascending(days) or len(days) != counted or counted < _FEWEST:
        return ()
    first = before_the_rest(ear, whole)
    part = ((whole - (first or 0)) / counted).to_integral_value(ROUND_HALF_UP)
    equal = [ListedPayment(day=day, amount=part) for day in days[:-1]]
    now = [ListedPayment(day=None, amount=first)] if first else []
    return (*now, *equal, ListedPayment(day=days[-1], amount=None))


def ascending(days: list[date]) -> bool:
    """Whether each day is later than the one before."""
    return all(earlier < later for earlier, later in pairwise(days))


def _counted(ear: Ear, days: list[date]) -> int:
    """How many payments are named; as many as ``days`` where the words only say that they are equal."""
    like = table_words()
    counted = next(
        (count(match["n"] or match["h"]) for h in ear.heard for match in like["in_so_many"].finditer(h.words)), 0
    )
    evenly = any(like["evenly"].search(heard.words) for heard in ear.heard)
    return len(days) if evenly and not counted else counted


def before_the_rest(ear: Ear, whole: Decimal) -> Decimal | None:
    """The only sum that is named, where the days stand behind the word for the rest: "30% now, the rest in two"."""
    sums = [(heard, each) for heard in ear.heard for each in heard.sums]
    if len(sums) != 1:
        return None
    heard, each = sums[0]
    opens = not plan.is_rest(heard, each) and all(plan.names_rest(heard, end=day.start) for day in heard.days)
    return each.value if opens and each.value and each.value < whole else None
