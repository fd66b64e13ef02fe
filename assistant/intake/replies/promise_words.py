"""Loads the words beside a promised payment: ``knowledge/replies/promise.yaml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.intake.replies.spelling import Texts, compiled_lists
from assistant.knowledge import Closed, read_yaml, shipped


@dataclass(frozen=True, kw_only=True)
class PromiseWordsFile(Closed):
    """The content of ``knowledge/replies/promise.yaml``."""

    version: int
    words: Mapping[str, str]
    payer: Texts
    payer_before: Texts
    payer_pays: Texts
    rest: Texts
    news: Texts
    one_range: Texts
    latest: Texts


@cache
def promise_words() -> dict[str, re.Pattern[str]]:
    """Each list of the file as one pattern; raises BadKnowledge."""
    file = read_yaml(shipped("knowledge") / "replies" / "promise.yaml", PromiseWordsFile)
    return compiled_lists(file, file.words)
