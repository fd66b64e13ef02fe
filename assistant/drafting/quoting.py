"""Decides whether the words of a contract or of a customer may stand as a quotation in a letter of a given language."""

import re
from functools import cache
from typing import Any

from assistant.domain.brief import Excerpt
from assistant.domain.language import Language
from assistant.drafting.rendering import quotation

# Longer quotations would be longer than the letter around them; the clause is then cited by its number alone.
LONGEST_CHINESE = 36
LONGEST_ENGLISH = 120

_HAN = re.compile(r"[㐀-鿿]")


def may_be_quoted(excerpt: Excerpt, language: Language) -> bool:
    """Whether the clause is short, and in the language (and script) of the letter."""
    words = quotation(excerpt)
    longest = LONGEST_CHINESE if language.is_chinese else LONGEST_ENGLISH
    return 0 < len(words) <= longest and reads_as(words, language)


def reads_as(text: str, language: Language) -> bool:
    """Whether ``text`` is in ``language``: without Han characters for English, in the right script for Chinese."""
    if not _HAN.search(text):
        return language is Language.EN
    if language is Language.EN:
        return False
    return (_to_simplified(text) == text) is (language is Language.ZH_HANS)


def _to_simplified(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")
