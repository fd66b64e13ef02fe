"""Decides in which of the three written languages a text is."""

import re
from functools import cache
from typing import Protocol

from assistant.domain.language import Language

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LETTER = re.compile("[A-Za-z]+")
# A contract in Chinese quotes English names and codes; an English one may name a Chinese company.
_HAN_SHARE = 0.2
_ENOUGH = 20_000
# Written in Hong Kong and in either script alike.
_CANTONESE = re.compile("[唔哋嘅咗喺佢嗰啲嚟嘢喇]")


class _Converter(Protocol):
    def convert(self, text: str) -> str: ...


def language_of(text: str) -> Language:
    """English unless a fifth of its words are Han characters; then the script that more of its characters belong to.

    An English word counts as one, as a Han character does. A text in which the scripts do not differ is Simplified,
    unless it is Cantonese.
    """
    sample = text[:_ENOUGH]
    han = _HAN.findall(sample)
    words = len(_LETTER.findall(sample))
    if not han or len(han) < _HAN_SHARE * (len(han) + words):
        return Language.EN
    joined = "".join(han)
    traditional = _changed(joined, "t2s")
    if not traditional and not _CANTONESE.search(joined):
        return Language.ZH_HANS
    # The dictionaries of the other direction are large: they are asked only where there is something to weigh.
    simple = _changed(joined, "s2t")
    return Language.ZH_HANT if traditional > simple or not simple else Language.ZH_HANS


def tells_no_script(text: str) -> bool:
    """Whether a Chinese text has only characters that both scripts write alike, and none that only Cantonese has."""
    han = "".join(_HAN.findall(text[:_ENOUGH]))
    return bool(han) and not (_CANTONESE.search(han) or _changed(han, "t2s") or _changed(han, "s2t"))


def simplified(text: str) -> str:
    """``text`` with every character in its Simplified form; what is not Chinese stays."""
    return _converter("t2s").convert(text) if _HAN.search(text) else text


def _changed(text: str, direction: str) -> int:
    return sum(1 for old, new in zip(text, _converter(direction).convert(text), strict=False) if old != new)


@cache
def _converter(direction: str) -> _Converter:
    from opencc import OpenCC

    converter: _Converter = OpenCC(direction)
    return converter
