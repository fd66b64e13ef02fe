"""What a saved mapping holds: the reports of one program, and which column of each is what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from assistant.intake.cleaning import name_key, without_brackets
from assistant.knowledge import Closed

# What an export may tell beside the columns of a ledger: what is still outstanding, and what was credited.
MORE_FIELDS = frozenset({"open", "credited"})
Kind: TypeAlias = Literal["invoice", "credit_note", "payment", "left_out"]


@dataclass(frozen=True, kw_only=True)
class Layout(Closed):
    """One report of a program.

    ``columns`` names, for each field, the file's columns that may hold it: of several the first that is there counts.
    The layout fits a table that has all of ``needs`` (fields), one of ``marks`` (names of columns) if any are given,
    and an amount or what is outstanding. ``groups`` says what a row with a single filled cell is: the ``customer`` of
    the rows below, or something to be ``ignored``. ``totals`` are patterns of the first cell of rows that add up.
    ``kinds`` lists the program's words for each kind of document, and the first kind that knows a word counts;
    ``left_out`` lists words of a column whose rows do not count. ``negative`` is what a row below zero stands for.
    """

    title: str
    columns: Mapping[str, tuple[str, ...]]
    needs: tuple[str, ...]
    marks: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    groups: Literal["customer", "ignored"] = "ignored"
    totals: tuple[str, ...] = ()
    kinds: Mapping[Kind, tuple[str, ...]] = field(default_factory=dict)
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    negative: Literal["credit_note", "payment"] = "credit_note"

    def places(self, header: Sequence[str]) -> Mapping[str, int] | None:
        """At which place of ``header`` each field stands; None when the layout does not fit."""
        keys = _keys(header)
        found: dict[str, int] = {}
        for name, columns in self.columns.items():
            place = next((keys[key] for key in map(name_key, columns) if key in keys), None)
            if place is not None:
                found[name] = place
        fits = all(need in found for need in self.needs) and not found.keys().isdisjoint({"amount", "open"})
        marked = not self.marks or any(name_key(mark) in keys for mark in self.marks)
        return found if fits and marked else None


@dataclass(frozen=True, kw_only=True)
class TableMapping(Closed):
    """The reports of one program."""

    name: str
    layouts: tuple[Layout, ...]

    def layout_of(self, header: Sequence[str]) -> tuple[Layout, Mapping[str, int]] | None:
        """The layout that finds most of its fields in ``header``, with their places; None when none fits."""
        fitting = [(layout, places) for layout in self.layouts if (places := layout.places(header)) is not None]
        return max(fitting, key=lambda each: len(each[1]), default=None)


def _keys(header: Sequence[str]) -> Mapping[str, int]:
    """Each name in ``header``, and the same without a note in brackets, with its first place."""
    keys: dict[str, int] = {}
    for names in (header, [without_brackets(cell) for cell in header]):
        for place, name in enumerate(names):
            if name.strip():
                keys.setdefault(name_key(name), place)
    return keys
