"""Decides whether a model's answer repeats its instructions in place of writing a letter."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from assistant.ports import ChatMessage

# A Han character, or a word: what a run is counted in. Both lengths are beyond what a letter shares by chance.
_TOKEN = re.compile(r"[㐀-鿿]|[^\W\d_㐀-鿿]+")
_LONGEST_RUN = 12
# So many instructions are remembered: there is one for each prompt, language and region.
_REMEMBERED = 64
# The examples of style, which a letter may use, stand in quotation marks.
_EXAMPLE = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」|『[^』]*』")


def repeats_prompt(text: str, messages: Iterable[ChatMessage]) -> bool:
    """Whether ``text`` has twelve words, or Chinese characters, on end that stand so in a system message.

    What is quoted there as an example does not count.
    """
    ours = frozenset(_runs(text))
    return any(not ours.isdisjoint(_told(message.content)) for message in messages if message.role == "system")


@lru_cache(_REMEMBERED)
def _told(content: str) -> frozenset[tuple[str, ...]]:
    return frozenset(run for part in _EXAMPLE.split(content) for run in _runs(part))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    tokens = [match[0].casefold() for match in _TOKEN.finditer(text)]
    for start in range(len(tokens) - _LONGEST_RUN + 1):
        yield tuple(tokens[start : start + _LONGEST_RUN])
