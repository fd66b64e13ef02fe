"""Decides what of an order's passages and exemplars a model is shown: as much as there is room for, by value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.domain.language import Reason
from assistant.domain.order import Exemplar, Order, Passage
from assistant.ports import ChatMessage
from assistant.prompting import Prompts

PROMPT = "material"
T = TypeVar("T")
# Room for what stands around the pieces, in tokens: never less than it takes where bytes are counted.
_AROUND = 400


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """The messages with what the model is shown; ``notes`` say what there was no room for.

    ``prompt`` is the stamp of the file that it is shown with, empty where there is nothing to show.
    """

    messages: tuple[ChatMessage, ...]
    notes: tuple[Reason, ...]
    prompt: str = ""


def with_material(
    messages: Sequence[ChatMessage],
    order: Order,
    prompts: Prompts,
    *,
    count: Callable[[str], int],
    most: int,
    marker: str,
) -> Shown:
    """``messages`` with the material of ``order`` at the head of the first one of the user.

    Its pieces take at most ``most`` of what ``count`` counts. Exemplars go first, then history from its end; the first
    passage goes last.
    """
    passages, exemplars = _kept(order, count, most - _AROUND)
    left_out = (len(order.passages) - len(passages), len(order.exemplars) - len(exemplars))
    notes = (Reason.of("material_cut", passages=left_out[0], exemplars=left_out[1]),) if any(left_out) else ()
    if not passages and not exemplars:
        return Shown(messages=tuple(messages), notes=notes)
    values = {
        "passages": "\n\n".join(map(_passage, passages)),
        "examples": "\n\n".join(_example(exemplar) for exemplar in exemplars),
    }
    file = prompts.get(PROMPT)
    parts = [part.content for part in file.render(values, marker=marker) if values[part.role]]
    at = next(n for n, message in enumerate(messages) if message.role == "user")
    headed = replace(messages[at], content="\n\n".join((*parts, messages[at].content)))
    return Shown(messages=(*messages[:at], headed, *messages[at + 1 :]), notes=notes, prompt=file.stamp)


def _kept(order: Order, count: Callable[[str], int], room: int) -> tuple[tuple[Passage, ...], tuple[Exemplar, ...]]:
    """What there is room for: passages before exemplars, each from the first on, and nothing after one that is out."""
    passages, room = _first(order.passages, lambda passage: count(_passage(passage)), room)
    exemplars, _ = _first(order.exemplars, lambda exemplar: count(_example(exemplar)), room)
    return passages, exemplars


def _first(pieces: Sequence[T], size: Callable[[T], int], room: int) -> tuple[tuple[T, ...], int]:
    for n, piece in enumerate(pieces):
        needs = size(piece)
        if needs > room:
            return tuple(pieces[:n]), 0
        room -= needs
    return tuple(pieces), room


def _passage(passage: Passage) -> str:
    return f"{passage.about[:1].upper()}{passage.about[1:]}:\n{passage.quote}"


def _example(exemplar: Exemplar) -> str:
    subject = f"Subject: {exemplar.subject}\n\n" if exemplar.subject else ""
    return f"--- example ---\n{subject}{exemplar.body}\n--- end of example ---"
