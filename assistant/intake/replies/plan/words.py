"""Loads the words that tell the figures of a plan apart: ``knowledge/replies/plan.yaml``."""

import re
from dataclasses import dataclass
from functools import cache

from assistant.intake.replies.spelling import Texts, compiled_lists
from assistant.knowledge import Closed, read_yaml, shipped


@dataclass(frozen=True, kw_only=True)
class PlanFile(Closed):
    """The content of ``knowledge/replies/plan.yaml``."""

    version: int
    rest: Texts
    then: Texts
    starts: Texts
    starts_after: Texts
    from_month: Texts
    moves_to: Texts
    recurs: Texts
    joins: Texts
    joins_sums: Texts
    each_day: Texts
    spans: Texts
    within: Texts
    by_weeks: Texts
    refused_count: Texts
    by_fortnights: Texts
    not_offered: Texts
    held_back: Texts
    refused: Texts
    taken_off: Texts


@cache
def plan_words() -> dict[str, re.Pattern[str]]:
    """Each list of the file as one pattern; raises BadKnowledge."""
    return compiled_lists(read_yaml(shipped("knowledge") / "replies" / "plan.yaml", PlanFile))
