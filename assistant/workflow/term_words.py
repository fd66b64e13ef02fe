"""Says the value of a contract's term in words, for every screen and for the command line."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from assistant.wording import Wording

# Where the words for a value of a list may stand.
_LISTED = ("trigger", "rate_unit", "term_value")


def value_in_words(value: Mapping[str, object], words: Wording) -> str:
    """``days 30; from the date of the invoice``: each key with what it is."""
    return words.words.formats.between.join(_said(value, words))


def choice_in_words(choice: str, words: Wording) -> str:
    """One of the fixed values of a key, such as ``invoice_date``; itself where it has no name."""
    return next((name for group in _LISTED if (name := words.words.names[group].get(choice))), choice)


def _said(value: Mapping[str, object], words: Wording) -> Iterator[str]:
    for key, inner in value.items():
        yield f"{words.listed('term_key', key)} {_word(inner, words)}"


def _word(value: object, words: Wording) -> str:
    match value:
        case Mapping():
            return "(" + "; ".join(_said(value, words)) + ")"
        case list() | tuple():
            return " + ".join(_word(each, words) for each in value)
        case bool():
            return words.listed("term_value", "yes" if value else "no")
        case Decimal():
            return f"{value.normalize():f}"
        case str():
            return choice_in_words(value, words)
        case _:
            return str(value)
