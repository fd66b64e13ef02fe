"""Works out the numbers that Word shows before paragraphs, but stores only as definitions of lists."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.adapters.docx_numerals import written
from assistant.adapters.office_package import Element, Reading

_PLACE = re.compile(r"%([1-9])")
_PLAIN_BULLETS = frozenset("-–—*•·")
_DEEPEST = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """One level of a list: ``text`` is its label with ``%1`` for the number of the first level, and so on.

    ``restart`` is the level (from 1) after which it counts anew: any higher one when it is None, never when it is 0.
    """

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(kw_only=True, slots=True)
class _List:
    levels: dict[int, Level] = field(default_factory=dict)
    linked_style: str = ""


@dataclass(kw_only=True, slots=True)
class _Use:
    """A ``w:num``: which list it uses, and what it changes in it."""

    list_id: str = ""
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering(Reading):
    """The lists of one document (its numbering part), and how far each has counted."""

    def __init__(self) -> None:
        super().__init__()
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        self._of_style: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._list, self._use, self._at = _List(), _Use(), 0

    def define_style(self, style: str, use: str) -> None:
        """The list style ``style`` numbers with ``use``; lists that are linked to it are that one."""
        self._of_style[style] = use

    def level_of(self, use: str, style: str) -> int | None:
        """The level of the list that belongs to a paragraph style, if it says so."""
        levels = self._levels(use)
        return next((at for at, level in levels.items() if level.style == style), None)

    def label(self, use: str, at: int) -> str:
        """The label of the next paragraph at level ``at`` (from 0), with what stands between it and the text."""
        levels = self._levels(use)
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._count(use, at, level, levels)
        if level.form == "bullet":
            label = level.text if level.text in _PLAIN_BULLETS else "•"
        else:
            label = _PLACE.sub(lambda place: self._number(int(place[1]) - 1, level, levels, counts), level.text)
        gap = "" if level.suffix == "nothing" or not label.strip() else " "
        return label.rstrip() + gap

    def _count(self, use: str, at: int, level: Level, levels: dict[int, Level]) -> dict[int, int]:
        counts = self._counts.setdefault(self._list_id(use), {})
        override = self._uses[use].starts.get(at)
        if override is not None and (use, at) not in self._begun:
            counts[at] = override
        else:
            counts[at] = counts[at] + 1 if at in counts else level.start
        self._begun.add((use, at))
        for deeper in [d for d in counts if d > at]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or at < restart:
                del counts[deeper]
        return counts

    def _number(self, place: int, level: Level, levels: dict[int, Level], counts: dict[int, int]) -> str:
        named = levels.get(place, Level())
        value = counts.get(place, named.start)
        # "Legal" numbering keeps the nought of "Section 1.01".
        plain = level.legal and named.form not in ("none", "decimalZero")
        return str(value) if plain else _in_form(value, named.form)

    def _list_id(self, use: str, seen: int = 0) -> str:
        """The list that really counts: a list may stand for that of a list style."""
        found = self._uses.get(use)
        if found is None:
            return ""
        linked = self._lists.get(found.list_id, _List()).linked_style
        target = self._of_style.get(linked, "")
        return self._list_id(target, seen + 1) if target and target != use and seen < _DEEPEST else found.list_id

    def _levels(self, use: str) -> dict[int, Level]:
        found = self._uses.get(use)
        kept = self._lists.get(self._list_id(use))
        return {**kept.levels, **found.levels} if found and kept else {}

    # reading the definitions

    def opened(self, element: Element) -> None:
        """A definition, or a part of one."""
        match element.name:
            case "abstractNum":
                self._list = self._lists[element.get("abstractNumId")] = _List()
            case "num":
                self._use = self._uses[element.get("numId")] = _Use()
            case "lvl" | "lvlOverride":
                self._at = min(max(element.number("ilvl"), 0), _DEEPEST)
                if element.name == "lvl":
                    self._put(Level())
            case "startOverride":
                self._use.starts[self._at] = element.number()
            case "abstractNumId":
                self._use.list_id = element.get("val")
            case "numStyleLink":
                self._list.linked_style = element.get("val")
            case _ if self.around == "lvl":
                self._put(_changed(self._held()[self._at], element))

    def _held(self) -> dict[int, Level]:
        return self._use.levels if "num" in self.path else self._list.levels

    def _put(self, level: Level) -> None:
        self._held()[self._at] = level


def _changed(level: Level, element: Element) -> Level:
    change = _CHANGES.get(element.name)
    return replace(level, **change(element)) if change else level


def _form(element: Element) -> str:
    """The number format; one of the user's own, such as ``001, 002, …``, is plain figures of that width."""
    form = element.get("val")
    first = element.get("format").partition(",")[0].strip()
    return f"0{len(first)}d" if form == "custom" and first.isdecimal() else form


def _in_form(value: int, form: str) -> str:
    width = form[1:-1]
    return f"{value:0{min(int(width), 9)}d}" if form.endswith("d") and width.isdecimal() else written(value, form)


_CHANGES: Mapping[str, Callable[[Element], dict[str, Any]]] = {
    "start": lambda element: {"start": element.number()},
    "numFmt": lambda element: {"form": _form(element)},
    "lvlText": lambda element: {"text": element.get("val")},
    "suff": lambda element: {"suffix": element.get("val")},
    "lvlRestart": lambda element: {"restart": element.number()},
    "isLgl": lambda element: {"legal": element.is_on()},
    "pStyle": lambda element: {"style": element.get("val")},
    "lvlPicBulletId": lambda _: {"form": "bullet", "text": "•"},
}
