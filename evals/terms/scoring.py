"""Decides what of a reading is right: values as expected, fields that nobody stated, and numbers put into blanks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.terms.sentences import EvalSentence

# What was read: field → values, as JSON has them.
Found = Mapping[str, Sequence[Mapping[str, object]]]
# Both numbers of a contradiction are shown, neither is a value.
_NOT_VALUES = frozenset({"words", "figures"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """How one sentence was read: how many values it states, and a line for each that was missed, false or invented."""

    expected: int
    missed: tuple[str, ...]
    false: tuple[str, ...]
    invented: tuple[str, ...]

    @property
    def right(self) -> int:
        """How many of the expected values were read."""
        return self.expected - len(self.missed)


def mark(sentence: EvalSentence, found: Found) -> Marks:
    """``found`` beside what ``sentence`` states.

    A value is right when some value of its field has all the expected keys with equal values; it may hold more. A
    field is false when the sentence does not state it. A number is invented when it was read for any field of a
    sentence with a blank and is not among its expected values.
    """
    missed = tuple(
        f"{sentence.text} | {field} {value}, read {found.get(field)}"
        for field, values in sentence.terms.items()
        for value in values
        if not any(_fits(value, read) for read in found.get(field, ()))
    )
    known = {*sentence.terms, *sentence.may_read}
    false = tuple(f"{sentence.text} | {field} {found[field]}" for field in found if field not in known)
    return Marks(
        expected=sum(len(values) for values in sentence.terms.values()),
        missed=missed,
        false=false,
        invented=tuple(_invented(sentence, found)) if sentence.has_blank else (),
    )


def _fits(expected: object, found: object) -> bool:
    if isinstance(expected, Mapping):
        return isinstance(found, Mapping) and all(
            key in found and _fits(value, found[key]) for key, value in expected.items()
        )
    if isinstance(expected, list | tuple):
        return isinstance(found, list | tuple) and len(expected) == len(found) and all(map(_fits, expected, found))
    return expected == found


def _invented(sentence: EvalSentence, found: Found) -> Iterator[str]:
    written = {number for values in sentence.terms.values() for number in _numbers(values)}
    for field, values in found.items():
        for number in _numbers(values):
            if number not in written:
                yield f"{sentence.text} | {field} {values}"


def _numbers(value: object, key: str = "") -> Iterator[object]:
    match value:
        case bool():
            return
        case Mapping():
            for inner, each in value.items():
                if inner not in _NOT_VALUES:
                    yield from _numbers(each, inner)
        case list() | tuple():
            for each in value:
                yield from _numbers(each, key)
        case int() | float():
            yield value
        case str() if key == "amount":
            yield value
