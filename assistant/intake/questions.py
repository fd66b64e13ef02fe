"""Decides what to ask when a file can be read in two ways: one question per file and doubt, with the cells in doubt."""

from collections.abc import Iterable
from typing import cast

from assistant.domain.language import Reason
from assistant.errors import BadInput
from assistant.intake.reading import DateOrder, DecimalMark, Question

_MOST_EXAMPLES = 3
# Which field of `Options` settles a doubt.
UNCLEAR = {"unclear_date": "date_order", "unclear_amount": "decimal_mark", "unclear_sign": "signs"}
_SENTENCES = {
    "unclear_date": "which comes first in the dates, the day, the month or the year?",
    "unclear_amount": "which sign is the decimal mark in the amounts, the point or the comma?",
    "unclear_sign": "which currency does the sign stand for?",
}
# How each option is given on the command line.
_HOW = {
    "date_order": "Import again with --date-order dmy, mdy or ymd.",
    "decimal_mark": "Import again with --decimal-mark . or ,",
    "signs": "Import again with --sign and the currency that it means, such as --sign '$=HKD'.",
    "encoding": "Import again with --encoding and its name.",
}


def ask(doubts: Iterable[tuple[str, BadInput]]) -> tuple[Question, ...]:
    """One question for each file and kind of doubt, in the order of the first row that raised it.

    Signs that stand for different currencies are different doubts.
    """
    gathered: dict[tuple[str, str, tuple[str, ...]], list[BadInput]] = {}
    for file, error in doubts:
        gathered.setdefault((file, error.code, _choices(error)), []).append(error)
    return tuple(_question(*key, errors) for key, errors in gathered.items())


def ask_encoding(error: BadInput) -> Question:
    """The question of which encoding a file is in, with what each that fits makes of its text.

    ``error`` is the ``unclear_encoding`` of `assistant.intake.encoding`.
    """
    file, choices = str(error.details["name"]), cast(tuple[str, ...], error.details["encodings"])
    samples = cast(tuple[str, ...], error.details["samples"])
    message = f"{file}: in which encoding does it read rightly ({'; '.join(samples)})? {_HOW['encoding']}"
    reason = Reason("which_encoding", {"file": file, "examples": samples, "choices": choices})
    return Question(file=file, reason=reason, message=message, option="encoding", choices=choices, examples=samples)


def _question(file: str, code: str, choices: tuple[str, ...], errors: list[BadInput]) -> Question:
    texts = dict.fromkeys(str(error.details["text"]) for error in errors)
    examples = tuple(texts)[:_MOST_EXAMPLES]
    shown, option = ", ".join(repr(text) for text in examples), UNCLEAR[code]
    message = f"{file}: {_SENTENCES[code]} (for example {shown}) {_HOW[option]}"
    details = {"file": file, "rows": len(errors), "examples": examples, "choices": choices}
    return Question(
        file=file, reason=Reason(code, details), message=message, option=option, choices=choices, examples=examples
    )


def _choices(error: BadInput) -> tuple[str, ...]:
    if error.code == "unclear_date":
        return tuple(order.value for order in DateOrder)
    if error.code == "unclear_amount":
        return tuple(mark.value for mark in DecimalMark)
    return cast(tuple[str, ...], error.details["choices"])
