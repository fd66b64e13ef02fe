"""Finds open invoices named by their number, whose open sum is as good as a figure: "702 and 703 by Friday"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.folding import fold
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.whose_day import is_done

_LEAST_DIGITS = 3
_TAIL = re.compile(r"\d+$")
# Between two numbers that are meant together.
_JOINED = re.compile(r"\s*(?:,|&|\+|/|and|,\s*and|和|及|与|、)\s*(?:invoices?\s+|inv\.?\s+)?")


def with_invoices(ear: Ear) -> Ear:
    """``ear`` with the open sum of each invoice that is named, unless all are named together.

    Where a part of a sentence names a sum besides, the number only says what that is for.
    """
    if not ear.ledger.open_by_no:
        return ear
    return replace(ear, heard=tuple(_with_own(ear, heard) for heard in ear.heard))


def _with_own(ear: Ear, heard: Heard) -> Heard:
    open_now = dict(ear.ledger.open_by_no)
    named = [replace(place, value=open_now[number]) for place, number in _named(ear, heard)]
    own = [
        each
        for each in _joined(heard, named)
        if each.value != ear.total.amount and not _has_another(heard, each) and not _is_paid(heard, each)
    ]
    return replace(heard, sums=tuple(sorted((*heard.sums, *own), key=lambda each: each.start)))


def _named(ear: Ear, heard: Heard) -> Iterator[tuple[Sum, str]]:
    """The place of each number, said whole or by its last digits where no other has the same."""
    numbers = [number for number, _ in ear.ledger.open_by_no]
    tails = [found[0] if (found := _TAIL.search(number)) else "" for number in numbers]
    for number, tail in zip(numbers, tails, strict=True):
        known = re.escape(fold(number).strip())
        if len(tail) >= _LEAST_DIGITS and tails.count(tail) == 1:
            known = f"{known}|{tail}"
        for match in re.finditer(rf"(?<![\w.,$£€¥-])(?:{known})(?![\w%]|[.,/-]\w)", heard.words):
            if not any(each.start <= match.start() < each.end for each in heard.sums):
                yield Sum(start=match.start(), end=match.end(), value=None, currency=ear.total.currency), number


def _is_paid(heard: Heard, each: Sum) -> bool:
    return is_done(heard, *heard.sentence.part(each.start, each.end))


def _joined(heard: Heard, own: list[Sum]) -> Iterator[Sum]:
    """Numbers that stand together as one sum."""
    own = sorted(own, key=lambda each: each.start)
    group = own[:1]
    for before, each in pairwise(own):
        if not _JOINED.fullmatch(heard.words, before.end, each.start):
            yield _as_one(group)
            group = []
        group.append(each)
    if group:
        yield _as_one(group)


def _as_one(group: list[Sum]) -> Sum:
    value = sum((each.value for each in group if each.value), Decimal(0))
    return replace(group[0], end=group[-1].end, value=value)


def _has_another(heard: Heard, each: Sum) -> bool:
    begin, end = heard.sentence.part(each.start, each.end)
    return any(begin <= other.start < end for other in heard.sums)
