"""Writes a fact's value as a suggestion does: plainly, in the language of the text."""

from datetime import date

from assistant.domain.brief import FactValue
from assistant.domain.language import Language
from assistant.domain.money import Money


def rendered(value: FactValue, language: Language) -> str:
    """``value`` in the usual form of ``language``."""
    if isinstance(value, Money):
        return value.written()
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日" if language.is_chinese else f"{value.day} {value:%B %Y}"
    return str(value)
