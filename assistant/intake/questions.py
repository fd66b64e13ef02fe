"""Decides what to ask when a file can be read in two ways: one question per file and doubt, with the cells in doubt."""

from collections.abc import Iterable
from typing import cast

from assistant.domain.language import Reason
from assistant.errors import BadInput
from assistant.intake.reading import DateOrder, DecimalMark, Question

_MOST_EXAMPLES = 3
# Which field of `Options` settles a doubt.
UNCLEAR = {"unclear_date": "date_order", "unclear_amount": "decimal_mark", "unclear_sign": "signs"}


def ask(doubts: Iterable[tuple[str, BadInput]]) -> tuple[Question, ...]:
    """One question for each file and kind of doubt, in the order of the first row that raised it."""
    gathered: dict[tuple[str, str], list[BadInput]] = {}
    for file, error in doubts:
        gathered.setdefault((file, error.code), []).append(error)
    return tuple(_question(file, code, errors) for (file, code), errors in gathered.items())


def _question(file: str, code: str, errors: list[BadInput]) -> Question:
    texts = dict.fromkeys(str(error.details["text"]) for error in errors)
    examples = tuple(texts)[:_MOST_EXAMPLES]
    shown = ", ".join(repr(text) for text in examples)
    option, choices = UNCLEAR[code], _choices(code, errors[0])
    message = f"{file}: {_sentence(code)} (for example {shown}). Import again with {option} set."
    details = {"file": file, "rows": len(errors), "examples": examples, "choices": choices}
    return Question(
        file=file, reason=Reason(code, details), message=message, option=option, choices=choices, examples=examples
    )


def _sentence(code: str) -> str:
    if code == "unclear_date":
        return "which comes first in the dates, the day, the month or the year?"
    if code == "unclear_amount":
        return "which sign is the decimal mark in the amounts, the point or the comma?"
    return "which currency does the sign stand for?"


def _choices(code: str, error: BadInput) -> tuple[str, ...]:
    if code == "unclear_date":
        return tuple(order.value for order in DateOrder)
    if code == "unclear_amount":
        return tuple(mark.value for mark in DecimalMark)
    return cast(tuple[str, ...], error.details["choices"])
