"""Decides what a question asks for: one thing or several, and which topics a clause must state to answer it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.brief import Topic
from assistant.folding import fold
from assistant.retrieval.concepts import Lexicon
from assistant.retrieval.figures import figures_of
from assistant.retrieval.tokens import tokens_of
from assistant.retrieval.topics import TopicPatterns

_CONCEPT_TIMES = 2
# A question in two parts is searched as a whole and by its parts, so that each part finds its clause.
_PARTS = re.compile(r"[,，;；?？。]|\band what\b|\band how\b|\band when\b|还有|以及|另外|還有")
# How Chinese asks, whatever it asks for; in one script, as questions are folded.
_ASKING = re.compile(
    "怎么样|怎么|怎样|点样|如何|什么时候|什么|多少|多久|几时|几天|几多|几耐|哪里|哪个|哪儿|哪|边个|边度|谁"
    "|能不能|可不可以|可以|是不是|要不要|算不算|算数|有没有|我们|咱们|你们|他们|他|她|佢|客户|对方|自己|一直"
    "|嗰|啲|嘅|啥|吗|呢|要|能|给|说|去|来|到|不|没|算"
)
_SHORTEST_PART = 4
# What is longer is no question any more; its beginning is asked, and no more parts of it than a person would ask.
_LONGEST, _MOST_PARTS = 2000, 8
_PART_WEIGHT = 0.95


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One thing that is asked: its tokens, concepts included, how far it is on which topic, and how much it counts."""

    tokens: tuple[str, ...]
    topics: Mapping[Topic, float]
    weight: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """Everything that is asked; nothing when the text holds no word."""

    asks: tuple[Asked, ...]


def read_question(query: str, lexicon: Lexicon, topics: Mapping[Topic, TopicPatterns]) -> Question:
    """What ``query`` asks, as a whole and part by part."""
    folded = fold(query[:_LONGEST])
    whole = _asked(folded, 1.0, lexicon, topics)
    parts = [part for part in _PARTS.split(folded) if len(part.strip()) >= _SHORTEST_PART][:_MOST_PARTS]
    asks = [whole, *(_asked(part, _PART_WEIGHT, lexicon, topics) for part in parts if len(parts) > 1)]
    return Question(asks=tuple(asked for asked in asks if asked.tokens))


def _asked(folded: str, weight: float, lexicon: Lexicon, topics: Mapping[Topic, TopicPatterns]) -> Asked:
    concepts = lexicon.concepts_in(folded)
    tokens = [*tokens_of(_ASKING.sub(" ", folded)), *figures_of(folded)] + [
        f"§{name}" for name in concepts
    ] * _CONCEPT_TIMES
    tokens += [f"={name}" for name in lexicon.words_in(folded)]
    shares = {topic: share for topic, patterns in topics.items() if (share := patterns.share_of(concepts))}
    return Asked(tokens=tuple(tokens), topics=shares, weight=weight)
