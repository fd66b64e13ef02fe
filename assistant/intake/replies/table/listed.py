"""Reads payments that a customer lists one by one: 50,000 on 20 March, the same on 20 April, the rest on 20 May."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from assistant.domain.reading import ListedPayment
from assistant.intake.replies import plan
from assistant.intake.replies.amounts import OpenTotal, Sum
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.table.equal import ascending, before_the_rest, equal_payments
from assistant.intake.replies.table.words import table_words

# Days with the sums that stand with them; None for now, and for a sum that is not named.
_Found: TypeAlias = list[tuple[date | None, Sum | None]]
_FEWEST = 2


def listed_payments(ear: Ear, received: date) -> tuple[ListedPayment, ...]:
    """Every payment in order, two at least; empty where the words do not list them all, or leave a sum open."""
    if paired := _paired(ear, received):
        return paired
    found = _in_order(ear, _shares_of_the_rest(ear, _found(ear, received)))
    days = [day for day, _ in found if day]
    if days and _shared_by_days(ear, found) and (equal := equal_payments(ear, days)):
        return equal
    if found and not any(one for _, one in found):
        return equal_payments(ear, days)
    if not days or not ascending(days):
        return ()
    found = _filled(ear, [*_now(ear, [one for _, one in found]), *found])
    listed = tuple(ListedPayment(day=day, amount=one.value if one else None) for day, one in found)
    whole = len(listed) >= _FEWEST and all(each.amount is not None for each in listed[:-1])
    return listed if whole else ()


def _found(ear: Ear, received: date) -> _Found:
    """The days to come, each with its own sum; those of sentences about money, where any names a sum."""
    found: _Found = []
    speaking = tuple(heard for heard in ear.heard if heard.sums or plan.names_rest(heard) or _says_the_same(heard))
    for each in plan.payments(speaking if any(heard.sums for heard in speaking) else ear.heard, received):
        # One sum stands with one day: the next day has what is left.
        used = any(each.amount is one for _, one in found)
        found.append((each.day, None if used or _is_all(ear, each.amount) else each.amount))
    return found


def _paired(ear: Ear, received: date) -> tuple[ListedPayment, ...]:
    """As many sums as days, where the sums are exactly what is open: in a talk they stand far apart, but in order."""
    sums = [each.value for h in ear.heard for each in h.sums if each.share is None and each.value != ear.total.amount]
    named = [each.day for h in ear.heard for each in h.days if each.day and each.day >= received]
    days = list(dict.fromkeys(named))
    amounts = [value for value in sums if value]
    fits = len(days) == len(amounts) >= _FEWEST and sum(amounts, Decimal(0)) == ear.total.amount
    if not fits or not ascending(days) or len(plan.several(plan.payments(ear.heard, received))) == len(days):
        return ()
    return tuple(ListedPayment(day=day, amount=amount) for day, amount in zip(days, amounts, strict=True))


def _in_order(ear: Ear, found: _Found) -> _Found:
    """``found`` by its days, where the sums are exactly what is open: then none of them was misread."""
    named = sum((one.value for _, one in found if one and one.value), Decimal(0))
    if named != ear.total.amount or not all(day and one for day, one in found):
        return found
    return sorted(found, key=lambda each: each[0] or date.max)


def _says_the_same(heard: Heard) -> bool:
    """Whether the sentence repeats a sum by a word: "the same in April", 各."""
    return bool(table_words()["same"].search(heard.words))


def _is_all(ear: Ear, each: Sum | None) -> bool:
    return each is not None and (each.share == 1 or each.value == ear.total.amount)


def _shares_of_the_rest(ear: Ear, found: _Found) -> _Found:
    """``found`` with a share behind the word for the rest taken of what is left: "a third now, the rest by halves"."""
    whole = ear.total.amount

    def is_of_the_rest(one: Sum | None) -> bool:
        return bool(one and one.share) and any(plan.is_of_the_rest(h, one) for h in ear.heard if one in h.sums)

    paid = sum((one.value for _, one in found if one and one.value and not is_of_the_rest(one)), Decimal(0))
    left = OpenTotal(amount=whole - paid if whole else None, currency=ear.total.currency)
    return [
        (
            day,
            replace(one, value=left.part(one.share), share=None) if one and one.share and is_of_the_rest(one) else one,
        )
        for day, one in found
    ]


def _shared_by_days(ear: Ear, found: _Found) -> bool:
    """Whether the sum that seems to stand with the first day comes before all of them, and days share the rest."""
    own = [one for _, one in found if one]
    return len(own) == 1 and found[0][1] is own[0] and bool(before_the_rest(ear, ear.total.amount or Decimal(0)))


def _now(ear: Ear, used: list[Sum | None]) -> _Found:
    """What is paid at once, which stands before the first day and with no day of its own."""
    for heard in ear.heard:
        for each in heard.sums:
            if any(each is one for one in used):
                return []
            part = heard.sentence.part(each.start, each.end)
            if each.share != 1 and not plan.is_rest(heard, each) and table_words()["now"].search(heard.words, *part):
                return [(None, each)]
    return []


def _filled(ear: Ear, found: _Found) -> _Found:
    """``found`` with the sum before in the place of "the same"; the last one is what is left, where it has none."""
    if not any(_says_the_same(heard) for heard in ear.heard):
        return found
    filled = list(found)
    for n in range(1, len(filled) - 1):
        day, one = filled[n]
        filled[n] = (day, one or filled[n - 1][1])
    return filled
