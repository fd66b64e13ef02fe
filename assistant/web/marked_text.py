"""A text as it came, with places in it marked: each mark has a name that links lead to, a look and a tip."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.web.markup import Markup, joined, tag, text


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """The text from ``start`` to ``end``; ``name`` is the anchor of the place."""

    start: int
    end: int
    name: str
    look: str | None = None
    tip: str | None = None


def marked(whole: str, marks: Sequence[Mark]) -> Markup:
    """The text in pieces; where marks overlap, the one that begins first is drawn, and the other one's name stays."""
    return joined(_pieces(whole, marks))


def _pieces(whole: str, marks: Sequence[Mark]) -> Iterator[Markup]:
    here = 0
    for mark in sorted(marks, key=lambda each: each.start):
        if mark.start < here:
            yield tag("span", id=mark.name)
            continue
        yield text(whole[here : mark.start])
        tip = {"tabindex": "0", "data_tip": mark.tip} if mark.tip else {}
        yield tag("mark", whole[mark.start : mark.end], id=mark.name, class_=mark.look, **tip)
        here = mark.end
    yield text(whole[here:])
