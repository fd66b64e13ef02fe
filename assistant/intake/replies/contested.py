"""Hears how much of a debt is in question: "we will not pay 800", 拒付800元; what they pay beside it is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.intake.replies.amounts import OpenTotal, Sum, find_sums
from assistant.intake.replies.folding import fold
from assistant.intake.replies.spelling import Texts, compiled_lists
from assistant.knowledge import Closed, read_yaml, shipped


@dataclass(frozen=True, kw_only=True)
class ContestedFile(Closed):
    """The content of ``knowledge/replies/contested.yaml``."""

    version: int
    paid: Texts
    refused: Texts
    factor: Texts
    rest: Texts


def sums_in_question(text: str, whole: OpenTotal) -> Iterator[Sum]:
    """Each sum that ``text`` names, parts of the ``whole`` among them, but for those that it says are paid."""
    like, folded = contested_words(), fold(text)
    for each in find_sums(folded, whole):
        before = folded[: each.start]
        if like["factor"].match(folded, each.end):
            continue
        if like["refused"].search(before) or not like["paid"].search(before):
            yield each


def is_of_the_rest(text: str) -> bool:
    """Whether what they pay is what is left beside the part in question."""
    return contested_words()["rest"].search(fold(text)) is not None


@cache
def contested_words() -> dict[str, re.Pattern[str]]:
    """Each list of the file as one pattern; raises BadKnowledge."""
    return compiled_lists(read_yaml(shipped("knowledge") / "replies" / "contested.yaml", ContestedFile))
