"""Tells whether a message leaves its own yes or day open: they mock it, ask about the offer, or must ask somebody."""

import re
from dataclasses import dataclass, replace
from functools import cache

from assistant.domain.reading import Reading
from assistant.intake.replies.heard import Ear, Heard
from assistant.intake.replies.proposal import kinds_named
from assistant.intake.replies.spelling import Texts, compiled_lists
from assistant.knowledge import Closed, read_yaml, shipped


@dataclass(frozen=True, kw_only=True)
class UnsettledFile(Closed):
    """The content of ``knowledge/replies/unsettled.yaml``."""

    version: int
    mocks: Texts
    asks_about_it: Texts
    begins_a_question: Texts
    defers: Texts


@cache
def unsettled_words() -> dict[str, re.Pattern[str]]:
    """Each list of the file as one pattern; raises BadKnowledge."""
    return compiled_lists(read_yaml(shipped("knowledge") / "replies" / "unsettled.yaml", UnsettledFile))


def is_unsettled(ear: Ear) -> bool:
    """Whether any sentence keeps the message from being confirmed, whatever the others say."""
    return _says(ear, "mocks") or _says(ear, "defers") or any(map(_asks_about_it, ear.heard))


def without_what_is_unsettled(ear: Ear, reading: Reading) -> Reading:
    """``reading`` without payments that nobody means, and with a promise that hangs on the yes of somebody else."""
    if _says(ear, "mocks"):
        return replace(reading, promise=None, proposal=None)
    if reading.promise and _says(ear, "defers"):
        return replace(reading, promise=replace(reading.promise, conditional=True))
    return reading


def _says(ear: Ear, name: str) -> bool:
    return any(unsettled_words()[name].search(heard.words) for heard in ear.heard)


def _asks_about_it(heard: Heard) -> bool:
    """Whether it asks about what was offered; who asks for a waiver or other payments proposes: that is weighed."""
    like = unsettled_words()
    asks = heard.sentence.is_question or like["begins_a_question"].search(heard.words)
    return bool(asks and like["asks_about_it"].search(heard.words)) and not kinds_named(heard)
