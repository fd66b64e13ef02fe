"""Shows what was changed in a Word file and not accepted yet: ``{--taken out--}`` and ``{++put in++}`` in the text."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import TypeAlias

from assistant.adapters.office_package import Element
from assistant.adapters.unseen import on_one_line

# What a text went through, outermost first: a deletion inside of an insertion is both.
State: TypeAlias = tuple[str, ...]

# Moved text is shown as taken out where it was, and as put in where it is now.
KINDS = {"ins": "+", "moveTo": "+", "del": "-", "moveFrom": "-"}
_LOOKALIKE = re.compile(r"\{(?=--|\+\+)|(?<=--)(?=\})|(?<=\+\+)(?=\})")
_LONGEST_NAME, _MOST_NAMES = 60, 5


@dataclass(kw_only=True, slots=True)
class Changes:
    """All tracked changes of a document: how many places, by whom, and from when to when."""

    count: int = 0
    formats: int = 0
    authors: Counter[str] = field(default_factory=Counter)
    days: set[str] = field(default_factory=set)

    def note(self, element: Element) -> None:
        """Keep who made the change that ``element`` describes, and when."""
        author = on_one_line(element.get("author"), _LONGEST_NAME)
        if author:
            self.authors[author] += 1
        if day := _day(element.get("date")):
            self.days.add(day)

    def found(self) -> dict[str, object]:
        """What a reader of the document has to be told."""
        names = [name for name, _ in self.authors.most_common(_MOST_NAMES)]
        days = sorted(self.days)
        return {"count": self.count, "formats": self.formats, "authors": names, "days": [*days[:1], *days[-1:]]}


@dataclass(kw_only=True, slots=True)
class Words:
    """The text of one paragraph in pieces, each with its state; ``mark`` is what happened to the paragraph's end."""

    pieces: list[tuple[State, str]] = field(default_factory=list)
    mark: str = ""

    def add(self, state: State, text: str) -> None:
        """Go on with ``text``."""
        self.pieces.append((state, text))

    def shown(self, changes: Changes) -> str:
        """The paragraph with its changes marked, which are counted in ``changes``."""
        merged = [(state, "".join(text for _, text in run)) for state, run in groupby(self.pieces, key=lambda p: p[0])]
        # An end that came or went with the whole paragraph shows by itself.
        if self.mark and any(text and self.mark not in state for state, text in merged):
            merged.append(((self.mark,), "¶"))
        changes.count += sum(1 for state, text in merged if state and text)
        return "".join(_marked(state, _LOOKALIKE.sub(_apart, text)) for state, text in merged if text)


def with_kind(state: State, kind: str) -> State:
    """``state`` after one more change; the same one twice is one."""
    return state if kind in state else (*state, kind)


def _marked(state: State, text: str) -> str:
    for kind in reversed(state):
        text = f"{{{kind * 2}{text}{kind * 2}}}"
    return text


def _apart(found: re.Match[str]) -> str:
    """Braces that look like our marks, but are the document's own, get a space."""
    return f"{found.group()} "


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError:
        return ""
