"""Reads by when all of it is paid: "until 30 June", the last of several days, the sixth month from a start."""

import re
from datetime import date, timedelta

from assistant.domain.days import is_month_end, monthly
from assistant.intake.replies.heard import Heard
from assistant.intake.replies.plan.dated import payments, several
from assistant.intake.replies.plan.days_of_payment import has_passed, is_denied, is_start
from assistant.intake.replies.plan.each_time import has_each, per_instalment
from assistant.intake.replies.plan.rest import names_rest
from assistant.intake.replies.plan.starts import first_day
from assistant.intake.replies.plan.words import plan_words

# How far behind a day the word for the rest may stand.
_SHORTLY = 8
# "Every two weeks" names weeks, too.
_APART = (("by_fortnights", 14), ("by_weeks", 7))


def until(zone: tuple[Heard, ...], received: date | None, number: int | None) -> date | None:
    """The last day named, or the one that counting from the first payment leads to.

    The day of a first payment that others follow without an end is none.
    """
    named = [d for h in zone for d in h.days if not (is_start(h, d) or is_denied(h, d) or has_passed(h, d))]
    ends = [each.day for each in named if each.day and not (received and each.day <= received)]
    listed = payments(zone, received)
    follow = per_instalment(zone, listed) is not None and len(set(ends)) == 1 and bool(several(listed))
    if follow and not number:
        return None
    start = first_day(zone, listed) or (ends[0] if follow else None)
    if number and start and (counted := _counted(start, number, zone)):
        return max([*ends, counted])
    return max(ends, default=None)


def _counted(start: date, number: int, zone: tuple[Heard, ...]) -> date | None:
    """The day of the last of ``number`` payments from ``start`` on, a month apart unless the words say weeks."""
    words = " ".join(heard.words for heard in zone)
    apart = next((days for name, days in _APART if plan_words()[name].search(words)), None)
    if apart:
        return start + timedelta(days=apart * (number - 1))
    return monthly(start, number, month_ends=is_at_month_end(start, zone))[-1]


def is_at_month_end(day: date, zone: tuple[Heard, ...]) -> bool:
    """Whether ``day`` is named as the end of a month, 每月底, and not by its number."""
    said = ((heard.words[named.start : named.end], named) for heard in zone for named in heard.days if named.day == day)
    return is_month_end(day) and any(
        not named.bare and not re.search(rf"(?<!\d){day.day}(?!\d)", words) for words, named in said
    )


def rest_until(zone: tuple[Heard, ...], received: date | None) -> date | None:
    """The day by which the rest of a part payment comes: one behind the word for it, or the last of several."""
    found, listed = None, payments(zone, received)
    own = [each for each in listed if each.amount] if has_each(zone) else several(listed)
    for heard in zone:
        for named in heard.days:
            if named.day is None or (received and named.day < received):
                continue
            _, end = heard.sentence.part(named.start, named.end)
            behind = min(end, named.end + _SHORTLY)
            if names_rest(heard, end=named.start) or names_rest(heard, named.end, end=behind):
                found = max(found or named.day, named.day)
    return found or (max(one.day for one in own if one.day) if len(own) > 1 else None)
