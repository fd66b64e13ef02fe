"""Decides how reasons, errors and names read in each language, from ``knowledge/wording/<tag>.yaml``.

A sentence there takes the details of its reason or error:

- ``{due}`` is the value itself, ``{days:day|days}`` a count with its noun, ``{now:status}`` the word that the list
  ``names.status`` has for a plain text;
- ``[… {note} …]`` falls away when a value in it is missing, empty or zero; ``[… {note} …||…]`` then gives what
  follows the two strokes.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from unicodedata import east_asian_width

from assistant.domain.language import Language, LocalText, Reason
from assistant.errors import TactfulError
from assistant.knowledge import Closed, read_yaml, shipped

_OPTIONAL = re.compile(r"\[(?P<with>[^\[\]]*?)(?:\|\|(?P<without>[^\[\]]*))?\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_PLACEHOLDER = re.compile(r"\{(\w+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Formats(Closed):
    """How values are written: ``date`` and ``moment`` are CLDR patterns, ``between`` stands between things listed."""

    date: str
    moment: str
    between: str
    nothing: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Words(Closed):
    """One language's file; ``names`` holds a list per enumeration, by its name in snake case, and a few more."""

    formats: Formats
    labels: Mapping[str, str]
    names: Mapping[str, Mapping[str, str]]
    reasons: Mapping[str, str]
    errors: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """Everything that the program says to its users about decisions and errors, in one language."""

    language: Language
    words: Words

    @classmethod
    def of(cls, language: Language) -> "Wording":
        """The wording in ``language``, read once; raises BadKnowledge when the file breaks its schema."""
        return _read(language)

    def reason(self, reason: Reason, *, default: str = "") -> str:
        """The sentence for ``reason``, which may carry an error's code; else ``default``, or the words of the code."""
        sentence = self.words.reasons.get(reason.code) or self.words.errors.get(reason.code)
        return self._filled(sentence, reason.details) or default or reason.code.replace("_", " ")

    def error(self, error: TactfulError) -> str:
        """The sentence for ``error``; its English message when there is none."""
        return self._filled(self.words.errors.get(error.code), error.details) or str(error)

    def name(self, member: StrEnum) -> str:
        """What people call ``member``, as it reads in the middle of a sentence."""
        group = re.sub(r"(?<!^)(?=[A-Z])", "_", type(member).__name__).lower()
        return self.listed(group, member.value)

    def role(self, role: str) -> str:
        """What people call the facts of ``role``, such as ``due_date``."""
        return self.listed("fact_role", role)

    def label(self, key: str) -> str:
        """The heading or short line that a screen shows under ``key``."""
        return self.words.labels.get(key) or key.replace("_", " ")

    def source(self, kind: StrEnum, reference: str) -> str:
        """Where a fact can be checked; what an arrangement says stands in the message's own offer."""
        if reference == "arrangement":
            return self.label("source_arrangement")
        return f"{self.name(kind)}: {reference}"

    def listed(self, group: str, key: str) -> str:
        """The word for ``key`` in a list of names; the key's own words when the list lacks it."""
        return self.words.names.get(group, {}).get(key) or key.replace("_", " ")

    def value(self, value: object) -> str:
        """``value`` as it stands in a sentence: amounts with their currency, times with their offset from UTC."""
        match value:
            case Reason():
                return self.reason(value)
            case StrEnum():
                return self.name(value)
            case LocalText():
                return value.in_language(self.language)
            case date():
                return self._day_or_moment(value)
            case list() | tuple():
                return self.words.formats.between.join(self.value(each) for each in value)
            case _:
                return self._plain(value)

    def _plain(self, value: object) -> str:
        if isinstance(value, float):
            return f"{value:.3g}"
        return self.words.formats.nothing if value is None else _CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(value))

    def _day_or_moment(self, value: date) -> str:
        from babel.dates import format_date, format_datetime

        locale = self.language.value.replace("-", "_")
        if isinstance(value, datetime):
            return format_datetime(value, self.words.formats.moment, locale=locale)
        return format_date(value, self.words.formats.date, locale=locale)

    def _filled(self, sentence: str | None, details: Mapping[str, object]) -> str | None:
        """The sentence with ``details`` in their places; None without one, or when it asks for a detail not given."""

        def chosen(part: re.Match[str]) -> str:
            holds = all(details.get(name) for name in _PLACEHOLDER.findall(part["with"]))
            return part["with"] if holds else part["without"] or ""

        slots = {name: _Slot(wording=self, value=value) for name, value in details.items()}
        try:
            return _OPTIONAL.sub(chosen, sentence or "").format_map(slots)
        except (LookupError, ValueError, AttributeError):
            return None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Slot:
    """A detail at its place in a sentence."""

    wording: Wording
    value: object

    def __format__(self, how: str) -> str:
        words = self.wording
        if "|" in how:
            one, many = how.split("|")
            return f"{words.value(self.value)} {one if self.value == 1 else many}"
        if not how:
            return words.value(self.value)
        keys = self.value if isinstance(self.value, list | tuple) else (self.value,)
        return words.words.formats.between.join(words.listed(how, str(key)) for key in keys)


def in_columns(rows: Sequence[Sequence[str]], figures: Collection[int] = ()) -> Iterator[str]:
    """Each row on one line, the columns beneath one another on a terminal, those at ``figures`` set to the right.

    A Chinese character takes two places there.
    """
    widths = [max(map(_places, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            gap = " " * (width - _places(cell))
            cells.append(gap + cell if place in figures else cell + gap)
        yield "  ".join(cells).rstrip()


def _places(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


@cache
def _read(language: Language) -> Wording:
    return Wording(language=language, words=read_yaml(shipped("knowledge") / "wording" / f"{language}.yaml", Words))
