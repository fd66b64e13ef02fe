"""What a second reader's answer comes to: what it read, and what is to be told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.domain.language import Reason
from assistant.prompting import Answered, Asker

Read = TypeVar("Read")


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted(Generic[Read]):
    """What counts of an answer, and how many of its entries do not: by ``shape``, ``quote`` or ``figure``.

    An entry without the right shape has unknown keys, words or values; one whose quote does not stand in the text, or
    which names a figure or a name that its quote does not hold, was made up.
    """

    read: Read
    dropped: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondReading(Generic[Read]):
    """What a model read in a text; how sure it is of anything says nothing.

    ``notes`` say what was not shown to it, what it gave that did not count, and why there is no reading where
    ``complete`` is false. ``prompt`` is the stamp of the prompt file; tokens are None while the endpoint tells none.
    """

    read: Read
    complete: bool
    notes: tuple[Reason, ...]
    model: str
    prompt: str
    tokens_in: int | None = None
    tokens_out: int | None = None

    @classmethod
    def of(
        cls, answered: Answered[Counted[Read]], *, prompt: str, nothing: Read, notes: tuple[Reason, ...]
    ) -> "SecondReading[Read]":
        """The reading of an answer to ``prompt``, a stamp, with ``nothing`` read where there is no answer."""
        answer = answered.read
        silent = (Reason.of("second_reader_silent", why=answered.why),)
        return cls(
            read=nothing if answer is None else answer.read,
            complete=answer is not None,
            notes=(*notes, *(silent if answer is None else _not_counted(answer.dropped))),
            model=answered.model,
            prompt=prompt,
            tokens_in=answered.tokens_in,
            tokens_out=answered.tokens_out,
        )

    @classmethod
    def unasked(cls, asker: Asker, *, prompt: str, nothing: Read, notes: tuple[Reason, ...]) -> "SecondReading[Read]":
        """The whole reading of a text in which there is nothing that a model could be asked about."""
        empty = Answered(read=Counted(read=nothing, dropped={}), why=None, model=asker.model_name)
        return cls.of(empty, prompt=prompt, nothing=nothing, notes=notes)


def held_back(*counts: Reason) -> tuple[Reason, ...]:
    """Those that tell of something: their ``count`` says of how many places or sentences."""
    return tuple(each for each in counts if each.details["count"])


def _not_counted(dropped: Mapping[str, int]) -> tuple[Reason, ...]:
    if not dropped:
        return ()
    shape, quote, figure = (dropped.get(why, 0) for why in ("shape", "quote", "figure"))
    return (Reason.of("second_reader_not_counted", shape=shape, quote=quote, figure=figure),)
