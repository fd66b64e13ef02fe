"""Finds days that nobody can mean, so that they are asked about: 31 June, a day of payment that has passed."""

import re
from collections.abc import Iterator
from datetime import date

from assistant.domain.language import Reason
from assistant.domain.number_words import MONTHS
from assistant.intake.replies import calendar, plan
from assistant.intake.replies.heard import Ear
from assistant.intake.replies.table.guesses import proposes
from assistant.intake.replies.table.words import table_words
from assistant.intake.replies.whose_day import is_own
from assistant.intake.terms.numbers import read_number


def odd_days(ear: Ear, received: date) -> Iterator[Reason]:
    """The first day that the calendar does not have, else the first day of payment that has passed."""
    days = (match for heard in ear.heard for match in table_words()["any_day"].finditer(heard.words))
    if missing := next((match for match in days if not _exists(match, received)), None):
        yield Reason.of("asked_no_such_day", said=missing[0].strip())
    elif passed := next(_passed(ear, received), None):
        yield Reason.of("asked_day_passed", day=passed)


def _passed(ear: Ear, received: date) -> Iterator[date]:
    """The days before ``received`` on which a sentence proposes or commits to pay."""
    for heard in ear.heard:
        pays = proposes(heard) or any(p.part["promise.acts"].search(heard.words) for p in heard.patterns)
        if pays and not heard.finds("stance.past"):
            own = (day for day in heard.days if is_own(heard, day) and not plan.has_passed(heard, day))
            yield from (day.day for day in own if day.day and day.day < received)


def _exists(match: re.Match[str], received: date) -> bool:
    """Whether the calendar has the day; without a year the next leap day is one."""
    said = {name.rstrip("0123456789"): value for name, value in match.groupdict().items() if value}
    if match["m6"]:
        said |= {name: str(int(read_number(said[name]).value or 0)) for name in ("m", "d")}
    if "month" in said:
        said["m"] = str(1 + next(n for n, name in enumerate(MONTHS) if name.startswith(said["month"][:3])))
    year, number, day = int(said.get("y", received.year)), int(said["m"]), int(said["d"])
    if (number, day) == (2, 29) and "y" not in said and calendar.valid(year + 1, number, day):
        return True
    turned = match["d5"] is not None and calendar.valid(year, day, number) is not None
    return turned or calendar.valid(year, number, day) is not None
