"""Decides which characters count as the same when texts are compared: script, width and case do not matter."""

import unicodedata
from functools import cache
from typing import Protocol

# OpenCC turns 應收帳款 into 应收帐款, where the mainland writes 账; the rest are variants that it leaves alone.
_VARIANTS = {"帐": "账", "佔": "占", "裏": "里", "菸": "烟", "臺": "台", "著": "着"}


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def fold(text: str) -> str:
    """``text`` with every character replaced by its plain one: Simplified, narrow, small.

    The length never changes, so that an offset in the folded text is the same place in the original.
    """
    return text.translate(_table(frozenset(text)))


@cache
def _table(characters: frozenset[str]) -> dict[int, str]:
    return {ord(character): plain for character in characters if (plain := _plain(character)) != character}


@cache
def _plain(character: str) -> str:
    narrow = unicodedata.normalize("NFKC", character)
    small = (narrow if len(narrow) == 1 else character).lower()
    if len(small) != 1:
        return character
    simple = _converter().convert(small) if "\u3400" <= small <= "\u9fff" else small
    return _VARIANTS.get(simple, simple) if len(simple) == 1 else small


@cache
def _converter() -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC("t2s")
    return converter
