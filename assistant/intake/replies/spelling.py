"""Spells out the patterns of ``knowledge/replies``: names in them replaced, their Chinese folded as the texts are."""

import re
from collections.abc import Mapping
from typing import TypeAlias

from assistant.intake.replies.folding import fold

Texts: TypeAlias = tuple[str, ...]

_NAMED = re.compile("‹(\\w+)›")
_HAN = re.compile("[\u3400-\u9fff]+")
_DEEPEST = 8


def spelt_out(pattern: str, words: Mapping[str, str]) -> str:
    """``pattern`` ready to be compiled; raises KeyError for a name that ``words`` does not have."""
    for _ in range(_DEEPEST):
        if "‹" not in pattern:
            break
        pattern = _NAMED.sub(lambda name: words[name[1]], pattern)
    return _HAN.sub(lambda run: fold(run[0]), pattern)


def compiled_lists(file: object, words: Mapping[str, str] | None = None) -> dict[str, re.Pattern[str]]:
    """Each list of texts in ``file``, a dataclass, as one pattern under the list's name, ‹name› as in ``words``."""
    lists = {name: texts for name, texts in vars(file).items() if isinstance(texts, tuple)}
    return {name: re.compile("|".join(spelt_out(each, words or {}) for each in texts)) for name, texts in lists.items()}
