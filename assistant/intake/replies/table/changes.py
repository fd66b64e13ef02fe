"""Reads another day or sum for one payment of the plan on the table: "fine, but the last one on 15 February".

The day may be told by how much later or sooner it is, "could the first instalment be a week later?".
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from assistant.domain.bargain import Change
from assistant.domain.reading import ProposalKind, Reading
from assistant.intake.replies import plan
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.kinds import IN_PARTS, of_kinds
from assistant.intake.replies.table.shifts import shift_in
from assistant.intake.replies.table.words import table_words

# How far behind the payment its new day or sum may stand.
_NEAR = 40
# How far before it a word of change may begin: "could you move the last payment to".
_SHORTLY = 12
_PLACES = {"second": 1, "third": 2, "fourth": 3, "fifth": 4, "sixth": 5}
_HAN = "一二三四五六七八九"


def changes_in(ear: Ear, reading: Reading) -> tuple[Change, ...]:
    """The payments that get another day or sum; none where all of them are listed, or a sum leaves the others open."""
    if reading.proposal and reading.proposal.payments:
        return ()
    found = [change for heard in ear.heard for change in _in(heard)]
    sums = [change for change in found if change.amount]
    if sums and (other := _sum_of_the_others(ear)):
        return (*found, Change(which=None, amount=other))
    return tuple(change for change in found if not change.amount)


def moves_an_unnamed_one(ear: Ear) -> bool:
    """Whether one of several payments is to come later or sooner, and nobody can tell which: 其中一期晚一周."""
    return any(
        table_words()["some_payment"].search(heard.words) and shift_in(heard, 0, len(heard.words))
        for heard in ear.heard
    )


def without_figures(reading: Reading) -> Reading:
    """``reading`` with no way to pay all of it on the day of one payment; what else is asked for stays."""
    proposal = reading.proposal
    if proposal:
        kinds = tuple(kind for kind in proposal.kinds if kind not in {*IN_PARTS, ProposalKind.EXTENSION})
        bare = replace(of_kinds(proposal, kinds), first_payment=None, per_instalment=None) if kinds else None
        proposal = bare and replace(bare, instalments=None, until=None, starts=None, extension_days=None)
    return replace(reading, proposal=proposal, promise=None)


def is_about_ours(ear: Ear) -> bool:
    """Whether they speak of the plan that we offered: they say yes to the rest of it, or call it ours."""
    like = table_words()
    return any(like["accepts"].search(heard.words) or like["ours"].search(heard.words) for heard in ear.heard)


def _in(heard: Heard) -> Iterator[Change]:
    """The changes of one sentence: a payment beside a word of change, and the nearest day or sum behind it.

    Words for every payment are heard where it is to come later or sooner: 每期都晚一周.
    """
    unnamed = table_words()["some_payment"].search(heard.words)
    named = list(table_words()["one_payment"].finditer(heard.words))
    if not (named or unnamed) and table_words()["every_payment"].search(heard.words):
        shift = shift_in(heard, 0, len(heard.words))
        yield from [Change(which=None, shift=shift)] if shift else []
    ends = [match.start() for match in named[1:]] + [len(heard.words)]
    for match, end_of_part in zip(named, ends, strict=False):  # as many ends as payments, one where there is none
        end = min(match.end() + _NEAR, end_of_part)
        begin = 0 if len(named) == 1 else match.start()
        shift = None if unnamed else shift_in(heard, begin, end_of_part)
        if not (shift or table_words()["changes"].search(heard.words, max(0, match.start() - _SHORTLY), end)):
            continue
        day = next((d.day for d in heard.days if d.day and match.end() <= d.start < end), None)
        if shift and not day:
            yield Change(which=_place(match), shift=shift)
            continue
        sums = (each for each in heard.sums if match.end() <= each.start < end and each.share is None)
        amount = None if day else next((each.value for each in sums if not plan.is_each(heard, each)), None)
        if day or amount:
            yield Change(which=_place(match), day=day, amount=amount)


def _place(match: re.Match[str]) -> int:
    """Where the payment stands among the others."""
    if match["first"] or match["first2"]:
        return 0
    if match["last"] or match["last2"]:
        return -1
    raw = match["nth"] or match["nth2"]
    return _PLACES.get(raw) or (int(raw[0]) if raw[0].isdigit() else _HAN.index(raw) + 1) - 1


def _sum_of_the_others(ear: Ear) -> Decimal | None:
    """What each of the other payments is then, where that is said: 其餘三期各8萬."""
    each = (one.value for h in ear.heard for one in h.sums if plan.is_each(h, one) and plan.is_rest(h, one))
    return next(each, None)
