"""Decides how a clause states a payment term, late interest or a right to suspend, and what a question asks for."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.domain.brief import Topic
from assistant.errors import BadKnowledge
from assistant.knowledge import Closed, read_yaml, shipped

_LONGEST_PART = 3000


@dataclass(frozen=True, kw_only=True)
class PatternLists(Closed):
    """Patterns for Chinese and for English sentences, the surest first."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PatternPair(Closed):
    """One pattern for Chinese and one for English sentences."""

    zh: str
    en: str


@dataclass(frozen=True, kw_only=True)
class TopicWords(Closed):
    """How one topic is headed, stated and asked for."""

    headed: str
    asked_by: tuple[tuple[str, ...], ...]
    says: PatternLists
    never: PatternPair


@dataclass(frozen=True, kw_only=True)
class TopicFile(Closed):
    """The content of ``knowledge/retrieval/topics.yaml``."""

    topics: Mapping[Topic, TopicWords]


class TopicPatterns:
    """The patterns of one topic, compiled; texts given to it are folded."""

    def __init__(self, words: TopicWords) -> None:
        self._headed = re.compile(words.headed)
        self._says = {
            "zh": tuple(re.compile(pattern, re.DOTALL) for pattern in words.says.zh),
            "en": tuple(re.compile(pattern, re.DOTALL) for pattern in words.says.en),
        }
        self._never = {"zh": re.compile(words.never.zh), "en": re.compile(words.never.en, re.DOTALL)}
        self._asked_by = tuple(frozenset(names) for names in words.asked_by)

    def headed(self, headings: str) -> bool:
        """Whether a clause with these headings is about the topic."""
        return bool(self._headed.search(headings))

    def strength(self, part: str) -> int | None:
        """How surely a part of a sentence states the topic, 0 the surest; None when it does not.

        A part that goes on for pages is read at its beginning: it states nothing that could be quoted.
        """
        part = part[:_LONGEST_PART]
        script = "zh" if re.search("[\u4e00-\u9fff]", part) else "en"
        if self._never[script].search(part):
            return None
        return next((n for n, pattern in enumerate(self._says[script]) if pattern.search(part)), None)

    def share_of(self, concepts: Collection[str]) -> float:
        """How much of a question that speaks of ``concepts`` is about this topic, from 0 to 1."""
        present = frozenset(concepts)
        about = frozenset().union(*(names for names in self._asked_by if names <= present))
        return len(about) / len(present) if about else 0.0


@cache
def shipped_topics() -> Mapping[Topic, TopicPatterns]:
    """The topics of ``knowledge/retrieval``; raises BadKnowledge."""
    return load_topics(shipped("knowledge") / "retrieval" / "topics.yaml")


def load_topics(path: Path) -> Mapping[Topic, TopicPatterns]:
    """The topics in ``path``; raises BadKnowledge for a bad pattern too."""
    file = read_yaml(path, TopicFile)
    try:
        return {topic: TopicPatterns(words) for topic, words in file.topics.items()}
    except re.error as error:
        message = f"{path} holds a pattern that is none: {error}; correct the file."
        raise BadKnowledge("knowledge_invalid", message, path=str(path), place="topics", problem=str(error)) from error
