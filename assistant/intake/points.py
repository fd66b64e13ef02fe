"""Hears which points a customer's message raises, so that an answer can take up each of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.knowledge import Closed, read_yaml, shipped


@dataclass(frozen=True, kw_only=True, slots=True)
class PointWords(Closed):
    """The words that show a point: ``zh`` in Simplified characters, ``en`` in lower case."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class PointFile(Closed):
    """``knowledge/record/points.yaml``: the points by name, in the order in which an answer takes them up."""

    points: Mapping[str, PointWords]


def points_in(message: str) -> Iterator[str]:
    """The names of the points that ``message``, a customer's own words, raises."""
    folded = str(_converter().convert(message)).lower()
    for name, pattern in _patterns().items():
        if pattern.search(folded):
            yield name


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    points = read_yaml(shipped("knowledge") / "record" / "points.yaml", PointFile).points
    return {name: re.compile("|".join((*words.zh, *words.en))) for name, words in points.items()}


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
