"""Writes down what stands around a day or a sum, so that a model can tell what the customer names it for."""

import re

from assistant.intake.replies.amounts import Sum
from assistant.intake.replies.days import Day
from assistant.intake.replies.heard import Heard

_HAN = re.compile("[\u3400-\u9fff]")
# Enough for the clause that it stands in and its neighbours, in characters.
_NEAR, _NEAR_HAN = 70, 24
# Signs that no customer writes, in the script of what stands around them, so that n-grams reach across them.
_MARKS = {True: ("㐀", "㐁", "㐂"), False: (" thisone ", " aday ", " asum ")}


def around(heard: Heard, mention: Day | Sum) -> str:
    """The words near ``mention``, which is marked, as are all other days and sums."""
    words = heard.words
    chinese = bool(_HAN.search(words))
    near = _NEAR_HAN if chinese else _NEAR
    here, day, amount = _MARKS[chinese]
    left, right = max(0, mention.start - near), min(len(words), mention.end + near)
    parts, at = [], left
    mentions: list[Day | Sum] = [*heard.days, *heard.sums]
    for each in sorted(mentions, key=lambda one: one.start):
        if each.start < at or each.end > right:
            continue
        parts += [words[at : each.start], here if each is mention else day if isinstance(each, Day) else amount]
        at = each.end
    return "".join(parts) + words[at:right]
