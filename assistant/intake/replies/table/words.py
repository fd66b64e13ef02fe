"""Loads the words that count at the table: ``knowledge/replies/bargain.yaml``."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.intake.replies.spelling import Texts, compiled_lists
from assistant.knowledge import Closed, read_yaml, shipped


@dataclass(frozen=True, kw_only=True)
class BargainFile(Closed):
    """The content of ``knowledge/replies/bargain.yaml``."""

    version: int
    accepts: Texts
    accepts_never: Texts
    harmless_question: Texts
    open_point: Texts
    scoffs: Texts
    echoes: Texts
    posts: Texts
    one_payment: Texts
    changes: Texts
    some_payment: Texts
    every_payment: Texts
    later: Texts
    later_behind: Texts
    more_time: Texts
    sooner: Texts
    sooner_behind: Texts
    deadline: Texts
    deadline_itself: Texts
    deadline_behind: Texts
    ours: Texts
    takes_back: Texts
    uncontested: Texts
    either: Texts
    whole: Texts
    all_at_once: Texts
    repeats: Texts
    stalls: Texts
    of_payment: Texts
    only_nods: Texts
    takes_day: Texts
    asks_for_day: Texts
    states: Texts
    told: Texts
    quoted: Texts
    bare_nod: Texts
    of_payment_han: Texts
    of_no_payment: Texts
    only_nods_han: Texts
    comes_in: Texts
    undecided: Texts
    tentative: Texts
    less: Texts
    no_gift: Texts
    waiver: Texts
    paid_before: Texts
    pays: Texts
    left: Texts
    rest_only: Texts
    then_the_rest: Texts
    waits: Texts
    now: Texts
    same: Texts
    evenly: Texts
    in_so_many: Texts
    fortnightly: Texts
    weekly: Texts
    bare_count: Texts
    any_count: Texts
    any_percent: Texts
    any_day: Texts


@cache
def table_words() -> dict[str, re.Pattern[str]]:
    """Each list of the file as one pattern; raises BadKnowledge."""
    return compiled_lists(read_yaml(shipped("knowledge") / "replies" / "bargain.yaml", BargainFile))
